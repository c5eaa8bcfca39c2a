"""What the files of a repair are called in a project, and what stands in them, for each tool. Nothing is written here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from drifttools.errors import UsageError
from drifttools.migrations.history import Migration, MigrationHistory
from drifttools.model.places import short
from drifttools.model.plan import Plan
from drifttools.repair.render import (
    NO_GUARDS,
    Guards,
    alembic_on_sqlite,
    alembic_revision,
    alembic_revision_id,
    django_migration,
    django_migration_name,
    django_on_sqlite,
    sql_migration,
    sql_migration_back,
    sqlite_migration,
    sqlite_migration_back,
)
from drifttools.repair.sqlite.groups import Group

Files = dict[str, str]
"""Path, as the history has its own (relative to the root or absolute), to text."""


@dataclass(frozen=True, slots=True)
class OfFile:
    """What a migration for SQLite files is made of beside the plan.

    Args:
        groups: The tables of the plan.
        behind: Whether the history without it makes what the file has now, as where models went ahead of it.
    """

    groups: tuple[Group, ...]
    behind: bool


@dataclass(frozen=True, slots=True)
class _Making:
    """What a file is made of; see `migration_files`."""

    plan: Plan
    history: MigrationHistory
    now: datetime
    guards: Guards
    engine: str = ""
    file: OfFile | None = None

    @property
    def sql(self) -> str:
        """The text of a file of SQL."""
        if self.file is not None:
            return sqlite_migration(self.plan, behind=self.file.behind)
        return sql_migration(self.plan, self.guards)

    @property
    def sql_back(self) -> str:
        """The text of its way back; empty where there is none."""
        if self.file is not None:
            return sqlite_migration_back(self.plan, behind=self.file.behind)
        return sql_migration_back(self.plan, self.guards)


def migration_files(
    plan: Plan,
    history: MigrationHistory,
    now: datetime,
    guards: Guards = NO_GUARDS,
    engine: str = "",
    file: OfFile | None = None,
) -> Files:
    """The files that make a plan a migration of the project, on top of its history.

    Args:
        plan: The plan.
        history: The migrations that it comes after.
        now: For names that are times.
        guards: How the migration sees that there is nothing to do.
        engine: For Alembic, of several databases the one that is repaired.
        file: Where the database is a SQLite file, what stands in the place of guards.

    Raises:
        UsageError: The tool is one for which none is written, or there is nothing to put it on.
    """
    write = _TOOLS.get(history.tool)
    if write is None:
        raise UsageError(
            f"drifttools writes no migrations for {history.tool}",
            hint=f"it does for {', '.join(_TOOLS)}; repair.sql in the incident folder has the statements",
        )
    if any(step.kind == "rows" for step in plan.steps):
        raise UsageError(
            "the plan puts rows right that were counted in this database: other databases have other rows",
            hint="plan the schema alone for a migration, and the rows of this database apart: drift mend",
        )
    if not history.migrations:
        raise UsageError("the project has no migration yet that the repair could come after")
    made = write(_Making(plan, history, now, guards, engine, file))
    for path in made:
        if _is_installed(path):
            raise UsageError(
                f"the migrations are of an installed package ({short(path).partition('/')[0]}) and not of the project",
                hint="write it from a checkout of that project; repair.sql in the incident folder has the statements",
            )
    return made


def _alembic(making: _Making) -> Files:
    heads = making.history.heads
    folder = PurePosixPath(heads[-1].file).parent
    names = [head.name for head in heads]
    if making.file is not None:
        revision = alembic_on_sqlite(making.plan, names, making.file.groups, making.engine)
    else:
        revision = alembic_revision(making.plan, names, making.guards, making.engine)
    return {str(folder / f"{alembic_revision_id(making.plan)}_repair.py"): revision}


def _django(making: _Making) -> Files:
    last, others = django_place(making.plan, making.history)
    leaf, after = (last.app, last.name), tuple((one.app, one.name) for one in others)
    path = PurePosixPath(last.file).parent / f"{django_migration_name(making.plan, leaf)}.py"
    if making.file is not None:
        return {str(path): django_on_sqlite(making.plan, leaf, after, making.file.groups)}
    return {str(path): django_migration(making.plan, leaf, after, making.guards)}


def django_place(plan: Plan, history: MigrationHistory) -> tuple[Migration, tuple[Migration, ...]]:
    """The last migration of the app that the repair belongs to, and those of the other apps that it is about.

    That is the app that most steps are about; one that is installed and not the project's is never written to, and
    then it is an app of the project.

    Raises:
        UsageError: No migration made what is repaired, or the project has no app of its own with migrations.
    """
    creators = (history.creating(step.key[1]) for step in plan.steps if len(step.key) > 1)
    apps = Counter(
        creator.migration.app for creator in creators if creator is not None and creator.migration.tool == "django"
    )
    if not apps:
        raise UsageError(
            "no migration of the project made what is repaired, so none of its apps is the one to hold the repair",
            hint="repair.sql in the incident folder has the statements",
        )
    ours = {one.app for one in history.migrations if _is_of_the_project(one.file)}
    place = next((app for app, _ in apps.most_common() if app in ours), None) or next(iter(sorted(ours)), None)
    if place is None:
        raise UsageError(
            f"what is repaired belongs to installed apps ({', '.join(sorted(apps))}), and the project has no migrations of "
            "its own that could hold it",
            hint="make one in an app of yours: manage.py makemigrations --empty APP; repair.sql has the statements",
        )
    leaves = {app: _leaf(history, app) for app in (place, *apps)}
    return leaves[place], tuple(leaf for app, leaf in leaves.items() if app != place)


def _is_of_the_project(file: str) -> bool:
    """Whether a file is below the root of the project and of no environment there."""
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts and not _is_installed(file)


def _is_installed(file: str) -> bool:
    return not {"site-packages", "dist-packages"}.isdisjoint(PurePosixPath(file).parts)


def _leaf(history: MigrationHistory, app: str) -> Migration:
    """The migration of an app that no other of it builds on; one that a squashed one stands for is none any more."""
    own = [one for one in history.migrations if one.app == app]
    before = {name for one in own for name in (*one.depends_on, *one.replaces)}
    return [one for one in own if one.label not in before][-1]


def _title(plan: Plan) -> str:
    return f"repair_{plan.digest[:10]}"


def _stamped(history: MigrationHistory, now: datetime) -> str:
    """A version after all others: the time as the tools write it, or the next number where the last is in the future."""
    last = max((int(found[0]) for m in history.migrations if (found := re.match(r"\d+", m.name))), default=0)
    return str(max(int(f"{now:%Y%m%d%H%M%S}"), last + 1))


def _numbered(history: MigrationHistory) -> str:
    """The next number, as wide as the others; it is read from the names of the files."""
    names = [PurePosixPath(migration.file).name for migration in history.migrations]
    numbers = [found[0] for name in names if (found := re.match(r"\d+", name))]
    width = max((len(number) for number in numbers), default=4)
    return str(max(map(int, numbers), default=0) + 1).zfill(width)


def _folder(history: MigrationHistory) -> PurePosixPath:
    return PurePosixPath(history.migrations[-1].file).parent


def _supabase(making: _Making) -> Files:
    return {str(_folder(making.history) / f"{_stamped(making.history, making.now)}_{_title(making.plan)}.sql"): making.sql}


def _plain(making: _Making) -> Files:
    return {str(_folder(making.history) / f"{_numbered(making.history)}_{_title(making.plan)}.sql"): making.sql}


def _flyway(making: _Making) -> Files:
    versioned = [m for m in making.history.migrations if re.match(r"[VB]\d", PurePosixPath(m.file).name)]
    found = [re.match(r"[VB](\d+)", PurePosixPath(m.file).name) for m in versioned]
    number = max((int(one[1]) for one in found if one), default=0) + 1
    folder = PurePosixPath((versioned or making.history.migrations)[-1].file).parent
    return {str(folder / f"V{number}__{_title(making.plan)}.sql"): making.sql}


def _pair(making: _Making) -> Files:
    stem = str(_folder(making.history) / f"{_numbered(making.history)}_{_title(making.plan)}")
    back = making.sql_back
    return {f"{stem}.up.sql": making.sql, **({f"{stem}.down.sql": back} if back else {})}


def _dbmate(making: _Making) -> Files:
    text = f"-- migrate:up\n{making.sql}\n-- migrate:down\n{making.sql_back}"
    return {str(_folder(making.history) / f"{_stamped(making.history, making.now)}_{_title(making.plan)}.sql"): text}


def _prisma(making: _Making) -> Files:
    folder = _folder(making.history).parent / f"{_stamped(making.history, making.now)}_{_title(making.plan)}"
    text = making.sql
    if making.file is not None and any(step.rewrites for step in making.plan.steps):
        # its engine enforces foreign keys, and runs a file in no transaction; its own migrations do the same
        text = f"PRAGMA foreign_keys=OFF;\n{text}\nPRAGMA foreign_keys=ON;\n"
    return {str(folder / "migration.sql"): text}


_TOOLS: Mapping[str, Callable[[_Making], Files]] = {
    "alembic": _alembic,
    "django": _django,
    "supabase": _supabase,
    "flyway": _flyway,
    "golang-migrate": _pair,
    "dbmate": _dbmate,
    "prisma": _prisma,
    "sql": _plain,
}

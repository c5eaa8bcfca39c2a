"""Reads `drift.toml` into frozen values. Whatever is in the file and not known is an error, never silently skipped."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from drifttools.config.dsn import conninfo, is_sqlite_path, parse_target
from drifttools.config.personas import Persona, read_persona
from drifttools.config.services import service_names
from drifttools.config.smoke import SmokeTest, read_smoke
from drifttools.config.table import Table
from drifttools.config.target import Target
from drifttools.errors import ConfigError, UsageError

FILE_NAME = "drift.toml"
CONFIG_VARIABLE = "DRIFT_CONFIG"
PLATFORMS = ("supabase",)
"""Those that `expected/platforms.py` declares."""


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """One `[targets.NAME]`: exactly one of `dsn`, `service` and `env` says how to reach it."""

    name: str
    dsn: str | None = field(default=None, repr=False)
    service: str | None = None
    env: str | None = None
    passfile: Path | None = None
    expected: str | None = None
    scratch: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Project:
    """`[project]`: how to run the code of the audited project.

    Args:
        python: Its interpreter.
        env: What its code wants of the environment.
        timeout_s: How long it may run.
        platform: The platform that hosts its database: what that provides is provided on the scratch, and its own schemas
            are not compared. None: the one that the files were written for; `none`: none.
        migrations: The spec of the project's migrations, for an expected state that has none of its own (`models:`).
    """

    python: str | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float = 300.0
    platform: str | None = None
    migrations: str | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """`[repair]`: how repairs are planned and rehearsed.

    Args:
        online_above_mb: A table with so many megabytes is not held still: its indexes and constraints are made by the
            statements that let others work.
        count_timeout_s: How long one question about the rows in the way of a step may take.
        count_up_to_rows: Tables that are estimated to have more rows are not counted.
        rehearsal_rows: How many rows of each touched table a rehearsal takes along; 0 for none.
    """

    online_above_mb: int = 100
    count_timeout_s: float = 30.0
    count_up_to_rows: int = 50_000_000
    rehearsal_rows: int = 200


@dataclass(frozen=True, slots=True)
class Code:
    """`[code]`: what `drift code` looks through.

    Args:
        paths: Files and directories, from the directory of `drift.toml` on; all of it where none are named.
        exclude: Patterns of paths and names that are left out, beside those that always are.
        search_path: Where the code's bare names are looked for; else what the database says for the role that connects.
    """

    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    search_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contracts:
    """`[contracts]`: what `drift contracts` compares.

    Args:
        schemas: Modules or packages that hold Pydantic models.
        models: Modules or packages that hold SQLAlchemy models.
        pairs: `package.module:Schema` to `package.module:Model`, where their names do not tell; `-` for none.
    """

    schemas: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    pairs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IgnoreRule:
    """One `[[ignore]]`: which findings are accepted, why, and until when.

    Args:
        reason: Why the difference is right; shown in every report.
        until: The last day on which it holds. A rule without an end would hide drift for ever.
        kind: The kind of object; None for every kind.
        object: A glob on the qualified name; None for every object.
        attribute: The attribute; None for every one.
    """

    reason: str
    until: date
    kind: str | None = None
    object: str | None = None
    attribute: str | None = None

    def expired(self, today: date) -> bool:
        """Whether the rule no longer holds."""
        return today > self.until


@dataclass(frozen=True, slots=True)
class Invariant:
    """One `[[invariant]]`: a query that must return no row on a healthy database, or "every row of A has a B".

    Args:
        name: What must hold.
        sql: A SELECT of the rows that are wrong; `key`: those of its columns that may be shown; `views`: whether it may
            read views, which can call any function.
        every: The table each of whose rows has a partner; `has`: the table of the partners; `on`: what is equal in both,
            columns or paths into JSON; `where`: a condition on the rows `t` of the first.
        description: For reports.
    """

    name: str
    sql: str | None = None
    description: str | None = None
    key: tuple[str, ...] = ()
    views: bool = False
    every: str | None = None
    has: str | None = None
    on: Mapping[str, str] = field(default_factory=dict)
    where: str | None = None

    @property
    def about(self) -> str:
        """The rows that are wrong, for a person."""
        if not self.every:
            return f"rows that break the invariant {self.name!r}"
        return f"rows of {self.every} without a partner in {self.has}, which break the invariant {self.name!r}"


@dataclass(frozen=True, slots=True)
class Probe:
    """`[probe]`: how the rows are looked at.

    Args:
        timeout_s: How long one SELECT may take.
        sample_above_rows: Of a table that is estimated to have more rows only a sample is looked at; 0: always all rows.
        sample_rows: About how many rows a sample has.
        suggested: Whether what only names suggest is asked for.
    """

    timeout_s: float = 30.0
    sample_above_rows: int = 5_000_000
    sample_rows: int = 200_000
    suggested: bool = True


@dataclass(frozen=True, slots=True)
class Config:
    """All of `drift.toml`; without a file, its defaults.

    Args:
        path: The file, if there is one.
        root: The directory that relative paths in it start from.
        expected: The expected state of targets that name none.
        scratch: The scratch server of targets that name none.
        naming: `[naming]`: the conventions for names, by what they are about.
    """

    path: Path | None = None
    root: Path = field(default_factory=Path.cwd)
    targets: Mapping[str, TargetEntry] = field(default_factory=dict)
    expected: str | None = None
    scratch: str | None = field(default=None, repr=False)
    project: Project = field(default_factory=Project)
    repair: Repair = field(default_factory=Repair)
    ignore: tuple[IgnoreRule, ...] = ()
    probe: Probe = field(default_factory=Probe)
    invariants: tuple[Invariant, ...] = ()
    smoke: tuple[SmokeTest, ...] = ()
    rls: tuple[Persona, ...] = ()
    naming: Mapping[str, str] = field(default_factory=dict)
    code: Code = field(default_factory=Code)
    contracts: Contracts = field(default_factory=Contracts)

    def target(self, name_or_dsn: str) -> Target:
        """Find a target.

        Args:
            name_or_dsn: A name in `drift.toml`, a libpq service, or a DSN.

        Raises:
            ConfigError: The entry of that name cannot be used: an environment variable that is not set, a
                password file that others can read.
            UsageError: There is no such name; the message lists those that exist. Or the DSN is malformed.
        """
        entry = self.targets.get(name_or_dsn)
        if entry is not None:
            return self._from_entry(entry)
        if "=" in name_or_dsn or ":" in name_or_dsn or is_sqlite_path(name_or_dsn):
            return self._with_defaults(parse_target(name_or_dsn))
        services = service_names()
        if name_or_dsn in services:
            return self._with_defaults(parse_target(conninfo({"service": name_or_dsn}), name=name_or_dsn))
        known = ", ".join((*self.targets, *(f"{service} (service)" for service in services)))
        raise UsageError(
            f"there is no target {name_or_dsn!r}; known are: {known or 'none'}",
            hint=f"add [targets.{name_or_dsn}] to {self.path or FILE_NAME}, or give a DSN",
        )

    def _from_entry(self, entry: TargetEntry) -> Target:
        place = f"target {entry.name!r} in {self.path}"
        if entry.env is not None:
            text = os.environ.get(entry.env, "")
            if not text:
                raise ConfigError(
                    f"{place}: the environment variable {entry.env} is not set",
                    hint=f"export {entry.env}=DSN",
                )
        else:
            text = entry.dsn if entry.dsn is not None else conninfo({"service": entry.service or ""})
        try:
            target = parse_target(text, name=entry.name)
        except UsageError as error:
            raise ConfigError(f"{place}: {error.what}", hint=error.hint) from error
        if target.dialect == "sqlite" and target.dsn not in ("sqlite:", "sqlite::memory:"):
            # as every path in drift.toml: from the folder that it is in
            target = replace(target, dsn=f"sqlite:{self.root / Path(target.where).expanduser()}")
        if entry.passfile is not None:
            _check_passfile(entry.passfile, place)
            parameters = {**target.parameters, "passfile": str(entry.passfile)}
            target = replace(target, dsn=conninfo(parameters), parameters=parameters)
        return self._with_defaults(replace(target, expected=entry.expected, scratch=entry.scratch))

    def _with_defaults(self, target: Target) -> Target:
        return replace(target, expected=target.expected or self.expected, scratch=target.scratch or self.scratch)


def load_config(path: Path | str | None = None) -> Config:
    """Read `drift.toml`.

    Args:
        path: The file; without it the one that the variable DRIFT_CONFIG names, else the first one from the current
            directory upward, and the defaults if there is none.

    Raises:
        ConfigError: The file is missing, is not TOML, or holds a key or value that is not known.
    """
    found = Path(path) if path is not None else _search(Path.cwd())
    if found is None:
        return Config()
    import tomllib  # here: most runs of `drift diff` have no file to read

    try:
        data = tomllib.loads(found.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{found} cannot be read: {error.strerror}", hint="check the path given to --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        # The messages of tomllib name line and column, and of the text at most one character.
        raise ConfigError(f"{found} is not valid TOML: {error}", hint="mend that line") from error
    return _config(found.absolute(), data)


def _search(start: Path) -> Path | None:
    # a notebook's kernel works in another directory than the command that started it
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        return Path(named)
    return next((d / FILE_NAME for d in (start, *start.parents) if (d / FILE_NAME).is_file()), None)


def _config(path: Path, data: dict[str, Any]) -> Config:
    top = Table(data, "the top level", path)
    config = Config(
        path=path,
        root=path.parent,
        expected=top.text("expected"),
        scratch=top.text("scratch"),
        targets={name: _target(name, table, path.parent) for name, table in top.named_tables("targets").items()},
        project=_project(top.table("project")),
        repair=_repair(top.table("repair")),
        probe=_probe(top.table("probe")),
        ignore=tuple(_ignore(table) for table in top.tables("ignore")),
        invariants=tuple(_invariant(table) for table in top.tables("invariant")),
        smoke=tuple(read_smoke(table) for table in top.tables("smoke")),
        rls=tuple(read_persona(table, path.parent) for table in top.tables("rls")),
        naming=top.texts("naming"),
        code=_code(top.table("code")),
        contracts=_contracts(top.table("contracts")),
    )
    top.end()
    return config


def _code(table: Table) -> Code:
    code = Code(table.text_list("paths"), table.text_list("exclude"), table.text_list("search_path"))
    table.end()
    return code


def _contracts(table: Table) -> Contracts:
    contracts = Contracts(table.text_list("schemas"), table.text_list("models"), table.texts("pairs"))
    table.end()
    return contracts


def _target(name: str, table: Table, root: Path) -> TargetEntry:
    passfile = table.text("passfile")
    entry = TargetEntry(
        name=name,
        dsn=table.text("dsn"),
        service=table.text("service"),
        env=table.text("env"),
        passfile=root / Path(passfile).expanduser() if passfile else None,
        expected=table.text("expected"),
        scratch=table.text("scratch"),
    )
    table.end()
    if sum(way is not None for way in (entry.dsn, entry.service, entry.env)) != 1:
        table.fail(
            "needs exactly one of dsn, service and env",
            hint=f'env = "DATABASE_URL" keeps the DSN out of {FILE_NAME}',
        )
    return entry


def _project(table: Table) -> Project:
    project = Project(
        python=table.text("python"),
        env=table.texts("env"),
        timeout_s=table.number("timeout_s", default=300.0),
        platform=table.text("platform"),
        migrations=table.text("migrations"),
    )
    table.end()
    if project.platform not in (None, "none", *PLATFORMS):
        table.fail(f"there is no platform {project.platform!r}", hint=f"known are: none, {', '.join(PLATFORMS)}")
    return project


def _repair(table: Table) -> Repair:
    given = Repair()
    repair = Repair(
        online_above_mb=table.integer("online_above_mb", default=given.online_above_mb),
        count_timeout_s=table.number("count_timeout_s", default=given.count_timeout_s),
        count_up_to_rows=table.integer("count_up_to_rows", default=given.count_up_to_rows),
        rehearsal_rows=table.integer("rehearsal_rows", default=given.rehearsal_rows),
    )
    table.end()
    for name in ("online_above_mb", "count_up_to_rows", "rehearsal_rows"):
        if getattr(repair, name) < 0:
            table.fail(f"{name} cannot be negative")
    return repair


def _ignore(table: Table) -> IgnoreRule:
    a_while = date.today() + timedelta(days=90)  # noqa: DTZ011 - an example in a message
    rule = IgnoreRule(
        kind=table.text("kind"),
        object=table.text("object"),
        attribute=table.text("attribute"),
        reason=table.needed_text("reason", hint="say why the difference is accepted: every report shows it"),
        until=table.needed_date("until", hint=f"a rule needs an end, for example until = {a_while.isoformat()}"),
    )
    table.end()
    if rule.kind is rule.object is rule.attribute is None:
        table.fail("would ignore everything", hint="narrow it with kind, object or attribute")
    return rule


def _probe(table: Table) -> Probe:
    given = Probe()
    probe = Probe(
        timeout_s=table.number("timeout_s", default=given.timeout_s),
        sample_above_rows=table.integer("sample_above_rows", default=given.sample_above_rows),
        sample_rows=table.integer("sample_rows", default=given.sample_rows),
        suggested=table.flag("suggested", default=given.suggested),
    )
    table.end()
    if probe.sample_above_rows < 0 or probe.sample_rows < 1:
        table.fail("numbers of rows cannot be negative, and a sample has at least one")
    return probe


def _invariant(table: Table) -> Invariant:
    invariant = Invariant(
        name=table.needed_text("name"),
        sql=table.text("sql"),
        description=table.text("description"),
        key=table.listed("key"),
        views=table.flag("views", default=False),
        every=table.text("every"),
        has=table.text("has"),
        on=table.texts("on"),
        where=table.text("where"),
    )
    table.end()
    query, pair = bool(invariant.sql), bool(invariant.every or invariant.has or invariant.on)
    if query == pair or (pair and not (invariant.every and invariant.has and invariant.on)):
        table.fail(
            "needs `sql`, or `every`, `has` and `on`",
            hint='sql = a SELECT of the violations; or every = "app.a", has = "app.b", on = { id = "a_id" }',
        )
    if (invariant.key or invariant.views) and not query:
        table.fail("has `key` or `views`, which belong to `sql`")
    if invariant.where and query:
        table.fail("has `where`, which belongs to `every`")
    return invariant


def _check_passfile(path: Path, place: str) -> None:
    # libpq ignores a password file that others can read, with a warning that a notebook never shows.
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise ConfigError(
            f"{place}: the password file {path} cannot be read: {error.strerror}",
            hint="correct `passfile`; a relative path starts at the directory of drift.toml",
        ) from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(f"{place}: others can read the password file {path}", hint=f"chmod 600 {path}")

"""`alembic:path/alembic.ini[?x=KEY=VALUE&name=SECTION&base=SPEC][@REVISION]`: a history, applied by its env.py."""

from __future__ import annotations

import configparser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from urllib.parse import unquote

from drifttools.errors import SourceError, UsageError
from drifttools.expected.base import WITHOUT_ROLES, Context, Expected, Source, Spec
from drifttools.expected.child import run_script
from drifttools.expected.inputs import project_digest
from drifttools.expected.on_scratch import on_scratch
from drifttools.expected.platforms import platform_of
from drifttools.expected.recorder import Recorder
from drifttools.migrations.alembic_file import alembic_operations
from drifttools.migrations.history import Migration, MigrationHistory

if TYPE_CHECKING:
    from drifttools.catalog.scratch import ScratchDatabase
    from drifttools.catalog.sqlite_scratch import SqliteScratchDatabase
    from drifttools.model.chronicle import Chronicle

    AnyDatabase = ScratchDatabase | SqliteScratchDatabase

T = TypeVar("T")

_CONFIGURATIONS = ("alembic.ini", "pyproject.toml")


class AlembicSource(Source):
    """A project by its `alembic.ini` or `pyproject.toml`; after `@` what `alembic upgrade` takes, `heads` without it."""

    kind: ClassVar[str] = "alembic"
    example: ClassVar[str] = "alembic:api/alembic.ini"
    meaning: ClassVar[str] = "an Alembic history, replayed by its env.py"
    stepwise: ClassVar[bool] = True
    silent: ClassVar[frozenset[str]] = WITHOUT_ROLES | {"database setting"}

    @classmethod
    def cut(cls, argument: str, root: Path) -> tuple[str, str | None]:
        """The revision is after the first `@` before which there is a path: it may hold one itself (`branch@head`)."""
        at = argument.find("@")
        while at >= 0:
            path = argument[:at].partition("?")[0]
            if argument[at + 1 :] and not _exists(root, argument) and _exists(root, path):
                return argument[:at], argument[at + 1 :]
            at = argument.find("@", at + 1)
        return argument, None

    def inputs(self, context: Context) -> bytes:
        """The project's code, its interpreter and what is installed there; and what the history begins with."""
        project = alembic_project(self.spec, context)
        base = _base_source(project.base, context)
        return project_digest(context, project.cwd) + ((base.inputs(context) or b"") if base else b"")

    def expected(self, context: Context) -> Expected:
        """Run env.py in a child whose every connection is the scratch database's, then read that."""
        project = alembic_project(self.spec, context)
        return self._replay(context, project, self._reading(context))

    def chronicle(self, context: Context) -> Chronicle:
        """The same; each revision is committed, and the child waits until it was looked at."""
        recorder = Recorder(self.silent)
        return self._replay(context, alembic_project(self.spec, context), lambda *_: recorder.chronicle(), recorder)

    def with_chronicle(self, context: Context) -> Expected:
        """Both of one replay."""
        recorder = Recorder(self.silent)
        expected = self._replay(context, alembic_project(self.spec, context), self._reading(context), recorder)
        return replace(expected, chronicle=recorder.chronicle())

    def _reading(self, context: Context) -> Callable[[AnyDatabase, dict[str, Any]], Expected]:
        platform = platform_of(context.project.platform)

        def read(database: AnyDatabase, answer: dict[str, Any]) -> Expected:
            snapshot = self.read_scratch(database, platform)
            table = answer["ledger"].get("table")
            if not answer["applied"] and answer["revisions"] and self.spec.revision != "base":
                raise SourceError(
                    f"{self.spec}: env.py ended without applying any of {len(answer['revisions'])} revisions",
                    hint="it must come to context.run_migrations() when it is run as by `alembic upgrade`; "
                    "what decides that may want `?x=KEY=VALUE` in the spec or a variable under [project.env]",
                )
            ledgers = (line.split(b"\t") for line in snapshot.rows["table"].lines)
            if answer["applied"] and table and not any(keys[1] == table.encode() for keys in ledgers):
                raise SourceError(
                    f"{self.spec}: env.py applied {answer['applied']} revisions and did not commit them",
                    hint="run the migrations in `with context.begin_transaction():` on a connection that commits",
                )
            migrations = tuple(_migration(one, context) for one in answer["revisions"])
            return Expected(snapshot, self.spec, MigrationHistory("alembic", migrations))

        return read

    def listed(self, context: Context) -> MigrationHistory:
        """The revisions below the version locations of the configuration; env.py is not run."""
        project = alembic_project(self.spec, context)
        arguments = [project.file, *project.arguments, "history"]
        answer = run_script("replay_alembic.py", arguments, context=context, cwd=project.cwd, what=str(self.spec))
        return MigrationHistory("alembic", tuple(_migration(one, context) for one in answer["revisions"]))

    def _replay(
        self,
        context: Context,
        project: AlembicProject,
        then: Callable[[AnyDatabase, dict[str, Any]], T],
        recorder: Recorder | None = None,
    ) -> T:
        base = _base_source(project.base, context)
        script = base.script(context) if base is not None else None
        return on_scratch(
            "replay_alembic.py",
            [project.file, *project.arguments, "upgrade", self.spec.revision or "heads"],
            then,
            context=context,
            cwd=project.cwd,
            what=str(self.spec),
            platform=platform_of(context.project.platform),
            recorder=recorder,
            base=(script, project.base) if script is not None else None,
        )


@dataclass(frozen=True, slots=True)
class AlembicProject:
    """How `alembic` is run for a spec.

    Args:
        file: The configuration, relative to `cwd` where it is below it.
        cwd: Where relative paths of the configuration start.
        arguments: Those of the command line before its command: `-n` and `-x`.
        base: What is there before the first revision, as a spec; empty where nothing is.
        engine: Of several databases that env.py migrates (the template `multidb`) the one that is meant.
    """

    file: str
    cwd: Path
    arguments: tuple[str, ...]
    base: str = ""
    engine: str = ""


def alembic_project(spec: Spec, context: Context) -> AlembicProject:
    """How `alembic` is run for a spec.

    Raises:
        SourceError: There is no configuration.
        UsageError: An option of the spec is none.
    """
    argument, question, options = spec.argument.partition("?")
    if question and _exists(context.root, spec.argument):
        argument, options = spec.argument, ""
    path = context.path(argument)
    if path.is_dir():
        path = next((path / name for name in _CONFIGURATIONS if (path / name).is_file()), path)
    if not path.is_file():
        raise SourceError(
            f"{path} does not exist" if not path.is_dir() else f"{path} holds no alembic.ini",
            file=str(path),
            hint="name the configuration of Alembic: alembic:api/alembic.ini",
        )
    arguments, base, engine = _arguments(options)
    section = arguments[arguments.index("-n") + 1] if "-n" in arguments else "alembic"
    if engine:
        arguments = (f"engine={engine}", *arguments)
    return AlembicProject(str(path), _directory(path, section, context), arguments, base, engine)


def _arguments(options: str) -> tuple[tuple[str, ...], str, str]:
    """`x=tenant=acme&name=logs` as the arguments `-x tenant=acme -n logs`, base and engine; `%40` stands for an `@`."""
    arguments: list[str] = []
    base = engine = ""
    for option in filter(None, options.split("&")):
        key, _, value = option.partition("=")
        if key not in ("x", "name", "base", "engine") or not value:
            raise UsageError(
                f"{option!r} is no option of an alembic: spec",
                hint="after `?` stand x=KEY=VALUE, name=SECTION, engine=NAME and base=SPEC, joined by `&`",
            )
        if key == "base":
            base = unquote(value)
        elif key == "engine":
            engine = unquote(value)
        else:
            arguments += ["-x" if key == "x" else "-n", unquote(value)]
    return tuple(arguments), base, engine


def _base_source(base: str, context: Context) -> Source | None:
    """The source of what is there before the first revision: tables of `create_all`, or a dump."""
    from drifttools.expected.spec import parse_spec, source_of

    if not base:
        return None
    if base.partition(":")[0] not in ("models", "sql"):
        raise UsageError(
            f"{base!r} is nothing that an Alembic history can begin with",
            hint="write base=models:app.first:Base or base=sql:schema.sql",
        )
    return source_of(parse_spec(base, context.root))


def _directory(path: Path, section: str, context: Context) -> Path:
    """Where `alembic` is started: beside its configuration, or at the root where only from there the scripts are found."""
    if path.suffix != ".ini":
        return path.parent
    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
        location = parser.get(section, "script_location", fallback="")
    except (configparser.Error, UnicodeDecodeError) as error:
        raise SourceError(
            f"{context.shown(path)} cannot be read: {error}", file=context.shown(path), hint="mend that line"
        ) from error
    relative = location and "%(" not in location and ":" not in location
    if relative and not (path.parent / location).is_dir() and (context.root / location).is_dir():
        return context.root
    return path.parent


def _exists(root: Path, argument: str) -> bool:
    return (root / Path(argument).expanduser()).exists()


def _migration(told: Mapping[str, Any], context: Context) -> Migration:
    path = Path(told["file"])
    line, operations = alembic_operations(path.read_bytes())
    return Migration(
        tool="alembic",
        app="",
        name=told["revision"],
        file=context.shown(path),
        line=line,
        operations=operations,
        depends_on=tuple(told["depends_on"]),
        message=told["message"],
    )

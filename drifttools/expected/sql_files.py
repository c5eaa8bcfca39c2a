"""`sql:PATH[@VERSION]`: a directory of SQL files, run as their tool runs them, or one file such as a dump."""

from __future__ import annotations

import hashlib
import re
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, ClassVar

from drifttools.errors import SourceError
from drifttools.expected.base import Context, Expected, Source, cut_after_path
from drifttools.expected.placeholders import placeholders_filled
from drifttools.expected.platforms import platform_of
from drifttools.expected.recorder import Recorder
from drifttools.expected.sections import way_up
from drifttools.migrations.history import Migration, MigrationHistory
from drifttools.migrations.sql_layouts import Layout, SqlFile, is_revision, layout_of
from drifttools.migrations.sql_operations import operations_of_sql
from drifttools.sql.split import PieceKind, split

if TYPE_CHECKING:
    from drifttools.model.chronicle import Chronicle

# without FOR ROLE they are those of whoever runs the files, who is not the role of the scratch server
_WHOSE_DEFAULTS = re.compile(r"\balter\s+default\s+privileges\s+(?!for\b)", re.IGNORECASE)
# Directories that hold their tool's migrations beside other SQL, and files that show one.
_TOOLS = ("supabase", "prisma")
_BESIDE = ("config.toml", "schema.prisma")


class SqlSource(Source):
    """Supabase, Flyway, golang-migrate, dbmate, goose, Prisma, Diesel, Drizzle, Atlas, numbered files, or a dump."""

    kind: ClassVar[str] = "sql"
    example: ClassVar[str] = "sql:supabase/migrations"
    meaning: ClassVar[str] = "SQL files in order, or one file"
    stepwise: ClassVar[bool] = True
    # Whoever runs the files owns what they make. A dump says OWNER TO, but one of `--no-owner` looks no different where
    # the two roles are the same; so owners are compared only between databases and snapshots.
    # The database itself and the roles are of the scratch server, and that subscribes to nothing.
    silent: ClassVar[frozenset[str]] = frozenset({"owner", "database", "role setting", "subscription", "extension version"})

    @classmethod
    def cut(cls, argument: str, root: Path) -> tuple[str, str | None]:
        """A revision is the version or the name of the last file that counts."""
        return cut_after_path(argument, root)

    def inputs(self, context: Context) -> bytes:
        """The names and contents of the files, in their order, and the values of placeholders."""
        directory = _Directory.of(self, context)
        digest = hashlib.sha256(f"{directory.layout.tool}\0{sorted(context.project.env.items())}".encode())
        for path in directory.paths():
            content = path.read_bytes()
            digest.update(f"{context.shown(path)}\0{len(content)}\0".encode() + content)
        return digest.digest()

    def script(self, context: Context) -> str:
        """All files, one after the other."""
        directory = _Directory.of(self, context)
        return "\n;\n".join(directory.script(path, context) for path in directory.paths())

    def history(self, context: Context) -> MigrationHistory | None:
        """What the files do, by the beginnings of their statements; None for one file such as a dump."""
        directory = _Directory.of(self, context)
        return directory.history(context) if directory.migrations else None

    def expected(self, context: Context) -> Expected:
        """Run every file on a scratch database, as its tool would."""
        directory = _Directory.of(self, context)
        return self._made(directory, context, None)

    def chronicle(self, context: Context) -> Chronicle | None:
        """Run the files again, and look at the database after each of them; None for one file such as a dump."""
        expected = self.with_chronicle(context)
        return expected.chronicle if expected is not None else None

    def with_chronicle(self, context: Context) -> Expected | None:
        """Both of one replay."""
        directory = _Directory.of(self, context)
        return self._made(directory, context, Recorder(self.silent)) if directory.migrations else None

    def _made(self, directory: _Directory, context: Context, recorder: Recorder | None) -> Expected:
        from drifttools.expected.replaying import prepared

        platform = platform_of(context.project.platform, directory.layout.tool)
        for other in directory.layout.passed_over:
            context.progress(f"{other} is none that {directory.layout.tool} would run")
        files = directory.layout.files[: directory.last]
        scripts = {file: directory.script(directory.path / file.path, context) for file in files}
        with context.throw_away() as scratch, scratch.database(str(self.spec)) as database:
            replay = prepared(scratch, database, context, platform)
            with recorder.following(database) if recorder is not None else nullcontext():
                for number, (file, script) in enumerate(scripts.items(), 1):
                    shown = context.shown(directory.path / file.path)
                    context.progress(f"running {shown} ({number} of {len(scripts)})")
                    replay.run(script, shown, whole=directory.migrations)
                    if recorder is not None:
                        recorder.took(file.name)()
            snapshot = self.read_scratch(database, platform)
        if all(piece.kind is PieceKind.BLANK for script in scripts.values() for piece in split(script)):
            # everything that is in the database would be called unexpected
            shown = context.shown(directory.path / next(iter(scripts)).path)
            raise SourceError(f"{shown} holds no statement", hint="name the file that makes the schema")
        if any(_WHOSE_DEFAULTS.search(script) for script in scripts.values()):
            snapshot = replace(snapshot, silent=snapshot.silent | {"default privilege"})
        history = directory.history(context) if directory.migrations else None
        return Expected(snapshot, self.spec, history, chronicle=recorder.chronicle() if recorder is not None else None)


@dataclass(frozen=True, slots=True)
class _Directory:
    """What a spec names.

    Args:
        path: The directory; that of the file where it names one.
        layout: Its files, in order.
        last: How many of them count.
        migrations: Whether it is a directory of migrations, and not one file such as a dump.
    """

    path: Path
    layout: Layout
    last: int
    migrations: bool

    @classmethod
    def of(cls, source: SqlSource, context: Context) -> _Directory:
        path, revision = context.path(source.spec.argument), source.spec.revision
        if not path.exists():
            raise SourceError(f"{path} does not exist", file=str(path), hint="name a directory of *.sql files, or one file")
        if not path.is_dir():
            return cls(path.parent, Layout("sql", "", (SqlFile(PurePosixPath(path.name), path.stem),)), 1, migrations=False)
        shown = path.name in _TOOLS or any((path / one).is_file() for one in _BESIDE)
        path = path / "migrations" if shown and (path / "migrations").is_dir() else path
        layout = layout_of(path)
        files = layout.files
        if not files:
            raise SourceError(
                f"{path} holds no *.sql file that makes a schema", file=str(path), hint="name the directory that does"
            )
        last = [number for number, file in enumerate(files, 1) if revision is None or is_revision(file, revision)]
        if not last:
            raise SourceError(
                f"{path} holds no file of version {revision!r}", file=str(path), hint=f"the newest is {files[-1].path}"
            )
        return cls(path, layout, last[-1], migrations=True)

    def paths(self) -> list[Path]:
        """The files that count, in order."""
        return [self.path / file.path for file in self.layout.files[: self.last]]

    def script(self, path: Path, context: Context) -> str:
        """What a file does on the way up, every line at its number."""
        script = way_up(_read(path, context))
        if self.layout.tool == "flyway":
            script = placeholders_filled(script, path, self.path, context)
        return script

    def history(self, context: Context) -> MigrationHistory:
        """All files, also those after the last that counts."""
        return MigrationHistory(
            self.layout.tool,
            tuple(
                Migration(
                    tool=self.layout.tool,
                    app="",
                    name=file.name,
                    file=context.shown(self.path / file.path),
                    line=1,
                    operations=operations_of_sql(way_up(_read(self.path / file.path, context))),
                    message=file.title,
                    noted=file.noted,
                )
                for file in self.layout.files
            ),
        )


def _read(path: Path, context: Context) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        shown = context.shown(path)
        raise SourceError(
            f"{shown}:{line}: the file is not UTF-8", file=shown, line=line, hint="save it as UTF-8"
        ) from error

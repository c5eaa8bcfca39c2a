"""`sql:PATH`: a directory of SQL files, run in the order of their versions, or one file such as a dump."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from drifttools.errors import SourceError
from drifttools.expected.base import Context, Expected, Source, cut_after_path
from drifttools.expected.sections import way_up
from drifttools.sql.split import PieceKind, split

# V1_1__a.sql, 000001_b.up.sql, 2024-01-31-c/up.sql: a version of numbers that nothing but a separator follows.
_VERSION = re.compile(r"[vV]?(\d+(?:[._-]\d+)*)(?=__|[_.-]|$)")
_DOWN = re.compile(r"(?:.*[._-])?down\.sql|U\d.*__.*", re.IGNORECASE)
# without FOR ROLE they are those of whoever runs the files, who is not the role of the scratch server
_WHOSE_DEFAULTS = re.compile(r"\balter\s+default\s+privileges\s+(?!for\b)", re.IGNORECASE)
_REPEATABLE = re.compile(r"R__")


class SqlSource(Source):
    """Supabase, Flyway, golang-migrate, dbmate, goose, Prisma, Diesel, or a dump."""

    kind: ClassVar[str] = "sql"
    example: ClassVar[str] = "sql:supabase/migrations"
    meaning: ClassVar[str] = "SQL files in order, or one file"
    # Whoever runs the files owns what they make. A dump says OWNER TO, but one of `--no-owner` looks no different where
    # the two roles are the same; so owners are compared only between databases and snapshots.
    # The database itself and the roles are of the scratch server, and that subscribes to nothing.
    silent: ClassVar[frozenset[str]] = frozenset({"owner", "database", "role setting", "subscription", "extension version"})

    @classmethod
    def cut(cls, argument: str, root: Path) -> tuple[str, str | None]:
        """A revision is the version or the name of the last file that counts."""
        return cut_after_path(argument, root)

    def inputs(self, context: Context) -> bytes:
        """The names and contents of the files."""
        digest = hashlib.sha256()
        for path in self._files(context):
            content = path.read_bytes()
            digest.update(f"{context.shown(path)}\0{len(content)}\0".encode() + content)
        return digest.digest()

    def expected(self, context: Context) -> Expected:
        """Run every file on a scratch database."""
        from drifttools.expected.replay import Replay

        files = self._files(context)
        with context.scratch() as scratch, scratch.database(str(self.spec)) as database:
            replay = Replay(scratch, database, context.project.timeout_s, context.progress)
            unsaid, empty = False, True
            for number, path in enumerate(files, 1):
                context.progress(f"running {context.shown(path)} ({number} of {len(files)})")
                script = way_up(_read(path, context))
                empty = empty and all(piece.kind is PieceKind.BLANK for piece in split(script))
                unsaid = unsaid or _WHOSE_DEFAULTS.search(script) is not None
                replay.run(script, context.shown(path))
            snapshot = self.read_scratch(database)
        if empty:
            # everything that is in the database would be called unexpected
            raise SourceError(f"{context.shown(files[0])} holds no statement", hint="name the file that makes the schema")
        if unsaid:
            snapshot = replace(snapshot, silent=snapshot.silent | {"default privilege"})
        return Expected(snapshot, self.spec)

    def _files(self, context: Context) -> list[Path]:
        path = context.path(self.spec.argument)
        if not path.exists():
            raise SourceError(f"{path} does not exist", file=str(path), hint="name a directory of *.sql files, or one file")
        if not path.is_dir():
            return [path]
        files = sql_files(path)
        if not files:
            raise SourceError(
                f"{path} holds no *.sql file that makes a schema", file=str(path), hint="name the directory that does"
            )
        if self.spec.revision is None:
            return files
        last = [n for n, file in enumerate(files) if _is_revision(file.relative_to(path), self.spec.revision)]
        if not last:
            raise SourceError(
                f"{path} holds no file of version {self.spec.revision!r}",
                file=str(path),
                hint=f"the newest is {files[-1].relative_to(path)}",
            )
        return files[: last[-1] + 1]


def sql_files(directory: Path) -> list[Path]:
    """The files of a directory and of those below it, in the order in which their tool runs them.

    Args:
        directory: Hidden directories in it, and files that take a migration back, are left out.
    """
    found = (path.relative_to(directory) for path in directory.rglob("*.sql") if path.is_file())
    kept = [path for path in found if not _DOWN.fullmatch(path.name) and not any(p.startswith(".") for p in path.parts)]
    return [directory / path for path in sorted(kept, key=lambda path: [_order(part) for part in path.parts])]


def _order(name: str) -> tuple[int, tuple[int, ...], list[tuple[int, str]], str]:
    """Versions by their numbers, then other names with their numbers as numbers, Flyway's repeatable ones last."""
    stem = name.removesuffix(".sql")
    version = _VERSION.match(stem)
    numbers = tuple(int(n) for n in re.split(r"[._-]", version[1])) if version else ()
    rest = [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", stem)]
    rank = 2 if _REPEATABLE.match(name) else 0 if version else 1
    return rank, numbers, rest, name


def _is_revision(file: Path, revision: str) -> bool:
    for name in file.parts:
        stem = name.removesuffix(".sql").removesuffix(".up")
        version = _VERSION.match(stem)
        if revision in (name, stem) or (version and version[1].lstrip("0") == revision.lstrip("vV").lstrip("0")):
            return True
    return False


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

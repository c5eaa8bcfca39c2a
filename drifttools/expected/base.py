"""What every source of an expected state has in common: its spec, its context, its result."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from drifttools.config import Config, Project, Target, parse_target
from drifttools.redact import redactor
from drifttools.sql.dialect import Dialect

if TYPE_CHECKING:
    from drifttools.catalog.scratch import Scratch, ScratchDatabase
    from drifttools.catalog.sqlite_scratch import SqliteScratch, SqliteScratchDatabase
    from drifttools.expected.platforms import Platform
    from drifttools.migrations.history import MigrationHistory
    from drifttools.migrations.models import ModelSource
    from drifttools.model.chronicle import Chronicle
    from drifttools.model.snapshot import Snapshot

WITHOUT_ROLES = frozenset(
    {
        "owner",
        "privilege",
        "object privilege",
        "column privilege",
        "default privilege",
        "database",
        "role setting",
        "subscription",
        "extension version",
    }
)
"""Kinds that a source which knows no roles, no database and no machine of its own cannot speak of."""


@dataclass(frozen=True, slots=True, repr=False)
class Spec:
    """`KIND:ARGUMENT[@REVISION]`, taken apart. Shown, it never holds a password."""

    kind: str
    argument: str
    revision: str | None = None

    def __str__(self) -> str:
        revision = f"@{self.revision}" if self.revision else ""
        return redactor.clean(f"{self.kind}:{self.argument}{revision}")

    def __repr__(self) -> str:
        return f"Spec({str(self)!r})"


@dataclass(frozen=True, slots=True)
class Expected:
    """An expected state, made real and read.

    Args:
        snapshot: What the schema should be.
        spec: What said so.
        history: The migrations on disk, where the source has some.
        models: Where the project declares its tables, where it does.
        cached: Whether nothing was replayed, because nothing had changed since the last time.
        migrated: What the project's migrations make, where it is the state of its models and they are known too.
        chronicle: What each migration did, where the replay that made this has looked on.
    """

    snapshot: Snapshot
    spec: Spec
    history: MigrationHistory | None = None
    models: tuple[ModelSource, ...] = ()
    cached: bool = False
    migrated: Snapshot | None = None
    chronicle: Chronicle | None = None


def _quiet(message: str) -> None:
    del message


def _no_scratch() -> AbstractContextManager[Scratch]:
    from drifttools.catalog.scratch import open_scratch

    return open_scratch()


def _cache_directory() -> Path:
    """`drifttools` in the user's directory for caches."""
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # The specification of these directories wants a relative one to be ignored.
    return (base if base.is_absolute() else Path.home() / ".cache") / "drifttools" / "expected"


@dataclass(frozen=True, slots=True)
class Context:
    """What a source needs to become real.

    Args:
        project: How the code of the project is run.
        root: Where relative paths start and the modules of the project are found.
        major: The major version of the target; the scratch server is of the same one, if there is one.
        scratch: Opens the server for scratch databases. It is called only when something has to be replayed.
        target: Finds another live database by its name or DSN.
        progress: Called with a sentence at each stage of long work.
        cache: Where replayed states are kept; None keeps and takes none.
        edges: Whether another live database is read with its dependencies: as long again, and only a plan needs them.
        dialect: Of the target: what is made real, and on what.
        overlay: Python files of the project by their absolute path, with what they are to say instead: nothing is written.
    """

    project: Project = field(default_factory=Project)
    root: Path = field(default_factory=Path.cwd)
    major: int | None = None
    scratch: Callable[[], AbstractContextManager[Scratch]] = _no_scratch
    target: Callable[[str], Target] = parse_target
    progress: Callable[[str], None] = _quiet
    cache: Path | None = None
    edges: bool = True
    overlay: Mapping[str, str] = field(default_factory=dict)
    dialect: Dialect = Dialect.POSTGRESQL

    @classmethod
    def of(
        cls,
        config: Config,
        *,
        major: int | None = None,
        scratch: str | None = None,
        progress: Callable[[str], None] = _quiet,
        cache: bool = True,
        edges: bool = True,
        dialect: Dialect = Dialect.POSTGRESQL,
    ) -> Self:
        """The context that `drift.toml` describes.

        Args:
            config: What the user wrote down.
            major: The major version of the target.
            scratch: The DSN of the scratch server, where the target names one of its own.
            progress: As above.
            cache: Whether replayed states are kept and taken again.
            edges: As above.
            dialect: As above.
        """

        def opened() -> AbstractContextManager[Scratch]:
            from drifttools.catalog.scratch import open_scratch

            return open_scratch(major, scratch or config.scratch)

        return cls(
            # no platform hosts a SQLite file
            project=config.project if dialect is Dialect.POSTGRESQL else replace(config.project, platform="none"),
            root=config.root,
            major=major,
            scratch=opened,
            target=config.target,
            progress=progress,
            cache=_cache_directory() if cache else None,
            edges=edges,
            dialect=dialect,
        )

    def throw_away(self) -> AbstractContextManager[Scratch | SqliteScratch]:
        """Where databases of the dialect are made and thrown away."""
        if self.dialect is Dialect.SQLITE:
            from drifttools.catalog.sqlite_scratch import SqliteScratch

            return SqliteScratch()
        return self.scratch()

    def path(self, argument: str) -> Path:
        """A path of a spec; a relative one starts at the root."""
        return (self.root / Path(argument).expanduser()).absolute()

    def shown(self, path: Path | str) -> str:
        """A path as people write it: relative to the root where it is below it."""
        path = Path(path)
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


@dataclass(frozen=True, slots=True)
class Source(ABC):
    """One kind of source. A new one is a file with a subclass, and a line in `registry.py`.

    Class attributes of a subclass:
        kind: Its name in a spec.
        example: A whole spec, for messages.
        meaning: What it is, in a few words.
        silent: Kinds of objects that it cannot speak of.
        stepwise: Whether it has migrations that can be replayed one at a time.
        needs_scratch: Whether it is replayed on a scratch database; only then it is cached.
        at_rest: Whether it is made of files alone: then it is got ready while the live database is read.
    """

    spec: Spec

    kind: ClassVar[str]
    example: ClassVar[str]
    meaning: ClassVar[str]
    silent: ClassVar[frozenset[str]] = frozenset()
    stepwise: ClassVar[bool] = False
    needs_scratch: ClassVar[bool] = True
    at_rest: ClassVar[bool] = False

    @classmethod
    def cut(cls, argument: str, root: Path) -> tuple[str, str | None]:
        """Take a revision off an argument; a source without revisions keeps its `@`.

        Args:
            argument: All after `KIND:`.
            root: Where relative paths start.
        """
        del root
        return argument, None

    @abstractmethod
    def expected(self, context: Context) -> Expected:
        """Make the state real and read it.

        Raises:
            SourceError: It cannot be made real; the message names file and line.
            ScratchError: There is no scratch database.
        """

    def history(self, context: Context) -> MigrationHistory | None:
        """The migrations on disk, where the files alone tell: a history that cannot be replayed is known too.

        Raises:
            SourceError: The files cannot be read.
        """
        del context
        return None

    def listed(self, context: Context) -> MigrationHistory | None:
        """The migrations on disk as their tool lists them, where `expected` has failed on one; None where it cannot.

        Raises:
            SourceError: The tool cannot list them either.
        """
        del context
        return None

    def script(self, context: Context) -> str | None:
        """The SQL that makes the state; None for a source that is not SQL alone.

        Raises:
            SourceError: As `expected`.
        """
        del context
        return None

    def inputs(self, context: Context) -> bytes | None:
        """A digest of everything that decides the result, or None where it is not worth keeping."""
        del context
        return None

    def chronicle(self, context: Context) -> Chronicle | None:
        """What each migration does to the catalog, by replaying them one at a time; None for a source that has none.

        Raises:
            SourceError, ScratchError: As `expected`.
            CatalogError: The scratch database could not be read in between.
        """
        del context
        return None

    def with_chronicle(self, context: Context) -> Expected | None:
        """The state and what each migration did to it, by one replay; None for a source that has no migrations.

        Raises:
            SourceError, ScratchError, CatalogError: As `expected` and `chronicle`.
        """
        del context
        return None

    def snapshot(self, context: Context) -> Snapshot:
        """The state alone."""
        return self.expected(context).snapshot

    def read_scratch(self, database: ScratchDatabase | SqliteScratchDatabase, platform: Platform | None = None) -> Snapshot:
        """Read a scratch database with the reader that reads the live one.

        Args:
            database: Where the state was made real.
            platform: What was provided there; its own objects are then spoken of no more.
        """
        from drifttools.catalog.reader import Extent
        from drifttools.catalog.reading import read_target
        from drifttools.catalog.scratch import ScratchDatabase

        if platform is not None and isinstance(database, ScratchDatabase):
            platform.take_back(database)
        snapshot = read_target(database.target, Extent(edges=True), origin=str(self.spec))
        snapshot = replace(snapshot, silent=self.silent)
        return platform.left_out(snapshot) if platform is not None else snapshot


def cut_after_path(argument: str, root: Path) -> tuple[str, str | None]:
    """Take the revision off a path: it is after the last `@` before which there is a path that exists.

    Args:
        argument: A path that may itself hold an `@`.
        root: Where a relative path starts.
    """
    before, at, revision = argument.rpartition("@")
    whole = root / Path(argument).expanduser()
    if at and revision and not whole.exists() and (root / Path(before).expanduser()).exists():
        return before, revision
    return argument, None

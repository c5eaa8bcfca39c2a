"""`database:TARGET`: another live database says what the schema should be. It is only read."""

from __future__ import annotations

from typing import ClassVar

from drifttools.expected.base import Context, Expected, Source


class DatabaseSource(Source):
    """A name in `drift.toml`, a libpq service, or a DSN."""

    kind: ClassVar[str] = "database"
    example: ClassVar[str] = "database:staging"
    meaning: ClassVar[str] = "another live database"
    needs_scratch: ClassVar[bool] = False

    def expected(self, context: Context) -> Expected:
        """Read it. The origin is the target's name: a DSN in the spec may hold a password."""
        from drifttools.catalog.opening import Opening
        from drifttools.catalog.reader import Extent, read

        target = context.target(self.spec.argument)
        context.progress(f"reading {target.name}")
        origin = f"database:{target.name}"
        if target.dialect == "sqlite":
            from drifttools.catalog.reading import read_sqlite_target

            return Expected(read_sqlite_target(target, Extent(edges=context.edges), origin=origin), self.spec)
        with Opening(target) as opening:
            snapshot = read(opening.first(), Extent(edges=context.edges), origin=origin, another=opening.second)
        return Expected(snapshot, self.spec)

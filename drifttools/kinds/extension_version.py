"""Versions of extensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from drifttools.kinds.base import Compare, Kind, Reach, Side, attr, declared, key
from drifttools.kinds.fragments import by_name
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, name, value
from drifttools.sql.dialect import Dialect


@declared
class ExtensionVersion(Kind):
    """Which version of an installed extension a database has: what its functions are, and what they do, depends on it.

    The server's machine decides which versions there are. Models, migrations and SQL files are made real on another one,
    with what that has: they say nothing about it, only another database and a snapshot do.
    """

    kind = "extension version"
    plural = "extension_versions"
    catalog = "pg_extension"
    alterable = frozenset({"version"})
    severity = Severity.WARNING
    reach = Reach.INSTALLED

    extension: str = key("pg_extension.extname")
    version: str = attr("pg_extension.extversion", severity=Severity.WARNING)
    updates: tuple[str, ...] = attr("versions that its server can update it to (pg_extension_update_paths)", Compare.NOTED)

    # plpgsql comes with the server and has had one version ever since;
    # one whose files are gone from the machine has no paths, and asking for them is an error
    queries: ClassVar = {
        Dialect.POSTGRESQL: f"""
            select e.extname, e.extversion,
                   case when e.extname in (select a.name from pg_catalog.pg_available_extensions() a)
                        then (select coalesce(json_agg(p.target order by p.target collate "C"), '[]')
                              from pg_catalog.pg_extension_update_paths(e.extname) p
                              where p.source = e.extversion and p.path is not null)::text
                        else '[]' end
            from pg_catalog.pg_extension e
            {by_name("e.extname")[0]}
            where e.extname <> 'plpgsql' and {by_name("e.extname")[1]}
        """
    }

    @property
    def sql_name(self) -> Sql:
        return name(self.extension)

    @property
    def part_of(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (("extension", self.key),)

    def presence(self) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_extension e where e.extname = {} and e.extversion = {})",
            value(self.extension),
            value(self.version),
        )

    def out_of_reach(self, found: ExtensionVersion | None) -> str:
        if found is None or self.version in found.updates:
            return ""
        known = f": it can be updated to {', '.join(found.updates)}" if found.updates else ""
        return f"the server has no script that updates it from {found.version} to {self.version}{known}"

    def create(self, side: Side) -> Iterator[Statement]:
        # which versions the server has is not known before the extension is there: it begins with the server's own
        return iter(())

    def drop(self) -> Iterator[Statement]:
        return iter(())

    def alter(self, expected: ExtensionVersion, changed: frozenset[str]) -> Iterator[Statement]:
        sql = compose("alter extension {} update to {}", self.sql_name, value(expected.version))
        yield Statement(str(sql), ("update-extension",))

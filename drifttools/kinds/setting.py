"""Settings that sessions begin with: ALTER DATABASE ... SET, ALTER ROLE ... SET and ALTER ROLE ... IN DATABASE ... SET."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import LiteralString, Self

from drifttools.kinds.base import Compare, Kind, Side, attr, declared, key
from drifttools.kinds.fragments import by_name
from drifttools.kinds.secret import LOOKS_SECRET, digest
from drifttools.model.finding import Severity
from drifttools.model.plan import Statement
from drifttools.sql.compose import Sql, compose, joined, name, value

# Settings that hold a list of names (GUC_LIST_QUOTE): the server stores the names quoted, and SET takes each as a literal
# of its own. No catalog says which they are, and extensions cannot add any.
_LISTS = frozenset(
    {
        "local_preload_libraries",
        "search_path",
        "session_preload_libraries",
        "shared_preload_libraries",
        "temp_tablespaces",
        "unix_socket_directories",
    }
)
_LISTED: LiteralString = (
    "('local_preload_libraries', 'search_path', 'session_preload_libraries', 'shared_preload_libraries',"
    " 'temp_tablespaces', 'unix_socket_directories')"
)
_MEMBER: LiteralString = '"(?:[^"]|"")*"|[^,[:space:]]+'
_MEMBERS = re.compile(r'"(?:[^"]|"")*"|[^,\s]+')


def settings_query(of: LiteralString) -> LiteralString:
    """The query over all entries of `pg_db_role_setting` that fulfil a condition on its row `s`.

    What means the same is made the same: lists by their names, `yes` and `on`, 65536kB and 64MB. `pg_settings` says of
    which type a setting is; one that it does not know (of an extension) is compared as it is written.
    """
    join, condition = by_name("x.name")
    return (
        """
        select coalesce(r.rolname, ''), x.name,
               case when x.secret then 'secret (' || """
        + digest("x.written")
        + """ || ')'
                    when x.name in """
        + _LISTED
        + """ then coalesce(
                        (select pg_catalog.string_agg(pg_catalog.quote_ident(case when left(m.one[1], 1) = '"'
                                    then replace(substr(m.one[1], 2, length(m.one[1]) - 2), '""', '"')
                                    else lower(m.one[1]) end), ', ' order by m.place)
                         from pg_catalog.regexp_matches(x.written, '"""
        + _MEMBER
        + """', 'g') with ordinality m(one, place)
                         where m.one[1] <> '""'), '')
                    when p.vartype = 'bool' and lower(x.written) in ('on', 'true', 'yes', '1', 't', 'y') then 'on'
                    when p.vartype = 'bool' and lower(x.written) in ('off', 'false', 'no', '0', 'f', 'n') then 'off'
                    when p.vartype = 'enum' then lower(x.written)
                    when p.vartype in ('integer', 'real') and u.number is not null and b.factor is not null
                         and coalesce(g.factor, b.factor) is not null
                    then pg_catalog.trim_scale(u.number[1]::numeric * coalesce(g.factor, b.factor))::text
                         || case when b.memory then 'kB' else 'ms' end
                    else x.written end,
               case when not x.secret then x.written end
        from pg_catalog.pg_db_role_setting s
        left join pg_catalog.pg_roles r on r.oid = s.setrole
        cross join lateral unnest(s.setconfig) c(entry)
        cross join lateral (
            select case when split_part(c.entry, '=', 1) like '%.%' then lower(split_part(c.entry, '=', 1))
                        else split_part(c.entry, '=', 1) end,
                   substr(c.entry, strpos(c.entry, '=') + 1),
                   split_part(c.entry, '=', 1) ~* '[.].*("""
        + LOOKS_SECRET
        + """)') x(name, written, secret)
        left join pg_catalog.pg_settings p on p.name = x.name
        left join lateral (
            select pg_catalog.regexp_match(x.written, '^ *(-?[0-9]+(?:[.][0-9]+)?) *([A-Za-z]*) *$')) u(number) on true
        left join lateral (values """
        + _UNITS
        + """, ('8kB', 8, true)) b(unit, factor, memory) on b.unit = p.unit
        left join lateral (values """
        + _UNITS
        + """) g(unit, factor, memory) on g.unit = u.number[2] and g.memory = b.memory
        """
        + join
        + " where (s.setrole = 0 or r.oid is not null) and "
        + of
        + " and "
        + condition
    )


# memory in kB, times in ms
_UNITS: LiteralString = (
    "('B', 1/1024.0, true), ('kB', 1, true), ('MB', 1024, true), ('GB', 1048576, true), ('TB', 1073741824, true),"
    " ('us', 0.001, false), ('ms', 1, false), ('s', 1000, false), ('min', 60000, false), ('h', 3600000, false),"
    " ('d', 86400000, false)"
)


@declared
class Setting(Kind):
    """The base of both kinds of settings."""

    role: str = key("the role; empty for all roles")
    setting: str = key("the name of the setting")
    value: str = attr("the value, in one way of writing it", severity=Severity.ERROR)
    written: str | None = attr("the value as the catalog has it; none where the setting looks like a secret", Compare.NOTED)

    @property
    def focus(self) -> tuple[str, str]:
        return self.setting, self.setting

    @property
    def named_roles(self) -> tuple[str, ...]:
        return (self.role,) if self.role else ()

    @property
    def faithful(self) -> bool:
        return self.written is not None

    def out_of_reach(self, found: Self | None) -> str:
        if self.written is not None:
            return ""
        return "its value looks like a secret, which is never read: set it by hand"

    @property
    def whose(self) -> Sql:
        """The beginning of the statement, before SET."""
        raise NotImplementedError(type(self).__name__)

    def create(self, side: Side) -> Iterator[Statement]:
        if self.written is not None:
            sql = compose("{} set {} to {}", self.whose, self._called, _literals(self.setting, self.written))
            yield Statement(str(sql), ("session-setting",))

    def drop(self) -> Iterator[Statement]:
        yield Statement(str(compose("{} reset {}", self.whose, self._called)), ("session-setting",))

    def alter(self, expected: Self, changed: frozenset[str]) -> Iterator[Statement]:
        if expected.written is not None:
            sql = compose("{} set {} to {}", self.whose, self._called, _literals(expected.setting, expected.written))
            yield Statement(str(sql), ("session-setting",))

    @property
    def _called(self) -> Sql:
        # the setting of an extension has two names with a dot between them
        return name(*self.setting.split("."))

    def _presence(self, database: Sql) -> Sql:
        return compose(
            "exists (select from pg_catalog.pg_db_role_setting s cross join lateral unnest(s.setconfig) c(entry)"
            " left join pg_catalog.pg_roles r on r.oid = s.setrole"
            " where s.setdatabase = {} and (r.oid is not null or s.setrole = 0) and coalesce(r.rolname, '') = {}"
            " and lower(split_part(c.entry, '=', 1)) = {})",
            database,
            value(self.role),
            value(self.setting.lower()),
        )


def _literals(setting: str, written: str) -> Sql:
    """The value as SET takes it: every name of a list is a literal of its own, or the list would become one name."""
    if setting not in _LISTS:
        return value(written)
    names = [_plain(member) for member in _MEMBERS.findall(written)]
    return joined(map(value, names)) if any(names) else value("")


def _plain(member: str) -> str:
    return member[1:-1].replace('""', '"') if member.startswith('"') else member.lower()

"""GRANT and REVOKE, as all kinds of privileges write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import LiteralString

from drifttools.model.plan import Statement
from drifttools.sql.compose import NOTHING, Sql, compose, deparsed, joined, name, word

GRANT_OPTION = "*"
PUBLIC = "PUBLIC"


_MAINTAIN_SINCE = 17


def known_rights(rights: tuple[str, ...], major: int) -> tuple[str, ...]:
    """The rights on tables that a release knows: all of them that GRANT ALL gave do not differ from all of an older one."""
    if major >= _MAINTAIN_SINCE:
        return rights
    return tuple(right for right in rights if right.removesuffix(GRANT_OPTION) != "MAINTAIN")


def role(grantee: str) -> Sql:
    """The quoted role."""
    return word("public") if grantee == PUBLIC else name(grantee)


def grant(rights: Iterable[str], on: Sql, to: str, columns: Sql = NOTHING) -> Iterator[Statement]:
    """Statements that give rights; those with `*` may be passed on."""
    rights = sorted(rights)
    for passed_on in (False, True):
        chosen = [right for right in rights if right.endswith(GRANT_OPTION) == passed_on]
        if chosen:
            tail = word(" with grant option") if passed_on else NOTHING
            sql = compose("grant {} on {} to {}{}", _words(chosen, columns), on, role(to), tail)
            yield Statement(str(sql), ("grant",))


def revoke(rights: Iterable[str], on: Sql, of: str, columns: Sql = NOTHING) -> Iterator[Statement]:
    """Statements that take rights away, and the right to pass them on."""
    rights = sorted(rights)
    if rights:
        sql = compose("revoke {} on {} from {}", _words(rights, columns), on, role(of))
        yield Statement(str(sql), ("revoke",))


def _words(rights: Iterable[str], columns: Sql) -> Sql:
    listed: LiteralString = "{} ({})" if columns else "{}{}"
    return joined(compose(listed, deparsed(right.removesuffix(GRANT_OPTION)), columns) for right in rights)

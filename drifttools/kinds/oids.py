"""The oid of an object that no `to_reg...` function finds, as an expression: null where the object is not there.

The names that keys are made of are written here too, so that a query and a lookup cannot disagree about them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import LiteralString

from drifttools.sql.compose import Sql, compose, name, value

# pg_operator has 0 for the side that a prefix operator does not have
OPERATOR: LiteralString = (
    "o.oprname || '(' || case when o.oprleft = 0 then 'none' else pg_catalog.format_type(o.oprleft, null) end || ', '"
    " || case when o.oprright = 0 then 'none' else pg_catalog.format_type(o.oprright, null) end || ')'"
)
"""How the operator `o` is called among the operators of its schema: `<(integer, integer)`."""

CLASS: LiteralString = "o.opcname || ' using ' || am.amname"
"""How the operator class `o` of the access method `am` is called within its schema."""

FAMILY: LiteralString = "o.opfname || ' using ' || am.amname"
"""How the operator family `o` of the access method `am` is called within its schema."""

FAMILY_OPERATOR: LiteralString = (
    "'operator ' || o.amopstrategy || ' (' || pg_catalog.format_type(o.amoplefttype, null) || ', '"
    " || pg_catalog.format_type(o.amoprighttype, null) || ')'"
)
"""How the row `o` of pg_amop is called within its family: `operator 1 (integer, bigint)`."""

FAMILY_FUNCTION: LiteralString = (
    "'function ' || o.amprocnum || ' (' || pg_catalog.format_type(o.amproclefttype, null) || ', '"
    " || pg_catalog.format_type(o.amprocrighttype, null) || ')'"
)
"""How the row `o` of pg_amproc is called within its family: `function 1 (integer, bigint)`."""

_OIDS: Mapping[str, LiteralString] = {
    "operator": "(select o.oid from pg_catalog.pg_operator o where o.oprcode <> 0"
    " and o.oprnamespace = pg_catalog.to_regnamespace({}) and " + OPERATOR + " = {})",
    "operator class": "(select o.oid from pg_catalog.pg_opclass o join pg_catalog.pg_am am on am.oid = o.opcmethod"
    " where o.opcnamespace = pg_catalog.to_regnamespace({}) and " + CLASS + " = {})",
    "operator family": "(select o.oid from pg_catalog.pg_opfamily o join pg_catalog.pg_am am on am.oid = o.opfmethod"
    " where o.opfnamespace = pg_catalog.to_regnamespace({}) and " + FAMILY + " = {})",
    "conversion": "(select o.oid from pg_catalog.pg_conversion o"
    " where o.connamespace = pg_catalog.to_regnamespace({}) and o.conname = {})",
    "text search parser": "(select o.oid from pg_catalog.pg_ts_parser o"
    " where o.prsnamespace = pg_catalog.to_regnamespace({}) and o.prsname = {})",
    "text search template": "(select o.oid from pg_catalog.pg_ts_template o"
    " where o.tmplnamespace = pg_catalog.to_regnamespace({}) and o.tmplname = {})",
    "cast": "(select o.oid from pg_catalog.pg_cast o where pg_catalog.format_type(o.castsource, null) = {}"
    " and pg_catalog.format_type(o.casttarget, null) = {})",
    "transform": "(select o.oid from pg_catalog.pg_transform o join pg_catalog.pg_language l on l.oid = o.trflang"
    " where pg_catalog.format_type(o.trftype, null) = {} and l.lanname = {})",
    "access method": "(select o.oid from pg_catalog.pg_am o where o.amname = {})",
    "language": "(select o.oid from pg_catalog.pg_language o where o.lanname = {})",
}
_IN_SCHEMA = "to_regnamespace({})"


def oid_of(kind: str, key: tuple[str, ...]) -> Sql:
    """The oid of an object.

    Args:
        kind: One of the kinds that this module knows.
        key: The object's key.
    """
    template = _OIDS[kind]
    first = value(str(name(key[0])) if _IN_SCHEMA in template else key[0])
    return compose(template, first, *map(value, key[1:]))


def known(kind: str) -> bool:
    """Whether this module finds objects of a kind."""
    return kind in _OIDS


def is_there(kind: str, key: tuple[str, ...]) -> Sql:
    """An expression that is true where the object is there."""
    return compose("{} is not null", oid_of(kind, key))

"""Where operators of a name are: those of an extension are found only while its schema is on the search_path."""

from __future__ import annotations

import re
from typing import LiteralString

from drifttools.model.sighting import OperatorFacts

_SYMBOL = re.compile(r"(?<![-+*/<>=~!@#%^&|`?])[-+*/<>=~!@#%^&|`?]{1,9}(?![-+*/<>=~!@#%^&|`?])")

OPERATORS: LiteralString = """
    select n.nspname::text, o.oprname::text,
           pg_catalog.format_type(o.oprleft, null), pg_catalog.format_type(o.oprright, null), e.extname::text
    from pg_catalog.pg_operator o join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
    left join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass and d.objid = o.oid
     and d.deptype = 'e'
    left join pg_catalog.pg_extension e on e.oid = d.refobjid
    where o.oprname = %(symbol)s and n.nspname <> 'pg_catalog'
      and not n.oid::pg_catalog.int8 = any(%(path)s::pg_catalog.int8[])
    order by 1, 3, 4 limit 20
"""
"""Operators of that name in the schemas that are not searched."""


def symbol(operator: str) -> str:
    """The operator itself, of what a message says: `%` of `text % unknown`."""
    found = _SYMBOL.search(operator)
    return found[0] if found else ""


def taking(operator: str, row: tuple[object, ...]) -> OperatorFacts | None:
    """An operator of a row, where it takes the types of a message: each bare, or not known to the server yet."""
    schema, name, left, right, extension = (str(one or "") for one in row)
    first, _, second = (part.strip() for part in operator.partition(name))
    for given, own in ((first, left), (second, right)):
        if given != "unknown" and given.rpartition(".")[2] != own.rpartition(".")[2]:
            return None
    return OperatorFacts(schema, f"{left} {name} {right}".strip(), extension)

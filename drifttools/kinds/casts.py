"""Which of the server's own types can be cast to which; the others go through text, as one would write it by hand.

PostgreSQL casts any type to text and text to any type (manual, CREATE CAST, "automatic I/O conversion casts"). Between two
other types it needs a row in `pg_cast`, and most pairs have none.
"""

from __future__ import annotations

import re

_MODIFIER = re.compile(r" ?\([^)]*\)")
_TEXTS = frozenset({"text", "character varying", "character", "name", "bpchar"})
_NUMBERS = frozenset({"smallint", "integer", "bigint", "numeric", "real", "double precision"})
_MOMENTS = frozenset({"date", "timestamp without time zone", "timestamp with time zone"})
_CLOCKS = frozenset({"time without time zone", "time with time zone", "interval"})
_BITS = frozenset({"bit", "bit varying"})
# within one of these sets every type has a cast to every other
_FAMILIES = (_NUMBERS, _MOMENTS, _BITS, frozenset({"json", "jsonb"}), frozenset({"inet", "cidr"}))
_PAIRS = frozenset(
    {
        ("boolean", "integer"),
        ("integer", "boolean"),
        ("money", "numeric"),
        ("numeric", "money"),
        ("integer", "money"),
        ("bigint", "money"),
        ("integer", "bit"),
        ("bigint", "bit"),
        ("bit", "integer"),
        ("bit", "bigint"),
        ("time without time zone", "interval"),
        ("time without time zone", "time with time zone"),
        ("time with time zone", "time without time zone"),
        ("interval", "time without time zone"),
        ("timestamp without time zone", "time without time zone"),
        ("timestamp with time zone", "time without time zone"),
        ("timestamp with time zone", "time with time zone"),
        ("jsonb", "boolean"),
        *(("jsonb", number) for number in _NUMBERS),
    }
)
_KNOWN = _TEXTS | _CLOCKS | frozenset().union(*_FAMILIES) | {"boolean", "money", "uuid", "bytea", "xml", "point", '"char"'}


def through_text(present: str, wanted: str) -> bool:
    """Whether values of one type become another only by way of text; False for types that this list does not know."""
    one, other = _plain(present), _plain(wanted)
    if present.endswith("[]") != wanted.endswith("[]"):
        # an array and a single value: only text and its like take either
        single = other if present.endswith("[]") else one
        return single not in _TEXTS and {one, other} <= _KNOWN
    if one == other or not {one, other} <= _KNOWN or not _TEXTS.isdisjoint({one, other}):
        return False
    return (one, other) not in _PAIRS and not any(one in family and other in family for family in _FAMILIES)


def _plain(type_: str) -> str:
    return _MODIFIER.sub("", type_.removesuffix("[]"))

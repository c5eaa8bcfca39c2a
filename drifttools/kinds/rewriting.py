"""When PostgreSQL writes every row of a table anew."""

from __future__ import annotations

import re


def widens(present: str, wanted: str) -> bool:
    """Whether PostgreSQL changes the type without a rewrite: varchar to a wider one or to text."""
    texts = ("character varying", "text")
    if present == wanted:
        return True
    if wanted in texts and present.startswith(texts):
        return True
    if present.startswith("character varying(") and wanted.startswith("character varying("):
        return int(present[18:-1]) <= int(wanted[18:-1])
    return False


_CALL = re.compile(r"([\w.\"]+)\(|'(?:[^']|'')*'")
# what gives every row the same value; a function that is not listed may be volatile, and then every row is written
_STEADY = frozenset(
    "now statement_timestamp transaction_timestamp timezone date_trunc date_part current_setting current_database to_char"
    " to_date to_timestamp lower upper concat format md5 jsonb_build_object jsonb_build_array json_build_object"
    " json_build_array array_fill int4range int8range numrange daterange tsrange tstzrange make_interval make_date"
    " coalesce numeric varchar varying character bpchar char bit timestamp time interval row array".split()
)


def calls_anything(default: str) -> bool:
    """Whether a default calls a function that could give each row another value."""
    called = (found[1] for found in _CALL.finditer(default) if found[1])
    return any(function not in _STEADY for function in called)

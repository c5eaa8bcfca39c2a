"""Which values a change of type would refuse, cut or round: a condition for each pair of types.

The statement of a change casts every value. A cast to `varchar(3)` cuts without a word, one to `integer` rounds, one from
text to `timestamptz` takes `01/02/2026` for one of two days and `tomorrow` for whatever day it runs on. Such values are in
the way as much as those that PostgreSQL refuses (docs/faults.md, H7 and H8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import LiteralString

from drifttools.sql.compose import Sql, compose, deparsed, joined, value, word

_TEXTS = ("text", "character varying", "character", "name", "bpchar")
_WHOLE = {
    "smallint": ("-32768", "32767"),
    "integer": ("-2147483648", "2147483647"),
    "bigint": ("-9223372036854775808", "9223372036854775807"),
}
_NUMBERS = (*_WHOLE, "numeric", "real", "double precision")
_SIZED = re.compile(r"(?P<name>[a-z ]+?)\((?P<first>\d+)(?:,(?P<second>-?\d+))?\)(?P<rest>[a-z ]*)")
_VALIDITY = 16  # pg_input_is_valid() is new there

# Only what names its offset, or needs none, and no word such as `now`: the rest means something else on another server.
_DAY = r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?"
_OFFSET = r"(Z|z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)"
_UNAMBIGUOUS = {
    "timestamp with time zone": (f"^{_DAY}[T ]{_TIME} ?{_OFFSET}$", "not an ISO 8601 time with its offset"),
    "timestamp without time zone": (f"^{_DAY}([T ]{_TIME})?$", "not an ISO 8601 time without an offset"),
    "date": (f"^{_DAY}$", "not an ISO 8601 day"),
    "time without time zone": (f"^{_TIME}$", "not a time of day"),
}
_WITH_DAY = ("timestamp with time zone", "timestamp without time zone", "date")
_NUMBER = r"^\s*[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,3})?\s*$"


@dataclass(frozen=True, slots=True)
class Misfit:
    """Values that do not fit.

    Args:
        where: The condition on the value; `trial`: it fails itself where such a value is there.
        about: What is wrong with them, for a person.
    """

    where: Sql
    about: str
    trial: bool = False


def misfits(column: Sql, present: str, wanted: str, cast: Sql, major: int) -> Iterator[Misfit]:
    """The values of a column that its new type would refuse or change.

    Args:
        column: The quoted column of the row `t`.
        present, wanted: The types, as `format_type()` prints them.
        cast: The expression that the statement uses.
        major: Of the server.
    """
    old, new = _plain(present), _plain(wanted)
    arrays = present.endswith("[]") or wanted.endswith("[]")
    if arrays:
        if new not in ("text[]", "character varying[]") or "(" in wanted:
            back = compose("({})::{}", cast, deparsed(present))
            changed = compose("{} is not null and {} is distinct from {}", column, back, column)
            yield Misfit(changed, f"no {wanted}, or changed by it", trial=True)
        return
    if new in _TEXTS:
        yield from _cut(column, old, wanted)
    elif old in _NUMBERS and new in _NUMBERS:
        yield from _out_of_range(column, old, wanted)
    elif old in _TEXTS and new in _UNAMBIGUOUS:
        yield from _ambiguous(column, new, wanted, major)
    elif old in _TEXTS and new in (*_WHOLE, "numeric"):
        yield from _no_number(column, wanted)
    elif (old, new) in _LOSSY:
        yield Misfit(compose(_LOSSY[old, new], column, column), f"more than {wanted} can hold")
    elif old == new:
        # a shorter or coarser modifier: timestamp(0), bit(3)
        yield Misfit(compose("({}) <> {}", cast, column), f"cut or rounded by {wanted}")
    elif (old, new) not in _FREE:
        yield from _refused(column, wanted, cast, major, text=old in _TEXTS)


_LOSSY: Mapping[tuple[str, str], LiteralString] = {
    ("integer", "boolean"): "{} <> 0 and {} <> 1",
    ("timestamp without time zone", "date"): "{} <> pg_catalog.date_trunc('day', {})",
    ("timestamp with time zone", "date"): "{} <> pg_catalog.date_trunc('day', {})",
}
_FREE = {
    ("timestamp without time zone", "timestamp with time zone"),
    ("timestamp with time zone", "timestamp without time zone"),
    ("date", "timestamp without time zone"),
    ("date", "timestamp with time zone"),
    ("json", "jsonb"),
    ("jsonb", "json"),
}


_ZONES = {
    ("timestamp without time zone", "timestamp with time zone"): "its times say no zone, and are taken as UTC",
    ("date", "timestamp with time zone"): "its days are taken to begin at midnight UTC",
    ("timestamp with time zone", "timestamp without time zone"): "its times are written down as they are in UTC",
    ("timestamp with time zone", "date"): "its days are those of UTC",
}


def zone_presumed(present: str, wanted: str) -> str:
    """What a change of type says about the zone of times; empty where it needs none."""
    return _ZONES.get((_plain(present).removesuffix("[]"), _plain(wanted).removesuffix("[]")), "")


def _cut(column: Sql, old: str, wanted: str) -> Iterator[Misfit]:
    """To a text of limited length: the cast cuts what is longer."""
    limit = _sizes(wanted)[0] if "(" in wanted else (1 if wanted == "character" else None)
    if limit is None:
        return
    # the blanks at the end of a char(n) mean nothing
    text = compose("pg_catalog.rtrim({}::pg_catalog.text)", column) if old == "character" else compose("{}::text", column)
    where = compose("pg_catalog.length({}) > {}", text, value(limit))
    yield Misfit(where, f"longer than {limit} characters, which {wanted} would cut")


def _out_of_range(number: Sql, old: str, wanted: str) -> Iterator[Misfit]:
    new = _plain(wanted)
    if new in _WHOLE:
        low, high = _WHOLE[new]
        far = compose("{} not between {} and {}", number, deparsed(low), deparsed(high))
        broken = compose("{}::pg_catalog.numeric <> pg_catalog.trunc({}::pg_catalog.numeric)", number, number)
        # NaN and the infinities are out of every range, and numeric has no infinity before 14
        where = far if old in _WHOLE else compose("case when {} then true else {} end", far, broken)
        if not (old in _WHOLE and _width(old) <= _width(new)):
            yield Misfit(where, f"out of the range of {wanted}, or not whole")
    elif new == "numeric" and "(" in wanted:
        precision, scale = _sizes(wanted)
        exact = compose("{}::pg_catalog.numeric", number)
        rounded = compose("pg_catalog.round({}, {})", exact, value(scale or 0))
        limit = compose("(10::pg_catalog.numeric ^ {})", value((precision or 0) - (scale or 0)))
        where = compose(
            "case {}::pg_catalog.text when 'NaN' then false when 'Infinity' then true when '-Infinity' then true"
            " else {} <> {} or pg_catalog.abs({}) >= {} end",
            number,
            exact,
            rounded,
            rounded,
            limit,
        )
        yield Misfit(where, f"out of the range of {wanted}, or rounded by it")


def _ambiguous(column: Sql, new: str, wanted: str, major: int) -> Iterator[Misfit]:
    pattern, about = _UNAMBIGUOUS[new]
    text = compose("{}::pg_catalog.text", column)
    strange = compose("{} !~ {}", text, value(pattern))
    if major >= _VALIDITY:
        wrong = compose("not pg_catalog.pg_input_is_valid({}, {})", text, value(wanted))
    elif new in _WITH_DAY:
        # the last day of the month: older servers cannot be asked whether a day exists without failing on one that does not
        wrong = compose(
            "pg_catalog.substr({}, 9, 2)::int > extract(day from pg_catalog.make_date(greatest("
            "pg_catalog.substr({}, 1, 4)::int, 1), pg_catalog.substr({}, 6, 2)::int, 1) + interval '1 month - 1 day')",
            text,
            text,
            text,
        )
    else:
        wrong = word("false")
    yield Misfit(compose("case when {} then true else {} end", strange, wrong), about)


def _no_number(column: Sql, wanted: str) -> Iterator[Misfit]:
    text = compose("{}::pg_catalog.text", column)
    number = compose("{}::pg_catalog.numeric", text)
    beyond = [misfit.where for misfit in _out_of_range(number, "numeric", wanted)]
    strange = compose("{} !~ {}", text, value(_NUMBER))
    rest = compose("({})", beyond[0]) if beyond else word("false")
    yield Misfit(compose("case when {} then true else {} end", strange, rest), f"no {wanted}, or changed by it")


def _refused(column: Sql, wanted: str, cast: Sql, major: int, *, text: bool) -> Iterator[Misfit]:
    if text and major >= _VALIDITY:
        asked = compose("not pg_catalog.pg_input_is_valid({}::pg_catalog.text, {})", column, value(wanted))
        yield Misfit(asked, f"no {wanted}")
    else:
        yield _tried(column, cast, wanted)


def _tried(column: Sql, cast: Sql, wanted: str) -> Misfit:
    return Misfit(compose("{} is not null and ({}) is null", column, cast), f"no {wanted}", trial=True)


def no_label(column: Sql, labels: tuple[str, ...], *, array: bool) -> Sql:
    """The condition that a value, or a member of an array, is none of the labels of an enum."""
    listed = joined(value(label) for label in labels)
    listed = compose("array[{}]::pg_catalog.text[]", listed)
    if array:
        return compose(
            "exists (select from pg_catalog.unnest({}) e(label) where e.label::pg_catalog.text <> all ({}))", column, listed
        )
    return compose("{}::pg_catalog.text <> all ({})", column, listed)


def _plain(type_: str) -> str:
    return re.sub(r" ?\([^)]*\)", "", type_)


def _sizes(type_: str) -> tuple[int | None, int | None]:
    found = _SIZED.fullmatch(type_)
    if found is None:
        return None, None
    return int(found["first"]), int(found["second"]) if found["second"] else None


def _width(whole: str) -> int:
    return list(_WHOLE).index(whole)

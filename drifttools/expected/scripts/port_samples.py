"""Values to try a column type with, and the way in which what was read is compared between dialects."""

from __future__ import annotations

import enum
import json
import uuid
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

_FAR = timezone(timedelta(hours=5, minutes=30))
_TEXTS = ("abc", "ABC", "é", "")
_DIGITS = 38  # of a number whose precision is not said
# the second one has no letter: where a column takes numbers it would become one
_UUIDS = [uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), uuid.UUID("12345678-9012-4567-8901-234567890123")]
_BY_NAME: dict[str, list[Any]] = {
    "HSTORE": [{"a": "1", "b": None}],
    "INET": ["10.0.0.1", "10.0.0.2"],
    "CIDR": ["10.0.0.0/8"],
    "MACADDR": ["08:00:2b:01:02:03"],
    "CITEXT": ["abc", "ABC"],
    "TSVECTOR": ["'cat':1"],
    "BIT": ["101"],
    "BYTEA": [b"\x00\xff"],
    "MONEY": ["$1.50"],
    "OID": [7],
}


def samples(type_: Any) -> list[Any]:
    """Values of a type; none where nobody knows what it takes."""
    from sqlalchemy import types

    named: list[Any] | None = _BY_NAME.get(type(type_).__name__)
    if named is not None:
        return list(named)
    if isinstance(type_, types.TypeDecorator) and not isinstance(type_, types.Interval):
        return samples(type_.impl if isinstance(type_.impl, types.TypeEngine) else type_.impl())
    for cls, made in _declared():
        if isinstance(type_, cls):
            return list(made(type_))
    return []


def guesses(type_: Any) -> list[list[Any]]:
    """Lists of values to try one after another until one is taken: what a project's own type takes, only it knows.

    The last one is empty: what is wrong then is wrong with the type, and not with a value.
    """
    from sqlalchemy import types

    own = type(type_).__module__.partition(".")[0] not in ("sqlalchemy", "sqlmodel", "drifttools")
    if not isinstance(type_, types.TypeDecorator) or not own:
        return [samples(type_)]
    return [
        samples(type_),
        [_UUIDS[0], _UUIDS[1]],
        [7, 8],
        [Decimal("1.5")],
        [{"b": [1, None]}],
        [datetime(2026, 1, 2, 3, tzinfo=_FAR)],
        [date(2026, 1, 2)],
        [],
    ]


def _declared() -> list[Any]:
    """Each class of types with its values, the narrower first."""
    from sqlalchemy import types

    declared = [
        (types.Enum, _of_enum),
        (types.Boolean, lambda _: [True, False]),
        (types.SmallInteger, lambda _: [7, -32768]),
        (types.BigInteger, lambda _: [7, 2**62]),
        (types.Integer, lambda _: [7, 2**31 - 1]),
        (types.Float, lambda _: [0.1, -2.5]),
        (types.Numeric, _of_numeric),
        (types.ARRAY, lambda one: [_array(one), []]),
        (types.JSON, lambda _: [{"b": {"c": [1, None, "é"]}, "a": True}, []]),
        (types.DateTime, _of_datetime),
        (types.Date, lambda _: [date(2026, 2, 3)]),
        (types.Time, lambda one: [time(4, 5, 6, 700000, tzinfo=_FAR if one.timezone else None)]),
        (types.Interval, lambda _: [timedelta(days=3, microseconds=7)]),
        (types.LargeBinary, lambda _: [b"\x00\xff"]),
        (types.String, lambda one: [text[: one.length] for text in _TEXTS]),
    ]
    for name in ("Uuid", "UUID"):
        if hasattr(types, name):
            declared.insert(0, (getattr(types, name), _of_uuid))
    try:
        from sqlalchemy.dialects.postgresql import UUID

        declared.insert(0, (UUID, _of_uuid))
    except ImportError:
        pass
    return declared


def _of_enum(type_: Any) -> list[Any]:
    members: dict[str, Any] = type_.enum_class.__members__ if type_.enum_class is not None else {}
    return list(members.values()) or list(type_.enums)


def _of_numeric(type_: Any) -> list[Any]:
    scale = type_.scale if type_.scale is not None else 10
    digits = type_.precision or _DIGITS
    whole, part = "12345678901234567890123456789012345678"[: digits - scale], "12345678901234567890123456789"[:scale]
    values = [Decimal(f"{whole or 0}.{part}" if part else whole), Decimal(2)]
    return values if type_.asdecimal else [float(one) for one in values]


def _array(type_: Any) -> list[Any]:
    values: list[Any] = [*samples(type_.item_type)[:2], None]
    for _ in range(1, type_.dimensions or 1):
        values = [values]
    return values


def _of_datetime(type_: Any) -> list[Any]:
    # as text these two would stand the other way round
    early = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=_FAR)
    late = datetime(2026, 1, 2, 1, 4, 5, tzinfo=timezone.utc)  # noqa: UP017 - Python 3.8
    return [early, late] if type_.timezone else [early.replace(tzinfo=None), late.replace(tzinfo=None)]


def _of_uuid(type_: Any) -> list[Any]:
    return _UUIDS if getattr(type_, "as_uuid", True) else [str(one) for one in _UUIDS]


def told(value: Any) -> str:
    """A value with its type, in the same words whichever driver has read it."""
    if value is None:
        return "NULL"
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            return f"datetime {value.isoformat()} without a time zone"
        return f"datetime {value.astimezone(timezone.utc).isoformat()}"  # noqa: UP017 - Python 3.8
    if isinstance(value, Decimal):
        return f"Decimal {value.normalize():f}"
    if isinstance(value, (list, tuple, dict)):
        return f"{type(value).__name__} {json.dumps(value, default=told, sort_keys=True, ensure_ascii=False)}"
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"bytes {bytes(value).hex()}"
    return f"{type(value).__name__} {value}"

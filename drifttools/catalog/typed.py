"""A result of the server as a DataFrame with the dtypes that its columns have there, never `object`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from psycopg.pq.abc import PGresult

Texts = list[str | None]

_BOOL = 16
_INTEGERS = (20, 21, 23, 26, 28)  # int8, int2, int4, oid, xid
_FLOATS = (700, 701)
_NUMERIC = 1700
_DATES = (1082, 1114)  # date, timestamp
_TIMESTAMPTZ = 1184


def frame_of(results: Sequence[PGresult]) -> pd.DataFrame:
    """One frame of the rows of one statement, fetched in one or several portions of text format.

    Returns:
        The columns of the result in its order; a name that occurs again gets `.2`, `.3`. Dtypes: `Int64`, `boolean`,
        `Float64` (also numeric, where no digit is lost), `datetime64[us]` (in UTC for timestamptz), else `string` with
        the server's own text.
    """
    import pandas as pd

    first = results[0]
    columns: dict[str, pd.Series[Any]] = {}
    for position in range(first.nfields):
        texts: Texts = []
        for result in results:
            values = (result.get_value(row, position) for row in range(result.ntuples))
            texts += [None if value is None else value.decode() for value in values]
        name = (first.fname(position) or b"").decode()
        columns[_free_name(name, columns)] = _series(texts, first.ftype(position))
    return pd.DataFrame(columns)


def _free_name(name: str, taken: dict[str, Any]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}.{number}"
    return free


def _series(texts: Texts, oid: int) -> pd.Series[Any]:
    import pandas as pd

    numeric = oid == _NUMERIC and all(text is None or _exact_as_float(text) for text in texts)
    if oid == _BOOL:
        return pd.Series(_each(texts, lambda text: text == "t"), dtype="boolean")
    if oid in _INTEGERS:
        return pd.Series(_each(texts, int), dtype="Int64")
    if oid in _FLOATS or numeric:
        return pd.Series(_each(texts, float), dtype="Float64")
    if oid in _DATES or oid == _TIMESTAMPTZ:
        try:
            zone = oid == _TIMESTAMPTZ
            return pd.Series(pd.to_datetime(pd.Series(texts, dtype="string"), format="ISO8601", utc=zone).dt.as_unit("us"))
        except (ValueError, OverflowError, AttributeError):
            # `infinity`, years before 1 and after 9999: PostgreSQL has them, pandas has not
            return pd.Series(texts, dtype="string")
    return pd.Series(texts, dtype="string")


def _each(texts: Texts, convert: Callable[[str], Any]) -> list[Any]:
    return [None if text is None else convert(text) for text in texts]


def _exact_as_float(text: str) -> bool:
    number = float(text)
    return not math.isfinite(number) or Decimal(repr(number)) == Decimal(text)

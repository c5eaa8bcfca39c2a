"""The rows of one kind, as the server sent them: one line of COPY text each, sorted.

Equal rows never become objects. Two sides are compared as sets of undecoded lines, and only what differs is decoded
(shared/PERFORMANCE.md: that is the cheapest of all the ways measured). A frame or a Parquet file is made from the same
lines, without a Python object per row, when somebody asks.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FieldType = Literal["text", "bool", "int", "list"]
Value = str | bool | int | tuple[str, ...] | None

_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
_SPECIAL = "".join(_ESCAPES.values()).encode()
_UNESCAPES = {ord(char): f"\\{letter}" for letter, char in _ESCAPES.items()}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a kind's rows.

    Args:
        name: Its name in the query, the frame and the record.
        type: `text`, `bool`, `int`, or `list`: a JSON array of texts, which stays JSON in a frame.
        key: Whether it is part of the key. Key fields come first.
    """

    name: str
    type: FieldType
    key: bool = False


def encode_line(values: Iterable[Value]) -> bytes:
    """Write one row as PostgreSQL's COPY would (manual, COPY, "Text Format")."""
    return "\t".join(_encode_value(value) for value in values).encode()


def _encode_value(value: Value) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False).translate(_UNESCAPES)
    return str(value).translate(_UNESCAPES)


def _decode_text(raw: str) -> str:
    if "\\" not in raw:
        return raw
    parts: list[str] = []
    chars = iter(raw)
    for char in chars:
        if char == "\\":
            letter = next(chars)
            parts.append(_ESCAPES.get(letter, letter))
        else:
            parts.append(char)
    return "".join(parts)


def _decode_value(field: Field, raw: str) -> Value:
    if raw == r"\N":
        return None
    if field.type == "bool":
        return raw == "t"
    if field.type == "int":
        return int(raw)
    text = _decode_text(raw)
    return tuple(json.loads(text)) if field.type == "list" else text


@dataclass(frozen=True)
class Rows:
    """All rows of one kind.

    Args:
        fields: The columns, key fields first.
        lines: COPY text, one line a row without the newline, sorted.
    """

    fields: tuple[Field, ...]
    lines: tuple[bytes, ...]

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the sorted lines: equal digests are equal rows, whoever holds them."""
        return hashlib.sha256(b"\n".join(self.lines)).hexdigest()

    def equals(self, other: Rows) -> bool:
        """Whether both hold the same rows; stored ones are not read for that."""
        if isinstance(self, StoredRows) or isinstance(other, StoredRows):
            return len(self) == len(other) and self.digest == other.digest
        return self.lines == other.lines

    def prepare(self, other: Rows) -> None:
        """Do now what comparing the two will need; may raise what reading stored ones raises."""
        if not self.equals(other):
            _ = self.as_set, other.as_set

    @cached_property
    def as_set(self) -> frozenset[bytes]:
        """The lines for comparing two sides: equal objects have equal lines."""
        return frozenset(self.lines)

    def decode(self, lines: Iterable[bytes]) -> Iterator[Mapping[str, Value]]:
        """Decode the few lines that differ, each to a mapping of field name to value."""
        for line in lines:
            raws = line.decode().split("\t")
            if len(raws) != len(self.fields):
                raise ValueError(f"a row has {len(raws)} values, its kind has {len(self.fields)} fields")
            yield {field.name: _decode_value(field, raw) for field, raw in zip(self.fields, raws, strict=True)}

    def with_values_of(self, other: Rows, names: frozenset[str]) -> Rows:
        """The rows with the values of some fields as another has them for the same key; what it lacks stays as it is."""
        keys = sum(field.key for field in self.fields)
        taken = [field.name in names for field in self.fields]
        theirs = {tuple(raws[:keys]): raws for raws in (line.split(b"\t") for line in other.lines)}
        lines: list[bytes] = []
        for line in self.lines:
            raws = line.split(b"\t")
            found = theirs.get(tuple(raws[:keys]), raws)
            lines.append(b"\t".join(new if take else raw for take, raw, new in zip(taken, raws, found, strict=True)))
        return Rows(self.fields, tuple(sorted(lines)))

    def table(self) -> pa.Table:
        """The rows as an Arrow table; lists stay JSON text, so that every reader of Parquet can show them."""
        import pyarrow as pa
        from pyarrow import csv

        types = {"text": pa.string(), "list": pa.string(), "bool": pa.bool_(), "int": pa.int64()}
        schema = pa.schema([(field.name, types[field.type]) for field in self.fields])
        if not self.lines:
            return schema.empty_table()
        data = b"\n".join(self.lines) + b"\n"
        table = csv.read_csv(
            pa.BufferReader(data),
            read_options=csv.ReadOptions(column_names=schema.names, block_size=max(len(data) + 1, 1 << 16)),
            parse_options=csv.ParseOptions(delimiter="\t", quote_char=False, escape_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(
                column_types=schema,
                null_values=[r"\N"],
                strings_can_be_null=True,
                true_values=["t"],
                false_values=["f"],
            ),
        )
        return _map_text(table, self.fields, _unescape_column)

    def frame(self) -> pd.DataFrame:
        """The rows as a DataFrame indexed by key, with the dtypes `string`, `boolean` and `Int64`, never `object`."""
        import pandas as pd

        dtypes = {"text": "string", "list": "string", "bool": "boolean", "int": "Int64"}
        # a zero-copy `types_mapper` would give Arrow-backed dtypes that differ between pandas 2 and 3
        frame = self.table().to_pandas().astype({field.name: dtypes[field.type] for field in self.fields})
        keys = [field.name for field in self.fields if field.key]
        return pd.DataFrame(frame.set_index(keys))

    @classmethod
    def from_table(cls, fields: tuple[Field, ...], table: pa.Table) -> Rows:
        """The rows again from what `table` gave; raises ValueError where the columns do not fit the fields."""
        import pyarrow as pa
        import pyarrow.compute as pc

        names = tuple(field.name for field in fields)
        if tuple(table.schema.names) != names:
            raise ValueError(f"columns are {table.schema.names}, expected {list(names)}")
        if not table.num_rows:
            return cls(fields, ())
        escaped = _map_text(table, fields, _escape_column)
        null, true, false = (_scalar(text) for text in (rb"\N", b"t", b"f"))
        columns: list[Any] = []
        for field in fields:
            column = escaped.column(field.name).combine_chunks()
            if field.type == "bool":
                column = pc.if_else(column, true, false)
            columns.append(pc.coalesce(pc.cast(column, pa.string()), null))
        lines = pc.binary_join_element_wise(*columns, _scalar(b"\t")) if len(columns) > 1 else columns[0]
        return cls(fields, tuple(pc.cast(lines, pa.binary()).to_pylist()))


class StoredRows(Rows):
    """Rows of a saved snapshot, read when somebody asks: most kinds of two sides are equal, and their digests say so.

    Args:
        count: How many there are.
        digest: What `Rows.digest` was when they were saved.
        read: Gives them; may raise.
    """

    def __init__(self, fields: tuple[Field, ...], count: int, digest: str, read: Callable[[], Rows]) -> None:
        # the way round a frozen dataclass: `lines` is not there yet, and `digest` need not be computed
        vars(self).update(fields=fields, digest=digest, _count=count, _read=read)

    def __len__(self) -> int:
        return int(vars(self)["_count"])

    @cached_property
    def lines(self) -> tuple[bytes, ...]:  # a field of the dataclass, made when asked for
        """As in `Rows`."""
        rows: Rows = vars(self)["_read"]()
        return rows.lines


def _scalar(text: bytes) -> Any:
    """A text for Arrow's functions, made from its bytes: Arrow imports pandas to look at any value of Python's own."""
    import pyarrow as pa

    offsets = struct.pack("2i", 0, len(text))
    return pa.StringArray.from_buffers(1, pa.py_buffer(offsets), pa.py_buffer(text))[0]


def _map_text(table: pa.Table, fields: tuple[Field, ...], change: Any) -> pa.Table:
    for position, field in enumerate(fields):
        if field.type in ("text", "list"):
            table = table.set_column(position, field.name, change(table.column(position)))
    return table


def _unescape_column(column: Any) -> Any:
    import pyarrow.compute as pc

    if not pc.any(pc.match_substring(column, "\\")).as_py():
        return column
    # NUL cannot occur in a PostgreSQL text: it keeps the place of an escaped backslash while the others are undone
    column = pc.replace_substring(column, "\\\\", "\0")
    for letter, char in _ESCAPES.items():
        if letter != "\\":
            column = pc.replace_substring(column, f"\\{letter}", char)
    return pc.replace_substring(column, "\0", "\\")


def _escape_column(column: Any) -> Any:
    import pyarrow.compute as pc

    if not _to_be_escaped(column):
        return column
    column = pc.replace_substring(column, "\\", "\\\\")
    for letter, char in _ESCAPES.items():
        if letter != "\\":
            column = pc.replace_substring(column, char, f"\\{letter}")
    return column


def _to_be_escaped(column: Any) -> bool:
    """Whether COPY would escape anything in it: hardly ever, and one look at all of its bytes tells."""
    for chunk in column.chunks:
        text = chunk.buffers()[2]
        if text is not None:
            held = text.to_pybytes()
            if len(held.translate(None, _SPECIAL)) != len(held):
                return True
    return False

"""Values to JSON and back, by their annotations. JSON only: loading a file never runs code."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def encode(value: object) -> Any:
    """Turn a value of the model into what `json` can write: dataclasses to objects, tuples to lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): encode(v) for k, v in value.items()}
    if isinstance(value, (set, frozenset)):
        return [encode(v) for v in sorted(value)]
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [encode(v) for v in value]
    return value


def canonical_json(value: object) -> str:
    """The one text of a value: sorted names, no spaces, so that its digest is stable across releases."""
    return json.dumps(encode(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def pretty_json(value: object) -> str:
    """The text of a value for files that people read and version control compares."""
    return json.dumps(encode(value), indent=2, ensure_ascii=False) + "\n"


def decode(cls: type[T], data: Any) -> T:
    """Rebuild a value from what `encode` gave.

    Args:
        cls: The class to build; its annotations say how each part is read. Unknown members are refused.
        data: What `json.loads` returned.

    Raises:
        ValueError: The data does not have the shape of `cls`; the message names the place.
    """
    return typing.cast("T", _build(cls, data, getattr(cls, "__name__", "value")))


@functools.cache
def _hints(tp: Any) -> dict[str, Any]:
    """The types of a dataclass's members; looking them up costs more than reading a value."""
    hints = typing.get_type_hints(tp)
    return {f.name: hints[f.name] for f in dataclasses.fields(tp)}


def _build(tp: Any, data: Any, where: str) -> Any:
    origin = typing.get_origin(tp)
    if tp is Any or tp is object:
        return data
    if origin in (typing.Union, types.UnionType):
        return _build_union(tp, data, where)
    if origin in (tuple, list, frozenset, Sequence):
        return _build_sequence(tp, origin, data, where)
    if origin in (dict, Mapping) or tp is dict:
        _demand(isinstance(data, dict), where, "an object")
        _, value_type = typing.get_args(tp) or (str, Any)
        return {k: _build(value_type, v, f"{where}.{k}") for k, v in data.items()}
    if dataclasses.is_dataclass(tp):
        return _build_dataclass(tp, data, where)
    if isinstance(tp, type) and issubclass(tp, Enum):
        return tp(data)
    if tp in (datetime, date):
        _demand(isinstance(data, str), where, "a time")
        return tp.fromisoformat(data)
    if isinstance(tp, type):
        right = isinstance(data, tp) or (tp is float and isinstance(data, int))
        _demand(right and (tp is bool or not isinstance(data, bool)), where, tp.__name__)
        return data
    raise ValueError(f"{where}: no rule to read {tp!r}")


def _build_union(tp: Any, data: Any, where: str) -> Any:
    options = [option for option in typing.get_args(tp) if option is not type(None)]
    if data is None:
        _demand(len(options) < len(typing.get_args(tp)), where, "a value")
        return None
    problems: list[str] = []
    for option in options:
        try:
            return _build(option, data, where)
        except ValueError as problem:
            problems.append(str(problem))
    raise ValueError(problems[0])


def _build_sequence(tp: Any, origin: Any, data: Any, where: str) -> Any:
    _demand(isinstance(data, list), where, "a list")
    inner = typing.get_args(tp)
    if origin is tuple and inner and inner[-1] is not Ellipsis:
        _demand(len(inner) == len(data), where, f"{len(inner)} members")
        return tuple(_build(t, v, f"{where}[{i}]") for i, (t, v) in enumerate(zip(inner, data, strict=True)))
    built = (_build(inner[0], v, f"{where}[{i}]") for i, v in enumerate(data))
    return list(built) if origin is list else frozenset(built) if origin is frozenset else tuple(built)


def _build_dataclass(tp: Any, data: Any, where: str) -> Any:
    _demand(isinstance(data, dict), where, "an object")
    hints = _hints(tp)
    unknown = sorted(set(data) - set(hints))
    _demand(not unknown, where, f"only known members, not {', '.join(unknown)}")
    try:
        return tp(**{k: _build(hints[k], v, f"{where}.{k}") for k, v in data.items()})
    except TypeError as problem:
        raise ValueError(f"{where}: {problem}") from problem


def _demand(holds: bool, where: str, wanted: str) -> None:  # noqa: FBT001 - a guard reads best with its condition first
    if not holds:
        raise ValueError(f"{where}: expected {wanted}")

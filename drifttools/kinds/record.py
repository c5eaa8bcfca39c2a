"""A record of an object: made of its declared fields, never changed, compared by what it holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import ClassVar, Self

from drifttools.kinds.declare import absent_on, declared, fields_of, key_of, names_of, values_of
from drifttools.model.rows import Value


@declared
class Record:
    """What all records are, whatever their kind declares.

    A frozen dataclass would do the same and compile six functions for each class: a tenth of what a small `drift diff`
    takes (`declare.declared`).

    Class attributes of a kind:
        kind, plural: Its name, and the name of its method on `inv.catalog`.
    """

    kind: ClassVar[str]
    plural: ClassVar[str]

    def __init__(self, *values: Value, **named: Value) -> None:
        names = names_of(type(self))
        told = dict(zip(names, values, strict=False)) | named
        given = {**absent_on(type(self)), **told}
        if len(given) != len(names) or len(values) + len(named) != len(told) or any(name not in given for name in names):
            raise TypeError(f"{type(self).__name__} takes each of {', '.join(names)}, once")
        vars(self).update(given)

    def __setattr__(self, field: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {field!r}")

    def __delattr__(self, field: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {field!r}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and values_of(self) == values_of(other)

    def __hash__(self) -> int:
        return hash(values_of(self))

    def __repr__(self) -> str:
        shown = (f"{field}={getattr(self, field)!r}" for field in names_of(type(self)))
        return f"{type(self).__name__}({', '.join(shown)})"

    @property
    def key(self) -> tuple[str, ...]:
        """The key of the object."""
        return key_of(type(self))(self)

    @property
    def label(self) -> str:
        """The dotted name for a person."""
        return ".".join(filter(None, self.key))

    @classmethod
    def record(cls, values: Mapping[str, Value]) -> Self:
        """Build the record of a decoded row; what its dialect does not have is None."""
        return cls(**{**dict.fromkeys(names_of(cls)), **values})

    def with_key(self, new: Iterable[str]) -> Self:
        """The same object under another key."""
        names = [field.name for field in fields_of(type(self)) if field.key]
        return dataclasses.replace(self, **dict(zip(names, new, strict=True)))

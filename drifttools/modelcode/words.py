"""Names of Python made of names of the database."""

from __future__ import annotations

import keyword
import re

# `metadata` and `registry` are SQLAlchemy's own on a declarative class.
_RESERVED = frozenset({"metadata", "registry"})


def class_name(table: str) -> str:
    """`query_documents` becomes `QueryDocument`."""
    words = [word for word in re.split(r"[^0-9A-Za-z]+", table) if word]
    if words:
        words[-1] = singular(words[-1])
    name = "".join(word[:1].upper() + word[1:] for word in words) or "Model"
    return f"Model{name}" if name[0].isdigit() else name


def camel(name: str) -> str:
    """`member_role` becomes `MemberRole`."""
    words = [word for word in re.split(r"[^0-9A-Za-z]+", name) if word]
    made = "".join(word[:1].upper() + word[1:] for word in words) or "Type"
    return f"Type{made}" if made[0].isdigit() else made


def singular(word: str) -> str:
    """A word without its plural, for the endings that can be told."""
    lower = word.lower()
    if lower.endswith("ies") and len(word) > 4:  # noqa: PLR2004 - `ties` stays
        return word[:-3] + "y"
    if lower.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def snake(name: str) -> str:
    """`QueryDocument` becomes `query_document`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def attribute_name(column: str) -> str:
    """A column's name as an attribute of a class."""
    name = re.sub(r"\W", "_", column)
    if not name or name[0].isdigit():
        name = f"column_{name}"
    name = name.lstrip("_") or "column_" if name.startswith("__") else name
    return f"{name}_" if keyword.iskeyword(name) or name in _RESERVED else name


def member_name(label: str, taken: set[str]) -> str:
    """A label as the name of a member: `in progress` becomes `IN_PROGRESS`."""
    name = re.sub(r"\W+", "_", label).strip("_").upper() or "EMPTY"
    name = f"VALUE_{name}" if name[0].isdigit() else name
    while name in taken or (name in ("NAME", "VALUE") and keyword.iskeyword(name)):
        name += "_"
    taken.add(name)
    return name

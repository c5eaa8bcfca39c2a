"""A type as the server prints it, as SQLAlchemy writes it: an expression, and the Python type of its values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from drifttools.kinds.names import parts_of, split_at_top, until_closed

DIALECT = "sqlalchemy.dialects.postgresql"
Name = Callable[[str, str], str]
"""How a module writes `name` of another module; it is imported where it is not yet."""


@dataclass(frozen=True, slots=True)
class Written:
    """A type in the source.

    Args:
        expression: What stands in `mapped_column(...)`.
        python: What stands in `Mapped[...]`.
        usual: Whether SQLAlchemy takes this type for that Python type anyway.
    """

    expression: str
    python: str
    usual: bool = False


# printed type -> (module, class, arguments, module of the Python type, Python type, whether it is the usual one)
_PLAIN: dict[str, tuple[str, str, str, str, str, bool]] = {
    "integer": ("sqlalchemy", "Integer", "", "", "int", True),
    "bigint": ("sqlalchemy", "BigInteger", "", "", "int", False),
    "smallint": ("sqlalchemy", "SmallInteger", "", "", "int", False),
    "text": ("sqlalchemy", "Text", "", "", "str", False),
    "character varying": ("sqlalchemy", "String", "", "", "str", True),
    "boolean": ("sqlalchemy", "Boolean", "", "", "bool", True),
    "date": ("sqlalchemy", "Date", "", "datetime", "date", True),
    "timestamp with time zone": ("sqlalchemy", "DateTime", "timezone=True", "datetime", "datetime", False),
    "timestamp without time zone": ("sqlalchemy", "DateTime", "", "datetime", "datetime", True),
    "time without time zone": ("sqlalchemy", "Time", "", "datetime", "time", True),
    "time with time zone": ("sqlalchemy", "Time", "timezone=True", "datetime", "time", False),
    "interval": ("sqlalchemy", "Interval", "", "datetime", "timedelta", True),
    "numeric": ("sqlalchemy", "Numeric", "", "decimal", "Decimal", True),
    "real": ("sqlalchemy", "REAL", "", "", "float", False),
    "double precision": (DIALECT, "DOUBLE_PRECISION", "", "", "float", False),
    "bytea": ("sqlalchemy", "LargeBinary", "", "", "bytes", True),
    "uuid": (DIALECT, "UUID", "as_uuid=True", "uuid", "UUID", False),
    "json": ("sqlalchemy", "JSON", "", "typing", "Any", False),
    "jsonb": (DIALECT, "JSONB", "", "typing", "Any", False),
    "inet": (DIALECT, "INET", "", "", "str", False),
    "cidr": (DIALECT, "CIDR", "", "", "str", False),
    "macaddr": (DIALECT, "MACADDR", "", "", "str", False),
    "macaddr8": (DIALECT, "MACADDR8", "", "", "str", False),
    "money": (DIALECT, "MONEY", "", "", "str", False),
    "oid": (DIALECT, "OID", "", "", "int", False),
    "regclass": (DIALECT, "REGCLASS", "", "", "str", False),
    "tsvector": (DIALECT, "TSVECTOR", "", "", "str", False),
    "tsquery": (DIALECT, "TSQUERY", "", "", "str", False),
    "bit": (DIALECT, "BIT", "1", "", "str", False),
    "bit varying": (DIALECT, "BIT", "varying=True", "", "str", False),
    "int4range": (DIALECT, "INT4RANGE", "", "typing", "Any", False),
    "int8range": (DIALECT, "INT8RANGE", "", "typing", "Any", False),
    "numrange": (DIALECT, "NUMRANGE", "", "typing", "Any", False),
    "daterange": (DIALECT, "DATERANGE", "", "typing", "Any", False),
    "tsrange": (DIALECT, "TSRANGE", "", "typing", "Any", False),
    "tstzrange": (DIALECT, "TSTZRANGE", "", "typing", "Any", False),
    "citext": (DIALECT, "CITEXT", "", "", "str", False),
    "hstore": (DIALECT, "HSTORE", "", "typing", "Any", False),
}
# Types that are written with what stands in their parentheses.
_WITH = {
    "character varying": ("sqlalchemy", "String", "{}", "", "str"),
    "character": ("sqlalchemy", "CHAR", "{}", "", "str"),
    "numeric": ("sqlalchemy", "Numeric", "{}", "decimal", "Decimal"),
    "bit": (DIALECT, "BIT", "{}", "", "str"),
    "bit varying": (DIALECT, "BIT", "{}, varying=True", "", "str"),
    "timestamp with time zone": (DIALECT, "TIMESTAMP", "timezone=True, precision={}", "datetime", "datetime"),
    "timestamp without time zone": (DIALECT, "TIMESTAMP", "precision={}", "datetime", "datetime"),
    "time with time zone": (DIALECT, "TIME", "timezone=True, precision={}", "datetime", "time"),
    "time without time zone": (DIALECT, "TIME", "precision={}", "datetime", "time"),
    "interval": (DIALECT, "INTERVAL", "precision={}", "datetime", "timedelta"),
}
_SHAPE = re.compile(r"^(?P<before>[^()]*?)(?:\((?P<inner>[^()]*)\))?(?P<after> [^()]*)?$")
_WITHOUT_SCHEMA = {"citext", "hstore"}


def written_type(
    printed: str,
    name: Name,
    *,
    dotted: Name | None = None,
    collation: str | None = None,
    enum: Callable[[str], Written | None] = lambda _: None,
    bare: bool = False,
    annotated: bool = True,
    quoted: Callable[[str], str] = repr,
) -> Written | None:
    """How a type is written; None where SQLAlchemy has no type for it.

    Args:
        printed: As `format_type()` prints it.
        name: Imports what is needed; `dotted` does it so that the module stands before it.
        collation: That of the column, as it is printed, where it is not the type's.
        enum: Gives the type of an enum by its printed name.
        bare: Whether a type that the Python type implies is left out.
        annotated: Whether the Python type is needed, and imported.
        quoted: How the file writes a string.
    """
    if printed.endswith("[]"):
        element = written_type(
            printed[:-2], name, dotted=dotted, collation=collation, enum=enum, annotated=annotated, quoted=quoted
        )
        if element is None:
            return None
        return Written(f"{name(DIALECT, 'ARRAY')}({element.expression})", f"list[{element.python}]")
    found = enum(printed)
    if found is not None:
        return found
    parts = _SHAPE.match(printed)
    if parts is None:
        return None
    whole = parts["before"] + (parts["after"] or "")
    if parts["inner"] is not None and whole in _WITH:
        module, label, arguments, python_module, python = _WITH[whole]
        usual = False
        inner = ", ".join(part.strip() for part in parts["inner"].split(","))
        arguments = arguments.replace("{}", inner)
    else:
        plain = parts_of(whole)[-1] if parts_of(whole) and parts_of(whole)[-1] in _WITHOUT_SCHEMA else whole
        if parts["inner"] is not None or plain not in _PLAIN:
            return None
        module, label, arguments, python_module, python, usual = _PLAIN[plain]
    if collation is not None:
        # SQLAlchemy quotes it as one name: the schema of one of the server's own is left out
        arguments = ", ".join(filter(None, (arguments, f"collation={quoted(parts_of(collation)[-1])}")))
        usual = False
    if bare and usual:
        return Written("", _python(python_module, python, name, dotted or name), usual)
    called = name(module, label)
    return Written(
        f"{called}({arguments})" if arguments else called,
        _python(python_module, python, name, dotted or name) if annotated else "",
        usual,
    )


def _python(module: str, python: str, name: Name, dotted: Name) -> str:
    if not module:
        return python
    return dotted(module, python) if module == "uuid" else name(module, python)


_LITERAL = re.compile(r"^'((?:[^']|'')*)'(?:::[\w\". ]+(?:\(\d+(?:,\d+)?\))?(?:\[\])?)?$")
_BIND = re.compile(r"(?<![:\w\\]):(?=\w+(?!:))")


def written_default(printed: str, type_: str, name: Name, quoted: Callable[[str], str] = repr) -> str:
    """A default as `server_default=` takes it.

    Args:
        printed: As the server prints it.
        type_: The printed type of the column.
        name, quoted: As of `written_type`.
    """
    if printed == "now()":
        return f"{name('sqlalchemy', 'func')}.now()"
    literal = _LITERAL.match(printed)
    if literal is not None and "\\" not in literal[1]:
        return quoted(literal[1].replace("''", "'"))
    if type_ == "boolean" and printed in ("true", "false"):
        return f"{name('sqlalchemy', printed)}()"
    return written_sql(printed, name, quoted)


def written_sql(printed: str, name: Name, quoted: Callable[[str], str] = repr) -> str:
    """An expression of SQL as `text()` takes it: there a colon before a word would be a parameter."""
    return f"{name('sqlalchemy', 'text')}({quoted(escaped(printed))})"


def escaped(printed: str) -> str:
    """An expression as `text()` and `CheckConstraint()` take it."""
    return _BIND.sub(r"\\:", printed)


def unwrapped(printed: str) -> str:
    """An expression without the parentheses that are around all of it."""
    inner, rest = until_closed(printed, 0) if printed.startswith("(") else ("", "?")
    return inner if not rest else printed


_EXCLUDE = re.compile(r"^EXCLUDE USING (?P<method>\w+) \(", re.IGNORECASE)


def exclusion_parts(definition: str) -> tuple[str, list[tuple[str, str]], str] | None:
    """Method, (element, operator) and condition of an exclusion constraint, as the server prints it."""
    found = _EXCLUDE.match(definition)
    if found is None:
        return None
    inner, rest = until_closed(definition, found.end() - 1)
    elements = [tuple(element.rsplit(" WITH ", 1)) for element in split_at_top(inner)]
    rest = rest.strip()
    if any(len(element) != 2 for element in elements) or (rest and not rest.startswith("WHERE (")):  # noqa: PLR2004 - a pair
        return None
    where = until_closed(rest, rest.index("("))[0] if rest else ""
    return found["method"], [(element[0], element[1]) for element in elements], where

"""Expressions that PostgreSQL prints in several spellings and that always mean the same."""

from __future__ import annotations

import re

# CURRENT_TIMESTAMP(3) rounds, and is another value; so is what a function `now` of the user's gives, which is printed with
# its schema. What stands in quotes is passed over.
_TRANSACTION_BEGAN = re.compile(
    r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|(?<![\w.$"])(?:now\(\)|transaction_timestamp\(\)|CURRENT_TIMESTAMP\b(?!\())"""
)
_QUOTED = r"""'(?:[^']|'')*'|"(?:[^"]|"")*\""""
_ARRAY = "(ARRAY["
_BEGIN = re.compile(_QUOTED + r"|\(ARRAY\[")
_SIGN = re.compile(_QUOTED + r"|[][(),]")
_CAST = re.compile(r"\]\)::([\w. \"]+(?:\(\d+(?:,\d+)?\))?)\[\]")


def one_spelling(text: str) -> str:
    """An expression as the server prints it, with one spelling for what has several.

    - `now()`, `transaction_timestamp()` and `CURRENT_TIMESTAMP` are of one type and always of one value. The server keeps
      which was written: the last is no function to it, and models and migrations often do not write the same.
    - `(ARRAY['a'::character varying])::text[]` and `ARRAY[('a'::character varying)::text]`: the first is what is made of
      `x IN ('a', ...)`, the second what is made of the first when it is read again, by the restore of a dump or by
      PostgreSQL itself when the type of `x` changes. Casting an array casts its elements.

    Args:
        text: Printed with an empty `search_path`, so that a bare name is the server's own.
    """
    text = _TRANSACTION_BEGAN.sub(lambda found: found[1] or "CURRENT_TIMESTAMP", text)
    return _elements_cast(text) if _ARRAY in text else text


def _elements_cast(text: str) -> str:
    """Each cast of an array as the casts of its elements."""
    for begin in _BEGIN.finditer(text):
        if begin[0] != _ARRAY:
            continue
        elements, end = _elements(text, begin.end())
        cast = _CAST.match(text, end)
        if cast is not None:
            inner = ", ".join(f"({_elements_cast(element)})::{cast[1]}" for element in elements)
            return f"{text[: begin.start()]}ARRAY[{inner}]{_elements_cast(text[cast.end() :])}"
    return text


def _elements(text: str, begun: int) -> tuple[list[str], int]:
    """The elements of an array that begin there, and where the bracket after them is."""
    depth = 0
    found: list[str] = []
    for sign in _SIGN.finditer(text, begun):
        if sign[0] in ("(", "["):
            depth += 1
        elif sign[0] in (")", "]") and depth:
            depth -= 1
        elif sign[0] == "]":
            return [*found, text[begun : sign.start()].strip()], sign.start()
        elif sign[0] == "," and not depth:
            found.append(text[begun : sign.start()].strip())
            begun = sign.end()
    return found, len(text)

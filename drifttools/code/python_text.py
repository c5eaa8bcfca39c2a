"""Expressions of Python as values, with the place of every character of a text."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from functools import cached_property

from drifttools.code.values import HOLE, Entry, Items, Mapping, Other, Text, Unknown, Value, joined
from drifttools.model.code import Place

_START = re.compile(r"(?P<prefix>[A-Za-z]{0,3})(?P<quote>'''|\"\"\"|'|\")")
_BETWEEN = re.compile(r"(?:\s|\\\n|#[^\n]*\n|[()])+")
_ESCAPE = re.compile(r"\\(?:\r?\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|.)", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a"}
_PERCENT = re.compile(r"%(?:\(\w+\))?[sdrfi]")
BRACES = re.compile(r"\{[^{}]*\}")
_SHOWN = 40
_DEEPEST = 30

Lookup = Callable[[str], "ast.expr | None"]


def parsed(text: str) -> ast.Module:
    """The tree of a file; what the parser would warn its authors of (an escape that is none) is no matter of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


class Source:
    """A file of Python.

    Args:
        text: All of it.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], 0
        while (at := self.text.find("\n", at)) >= 0:
            at += 1
            starts.append(at)
        return starts

    def _offset(self, line: int, column: int) -> int:
        """The offset of what the parser places by line and bytes."""
        start = self._starts[min(line, len(self._starts)) - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        shown = self.text[start:end]
        return start + (
            column if shown.isascii() else len(shown.encode("utf-8", "replace")[:column].decode("utf-8", "replace"))
        )

    def place(self, node: ast.expr | ast.stmt | ast.keyword | ast.ExceptHandler | ast.alias | ast.arg) -> Place:
        """Where a node begins."""
        start = self._offset(node.lineno, node.col_offset)
        return Place(node.lineno, start - self._starts[min(node.lineno, len(self._starts)) - 1] + 1)

    def end_name(self, node: ast.Attribute) -> Place:
        """Where the name after the last dot begins."""
        line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        offset = self._offset(line, end) - len(node.attr)
        return Place(line, offset - self._starts[min(line, len(self._starts)) - 1] + 1)

    def value(self, node: ast.expr | None, lookup: Lookup, depth: int = 0) -> Value:
        """An expression as a value.

        Args:
            node: The expression.
            lookup: Gives the expression that a name stands for, where that is known.
            depth: How many names were looked up already.
        """
        if node is None:
            return Other(Place(1, 1))
        place = self.place(node)
        if depth > _DEEPEST:
            return Unknown(place, "")
        match node:
            case ast.Constant(value=str()) | ast.JoinedStr():
                return self._text(node, lookup, depth)
            case ast.Constant():
                return Other(place)
            case ast.Name(id=name) if (known := lookup(name)) is not None:
                found = self.value(known, lookup, depth + 1)
                return found if not isinstance(found, Unknown) else Unknown(place, name)
            case ast.List(elts=members) | ast.Tuple(elts=members) | ast.Set(elts=members):
                items = tuple(self.value(one, lookup, depth + 1) for one in members if not isinstance(one, ast.Starred))
                return Items(place, items, not any(isinstance(one, ast.Starred) for one in members))
            case ast.Dict(keys=keys, values=values):
                return self._dict(place, keys, values, lookup, depth)
            case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
                entries = tuple(
                    Entry(one.arg, self.place(one), self.value(one.value, lookup, depth + 1)) for one in keywords if one.arg
                )
                return Mapping(place, entries, all(one.arg for one in keywords))
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                sides = (self.value(left, lookup, depth + 1), self.value(right, lookup, depth + 1))
                if any(isinstance(one, Text) for one in sides):
                    return joined([one if isinstance(one, Text) else _hole(one.place) for one in sides])
            case ast.BinOp(op=ast.Mod(), left=left):
                return self.filled(self.value(left, lookup, depth + 1), _PERCENT, place)
            case ast.Call(func=ast.Attribute(value=inner, attr="format")):
                return self.filled(self.value(inner, lookup, depth + 1), BRACES, place)
            case ast.Call(func=ast.Attribute(value=inner, attr="strip" | "lstrip" | "rstrip")):
                return self.value(inner, lookup, depth + 1)
            case ast.Call(func=ast.Name(id="dedent") | ast.Attribute(attr="dedent" | "cleandoc"), args=[inner]):
                return self.value(inner, lookup, depth + 1)
            case ast.IfExp(body=body, orelse=orelse):
                both = (self.value(body, lookup, depth + 1), self.value(orelse, lookup, depth + 1))
                if all(isinstance(one, Text) for one in both):
                    return Items(place, both)
        return Unknown(place, ast.unparse(node)[:_SHOWN] if depth < 3 else "")  # noqa: PLR2004 - only what a person reads

    def _dict(
        self, place: Place, keys: list[ast.expr | None], values: list[ast.expr], lookup: Lookup, depth: int
    ) -> Mapping:
        entries: list[Entry] = []
        complete = True
        for key, value in zip(keys, values, strict=True):
            named = self.value(key, lookup, depth + 1) if key is not None else None
            if isinstance(named, Text) and named.whole and key is not None:
                entries.append(Entry(named.text, self.place(key), self.value(value, lookup, depth + 1)))
            else:
                inner = self.value(value, lookup, depth + 1) if key is None else None
                entries += inner.entries if isinstance(inner, Mapping) else ()
                complete = complete and isinstance(inner, Mapping) and inner.complete
        return Mapping(place, tuple(entries), complete)

    def filled(self, value: Value, pattern: re.Pattern[str], place: Place) -> Value:
        """A text whose marks are filled while the program runs."""
        if not isinstance(value, Text):
            return Unknown(place, "")
        parts, end = [], 0
        for found in pattern.finditer(value.text):
            parts += [value.part(end, found.start()), _hole(value.at(found.start()))]
            end = found.end()
        return joined([*parts, value.part(end, len(value.text))])

    def _text(self, node: ast.Constant | ast.JoinedStr, lookup: Lookup, depth: int) -> Value:
        start = self._offset(node.lineno, node.col_offset)
        end = self._offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        fillings = iter(
            [one.value for one in node.values if isinstance(one, ast.FormattedValue)]
            if isinstance(node, ast.JoinedStr)
            else []
        )
        parts: list[Text] = []
        for text, offset in self._characters(start, end):
            if text == HOLE:
                filling = next(fillings, None)
                known = self.value(filling, lookup, depth + 1) if filling is not None else None
                text = known.text if isinstance(known, Text) else HOLE  # noqa: PLW2901 - what stands for the hole
            parts.append(Text(text, ((0, *self._line_column(offset)),)))
        found = joined(parts) if parts else Text("", ((0, *self._line_column(start)),))
        if isinstance(node, ast.Constant) and found.text != node.value:
            # not as we read it: the text is right, and its place only that of the whole
            return Text(str(node.value), ((0, *self._line_column(start)),))
        return found

    def _line_column(self, offset: int) -> tuple[int, int]:
        from bisect import bisect_right

        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def _characters(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Stretches of a literal, escapes undone and line by line, each with its offset in the file."""
        at = start
        while at < end:
            between = _BETWEEN.match(self.text, at, end)
            at = between.end() if between else at
            opened = _START.match(self.text, at, end)
            if opened is None:
                return
            at = opened.end()
            prefix, quote = opened["prefix"].lower(), opened["quote"]
            stretch = at
            while at < end and not self.text.startswith(quote, at):
                char = self.text[at]
                if char == "\\" and "r" not in prefix:
                    escape = _ESCAPE.match(self.text, at, end)
                    if at > stretch:
                        yield self.text[stretch:at], stretch
                    if escape is None:
                        return
                    yield _unescaped(escape[0][1:]), at
                    at = stretch = escape.end()
                elif char == "\\":
                    at += 2
                elif char in "{}" and "f" in prefix:
                    if at > stretch:
                        yield self.text[stretch:at], stretch
                    if self.text[at + 1 : at + 2] == char:
                        yield char, at
                        at += 2
                    else:
                        yield HOLE, at
                        at = self._after_braces(at, end)
                    stretch = at
                elif char == "\n":
                    yield self.text[stretch : at + 1], stretch
                    at = stretch = at + 1
                else:
                    at += 1
            if at > stretch:
                yield self.text[stretch:at], stretch
            at += len(quote)

    def _after_braces(self, at: int, end: int) -> int:
        depth = 0
        while at < end:
            char = self.text[at]
            if char in "'\"" and depth:
                quote = char * 3 if self.text.startswith(char * 3, at) else char
                closed = self.text.find(quote, at + len(quote), end)
                at = closed + len(quote) if closed >= 0 else end
                continue
            depth += {"{": 1, "}": -1}.get(char, 0)
            at += 1
            if not depth:
                return at
        return end


def _hole(place: Place) -> Text:
    return Text(HOLE, ((0, place.line, place.column),))


def _unescaped(raw: str) -> str:
    if raw[:1] in ("\n", "\r"):
        return ""
    if raw[:1] in ("x", "u", "U"):
        code = int(raw[1:], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"  # noqa: PLR2004 - the last code point
    if raw[:1] == "N":
        import unicodedata

        try:
            return unicodedata.lookup(raw[2:-1])
        except KeyError:
            return "\ufffd"
    if raw[:1].isdigit() and raw[0] in "01234567":
        return chr(int(raw, 8))
    return _SIMPLE.get(raw, raw if raw in "\\'\"" else "\\" + raw)

"""Walks through what tree-sitter parsed, and reads expressions of TypeScript and JavaScript as values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from drifttools.code.values import HOLE, Entry, Items, Mapping, Other, Text, Unknown, Value, joined, plain_text
from drifttools.model.code import Place

Node = Any
"""A node of tree-sitter, whose package is imported when it is needed."""
WRAPPERS = frozenset(
    "parenthesized_expression as_expression satisfies_expression non_null_expression await_expression"
    " type_assertion".split()
)
FUNCTIONS = frozenset(
    "function_declaration function_expression arrow_function method_definition generator_function"
    " generator_function_declaration class_static_block program".split()
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_SHOWN = 40
_DEEPEST = 40


class Tree:
    """A parsed file.

    Args:
        root: Its tree.
        source: Its bytes, as they were parsed.
    """

    def __init__(self, root: Node, source: bytes) -> None:
        self.root = root
        self.source = source

    @cached_property
    def _plain(self) -> bool:
        return self.source.isascii()

    @cached_property
    def _lines(self) -> list[bytes]:
        return self.source.split(b"\n")

    def place(self, node: Node) -> Place:
        """Where a node begins; columns are counted in characters."""
        return self._at(node.start_point[0], node.start_point[1])

    def _at(self, row: int, column: int) -> Place:
        if self._plain:
            return Place(row + 1, column + 1)
        line = self._lines[row] if row < len(self._lines) else b""
        return Place(row + 1, len(line[:column].decode("utf-8", "replace")) + 1)

    def text(self, node: Node) -> str:
        """The source of a node."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def walk(self, node: Node | None = None) -> Iterator[Node]:
        """All nodes, each before what is in it."""
        waiting = [self.root if node is None else node]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.named_children))

    @cached_property
    def constants(self) -> dict[str, Node]:
        """Names that are given a value just once in the file, by `const`, to that value."""
        found: dict[str, Node | None] = {}
        for node in self.walk():
            if node.type == "variable_declarator":
                name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
                if name is not None and name.type == "identifier":
                    text = self.text(name)
                    constant = node.parent is not None and any(one.type == "const" for one in node.parent.children)
                    found[text] = value if constant and text not in found else None
            elif node.type in ("required_parameter", "optional_parameter", "assignment_expression"):
                named = node.child_by_field_name("pattern") or node.child_by_field_name("left")
                if named is not None and named.type == "identifier":
                    found[self.text(named)] = None
        return {name: value for name, value in found.items() if value is not None}

    def value(self, node: Node, depth: int = 0) -> Value:
        """An expression as a value, constants of the same file put in."""
        node = self.bare(node)
        place = self.place(node)
        kind = node.type
        if depth > _DEEPEST:
            return Unknown(place, "")
        if kind in ("string", "template_string"):
            return self.string(node)
        if kind == "array":
            members = [one for one in node.named_children if one.type != "comment"]
            items: list[Value] = []
            complete = True
            for one in members:
                if one.type == "spread_element":
                    inner = self.value(one.named_children[0], depth + 1) if one.named_children else Unknown(place, "")
                    items += inner.items if isinstance(inner, Items) else ()
                    complete = complete and isinstance(inner, Items) and inner.complete
                else:
                    items.append(self.value(one, depth + 1))
            return Items(place, tuple(items), complete)
        if kind == "object":
            return self._object(node, depth)
        if kind == "identifier" and self.text(node) in self.constants:
            known = self.value(self.constants[self.text(node)], depth + 1)
            return known if not isinstance(known, Unknown) else Unknown(place, self.text(node))
        if kind in ("member_expression", "subscript_expression"):
            return self._member(node, depth)
        if kind == "binary_expression" and any(one.type == "+" for one in node.children):
            sides = [self.value(one, depth + 1) for one in node.named_children]
            return joined([one if isinstance(one, Text) else plain_text(HOLE, one.place) for one in sides])
        if kind == "ternary_expression":
            both = [self.value(one, depth + 1) for one in node.named_children[1:]]
            if all(isinstance(one, Text) for one in both):
                return Items(place, tuple(both))
        if kind in ("number", "true", "false", "null", "undefined", "regex"):
            return Other(place)
        return Unknown(place, self.text(node)[:_SHOWN])

    def bare(self, node: Node) -> Node:
        """An expression without what changes nothing of its value: parentheses, `as`, `!`, `await`."""
        while node.type in WRAPPERS and node.named_children:
            node = node.named_children[-1] if node.type == "type_assertion" else node.named_children[0]
        return node

    def _object(self, node: Node, depth: int) -> Value:
        entries: list[Entry] = []
        complete = True
        for one in node.named_children:
            if one.type == "pair":
                key, value = one.child_by_field_name("key"), one.child_by_field_name("value")
                name = self.key(key)
                if name is None:
                    complete = False
                else:
                    entries.append(Entry(name, self.place(key), self.value(value, depth + 1)))
            elif one.type == "shorthand_property_identifier":
                name = self.text(one)
                known = self.constants.get(name)
                value = self.value(known, depth + 1) if known is not None else Unknown(self.place(one), name)
                entries.append(Entry(name, self.place(one), value))
            elif one.type == "method_definition":
                continue
            elif one.type == "spread_element" and one.named_children:
                inner = self.value(one.named_children[0], depth + 1)
                if isinstance(inner, Mapping):
                    entries += inner.entries
                complete = complete and isinstance(inner, Mapping) and inner.complete
            elif one.type != "comment":
                complete = False
        return Mapping(self.place(node), tuple(entries), complete)

    def key(self, node: Node) -> str | None:
        """The name of an entry; None where it is computed."""
        if node.type in ("property_identifier", "identifier", "number"):
            return self.text(node)
        if node.type == "string":
            value = self.string(node)
            return value.text if isinstance(value, Text) else None
        return None

    def _member(self, node: Node, depth: int) -> Value:
        owner = self.value(node.named_children[0], depth + 1) if node.named_children else None
        named = node.child_by_field_name("property") or node.child_by_field_name("index")
        wanted = None
        if named is not None:
            wanted = self.text(named) if named.type == "property_identifier" else self.key(named)
        if isinstance(owner, Mapping):
            for entry in owner.entries:
                if entry.key == wanted:
                    return entry.value
        return Unknown(self.place(node), self.text(node)[:_SHOWN])

    def string(self, node: Node, *, bound: bool = False) -> Value:
        """A string or a template with its places; what is put in while the program runs is a hole.

        Args:
            node: The literal.
            bound: Whether what is put in is sent beside the statement, as by a tag of SQL: then it is a value there.
        """
        parts: list[Text] = []
        for one in node.named_children:
            place = self.place(one)
            if one.type == "string_fragment":
                parts.append(plain_text(self.text(one), place))
            elif one.type == "escape_sequence":
                raw = self.text(one)[1:]
                parts.append(Text(_unescaped(raw), ((0, place.line, place.column),)))
            elif one.type == "template_substitution":
                inner = self.value(one.named_children[0], 1) if one.named_children else None
                known = isinstance(inner, Text) and inner.whole
                shown = inner.text if known and isinstance(inner, Text) else HOLE
                if known and bound:
                    shown = "'" + shown.replace("'", "''") + "'"
                parts.append(Text(shown, ((0, place.line, place.column),)))
        start = self.place(node)
        return joined(parts) if parts else Text("", ((0, start.line, start.column + 1),))


def _unescaped(raw: str) -> str:
    try:
        if raw[:1] in ("x", "u"):
            return chr(int(raw[1:].strip("{}"), 16))
    except (ValueError, OverflowError):
        return raw
    return "" if raw[:1] in ("\n", "\r") else _ESCAPES.get(raw[:1], raw[:1])

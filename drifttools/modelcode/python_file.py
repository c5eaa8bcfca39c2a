"""One module of the project as text that is edited in place; what is not edited stays byte for byte."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

_COMMENT_TO_END = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?\r?\n")
DEFAULT_WIDTH = 88


class PythonFile:
    """A module that is being edited. Each edit makes a new text, and nodes are those of the text that they came from.

    Args:
        path: Where it is; only for messages and the diff.
        text: What stands in it.
        width: How long its lines may be.

    Raises:
        SyntaxError: It is no Python of this interpreter.
    """

    def __init__(self, path: str, text: str, width: int = DEFAULT_WIDTH) -> None:
        self.path = path
        self.width = width
        self.tree = ast.Module([], [])
        self._starts: list[int] = []
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.quote = "'" if text.count("'") > text.count('"') + text.count("'''") else '"'
        self._text = ""
        self.text = text

    @property
    def text(self) -> str:
        """What stands in it now."""
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        self._take(ast.parse(text, self.path), text)

    def _take(self, tree: ast.Module, text: str) -> None:
        self.tree = tree
        self._text = text
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]

    # ------------------------------------------------------------------------------------------ positions

    def at(self, line: int, column: int) -> int:
        """The place of a line, from 1, and a column as `ast` counts it: in bytes."""
        text = self._lines[line - 1]
        return self._starts[line - 1] + (column if text.isascii() else len(text.encode()[:column].decode()))

    def span(self, node: ast.expr | ast.stmt | ast.keyword | ast.alias) -> tuple[int, int]:
        """From where to where a node stands; decorators of a class or function belong to it."""
        first, column = node.lineno, node.col_offset
        decorators: list[ast.expr] = getattr(node, "decorator_list", [])
        if decorators:
            first, column = decorators[0].lineno, decorators[0].col_offset - 1
        return self.at(first, column), self.at(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def segment(self, node: ast.expr | ast.stmt | ast.keyword | ast.alias) -> str:
        """The text of a node."""
        start, end = self.span(node)
        return self._text[start:end]

    def line_of(self, place: int) -> str:
        """The line that a place is in."""
        start = self._text.rfind("\n", 0, place) + 1
        end = self._text.find("\n", place)
        return self._text[start : end if end >= 0 else len(self._text)]

    def indent_of(self, node: ast.expr | ast.stmt | ast.keyword) -> str:
        """The white space before the line that a node begins in."""
        line = self.line_of(self.span(node)[0])
        return line[: len(line) - len(line.lstrip())]

    # ---------------------------------------------------------------------------------------------- edits

    def splice(self, start: int, end: int, new: str) -> None:
        """Put a text in the place of what stands between two places."""
        text = self._text[:start] + new.replace("\n", self.newline) + self._text[end:]
        body = self._reparsed(start, end, text) if new.count("\n") == self._text.count("\n", start, end) else None
        if body is None:
            self.text = text
        else:
            self._take(ast.Module(body, []), text)

    def _reparsed(self, start: int, end: int, text: str) -> list[ast.stmt] | None:
        """The statements of a new text with as many lines, of which only one is parsed anew; None where that cannot be.

        A file of models may hold hundreds of classes, each of which is edited several times.
        """
        body = self.tree.body
        for at, node in enumerate(body):
            first, last = min(one.lineno for one in (node, *getattr(node, "decorator_list", ()))), node.end_lineno or 0
            begins, ends = self._starts[first - 1], self._starts[last] - 1
            if not begins <= start <= end <= ends:
                continue
            shared = any((other.end_lineno or 0) >= first and other.lineno <= last for other in body if other is not node)
            part = text[begins : ends + len(text) - len(self._text)]
            try:
                parsed = [] if shared else ast.parse("\n" * (first - 1) + part, self.path).body
            except SyntaxError:
                return None  # the whole tells better where
            return [*body[:at], *parsed, *body[at + 1 :]] if len(parsed) == 1 else None
        return None

    def replace(self, node: ast.expr | ast.stmt | ast.keyword, new: str) -> None:
        """Put a text in the place of a node."""
        self.splice(*self.span(node), new)

    def insert_line_after(self, node: ast.stmt, lines: str, blank: int = 0) -> None:
        """Write lines after a statement, the comment behind it included."""
        end = self._end_of_line(self.span(node)[1])
        before = "" if end and self._text[end - 1] == "\n" else "\n"
        self.splice(end, end, before + "\n" * blank + lines + "\n")

    def insert_line_before(self, node: ast.stmt, lines: str, blank: int = 0) -> None:
        """Write lines before a statement, and before the comments that stand right above it."""
        start = self._starts[self._first_line(node) - 1]
        self.splice(start, start, lines + "\n" + "\n" * blank)

    def append(self, lines: str, blank: int = 2) -> None:
        """Write lines at the end."""
        kept = self._text.rstrip()
        end = len(kept)
        self.splice(end, len(self._text), ("\n" * (blank + 1) if kept else "") + lines + "\n")

    def remove(self, node: ast.stmt) -> None:
        """Take a statement away with the lines that it alone stands on, and the comments right above it."""
        start, end = self._starts[self._first_line(node) - 1], self._end_of_line(self.span(node)[1])
        body = self._body_of(node)
        if body == [node]:
            self.replace(node, "pass")
            return
        if body and node is body[-1]:  # the blank lines before it would stand before nothing
            start = len(self._text[:start].rstrip()) + 1
        self.splice(start, end, "")

    def _body_of(self, node: ast.stmt) -> list[ast.stmt]:
        for parent in ast.walk(self.tree):
            for block in ("body", "orelse", "finalbody"):
                body = getattr(parent, block, None)
                if isinstance(body, list) and any(one is node for one in body):
                    return body
        return []

    def _first_line(self, node: ast.stmt) -> int:
        line = self._text.count("\n", 0, self.span(node)[0]) + 1
        indent = self.indent_of(node)
        while line > 1 and re.match(rf"{indent}#", self._lines[line - 2]):
            line -= 1
        return line

    def _end_of_line(self, place: int) -> int:
        end = self._text.find("\n", place)
        return end + 1 if end >= 0 else len(self._text)

    # ---------------------------------------------------------------------------------------------- calls

    def add_argument(self, call: ast.Call, text: str, *, before: ast.expr | ast.keyword | None = None) -> None:
        """Write an argument into a call: before another one, else at the end, on a line of its own where the others are."""
        members = arguments_of(call)
        if before is not None:
            start = self.span(before)[0]
            alone = self._alone(call, before)
            self.splice(start, start, text + (f",\n{self.indent_of(before)}" if alone else ", "))
            return
        self._add_member(members, self.span(call)[1] - 1, text, self._call_start(call))

    def add_element(self, listed: ast.Tuple | ast.List, text: str, before: ast.expr | None = None) -> None:
        """Write an element into a tuple or a list in brackets."""
        start, end = self.span(listed)
        if before is not None:
            place = self.span(before)[0]
            alone = self._alone_between(start, before)
            self.splice(place, place, text + (f",\n{self.indent_of(before)}" if alone else ", "))
            return
        if not listed.elts and isinstance(listed, ast.Tuple):
            self.splice(start, end, f"({text},)")
            return
        self._add_member(listed.elts, end - 1, text, start)

    def _add_member(self, members: Sequence[ast.expr | ast.keyword], closing: int, text: str, opening: int) -> None:
        if not members:
            self.splice(closing, closing, text)
            return
        last = members[-1]
        end = self.span(last)[1]
        rest = _COMMENT_TO_END.match(self._text, end)
        if rest and self._alone_between(opening, last):
            comma = "" if "," in rest[0].partition("#")[0] else ","
            indent = self.indent_of(last)
            line = self._text[end : rest.end()]
            self.splice(end, rest.end(), comma + line.rstrip("\r\n") + f"\n{indent}{text},\n")
            return
        self.splice(end, end, f", {text}")

    def drop_member(self, members: Sequence[ast.expr | ast.keyword], gone: ast.expr | ast.keyword) -> None:
        """Take an argument or an element away with its comma."""
        place = list(members).index(gone)
        start, end = self.span(gone)
        if place + 1 < len(members):
            self.splice(start, self.span(members[place + 1])[0], "")
        elif place:
            self.splice(self.span(members[place - 1])[1], end, "")
        else:
            comma = re.compile(r"\s*,").match(self._text, end)
            self.splice(start, comma.end() if comma else end, "")

    def _call_start(self, call: ast.Call) -> int:
        return self._text.index("(", self.span(call.func)[1])

    def _alone(self, call: ast.Call, member: ast.expr | ast.keyword) -> bool:
        return self._alone_between(self._call_start(call), member)

    def _alone_between(self, opening: int, member: ast.expr | ast.keyword) -> bool:
        """Whether a member begins a line of its own."""
        start = self.span(member)[0]
        return "\n" in self._text[opening:start] and not self._text[self._text.rfind("\n", 0, start) + 1 : start].strip()

    # ------------------------------------------------------------------------------------- finding and writing

    def find_class(self, qualname: str) -> ast.ClassDef | None:
        """A class by its dotted name within the module; the last one where a name is there twice."""
        body: Sequence[ast.stmt] = self.tree.body
        found: ast.ClassDef | None = None
        for part in qualname.split("."):
            classes = [node for node in statements_of(body) if isinstance(node, ast.ClassDef) and node.name == part]
            found = classes[-1] if classes else None
            if found is None:
                return None
            body = found.body
        return found

    def find_assignment(self, name: str, within: Sequence[ast.stmt] | None = None) -> ast.Assign | ast.AnnAssign | None:
        """What assigns or annotates a name; the last one where several do."""
        for node in reversed(list(statements_of(self.tree.body if within is None else within))):
            if name in assigned_names(node):
                assert isinstance(node, ast.Assign | ast.AnnAssign)  # noqa: S101 - that is what assigned_names looks at
                return node
        return None

    def literal(self, text: str) -> str:
        """A string as this file would quote it."""
        quoted = repr(text)
        if self.quote == '"' and quoted.startswith("'") and '"' not in text:
            return '"' + quoted[1:-1].replace("\\'", "'") + '"'
        return quoted

    def call(self, name: str, arguments: Sequence[str], indent: str = "", before: str = "", after: str = "") -> str:
        """A call on one line, or with an argument a line where it would be too long.

        Args:
            name: What is called; empty for a tuple in parentheses.
            arguments: The texts of the arguments.
            indent: That of the line that it begins in.
            before: What stands before it on that line.
            after: What stands after it there.
        """
        line = f"{before}{name}({', '.join(arguments)}{',' if not name and len(arguments) == 1 else ''}){after}"
        if len(indent) + len(line) <= self.width and "\n" not in line:
            return line
        inner = indent + "    "
        return f"{before}{name}(\n" + "".join(f"{inner}{one},\n" for one in arguments) + f"{indent}){after}"

    def fold(self, statement: ast.stmt) -> None:
        """Put the arguments of the call that a statement assigns on lines of their own, where its line is too long."""
        call = getattr(statement, "value", None)
        if not isinstance(call, ast.Call) or not arguments_of(call) or call.lineno != call.end_lineno:
            return
        if len(self.line_of(self.span(statement)[0]).rstrip("\r")) <= self.width:
            return
        indent = self.indent_of(statement)
        listed = "".join(f"{indent}    {self.segment(one)},\n" for one in arguments_of(call))
        self.splice(self._call_start(call), self.span(call)[1], f"(\n{listed}{indent})")


def statements_of(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body with those under `if` and `try`, which run as well."""
    for node in body:
        yield node
        for block in ("body", "orelse", "finalbody"):
            if isinstance(node, ast.If | ast.Try | ast.With):
                yield from statements_of(getattr(node, block, []))


def assigned_names(node: ast.stmt) -> list[str]:
    """The names that a statement assigns or annotates."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def arguments_of(call: ast.Call) -> list[ast.expr | ast.keyword]:
    """Its arguments in the order in which they stand."""
    members: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    return sorted(members, key=lambda one: (one.lineno, one.col_offset))


def keyword_of(call: ast.Call, name: str) -> ast.keyword | None:
    """An argument by its keyword."""
    return next((one for one in call.keywords if one.arg == name), None)


def called(node: ast.expr | None) -> str:
    """The last part of the name of what is called, else of the name itself; empty for anything else."""
    if isinstance(node, ast.Call):
        return called(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""

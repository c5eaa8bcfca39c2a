"""What belongs to a table as a whole: the arguments of `__table_args__` or of `Table(...)`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from drifttools.modelcode.described import DescribedTable
from drifttools.modelcode.project import documented
from drifttools.modelcode.python_file import PythonFile, arguments_of, assigned_names, called, keyword_of, statements_of
from drifttools.modelcode.sqlalchemy_models import Declarations

_ARGS = "__table_args__"


class TableArguments:
    """The arguments of one table, looked up anew for each edit.

    Args:
        models: The round of edits.
        table: The table.
    """

    def __init__(self, models: Declarations, table: DescribedTable) -> None:
        self.models = models
        self.table = table

    @property
    def file(self) -> PythonFile | None:
        """Where they are written."""
        call = self.models.table_call(self.table)
        place = call or self.models.class_of(self.table)
        return place[0] if place is not None else None

    def add(self, text: str) -> bool:
        """Write one more; False where the arguments are made by code."""
        call = self.models.table_call(self.table)
        if call is not None:
            keywords = call[1].keywords
            call[0].add_argument(call[1], text, before=keywords[0] if keywords else None)
            return True
        place = self.models.class_of(self.table)
        if place is None:
            return False
        file, node = place
        value = _assigned(node)
        if value is None:
            return False if _is_function(node) else self._first(file, node, text)
        return self._extend(file, value, text)

    def _extend(self, file: PythonFile, value: ast.expr, text: str) -> bool:
        if isinstance(value, ast.Dict):
            file.replace(value, f"({text}, {file.segment(value)})")
            self._fold()
            return True
        if not isinstance(value, ast.Tuple):
            return False
        last = value.elts[-1] if value.elts else None
        options = last if isinstance(last, ast.Dict | ast.Attribute) else None
        file.add_element(value, text, before=options)
        self._fold()
        return True

    def _first(self, file: PythonFile, node: ast.ClassDef, text: str) -> bool:
        inherited = self._inherited()
        if inherited == "?":
            return False
        indent = file.indent_of(node.body[0])
        parts = [text, inherited] if inherited else [text]
        self._write_new(file, node, indent + file.call("", parts, indent, f"{_ARGS} = "))
        return True

    def _inherited(self) -> str:
        """What a class that it inherits from says for all; `?` where that is code."""
        for at in self.table.bases[1:]:
            found = self.models.place(at)
            if found is None:
                continue
            value = _assigned(found[1])
            if value is not None:
                return f"{at.name}.{_ARGS}" if isinstance(value, ast.Dict) else f"*{at.name}.{_ARGS}"
            if _is_function(found[1]):
                return "?"
        return ""

    def _write_new(self, file: PythonFile, node: ast.ClassDef, line: str) -> None:
        named = [one for one in node.body if "__tablename__" in assigned_names(one)]
        if named:
            file.insert_line_after(named[0], line)
        elif documented(node):
            file.insert_line_after(node.body[0], line, blank=1)
        else:
            file.insert_line_before(node.body[0], line)

    def _fold(self) -> None:
        """Put the elements on lines of their own where their line has become too long."""
        place = self.models.class_of(self.table)
        value = _assigned(place[1]) if place is not None else None
        if place is None or not isinstance(value, ast.Tuple) or value.lineno != value.end_lineno:
            return
        file, node = place
        if len(file.line_of(file.span(value)[0]).rstrip()) > file.width:
            indent = file.indent_of(node.body[0])
            file.replace(value, file.call("", [file.segment(one) for one in value.elts], indent))

    def calls(self, name: str) -> list[ast.Call]:
        """The arguments that are calls of a name."""
        return [one for one in self._members() if isinstance(one, ast.Call) and called(one) == name]

    def _members(self) -> Sequence[ast.expr | ast.keyword]:
        call = self.models.table_call(self.table)
        if call is not None:
            return arguments_of(call[1])
        place = self.models.class_of(self.table)
        value = _assigned(place[1]) if place is not None else None
        return value.elts if isinstance(value, ast.Tuple) else []

    def replace(self, old: ast.expr, text: str) -> bool:
        """Write an argument in another way."""
        if self.file is None:
            return False
        self.file.replace(old, text)
        self._fold()
        return True

    def drop(self, gone: ast.expr) -> bool:
        """Take an argument away; arguments that are none any more go whole."""
        file, members = self.file, self._members()
        if file is None:
            return False
        place = self.models.class_of(self.table)
        if self.models.table_call(self.table) is None and place is not None and len(members) == 1:
            file.remove(next(one for one in place[1].body if _ARGS in assigned_names(one)))
            return True
        rest = [one for one in members if one is not gone]
        if self.models.table_call(self.table) is None and len(rest) == 1:
            value = _assigned(place[1]) if place is not None else None
            assert value is not None  # noqa: S101 - it has members
            only = rest[0]
            file.replace(value, file.segment(only) if isinstance(only, ast.Dict) else f"({file.segment(only)},)")
            return True
        file.drop_member(members, gone)
        return True

    def option(self, name: str, text: str) -> bool:
        """Set `name: text` among the options, or take it away where the text is empty."""
        call = self.models.table_call(self.table)
        if call is not None:
            _set_keyword(*call, name, text)
            return True
        place = self.models.class_of(self.table)
        if place is None:
            return False
        file, node = place
        value = _assigned(node)
        last = value.elts[-1] if isinstance(value, ast.Tuple) and value.elts else value
        if isinstance(last, ast.Dict):
            return _set_entry(file, last, name, text)
        return bool(text) and self._first_option(file, node, value, f"{{{file.literal(name)}: {text}}}")

    def _first_option(self, file: PythonFile, node: ast.ClassDef, value: ast.expr | None, entry: str) -> bool:
        if value is None:
            if _is_function(node) or self._inherited():
                return False
            self._write_new(file, node, f"{file.indent_of(node.body[0])}{_ARGS} = {entry}")
            return True
        if not isinstance(value, ast.Tuple):
            return False
        file.add_element(value, entry)
        self._fold()
        return True


def _set_keyword(file: PythonFile, call: ast.Call, name: str, text: str) -> None:
    said = keyword_of(call, name)
    if said is not None and text:
        file.replace(said.value, text)
    elif said is not None:
        file.drop_member(arguments_of(call), said)
    elif text:
        file.add_argument(call, f"{name}={text}")


def _set_entry(file: PythonFile, options: ast.Dict, name: str, text: str) -> bool:
    keys = [key.value if isinstance(key, ast.Constant) else None for key in options.keys]
    if name in keys and text:
        file.replace(options.values[keys.index(name)], text)
    elif name in keys:
        kept = [
            f"{file.segment(key) if key else '**'}: {file.segment(one)}"
            for key, one in zip(options.keys, options.values, strict=True)
            if key is None or key is not options.keys[keys.index(name)]
        ]
        file.replace(options, "{" + ", ".join(kept) + "}")
    elif text:
        entry = f"{file.literal(name)}: {text}"
        if options.values:
            end = file.span(options.values[-1])[1]
            file.splice(end, end, f", {entry}")
        else:
            file.replace(options, f"{{{entry}}}")
    else:
        return False
    return True


def _assigned(node: ast.ClassDef) -> ast.expr | None:
    found = [one for one in statements_of(node.body) if _ARGS in assigned_names(one)]
    return getattr(found[-1], "value", None) if found else None


def _is_function(node: ast.ClassDef) -> bool:
    return any(isinstance(one, ast.FunctionDef) and one.name == _ARGS for one in node.body)


def module_calls(file: PythonFile, matches: Callable[[ast.Call], bool]) -> list[ast.stmt]:
    """Statements of a module that are, or assign, such a call: `Index(...)` beside the classes."""
    found: list[ast.stmt] = []
    for node in statements_of(file.tree.body):
        value = getattr(node, "value", None)
        if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign) and isinstance(value, ast.Call) and matches(value):
            found.append(node)
    return found

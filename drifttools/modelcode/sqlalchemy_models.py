"""What all edits of SQLAlchemy models share: the described models, the live catalog, the files."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from drifttools.modelcode.described import DEFAULT_SCHEMA, DescribedBase, DescribedModels, DescribedTable, Place
from drifttools.modelcode.live import Key, Live
from drifttools.modelcode.project import Project
from drifttools.modelcode.python_file import PythonFile, called, keyword_of

COLUMN_CALLS = ("mapped_column", "Column")
_TYPED_SINCE = (2, 0)
_NO_TYPE = ("ForeignKey", "Computed", "Identity", "Sequence", "CheckConstraint", "FetchedValue")


@dataclass
class Declarations:
    """Where the models are written.

    Args:
        described: How their own SQLAlchemy tells of them.
        project: The files.
    """

    described: DescribedModels
    project: Project

    def table(self, key: Key) -> DescribedTable | None:
        """A table that the models have."""
        return self.described.tables.get(key)

    def place(self, at: Place) -> tuple[PythonFile, ast.ClassDef] | None:
        """The file and the class statement of a class."""
        file = self.project.file(at.file)
        node = file.find_class(at.name) if file is not None and at.name else None
        return (file, node) if file is not None and node is not None else None

    def class_of(self, table: DescribedTable) -> tuple[PythonFile, ast.ClassDef] | None:
        """The class statement of a table, looked up anew: each edit moves it."""
        return self.place(table.place) if table.is_class else None

    def table_call(self, table: DescribedTable) -> tuple[PythonFile, ast.Call] | None:
        """The call `Table(...)` of a table without declared columns: of a variable, or `__table__` of a class."""
        file = self.project.file(table.place.file)
        if file is None:
            return None
        within = None
        if table.is_class:
            node = file.find_class(table.place.name)
            if node is None:
                return None
            within = node.body
        statement = file.find_assignment("__table__" if table.is_class else table.place.name, within)
        call = statement.value if statement is not None else None
        return (file, call) if isinstance(call, ast.Call) and called(call) == "Table" else None

    def is_typed(self, node: ast.ClassDef | None) -> bool:
        """Whether a class, or where there is none the project, is written with `Mapped[...]`."""
        if self.described.version < _TYPED_SINCE:
            return False
        if node is None:
            return True
        calls = [called(getattr(one, "value", None)) for one in node.body]
        annotated = any(isinstance(one, ast.AnnAssign) and "Mapped" in ast.unparse(one.annotation) for one in node.body)
        return annotated or "mapped_column" in calls or "Column" not in calls


@dataclass
class Models(Declarations):
    """One round of edits.

    Args:
        described, project: As above.
        live: What the database has.
        remove: Patterns for the names of what may be taken out of the models.
        new_enums: Enum classes made in this round: their file and name, and what they send.
        new_tables: Tables written in this round: the name of the class or variable, and its file.
    """

    live: Live
    remove: tuple[str, ...] = ()
    new_enums: dict[Key, tuple[str, str, str]] = field(default_factory=dict)
    new_tables: dict[Key, tuple[str, str]] = field(default_factory=dict)

    def may_remove(self, *labels: str) -> bool:
        """Whether somebody has named it."""
        return any(fnmatchcase(label, pattern) for label in labels for pattern in self.remove)

    def base(self, key: Key) -> DescribedBase:
        """The metadata that a table is of, or would be."""
        return self.described.base_of(key)

    def schema_in_models(self, key: Key) -> str:
        """The schema of a table as a foreign key to it is written; empty where the connection decides."""
        known = self.table(key)
        if known is not None:
            return known.schema
        return self.schema_of_new(key)

    def schema_of_new(self, key: Key) -> str:
        """The schema that a new table says; empty where it need say none."""
        schema = self.base(key).schema or DEFAULT_SCHEMA
        return "" if key[0] == schema else key[0]


def column_call(node: ast.expr | None) -> ast.Call | None:
    """The call of `mapped_column` or `Column` in what is assigned, also within `deferred(...)`."""
    if node is None:
        return None
    found = (one for one in ast.walk(node) if isinstance(one, ast.Call) and called(one) in COLUMN_CALLS)
    return next(found, None)


def named_column(call: ast.Call) -> str | None:
    """The name that a call of `Column` gives in its first argument."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    named = keyword_of(call, "name")
    return (
        named.value.value
        if named and isinstance(named.value, ast.Constant) and isinstance(named.value.value, str)
        else None
    )


def type_argument(call: ast.Call) -> ast.expr | None:
    """The positional argument that is the type."""
    for at, argument in enumerate(call.args[:2]):
        if at == 0 and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            continue
        return None if called(argument) in _NO_TYPE else argument
    return None

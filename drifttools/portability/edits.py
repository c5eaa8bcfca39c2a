"""The portable form written into the source of SQLAlchemy models: one function, or a maker of one, for each rule.

An edit says whether it has changed anything; what it cannot find in the text, because code makes it, stays as it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from drifttools.modelcode.described import DescribedTable
from drifttools.modelcode.imports import Imports
from drifttools.modelcode.python_file import PythonFile, called, keyword_of
from drifttools.modelcode.sqlalchemy_declared import Declared, declared_column
from drifttools.modelcode.sqlalchemy_models import Declarations, type_argument
from drifttools.modelcode.table_arguments import TableArguments
from drifttools.portability.facts import Fact
from drifttools.portability.own_types import OWN, drop_alias, use_own

Edit = Callable[[Declarations, DescribedTable, Fact], bool]
_SELDOM = 4
_CAST = re.compile(r"^('(?:[^']|'')*')::[\w\". ]+(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])*$")


def own_type(name: str) -> Edit:
    """The type of that name is taken from `drifttools.types`, in the whole file."""

    def edit(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
        found = declared_column(models, table, fact.name)
        return found is not None and use_own(found.file, name)

    return edit


def aware_datetime(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
    """`DateTime(timezone=True)` becomes `AwareDateTime()`."""
    found, node = _type(models, table, fact.name)
    if found is None or not isinstance(node, ast.Call) or {one.arg for one in node.keywords} - {"timezone"}:
        return False
    name = Imports(found.file).name(OWN, "AwareDateTime")
    found, node = _type(models, table, fact.name)  # an import moves it
    assert found is not None  # noqa: S101 - it was found before
    assert node is not None  # noqa: S101 - as above
    old = called(node)
    found.file.replace(node, f"{name}()")
    forget(found.file, old)
    return True


def variant(type_: str, arguments: str) -> Edit:
    """The type as it is, and another one on SQLite."""

    def edit(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
        found, node = _type(models, table, fact.name)
        if found is None or node is None or called(node) == "with_variant":
            return False
        length = fact.trait("length") if type_ == "String" and fact.sort != "CITEXT" else None
        within = ", ".join(filter(None, (str(length) if length else "", arguments)))
        name = Imports(found.file).name("sqlalchemy", type_)
        return _with_variant(models, table, fact.name, f"{name}({within})")

    return edit


def _with_variant(models: Declarations, table: DescribedTable, column: str, other: str) -> bool:
    found, node = _type(models, table, column)
    assert found is not None  # noqa: S101 - it was found before an import moved it
    assert node is not None  # noqa: S101 - as above
    own = found.file.segment(node)
    own = own if isinstance(node, ast.Call) else f"{own}()"
    found.file.replace(node, f"{own}.with_variant({other}, {found.file.literal('sqlite')})")
    _fold(models, table, column)
    return True


def enum_check(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
    """`create_constraint=True`; an ENUM of PostgreSQL's becomes an Enum, which is the same type there."""
    found, node = _type(models, table, fact.name)
    if found is None or not isinstance(node, ast.Call) or keyword_of(node, "create_constraint"):
        return False
    if called(node) == "ENUM" and {one.arg for one in node.keywords} <= {"name", "schema", "metadata"}:
        name = Imports(found.file).name("sqlalchemy", "Enum")
        found, node = _type(models, table, fact.name)  # an import moves it
        assert found is not None  # noqa: S101 - it was found before
        assert isinstance(node, ast.Call)  # noqa: S101 - as above
        found.file.replace(node.func, name)
        found, node = _type(models, table, fact.name)
        forget(found.file, "ENUM") if found is not None else None
        found, node = _type(models, table, fact.name)
    if found is None or not isinstance(node, ast.Call) or called(node) != "Enum":
        return False
    if fact.trait("native_enum") is False:
        return False  # it would be a new constraint on PostgreSQL as well
    found.file.add_argument(node, "create_constraint=True")
    _fold(models, table, fact.name)
    return True


def default_now(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
    """`func.now()`."""
    return _default(models, table, fact, lambda file: f"{Imports(file).name('sqlalchemy', 'func')}.now()")


def default_uuid(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
    """`random_uuid()` of ours, which is `gen_random_uuid()` for PostgreSQL: any other would be a change there."""
    if str(fact.said["text"]).strip().lower() != "gen_random_uuid()":
        return False
    return _default(models, table, fact, lambda file: f"{Imports(file).name(OWN, 'random_uuid')}()")


def default_boolean(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
    """`true()` or `false()`."""
    word = "true" if str(fact.said["text"]).lower().strip("'") in ("true", "t", "1") else "false"
    return _default(models, table, fact, lambda file: f"{Imports(file).name('sqlalchemy', word)}()")


def default_uncast(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
    """The literal alone."""
    literal = _CAST.match(str(fact.said["text"]).strip())
    if literal is None:
        return False
    value = literal[1][1:-1].replace("''", "'")
    if str(fact.said["text"]).strip().endswith("[]"):
        # an empty array is `{}` for PostgreSQL and `[]` as the JSON that it is elsewhere; of others there is no one form
        return value == "{}" and _default(models, table, fact, lambda file: f"{Imports(file).name(OWN, 'empty_array')}()")
    return _default(models, table, fact, lambda file: file.literal(value))


def _default(models: Declarations, table: DescribedTable, fact: Fact, written: Callable[[PythonFile], str]) -> bool:
    found = declared_column(models, table, fact.name)
    if found is None or found.call is None or keyword_of(found.call, "server_default") is None:
        return False
    text = written(found.file)
    again = declared_column(models, table, fact.name)  # an import moves it
    said = keyword_of(again.call, "server_default") if again is not None and again.call is not None else None
    if again is None or said is None or again.file.segment(said.value) == text:
        return False
    old = called(said.value)
    again.file.replace(said.value, text)
    forget(again.file, old)
    return True


def only_postgresql(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
    """`.ddl_if(dialect="postgresql")` behind a constraint."""
    return _only_postgresql(models, table, fact.sort, fact)


def only_postgresql_index(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
    """The same behind an index."""
    return _only_postgresql(models, table, "Index", fact)


def _only_postgresql(models: Declarations, table: DescribedTable, name: str, fact: Fact) -> bool:
    arguments = TableArguments(models, table)
    call = _named(arguments.calls(name), fact)
    if call is None or arguments.file is None:
        return False
    end = arguments.file.span(call)[1]
    arguments.file.splice(end, end, f".ddl_if(dialect={arguments.file.literal('postgresql')})")
    return True


def partial_index(models: Declarations, table: DescribedTable, fact: Fact) -> bool:
    """The condition for the other dialect."""
    arguments = TableArguments(models, table)
    call = _named(arguments.calls("Index"), fact)
    said = (keyword_of(call, "postgresql_where"), keyword_of(call, "sqlite_where")) if call is not None else (None, None)
    one = next((keyword for keyword in said if keyword is not None), None)
    if call is None or arguments.file is None or one is None or None not in said:
        return False
    other = "sqlite_where" if one.arg == "postgresql_where" else "postgresql_where"
    arguments.file.add_argument(call, f"{other}={arguments.file.segment(one.value)}")
    return True


def _named(calls: list[ast.Call], fact: Fact) -> ast.Call | None:
    """The call that makes a constraint or an index: by its name, else by its columns, else the only one."""
    for call in calls:
        named = keyword_of(call, "name")
        said = named.value if named is not None else call.args[0] if call.args else None
        if isinstance(said, ast.Constant) and said.value == fact.said["name"] and fact.said["name"]:
            return call
    # a naming convention has made the name of a part that is in the source, or of nothing
    made = str(fact.said["name"])
    text, columns = fact.said.get("text"), list(fact.said["columns"])
    alike = [
        one
        for one in calls
        if (text and one.args and getattr(one.args[0], "value", getattr(_first(one.args[0]), "value", None)) == text)
        or (not text and [getattr(arg, "value", None) for arg in one.args] == columns)
    ]
    if len(alike) == 1 or (alike and not made):
        return alike[0]
    return calls[0] if len(calls) == 1 and not made else None


def _first(node: ast.expr) -> ast.expr | None:
    """The first argument of `text("...")`."""
    return node.args[0] if isinstance(node, ast.Call) and node.args else None


def _type(models: Declarations, table: DescribedTable, column: str) -> tuple[Declared | None, ast.expr | None]:
    """Where a column is declared, and the argument that is its type."""
    found = declared_column(models, table, column)
    if found is None or found.call is None:
        return None, None
    named = keyword_of(found.call, "type_")
    return found, named.value if named is not None else type_argument(found.call)


def _fold(models: Declarations, table: DescribedTable, column: str) -> None:
    found = declared_column(models, table, column)
    if found is not None and found.statement is not None:
        found.file.fold(found.statement)


def forget(file: PythonFile, name: str) -> None:
    """Take a name out of the imports of SQLAlchemy where nothing uses it any more."""
    if len(re.findall(rf"\b{re.escape(name)}\b", file.text)) > _SELDOM:
        return  # written so often it is used; to walk the tree after each edit is most of the work on a large file
    used = {node.id for node in ast.walk(file.tree) if isinstance(node, ast.Name)}
    exported = any(isinstance(node, ast.Constant) and node.value == name for node in ast.walk(file.tree))
    if not name or name in used or exported:
        return
    for node in file.tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            gone = next((one for one in node.names if (one.asname or one.name) == name), None)
            if gone is not None:
                drop_alias(file, node, gone)
                return

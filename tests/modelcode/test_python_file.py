"""Text edits of a user's module: what is not edited stays, imports are taken or written as the others are."""

from __future__ import annotations

import ast

import pytest

from drifttools.modelcode.imports import Imports
from drifttools.modelcode.project import unified_diff
from drifttools.modelcode.python_file import PythonFile, arguments_of, keyword_of


def call_of(file: PythonFile) -> ast.Call:
    """Return the call that the module assigns."""
    value = getattr(file.tree.body[-1], "value", None)
    assert isinstance(value, ast.Call)
    return value


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = f()\n", "x = f(n=1)\n"),
        ("x = f(a, b=2)  # kept\n", "x = f(a, b=2, n=1)  # kept\n"),
        (
            "x = f(\n    a,  # kept\n    b=2,  # kept too\n)\n",
            "x = f(\n    a,  # kept\n    b=2,  # kept too\n    n=1,\n)\n",
        ),
        ("x = f(\n    a,\n    b=2\n)\n", "x = f(\n    a,\n    b=2,\n    n=1,\n)\n"),
        ("x = f('é', b=2)\r\n", "x = f('é', b=2, n=1)\r\n"),
    ],
)
def test_an_argument_is_written_as_the_others_are(before: str, after: str) -> None:
    """On the line where they stand on one, else on a line of its own; comments and ends of lines stay."""
    file = PythonFile("m.py", before)
    file.add_argument(call_of(file), "n=1")
    assert file.text == after


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("x = f(a, n=1, b=2)\n", "n", "x = f(a, b=2)\n"),
        ("x = f(a, n=1)\n", "n", "x = f(a)\n"),
        ("x = f(n=1,)\n", "n", "x = f()\n"),
    ],
)
def test_an_argument_is_taken_away_with_its_comma(before: str, name: str, after: str) -> None:
    """Whether it is the first, the last or the only one."""
    file = PythonFile("m.py", before)
    call = call_of(file)
    gone = keyword_of(call, name)
    assert gone is not None
    file.drop_member(arguments_of(call), gone)
    assert file.text == after


def test_the_only_statement_of_a_body_becomes_pass() -> None:
    """A class that loses its last line is still one; a comment right above a statement goes with it."""
    file = PythonFile("m.py", "class A:\n    # of x\n    x = 1\n")
    node = file.find_class("A")
    assert node is not None
    file.remove(node.body[0])
    assert file.text == "class A:\n    # of x\n    pass\n"
    file = PythonFile("m.py", "class A:\n    y = 1\n    # of x\n    x = 1\n\nz = 2\n")
    node = file.find_class("A")
    assert node is not None
    file.remove(node.body[1])
    assert file.text == "class A:\n    y = 1\n\nz = 2\n"


@pytest.mark.parametrize(
    ("before", "module", "name", "said", "after"),
    [
        ("from sqlalchemy import Text\n", "sqlalchemy", "Text", "Text", "from sqlalchemy import Text\n"),
        ("import sqlalchemy as sa\n", "sqlalchemy", "Text", "sa.Text", "import sqlalchemy as sa\n"),
        ("from sqlalchemy.types import Text as T\n", "sqlalchemy", "Text", "T", "from sqlalchemy.types import Text as T\n"),
        (
            "from sqlalchemy import Column, func\n",
            "sqlalchemy",
            "Text",
            "Text",
            "from sqlalchemy import Column, Text, func\n",
        ),
        (
            "from sqlalchemy import (\n    Column,\n    func,\n)\n",
            "sqlalchemy",
            "Text",
            "Text",
            "from sqlalchemy import (\n    Column,\n    Text,\n    func,\n)\n",
        ),
        (
            "from enum import Enum\n\nfrom sqlalchemy import Text\n",
            "sqlalchemy",
            "Enum",
            "SQLEnum",
            "from enum import Enum\n\nfrom sqlalchemy import Enum as SQLEnum, Text\n",
        ),
        (
            "from sqlalchemy import Text\n",
            "datetime",
            "date",
            "date",
            "from datetime import date\n\nfrom sqlalchemy import Text\n",
        ),
        ('"""Doc."""\n', "sqlalchemy", "Text", "Text", '"""Doc."""\n\nfrom sqlalchemy import Text\n'),
    ],
)
def test_a_name_is_taken_or_imported(before: str, module: str, name: str, said: str, after: str) -> None:
    """As the module has it already, else beside its other imports; a name that is taken gets another one."""
    file = PythonFile("m.py", before)
    assert Imports(file).name(module, name) == said
    assert file.text == after


def test_a_diff_is_one_for_git_apply() -> None:
    """A new file comes from nowhere, and a file without an end of its last line says so."""
    diff = unified_diff({"/r/a.py": "x = 1"}.get, {"/r/a.py": "x = 2", "/r/b.py": "y = 1\n"}, lambda path: path[3:])
    assert diff == (
        "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-x = 1\n\\ No newline at end of file\n+x = 2\n"
        "\\ No newline at end of file\n"
        "diff --git a/b.py b/b.py\nnew file mode 100644\n--- /dev/null\n+++ b/b.py\n@@ -0,0 +1 @@\n+y = 1\n"
    )


MANY = """import a


@deco(
    1,
)
class One(a.B):
    x = f('é', 2)  # kept


class Two:
    y = g(3)


z = h(4); w = 5
"""


@pytest.mark.parametrize(
    ("old", "new", "whole"),
    [
        ("f('é', 2)", "f('é', 22)", False),
        ("g(3)", "g('longer')", False),
        ("1,", "12,", False),
        ("g(3)", "g(\n        3\n    )", True),  # the lines of what follows move
        ("h(4)", "h(44)", True),  # two statements share the line
        ("import a", "import b", False),
        ("import a\n\n", "import b\nimport c\n", True),
    ],
)
def test_an_edit_within_one_statement_parses_no_other(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch, *, whole: bool
) -> None:
    """The tree is that of the new text all the same, with every line and column."""
    file = PythonFile("m.py", MANY)
    parsed: list[str] = []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text, *more: parsed.append(text.strip()) or parse(text, *more))
    start = file.text.index(old)
    file.splice(start, start + len(old), new)
    assert file.text == MANY.replace(old, new)
    assert ast.dump(file.tree, include_attributes=True) == ast.dump(parse(file.text), include_attributes=True)
    assert (parsed[-1] == file.text.strip()) is whole


def test_an_edit_that_is_no_python_is_told_of_the_whole_file() -> None:
    """The error names the line of the file, and the file stays as it was."""
    file = PythonFile("m.py", MANY)
    start = file.text.index("g(3)")
    with pytest.raises(SyntaxError) as failed:
        file.splice(start, start + 4, "g(3")
    assert failed.value.lineno is not None
    assert failed.value.lineno >= 11
    assert file.text == MANY

"""Parameters are strict: papermill would only warn, and would keep a password in clear twice."""

from __future__ import annotations

from typing import Any

import pytest

from drifttools.errors import NotebookError, UsageError
from drifttools.notebook.parameters import checked, declared
from drifttools.redact import redactor

CELL = """target: str = ""  # which database
count: int = 3  # how many
share: float = 0.5  # how much
smoke: bool = True  # whether
drop: list[str] = []  # what
more: dict = {}  # anything
"""


def cell(source: str, *tags: str) -> dict[str, Any]:
    """Give a code cell."""
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "source": source.splitlines(keepends=True)}


KNOWN = declared([cell("1 + 1"), cell(CELL, "parameters")])


def test_a_declaration_is_read_with_its_help() -> None:
    """Name, type, default and comment come from the line."""
    assert [str(one) for one in KNOWN[:2]] == ["target: str = ''  which database", "count: int = 3  how many"]
    assert [one.type for one in KNOWN] == ["str", "int", "float", "bool", "list", "dict"]


def test_a_notebook_without_the_cell_takes_nothing() -> None:
    """No cell, no parameters."""
    assert declared([cell("1 + 1")]) == ()


@pytest.mark.parametrize("line", ["x = 1", "x: str", "x: str = f()", "x: Path = 1", "import os", "x: ="])
def test_another_form_is_refused(line: str) -> None:
    """A line that is no declaration is an error that shows the form."""
    with pytest.raises(NotebookError) as failed:
        declared([cell(line, "parameters")])
    assert "name: type = default" in str(failed.value.hint)


def test_two_such_cells_are_refused() -> None:
    """Papermill would take the first and leave the reader guessing."""
    with pytest.raises(NotebookError, match="2 cells"):
        declared([cell("a: int = 1", "parameters"), cell("b: int = 1", "parameters")])


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("target", "prod", "prod"),
        ("count", "12", 12),
        ("count", 12, 12),
        ("share", "0.25", 0.25),
        ("share", 1, 1.0),
        ("smoke", "no", False),
        ("smoke", "TRUE", True),
        ("drop", "public.a, b*", ["public.a", "b*"]),
        ("drop", '["a,b"]', ["a,b"]),
        ("drop", "", []),
        ("drop", ("a",), ["a"]),
        ("more", '{"a": 1}', {"a": 1}),
    ],
)
def test_texts_become_what_the_type_says(name: str, given: object, value: object) -> None:
    """A command line has only texts."""
    assert checked(KNOWN, {name: given}) == {name: value}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("target", 1),
        ("target", None),
        ("count", "many"),
        ("count", True),
        ("count", 1.5),
        ("smoke", "maybe"),
        ("smoke", 1),
        ("drop", "[1"),
        ("more", "[]"),
    ],
)
def test_a_wrong_type_is_refused(name: str, given: object) -> None:
    """The message has the declaration and not the value."""
    with pytest.raises(UsageError) as failed:
        checked(KNOWN, {name: given})
    assert failed.value.exit_code == 2
    assert f"{name}: " in str(failed.value.hint)


def test_an_unknown_name_is_refused_with_near_ones() -> None:
    """The message has the near name and the whole list with its help."""
    with pytest.raises(UsageError, match="no parameter 'traget'") as failed:
        checked(KNOWN, {"traget": "prod"})
    assert "did you mean 'target'?" in str(failed.value.hint)
    assert "count: int = 3  how many" in str(failed.value.hint)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://app:hunter2secret@db/shop",
        "postgres://db/shop",
        "host=db dbname=shop",
        "host=db password=hunter2secret",
        "sqlite:/tmp/hunter2secret",
    ],
)
def test_a_dsn_is_no_target(text: str) -> None:
    """A notebook takes the name of a target; the message says where a DSN belongs and repeats none of it."""
    with pytest.raises(UsageError) as failed:
        checked(KNOWN, {"target": text})
    assert "drift.toml" in str(failed.value.hint)
    assert "hunter2secret" not in str(failed.value)
    assert "shop" not in str(failed.value)


@pytest.mark.parametrize(
    "given",
    [
        {"drop": ["postgresql://app:hunter2secret@db/shop"]},
        {"more": {"password": "hunter2secret"}},
        {"target": "known-to-the-redactor-4711"},
    ],
)
def test_a_secret_is_refused_wherever_it_stands(given: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """In a list, in a mapping, or known by its value alone."""
    for name in ("_known", "_by_value"):
        monkeypatch.setattr(redactor, name, getattr(redactor, name))
    redactor.add("known-to-the-redactor-4711")
    with pytest.raises(UsageError, match="another secret") as failed:
        checked(KNOWN, given)
    assert "hunter2secret" not in str(failed.value)


def test_a_database_as_expected_state_is_a_name_too() -> None:
    """`database:TARGET` takes a name; other expected states are paths, which may hold anything."""
    known = declared([cell('expected: str = ""  # what', "parameters")])
    assert checked(known, {"expected": "database:staging"}) == {"expected": "database:staging"}
    assert checked(known, {"expected": "sql:dir/a=b"}) == {"expected": "sql:dir/a=b"}
    with pytest.raises(UsageError, match="'expected' is a DSN"):
        checked(known, {"expected": "database:postgresql://db/staging"})

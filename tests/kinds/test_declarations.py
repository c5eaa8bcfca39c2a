"""Every declaration is whole: registered, documented, tested, readable on every server."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import psycopg
import pytest

import drifttools.kinds as package
from drifttools.catalog.server import PrivateServer
from drifttools.kinds.attached import Attached
from drifttools.kinds.base import Kind
from drifttools.kinds.declare import attributes_of, fields_of
from drifttools.kinds.query import query_for
from drifttools.kinds.registry import BY_NAME, KINDS
from drifttools.repair.hazards.registry import RULES
from drifttools.sql.dialect import Dialect

CASES = Path(__file__).parents[1] / "cases"
ROOM = Path(package.__file__).parent


def declared() -> list[type[Kind]]:
    """Every class that a module of the room declares as a kind."""
    modules = [importlib.import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules([str(ROOM)])]
    return [
        member
        for module in modules
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Kind) and "kind" in vars(member) and member.__module__ == module.__name__
    ]


def test_every_declaration_is_registered() -> None:
    """A kind that is declared is read, compared and repaired: KINDS names it once."""
    assert sorted(kind.kind for kind in declared()) == sorted(kind.kind for kind in KINDS)
    assert len(BY_NAME) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_is_documented(kind: type[Kind]) -> None:
    """A kind and each of its attributes say what they are: the reference is made of that."""
    assert (kind.__doc__ or "").strip().endswith(".")
    assert not kind.__doc__ or kind.__name__ + "(" not in kind.__doc__, "the docstring is the one that dataclass wrote"
    assert all(attribute.doc for attribute in attributes_of(kind))
    assert kind.plural.isidentifier()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_has_cases(kind: type[Kind]) -> None:
    """A kind goes through the loop of tests/cases, under hostile names too where it has names of its own."""
    folder = CASES / kind.kind.replace(" ", "_")
    cases = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    assert cases
    assert kind.kind.startswith("extension") or any("hostile" in case for case in cases)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_query_gives_the_fields(kind: type[Kind], major: int, server: PrivateServer) -> None:
    """The columns of a kind's query are its fields, in number, order and type, on every server."""
    query = query_for(kind, Dialect.POSTGRESQL, major)
    assert query is not None
    with psycopg.connect(server.dsn()) as connection:
        described = connection.execute(f"select * from ({query}) q limit 0".encode()).description or []
    types = {"text": {25, 19, 18, 114}, "list": {25}, "bool": {16}, "int": {20, 21, 23}}
    assert len(described) == len(fields_of(kind))
    for column, field in zip(described, fields_of(kind), strict=True):
        assert column.type_code in types[field.type], f"{kind.kind}.{field.name}: {column.type_display}"


def test_keys_come_first_and_begin_with_the_parent() -> None:
    """A line can be found by the prefix of its key, and a parent by cutting the last part off."""
    for kind in KINDS:
        keys = [field.key for field in fields_of(kind)]
        assert keys == sorted(keys, reverse=True)
        for parent in () if issubclass(kind, Attached) else kind.parents:
            assert sum(keys) == sum(field.key for field in fields_of(BY_NAME[parent])) + 1


def test_declared_names_are_attributes() -> None:
    """What a declaration says of its attributes names attributes that it has."""
    for kind in KINDS:
        names = {attribute.name for attribute in attributes_of(kind)}
        said = {*kind.alterable, *kind.plain_names, *kind.selects, *kind.shape}
        assert said <= names, kind.kind
        assert kind.recurses <= names, kind.kind


def test_every_hazard_that_a_kind_names_is_a_rule() -> None:
    """A statement carries only hazards that the lock oracle measures."""
    rules = {rule.id for rule in RULES}
    named: dict[str, str] = {}
    for path in sorted(ROOM.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Statement":
                named |= {
                    literal.value: path.name
                    for argument in node.args[1:2]
                    for literal in ast.walk(argument)
                    if isinstance(literal, ast.Constant) and isinstance(literal.value, str)
                }
    assert named
    assert set(named) <= rules, {hazard: file for hazard, file in named.items() if hazard not in rules}

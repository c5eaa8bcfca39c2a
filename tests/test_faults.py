"""docs/faults.md is whole: every fault and every hazard has a line, and every test that a line names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINES = re.findall(r"^\| ([FH]\d+) \|(.*)\|$", (ROOT / "docs" / "faults.md").read_text(encoding="utf-8"), re.MULTILINE)
NOT_YET: set[str] = set()


def test_every_fault_and_hazard_has_one_line() -> None:
    """F1 to F30 and H1 to H23, in their order, none twice."""
    assert [number for number, _ in LINES] == [f"F{n}" for n in range(1, 31)] + [f"H{n}" for n in range(1, 24)]


@pytest.mark.parametrize(("number", "line"), LINES, ids=[number for number, _ in LINES])
def test_every_test_that_is_named_is_there(number: str, line: str) -> None:
    """A line names tests or cases, all of which exist; only what is not there yet names none, and says so."""
    named = re.findall(r"`(tests/[^`]+)`", line)
    assert bool(named) != (number in NOT_YET), "no test is named" if not named else "it has tests: take it off the list"
    assert named or "not repaired yet" in line
    for test in named:
        path, _, name = test.partition("::")
        if not name:
            assert (ROOT / path / "actual.sql").is_file(), test
            continue
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, test

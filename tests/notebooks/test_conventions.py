"""Every notebook is written alike: one title, one cell of parameters, short cells, no outputs."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import jupytext
import pytest

from drifttools.notebook.parameters import declared

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
TEXTS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.py"))
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells_of(path: Path, kind: str) -> list[dict[str, Any]]:
    """Give the cells of one kind, each source as one text."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in cells if cell["cell_type"] == kind]


def test_the_notebooks_are_there() -> None:
    """All have their names, and each has its text beside it."""
    names = ["00_start_here", "01_audit", "02_repair", "03_verify", "04_incident_report", "05_migrations"]
    names += ["06_triage"]
    assert [path.stem for path in NOTEBOOKS] == [path.stem for path in TEXTS] == names


@each
def test_a_notebook_and_its_text_say_the_same(path: Path) -> None:
    """The .py that is reviewed holds the very cells and tags of the .ipynb."""

    def essence(name: Path) -> list[tuple[str, str, list[str]]]:
        cells = jupytext.read(name).cells
        return [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in cells]

    assert essence(path) == essence(path.with_suffix(".py")), "run: jupytext --sync notebooks/*.py"


@each
def test_the_first_cell_says_what_to_expect(path: Path) -> None:
    """One H1, in the first cell, with purpose, inputs, needs, run time, and whether it writes; no level is skipped."""
    texts = [cell["source"] for cell in cells_of(path, "markdown")]
    prose = re.sub(r"```.*?```", "", "\n".join(texts), flags=re.DOTALL)
    levels = [len(mark) for mark in re.findall(r"^(#+) ", prose, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert set(levels) <= {1, 2}
    for word in ("**Purpose.**", "**Inputs.**", "**Needs.**", "**Run time.**"):
        assert word in texts[0]
    assert "**Read-only**" in texts[0] or "**Writes" in texts[0]


@each
def test_the_table_of_contents_is_the_headings(path: Path) -> None:
    """The numbered list of the first cell names the sections in their order."""
    texts = [cell["source"] for cell in cells_of(path, "markdown")]
    listed = re.findall(r"^(\d+\. .*)$", texts[0], re.MULTILINE)
    assert listed == [heading for text in texts[1:] for heading in re.findall(r"^## (\d+\. .*)$", text, re.MULTILINE)]


@each
def test_the_last_text_leads_on(path: Path) -> None:
    """A notebook ends with a conclusion that names the next one."""
    last = cells_of(path, "markdown")[-1]["source"]
    assert "Conclusion" in last
    assert re.search(r"`0\d_\w+`", last)


@each
def test_the_first_code_is_the_parameters(path: Path) -> None:
    """Exactly one cell is tagged `parameters`, the first of code; each line has type, default and help."""
    code = cells_of(path, "code")
    assert [("parameters" in cell["metadata"].get("tags", ())) for cell in code] == [True] + [False] * (len(code) - 1)
    parameters = declared(code)
    assert parameters
    assert all(parameter.help for parameter in parameters)
    assert "begin(" in code[1]["source"], "the next cell checks them"


@each
def test_cells_are_short(path: Path) -> None:
    """A cell has at most ten lines, none too wide, and defines no function, class or loop: logic lives in drifttools."""
    for cell in cells_of(path, "code"):
        assert len(cell["source"].splitlines()) <= 10
        assert all(len(line) <= 104 for line in cell["source"].splitlines()), "a page of 1280 pixels cuts it off"
        kinds = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Try)
        assert not any(isinstance(node, kinds) for node in ast.walk(ast.parse(cell["source"])))


@each
def test_nothing_volatile_is_stored(path: Path) -> None:
    """No outputs, no counts, no state of widgets, the kernel is python3, and less than 200 kB."""
    content = json.loads(path.read_text(encoding="utf-8"))
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells_of(path, "code"))
    assert set(content["metadata"]) <= {"jupytext", "kernelspec", "language_info"}
    assert content["metadata"]["kernelspec"]["name"] == "python3"
    assert path.stat().st_size < 200_000


@each
def test_no_notebook_holds_an_address(path: Path) -> None:
    """There is no DSN and no password in a notebook, not as an example either."""
    for file in (path, path.with_suffix(".py")):
        assert not re.search(r"postgres(ql)?://|password\s*=", file.read_text(encoding="utf-8"), re.IGNORECASE)


def test_only_the_repair_writes() -> None:
    """One cell of all is tagged `writes`, and it is the one that takes the token."""
    writing = [
        (path.stem, cell["source"])
        for path in NOTEBOOKS
        for cell in cells_of(path, "code")
        if "writes" in cell["metadata"].get("tags", ())
    ]
    assert [name for name, _ in writing] == ["02_repair"]
    assert "confirm=confirm" in writing[0][1]
    confirming = next(p for p in declared(cells_of(NOTEBOOKS[2], "code")) if p.name == "confirm")
    assert confirming.default == ""

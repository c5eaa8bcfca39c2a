"""What long work says in a cell: every stage, and the migrations in one line that is kept up to date."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from drifttools.notebook.progress import Progress

if TYPE_CHECKING:
    from conftest import MakeNotebook, Shop

SAY = """
from drifttools.notebook.progress import Progress
say = Progress()
for message in ["first", *(f"applying app.{number:04}" for number in range(1, 41)), "between", "applying app.0041"]:
    say(message)
"""


def test_forty_migrations_are_one_line_of_a_cell(shop: Shop, notebook: MakeNotebook) -> None:
    """The last state is what the notebook keeps; another stage in between begins a new line, and a new count."""
    done = shop.run(notebook(SAY, parameters="n: int = 1  # not used"))
    cells: list[dict[str, Any]] = json.loads(done.path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    shown = [output.get("text") or output["data"]["text/plain"] for output in outputs]
    assert ["".join(text).strip() for text in shown] == [
        "first",
        "applying migration 40: app.0040",
        "between",
        "applying migration 1: app.0041",
    ]


def test_outside_of_a_kernel_every_line_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A script has no line to keep up to date."""
    say = Progress()
    say("applying app.0001")
    say("applying app.0002")
    assert capsys.readouterr().out == "applying app.0001\napplying app.0002\n"

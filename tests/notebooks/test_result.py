"""What a notebook found, as an output that a runner can read and a person too."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from drifttools.errors import UsageError
from drifttools.model.verdict import Check, State, Verdict
from drifttools.notebook import begin, result, setup, table
from drifttools.notebook.result import MEDIA_TYPE, recorded


@pytest.mark.parametrize(
    ("states", "code"),
    [
        ((State.PASS, State.PASS), 0),
        ((State.PASS, State.FAIL), 1),
        ((State.PASS, State.NOT_RUN), 1),
        ((State.NOT_RUN,), 3),
        ((), 3),
    ],
)
def test_only_pass_is_zero(states: tuple[State, ...], code: int) -> None:
    """A verdict that is not whole is a failed check; one of which nothing ran could not check."""
    verdict = Verdict(tuple(Check("group", "name", state) for state in states))
    assert result(verdict).exit_code == code


def test_a_result_is_read_again_from_its_output() -> None:
    """The last one counts; a person reads the plain text, which has the same."""
    made = [result(1, incident="2026-01-01-a", message="drift"), result(0, incident="2026-01-01-b", message="clean")]
    cells: list[dict[str, Any]] = [{"outputs": [{"data": one._repr_mimebundle_()}]} for one in made]
    assert recorded(cells) == made[1]
    assert recorded([{"outputs": []}, {}]) is None
    assert made[0]._repr_mimebundle_()["text/plain"] == "drift\nexit code 1, incident 2026-01-01-a"
    assert set(made[0]._repr_mimebundle_()) == {MEDIA_TYPE, "text/plain"}


def test_a_frame_is_legible_without_a_style_sheet() -> None:
    """A table has a caption and heads of columns, and no style element, which an untrusted notebook would lose."""
    import pandas as pd

    html = table(pd.DataFrame({"schema": ["<b>"], "rows": [1]}), "Places")._repr_mimebundle_()["text/html"]
    assert "<caption" in html
    assert html.count("Places") == 1
    assert 'scope="col"' in html
    assert "<style" not in html
    assert "&lt;b&gt;" in html


def test_a_column_without_any_value_can_be_left_out() -> None:
    """Only where it is asked for: an empty column may be the very answer, as in the presence by schema."""
    import pandas as pd

    frame = pd.DataFrame({"name": ["a", "b"], "parent": ["", None], "rows": [0, 0]}, dtype="string")
    assert list(table(frame, "Findings", hide_empty=True).frame.columns) == ["name", "rows"]
    assert list(table(frame, "Findings").frame.columns) == ["name", "parent", "rows"]
    assert list(table(frame.head(0), "Findings", hide_empty=True).frame.columns) == ["name", "parent", "rows"]


@pytest.mark.parametrize(("findings", "said"), [(1, "1 finding, 1 cause"), (2, "2 findings, 1 cause")])
def test_a_result_counts_in_words(findings: int, said: str) -> None:
    """One is not many."""
    audit = SimpleNamespace(findings=["f"] * findings, causes=["c"], exit_code=1, incident="")
    assert result(audit).message == f"drift: {said}"


@pytest.mark.parametrize(
    ("target", "more"),
    [
        ("postgresql://db/shop", {}),
        ("prod", {"expected": "database:host=db dbname=x"}),
        (12, {}),
        ("prod", {"title": None}),
    ],
)
def test_begin_checks_the_parameters(target: Any, more: dict[str, Any]) -> None:
    """A DSN or another type ends in a sentence, before anything is connected."""
    with pytest.raises(UsageError):
        begin(target, **more)


def test_setup_outside_of_a_notebook_does_nothing() -> None:
    """A script may call it too: its own way to show values and errors stays."""
    hooks = sys.displayhook, sys.excepthook
    setup()
    setup()
    assert (sys.displayhook, sys.excepthook) == hooks

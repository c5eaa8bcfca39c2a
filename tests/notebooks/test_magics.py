"""`%load_ext drifttools`: the command line and a pasted text in a notebook, with errors as sentences."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from drifttools.cli import magics
from drifttools.cli.magics import Ended, completions, explain_cell, run_line
from drifttools.errors import UsageError
from drifttools.investigation import investigate
from drifttools.notebook.runner import CellFailed

if TYPE_CHECKING:
    from conftest import MakeNotebook, Shop

    from drifttools.document import Shown


def texts(notebook: Any) -> str:
    """Return all that the cells of an executed notebook show."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return json.dumps([cell.get("outputs", ()) for cell in cells])


def test_the_command_line_in_a_notebook(shop: Shop, notebook: MakeNotebook) -> None:
    """`%drift` audits and plans in the kernel, tables are displayed, `%%explain` answers beside the incident."""
    cells = (
        "%load_ext drifttools",
        "%drift audit shop",
        "ended = %drift plan latest\nprint('ended', ended)",
        '%%explain shop --role postgres\nERROR:  relation "orders" does not exist',
    )
    done = shop.run(notebook(*cells))
    shown = texts(done.path)
    assert "exit code 1: drift found" in shown
    assert "ended None" in shown
    assert "stray.orders instead of public.orders" in shown
    assert "comparing" in shown or "replaying" in shown, "long work says nothing"
    assert "Traceback" not in shown
    outputs = [
        out for cell in json.loads(done.path.read_text(encoding="utf-8"))["cells"] for out in cell.get("outputs", ())
    ]
    assert sum("text/html" in out.get("data", {}) for out in outputs) == 3


def test_an_error_of_a_command_fails_the_cell_in_two_lines(shop: Shop, notebook: MakeNotebook) -> None:
    """What the command line refuses is no success that papermill would pass over, and no traceback."""
    with pytest.raises(CellFailed, match="there is no target 'nowhere'") as failed:
        shop.run(notebook("%load_ext drifttools", "%drift audit nowhere"))
    errors = [
        output
        for cell in json.loads(failed.value.result.path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", ())
        if output["output_type"] == "error"
    ]
    assert [len(error["traceback"]) for error in errors] == [2]


@pytest.mark.parametrize(
    ("line", "said", "then"),
    [
        ("audti prod", "There is no command 'audti'. Did you mean 'audit'?", "%drift --help"),
        ("plan --nope", "No such option '--nope'", "%drift plan --help"),
        ("audit 'prod", "the line cannot be read", "close the quotation mark"),
    ],
)
def test_a_line_that_cannot_be_read_is_a_usage_error(line: str, said: str, then: str) -> None:
    """The message is that of the command line, and the next step names the magic."""
    with pytest.raises(UsageError) as refused:
        run_line(line)
    assert said in refused.value.what
    assert then in (refused.value.hint or "")


def test_an_empty_line_is_a_question_for_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`%drift` alone lists the commands."""
    assert run_line("") is None
    assert "Usage: %drift" in capsys.readouterr().out


def test_a_document_is_displayed_and_markdown_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`%drift explain` shows its answer as a document; asked for Markdown it prints text that can be copied."""
    shown: list[Shown] = []
    monkeypatch.setattr(magics, "_display", shown.append)
    run_line("""explain 'relation "some_table" does not exist'""")
    assert "some_table" in shown[0]._repr_mimebundle_()["text/html"]
    run_line("""explain 'relation "some_table" does not exist' --format markdown""")
    assert "# A table or view is not found" in capsys.readouterr().out
    assert len(shown) == 1


def test_a_pasted_text_is_answered_by_the_investigation_of_the_notebook(shop: Shop) -> None:
    """Where the notebook has an `inv` it is asked; another target on the line is asked instead."""
    inv = investigate("shop", config=shop.config, reports=shop.reports)
    text = 'relation "orders" does not exist'
    assert explain_cell("", text, {"inv": inv}).target == "shop"
    with pytest.raises(UsageError, match="there is no role 'nobody_at_all'"):
        explain_cell("--role nobody_at_all", text, {"inv": inv})
    with pytest.raises(UsageError, match="there is no target 'nowhere'"):
        explain_cell("nowhere", text, {"inv": inv})


def test_completion_offers_commands_options_and_targets(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """After `%drift` the commands, after a command its options and the targets of `drift.toml`."""
    monkeypatch.setenv("DRIFT_CONFIG", str(shop.config))
    assert {"audit", "plan", "apply"} <= set(completions("%drift au"))
    assert {"shop", "--schema"} <= set(completions("%drift audit "))
    assert "schema" in completions("%drift audit --sch")
    assert completions("%drift nothing ") == []


def test_how_a_command_ended_is_a_sentence() -> None:
    """An exit code that is not 0 says what it means."""
    assert str(Ended(3)) == "exit code 3: could not check: never to be read as clean"

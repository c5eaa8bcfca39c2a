"""The runner on notebooks of a few lines: what it refuses, how failures end, what it keeps."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from drifttools.errors import BusyError, NotebookError, UsageError
from drifttools.notebook.lock import one_run
from drifttools.notebook.runner import CellFailed, RunResult, parameters_of, run

if TYPE_CHECKING:
    from conftest import MakeNotebook

    from drifttools.notebook.engine import CellEvent

SETUP = "from drifttools.notebook import result, setup\nsetup()"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Name a folder for reports that is not there yet."""
    return tmp_path / "reports"


def outputs(result: RunResult) -> list[dict[str, Any]]:
    """Give all outputs of an executed notebook."""
    cells = json.loads(result.path.read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", ())]


@pytest.mark.parametrize("code", [0, 1, 3])
def test_the_exit_code_travels_out_of_the_notebook(notebook: MakeNotebook, reports: Path, code: int) -> None:
    """A notebook that found drift has not failed: it ran to its end, and the run ends with 1."""
    done = run(notebook(SETUP, f"result({code}, message='so it is')"), {}, reports=reports)
    assert (done.exit_code, done.message) == (code, "so it is")


def test_parameters_reach_the_notebook(notebook: MakeNotebook, reports: Path) -> None:
    """Texts of a command line arrive with their types; `reports` is filled in."""
    path = notebook(
        "print(type(n), n, drop, reports)",
        parameters='n: int = 1  # count\ndrop: list = []  # what\nreports: str = "x"  # where',
    )
    done = run(path, {"n": "5", "drop": "a,b"}, reports=reports)
    assert "".join(outputs(done)[0]["text"]) == f"<class 'int'> 5 ['a', 'b'] {reports}\n"


def test_each_cell_is_told(notebook: MakeNotebook, reports: Path) -> None:
    """Progress comes at the start and at the end of each cell, and is kept in run.json."""
    told: list[CellEvent] = []
    done = run(notebook("1", "2"), {}, reports=reports, tell=told.append)
    assert [(event.number, event.of, event.title, event.state) for event in told] == [
        (1, 2, "1", "started"),
        (1, 2, "1", "done"),
        (2, 2, "2", "started"),
        (2, 2, "2", "done"),
    ]
    record = json.loads(done.record.read_text(encoding="utf-8"))
    assert [cell["state"] for cell in record["cells"]] == ["done", "done"]
    assert record["exit_code"] == 0
    assert done.path.with_suffix(".run.json") == done.record


def test_an_unknown_parameter_starts_nothing(notebook: MakeNotebook, reports: Path) -> None:
    """Papermill would warn and run; here nothing runs and nothing is written."""
    path = notebook("1", parameters="count: int = 1  # how many")
    with pytest.raises(UsageError, match="no parameter 'cuont'"):
        run(path, {"cuont": 2}, reports=reports)
    assert not reports.exists()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("UsageError", 2),
        ("ConnectionFailed", 3),
        ("RehearsalError", 1),
        ("ApplyError", 4),
        ("ApplyPartlyDone", 5),
        ("StalePlanError", 6),
        ("BusyError", 7),
    ],
)
def test_an_error_inside_gives_its_exit_code(notebook: MakeNotebook, reports: Path, error: str, code: int) -> None:
    """The notebook fails with the code of the error, its sentence, its next step and the number of the cell."""
    path = notebook(SETUP, f"from drifttools.errors import {error}\nraise {error}('it is so', hint='do that')", "print(1)")
    with pytest.raises(CellFailed, match=r"it is so\n  in cell 2 of 3") as failed:
        run(path, {}, reports=reports)
    assert failed.value.exit_code == code
    assert failed.value.hint == "do that"
    shown = outputs(failed.value.result)
    assert [output["traceback"] for output in shown] == [[f"{error}: it is so", "  next: do that"]]


@pytest.mark.parametrize(
    "source", ["1 / 0", "%bad_magic\nprint(1)", "def f(:", "raise SystemExit(1)", "raise KeyboardInterrupt"]
)
def test_a_broken_cell_fails_the_run(notebook: MakeNotebook, reports: Path, source: str) -> None:
    """Also a magic that does not exist, which nbval lets pass: could not check, never clean."""
    with pytest.raises(CellFailed) as failed:
        run(notebook(SETUP, source, "print('not reached')"), {}, reports=reports)
    assert failed.value.exit_code == 3
    assert "not reached" not in json.dumps(outputs(failed.value.result))


def test_a_tag_does_not_turn_a_failure_into_a_success(tmp_path: Path, notebook: MakeNotebook, reports: Path) -> None:
    """`raises-exception` is for documentation, not for an audit."""
    path = notebook("1 / 0")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["metadata"]["tags"] = ["raises-exception"]
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(CellFailed, match="ZeroDivisionError"):
        run(path, {}, reports=reports)
    assert tmp_path.is_dir()


def test_a_dead_kernel_is_said(notebook: MakeNotebook, reports: Path) -> None:
    """A kernel that ends by itself is an error with the cell, not an endless wait."""
    with pytest.raises(CellFailed, match="the kernel died in cell 1 of 1") as failed:
        run(notebook("import os; os._exit(1)"), {}, reports=reports)
    assert failed.value.exit_code == 3


def test_a_cell_has_a_time_limit(notebook: MakeNotebook, reports: Path) -> None:
    """A cell that takes too long is ended, and the message says which."""
    with pytest.raises(CellFailed, match=r"cell 1 of 1 .* took longer than 1 s"):
        run(notebook("import time; time.sleep(60)"), {}, reports=reports, cell_timeout_s=1)


def test_a_secret_known_in_the_kernel_never_leaves_it(notebook: MakeNotebook, reports: Path) -> None:
    """Printed, displayed, raised, in an error of others: the kernel cleans what it sends."""
    secret = "the-kernel-alone-knows-4711"
    learn = f"{SETUP}\nfrom drifttools.redact import redactor\nword = bytes.fromhex('{secret.encode().hex()}').decode()"
    path = notebook(f"{learn}\nredactor.add(word)", "print(word)\nword", "raise ValueError(word)")
    with pytest.raises(CellFailed) as failed:
        run(path, {}, reports=reports)
    assert "***" in str(failed.value)
    assert not [path for path in reports.rglob("*") if path.is_file() and secret in path.read_text(encoding="utf-8")]


def test_one_run_per_target(notebook: MakeNotebook, reports: Path) -> None:
    """While one run holds a target a second one is refused with exit code 7; another target is free."""
    path = notebook("1", parameters='target: str = ""  # which')
    with one_run(reports, "prod"):
        with pytest.raises(BusyError, match="running on prod") as busy:
            run(path, {"target": "prod"}, reports=reports)
        assert busy.value.exit_code == 7
        assert run(path, {"target": "staging"}, reports=reports).exit_code == 0
    assert run(path, {"target": "prod"}, reports=reports).exit_code == 0


def test_short_names_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notebook: MakeNotebook) -> None:
    """`audit` is 01_audit; ./notebooks comes before what drifttools brought along; a typo names the near one."""
    monkeypatch.chdir(tmp_path)
    assert "target" in [parameter.name for parameter in parameters_of("audit")]
    (tmp_path / "notebooks").mkdir()
    notebook("1", parameters="mine: int = 1  # own").rename(tmp_path / "notebooks" / "01_audit.ipynb")
    assert [parameter.name for parameter in parameters_of("01_audit")] == ["mine"]
    with pytest.raises(UsageError) as failed:
        parameters_of("02_repiar")
    assert "did you mean '02_repair'?" in str(failed.value.hint)


def test_a_damaged_notebook_is_refused(tmp_path: Path) -> None:
    """What is no notebook is said to be none."""
    path = tmp_path / "broken.ipynb"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(NotebookError, match="cannot be read as a notebook"):
        run(path, {}, reports=tmp_path)


def test_an_executed_notebook_is_trusted_and_nothing_else_is_left(
    notebook: MakeNotebook, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is signed, so that JupyterLab shows its tables; below the reports are only the two files and the lock."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    done = run(notebook("1"), {}, reports=reports)
    ask = (
        "import nbformat, sys; from nbformat.sign import NotebookNotary;"
        "sys.exit(not NotebookNotary().check_signature(nbformat.read(sys.argv[1], as_version=4)))"
    )
    assert subprocess.run([sys.executable, "-c", ask, str(done.path)], check=False).returncode == 0
    left = sorted(path.relative_to(reports).as_posix() for path in reports.rglob("*") if path.is_file())
    assert left == [".locks/any.lock", f"runs/{done.path.name}", f"runs/{done.record.name}"]


def test_the_runner_needs_nothing_heavy_to_list_parameters() -> None:
    """`drift run --list` imports neither papermill nor IPython nor pandas; a run does not build the parser of IRIs."""
    code = (
        "import sys; from drifttools.notebook.runner import parameters_of; parameters_of('01_audit');"
        "print([m for m in ('papermill', 'IPython', 'pandas', 'psycopg', 'nbformat') if m in sys.modules]);"
        "import drifttools.notebook.engine; print('lark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "False"]

"""The kernel of a run: no port, gone with its owner, and told when somebody presses Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from drifttools.notebook import kernel

if TYPE_CHECKING:
    from conftest import MakeNotebook

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and unix sockets are of POSIX")

RUN = """
import sys
from drifttools.notebook.runner import run
result = run(sys.argv[1], {}, reports=sys.argv[2])
print(result.path)
sys.exit(result.exit_code)
"""
WAITS = """
import pathlib, time
pathlib.Path({mark!r}).write_text(str(__import__("os").getpid()))
try:
    time.sleep(60)
except KeyboardInterrupt:
    print("rolled back")
    raise
"""


@contextmanager
def running(path: Path, reports: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a run in a process of its own, and end it whatever happens."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(path), str(reports)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def filled(path: Path) -> bool:
    """Tell whether a file is there and has a text."""
    return path.is_file() and bool(path.read_text(encoding="utf-8"))


def test_a_killed_run_leaves_no_kernel_and_no_half_notebook(notebook: MakeNotebook, tmp_path: Path) -> None:
    """After kill -9 the kernel ends by itself, nothing is in the reports, and the next run sweeps its folder away."""
    mark = tmp_path / "mark"
    with running(notebook(WAITS.format(mark=str(mark))), tmp_path / "reports") as process:
        wait_for(lambda: filled(mark))
        pid = int(mark.read_text(encoding="utf-8"))
        process.kill()
        process.wait()
        wait_for(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    assert not list((tmp_path / "reports").rglob("*.ipynb"))


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    """A folder whose lock nobody holds goes; one that is held, or was made a moment ago, stays."""
    del tmp_path
    with kernel.private_folder() as held:
        left = held.with_name(f"{held.name}-left")
        fresh = held.with_name(f"{held.name}-fresh")
        for folder in (left, fresh):
            folder.mkdir()
        for folder in (left, held):
            os.utime(folder, (0, 0))
        with kernel.private_folder():
            assert not left.exists()
            assert held.exists()
            assert fresh.exists()
        fresh.rmdir()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_its_kernel_and_keeps_the_notebook(
    notebook: MakeNotebook, tmp_path: Path, number: signal.Signals
) -> None:
    """The cell gets a KeyboardInterrupt and can roll back; the run ends with 130; what ran is kept."""
    mark = tmp_path / "mark"
    path = notebook(WAITS.format(mark=str(mark)), "print('not reached')")
    with running(path, tmp_path / "reports") as process:
        wait_for(lambda: filled(mark))
        pid = int(mark.read_text(encoding="utf-8"))
        process.send_signal(number)
        said, _ = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert not psutil.pid_exists(pid)
    kept = [cell for cell in json.loads(Path(said.strip()).read_text(encoding="utf-8"))["cells"] if "outputs" in cell]
    assert kept[0]["outputs"][0]["text"] == ["rolled back\n"]
    assert not kept[1]["outputs"]
    assert json.loads(Path(said.strip()).with_suffix(".run.json").read_text(encoding="utf-8"))["exit_code"] == 130


def test_no_channel_of_the_kernel_is_a_port(notebook: MakeNotebook, tmp_path: Path) -> None:
    """Its channels are sockets in a directory that only its user can enter, and the run itself has no port at all."""
    mark = tmp_path / "mark"
    with running(notebook(WAITS.format(mark=str(mark))), tmp_path / "reports") as process:
        wait_for(lambda: filled(mark))
        line = psutil.Process(int(mark.read_text(encoding="utf-8"))).cmdline()
        connection = Path(line[line.index("-f") + 1])
        assert json.loads(connection.read_text(encoding="utf-8"))["transport"] == "ipc"
        assert connection.parent.stat().st_mode & 0o777 == 0o700
        assert connection.stat().st_mode & 0o077 == 0
        assert len([path for path in connection.parent.iterdir() if path.is_socket()]) == 5
        assert not psutil.Process(process.pid).net_connections(kind="inet")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert not connection.parent.exists()


def test_the_kernel_is_this_interpreter(notebook: MakeNotebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is installed as `python3`, and also where nothing is; startup files of a profile are not run."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    spec = tmp_path / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(
        '{"argv": ["/bin/false"], "display_name": "x", "language": "python"}', encoding="utf-8"
    )
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "own.py").write_text("raise SystemExit('startup')", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    from drifttools.notebook.runner import run

    done = run(notebook("import sys; print(sys.executable)"), {}, reports=tmp_path / "reports")
    assert json.dumps(sys.executable)[1:-1] in done.path.read_text(encoding="utf-8")

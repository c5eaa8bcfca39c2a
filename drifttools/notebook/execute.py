"""One execution: a kernel in a private folder, papermill under a watch, and an answer however it ended."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drifttools.notebook import kernel
from drifttools.notebook.engine import NAME, CellEvent, Interrupted, Watch
from drifttools.notebook.failure import Failure, failure_of
from drifttools.redact import redactor

_GRACE_S = 15.0  # what a cell has to cancel its statement and roll back, before its kernel is killed


@dataclass(frozen=True, slots=True)
class Execution:
    """What is left of an execution.

    Args:
        notebook: The executed notebook, or what there was of it; None where papermill refused it.
        failure: What failed; None where nothing did.
    """

    notebook: Any
    events: tuple[CellEvent, ...]
    failure: Failure | None = None
    interrupted: bool = False


def execute(
    path: Path,
    parameters: Mapping[str, Any],
    *,
    extra_environment: Mapping[str, str],
    cell_timeout_s: float | None,
    start_timeout_s: float,
    tell: Callable[[CellEvent], None] | None,
) -> Execution:
    """Execute a notebook in a kernel of its own, in the current directory."""
    with kernel.private_folder() as folder:
        watch = Watch(
            manager=kernel.manager(folder),
            env={**kernel.environment(folder), **extra_environment},
            log=folder / "log",
            tell=tell or _silent,
            cell_timeout_s=cell_timeout_s,
            start_timeout_s=start_timeout_s,
        )
        with _interruptible(watch):
            failure = _run(path, parameters, watch)
    return Execution(watch.notebook, tuple(watch.events), failure, watch.interrupted)


def _run(path: Path, parameters: Mapping[str, Any], watch: Watch) -> Failure | None:
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill import execute_notebook
    from papermill.exceptions import PapermillException, PapermillExecutionError

    try:
        execute_notebook(str(path), None, dict(parameters), engine_name=NAME, progress_bar=False, watch=watch)
    except PapermillExecutionError:
        pass  # the watch has seen it
    except Interrupted:
        watch.interrupted = True
    except KeyboardInterrupt:
        watch.interrupted = True
    except CellTimeoutError:
        return Failure(
            f"{_place(watch)} took longer than {watch.cell_timeout_s:g} s and was ended", "give a longer --timeout"
        )
    except DeadKernelError:
        return Failure(
            f"the kernel died in {_place(watch)}{_last_words(watch)}", "see what the system says of memory (dmesg)"
        )
    except (RuntimeError, TimeoutError, OSError, PapermillException, ImportError) as problem:
        return Failure(f"the notebook could not be run: {problem}{_last_words(watch)}", "drift doctor")
    finally:
        kernel.kill(watch.manager)
    return failure_of(watch.error, _place(watch)) if watch.error is not None else None


def _last_words(watch: Watch) -> str:
    """What the kernel said at its end, outside of any cell."""
    said = watch.log.read_text(encoding="utf-8", errors="replace").splitlines() if watch.log.is_file() else []
    return redactor.clean("\n  ".join(["", *said[-5:]])) if said else ""


def _place(watch: Watch) -> str:
    event = watch.last
    return f"cell {event.number} of {event.of} ({event.title.strip()})" if event else "its start"


@contextlib.contextmanager
def _interruptible(watch: Watch) -> Iterator[None]:
    """Hand a Ctrl-C on to the kernel; a second one ends it at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    timer = threading.Timer(_GRACE_S, kernel.kill, (watch.manager,))
    timer.daemon = True

    def asked(number: int, frame: object) -> None:
        del number, frame
        if watch.interrupted:
            kernel.kill(watch.manager)
            raise KeyboardInterrupt
        watch.interrupted = True
        timer.start()
        kernel.interrupt(watch.manager)

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        timer.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)


def _silent(event: CellEvent) -> None:
    del event

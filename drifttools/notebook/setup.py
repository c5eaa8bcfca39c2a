"""Makes a notebook speak plainly: an error is a sentence, not a page, and no secret leaves the kernel."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from drifttools.errors import DriftToolsError
from drifttools.notebook.scrub import scrubbed
from drifttools.redact import redactor

# What a kernel sends that people read, or that is kept in the notebook.
_READ = frozenset({"stream", "display_data", "execute_result", "update_display_data", "error", "execute_reply"})
_DONE = "_drifttools_setup"


def setup() -> None:
    """Prepare the notebook that calls it; outside of one it does nothing, and twice does no harm.

    An error of drifttools shows as its message and the next step. It is still an error: the cell fails, and with it a
    run by papermill. Whatever the kernel sends is cleaned of every secret that is known in it.
    """
    shell = current_shell()
    if shell is None or getattr(shell, _DONE, False):
        return
    setattr(shell, _DONE, True)
    shell.set_custom_exc((Exception,), _show)
    _clean_messages(getattr(getattr(shell, "kernel", None), "session", None))


@contextlib.contextmanager
def short_errors() -> Iterator[None]:
    """As `setup`, for one block: its errors of drifttools show short."""
    setup()
    yield


def lines_of(error: DriftToolsError) -> list[str]:
    """What a notebook shows of an error."""
    shown = [f"{type(error).__name__}: {error.what}", *([f"  next: {error.hint}"] if error.hint else [])]
    return [redactor.clean(line) for line in shown]


def _show(
    shell: Any, kind: type[BaseException], error: BaseException, trace: TracebackType, tb_offset: int | None = None
) -> Any:
    """Show an error; IPython calls this. Errors of others keep their traceback."""
    if isinstance(error, DriftToolsError):
        lines = lines_of(error)
    else:
        lines = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset=tb_offset)
        lines = [redactor.clean(line) for line in lines]
    shell._showtraceback(kind, redactor.clean(str(error)), lines)  # noqa: SLF001 - the one place that a kernel's shell listens to
    return lines


def _clean_messages(session: Any) -> None:
    """Clean what the kernel sends. All of it goes through one session, streams and displays and errors alike."""
    if session is None:
        return
    send = session.send

    def cleaned(stream: Any, msg_or_type: Any, content: Any = None, *rest: Any, **more: Any) -> Any:
        if isinstance(msg_or_type, str) and msg_or_type in _READ:
            content = scrubbed(content)
        elif isinstance(msg_or_type, dict) and msg_or_type.get("msg_type") in _READ:
            msg_or_type = {**msg_or_type, "content": scrubbed(msg_or_type.get("content"))}
        return send(stream, msg_or_type, content, *rest, **more)

    session.send = cleaned


def current_shell() -> Any:
    """The shell of the kernel that this runs in; None where there is none, without importing IPython for the answer."""
    import sys

    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None

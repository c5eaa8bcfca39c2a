"""Papermill's engine with eyes: it tells of each cell, notes the one that failed, and always ends its kernel."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Importing papermill builds, by jsonschema, a parser of internationalised addresses that nobody uses: 1.3 s.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # None in sys.modules is what makes an import fail

from papermill.clientwrap import PapermillNotebookClient  # noqa: E402 - after the line above
from papermill.engines import Engine, papermill_engines  # noqa: E402 - as above

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

NAME = "drifttools"


@dataclass(frozen=True, slots=True)
class CellEvent:
    """What a run tells of a cell.

    Args:
        number, of: Which code cell of how many.
        title: The cell's first line.
        state: `started`, `done` or `failed`.
    """

    number: int
    of: int
    title: str
    state: str
    seconds: float = 0.0


class Interrupted(Exception):
    """Somebody asked the run to end."""


@dataclass
class Watch:
    """What is known of a run while it goes on, and after it broke off.

    Args:
        manager: Of the kernel.
        env: Of the kernel; `log`: where it writes what it says outside of cells.
        tell: Called at the start and at the end of each cell.
        cell_timeout_s, start_timeout_s: How long a cell and the start of the kernel may take.
    """

    manager: AsyncKernelManager
    env: Mapping[str, str]
    log: Path
    tell: Callable[[CellEvent], None]
    cell_timeout_s: float | None = None
    start_timeout_s: float = 60.0
    notebook: Any = None
    events: list[CellEvent] = field(default_factory=list)
    last: CellEvent | None = None
    error: Mapping[str, Any] | None = None
    interrupted: bool = False
    _started: float = 0.0

    def started(self, cell: Any, cell_index: int) -> None:
        """Tell that a code cell begins.

        Raises:
            Interrupted: It must not.
        """
        if self.interrupted:
            raise Interrupted
        self._started = time.monotonic()
        self.tell(self._event(cell, cell_index, "started"))

    def finished(self, cell: Any, cell_index: int, execute_reply: Mapping[str, Any]) -> None:
        """Note how a code cell ended: the kernel's own answer, for not every failure leaves an output."""
        answer = execute_reply["content"]
        failed = answer["status"] != "ok"
        if failed:
            self.error = answer
        event = self._event(cell, cell_index, "failed" if failed else "done", time.monotonic() - self._started)
        self.events.append(event)
        self.tell(event)

    def _event(self, cell: Any, index: int, state: str, seconds: float = 0.0) -> CellEvent:
        code = [at for at, one in enumerate(self.notebook.cells) if one.cell_type == "code" and one.source.strip()]
        title = next((line for line in cell.source.splitlines() if line.strip()), "")
        self.last = CellEvent(code.index(index) + 1, len(code), title, state, round(seconds, 3))
        return self.last


class WatchedEngine(Engine):  # type: ignore[misc] # papermill has no annotations
    """Runs a notebook under a `Watch`."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, watch: Watch, **unused: Any) -> None:
        """Run the cells; papermill calls this."""
        del unused
        watch.notebook = nb_man.nb
        client = PapermillNotebookClient(
            nb_man,
            km=watch.manager,
            kernel_name=kernel_name,
            timeout=watch.cell_timeout_s,
            startup_timeout=watch.start_timeout_s,
            force_raise_errors=True,  # a tag in the notebook must not turn a failure into a success
            on_cell_execute=watch.started,
            on_cell_executed=watch.finished,
        )
        with watch.log.open("wb") as log:
            client.execute(cleanup_kc=True, env=dict(watch.env), stdout=log, stderr=log)


papermill_engines.register(NAME, WatchedEngine)

"""What long work says in a cell: a line for each stage, and one line, kept up to date, for all migrations together."""

from __future__ import annotations

from typing import Any

from drifttools.notebook.output import put_changing
from drifttools.notebook.setup import current_shell

_APPLYING = "applying "


class Progress:
    """Says a sentence in the output of the cell that runs.

    A project may have hundreds of migrations: a line for each would push what the cell found out of sight, and stay in
    the notebook for ever.
    """

    def __init__(self) -> None:
        self._applied = 0
        self._line: Any = None

    def __call__(self, message: str) -> None:
        """Print the sentence, or put the migration that is applied now in the place of the one before it."""
        if not message.startswith(_APPLYING) or getattr(current_shell(), "kernel", None) is None:
            self._applied, self._line = 0, None
            print(message, flush=True)  # noqa: T201 - the output of a cell is where a notebook says something
            return
        self._applied += 1
        shown = {"text/plain": f"applying migration {self._applied}: {message.removeprefix(_APPLYING)}"}
        if self._line is not None:
            self._line.update(shown, raw=True)
            return
        self._line = put_changing(shown)

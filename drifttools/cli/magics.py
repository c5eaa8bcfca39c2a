"""`%load_ext drifttools`: `%drift ARGS` is the command line within the notebook, `%%explain` answers a text that is pasted.

Both run in the kernel, through the same commands and the same investigation as a terminal does. What a command would print
is displayed; an error is one of drifttools, which fails the cell and shows as its message and the next step.
"""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from drifttools.cli.main import COMMANDS, drift
from drifttools.cli.session import Session
from drifttools.document import Document, Shown, document
from drifttools.errors import DriftToolsError, UsageError
from drifttools.notebook.begin import known_path
from drifttools.notebook.output import put
from drifttools.notebook.progress import Progress
from drifttools.notebook.setup import setup

if TYPE_CHECKING:
    from drifttools.document import Block
    from drifttools.investigation import Investigation
    from drifttools.investigation.triage import Explained

_MEANING = {
    1: "drift found, or a check failed",
    3: "could not check: never to be read as clean",
    4: "an apply failed and was rolled back: nothing was changed",
    5: "an apply is partly done",
    6: "the database is no longer what the plan was made for",
    7: "somebody else applies to this database",
}
_INVESTIGATION = "inv"  # what every notebook calls it


@dataclass(frozen=True)
class Said(Shown):
    """What a command says, displayed in place of being printed."""

    text: Document

    def document(self) -> Document:
        """The command's own document."""
        return self.text


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended; shown only where that is not 0."""

    exit_code: int

    def __str__(self) -> str:
        return f"exit code {self.exit_code}: {_MEANING.get(self.exit_code, 'see above')}"

    __repr__ = __str__


@dataclass
class InNotebook(Session):
    """A run of `drift` whose output is that of a cell."""

    def __post_init__(self) -> None:
        self._progress = Progress()
        # the kernel works in the folder of the notebook; incidents are kept beside drift.toml, as `begin` has it
        with contextlib.suppress(DriftToolsError):
            self.reports = known_path(self.config.root / self.reports)

    def say(self, message: str) -> None:
        """Tell the progress as a notebook does: in the output of the cell, one line for all migrations."""
        if not self.silent:
            from drifttools.document.escape import terminal

            self._progress(terminal(message))

    def show(self, document: Document, style: str = "text", *, folded: bool = False) -> None:
        """Display a document; Markdown that was asked for is printed as it is."""
        if style == "markdown":
            super().show(document, style, folded=folded)
            return
        _display(Said(document))

    def remark(self, title: str, *blocks: Block) -> None:
        """Display what is said about the output."""
        if not self.silent:
            _display(Said(document(title, *blocks)))


def _display(shown: Shown) -> None:
    put(shown._repr_mimebundle_())


def run_line(line: str) -> Ended | None:
    """Run `drift LINE` in this process.

    Returns:
        How it ended, where that is not with 0.

    Raises:
        DriftToolsError: As the command does; UsageError where the line cannot be read.
    """
    words = _words(line)
    code = _ended(drift, words or ["--help"], "%drift", InNotebook)
    return Ended(code) if code else None


def explain_cell(line: str, cell: str, names: dict[str, Any]) -> Explained:
    """Answer the text of a cell.

    Args:
        line: `[TARGET] [--role ROLE] [--incident INCIDENT] [--expected SPEC]`; without them `inv` of the notebook is asked
            where there is one, else the only target of `drift.toml`.
        cell: The text.
        names: The names of the notebook.

    Raises:
        UsageError: The line cannot be read, or there is no such target or role.
    """
    given: dict[str, Any] = {}

    @click.command("%%explain")
    @click.argument("target", required=False)
    @click.option("--role")
    @click.option("--incident")
    @click.option("--expected")
    def options(**values: Any) -> None:
        given.update(values)

    _ended(options, _words(line), "%%explain", None)
    from drifttools.investigation.triage import explain_text

    return explain_text(cell, _asked(given, names), given.pop("role", None))


def _asked(given: dict[str, Any], names: dict[str, Any]) -> Investigation | None:
    from drifttools.cli.commands.explain import investigation_for
    from drifttools.investigation import Investigation

    known = names.get(_INVESTIGATION)
    named = any(given.get(one) for one in ("target", "incident", "expected"))
    if isinstance(known, Investigation) and not named:
        return known
    return investigation_for(InNotebook(), given.get("target"), given.get("expected"), given.get("incident"))


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError as problem:
        raise UsageError(f"the line cannot be read: {problem}", hint="close the quotation mark") from problem


def _ended(command: click.Command, words: list[str], name: str, session: type[Session] | None) -> int:
    """Run a command of click and give its exit code; what click refuses becomes an error of ours."""
    try:
        outcome = command.main(words, prog_name=name, standalone_mode=False, obj=session)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as problem:
        path = problem.ctx.command_path if isinstance(problem, click.UsageError) and problem.ctx else name
        raise UsageError(problem.format_message(), hint=f"{path} --help") from None
    except click.Abort:
        raise KeyboardInterrupt from None
    return outcome if isinstance(outcome, int) else 0


def completions(line: str) -> list[str]:
    """What may stand next in a line of `%drift`: a command, its options, a target of `drift.toml`."""
    words = line.removeprefix("%").split()[1:]
    done = words if line.endswith(" ") else words[:-1]
    if not done:
        return list(COMMANDS)
    command = drift.get_command(click.Context(drift), done[0])
    if command is None:
        return []
    options = [name for parameter in command.params for name in parameter.opts if name.startswith("-")]
    if line.rsplit(maxsplit=1)[-1].startswith("--") and not line.endswith(" "):
        # IPython takes the dashes for operators and completes what stands behind them
        return [name.removeprefix("--") for name in options]
    return [*_targets(), *options]


def _targets() -> list[str]:
    from drifttools.config import load_config

    try:
        return list(load_config().targets)
    except DriftToolsError:
        return []  # completing is no place to tell of it


def load(shell: Any) -> None:
    """Register the magics in a shell of IPython; errors of drifttools show short from now on."""
    setup()

    def drift_line(line: str) -> Ended | None:
        """Run a command of drifttools in the notebook: %drift audit prod; %drift --help lists them."""
        return run_line(line)

    def explain_text_of_cell(line: str, cell: str) -> Explained:
        """Say what a pasted error text means: %%explain [TARGET] [--role ROLE], the text below it."""
        return explain_cell(line, cell, shell.user_ns)

    shell.register_magic_function(drift_line, "line", "drift")
    shell.register_magic_function(explain_text_of_cell, "cell", "explain")
    complete: Callable[[Any, Any], list[str]] = lambda _, event: completions(event.line)  # noqa: E731 - a hook takes two
    shell.set_hook("complete_command", complete, str_key="%drift")

"""What the stories of `drift demo` have in common: they talk, run notebooks, and leave a report."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drifttools.config.file import CONFIG_VARIABLE
from drifttools.errors import DriftToolsError

if TYPE_CHECKING:
    from drifttools.cli.session import Session

_SHOWN = ("report.md", "report.html", "report.json", "repair.sql", "rollback.sql")


class Story(ABC):
    """One demo, played on a private server that is gone at its end."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.started = time.monotonic()

    @abstractmethod
    def play(self, *, keep: bool, example: Path | None) -> int:
        """Build, audit, repair, prove, report; returns the exit code.

        Args:
            keep: Whether everything is left running until Ctrl-C.
            example: Where the report is copied to.
        """

    def run(self, notebook: str, parameters: Mapping[str, object]) -> str:
        """Run a notebook as a scheduler would, and give the name of its incident."""
        from drifttools.notebook.runner import run

        shown = " ".join(f"-p {shlex.quote(f'{name}={value}')}" for name, value in parameters.items())
        self.say(f"drift run {notebook} {shown}")
        return run(notebook, parameters, reports=self.session.reports).incident

    def say(self, message: str) -> None:
        """Tell one step, with the seconds since the beginning."""
        seconds = time.monotonic() - self.started
        click.echo(click.style(f"{seconds:5.1f} s  ", dim=True) + message)

    def farewell(self, folder: Path, *, proven: bool, further: Mapping[str, str]) -> None:
        """Say how it ended and where everything is.

        Args:
            folder: The incident folder.
            proven: Whether all is as it should be.
            further: What to try next, by what it is about; `drift` in it stands for the command as it was started.
        """
        click.echo("")
        click.secho(
            "Found, explained, repaired, proven, reported." if proven else "Something is NOT as it should be.", bold=True
        )
        # the demo of a checkout runs before anything is in PATH
        drift = "drift" if shutil.which("drift") else os.path.relpath(sys.argv[0])
        lines = {
            "the report": f"{folder / 'report.html'}  (or report.md)",
            "the notebooks": f"{folder}/*.ipynb",
            "the case": f"{drift} --reports {self.session.reports} incident check {folder.name}",
            **{about: text.replace("drift ", f"{drift} ") for about, text in further.items()},
        }
        width = max(map(len, lines)) + 1
        for about, text in lines.items():
            click.echo(f"  {about + ':':<{width}}  {text}")

    def wait(self, running: str, config: Path) -> None:
        """Leave it running until Ctrl-C."""
        click.echo(f"\nStill running: {running}. In another terminal:\n  export {CONFIG_VARIABLE}={config}")
        click.echo("Ctrl-C ends it.")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            click.echo("")


@contextmanager
def configured(file: Path) -> Iterator[None]:
    """Let the kernels of the notebooks find the demo's configuration."""
    before = os.environ.get(CONFIG_VARIABLE)
    os.environ[CONFIG_VARIABLE] = str(file)
    try:
        yield
    finally:
        if before is None:
            del os.environ[CONFIG_VARIABLE]
        else:
            os.environ[CONFIG_VARIABLE] = before


def copy_example(folder: Path, example: Path) -> None:
    """Copy what a reader of the repository wants to see.

    Args:
        folder: The incident folder.
        example: Where it goes.
    """
    example.mkdir(parents=True, exist_ok=True)
    for name in _SHOWN:
        if not (folder / name).is_file():
            raise DriftToolsError(f"the demo's incident has no {name}")
        shutil.copyfile(folder / name, example / name)

"""What all commands share: where things are, how progress is told, how values are printed."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from drifttools.config import Config, Target
    from drifttools.document import Block, Document
    from drifttools.investigation import Investigation

_WIDEST = 140


@dataclass
class Session:
    """One run of `drift`.

    Args:
        config_file: `--config`.
        reports: `--reports`.
        silent: `--quiet`.
    """

    config_file: Path | None = None
    reports: Path = field(default_factory=lambda: Path("reports"))
    silent: bool = False

    @cached_property
    def config(self) -> Config:
        """`drift.toml`; raises ConfigError."""
        from drifttools.config import load_config

        return load_config(self.config_file)

    def say(self, message: str) -> None:
        """Tell the progress, on standard error."""
        if not self.silent:
            from drifttools.document.escape import terminal
            from drifttools.redact import redactor

            click.echo(click.style("· ", dim=True) + terminal(redactor.clean(message)), err=True)

    def investigate(
        self, target: str | None = None, expected: str | None = None, *, incident: str | None = None, title: str = ""
    ) -> Investigation:
        """An investigation with this session's settings."""
        from drifttools.investigation import investigate

        return investigate(
            target,
            expected,
            incident=incident,
            title=title,
            reports=self.reports,
            config=self.config,
            say=self.say,
        )

    def without_target(self) -> Investigation:
        """An investigation that asks no database: of code beside a saved snapshot, of contracts."""
        from drifttools.investigation import Investigation
        from drifttools.investigation.opening import utc_now

        def nobody() -> Target:
            return self.config.target("")

        return Investigation(
            target=nobody,
            spec="",
            config=self.config,
            reports=self.reports,
            title="",
            clock=utc_now,
            say=self.say,
        )

    def show(self, document: Document, style: str = "text", *, folded: bool = False) -> None:
        """Print a document: for a terminal, or as Markdown, which is always whole."""
        from drifttools.document import to_markdown, to_text

        if style == "markdown":
            click.echo(to_markdown(document), nl=False)
            return
        width = min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)
        click.echo(to_text(document, width=width, colour=sys.stdout.isatty(), folded=folded), nl=False)

    def remark(self, title: str, *blocks: Block) -> None:
        """Print what is said about what stands on standard output, on standard error."""
        if not self.silent:
            from drifttools.document import document, to_text

            width = min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)
            click.echo(to_text(document(title, *blocks), width=width, colour=sys.stderr.isatty()), nl=False, err=True)


pass_session = click.make_pass_decorator(Session)

incident_argument = click.argument("incident", default="latest")
"""The name of an incident below `--reports`; the newest one without it."""

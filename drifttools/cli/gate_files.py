"""What an audit leaves for a build: annotations on standard output, and files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drifttools.cli.output_files import write_output
from drifttools.model.finding import Severity
from drifttools.redact import redactor

if TYPE_CHECKING:
    from drifttools.investigation import Investigation
    from drifttools.investigation.shown import Audit

_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub Actions and GitLab have the repository."""


def write(
    inv: Investigation, audit: Audit, fail_on: str, *, annotate: bool, sarif: Path | None, junit: Path | None
) -> None:
    """Print annotations, and write the files that were asked for.

    Raises:
        UsageError: A file cannot be written.
    """
    from drifttools.report import gate as writers

    checkout = next((Path(os.environ[name]) for name in _CHECKOUTS if os.environ.get(name)), None)
    gate = inv.gate(audit, fail_on=Severity(fail_on), checkout=checkout)
    if annotate:
        click.echo(redactor.clean(writers.github(gate)), nl=False)
    if sarif:
        write_output(sarif, redactor.clean(writers.sarif(gate)))
    if junit:
        write_output(junit, redactor.clean(writers.junit(gate)))


def append(path: Path, audit: Audit) -> None:
    """Append the audit as Markdown; raises UsageError where the file cannot be written."""
    from drifttools.document import to_markdown

    write_output(path, redactor.clean(to_markdown(audit.document())) + "\n", append=True)

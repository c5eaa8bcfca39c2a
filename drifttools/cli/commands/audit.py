"""`drift audit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drifttools.cli.session import Session, pass_session
from drifttools.model.finding import Severity

if TYPE_CHECKING:
    from drifttools.investigation import Investigation
    from drifttools.investigation.beside import ShownBeside

_LEVELS = ("error", "warning", "note")
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("audit")
@click.argument("target", required=False)
@click.option("--expected", help="KIND:ARGUMENT[@REVISION]; else what drift.toml says for the target.")
@click.option("--title", default="", help="Of the incident; its folder is named after it.")
@click.option("--incident", help="Audit an incident again, into its own folder.")
@click.option(
    "--schema", "schemas", multiple=True, help="Only this schema, and what is in none (casts, publications); several times."
)
@click.option("--no-smoke", is_flag=True, help="Leave the smoke tests of drift.toml out.")
@click.option("--junit-before", multiple=True, type=_FILE, help="Keep this test run, to compare one after the repair with.")
@click.option("--probe", is_flag=True, help="Also look at the rows, as drift probe does; the report and the causes use it.")
@click.option(
    "--portability",
    metavar="sqlite,postgresql",
    help="Also try the models on both, as drift portability does; in the report as well.",
)
@click.option(
    "--beside",
    metavar="TARGET",
    help="Also hold this database against the same models, such as the SQLite file of the tests, and tell what differs.",
)
@click.option("--no-cache", is_flag=True, help="Replay the expected state even if nothing changed since the last time.")
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    default="note",
    show_default=True,
    help="The least severity that counts as drift for the exit code.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json", "github"]),
    default="text",
    show_default=True,
    help="github: the text, and annotations that a run of GitHub Actions shows beside the files.",
)
@click.option("--sarif", type=_FILE, help="Also write the findings as SARIF, for code scanning.")
@click.option("--junit", type=_FILE, help="Also write them as JUnit's XML, for the test reports of a CI server.")
@click.option("--summary", type=_FILE, help="Also append them as Markdown, as to $GITHUB_STEP_SUMMARY.")
@pass_session
def command(
    session: Session,
    target: str | None,
    expected: str | None,
    title: str,
    incident: str | None,
    schemas: tuple[str, ...],
    no_smoke: bool,
    junit_before: tuple[Path, ...],
    probe: bool,
    portability: str | None,
    beside: str | None,
    no_cache: bool,
    fail_on: str,
    style: str,
    sarif: Path | None,
    junit: Path | None,
    summary: Path | None,
) -> int:
    """Find how TARGET differs from what it should be, and why. Reads only; opens an incident folder.

    \b
    drift audit prod --expected django:manage.py
    drift audit prod                         # the expected state stands in drift.toml
    drift audit staging --fail-on error --format github --sarif drift.sarif --junit drift.xml
    """
    inv = session.investigate(target, expected, incident=incident, title=title)
    if portability:
        from drifttools.investigation.portability import dialects_of

        dialects_of(portability)  # a word that is wrong is told before the work
    audit = inv.audit(
        smoke=not no_smoke, cache=not no_cache, schemas=schemas or None, probe=probe, portability=bool(portability)
    )
    if junit_before:
        inv.tests(junit_before)
    if style == "json":
        from drifttools.cli.machine import findings_json

        click.echo(findings_json(audit.findings))
    else:
        session.show(audit.document(), "text" if style == "github" else style)
    apart = _beside(session, inv, beside, style) if beside else None
    if style == "github" or sarif or junit:
        from drifttools.cli import gate_files

        gate_files.write(inv, audit, fail_on, annotate=style == "github", sarif=sarif, junit=junit)
    if summary:
        from drifttools.cli import gate_files

        gate_files.append(summary, audit)
    if not audit.complete:
        return 3
    counted = _LEVELS[: _LEVELS.index(fail_on) + 1]
    wrong = any(finding.severity in counted for finding in audit.findings) or any(one.offends for one in audit.probed)
    ported = audit.portability
    if (ported is not None and ported.failing(Severity(fail_on))) or (apart is not None and apart.differing):
        return 1
    return 1 if wrong or audit.damaged else 0


def _beside(session: Session, inv: Investigation, target: str, style: str) -> ShownBeside:
    """Hold a second database against the same models, and show it beside the audit."""
    found = inv.beside(target)
    if style != "json":
        session.show(found.document(), "text" if style == "github" else style)
    return found

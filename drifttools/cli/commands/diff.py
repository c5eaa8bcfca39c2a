"""`drift diff`: the raw engine. Standard output holds the answer and nothing else."""

from __future__ import annotations

import click

from drifttools.cli.session import Session, pass_session


@click.command("diff")
@click.argument("actual")
@click.argument("expected")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "sql"]),
    default="text",
    show_default=True,
    help="Findings for a person, findings as a JSON list, or the SQL that makes ACTUAL equal to EXPECTED.",
)
@click.option(
    "--schema", "schemas", multiple=True, help="Only this schema, and what is in none (casts, publications); several times."
)
@click.option("--no-cache", is_flag=True, help="Replay the expected state even if nothing changed since the last time.")
@pass_session
def command(
    session: Session,
    actual: str,
    expected: str,
    style: str,
    schemas: tuple[str, ...],
    no_cache: bool,
) -> int:
    """Compare ACTUAL (a target or DSN) with EXPECTED (KIND:ARGUMENT). Exit code 0 equal, 1 different, 3 could not check.

    \b
    drift diff prod snapshot:./before
    drift diff prod database:staging --format json
    drift diff prod models:app.models:Base --format sql > repair.sql

    --format sql holds every statement that is needed, drops included: read it before you run it, with psql, or with sqlite3
    for a SQLite file. It is refused where EXPECTED names another base than that of the models. `drift plan` makes a plan
    that never drops what was not named, with checks and a way back.
    """
    from drifttools.catalog.opening import Opening

    opening = Opening(session.config.target(actual))  # the server works while we import
    from drifttools.investigation.ahead import import_ahead
    from drifttools.investigation.diffing import difference, repair_plan

    if style == "text":
        import_ahead("drifttools.report.clean", "drifttools.document.plain")
    compared = difference(
        opening,
        expected,
        session.config,
        edges=style == "sql",
        schemas=frozenset(schemas) or None,
        say=session.say,
        cache=not no_cache,
    )
    findings = compared.comparison.findings
    if style == "json":
        from drifttools.cli.machine import findings_json

        click.echo(findings_json(findings))
    elif style == "sql":
        from drifttools.investigation.bases import refuse_script
        from drifttools.repair.render import bare_sql, bare_sqlite
        from drifttools.repair.sqlite.schema import Schema

        refuse_script(compared, opening.target.name, session.config, session.say)
        plan = repair_plan(compared, actual)
        found = compared.actual
        on_sqlite = found.server.dialect == "sqlite"
        click.echo(bare_sqlite(plan, Schema.of_snapshot(found)) if on_sqlite else bare_sql(plan), nl=False)
        for left in plan.unplanned:
            click.echo(f"drift: not in the script: {findings.by_id(left.finding).label}: {left.reason}", err=True)
    else:
        from drifttools.report.clean import clean_document, nothing_to_tell

        if nothing_to_tell(findings):
            session.show(clean_document())
        else:
            from drifttools.report.audit import document_of_findings

            session.show(document_of_findings(findings, ()))
    if any(finding.change == "unknown" for finding in findings):
        return 3
    return 1 if findings else 0

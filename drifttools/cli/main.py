"""`drift`: finds the command, turns errors into messages and exit codes. No command is imported before it is called."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from pathlib import Path

import click

from drifttools.cli.groups import Commands, Table
from drifttools.cli.session import Session
from drifttools.errors import DriftToolsError
from drifttools.redact import redactor
from drifttools.version import __version__

INTERRUPTED = 130

COMMANDS: Table = {
    "demo": ("demo", "Build a real incident on a private server and resolve it before your eyes."),
    "doctor": ("doctor", "Check this machine, drift.toml and what the role may see and do."),
    "explain": ("explain", "What does this error text mean, here? A log, a traceback, an answer of an API."),
    "locate": ("locate", "Where is this table, and where does the role look for it?"),
    "show": ("show", "Print objects of one kind: drift show columns prod --table users"),
    "presence": ("presence", "Which of these objects is in which schema?"),
    "search-path": ("search_path", "The search_path of a role and where each part of it comes from."),
    "sql": ("sql", "Run one read-only query."),
    "migrations": ("migrations", "The migrations on disk, what the database notes of them, and what is really there."),
    "models": ("models", "Where the database is right: the source of the models, edited to say so, as a diff."),
    "snapshot": ("snapshot", "Save the catalog of a database as files."),
    "diff": ("diff", "Compare a database with what it should be; findings, or the repair SQL."),
    "audit": ("audit", "Find drift and its causes; opens an incident folder."),
    "code": ("code", "Find where code names tables, columns and enum values that the database lacks."),
    "contracts": ("contracts", "Compare Pydantic models with the SQLAlchemy models behind them."),
    "bases": ("bases", "Every declarative base of a package, its tables, and which one tests and migrations use."),
    "portability": ("portability", "Models on SQLite and PostgreSQL: what is not the same, and what to write instead."),
    "probe": ("probe", "Look at the rows: orphans, duplicates, nulls, sequences, invariants."),
    "rls": ("rls", "Try row-level security: as this role, what may each command see or write?"),
    "smoke": ("smoke", "Run the smoke tests of drift.toml; compare test runs before and after."),
    "trace": ("trace", "Follow one row to what it refers to and what refers to it."),
    "mend": ("mend", "Plan to put right the rows that a probe found."),
    "naming": ("naming", "Check names against the conventions of drift.toml."),
    "plan": ("plan", "Plan the repair of an incident; shows every statement and its locks."),
    "rehearse": ("rehearse", "Try plan and way back on a copy of the live schema."),
    "apply": ("apply", "Apply the plan; needs its confirmation token."),
    "rollback": ("rollback", "Take back what was applied."),
    "verify": ("verify", "Read everything again and prove the repair."),
    "report": ("report", "Write the incident report: Markdown, HTML, JSON."),
    "run": ("run", "Run a notebook through papermill into its incident folder."),
    "lab": ("lab", "Copy the notebooks here, and say how to open them or open JupyterLab on them."),
    "incident": ("incident", "List incidents; write a page of all; check one for tampering."),
    "rules": ("rules", "The documented kinds, causes, hazards, sources and probes."),
}


@click.group(
    cls=Commands,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog=(
        "Exit codes: 0 clean, 1 drift or failed check, 2 usage, 3 could not check, 4 apply failed and rolled back, "
        "5 apply partly done, 6 stale plan, 7 busy, 130 interrupted."
    ),
)
@click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path), help="drift.toml (else the first from here upward)."
)
@click.option(
    "--reports",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="Where incident folders are.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of the progress.")
@click.version_option(__version__, prog_name="drift")
@click.pass_context
def drift(ctx: click.Context, config: Path | None, reports: Path, quiet: bool) -> None:
    """Find schema drift, name its cause, repair it, prove the repair, write the report.

    \b
    drift locate user_profile prod         where is it, and who looks for it there?
    drift audit prod --expected django:manage.py
    drift plan latest                      nothing is changed
    drift rehearse latest                  on a copy of the live schema
    drift apply latest --confirm TOKEN     this and rollback alone change your database
    drift verify latest && drift report latest

    A TARGET is a name in drift.toml, a libpq service, a DSN or a SQLite file. An EXPECTED state is
    KIND:ARGUMENT[@REVISION], such as models:app.models:Base or alembic:alembic.ini; drift rules sources lists the kinds.
    """
    made = ctx.obj or Session  # a notebook has a session of its own, whose output is that of a cell
    ctx.obj = made(config_file=config, reports=reports, silent=quiet)


def main() -> None:
    """Run `drift` and leave the process with its exit code."""
    # Imports and reading make many objects and hardly a cycle; to look for one after every 700 objects, as Python does,
    # is a tenth of a small command, and to look through all of them at the end is another.
    gc.set_threshold(100_000)
    try:
        sys.exit(_run())
    finally:
        gc.freeze()


def _run() -> int:
    """The exit code of what the command line asks for."""
    try:
        outcome = drift.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as problem:
        problem.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("drift: interrupted", err=True)
        return INTERRUPTED
    except DriftToolsError as problem:
        _tell(problem)
        return problem.exit_code
    except BrokenPipeError:
        # whoever read our output has closed it (drift diff | head): nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:  # noqa: BLE001 - the last line of defence: a traceback could hold a password
        _tell_defect(problem)
        return 3
    return outcome if isinstance(outcome, int) else 0


def _tell(problem: DriftToolsError) -> None:
    from drifttools.document.escape import terminal

    click.echo(f"drift: {terminal(redactor.clean(problem.what), keep=chr(10))}", err=True)
    if problem.hint:
        click.echo(f"  next: {terminal(redactor.clean(problem.hint), keep=chr(10))}", err=True)


def _tell_defect(problem: Exception) -> None:
    """A defect of drifttools itself: said as such, with the details only on request."""
    from drifttools.document.escape import terminal

    said = terminal(redactor.clean(f"{type(problem).__name__}: {problem}").partition("\n")[0])
    click.echo(f"drift: this is a defect of drifttools, not of your database: {said}", err=True)
    if os.environ.get("DRIFT_DEBUG"):
        click.echo(redactor.clean("".join(traceback.format_exception(problem))), err=True)
    else:
        click.echo("  next: run it again with DRIFT_DEBUG=1 and report what it prints", err=True)


if __name__ == "__main__":
    main()

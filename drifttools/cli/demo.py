"""The story that `drift demo wrong-schema` plays: incident 4, for real."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.copying import dump_text
from drifttools.catalog.counts import count_rows
from drifttools.catalog.server import PrivateServer
from drifttools.config import parse_target
from drifttools.config.file import CONFIG_VARIABLE
from drifttools.demos import wrong_schema
from drifttools.errors import DriftToolsError
from drifttools.incident.folder import IncidentFolder

if TYPE_CHECKING:
    from drifttools.cli.session import Session

TARGET = "playerhub"
TITLE = "Profile pages answer 500"
_ASKED = "user_profile_about_item"
_JOURNAL_SCHEMA = "drifttools"


class WrongSchema:
    """Twelve tables in `test_schema`, a ledger that says applied, endpoints that answer 500."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.started = time.monotonic()

    def play(self, *, keep: bool, example: Path | None) -> int:
        """Build, audit, repair, prove, report; returns the exit code."""
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drift-demo-")))
            server = stack.enter_context(PrivateServer())
            self._say(f"a private PostgreSQL {server.version} is up")
            server.create_database("playerhub")
            server.create_database("playerhub_right")
            facts = wrong_schema.build(server.dsn("playerhub"))
            wrong_schema.build_right(server.dsn("playerhub_right"))
            self._say(f"{len(facts.moved)} tables of a Django project landed in {facts.schema}; the ledger says applied")
            url = stack.enter_context(wrong_schema.serve(server.dsn("playerhub")))
            for path, text in facts.errors.items():
                self._say(f"GET {path} answers 500: {text.strip().splitlines()[0]}")
            stack.enter_context(_configured(write_config(home, server.dsn("playerhub"), url)))
            incident = self._notebooks()
            proven = self._prove(server, facts)
            folder = IncidentFolder.open(self.session.reports, incident)
            if example is not None:
                _copy_example(folder.path, example)
            self._farewell(folder.path, proven=proven)
            if keep:
                self._wait(url, home)
            return 0 if proven else 1

    def _notebooks(self) -> str:
        """Run the five notebooks as a scheduler would, and give the name of the incident."""
        opened = self._run("00_start_here", {"target": TARGET, "name": _ASKED, "title": TITLE})
        incident = self._run("01_audit", {"incident": opened})
        self._run("02_repair", {"incident": incident})
        token = self._token(incident)
        self._say(f"the plan was rehearsed on a copy, forth and back; applying it with its token {token}")
        self._run("02_repair", {"incident": incident, "confirm": token})
        self._run("03_verify", {"incident": incident})
        self._run("04_incident_report", {"incident": incident})
        return incident

    def _token(self, incident: str) -> str:
        return self.session.investigate(incident=incident).load_plan().token

    def _run(self, notebook: str, parameters: Mapping[str, object]) -> str:
        from drifttools.notebook.runner import run

        shown = " ".join(f"-p {shlex.quote(f'{name}={value}')}" for name, value in parameters.items())
        self._say(f"drift run {notebook} {shown}")
        result = run(notebook, parameters, reports=self.session.reports)
        return result.incident

    def _prove(self, server: PrivateServer, facts: wrong_schema.Facts) -> bool:
        """Judge the repair by `pg_dump` and by row counts, against a database where the migrations ran right."""
        repaired, right = (
            dump_text(parse_target(server.dsn(database)), server.binaries, exclude_schema=_JOURNAL_SCHEMA)
            for database in ("playerhub", "playerhub_right")
        )
        with connect_readonly(parse_target(server.dsn("playerhub"))) as connection:
            counted = count_rows(connection, [("public", table) for table in facts.rows])
        rows = dict(zip(counted["table"].tolist(), counted["rows"].tolist(), strict=True))
        lost = {table: (rows.get(table), before) for table, before in facts.rows.items() if rows.get(table) != before}
        same = repaired == right
        self._say(f"pg_dump --schema-only equals that of a database migrated right: {'yes' if same else 'NO'}")
        self._say(f"rows: {sum(facts.rows.values())} before, {'all of them' if not lost else f'NOT all: {lost}'} after")
        return same and not lost

    def _say(self, message: str) -> None:
        seconds = time.monotonic() - self.started
        click.echo(click.style(f"{seconds:5.1f} s  ", dim=True) + message)

    def _farewell(self, folder: Path, *, proven: bool) -> None:
        click.echo("")
        click.secho(
            "Found, explained, repaired, proven, reported." if proven else "Something is NOT as it should be.", bold=True
        )
        click.echo(f"  the report:     {folder / 'report.html'}  (or report.md)")
        click.echo(f"  the notebooks:  {folder}/*.ipynb")
        # the demo of a checkout runs before anything is in PATH
        drift = "drift" if shutil.which("drift") else os.path.relpath(sys.argv[0])
        click.echo(f"  the case:       {drift} --reports {self.session.reports} incident check {folder.name}")
        click.echo(f"  try next:       {drift} demo --keep   then   {drift} locate user_profile_about_item playerhub")
        click.echo(f"  your database:  {drift} locate SOME_TABLE 'postgresql://you@host/db'")

    def _wait(self, url: str, home: Path) -> None:
        click.echo(f"\nStill running: {url}. In another terminal:\n  export {CONFIG_VARIABLE}={home / 'drift.toml'}")
        click.echo("Ctrl-C ends it.")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            click.echo("")


def write_config(home: Path, dsn: str, url: str) -> Path:
    """Put the project and a `drift.toml` into a directory, as a user has them."""
    shutil.copytree(wrong_schema.PROJECT, home / "project", ignore=shutil.ignore_patterns("__pycache__"))
    until = datetime.now(UTC).date() + timedelta(days=90)
    smoke = "\n".join(
        f'[[smoke]]\nname = "GET {path}"\nurl = {_toml(url + path)}\nexpect_status = 200\n'
        for path in wrong_schema.ENDPOINTS
    )
    text = f"""[targets.{TARGET}]
dsn = {_toml(dsn)}
expected = "django:project/manage.py"

[project]
python = {_toml(sys.executable)}

[[ignore]]
kind = "schema"
object = "{wrong_schema.STRAY_SCHEMA}"
reason = "the test suite makes it; it is empty once the tables are back"
until = {until.isoformat()}

{smoke}"""
    file = home / "drift.toml"
    file.write_text(text, encoding="utf-8")
    return file


def _toml(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@contextmanager
def _configured(file: Path) -> Iterator[None]:
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


def _copy_example(folder: Path, example: Path) -> None:
    """Copy what a reader of the repository wants to see."""
    example.mkdir(parents=True, exist_ok=True)
    for name in ("report.md", "report.html", "report.json", "repair.sql", "rollback.sql"):
        if not (folder / name).is_file():
            raise DriftToolsError(f"the demo's incident has no {name}")
        shutil.copyfile(folder / name, example / name)

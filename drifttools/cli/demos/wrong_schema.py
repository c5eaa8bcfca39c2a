"""The story that `drift demo wrong-schema` plays, for real."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.copying import dump_text
from drifttools.catalog.counts import count_rows
from drifttools.catalog.server import PrivateServer
from drifttools.cli.demos.story import Story, configured, copy_example
from drifttools.config import parse_target
from drifttools.demos import wrong_schema
from drifttools.demos.project import toml
from drifttools.incident.folder import IncidentFolder
from drifttools.kinds.fragments import JOURNAL_SCHEMA

TARGET = "playerhub"
TITLE = "Profile pages answer 500"
_ASKED = "user_profile_about_item"
_FURTHER = {
    "try next": "drift demo wrong-schema --keep   then   drift locate user_profile_about_item playerhub",
    "another demo": "drift demo alembic-alignment",
    "your database": "drift locate SOME_TABLE 'postgresql://you@host/db'",
}


class WrongSchema(Story):
    """Twelve tables in `test_schema`, a ledger that says applied, endpoints that answer 500."""

    def play(self, *, keep: bool, example: Path | None) -> int:
        """Build, audit, repair, prove, report; returns the exit code."""
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drift-demo-")))
            server = stack.enter_context(PrivateServer())
            self.say(f"a private PostgreSQL {server.version} is up")
            server.create_database("playerhub")
            server.create_database("playerhub_right")
            facts = wrong_schema.build(server.dsn("playerhub"))
            wrong_schema.build_right(server.dsn("playerhub_right"))
            self.say(f"{len(facts.moved)} tables of a Django project landed in {facts.schema}; the ledger says applied")
            url = stack.enter_context(wrong_schema.serve(server.dsn("playerhub")))
            for path, text in facts.errors.items():
                self.say(f"GET {path} answers 500: {text.strip().splitlines()[0]}")
            stack.enter_context(configured(write_config(home, server.dsn("playerhub"), url)))
            incident = self._notebooks()
            proven = self._prove(server, facts)
            folder = IncidentFolder.open(self.session.reports, incident)
            if example is not None:
                copy_example(folder.path, example)
            self.farewell(folder.path, proven=proven, further=_FURTHER)
            if keep:
                self.wait(url, home / "drift.toml")
            return 0 if proven else 1

    def _notebooks(self) -> str:
        """Run the five notebooks as a scheduler would, and give the name of the incident."""
        opened = self.run("00_start_here", {"target": TARGET, "name": _ASKED, "title": TITLE})
        incident = self.run("01_audit", {"incident": opened})
        self.run("02_repair", {"incident": incident})
        token = self._token(incident)
        self.say(f"the plan was rehearsed on a copy, forth and back; applying it with its token {token}")
        self.run("02_repair", {"incident": incident, "confirm": token})
        self.run("03_verify", {"incident": incident})
        self.run("04_incident_report", {"incident": incident})
        return incident

    def _token(self, incident: str) -> str:
        return self.session.investigate(incident=incident).load_plan().token

    def _prove(self, server: PrivateServer, facts: wrong_schema.Facts) -> bool:
        """Judge the repair by `pg_dump` and by row counts, against a database where the migrations ran right."""
        repaired, right = (
            dump_text(parse_target(server.dsn(database)), server.binaries, exclude_schema=JOURNAL_SCHEMA)
            for database in ("playerhub", "playerhub_right")
        )
        with connect_readonly(parse_target(server.dsn("playerhub"))) as connection:
            counted = count_rows(connection, [("public", table) for table in facts.rows])
        rows = dict(zip(counted["table"].tolist(), counted["rows"].tolist(), strict=True))
        lost = {table: (rows.get(table), before) for table, before in facts.rows.items() if rows.get(table) != before}
        same = repaired == right
        self.say(f"pg_dump --schema-only equals that of a database migrated right: {'yes' if same else 'NO'}")
        self.say(f"rows: {sum(facts.rows.values())} before, {'all of them' if not lost else f'NOT all: {lost}'} after")
        return same and not lost


def write_config(home: Path, dsn: str, url: str) -> Path:
    """Put the project and a `drift.toml` into a directory, as a user has them."""
    shutil.copytree(wrong_schema.PROJECT, home / "project", ignore=shutil.ignore_patterns("__pycache__"))
    until = datetime.now(UTC).date() + timedelta(days=90)
    smoke = "\n".join(
        f'[[smoke]]\nname = "GET {path}"\nurl = {toml(url + path)}\nexpect_status = 200\n'
        for path in wrong_schema.ENDPOINTS
    )
    text = f"""[targets.{TARGET}]
dsn = {toml(dsn)}
expected = "django:project/manage.py"

[project]
python = {toml(sys.executable)}

[[ignore]]
kind = "schema"
object = "{wrong_schema.STRAY_SCHEMA}"
reason = "the test suite makes it; it is empty once the tables are back"
until = {until.isoformat()}

{smoke}"""
    file = home / "drift.toml"
    file.write_text(text, encoding="utf-8")
    return file

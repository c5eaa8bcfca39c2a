"""The story that `drift demo sqlite-models` plays, for real."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.catalog.server import PrivateServer
from drifttools.cli.demos.story import Story, configured, copy_example
from drifttools.demos import sqlite_models as demo
from drifttools.incident.folder import IncidentFolder
from drifttools.investigation import files
from drifttools.model.code import CodeScan
from drifttools.model.verdict import State

if TYPE_CHECKING:
    from drifttools.investigation import Investigation
    from drifttools.investigation.shown import Audit

TITLE = "No test passes on SQLite"
_FURTHER = {
    "try next": "drift demo sqlite-models --keep   then   drift bases app",
    "another demo": "drift demo wrong-schema",
    "your models": "drift portability models:app.models",
}


class SqliteModels(Story):
    """Models for PostgreSQL, a stale SQLite file, the wrong base, and 25 tests of which none passes."""

    def play(self, *, keep: bool, example: Path | None) -> int:
        """Build, run the tests, audit, edit, repair, run them again on both, report; returns the exit code."""
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drift-demo-")))
            server = stack.enter_context(PrivateServer())
            for database in ("clipcast", "clipcast_tests"):
                server.create_database(database)
            dsn, project = server.dsn("clipcast"), demo.take(home / "clipcast")
            demo.build(dsn, project)
            self.say(f"models in PostgreSQL {server.version}, and a test.db from when they were younger")
            before = self._tested(project, home / "before.xml")
            stack.enter_context(configured(demo.configure(project, dsn, scratch=server.dsn())))
            self.say(f"drift audit {demo.TEST} --portability sqlite,postgresql")
            inv = self.session.investigate(demo.TEST, title=TITLE)
            audit = inv.audit(portability=True)
            inv.tests(before=[before.junit])
            named = self._named(inv, audit)
            repaired = self._repaired(inv)
            self._edited(audit, project)
            after = self._tested(project, home / "after.xml")
            elsewhere = self._tested(project, home / "postgresql.xml", url=demo.url_of(server.dsn("clipcast_tests")))
            inv.tests(after=[after.junit])
            verdict = inv.verify()
            self.say(f"drift verify: {verdict.state}")
            production = self._in_production()
            inv.report()
            passed = not before.passed and after.passed == after.tests == elsewhere.passed
            proven = all((named, repaired, passed, production, verdict.state is not State.FAIL))
            folder = IncidentFolder.open(self.session.reports, inv.incident)
            if example is not None:
                copy_example(folder.path, example)
                for run in (before, after):
                    shutil.copyfile(run.junit, example / run.junit.name)
                if audit.portability is not None:
                    (example / "portable.diff").write_text(audit.portability.diff, encoding="utf-8")
            self.farewell(folder.path, proven=proven, further=_FURTHER)
            if keep:
                self.wait(f"the databases {demo.TEST} and {demo.PRODUCTION} of {project}", project / "drift.toml")
            return 0 if proven else 1

    def _tested(self, project: Path, junit: Path, url: str = "") -> demo.Outcome:
        """Run the project's tests, and tell how many pass and why the others do not."""
        outcome = demo.run_tests(project, junit, url=url)
        where = "PostgreSQL" if url else "SQLite"
        why = f"; {outcome.reasons[0][-80:]}" if outcome.reasons else ""
        self.say(f"pytest on {where}: {outcome.passed} of {outcome.tests} pass{why}")
        return outcome

    def _named(self, inv: Investigation, audit: Audit) -> bool:
        """Say of each thing that was planted what named it; whether all were."""
        contracts = inv.folder.read(CodeScan, files.CONTRACTS, needs="drift audit")
        ported = audit.portability
        rules = {one.rule for one in ported.findings} if ported is not None else set()
        scan = inv.folder.read(CodeScan, files.CODE, needs="drift audit")
        told = {
            "phone_number is missing in test.db": any(one.name == "phone_number" for one in audit.findings),
            "conftest.py makes the tables of the wrong base": any(one.rule == "wrong-base" for one in audit.causes),
            "a fixture names is_active": any(one.named == "is_active" for one in scan.findings),
            "an answer wants is_private": any("is_private" in one.sentence for one in contracts.findings),
            "ARRAY, UUID and datetimes are not the same on SQLite": {"array", "uuid", "aware-datetime"} <= rules,
        }
        for what, found in told.items():
            self.say(f"  {'found' if found else 'NOT FOUND'}: {what}")
        return all(told.values())

    def _edited(self, audit: Audit, project: Path) -> None:
        """Write the portable forms, and what is a developer's to say."""
        if audit.portability is not None:
            self.say(f"drift portability --apply: {', '.join(audit.portability.apply())}")
        for edit in demo.BY_HAND:
            edit.write(project)
            self.say(f"by hand, {edit.place} ({edit.named_by}): {edit.about}")

    def _repaired(self, inv: Investigation) -> bool:
        """Plan, rehearse on a copy, apply: test.db becomes what the models make in their portable form."""
        plan = inv.plan()
        verdict = inv.rehearse(plan)
        self.say(f"drift plan, drift rehearse: {len(plan.steps)} steps on test.db, rehearsed on a copy: {verdict.state}")
        outcome = inv.apply(plan, confirm=plan.token)
        self.say(f"drift apply: {outcome.message}")
        return verdict.state is State.PASS

    def _in_production(self) -> bool:
        """The edited models beside production: the portable forms changed nothing there."""
        audit = self.session.investigate(demo.PRODUCTION, title="Production beside the portable models").audit()
        self.say(f"drift audit {demo.PRODUCTION}: {len(audit.findings)} differences to the portable models")
        return audit.clean

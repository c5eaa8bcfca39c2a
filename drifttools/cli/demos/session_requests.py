"""The story that `drift demo session-requests` plays, for real."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path

from drifttools.catalog.copying import dump_text
from drifttools.catalog.server import PrivateServer
from drifttools.cli.demos.story import Story, configured, copy_example
from drifttools.config import parse_target
from drifttools.demos import session_requests as demo
from drifttools.incident.folder import IncidentFolder
from drifttools.investigation import Investigation
from drifttools.model.verdict import State
from drifttools.repair.mending import Mend, Mending

TITLE = "Customers wait and mechanics see no requests"
_FURTHER = {
    "try next": f"drift demo session-requests --keep   then   drift trace pitstop sessions id={demo.STUCK}",
    "another demo": "drift demo wrong-schema",
    "your database": "drift audit 'postgresql://you@host/db' --expected sql:supabase/migrations --probe",
}


class SessionRequests(Story):
    """A column, a foreign key, a policy, a state in the code, a swallowed failure: each hides the next."""

    def play(self, *, keep: bool, example: Path | None) -> int:
        """Build, explain, audit, plan, rehearse, apply, correct the code, prove, report; returns the exit code."""
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drift-demo-")))
            server = stack.enter_context(PrivateServer())
            self.say(f"a private PostgreSQL {server.version} is up")
            for name in (demo.TARGET, "made_anew"):
                server.create_database(name)
            dsn, project = server.dsn(demo.TARGET), demo.take(home / "web")
            facts = demo.build(dsn)
            demo.build_right(server.dsn("made_anew"))
            url = stack.enter_context(demo.serve(dsn, project))
            self.say(f"a service in TypeScript, a database in Supabase's layout, {len(facts.noted)} of 4 migrations noted")
            stack.enter_context(configured(demo.configure(project, dsn, url)))
            inv = self.session.investigate(demo.TARGET, title=TITLE)
            shown = self._audited(inv)
            repaired = self._repaired(inv, dsn, facts)
            self._reloaded(url)
            self.say(f"corrected in the code: {', '.join(dict.fromkeys(demo.correct(project)))}")
            self._noted()
            self.run("03_verify", {"incident": inv.incident})
            noted = self._clean()
            self.run("04_incident_report", {"incident": inv.incident})
            proven = all((shown, repaired, noted, self._same_as_made_anew(server), self._accepted(url)))
            folder = IncidentFolder.open(self.session.reports, inv.incident)
            if example is not None:
                copy_example(folder.path, example)
            self.farewell(folder.path, proven=proven, further=_FURTHER)
            if keep:
                self.wait(
                    f"the database {demo.TARGET}, the service {url} and the project {project}", project / "drift.toml"
                )
            return 0 if proven else 1

    def _audited(self, inv: Investigation) -> bool:
        """Explain the text in the log, audit once, and say of each issue what shows it; whether every one is shown."""
        self.say(f'drift explain "{demo.ERROR_TEXT}"')
        for answer in inv.explain(demo.ERROR_TEXT).explanations:
            self.say(f"  {answer.sentence}")
        self.say(f"drift audit {demo.TARGET} --probe")
        audit = inv.audit(probe=True)
        for cause in audit.causes:
            self.say(f"  {cause.confidence}, {cause.rule}: {cause.sentence}")
        seen = demo.Seen(inv.folder)
        evidence = {issue.label: seen.evidence(issue) for issue in demo.ISSUES}
        shown = [label for label, where in evidence.items() if where]
        self.say(f"{len(shown)} of {len(evidence)} issues are shown by this one audit:")
        for label, where in evidence.items():
            self.say(f"  {label}: {where or 'NOT shown'}")
        missing = [row for row in inv.trace("sessions", id=demo.STUCK).rows if str(row.state) == "missing"]
        self.say(
            f"drift trace {demo.TARGET} sessions id={demo.STUCK}: missing is {', '.join(row.table for row in missing)}"
        )
        return len(shown) == len(evidence) and bool(missing)

    def _repaired(self, inv: Investigation, dsn: str, facts: demo.Facts) -> bool:
        """Plan schema and rows, rehearse both on a copy, apply them; whether all went well and no row is lost."""
        (question,) = [one.id for one in demo.Seen(inv.folder).rows if one.probe == "invariants"]
        self.say(f"drift plan {inv.incident} --way {demo.WAY} --mend {question}=insert --set ...")
        plan = inv.plan(ways=[demo.WAY], mends=[Mend(question, Mending.INSERT, demo.PARTNER)])
        for step in plan.steps:
            self.say(f"  {step.id} {step.title}")
        verdict = inv.rehearse(plan)
        self.say(f"rehearsed on a copy with rows, forth and back: {verdict.state}; applying it with its token {plan.token}")
        inv.apply(plan, confirm=plan.token)
        before, after = facts.rows["session_requests"], demo.counts(dsn)["session_requests"]
        self.say(f"session_requests: {before} rows before, {after} after: 2 put aside, which no mechanic has, and 5 made")
        return verdict.state is State.PASS and after == before - 2 + 5

    def _reloaded(self, url: str) -> None:
        """Show that PostgREST knows the column, because the last step of the plan told it."""
        made = '"session_request": "' in demo.ask(url, "POST", "/api/intake/start?dry=1")[1]
        what = "a request" if made else "NO request: its schema cache is stale"
        self.say(f"PostgREST heard of it at the commit: the form makes {what}")

    def _noted(self) -> None:
        """Note the migration as applied, which now is made: else its own tool would run it again."""
        inv = self.session.investigate(demo.TARGET, title="A migration noted as applied")
        last = demo.migrations()[-1].stem.partition("_")[0]
        plan = inv.migrations.stamp(last)
        inv.apply(plan, confirm=plan.token)
        self.say(f"drift migrations stamp --migration {last}: proven by the catalog, and noted")

    def _clean(self) -> bool:
        """Whether another audit finds nothing, in the schema, the rows and the code."""
        again = self.session.investigate(demo.TARGET, title="Afterwards").audit(probe=True)
        wrong = [one for one in again.probed if one.offends]
        self.say(f"drift audit {demo.TARGET} --probe, in a new incident: {'clean' if again.clean else 'NOT clean'}")
        return again.clean and not wrong

    def _same_as_made_anew(self, server: PrivateServer) -> bool:
        """Judge the repair by `pg_dump`, against a database that the project's migrations make from nothing."""
        repaired, anew = (
            dump_text(parse_target(server.dsn(database)), server.binaries, exclude_schema="drifttools")
            for database in (demo.TARGET, "made_anew")
        )
        same = repaired == anew
        self.say(f"pg_dump --schema-only equals that of a database migrated from nothing: {'yes' if same else 'NO'}")
        return same

    def _accepted(self, url: str) -> bool:
        """Let a mechanic accept the oldest request, for real."""
        status, body = demo.ask(url, "POST", "/api/mechanic/accept")
        self.say(f"POST /api/mechanic/accept answers {status}: {body}")
        return status == HTTPStatus.OK

"""The story that `drift demo alembic-alignment` plays, for real."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from drifttools.catalog.copying import dump_text
from drifttools.catalog.server import PrivateServer
from drifttools.cli.demos.story import Story, configured, copy_example
from drifttools.config import parse_target
from drifttools.demos import alembic_alignment as demo
from drifttools.demos.project import provide_supabase
from drifttools.incident.folder import IncidentFolder
from drifttools.incident.record import FindingsFile
from drifttools.investigation import Investigation, files
from drifttools.investigation.models_diff import ModelsDiff
from drifttools.model.cause import Cause

TITLE = "Models, migrations and Supabase disagree"
_ASKED = "documents.status"
_NICKNAME = ("app/models/user.py", "    bio:", "    nickname: Mapped[str | None] = mapped_column(Text)\n    bio:")
_CANCELLED = ("app/models/query.py", '    FAILED = "failed"', '    FAILED = "failed"\n    CANCELLED = "cancelled"')
_FURTHER = {
    "try next": "drift demo alembic-alignment --keep   then   drift migrations where askdocs",
    "another demo": "drift demo wrong-schema",
    "your database": "drift audit 'postgresql://you@host/db' --expected alembic:alembic.ini",
}


class AlembicAlignment(Story):
    """Five enums, twelve columns, three types and a model apart, while `alembic current` says head."""

    def play(self, *, keep: bool, example: Path | None) -> int:
        """Build, audit, write the revision, run it both ways, mend the models, prove, report; returns the exit code."""
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drift-demo-")))
            server = stack.enter_context(PrivateServer())
            self.say(f"a private PostgreSQL {server.version} is up")
            server.create_database(demo.TARGET)
            dsn, project = server.dsn(demo.TARGET), demo.take(home / "api")
            facts = demo.build(dsn, project)
            self.say(f"models, Alembic and a database of Supabase; alembic current: {facts.current}")
            stack.enter_context(configured(demo.configure(project, dsn)))
            incident = self.run("01_audit", {"target": demo.TARGET, "title": TITLE})
            inv = self.session.investigate(incident=incident)
            named = self._named(inv)
            self.run("05_migrations", {"incident": incident, "name": _ASKED})
            revision, kept = self._repaired(inv, dsn, project, facts)
            diff = self._mended(inv)
            seen = not diff.left and self._autogenerate(dsn, project)
            self.run("03_verify", {"incident": incident})
            self.run("04_incident_report", {"incident": incident})
            proven = all((named, kept, seen, self._same_as_made_anew(server, project)))
            folder = IncidentFolder.open(self.session.reports, incident)
            if example is not None:
                copy_example(folder.path, example)
                (example / "models.diff").write_text(diff.text, encoding="utf-8")
                shutil.copyfile(project / revision, example / "revision.py")
            self.farewell(folder.path, proven=proven, further=_FURTHER)
            if keep:
                self.wait(f"the database {demo.TARGET} and the project {project}", project / "drift.toml")
            return 0 if proven else 1

    def _named(self, inv: Investigation) -> bool:
        """Say of each misalignment which cause it has; whether all were found and have the right one."""
        audited = inv.folder.read(FindingsFile, files.FINDINGS, needs="01_audit")
        causes = inv.folder.read(tuple[Cause, ...], files.CAUSES, needs="01_audit")
        rule_of = {finding: cause.rule for cause in causes for finding in cause.findings}
        found = {(one.finding.kind, one.finding.key, one.finding.attribute): rule_of[one.id] for one in audited.findings}
        right = [one for one in demo.MISALIGNMENTS if found.get((one.kind, one.key, one.attribute)) == one.rule]
        numbers = Counter(one.group for one in right)
        told = ", ".join(f"{number} {group}{'s' if number > 1 else ''}" for group, number in numbers.items())
        self.say(f"{len(right)} of {len(demo.MISALIGNMENTS)} misalignments are named with their cause: {told}")
        for rule, number in Counter(one.rule for one in right).items():
            labels = ", ".join(one.label for one in right if one.rule == rule)
            self.say(f"  {rule}, {number}: {labels}")
        return len(right) == len(demo.MISALIGNMENTS)

    def _repaired(self, inv: Investigation, dsn: str, project: Path, facts: demo.Facts) -> tuple[str, bool]:
        """Write the revision, run it forth, back and forth; its file, and whether all rows were kept."""
        shown = f"--only {demo.IN_THE_DATABASE[0]} ... --drop {demo.TO_DROP[0]} ... --way '{demo.WAYS[0]}' ..."
        self.say(f"drift plan {inv.incident} {shown}")
        plan = inv.plan(only=demo.IN_THE_DATABASE, drop=demo.TO_DROP, ways=demo.WAYS)
        verdict = inv.rehearse(plan)
        self.say(f"{len(plan.steps)} steps for what is wrong in the database; rehearsed on a copy: {verdict.state}")
        written = inv.migrations.write()
        self.say(f"drift migrations write: {written.files[0]}, replayed with all the others")
        kept, number = True, sum(facts.rows.values())
        for command in (("upgrade", "head"), ("downgrade", "-1"), ("upgrade", "head")):
            demo.alembic(dsn, project, *command)
            kept = kept and demo.counts(dsn) == facts.rows
            self.say(f"alembic {' '.join(command)}: {number} rows, {'all kept' if kept else 'NOT all kept'}")
        return written.files[0], kept

    def _mended(self, inv: Investigation) -> ModelsDiff:
        """Write into the models what the database has and they have not."""
        diff = inv.models.diff()
        files = ", ".join(diff.apply())
        left = f"{len(diff.left)} differences are left" if diff.left else "nothing is left that differs"
        self.say(f"drift models {demo.TARGET} --apply: {files}; {left}")
        return diff

    def _autogenerate(self, dsn: str, project: Path) -> bool:
        """Whether autogenerate then finds nothing, and what is planted all the same."""
        clean = demo.alembic(dsn, project, "check", fails=True)
        self.say(f"alembic check: {clean}")
        planted = demo.take(project.parent / "planted")
        shutil.copytree(project / "app", planted / "app", dirs_exist_ok=True)
        shutil.copytree(project / "migrations", planted / "migrations", dirs_exist_ok=True)
        for file, old, new in (_NICKNAME, _CANCELLED):
            text = (planted / file).read_text(encoding="utf-8")
            (planted / file).write_text(text.replace(old, new), encoding="utf-8")
        found = demo.alembic(dsn, planted, "check", fails=True)
        seen = [what for what in ("nickname", "cancelled") if what in found]
        self.say(f"planted in the models, and seen by alembic check: {', '.join(seen) or 'NOTHING'}")
        return clean.startswith("No new upgrade operations") and len(seen) == 2  # noqa: PLR2004 - a column and a label

    def _same_as_made_anew(self, server: PrivateServer, project: Path) -> bool:
        """Judge the repair by `pg_dump`, against a database that the project's migrations make from nothing."""
        server.create_database("made_anew")
        provide_supabase(server.dsn("made_anew"))
        demo.alembic(server.dsn("made_anew"), project, "upgrade", "head")
        repaired, anew = (
            dump_text(parse_target(server.dsn(database)), server.binaries, exclude_schema="drifttools")
            for database in (demo.TARGET, "made_anew")
        )
        same = repaired == anew
        self.say(f"pg_dump --schema-only equals that of a database migrated from nothing: {'yes' if same else 'NO'}")
        return same

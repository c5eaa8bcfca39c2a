"""The investigation: its stages, from the audit to the report. Each stage is a file beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.document.shown import Shown
from drifttools.investigation.asking import Asking
from drifttools.model.finding import Severity

if TYPE_CHECKING:
    from drifttools.document import Document
    from drifttools.investigation.shown import Audit, ShownPlan, ShownVerdict
    from drifttools.model.plan import Plan
    from drifttools.model.snapshot import Snapshot
    from drifttools.repair.mending import Mend
    from drifttools.repair.outcome import ApplyState, Outcome
    from drifttools.report.gate.base import Gate
    from drifttools.report.write import Report


class Investigation(Asking, Shown):
    """One incident, from the question to the report.

    Every stage leaves its result in the incident folder, and the next one takes it from there: stop after the audit today,
    go on with the repair tomorrow, from another machine. Made by `investigate`.
    What may be asked without a stage stands in `Asking`.
    """

    def __repr__(self) -> str:
        against, incident = self.spec or "nothing yet", self.incident or "not opened"
        return f"<Investigation of {self._named} against {against}, incident {incident}>"

    def document(self) -> Document:
        """What is investigated, how far it has come, and the next step; nothing is asked for that."""
        from drifttools.investigation.overview import document_of_investigation

        return document_of_investigation(self, self._named)

    def snapshot(self, path: str | Path) -> Snapshot:
        """Save the live catalog as a folder that `snapshot:PATH` names; raises SnapshotError where it cannot be written."""
        from drifttools.catalog.opening import Opening
        from drifttools.catalog.store import save
        from drifttools.investigation.comparing import read_live

        self.say(f"reading the catalog of {self.target.name}")
        with Opening(self.target) as opening:
            snapshot, _ = read_live(opening, edges=True)
        save(snapshot, path)
        return snapshot

    def audit(
        self,
        *,
        smoke: bool = True,
        cache: bool = True,
        schemas: Iterable[str] | None = None,
        probe: bool = False,
        portability: bool = False,
    ) -> Audit:
        """Find what differs, and why.

        Args:
            smoke: Whether the smoke tests of `drift.toml` are run, so that a verification has something to compare with.
            cache: Whether a replayed expected state may be taken from the last time.
            schemas: Only these schemas; None for all.
            probe: Whether the rows are looked at, too, as `probe` does: for the rules about causes, and for the report.
            portability: Whether models are tried on SQLite and PostgreSQL, as `portability` does. A SQLite database is then
                compared with the portable form of what it cannot have as it is written.

        Raises:
            DriftToolsError: A side could not be read.
        """
        from drifttools.investigation.auditing import audit

        chosen = frozenset(schemas) if schemas is not None else None
        return audit(self, smoke=smoke, cache=cache, schemas=chosen, probe=probe, portability=portability)

    def mend(self, question: str, way: str, values: Mapping[str, str] | None = None) -> ShownPlan:
        """Plan to put right the rows that a question of `probe` found; nothing is changed before `apply`.

        Up to 10,000 rows are one step, in one transaction with its journal: counted again under a lock that keeps writers
        out, and afterwards. More are listed by one step, and put right by the next in portions, each committed. What the
        way back needs, and what was made, stands in a table of the schema `drifttools`
        (SQLite: a table `drifttools_mended_...`).

        Args:
            question: Its id: `question` in the frame of `probe`.
            way: `quarantine` takes the rows into a table of their own; `empty` writes null where a reference leads nowhere;
                `insert` makes the missing partners.
            values: For `insert`: column to an SQL expression over the row `t` that lacks a partner. What is equal in both
                tables is known already.

        Raises:
            UsageError: There is no such question or way, no such row, or many without a primary key to go through them by.
            CatalogError: The rows could not be counted.
        """
        from drifttools.investigation.mending import mend

        return mend(self, question, way, values or {})

    def gate(self, audit: Audit, *, fail_on: Severity = Severity.NOTE, checkout: Path | None = None) -> Gate:
        """An audit as a gate of a build: its exit code, and what `report.gate` writes of it as SARIF, JUnit, annotations.

        Args:
            audit: The audit of this incident.
            fail_on: The least severity that fails.
            checkout: The directory that places in files are relative to; else the current one.
        """
        from drifttools.investigation.gating import gate

        return gate(self, audit, fail_on, checkout or Path.cwd())

    def plan(
        self,
        *,
        drop: Iterable[str] = (),
        only: Iterable[str] = (),
        ways: Iterable[str] = (),
        maintenance: bool = False,
        online_above_mb: int | None = None,
        mends: Iterable[Mend] = (),
    ) -> ShownPlan:
        """Plan the repair of what the last audit found. The rows that would be in its way are counted, and only read.

        Args:
            drop: Patterns for the names of unexpected objects that may be dropped; without them nothing is dropped.
            only: Patterns for the objects to repair; all without them.
            ways: `NAME=WAY` for objects whose rows are in the way: `default`, `using:EXPRESSION`, `quarantine`,
                `not-valid`, `leave`. Without one such an object is left alone, and the plan says which ways it has.
            maintenance: Whether nobody else works meanwhile: the short way in one transaction, however large the tables.
            online_above_mb: From this size on a table is not held still; else what `drift.toml` says.
            mends: What is done with the rows of questions of `probe`, after all else, as `mend` does it alone: the partners
                that are made may have columns that this very plan adds.

        Raises:
            IncidentError: There was no audit.
            StalePlanError: The database has changed since the audit.
            UsageError: A way cannot be read, or is none of its object; or tables that models declare would be dropped.
        """
        from drifttools.investigation.bases import refuse_drops
        from drifttools.investigation.planning import Wishes, plan

        drop = tuple(drop)
        refuse_drops(self, drop)
        return plan(self, Wishes(tuple(drop), tuple(only), tuple(ways), maintenance, online_above_mb, tuple(mends)))

    def rehearse(self, plan: Plan | None = None, *, rows: int | None = None) -> ShownVerdict:
        """Try the plan and its way back on a copy of the live schema, with some of the rows.

        Args:
            plan: Else the incident's own.
            rows: How many rows of each touched table go along, beside those that foreign keys lead to; 0 for none; else
                what `drift.toml` says. They stay on the scratch server and are gone with it.

        Raises:
            IncidentError: There is no plan.
            ScratchError: No copy could be made, so nothing was proven.
        """
        from drifttools.investigation.planning import rehearse

        return rehearse(self, plan or self.load_plan(), rows)

    def apply(self, plan: Plan | None = None, *, confirm: str) -> Outcome:
        """Apply the plan to the live database.

        Args:
            plan: Else the incident's own.
            confirm: `plan.token`, which only somebody who has seen the plan knows.

        Raises:
            DriftToolsError: It was not applied, or not whole; class, exit code and message say which.
        """
        from drifttools.investigation.applying import apply

        return apply(self, plan or self.load_plan(), confirm=confirm)

    def rollback(self, plan: Plan | None = None, *, confirm: str) -> Outcome:
        """Take back what was applied; `confirm` is `rollback_token(plan)`, and errors are as for `apply`."""
        from drifttools.investigation.applying import rollback

        return rollback(self, plan or self.load_plan(), confirm=confirm)

    def status(self) -> ApplyState:
        """How the plan stands, also after a crash."""
        from drifttools.investigation.applying import status

        return status(self, self.load_plan())

    def verify(self, *, smoke: bool = True) -> ShownVerdict:
        """Read everything again and check it: findings, steps, rows, scope, endpoints.

        Raises:
            IncidentError: There was no audit.
        """
        from drifttools.investigation.verifying import verify

        return verify(self, smoke=smoke)

    def report(self) -> Report:
        """Write `report.md`, `report.html` and `report.json` from what the folder holds."""
        from drifttools.report.write import write_report

        return write_report(self.folder)

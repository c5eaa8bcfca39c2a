"""The investigation: what is asked for, and in which folder the answers are kept. Each stage is a file beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drifttools.config import Config, Target
from drifttools.document.shown import Shown
from drifttools.errors import IncidentError, UsageError
from drifttools.incident.folder import IncidentFolder
from drifttools.investigation.comparing import Say, quiet
from drifttools.model.finding import Severity

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.catalog.explore import Catalog
    from drifttools.config.personas import Persona
    from drifttools.document import Document
    from drifttools.investigation.bases import ShownBases
    from drifttools.investigation.beside import ShownBeside
    from drifttools.investigation.migrations import Migrations
    from drifttools.investigation.models import ModelFiles
    from drifttools.investigation.portability import ShownPortability
    from drifttools.investigation.shown import Audit, Probes, ShownPlan, ShownRls, ShownTrace, ShownVerdict
    from drifttools.investigation.shown_code import ShownCode
    from drifttools.investigation.smoking import Smoked, Tested
    from drifttools.investigation.triage import Explained
    from drifttools.model.finding import Finding
    from drifttools.model.plan import Plan
    from drifttools.model.snapshot import Snapshot
    from drifttools.model.surroundings import Surroundings
    from drifttools.repair.mending import Mend
    from drifttools.repair.outcome import ApplyState, Outcome
    from drifttools.report.gate.base import Gate
    from drifttools.report.write import Report


class Investigation(Shown):
    """One incident, from the question to the report.

    Every stage leaves its result in the incident folder, and the next one takes it from there: stop after the audit today,
    go on with the repair tomorrow, from another machine. Made by `investigate`.

    Args:
        target: The live database, or what finds it: a report of an old incident needs no target that still exists.
        spec: What it should be: `KIND:ARGUMENT[@REVISION]`.
        config: `drift.toml`.
        reports: Where incident folders are.
        title: Of the incident.
        folder: Of an incident that is gone on with; a new one is made by the first audit.
        say: Called with a sentence at each stage of long work.
        clock: Gives the time, in UTC.
    """

    def __init__(
        self,
        *,
        target: Target | Callable[[], Target],
        spec: str,
        config: Config,
        reports: Path,
        title: str,
        clock: Callable[[], datetime],
        folder: IncidentFolder | None = None,
        say: Say = quiet,
    ) -> None:
        self._target = target
        self.spec = spec
        self.config = config
        self.reports = reports
        self.title = title
        self.clock = clock
        self.say = say
        self._folder = folder

    def __repr__(self) -> str:
        against, incident = self.spec or "nothing yet", self.incident or "not opened"
        return f"<Investigation of {self._named} against {against}, incident {incident}>"

    def document(self) -> Document:
        """What is investigated, how far it has come, and the next step; nothing is asked for that."""
        from drifttools.investigation.overview import document_of_investigation

        return document_of_investigation(self, self._named)

    @property
    def _named(self) -> str:
        # an incident's target may be gone from drift.toml: it still has its name
        return self._target.name if isinstance(self._target, Target) else self.folder.incident.target

    @cached_property
    def target(self) -> Target:
        """The live database; raises UsageError where `drift.toml` no longer knows it."""
        return self._target if isinstance(self._target, Target) else self._target()

    @property
    def incident(self) -> str:
        """The name of the incident's folder; empty before the first audit."""
        return self._folder.path.name if self._folder else ""

    @property
    def folder(self) -> IncidentFolder:
        """The incident folder.

        Raises:
            IncidentError: There is none yet.
        """
        if self._folder is None:
            raise IncidentError("this investigation has no incident folder yet", hint="inv.audit(), or drift audit TARGET")
        return self._folder

    def open(self) -> IncidentFolder:
        """The incident folder; a new one where there is none."""
        if self._folder is None:
            from drifttools.investigation.opening import open_incident

            self._folder = open_incident(self)
        return self._folder

    @property
    def needed_spec(self) -> str:
        """What the database should be.

        Raises:
            UsageError: Nothing says it.
        """
        if not self.spec:
            raise UsageError(
                f"nothing says what {self.target.name} should be",
                hint=f'--expected KIND:ARGUMENT, or expected = "..." in [targets.{self.target.name}] of drift.toml',
            )
        return self.spec

    @property
    def history_spec(self) -> str:
        """What names the migrations: the expected state, or beside models what `[project] migrations` says.

        Raises:
            UsageError: Nothing says what the database should be.
        """
        from drifttools.expected.resolve import migrations_beside

        return migrations_beside(self.needed_spec, self.config.project) or self.needed_spec

    @cached_property
    def catalog(self) -> Catalog:
        """The live catalog as DataFrames: `columns()`, `locate()`, `presence()`, `search_path()`, `sql()` ..."""
        from drifttools.catalog.explore import Catalog

        return Catalog(self.target)

    @cached_property
    def migrations(self) -> Migrations:
        """What the migrations on disk and the ledgers in the database say: `status()` ..."""
        from drifttools.investigation.migrations import Migrations

        return Migrations(self)

    @cached_property
    def models(self) -> ModelFiles:
        """The source of the models, and what it would have to say for the database to be right: `diff()`."""
        from drifttools.investigation.models import ModelFiles

        return ModelFiles(self)

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

    def probe(
        self,
        *,
        only: Iterable[str] = (),
        tables: Iterable[str] = (),
        values: bool = False,
        exact: bool = False,
        cache: bool = True,
    ) -> Probes:
        """Look at the rows: orphans, duplicates, nulls, values that do not convert, sequences, invariants of `drift.toml`.

        It only reads, each question under the time limit of `[probe]`; of a large table a sample is looked at, and the
        answer says so. What is asked about an expected state needs one; the other questions do not. The answers go into the
        incident folder where there is one.

        Args:
            only: The ids of the probes to run; all without them.
            tables: Patterns for `schema.table` or the table's name; all tables without them.
            values: Whether the wrong values of a few rows are shown, too: else only numbers and keys are. They are never
                kept in the incident folder.
            exact: Whether every row is looked at, however large the tables are.
            cache: Whether a replayed expected state may be taken from the last time.

        Returns:
            One answer per question. `frame()` has the columns question, probe, table, about, basis, state, confidence,
            rows, considered, sampled, key, keys, values, reason, because, query, duration_ms, findings.

        Raises:
            UsageError: There is no such probe, or an invariant is no single statement that reads.
            DriftToolsError: A side could not be read.
        """
        from drifttools.investigation.probing import probe

        return probe(self, only=only, tables=tables, values=values, exact=exact, cache=cache)

    def explain(self, text: str, *, role: str | None = None) -> Explained:
        """Say what an error text means here: what is not found or refused for the role, where it is, why, what to run.

        Args:
            text: Whatever was pasted: log lines, a traceback, an answer of PostgREST or Prisma, several at once.
            role: Whose search_path and privileges count; else the one that the text names, else the one that connects.

        Raises:
            UsageError: There is no such role.
        """
        from drifttools.investigation.triage import explain_text

        return explain_text(text, self, role)

    def mend(self, question: str, way: str, values: Mapping[str, str] | None = None) -> ShownPlan:
        """Plan to put right the rows that a question of `probe` found; nothing is changed before `apply`.

        The plan has one step, in one transaction with its journal: counted again under a lock that keeps writers out, and
        afterwards. What the way back needs, and what was made, stands in a table of the schema `drifttools`.

        Args:
            question: Its id: `question` in the frame of `probe`.
            way: `quarantine` takes the rows into a table of their own; `empty` writes null where a reference leads nowhere;
                `insert` makes the missing partners.
            values: For `insert`: column to an SQL expression over the row `t` that lacks a partner. What is equal in both
                tables is known already.

        Raises:
            UsageError: There is no such question or way, no such row, or more than 10,000 of them.
            CatalogError: The rows could not be counted.
        """
        from drifttools.investigation.mending import mend

        return mend(self, question, way, values or {})

    def rls(
        self,
        *personas: Persona | str,
        role: str = "",
        claims: Mapping[str, Any] | None = None,
        settings: Mapping[str, str] | None = None,
        tables: Iterable[str] = (),
        live: bool = False,
        rows: int | None = None,
    ) -> ShownRls:
        """Try row-level security: as a role with claims, what may each command see or write, and which policy decides?

        Without `live` it only reads: SELECT is sent as the role, and for INSERT, UPDATE and DELETE the server evaluates
        the policies, as the role and for each row. The answers are counts; rows are neither shown nor kept.

        Args:
            personas: Those of `[[rls]]` by name, or others; all of `drift.toml` without them.
            role: A role to be, with `claims` (its token's, `request.jwt.claims`) and `settings`.
            tables: Patterns for `schema.table` or its name; else those of the persona, else all with row-level security.
            live: Whether INSERT, UPDATE and DELETE are sent, too, for a few rows, in transactions that are rolled back and
                fire no trigger. They hold locks on these rows meanwhile, and leave dead row versions.
            rows: With `live`: for how many rows of a table.

        Returns:
            One answer per persona, table and command: `frame()`; `policies()` is the matrix policy x role x command.

        Raises:
            UsageError: There is nobody to be.
        """
        from drifttools.investigation.securing import chosen_personas, rls

        given = chosen_personas(self, personas, (role, claims or {}, settings or {}), tuple(tables))
        return rls(self, given, live=live, rows=rows)

    def smoke(self) -> Smoked:
        """Run the smoke tests of `drift.toml` now, and say what the errors that they meet mean; writes nothing.

        Raises:
            UsageError: There are none.
        """
        from drifttools.investigation.smoking import run_now

        return run_now(self)

    def tests(self, before: Iterable[str | Path] = (), after: Iterable[str | Path] = ()) -> Tested:
        """Compare the JUnit files of a test run before a repair and of one after it, test by test.

        An incident that is open keeps them: `verify` has checks of them, and the report a section. Of the output of tests
        only the errors of databases are kept, and each is linked to its finding.

        Args:
            before, after: Their files; what the incident has already need not be given again.

        Raises:
            UsageError: A file is not JUnit's XML.
        """
        from drifttools.investigation.smoking import compare_tests

        return compare_tests(self, map(Path, before), map(Path, after))

    def trace(
        self,
        table: str,
        key: Mapping[str, object] | None = None,
        *,
        depth: int = 3,
        rows: int = 10,
        names: bool = False,
        paths: Iterable[str] = (),
        values: bool = False,
        **columns: object,
    ) -> ShownTrace:
        """Follow one row to what it refers to and what refers to it: `inv.trace("sessions", id=7)`.

        Foreign keys are followed, and the "every row of A has a B" invariants of `drift.toml`. A partner that should be
        there and is not is shown as missing. It only reads; what it refers to is not followed back to its siblings.

        Args:
            table: `schema.table`, or the table's name: where several have it, that of the search_path.
            key: Columns and values that name the row; or give them by name.
            depth: How many references away from the row.
            rows: How many rows of one table are followed from one row.
            names: Whether columns whose names suggest a reference are followed, too.
            paths: Further references, also into JSON: `requests.metadata->>'session_id'=sessions.id`.
            values: Whether the values of the rows are shown, too: else only keys are.
            columns: As `key`.

        Returns:
            `frame()` has the columns row, from, depth, table, key, state, link, how, back, reason.

        Raises:
            UsageError: There is no such table or column, the value is none of its type, or a path cannot be read.
        """
        from drifttools.investigation.tracing import trace
        from drifttools.probes.tracing import Bounds

        bounds = Bounds(depth=depth, rows=rows, values=values)
        return trace(self, table, {**(key or {}), **columns}, bounds, names=names, paths=paths)

    def naming(self) -> pd.DataFrame:
        """The objects of the live database whose names are not by the conventions under `[naming]` in `drift.toml`.

        Returns:
            Columns kind, object, convention, wanted.

        Raises:
            UsageError: There is no convention, one is about something that has none, or one cannot be read.
        """
        from drifttools.investigation.naming import naming

        return naming(self)

    def code(
        self,
        *paths: str | Path,
        exclude: Iterable[str] = (),
        snapshot: str | Path | None = None,
        keep: bool = True,
    ) -> ShownCode:
        """Look through code for what it names and the catalog lacks: tables, columns, functions, attributes, enum values.

        Nothing of it is run: parsers read Python, TypeScript, JavaScript, SQL and `schema.prisma`.

        Args:
            paths: Files and directories; else those of `[code]` in `drift.toml`, else all below it.
            exclude: Patterns that are left out, beside those of `[code]`.
            snapshot: A saved snapshot to compare with, in place of the live catalog.
            keep: Whether an incident that is open keeps the result, for its report.

        Returns:
            The findings, and what could not be checked; `frame()` is a DataFrame.

        Raises:
            CodeError: There is nothing to look at, or a parser is not installed.
        """
        from drifttools.investigation.coding import code

        return code(self, tuple(Path(path) for path in paths), tuple(exclude), snapshot, keep=keep)

    def contracts(self, *modules: str, keep: bool = True) -> ShownCode:
        """Compare Pydantic models with the SQLAlchemy models that they are filled from, or that they fill.

        The project's own interpreter imports them, with every connection refused; no database is asked.

        Args:
            modules: Packages or modules that hold both; else those of `[contracts]` in `drift.toml`.
            keep: Whether an incident that is open keeps the result, for its report.

        Returns:
            The findings, and what could not be checked; `frame()` is a DataFrame.

        Raises:
            CodeError: Nothing says where they are, or there are none.
            SourceError: The project's code could not be run.
        """
        from drifttools.investigation.contracts import contracts

        return contracts(self, modules, keep=keep)

    def surroundings(self, finding: Finding) -> Surroundings:
        """The object of a finding, what depends on it and the steps that put it right; nothing is written.

        Raises:
            IncidentError: There was no audit.
        """
        from drifttools.investigation.drilling import Drill

        return Drill(self).into(finding)

    def bases(self, models: str = "") -> ShownBases:
        """Every declarative base and MetaData of the package with its tables, and which one conftest.py and env.py use.

        Args:
            models: `models:package` or `models:package.module:Base`; else the expected state.

        Returns:
            `frame()` has the columns metadata, file, line, tables, expected, used_by, names.

        Raises:
            UsageError: There are no SQLAlchemy models.
            SourceError: The project's code could not be run.
        """
        from drifttools.investigation.bases import bases

        return bases(self, models)

    def beside(self, target: str, *, keep: bool = True) -> ShownBeside:
        """Lay a second database beside the same models, and say what differs between the two.

        The models are made real on the dialect of each, and each is compared with its own: what SQLite and PostgreSQL call
        or store differently by nature is no difference.

        Args:
            target: A name in `drift.toml`, a DSN, or the path of a SQLite file.
            keep: Whether an incident that is open keeps the result, for its report.

        Returns:
            What only one has, and what both have alike; `frame()` has the columns kind, object, attribute, expected, here,
            there, differs.

        Raises:
            UsageError: The expected state is of one dialect, and the two databases are of two.
            DriftToolsError: A side could not be read.
        """
        from drifttools.investigation.beside import beside

        return beside(self, target, keep=keep)

    def portability(self, models: str = "", *, keep: bool = True) -> ShownPortability:
        """Try the SQLAlchemy models on SQLite and on PostgreSQL: what cannot be made, is stored or compared differently.

        Both are scratch databases; no target is asked. Types are tried by writing and reading sample values, defaults by a
        row that says nothing, constraints and indexes by making them. The portable forms are an edit of the source, and
        the edited models are tried again; no file is written.

        Args:
            models: `models:package.module:Base`; else the expected state.
            keep: Whether an incident that is open keeps the result, for its report.

        Returns:
            The findings with `diff`; `frame()` is a DataFrame.

        Raises:
            UsageError: There are no SQLAlchemy models.
            SourceError: They cannot be imported.
        """
        from drifttools.investigation.portability import portability

        return portability(self, models, keep=keep)

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

    def load_plan(self) -> ShownPlan:
        """The plan of this incident, as it was made; raises IncidentError where none was."""
        from drifttools.investigation.planning import load_plan

        return load_plan(self)

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

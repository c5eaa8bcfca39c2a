"""What may be asked of an investigation at any time, and changes nothing. Each question is answered by a file beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drifttools.investigation.opened import Opened

if TYPE_CHECKING:
    import pandas as pd

    from drifttools.catalog.explore import Catalog
    from drifttools.config.personas import Persona
    from drifttools.investigation.bases import ShownBases
    from drifttools.investigation.beside import ShownBeside
    from drifttools.investigation.migrations import Migrations
    from drifttools.investigation.models import ModelFiles
    from drifttools.investigation.portability import ShownPortability
    from drifttools.investigation.shown import Probes, ShownPlan, ShownRls, ShownTrace
    from drifttools.investigation.shown_code import ShownCode
    from drifttools.investigation.smoking import Smoked, Tested
    from drifttools.investigation.triage import Explained
    from drifttools.model.finding import Finding
    from drifttools.model.surroundings import Surroundings


class Asking(Opened):
    """The questions: of the catalog, an error text, the rows, the code, the models."""

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

    def surroundings(self, finding: Finding) -> Surroundings:
        """The object of a finding, what depends on it and the steps that put it right; nothing is written.

        Raises:
            IncidentError: There was no audit.
        """
        from drifttools.investigation.drilling import Drill

        return Drill(self).into(finding)

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

    def load_plan(self) -> ShownPlan:
        """The plan of this incident, as it was made; raises IncidentError where none was."""
        from drifttools.investigation.planning import load_plan

        return load_plan(self)

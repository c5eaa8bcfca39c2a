"""The case: everything that the rules may know, gathered before and frozen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from drifttools.diagnose.origins import Origins
from drifttools.diagnose.shares import Share, shares
from drifttools.migrations.blame import Blame
from drifttools.migrations.edits import FileEdit
from drifttools.migrations.history import MigrationHistory
from drifttools.migrations.ledger import Ledger
from drifttools.migrations.models import ModelSource
from drifttools.migrations.states import Content, MigrationState, no_content
from drifttools.model.bases import Bases
from drifttools.model.code import CodeScan
from drifttools.model.finding import Change, Finding, Findings
from drifttools.model.probed import Probed
from drifttools.model.sign import Sign
from drifttools.model.snapshot import Snapshot

if TYPE_CHECKING:
    import pandas as pd

Relation = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """One comparison and the evidence around it.

    Args:
        findings: What differs.
        expected, actual: The two states.
        history: The migrations on disk; None where the expected state has none or they were not read.
        ledger: What the database notes as applied; None where there is none.
        others: Further ledgers of the same tool, in other schemas.
        content: Gives the files of migrations, whose checksums some ledgers hold.
        edits: Label of a migration to how its file was changed after it was applied, where git tells.
        elsewhere: Name of another database of the server to the tables in it that are missing here.
        migrated: What the migrations make, where `expected` is the state of the models and may be another one.
        apart: Ids of findings in which the database is as the migrations make it: only the models say otherwise.
        models: Where the models are declared.
        blame: Which migration made what; None where the history was not replayed step by step.
        search_path: Of the role that the application connects as: columns `position`, `schema`, `exists`, `usable`,
            `origin`; `attrs` may hold `role` and `setting`.
        settings: Every setting of search_path in the database: columns `scope`, `role`, `database`, `value`.
        probed: What was asked of the rows, with the answers; none where the audit did not probe.
        signs: What no kind covers and tells of a cause.
        counts: Rows of relations: columns `schema`, `table`, `rows`, `exact`, `reason`.
        code: What the project's code names and this database lacks; None where nobody looked.
        bases: Every metadata of the project, and who uses which; None where nobody looked.
        code_apart: Ids of those of its findings whose names or values the expected state lacks as well.
    """

    findings: Findings
    expected: Snapshot
    actual: Snapshot
    history: MigrationHistory | None = None
    ledger: Ledger | None = None
    search_path: pd.DataFrame | None = None
    settings: pd.DataFrame | None = None
    counts: pd.DataFrame | None = None
    others: tuple[Ledger, ...] = ()
    content: Content = no_content
    edits: Mapping[str, FileEdit] = field(default_factory=dict)
    elsewhere: Mapping[str, frozenset[Relation]] = field(default_factory=dict)
    migrated: Snapshot | None = None
    apart: frozenset[str] = frozenset()
    models: tuple[ModelSource, ...] = ()
    blame: Blame | None = None
    probed: tuple[Probed, ...] = ()
    signs: tuple[Sign, ...] = ()

    @cached_property
    def by_migrations(self) -> Case:
        """The case as the migrations see it: beside models only what is not as the migrations make it."""
        if self.migrated is None:
            return self
        records = tuple(finding for finding in self.findings if finding.id not in self.apart)
        return replace(self, findings=replace(self.findings, records=records), expected=self.migrated, migrated=None)

    def without(self, taken: Collection[str]) -> Case:
        """The case without some findings (ids)."""
        records = tuple(finding for finding in self.findings if finding.id not in taken)
        return replace(self, findings=replace(self.findings, records=records))

    code: CodeScan | None = None
    code_apart: frozenset[str] = frozenset()
    bases: Bases | None = None

    @cached_property
    def origins(self) -> Origins:
        """Which migration makes what, and what the ledger says of it."""
        return Origins(self.history, self.ledger, self.content)

    @cached_property
    def shares(self) -> Mapping[str, Share]:
        """Label of a migration to what of it is here and what is not; none without a history."""
        return shares(self)

    def ran(self, finding: Finding) -> bool:
        """Whether how migrations were run cannot be why it differs.

        Nothing says which migration makes it, or the ledger notes that one, its file is as it was run, and something of it
        is here. Or it is here, and something else made what is here of that migration. Then the object was made or changed
        by something else.
        """
        maker = self.origins.maker(finding)
        if maker is None:
            return True
        standing = self.origins.state(maker)
        edited = maker.label in self.edits or (standing is not None and standing.state is MigrationState.EDITED)
        share = self.shares.get(maker.label)
        if share is not None and share.torn and finding.change is Change.CHANGED:
            return True
        return self.origins.applied(maker) is not False and not edited and not (share is not None and share.gone)

    def rows(self, relation: Relation) -> int | None:
        """How many rows a relation has; None where they were not counted."""
        if self.counts is None:
            return None
        here = self.counts[(self.counts["schema"] == relation[0]) & (self.counts["table"] == relation[1])]
        return int(here["rows"].iloc[0]) if len(here) and here["rows"].notna().iloc[0] else None

    @cached_property
    def names_here(self) -> frozenset[str]:
        """The names of the tables that are there, in whichever schema."""
        return frozenset(table for _, table in self.actual_tables)

    @cached_property
    def expected_columns(self) -> frozenset[tuple[str, str, str]]:
        """(schema, table, column) of every expected column."""
        rows = self.expected.rows.get("column")
        found = rows.decode(rows.lines) if rows is not None else ()
        return frozenset((str(row["schema"]), str(row["table"]), str(row["column"])) for row in found)

    @cached_property
    def expected_tables(self) -> frozenset[Relation]:
        """(schema, table) of every expected table; those of the platform are nobody's to expect."""
        return frozenset(table for table in _tables(self.expected) if f"schema:{table[0]}" not in self.expected.apart)

    @cached_property
    def actual_tables(self) -> frozenset[Relation]:
        """(schema, table) of every table that is there."""
        return _tables(self.actual)

    @cached_property
    def role(self) -> str:
        """The role that `search_path` is of."""
        return "" if self.search_path is None else str(self.search_path.attrs.get("role", ""))

    @cached_property
    def path_setting(self) -> str:
        """The search_path as it is set, and by what."""
        if self.search_path is None:
            return ""
        setting = self.search_path.attrs.get("setting") or ", ".join(self.search_path["schema"].tolist())
        origin = f" ({self.search_path['origin'].iloc[0]})" if len(self.search_path) else ""
        return f"{setting}{origin}"

    @cached_property
    def reached(self) -> tuple[str, ...]:
        """The schemas that the role really searches, in order; empty where that is not known."""
        if self.search_path is None:
            return ()
        usable = self.search_path["exists"].fillna(value=False) & self.search_path["usable"].fillna(value=False)
        return tuple(self.search_path.sort_values("position")[usable]["schema"].tolist())


def _tables(snapshot: Snapshot) -> frozenset[Relation]:
    rows = snapshot.rows.get("table")
    if rows is None:
        return frozenset()
    # only the key is needed, and a schema may have many thousand tables: decoded from the line, no record is built
    return frozenset((str(row["schema"]), str(row["table"])) for row in rows.decode(rows.lines))

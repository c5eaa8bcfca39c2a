"""Objects that were made in another schema than the one they belong in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.case import Case, Relation
from drifttools.diagnose.origins import Span, moment
from drifttools.diagnose.words import counted, enumerated, listed, objects, verb
from drifttools.migrations.history import Migration, Step
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding
from drifttools.sql.compose import compose, joined, name, value

_READER = "select relnamespace::regnamespace, relname from pg_class where relkind in ('r', 'p')"


class WrongSchema(CauseRule):
    """Migrations ran while another schema came first in search_path.

    What it is:
        `CREATE TABLE` without a schema makes the table in the first schema of the session's search_path. A session that
        was left with the path of a test run makes it in the test schema, while the ledger is still found where it was.
    Why it matters:
        The ledger says applied, so no tool makes the tables again; the application looks where they are not, and each
        repair of one uncovers the next.
    Evidence:
        The objects have the right name in the wrong schema; the ledger notes the migrations that create them; these are
        one run of migrations, and what all others created is where it belongs.
    Repair:
        `ALTER TABLE ... SET SCHEMA`: no row is copied; indexes, constraints, triggers, policies, grants and owned
        sequences move along. Enum types, statistics and text in function bodies stay.
    Reference:
        PostgreSQL manual, 5.10.3 "The Schema Search Path".
    """

    id = "wrong-schema"

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each pair of schemas."""
        groups: dict[tuple[str, str], list[Finding]] = {}
        for finding in case.findings:
            astray = finding.change is Change.MOVED and len(finding.found_key) > 1
            if astray and finding.found_key[0] != finding.key[0]:
                groups.setdefault((finding.key[0], finding.found_key[0]), []).append(finding)
        for (belongs, found), findings in groups.items():
            yield _Astray(case, belongs, found, tuple(findings)).cause()


@dataclass(frozen=True)
class _Astray:
    """The findings of one pair of schemas, laid beside history and ledger."""

    case: Case
    belongs: str
    found: str
    findings: tuple[Finding, ...]

    @cached_property
    def tables(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind == "table")

    @cached_property
    def steps(self) -> dict[Relation, Step]:
        """Expected place of an astray table to the step that makes it."""
        steps = {finding.key[:2]: self.case.origins.making(*finding.key[:2]) for finding in self.tables}
        return {(key[0], key[1]): step for key, step in steps.items() if step is not None}

    @cached_property
    def migrations(self) -> tuple[Migration, ...]:
        made = {step.migration.label: step.migration for step in self.steps.values()}
        order = [m.label for m in self.case.history.migrations] if self.case.history else []
        return tuple(sorted(made.values(), key=lambda migration: order.index(migration.label)))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        return self.case.origins.spans({migration.label for migration in self.migrations})

    @cached_property
    def _in_spans(self) -> frozenset[str]:
        return frozenset(migration.label for span in self.spans for migration in span.members)

    @cached_property
    def inside_elsewhere(self) -> tuple[Relation, ...]:
        """Tables that a migration of the run creates and that did not go astray with the others."""
        return tuple(sorted(table for table in self._made_by_run() if table not in self.steps))

    @cached_property
    def outside(self) -> tuple[Relation, ...]:
        """Expected tables that other migrations create."""
        return tuple(sorted(table for table, step in self._made() if step.migration.label not in self._in_spans))

    @cached_property
    def outside_not_right(self) -> tuple[Relation, ...]:
        return tuple(table for table in self.outside if table not in self.case.actual_tables)

    @cached_property
    def twins(self) -> tuple[Relation, ...]:
        """Tables that are not astray and have a copy in the wrong schema: a restored dump would look like that."""
        others = self.case.expected_tables - {(finding.key[0], finding.key[1]) for finding in self.tables}
        astray = self.case.actual_tables - self.case.expected_tables
        return tuple(sorted(table for table in others if table[0] != self.found and (self.found, table[1]) in astray))

    @cached_property
    def untraced(self) -> tuple[str, ...]:
        """Tables for which no creating migration is on disk."""
        return tuple(finding.label for finding in self.tables if finding.key[:2] not in self.steps)

    @cached_property
    def applied(self) -> bool:
        """Whether the ledger notes every migration that created one of them."""
        return bool(self.migrations) and all(self.case.origins.applied(migration) for migration in self.migrations)

    @property
    def proven(self) -> bool:
        traced = bool(self.tables) and not self.untraced
        return traced and self.applied and not self.inside_elsewhere and not self.twins

    def _made(self) -> Iterator[tuple[Relation, Step]]:
        for schema, table in self.case.expected_tables:
            step = self.case.origins.making(schema, table)
            if step is not None:
                yield (schema, table), step

    def _made_by_run(self) -> Iterator[Relation]:
        return (table for table, step in self._made() if step.migration.label in self._in_spans)

    # ------------------------------------------------------------------------------------------------ the cause

    def cause(self) -> Cause:
        return Cause(
            rule=WrongSchema.id,
            sentence=self._sentence(),
            confidence=Confidence.PROVEN if self.proven else Confidence.LIKELY,
            findings=tuple(finding.id for finding in (*self.findings, *self._with_them())),
            evidence=tuple(self._evidence()),
            ruled_out=tuple(self._ruled_out()),
            against=tuple(self._against()),
            suggestion=(
                f"Move {verb(self.findings, 'it', 'them')} back with ALTER ... SET SCHEMA {name(self.belongs)};"
                " no row is copied. Next: drift plan"
            ),
        )

    def _sentence(self) -> str:
        what = objects(self.findings)
        if not self.spans:
            belong = verb(self.findings, "belongs", "belong")
            return f"{what} that {belong} in {self.belongs} {verb(self.findings, 'is', 'are')} in {self.found}."
        run = enumerated([str(span) for span in self.spans])
        if self.inside_elsewhere or self.twins or self.untraced:
            return f"{what} from {run} {verb(self.findings, 'is', 'are')} in {self.found} instead of {self.belongs}."
        return f"What {run} created is in {self.found} instead of {self.belongs}: {what}. Nothing else of this project is."

    def _evidence(self) -> Iterator[Evidence]:
        names = [".".join(finding.found_key) for finding in self.findings]
        yield Evidence(f"{verb(names, 'It is', 'They are')} in {self.found}: {listed(names, 12)}.", self._where_query())
        yield from self._run_evidence()
        yield from self._history_evidence()
        if self.applied and self.case.ledger is not None:
            yield Evidence(self._applied_sentence(), self._ledger_query())
        rows = self._rows()
        if rows is not None:
            yield rows
        if self.case.search_path is not None:
            reach = "reaches" if self.found in self.case.reached else "does not reach"
            who = f" of {self.case.role}" if self.case.role else ""
            yield Evidence(
                f"The search_path{who} is {self.case.path_setting}: it {reach} {self.found}.",
                f"catalog.search_path({self.case.role!r})" if self.case.role else "catalog.search_path()",
            )
        yield from self._setting_evidence()

    def _run_evidence(self) -> Iterator[Evidence]:
        """The run by its first and last migration, and how many of it make what went astray."""
        for span in self.spans:
            making = [one for one in self.migrations if one in span.members]
            noted = all(self.case.origins.applied(one) for one in span.members)
            rest = len(span.members) - len(making)
            all_of_it = verb(making, "it makes", "they make")
            who = f"{len(making)} of them {verb(making, 'makes', 'make')}" if rest else all_of_it
            seen = "Replayed one at a time, " if self.case.blame is not None else ""
            others = f", the other {rest} make no table" if rest and not self.inside_elsewhere else ""
            made = [key for key, step in self.steps.items() if step.migration in span.members]
            tables = verb(made, "the table that is", f"the {len(made)} tables that are")
            what = f"{who} {tables} in {self.found}{others}"
            ledger = f", and {self.case.ledger.label} notes all of them" if self.case.ledger and noted else ""
            told = f"{seen}{what}{ledger}."
            yield Evidence(
                f"{span} is a run of {counted(len(span.members), 'migration')}. {told[0].upper()}{told[1:]}",
                f"drift migrations blame {'.'.join(self.tables[0].key[:2])}"
                if self.case.blame is not None
                else f"{span.first.file} to {span.last.file}",
            )

    def _history_evidence(self) -> Iterator[Evidence]:
        for key, step in sorted(self.steps.items(), key=lambda pair: (pair[1].migration.label, pair[0])):
            yield Evidence(f"{step.migration.label} creates {key[1]}.", step.place)
        if not self.spans:
            return
        run = enumerated([str(span) for span in self.spans])
        if not self.inside_elsewhere:
            yield Evidence(f"Nothing that {run} created is anywhere else.", _READER)
        if self.outside and not self.outside_not_right:
            number = counted(len(self.outside), "table")
            yield Evidence(f"All other migrations landed right: {number} of theirs are where they belong.", _READER)

    def _against(self) -> Iterator[Evidence]:
        """What does not fit a run that went astray as a whole, and nothing else."""
        run = enumerated([str(span) for span in self.spans])
        if self.spans and self.untraced:
            yield Evidence(f"No migration on disk creates {listed(self.untraced)}.", "drifttools migrations: files on disk")
        if self.spans and self.inside_elsewhere:
            elsewhere = listed(".".join(table) for table in self.inside_elsewhere)
            yield Evidence(f"Not all that {run} created went astray: {elsewhere} did not.", _READER)
        if self.spans and self.outside_not_right:
            wrong = listed(".".join(table) for table in self.outside_not_right)
            yield Evidence(f"Of the tables of other migrations, {wrong} is not where it belongs either.", _READER)
        if self.twins:
            twins = listed(".".join(table) for table in self.twins)
            yield Evidence(f"{twins} has a twin in {self.found}, as in a restored copy.", _READER)

    def _applied_sentence(self) -> str:
        times = [at for migration in self.migrations if (at := self.case.origins.applied_at(migration))]
        noted = counted(len(self.migrations), "migration")
        ledger = self.case.ledger.label if self.case.ledger else ""
        if not times:
            return f"{ledger} notes the {noted} as applied."
        if min(times) == max(times):
            return f"{ledger} notes the {noted} as applied at {moment(min(times))}."
        return f"{ledger} notes the {noted} as applied, from {moment(min(times))} to {moment(max(times))}."

    def _rows(self) -> Evidence | None:
        counts = self.case.counts
        if counts is None:
            return None
        here = counts[(counts["schema"] == self.found) & counts["table"].isin([f.name for f in self.tables])]
        known = here[here["rows"].notna()]
        if not len(known):
            return None
        total = int(known["rows"].sum())
        about = "" if known["exact"].fillna(value=False).all() else "about "
        unknown = f"; {counted(len(here) - len(known), 'table')} could not be counted" if len(here) > len(known) else ""
        held = "It holds" if len(known) == 1 else "They hold"
        query = " union all ".join(
            f"select count(*) from {name(schema, table)}"
            for schema, table in zip(known["schema"].tolist(), known["table"].tolist(), strict=True)
        )
        return Evidence(f"{held} {about}{total} {'row' if total == 1 else 'rows'}{unknown}.", query)

    def _setting_evidence(self) -> Iterator[Evidence]:
        for scope, role, text in self._settings_first():
            who = f" {role}" if role else ""
            yield Evidence(
                f"The setting of the {scope}{who} puts {self.found} first: search_path = {text}.", _SETTINGS_SOURCE
            )

    def _with_them(self) -> Iterator[Finding]:
        """The schema itself, where nobody expects it, and the setting that put them there."""
        set_so = bool(self._settings_first())
        for finding in self.case.findings:
            itself = finding.kind == "schema" and finding.key == (self.found,) and finding.change is Change.UNEXPECTED
            setting = finding.kind in ("database setting", "role setting") and "search_path" in finding.key
            if itself or (setting and set_so):
                yield finding

    def _settings_first(self) -> list[tuple[str, str, str]]:
        """Settings that put the wrong schema before the right one."""
        if self.case.settings is None:
            return []
        columns = (self.case.settings[column].tolist() for column in ("scope", "role", "value"))
        return [row for row in zip(*columns, strict=True) if _comes_first(row[2], self.found, self.belongs)]

    # ------------------------------------------------------------------------------------------------ ruled out

    def _ruled_out(self) -> Iterator[RuledOut]:
        if self.applied and self.case.ledger is not None:
            yield RuledOut("The migrations were never applied.", self._applied_sentence())
        yield RuledOut("They were dropped." if len(self.findings) > 1 else "It was dropped.", self._present())
        yield RuledOut(
            "They were renamed." if len(self.findings) > 1 else "It was renamed.",
            "Expected and found names are the same: " + listed(finding.name for finding in self.findings) + ".",
        )
        if self.outside and not self.twins and self.spans:
            yield RuledOut(
                f"A copy of the database was restored into {self.found}.",
                f"A copy would hold the tables of other migrations too; {self.found} holds none of the"
                f" {len(self.outside)}, and {self.belongs} does not hold the originals of these.",
            )
        if self.case.settings is not None and not self._settings_first():
            yield RuledOut(
                "A setting of the role, the database or the server put them there.",
                f"No setting of search_path puts {self.found} before {self.belongs} today: a session set it itself.",
            )

    def _present(self) -> str:
        there = [f for f in self.tables if (f.found_key[0], f.found_key[1]) in self.case.actual_tables]
        if self.tables and len(there) == len(self.tables):
            return f"{counted(len(there), 'table')} of {verb(there, 'its name is', 'these names are')} in {self.found}."
        return f"The reader found {objects(self.findings)} in {self.found}."

    # ------------------------------------------------------------------------------------------------ queries

    def _where_query(self) -> str:
        names = joined(value(finding.name) for finding in self.findings)
        query = compose("select relnamespace::regnamespace, relname, relkind from pg_class where relname in ({})", names)
        return str(query)

    def _ledger_query(self) -> str:
        ledger = self.case.ledger
        if ledger is None:
            return ""
        labels: Sequence[str] = [migration.name for migration in self.migrations]
        if ledger.tool != "django":
            return f"select * from {name(ledger.schema, ledger.table)}"
        query = compose(
            "select app, name, applied from {} where name in ({}) order by applied",
            name(ledger.schema, ledger.table),
            joined(value(label) for label in labels),
        )
        return str(query)


_SETTINGS_SOURCE = "select setdatabase, setrole::regrole, setconfig from pg_db_role_setting"


def _comes_first(setting: str, first: str, second: str) -> bool:
    """Whether a setting names `first` before `second`, or alone."""
    parts = [part.strip().strip('"').replace('""', '"') for part in setting.split(",")]
    if first not in parts:
        return False
    return second not in parts or parts.index(first) < parts.index(second)

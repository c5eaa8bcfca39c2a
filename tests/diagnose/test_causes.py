"""The causes, on snapshots of real databases: what is proven, what is only likely, what stays unknown."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.evidence import gather
from drifttools.catalog.reader import read
from drifttools.config import parse_target
from drifttools.diagnose.base import HEADINGS
from drifttools.diagnose.case import Case
from drifttools.diagnose.engine import diagnose
from drifttools.diagnose.registry import CAUSES
from drifttools.migrations.history import Migration, MigrationHistory, Operation
from drifttools.migrations.ledger import Ledger, LedgerRow
from drifttools.model.cause import Cause, Confidence
from drifttools.model.finding import Change, Finding, Findings
from tests.conftest import MakeDatabase
from tests.databases import quoted, snapshot

FIRST = datetime(2025, 12, 31, 23, 40, tzinfo=UTC)
HOSTILE = 'Ta"ble\n名'
TABLES = {"0001_initial": "profile", "0029_record": "record", "0030_showcase": "showcase", "0032_about": "about_item",
          "0059_stream": HOSTILE}  # fmt: skip


def create(schema: str, *tables: str) -> str:
    """SQL that makes tables with one row each."""
    return "".join(f"create table {schema}.{quoted(t)} as select 1 as id;\n" for t in tables)


def moved(table: str) -> Finding:
    """A table that is in test_schema."""
    return Finding("table", ("public", table), Change.MOVED, found_key=("test_schema", table))


def history(app: str = "user_profile") -> MigrationHistory:
    """Five migrations that create a table each."""
    return MigrationHistory(
        "django",
        tuple(
            Migration("django", app, name, f"apps/{app}/migrations/{name}.py", 1,
                      (Operation("CreateModel", table, line=12, creates=True),))
            for name, table in TABLES.items()
        ),
    )  # fmt: skip


def ledger(*names: str, app: str = "user_profile") -> Ledger:
    """A ledger that notes migrations a second apart."""
    rows = (LedgerRow(app, name, FIRST + timedelta(seconds=second)) for second, name in enumerate(names))
    return Ledger("django", "public", "django_migrations", tuple(rows))


@pytest.fixture
def case(database: MakeDatabase) -> Case:
    """The incident: what migrations 0030 to 0059 made is in test_schema."""
    expected = snapshot(database("create schema test_schema;" + create("public", *TABLES.values())))
    astray = list(TABLES.values())[2:]
    dsn = database("create schema test_schema;" + create("public", "profile", "record") + create("test_schema", *astray))
    with connect_readonly(parse_target(dsn)) as connection:
        facts = gather(connection, {("test_schema", table): "public" for table in astray})
        actual = read(connection)
    return Case(
        Findings(tuple(moved(table) for table in astray)), expected, actual, history(), ledger(*TABLES),
        facts.search_path, facts.settings, facts.counts,
    )  # fmt: skip


def only(case: Case) -> Cause:
    """The one cause of a case."""
    causes = diagnose(case)
    assert len(causes) == 1, causes
    return causes[0]


# ------------------------------------------------------------------------------------------------ wrong schema


def test_one_root_cause_for_all_that_went_astray(case: Case) -> None:
    """The range of migrations, when they were applied, the rows, and the alternatives that the facts speak against."""
    cause = only(case)
    assert cause.rule == "wrong-schema"
    assert cause.confidence is Confidence.PROVEN
    assert cause.findings == tuple(finding.id for finding in case.findings)
    assert cause.sentence.startswith(
        "What user_profile 0030 to 0059 created is in test_schema instead of public: 3 tables."
    )
    facts = " ".join(evidence.fact for evidence in cause.evidence)
    assert "from 2025-12-31 23:40:02 UTC to 2025-12-31 23:40:04 UTC" in facts
    assert "They hold 3 rows." in facts
    assert "All other migrations landed right: 2 tables" in facts
    assert "does not reach test_schema" in facts
    assert "apps/user_profile/migrations/0032_about.py:12" in {evidence.source for evidence in cause.evidence}
    ruled_out = {one.alternative for one in cause.ruled_out}
    assert len(ruled_out) == 5
    assert all(one.because for one in cause.ruled_out)
    assert all(evidence.source for evidence in cause.evidence)


def test_without_ledger_it_is_only_likely(case: Case) -> None:
    """No ledger, an unread one or no history: the sentence stays, the confidence does not."""
    unread = Ledger("django", "public", "django_migrations", unread="permission denied")
    for lacking in (
        dataclasses.replace(case, ledger=None),
        dataclasses.replace(case, ledger=unread),
        dataclasses.replace(case, history=None, ledger=None),
    ):
        cause = only(lacking)
        assert cause.confidence is Confidence.LIKELY
        assert "never applied" not in " ".join(one.alternative for one in cause.ruled_out)
    traced = dataclasses.replace(case, history=MigrationHistory("django", history().migrations[:4]))
    partly = only(traced)
    assert partly.confidence is Confidence.LIKELY
    assert any(evidence.fact.startswith("No migration on disk creates") for evidence in partly.against)
    assert "belong in public are in test_schema" in only(dataclasses.replace(case, history=None, ledger=None)).sentence


def test_a_table_of_the_run_that_landed_right_weakens_the_proof(case: Case, database: MakeDatabase) -> None:
    """Where one of the range is in its place, nothing says that the whole run went astray."""
    actual = snapshot(
        database("create schema test_schema;" + create("public", "profile", "record", "about_item")
                 + create("test_schema", "showcase", HOSTILE))
    )  # fmt: skip
    findings = Findings((moved("showcase"), moved(HOSTILE)))
    cause = only(dataclasses.replace(case, findings=findings, actual=actual))
    assert cause.confidence is Confidence.LIKELY
    assert "Nothing else" not in cause.sentence
    assert any("public.about_item did not" in evidence.fact for evidence in cause.against)


def test_a_restored_copy_is_not_ruled_out_where_it_may_be_one(case: Case, database: MakeDatabase) -> None:
    """Twins of other tables in the wrong schema look like a restored dump: then the cause is only likely."""
    actual = snapshot(
        database("create schema test_schema;" + create("public", "profile", "record")
                 + create("test_schema", "profile", "showcase", "about_item", HOSTILE))
    )  # fmt: skip
    cause = only(dataclasses.replace(case, actual=actual))
    assert cause.confidence is Confidence.LIKELY
    assert not any("restored" in one.alternative for one in cause.ruled_out)
    assert any("public.profile has a twin in test_schema" in evidence.fact for evidence in cause.against)


def test_two_wrong_schemas_are_two_causes(case: Case) -> None:
    """Findings are grouped by where they belong and where they are."""
    other = Finding("table", ("public", "profile"), Change.MOVED, found_key=("elsewhere", "profile"))
    causes = diagnose(dataclasses.replace(case, findings=Findings((*case.findings, other))))
    assert [cause.rule for cause in causes] == ["wrong-schema", "wrong-schema"]
    assert [len(cause.findings) for cause in causes] == [3, 1]


def test_a_rename_within_the_schema_is_no_wrong_schema(case: Case) -> None:
    """A renamed object in its own schema is not explained by this rule but by its own."""
    renamed = Finding("table", ("public", "profile"), Change.RENAMED, found_key=("public", "profiles"))
    assert only(dataclasses.replace(case, findings=Findings((renamed,)))).rule == "renamed-by-hand"


# ------------------------------------------------------------------------------------------------- not applied


def missing(table: str, *column: str) -> Finding:
    """A table or a column that is not there."""
    return Finding("column" if column else "table", ("public", table, *column), Change.MISSING)


def test_a_migration_that_the_ledger_lacks_is_named(case: Case, database: MakeDatabase) -> None:
    """Missing table, migration on disk, not in the ledger: proven, with file and line."""
    actual = snapshot(database(create("public", *list(TABLES.values())[:4])))
    found = dataclasses.replace(
        case, findings=Findings((missing(HOSTILE),)), actual=actual, ledger=ledger(*list(TABLES)[:4]), search_path=None
    )
    cause = only(found)
    assert (cause.rule, cause.confidence) == ("not-applied", Confidence.PROVEN)
    assert "user_profile.0059_stream was not applied here" in cause.sentence
    assert cause.evidence[0].source.endswith("0059_stream.py:12")
    assert cause.ruled_out[0].alternative == "It landed in another schema."


def test_noted_but_nowhere_was_skipped(case: Case, database: MakeDatabase) -> None:
    """In the ledger and in no schema, and later ones are here: one table alone is not claimed to prove it."""
    actual = snapshot(database(create("public", "profile")))
    cause = only(dataclasses.replace(case, findings=Findings((missing("record"),)), actual=actual, search_path=None))
    assert (cause.rule, cause.confidence) == ("skipped", Confidence.LIKELY)
    assert "user_profile.0029_record was skipped: public.django_migrations takes it for applied" in cause.sentence
    assert "No schema holds a table named record." in [one.because for one in cause.ruled_out]


def test_a_missing_column_belongs_to_the_migration_that_adds_it(case: Case) -> None:
    """A column is blamed on AddField, not on the migration that made its table."""
    added = Migration(
        "django", "teams", "0002_left_at", "teams/0002.py", 1, (Operation("AddField", "profile", "left_at", 9),)
    )
    longer = MigrationHistory("django", (*history().migrations, added))
    found = dataclasses.replace(case, history=longer, findings=Findings((missing("profile", "left_at"),)), search_path=None)
    cause = only(found)
    assert "teams.0002_left_at was not applied" in cause.sentence
    assert cause.evidence[0].source == "teams/0002.py:9"


def test_missing_without_a_history_is_likely(case: Case) -> None:
    """Without migrations nothing is proven."""
    found = dataclasses.replace(case, history=None, ledger=None, findings=Findings((missing("record"),)), search_path=None)
    assert only(found).confidence is Confidence.LIKELY


# ------------------------------------------------------------------------------------------------- out of band


def test_an_object_that_no_migration_names_was_made_outside(case: Case) -> None:
    """Unexpected and in no migration: likely by hand, extension and left-over file ruled out."""
    hotfix = Finding("column", ("public", "profile", "hot fix"), Change.UNEXPECTED)
    cause = only(dataclasses.replace(case, findings=Findings((hotfix,))))
    assert (cause.rule, cause.confidence) == ("out-of-band", Confidence.LIKELY)
    assert cause.ruled_out[0].alternative == "It belongs to an extension."
    assert len(cause.ruled_out) == 2
    gone = only(dataclasses.replace(case, findings=Findings((hotfix,)), ledger=ledger(*TABLES, "0060_gone")))
    assert "0060_gone" in gone.sentence
    assert len(gone.ruled_out) == 1


def test_unexpected_without_a_history_is_unknown(case: Case) -> None:
    """Nobody knows who makes what without migrations: that is said."""
    hotfix = Finding("column", ("public", "profile", "x"), Change.UNEXPECTED)
    assert (
        only(dataclasses.replace(case, history=None, ledger=None, findings=Findings((hotfix,)))).confidence
        is Confidence.UNKNOWN
    )


# ------------------------------------------------------------------------------------------------- search_path


def test_a_role_that_does_not_reach_the_schema(database: MakeDatabase) -> None:
    """Everything is where it belongs and the role's path leads elsewhere: a cause without a finding."""
    dsn = database(create("public", "profile") + "create schema app;")
    with connect_readonly(parse_target(dsn)) as connection:
        facts, state = gather(connection, {}), read(connection)
    path = facts.search_path.assign(schema=["app", "app"])
    cause = only(Case(Findings(), state, state, search_path=path))
    assert (cause.rule, cause.findings) == ("search-path", ())
    assert "1 table is in public as expected" in cause.sentence
    assert diagnose(Case(Findings(), state, state, search_path=facts.search_path)) == ()


def test_a_twin_in_an_earlier_schema(database: MakeDatabase) -> None:
    """A table of the same name in a schema that comes first hides the right one, and explains the unexpected twin."""
    expected = snapshot(database("create schema app;" + create("public", "profile")))
    dsn = database("create schema app;" + create("public", "profile") + create("app", "profile"))
    with connect_readonly(parse_target(dsn)) as connection:
        facts, actual = gather(connection, {}), read(connection)
    path = facts.search_path.assign(schema=["app", "public"], exists=True, usable=True)
    twin = Finding("table", ("app", "profile"), Change.UNEXPECTED)
    cause = only(Case(Findings((twin,)), expected, actual, history=history(), search_path=path))
    assert cause.findings == (twin.id,)
    assert "bare names mean the twin" in cause.sentence


# ------------------------------------------------------------------------------------------------------ engine


def test_every_finding_is_in_exactly_one_cause(case: Case) -> None:
    """Consequences go with what they follow; what no rule explains is one cause of confidence unknown, and the last."""
    root = case.findings[0]
    follower = Finding("view", ("public", "v"), Change.CHANGED, "definition", follows=root.id)
    farther = Finding("view", ("public", "w"), Change.CHANGED, "definition", follows=follower.id)
    odd = Finding("column", ("public", "profile", "id"), Change.CHANGED, "statistics", "100", "10")
    unread = Finding("table", ("public", "locked"), Change.UNKNOWN)
    findings = Findings((*case.findings, follower, farther, odd, unread))
    causes = diagnose(dataclasses.replace(case, findings=findings))
    assert [cause.rule for cause in causes] == ["wrong-schema", "unknown"]
    assert sorted(one for cause in causes for one in cause.findings) == sorted(f.id for f in findings)
    assert set(causes[1].findings) == {odd.id, unread.id}
    assert "The cause of 1 column that differs is not known." in causes[1].sentence
    assert "could not be checked" in causes[1].sentence


def test_nothing_found_is_nothing_to_explain(case: Case) -> None:
    """Without findings and with a path that reaches everything there is no cause."""
    assert diagnose(dataclasses.replace(case, findings=Findings(), search_path=None)) == ()


def test_every_rule_is_documented() -> None:
    """The docstring of a rule has the fixed headings in their order, and ids are unique."""
    for rule in CAUSES:
        lines = [line.strip() for line in (type(rule).__doc__ or "").splitlines()]
        assert [line[:-1] for line in lines if line[:-1] in HEADINGS and line.endswith(":")] == list(HEADINGS), rule.id
    assert len({rule.id for rule in CAUSES}) == len(CAUSES)

"""The demo `alembic_alignment`: each difference named with its cause, a repairing revision, an autogenerate that sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from drifttools.config import Config, load_config
from drifttools.demos import alembic_alignment as demo
from drifttools.demos.alembic_alignment import MISALIGNMENTS, Group, Misalignment
from drifttools.errors import UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.model.cause import Confidence
from drifttools.model.finding import Change, Finding
from drifttools.model.verdict import State

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer
    from drifttools.investigation.shown import Audit

DATABASE = "askdocs_alignment"


@dataclass
class Stage:
    """The demo's database and project, and what is asked of them."""

    dsn: str
    project: Path
    facts: demo.Facts
    config: Config

    def opened(self, expected: str | None = None, title: str = "") -> Investigation:
        """Open an investigation."""
        return investigate("askdocs", expected, config=self.config, reports=self.project / "reports", title=title)

    def alembic(self, *arguments: str) -> str:
        """Run the project's own Alembic."""
        return demo.alembic(self.dsn, self.project, *arguments, fails=True)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Ask the database."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()

    def run(self, statement: str) -> None:
        """Change the database by hand."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="module")
def stage(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Build the demo once; the tests go on with it in their order."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("alignment")
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        pg_server.create_database(DATABASE)
        dsn = pg_server.dsn(DATABASE)
        project = demo.take(home / "api")
        facts = demo.build(dsn, project)
        file = demo.configure(project, dsn, scratch=pg_server.dsn())
        yield Stage(dsn, project, facts, load_config(file))
        pg_server.drop_database(DATABASE)


@pytest.fixture(scope="module")
def inv(stage: Stage) -> Investigation:
    """The incident."""
    return stage.opened(title="Three things say three things")


@pytest.fixture(scope="module")
def audit(inv: Investigation) -> Audit:
    """Audit the drifted database."""
    return inv.audit()


def found(audit: Audit, one: Misalignment) -> Finding:
    """The one finding of a misalignment."""
    findings = [f for f in audit.findings.roots if (f.kind, f.key) == (one.kind, one.key)]
    findings = [f for f in findings if f.attribute == one.attribute]
    assert len(findings) == 1, one
    return findings[0]


def test_it_is_the_incidents_number_of_each() -> None:
    """Five enums, twelve columns of four tables, three types and one association model, each once."""
    assert Counter(one.group for one in MISALIGNMENTS) == {Group.ENUM: 5, Group.COLUMN: 12, Group.TYPE: 3, Group.MODEL: 1}
    assert len({(one.kind, one.key, one.attribute) for one in MISALIGNMENTS}) == 21
    assert {one.key[1] for one in MISALIGNMENTS if one.group is Group.COLUMN} == {
        "users",
        "documents",
        "queries",
        "document_chunks",
    }


def test_alembic_itself_says_that_all_is_well(stage: Stage) -> None:
    """The ledger is at the head, and every table has its rows."""
    assert stage.facts.current == "20251010 (head)"
    assert all(stage.facts.rows.values())
    with pytest.raises(UsageError, match="not empty"):
        demo.build(stage.dsn, stage.project)


@pytest.mark.parametrize("one", MISALIGNMENTS, ids=lambda one: one.label)
def test_each_is_named_with_its_cause(audit: Audit, one: Misalignment) -> None:
    """The audit has a finding of this very object, in a cause of the right rule, whose evidence has file and line."""
    finding = found(audit, one)
    causes = [cause for cause in audit.causes if finding.id in cause.findings]
    assert [cause.rule for cause in causes] == [one.rule]
    assert causes[0].confidence is not Confidence.UNKNOWN
    if finding.blame:  # no migration makes what was made by hand
        place = finding.blame[-1].place
        assert place.startswith("migrations/versions/")
        assert place in [evidence.source for evidence in causes[0].evidence], causes[0].evidence


def test_nothing_else_is_found(audit: Audit) -> None:
    """Beside the 21 only what goes with them: policies, triggers, a platform's schemas and the ledger are no drift."""
    named = {(one.kind, one.key) for one in MISALIGNMENTS} | {("sequence", ("public", "user_preferences_id_seq"))}
    others = [f for f in audit.findings.roots if (f.kind, f.key) not in named]
    assert not others
    rules = {"models-apart", "never-run", "out-of-band", "duplicate-enum", "type-degraded", "time-zone-lost"}
    assert {cause.rule for cause in audit.causes} == rules


def test_what_only_migrations_say_is_compared_too(stage: Stage, audit: Audit) -> None:
    """A policy that was dropped and row-level security that was switched off are found beside the models."""
    assert not any(finding.kind in ("policy", "trigger", "routine") for finding in audit.findings)
    policy = stage.rows("select pg_get_expr(polqual, polrelid) from pg_policy where polname = 'users_see_themselves'")
    stage.run("drop policy users_see_themselves on users")
    stage.run("alter table queries disable row level security")
    try:
        again = stage.opened(title="policies").audit()
    finally:
        stage.run(f"create policy users_see_themselves on users for select using ({policy[0][0]})")
        stage.run("alter table queries enable row level security")
    before = {finding.id for finding in audit.findings}
    new = [finding for finding in again.findings if finding.id not in before]
    assert {(f.kind, f.name, f.change, f.attribute) for f in new} == {
        ("policy", "users_see_themselves", Change.MISSING, ""),
        ("table", "queries", Change.CHANGED, "row_security"),
    }
    rules = {cause.rule for cause in again.causes for finding in new if finding.id in cause.findings}
    assert rules == {"rls-off", "rls-without-policy"}


def test_each_enum_is_told_apart(stage: Stage, audit: Audit) -> None:
    """Enum forensics name the five with what is wrong with each, and nothing of the sixth, which is right."""
    del audit  # its replay is kept
    told: dict[str, set[str]] = {}
    enums = stage.opened().migrations.enums()
    for finding in enums.findings:
        told.setdefault(finding.enum, set()).add(str(finding.case))
    assert told == {
        "public.memberrole": {"duplicate", "unused"},
        "public.document_type": {"unused"},
        "public.user_role": {"only in the database"},
        "public.query_status": {"only in the database"},
        "public.document_status": {"only in the model", "another type in its place"},
    }
    assert not [finding for finding in enums.findings if "must be added" in finding.sentence], "no row is of memberrole"


def test_the_way_from_the_plan_to_an_empty_autogenerate(stage: Stage, inv: Investigation, audit: Audit) -> None:
    """The written revision repairs and takes back with all rows; with the diff of the models nothing differs any more."""
    assert not audit.clean
    plan = inv.plan(only=demo.IN_THE_DATABASE, drop=demo.TO_DROP, ways=demo.WAYS)
    assert {step.key for step in plan.steps} == {one.key for one in MISALIGNMENTS if one.rule != "models-apart"}
    written = inv.migrations.write()
    assert [Path(file).parent.as_posix() for file in written.files] == ["migrations/versions"]

    texts = stage.rows("select id, completed_at from queries where completed_at is not null order by id")
    times = stage.rows("select id, created_at at time zone 'UTC' from document_chunks order by id")
    stage.run(f"alter database {DATABASE} set timezone to 'America/New_York'")  # a repair must not depend on it
    stage.alembic("upgrade", "head")
    assert demo.counts(stage.dsn) == stage.facts.rows
    same = "select count(*) from queries where completed_at is not null"
    assert stage.rows(same) == [(len(texts),)]
    query = "select id, to_char(completed_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') || 'Z'"
    assert stage.rows(f"{query} from queries where completed_at is not null order by id") == texts
    assert stage.rows("select id, created_at from document_chunks order by id") == times

    stage.alembic("downgrade", "-1")
    assert demo.counts(stage.dsn) == stage.facts.rows
    assert stage.rows("select id, created_at at time zone 'UTC' from document_chunks order by id") == times
    assert {f.id for f in stage.opened(title="taken back").audit().findings} == {f.id for f in audit.findings}
    stage.alembic("upgrade", "head")
    stage.run(f"alter database {DATABASE} reset timezone")

    diff = stage.opened().models.diff()
    assert not diff.left
    assert "+class QueryDocument(Base):" in diff.text
    assert {Path(file).name for file in diff.apply()} == {"document.py", "query.py", "user.py", "user_preferences.py"}
    assert stage.alembic("check") == "No new upgrade operations detected."
    assert not stage.opened(title="afterwards").audit().findings
    assert not stage.opened("alembic:alembic.ini", title="the migrations alone").audit().findings
    assert inv.verify().state is State.PASS
    report = inv.report().paths["markdown"].read_text(encoding="utf-8")
    assert f"made by the project's own migration, {Path(written.files[0]).name}" in report
    assert "No row was lost." in report
    assert_autogenerate_is_not_blind(stage)


def assert_autogenerate_is_not_blind(stage: Stage) -> None:
    """A column and a label that are planted in the models are in the revision that it writes; without them it is empty."""
    stage.alembic("revision", "--autogenerate", "-m", "nothing", "--rev-id", "empty")
    empty = next((stage.project / "migrations/versions").glob("empty_*.py"))
    lines = [line.strip() for line in empty.read_text(encoding="utf-8").partition("def upgrade")[2].splitlines()]
    assert [line for line in lines if line and line[0] != "#"] == ["():", "pass", "def downgrade():", "pass"]
    empty.unlink()
    for file, old, new in (
        ("user.py", "    bio:", "    nickname: Mapped[str | None] = mapped_column(Text)\n    bio:"),
        ("query.py", '    FAILED = "failed"', '    FAILED = "failed"\n    CANCELLED = "cancelled"'),
    ):
        path = stage.project / "app/models" / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    stage.alembic("revision", "--autogenerate", "-m", "planted", "--rev-id", "planted")
    planted = next((stage.project / "migrations/versions").glob("planted_*.py"))
    text = planted.read_text(encoding="utf-8")
    planted.unlink()
    assert "op.add_column('users', sa.Column('nickname', sa.Text(), nullable=True))" in text
    assert "alter type query_status add value if not exists 'cancelled' after 'failed'" in text
    upgrade = text.partition("def upgrade")[2].partition("def downgrade")[0]
    assert [call.partition("(")[0] for call in upgrade.split("op.")[1:]] == ["get_context", "execute", "add_column"]

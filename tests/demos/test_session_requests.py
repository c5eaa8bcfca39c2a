"""The demo `session_requests`: every issue in one audit, a plan of schema and rows, the code, the cache, the report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drifttools.catalog.copying import dump_text
from drifttools.cli.commands.plan import mends_of
from drifttools.config import Config, load_config, parse_target
from drifttools.demos import session_requests as demo
from drifttools.demos.session_requests import ISSUES, Issue, Seen
from drifttools.errors import SourceError, UsageError
from drifttools.investigation import Investigation, investigate
from drifttools.model.verdict import State

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer
    from drifttools.investigation.shown import Audit

DATABASE, RIGHT = "sr_drifted", "sr_right"


@dataclass
class Stage:
    """The demo's database, project and service."""

    dsn: str
    project: Path
    url: str
    facts: demo.Facts
    config: Config

    def opened(self, title: str = "") -> Investigation:
        """Open an investigation."""
        return investigate(demo.TARGET, config=self.config, reports=self.project / "reports", title=title)

    def ask(self, method: str, path: str) -> tuple[int, dict[str, object]]:
        """Ask the service."""
        status, body = demo.ask(self.url, method, path)
        return status, json.loads(body)


@pytest.fixture(scope="module")
def stage(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Build the demo once; the tests go on with it in their order."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("requests")
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        for name in (DATABASE, RIGHT):
            pg_server.create_database(name)
        dsn = pg_server.dsn(DATABASE)
        facts = demo.build(dsn)
        project = demo.take(home / "web")
        with demo.serve(dsn, project) as url:
            file = demo.configure(project, dsn, url, scratch=pg_server.dsn())
            yield Stage(dsn, project, url, facts, load_config(file))
        for name in (DATABASE, RIGHT):
            pg_server.drop_database(name)


@pytest.fixture(scope="module")
def inv(stage: Stage) -> Investigation:
    """The incident."""
    return stage.opened("Mechanics see no requests")


@pytest.fixture(scope="module")
def audit(inv: Investigation) -> Audit:
    """Audit the drifted database, once."""
    return inv.audit(probe=True)


@pytest.fixture(scope="module")
def seen(inv: Investigation, audit: Audit) -> Seen:
    """Give what that one audit left in the folder."""
    assert not audit.clean
    return Seen(inv.folder)


def test_it_came_about_as_it_does(stage: Stage) -> None:
    """Three migrations are noted, the fourth cannot run any more, and the service answers as PostgREST would."""
    assert [name.partition("_")[0] for name in stage.facts.noted] == ["20251015000000", "20251020000000", "20251022000002"]
    with pytest.raises(SourceError, match='type "session_request_status" already exists'):
        demo.migrate(stage.dsn, demo.migrations()[3])
    with pytest.raises(UsageError, match="not empty"):
        demo.build(stage.dsn)
    status, body = stage.ask("GET", "/api/mechanics/requests")
    assert (status, body["code"]) == (500, "22P02")
    assert body["message"] == 'invalid input value for enum session_request_status: "unattended"'
    assert stage.ask("GET", "/api/debug/pending-requests") == (200, {"requests": []}), "policies hide, and say nothing"
    status, body = stage.ask("POST", "/api/intake/start?dry=1")
    assert (status, body["session_request"]) == (200, None)
    assert demo.counts(stage.dsn) == stage.facts.rows, "what is tried is taken back"


@pytest.mark.parametrize("issue", ISSUES, ids=lambda one: one.label)
def test_one_audit_shows_every_issue(seen: Seen, issue: Issue) -> None:
    """Each is shown by this very audit: a finding with its cause, a place in the code, rows, a role, an endpoint."""
    assert seen.evidence(issue)


def test_nothing_else_is_found(audit: Audit, seen: Seen) -> None:
    """The findings and the causes are those of the incident, and each cause is proven."""
    assert {(one.kind, one.name) for one in audit.findings} == {
        ("column", "metadata"),
        ("constraint", "session_requests_mechanic_id_fkey"),
        ("policy", "Mechanics can accept requests"),
    }
    rules = {"not-applied", "foreign-key-twin", "policy-for-another", "out-of-order", "code-apart"}
    assert {cause.rule for cause in audit.causes} == rules
    assert {cause.confidence for cause in audit.causes} == {"proven"}
    assert len({one.place for one in seen.code}) == 5
    (pending,) = [cause for cause in audit.causes if cause.rule == "not-applied"]
    assert (
        "public.session_requests is here all the same, made by something else: it cannot run as it is" in pending.sentence
    )
    (early,) = [cause for cause in audit.causes if cause.rule == "out-of-order"]
    assert early.sentence.startswith("20251022000002 alters public.session_requests, which only 20251028000000 creates")
    assert any("session_requests_mechanic_id_fkey, which is not as it should be" in one.fact for one in early.evidence)


def test_the_text_in_the_log_is_explained(inv: Investigation, audit: Audit) -> None:
    """Not the cache is stale: the column is missing, because the migration that makes it is not applied."""
    assert audit.incident
    (answer,) = inv.explain(json.dumps({"code": "PGRST204", "details": None, "message": demo.ERROR_TEXT})).explanations
    assert (
        answer.sentence == "public.session_requests has no metadata: 20251028000000, which makes it, is not applied here."
    )
    assert "PostgREST's cache is stale." in [one.alternative for one in answer.ruled_out]
    repair, reload = (step.command for step in answer.advice)
    assert repair.startswith("drift plan ")
    assert "reload schema" in reload


def test_the_session_is_traced_to_what_is_missing(inv: Investigation, audit: Audit) -> None:
    """The customer, the form and the participant are there; the request that the invariant demands is not."""
    assert audit.incident
    found = {(row.table, str(row.state)) for row in inv.trace("sessions", id=demo.STUCK).rows}
    assert found == {
        ("public.sessions", "found"),
        ("public.session_participants", "found"),
        ("auth.users", "found"),
        ("public.intakes", "found"),
        ("public.session_requests", "missing"),
    }


def test_the_options_of_a_plan_that_mends_rows_are_read() -> None:
    """A value is of the only question for which partners are made, or of the one that it names; others are refused."""
    (alone,) = mends_of(("Q1=insert",), ("a=t.b",))
    assert (alone.question, alone.way, alone.values) == ("Q1", "insert", {"a": "t.b"})
    first, second = mends_of(("Q1=insert", "Q2=insert"), ("Q2.a=t.b",))
    assert (first.values, second.values) == ({}, {"a": "t.b"})
    for mends, values in ((("Q1",), ()), (("Q1=insert", "Q2=insert"), ("a=1",)), (("Q1=empty",), ("a=1",))):
        with pytest.raises(Exception, match="is not QUESTION"):
            mends_of(mends, values)


def test_the_way_to_a_system_that_works(stage: Stage, inv: Investigation, audit: Audit, pg_server: PrivateServer) -> None:
    """One plan for schema and rows, tried on a copy; the cache read again; the code; then all checks pass, and no drift."""
    (question,) = [one.id for one in audit.probed if one.probe == "invariants"]
    plan = inv.plan(
        ways=[demo.WAY], mends=mends_of((f"{question}=insert",), tuple("=".join(one) for one in demo.PARTNER.items()))
    )
    assert [step.kind for step in plan.steps] == ["constraint", "column", "constraint", "policy", "rows", "message"]
    rehearsal = inv.rehearse(plan)
    assert rehearsal.state is State.PASS, rehearsal.failed
    assert demo.counts(stage.dsn) == stage.facts.rows
    assert stage.ask("POST", "/api/intake/start?dry=1")[1]["session_request"] is None, "the cache is as it was"
    inv.apply(plan, confirm=plan.token)
    # two were of mechanics who are none, five had none
    assert demo.counts(stage.dsn) == {**stage.facts.rows, "session_requests": stage.facts.rows["session_requests"] - 2 + 5}

    assert stage.ask("POST", "/api/intake/start?dry=1")[1]["session_request"], "the last step had the cache read again"
    assert stage.ask("GET", "/api/mechanics/requests")[0] == 500, "the code still asks for what the enum lacks"
    assert len(set(demo.correct(stage.project))) == 4

    assert "20251028000000 is not noted as applied" in inv.report().paths["markdown"].read_text(encoding="utf-8")
    stamping = stage.opened("Noted as applied")
    stamp = stamping.migrations.stamp("20251028000000")
    stamping.apply(stamp, confirm=stamp.token)
    verdict = inv.verify()
    assert verdict.state is State.PASS, verdict.failed
    assert {"smoke", "code", "row security"} <= {check.group for check in verdict.checks}
    report = inv.report().paths["markdown"].read_text(encoding="utf-8")
    components = report.partition("## Components")[2].partition("\n## ")[0]
    for named in (
        "public.session_requests: columns", "public.session_requests: foreign keys", "order of migrations",
        "ledger of migrations",
        "public.session_requests: row-level security", "rows of public.sessions", "rows of public.session_requests",
        "code: values that no column can hold", "code: failed writes that nobody hears of",
        "public.session_requests: what the service may do", "endpoint: a mechanic's dashboard shows it",
    ):  # fmt: skip
        assert named in components, named
    assert "differ by what was 2 put aside by s03" in report
    assert "5 made by s05" in report
    assert "**Data lost:** **no**" in report
    remaining = report.partition("## Remaining issues and risks")[2].partition("\n## ")[0]
    assert remaining.count("**open**") == 1, "only the order of the migrations"
    assert "20251022000002 alters public.session_requests" in remaining
    assert "**risk**" not in remaining

    again = stage.opened("afterwards").audit(probe=True)
    assert again.clean
    assert not [one for one in again.probed if one.rows]
    demo.build_right(pg_server.dsn(RIGHT))
    repaired, right = (
        dump_text(parse_target(pg_server.dsn(name)), pg_server.binaries, exclude_schema="drifttools")
        for name in (DATABASE, RIGHT)
    )
    assert repaired == right
    assert stage.ask("POST", "/api/mechanic/accept")[1]["request"]

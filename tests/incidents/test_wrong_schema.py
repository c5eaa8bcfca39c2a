"""Incident 4 as a running scenario: everything that the demo claims."""

from __future__ import annotations

from pathlib import Path

import pytest

import drifttools as dt
from drifttools.catalog.copying import dump_text
from drifttools.catalog.server import PrivateServer
from drifttools.cli.demos.wrong_schema import write_config
from drifttools.config import parse_target
from drifttools.demos import wrong_schema
from drifttools.incident.record import MetError
from drifttools.repair.outcome import rollback_token
from tests.conftest import MakeDatabase


@pytest.mark.slow
def test_the_whole_incident(database: MakeDatabase, pg_server: PrivateServer, tmp_path: Path) -> None:
    """All twelve tables in the first audit, one proven cause, repaired, no row lost, endpoints 200, pg_dump equal."""
    drifted, right = database(), database()
    facts = wrong_schema.build(drifted)
    wrong_schema.build_right(right)
    with wrong_schema.serve(drifted) as url:
        config = write_config(tmp_path, drifted, url)
        inv = dt.investigate("playerhub", config=config, reports=tmp_path / "reports", title="Profile pages answer 500")
        audit = inv.audit()
        assert sorted(f.name for f in audit.findings) == sorted(facts.moved)
        assert {f.change for f in audit.findings} == {"moved"}
        (cause,) = audit.causes
        assert (cause.rule, cause.confidence, len(cause.findings)) == ("wrong-schema", "proven", 12)
        assert "0030" in cause.sentence
        assert "0059" in cause.sentence
        (run,) = (one for one in cause.evidence if "is a run of" in one.fact)
        assert run.fact.startswith("user_profile 0030 to 0059 is a run of 12 migrations. Replayed one at a time, they make")
        assert run.fact.endswith("in test_schema, and public.django_migrations notes all of them.")
        met = inv.folder.read(tuple[MetError, ...], "smoke-before-errors.json", needs="audit")
        assert all(error.finding for error in met)
        ledger = inv.migrations.status().frame()
        assert set(ledger["state"]) == {"applied"}
        assert ledger["applied_at"].notna().all()
        plan = inv.plan()
        assert inv.rehearse(plan).state == "PASS"
        inv.apply(plan, confirm=plan.token)
        verdict = inv.verify()
        assert verdict.state == "PASS", verdict.failed
        assert sum(check.group == "smoke" for check in verdict.checks) == len(wrong_schema.ENDPOINTS)
        report = inv.report()
        assert report.paths
    repaired, judged = (
        dump_text(parse_target(dsn), pg_server.binaries, exclude_schema="drifttools") for dsn in (drifted, right)
    )
    assert repaired == judged
    counted = inv.catalog.sql("select count(*) as n from public.user_profile_about_item")
    assert counted["n"].tolist() == [facts.rows["user_profile_about_item"]]
    inv.rollback(plan, confirm=rollback_token(plan))
    assert sorted(inv.audit(smoke=False).findings.frame()["name"]) == sorted(facts.moved)

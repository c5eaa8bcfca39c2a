"""The five notebooks on a real drifted database: found, planned, repaired, proven, reported, and nothing leaks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from drifttools.errors import RehearsalError
from drifttools.incident.folder import IncidentFolder
from drifttools.investigation import investigate
from drifttools.model.plan import Plan
from drifttools.model.verdict import Check, State, Verdict
from drifttools.notebook import apply_confirmed
from drifttools.notebook.runner import CellFailed
from drifttools.redact import variants

if TYPE_CHECKING:
    from conftest import Shop

CANARY = "c4n@ry/Pass'wörd%21 of the shop"


def token_of(shop: Shop, incident: str) -> str:
    """Give the token of the plan in an incident folder."""
    return IncidentFolder(shop.reports / incident).read(Plan, "plan.json", needs="02_repair").token


def test_the_whole_way_from_the_error_to_the_report(shop: Shop) -> None:
    """Audit finds drift, Run All of the repair changes nothing, the token repairs, the verification passes."""
    audited = shop.run("01_audit", target="shop", title="Orders are gone")
    assert audited.exit_code == 1
    assert "orders-are-gone" in audited.incident
    assert audited.path.parent == shop.reports / audited.incident

    before = shop.dump()
    planned = shop.run("02_repair", incident=audited.incident)
    assert planned.exit_code == 0
    token = token_of(shop, audited.incident)
    assert token in planned.path.read_text(encoding="utf-8")
    assert shop.dump() == before, "Run All of 02_repair changed the database"

    repaired = shop.run("02_repair", incident=audited.incident, confirm=token)
    assert repaired.exit_code == 0
    after = shop.dump()
    assert after != before

    again = shop.run("02_repair", incident=audited.incident, confirm=token)
    assert again.exit_code == 0
    assert shop.dump() == after, "the second apply changed the database"
    looked = shop.run("02_repair", incident=audited.incident)
    assert looked.exit_code == 0
    assert "applied before" in looked.message

    verified = shop.run("03_verify", incident=audited.incident)
    assert (verified.exit_code, verified.message) == (0, "verification: PASS")
    reported = shop.run("04_incident_report", incident=audited.incident)
    assert reported.exit_code == 0
    assert (shop.reports / audited.incident / "report.html").is_file()

    assert shop.run("01_audit").exit_code == 0


def test_start_here_tells_where_the_table_is(shop: Shop) -> None:
    """The first notebook names the schema that the table is in, and goes on to an audit."""
    done = shop.run("00_start_here", name="orders")
    text = done.path.read_text(encoding="utf-8")
    assert "stray" in text
    assert done.exit_code == 1
    assert done.incident


def test_a_verification_of_unrepaired_drift_ends_with_one(shop: Shop) -> None:
    """What still differs is a failed check, and a failed check is exit code 1."""
    audited = shop.run("01_audit")
    assert shop.run("03_verify", incident=audited.incident).exit_code == 1


def test_a_wrong_token_changes_nothing(shop: Shop) -> None:
    """A token of another plan is refused, the notebook fails, the database stays as it was."""
    audited = shop.run("01_audit")
    shop.run("02_repair", incident=audited.incident)
    before = shop.dump()
    with pytest.raises(CellFailed) as failed:
        shop.run("02_repair", incident=audited.incident, confirm="apply-00000000")
    assert failed.value.exit_code in {2, 6}
    assert shop.dump() == before


def test_a_failed_rehearsal_stops_the_apply(shop: Shop) -> None:
    """With a rehearsal that failed the token does not help: nothing is applied, and without a token it is exit code 1."""
    audited = shop.run("01_audit")
    shop.run("02_repair", incident=audited.incident)
    inv = investigate(incident=audited.incident, reports=shop.reports, config=shop.config)
    plan = inv.load_plan()
    failed = Verdict((Check("rehearsal", "it runs", State.FAIL),))
    before = shop.dump()
    with pytest.raises(RehearsalError, match="failed at it runs"):
        apply_confirmed(inv, plan, failed, confirm=plan.token)
    assert apply_confirmed(inv, plan, failed).exit_code == 1
    assert shop.dump() == before


def test_only_what_the_user_named_is_dropped(shop: Shop) -> None:
    """Without `drop` the plan drops nothing; with the name of the empty schema it drops that."""
    shop.config.write_text(shop.config.read_text(encoding="utf-8").partition("[[ignore]]")[0], encoding="utf-8")
    audited = shop.run("01_audit")
    repair = shop.reports / audited.incident / "repair.sql"
    shop.run("02_repair", incident=audited.incident)
    assert "drop schema" not in repair.read_text(encoding="utf-8")
    shop.run("02_repair", incident=audited.incident, drop="stray")
    assert "drop schema stray" in repair.read_text(encoding="utf-8")


def test_a_database_that_is_down_is_not_clean(shop: Shop) -> None:
    """Nothing that answers: exit code 3, a message without traceback, and the executed notebook is kept."""
    shop.config.write_text(
        shop.config.read_text(encoding="utf-8").replace("host=", "host=/nowhere/").replace("host='", "host='/nowhere"),
        encoding="utf-8",
    )
    with pytest.raises(CellFailed) as failed:
        shop.run("01_audit")
    assert failed.value.exit_code == 3
    assert failed.value.result.path.parent == shop.reports / "runs"
    kept = json.loads(failed.value.result.path.read_text(encoding="utf-8"))
    errors = [output for cell in kept["cells"] for output in cell.get("outputs", ()) if output["output_type"] == "error"]
    assert len(errors) == 1
    assert not any("Traceback" in line for line in errors[0]["traceback"])
    assert json.loads(failed.value.result.record.read_text(encoding="utf-8"))["exit_code"] == 3


def test_no_file_holds_the_password(shop: Shop, capfd: pytest.CaptureFixture[str]) -> None:
    """The password is in no file below the reports and in nothing printed, in none of its forms."""
    audited = shop.run("01_audit")
    shop.run("02_repair", incident=audited.incident)
    shop.run("04_incident_report", incident=audited.incident)
    forms = [form.encode() for form in variants(CANARY)]
    files = [path for path in shop.reports.rglob("*") if path.is_file()]
    assert len(files) > 10
    leaks = [path for path in files if any(form in path.read_bytes() for form in forms)]
    assert not leaks
    printed = "".join(capfd.readouterr()).encode()
    assert not any(form in printed for form in forms)


def test_an_incident_of_another_target_is_refused(shop: Shop) -> None:
    """`latest` may be somebody else's incident: with a target given, the notebook does not go on with it."""
    shop.run("01_audit")
    with shop.config.open("a", encoding="utf-8") as stream:
        stream.write(f"[targets.other]\ndsn = {json.dumps(shop.dsn)}\n")
    with pytest.raises(CellFailed, match="is about 'shop', not about 'other'") as failed:
        shop.run("02_repair", target="other")
    assert failed.value.exit_code == 2

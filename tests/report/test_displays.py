"""What audits, causes, plans and verdicts show of themselves; and the page over all incidents."""

from __future__ import annotations

from pathlib import Path

from drifttools.document import to_text
from drifttools.model.finding import Change, Finding, Findings
from drifttools.model.plan import DataLoss, Plan, Reversal, Step
from drifttools.model.verdict import Check, State, Verdict
from drifttools.report.audit import document_of_causes, document_of_findings
from drifttools.report.index import write_index
from drifttools.report.plan import document_of_plan
from drifttools.report.verdict import document_of_verdict
from drifttools.report.write import write_report
from tests.conftest import Golden
from tests.document.judges import read_html
from tests.report import folders

UNREAD = Finding("table", ("public", "audit_log"), Change.UNKNOWN, actual="locked by pid 3181")


def test_an_audit_reads_as_before(golden: Golden) -> None:
    """The display of an audit with drift equals its golden."""
    shown = document_of_findings(folders.audited(), (folders.cause(),), incident="2026-01-14-x", target="prod")
    golden("golden/audit.txt", to_text(shown))


def test_a_plan_reads_as_before(golden: Golden) -> None:
    """The display of a plan equals its golden."""
    golden("golden/plan.txt", to_text(document_of_plan(folders.plan())))


def test_a_verdict_reads_as_before(golden: Golden) -> None:
    """The display of a verdict equals its golden."""
    golden("golden/verdict.txt", to_text(document_of_verdict(folders.verification())))


def test_the_three_outcomes_of_an_audit_are_told_apart() -> None:
    """Clean, drift and could-not-check have different titles, and an unread object is never clean."""
    assert document_of_findings(Findings()).title == "Clean"
    assert document_of_findings(Findings(folders.moved())).title == "Drift"
    assert document_of_findings(Findings((UNREAD,))).title == "Could not check"
    assert document_of_findings(Findings((*folders.moved(), UNREAD))).title == "Drift, and not all could be checked"


def test_an_unread_object_is_told_before_the_drift() -> None:
    """What could not be checked stands first, with the reason."""
    text = to_text(document_of_findings(Findings((*folders.moved(), UNREAD))), 200)
    assert text.index("1 object could not be checked, table public.audit_log: locked by pid 3181") < text.index(
        "12 objects differ"
    )


def test_a_clean_audit_still_says_what_it_does_not_say() -> None:
    """Ignored findings and kinds that were not compared are shown where nothing else is."""
    text = to_text(document_of_findings(Findings((), (folders.stray_view(),), (folders.views(),))), 200)
    assert "Nothing differs from the expected state; 1 difference ignored by rule." in text
    assert "Django's migrations say nothing about them" in text
    assert "owned by the reporting team" in text


def test_one_screen_is_enough_for_an_audit_of_twelve_moves() -> None:
    """The display of an audit with 14 findings and a cause with 15 pieces of evidence is at most 55 lines long."""
    shown = document_of_findings(folders.audited(), (folders.cause(),), incident="2026-01-14-x")
    assert len(to_text(shown).splitlines()) <= 55


def test_the_full_display_of_an_audit_holds_every_finding_and_all_evidence() -> None:
    """With `full`, each finding's id and each piece of evidence is there."""
    text = to_text(document_of_findings(folders.audited(), (folders.cause(),), full=True), 400)
    assert all(finding.id in text for finding in folders.audited())
    assert all(evidence.source in text for evidence in folders.cause().evidence)


def test_causes_are_shown_with_what_to_do() -> None:
    """A cause comes with its confidence, its rule and its suggestion; without causes that is said."""
    text = to_text(document_of_causes((folders.cause(),)), 200)
    assert "proven" in text
    assert "wrong-schema" in text
    assert "To do: Move them back" in text
    assert "No cause is known." in to_text(document_of_causes(()))


def test_a_plan_warns_of_what_cannot_be_undone() -> None:
    """Irreversible loss is an error, a way back that is not exact a warning."""
    step = Step(
        "s01", "drop column public.t.a", "column", ("public", "t", "a"), (), ("alter table public.t drop column a",),
        reversal=Reversal.NEEDS_BACKUP, data_loss=DataLoss.IRREVERSIBLE,
    )  # fmt: skip
    text = to_text(document_of_plan(Plan("prod", "db", "1", folders.OPENED, (step,))), 200)
    assert "Error: s01 would take away values that cannot be brought back." in text
    assert "Warning: The way back of s01 does not bring back all that was there." in text
    assert "-- there is no way back" in text


def test_checks_that_did_not_run_are_counted_apart() -> None:
    """NOT RUN is said in the first line and in the list, with its reason."""
    verdict = Verdict((Check("scope", "a", State.PASS), Check("smoke", "b", State.NOT_RUN, reason="no base URL")))
    text = to_text(document_of_verdict(verdict), 200)
    assert "2 checks: 1 PASS, 1 NOT RUN." in text
    assert "NOT RUN  b — no base URL" in text


def test_a_hundred_passed_checks_do_not_hide_a_failed_one() -> None:
    """Passed checks are put together, the failed one stands alone and first."""
    passed = tuple(Check(f"step s{n:02}", f"condition {n}", State.PASS) for n in range(100))
    shown = to_text(document_of_verdict(Verdict((*passed, Check("scope", "others", State.FAIL, "0", "2")))), 200)
    head = shown.split("All 101 checks")[0]
    assert head.index("FAIL  others — expected 0, was 2") < head.index("all 100 checks")
    assert "condition 57" not in head


def test_the_index_lists_every_incident_newest_first(tmp_path: Path) -> None:
    """Incidents with a report are linked beside the page, others are listed, damaged ones are named."""
    write_report(folders.full(tmp_path))
    folders.clean(tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "incident.json").write_text("{", encoding="utf-8")
    paths = write_index(tmp_path)
    markdown = paths["markdown"].read_text("utf-8")
    assert "2 incidents, newest first." in markdown
    assert "](2026-01-14-profile-tables/report.md)" in markdown
    assert "(no report)" in markdown
    assert "Could not be read: broken." in markdown
    links = [dict(attributes)["href"] for tag, attributes in read_html(paths["html"].read_text("utf-8")).tags if tag == "a"]
    assert links == ["2026-01-14-profile-tables/report.html"]


def test_an_index_without_incidents_says_so(tmp_path: Path) -> None:
    """The page of an empty folder has a sentence and no table."""
    assert "There is no incident yet." in write_index(tmp_path)["markdown"].read_text("utf-8")

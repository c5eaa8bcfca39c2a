"""The report of an incident: complete, in a fixed order, short at its top, the same bytes twice, and silent on nothing."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from drifttools.document import Details, to_text
from drifttools.document.blocks import Document, Heading, plain_of
from drifttools.incident.folder import IncidentFolder
from drifttools.incident.record import Applied, RowCount, Status
from drifttools.migrations.ledger import Ledger, LedgerRow
from drifttools.model.finding import Change, Finding
from drifttools.model.verdict import State, Verdict
from drifttools.repair.outcome import rollback_token
from drifttools.report.facts import document_of, json_text
from drifttools.report.sections.registry import SECTIONS
from drifttools.report.write import Report, write_report
from tests.conftest import Golden
from tests.document.judges import read_html
from tests.report import folders

Build = Callable[[Path], IncidentFolder]
CASES: dict[str, Build] = {
    "full": folders.full,
    "audit-only": folders.audit_only,
    "clean": folders.clean,
    "could-not-check": folders.could_not_check,
    "rolled-back": folders.rolled_back,
    "hostile": folders.hostile,
}
TITLES = [section.title for section in SECTIONS if section.title and not section.optional]
every_case = pytest.mark.parametrize("case", CASES)


def reported(case: str, root: Path) -> Report:
    """Build the folder of a case and write its report."""
    return write_report(CASES[case](root))


def main_body(document: Document) -> str:
    """What is read without opening anything."""
    blocks = [block for block in document.blocks if not isinstance(block, Details)]
    return to_text(Document(document.title, blocks))


def section_of(report: Report, title: str) -> str:
    """The text of one section."""
    blocks = list(report.document().blocks)
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    start = next(at for at in starts if plain_of(blocks[at].text) == title)  # type: ignore[union-attr]
    end = next((at for at in starts if at > start), len(blocks))
    return to_text(Document(title, blocks[start:end]), 200)


# ------------------------------------------------------------------------------------------------ the whole


@every_case
def test_the_report_reads_as_before(case: str, tmp_path: Path, golden: Golden) -> None:
    """The report of each case equals its golden as plain text, but for the bytes that a release of pyarrow writes."""
    text = to_text(reported(case, tmp_path).document(), 110)
    golden(f"golden/{case}.txt", re.sub(r"(`(?:actual|after)/` +)\d+(?=  3 files)", r"\1NNNN", text))


@every_case
def test_the_same_folder_gives_the_same_bytes(case: str, tmp_path: Path) -> None:
    """Written twice, and in a copy of the folder elsewhere, the three files are the same byte for byte."""
    folder = CASES[case](tmp_path / "here")
    first = {form: path.read_bytes() for form, path in write_report(folder).paths.items()}
    again = {form: path.read_bytes() for form, path in write_report(folder).paths.items()}
    elsewhere = tmp_path / "elsewhere" / folder.path.name
    shutil.copytree(folder.path, elsewhere)
    copied = {form: path.read_bytes() for form, path in write_report(IncidentFolder(elsewhere)).paths.items()}
    assert first == again == copied


@every_case
def test_every_section_is_there_in_the_fixed_order(case: str, tmp_path: Path) -> None:
    """Whatever has happened or not, the headings are the same and in the same order."""
    document = reported(case, tmp_path).document()
    assert [plain_of(block.text) for block in document.blocks if isinstance(block, Heading)] == TITLES


@every_case
def test_no_section_is_empty(case: str, tmp_path: Path) -> None:
    """What has not happened is said as such: below every heading something stands."""
    report = reported(case, tmp_path)
    for title in TITLES:
        assert len(section_of(report, title).splitlines()) > 5, title


@pytest.mark.parametrize("case", sorted(set(CASES) - {"hostile"}))
def test_no_placeholder_is_left(case: str, tmp_path: Path) -> None:
    """No TODO, TBD, lorem, `None`, or empty braces reach a reader."""
    text = reported(case, tmp_path).paths["markdown"].read_text("utf-8")
    words = r"\b(TODO|TBD|FIXME|XXX|lorem|None|nan|placeholder)\b|\{\}|\{\{|<insert|N/A"
    found = [line for line in text.splitlines() if re.search(words, line)]
    assert not found


@every_case
def test_the_summary_has_at_most_120_words(case: str, tmp_path: Path) -> None:
    """The summary is one paragraph of 120 words or fewer."""
    summary = reported(case, tmp_path).facts["summary"]["sentences"]
    assert summary
    assert len(" ".join(summary).split()) <= 120


def test_the_main_body_of_the_full_case_is_two_pages(tmp_path: Path) -> None:
    """What is read without opening anything has at most 1,100 words, numbers and names."""
    body = main_body(reported("full", tmp_path).document())
    assert len(re.findall(r"\w[\w.:/-]*", body)) <= 1_100


@every_case
def test_the_wording_blames_nobody(case: str, tmp_path: Path) -> None:
    """No word of the report judges a person."""
    text = reported(case, tmp_path).paths["markdown"].read_text("utf-8").lower()
    assert not re.search(r"human error|careless|negligen|at fault|blame|should have|forgot|mistake|sloppy|guilty", text)


# ------------------------------------------------------------------------------------------------ JSON


def shape_of(value: object, path: str) -> set[str]:
    """Paths of members and the types of their values; lists count once."""
    if isinstance(value, dict):
        return {line for key, inner in value.items() for line in shape_of(inner, f"{path}.{key}")}
    if isinstance(value, list):
        return {line for inner in value for line in shape_of(inner, f"{path}[]")} or {f"{path}[]"}
    return {f"{path}: {type(value).__name__}"}


def test_the_json_schema_is_stable(tmp_path: Path, golden: Golden) -> None:
    """Names and types of all members of report.json are those of the golden; another set needs another version."""
    facts = json.loads(reported("full", tmp_path).paths["json"].read_text("utf-8"))
    assert facts["schema_version"] == 1
    golden("golden/schema.txt", "\n".join(sorted(shape_of(facts, "report"))))


@every_case
def test_the_document_comes_from_the_json_alone(case: str, tmp_path: Path) -> None:
    """From report.json the same document is made again: there is no fact that only the other forms hold."""
    report = reported(case, tmp_path)
    assert document_of(json.loads(report.paths["json"].read_text("utf-8"))) == report.document()


def test_json_of_another_version_is_refused() -> None:
    """A report.json of another version is no report of this release."""
    with pytest.raises(ValueError, match="version 1"):
        document_of({"schema": "drifttools-report", "schema_version": 2})


def test_redaction_does_not_break_the_json() -> None:
    """Text that looks like the start of a secret at the end of a value leaves the JSON whole."""
    facts = {"one": "password=", "two": ["alter role x password '", "it's"], "three": {"a": {"b": {"c": "password = "}}}}
    assert json.loads(json_text(facts)) == facts


# ------------------------------------------------------------------------------------------------ HTML


@every_case
def test_the_page_needs_nothing_but_itself(case: str, tmp_path: Path) -> None:
    """No element of report.html loads or points to anything outside of the page."""
    page = read_html(reported(case, tmp_path).paths["html"].read_text("utf-8"))
    assert not page.open
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "img"}
        for key, value in attributes:
            assert key not in {"src", "srcset", "data"}
            assert not key.startswith("on")
            assert key != "href" or value.startswith("#")


def test_hostile_names_are_shown_whole(tmp_path: Path) -> None:
    """Names made to break out are in the page as text, every character of them."""
    folder = folders.hostile(tmp_path)
    texts = "".join(read_html(write_report(folder).paths["html"].read_text("utf-8")).texts)
    for name in folders.HOSTILE:
        shown = name.replace("\n", "\\n").replace("\u202e", "\\u202e")
        assert shown in texts, shown


def test_a_report_of_5000_findings_stays_small(tmp_path: Path) -> None:
    """With 5,000 findings each of the three files is below 2 MB, and says how many rows it leaves out."""
    many = tuple(
        Finding("column", ("public", f"table_with_a_long_name_{n:04}", "a_column"), Change.MISSING, expected="bigint")
        for n in range(5_000)
    )
    folder = IncidentFolder.create(tmp_path, folders.incident("2026-01-14-many", Status.DETECTED, ()))
    folder.write("findings.json", folders.findings(*many))
    report = write_report(folder)
    assert {form for form, path in report.paths.items() if path.stat().st_size >= 2_000_000} == set()
    assert "4,800 more of 5,000 rows are in report.json." in report.paths["markdown"].read_text("utf-8")


# ------------------------------------------------------------------------------------------------ what is claimed


def test_data_is_called_kept_only_where_exact_counts_are_equal(tmp_path: Path) -> None:
    """`no` needs every count exact and equal; an estimate, a missing count or more rows make it unknown, fewer rows yes."""
    folder = folders.full(tmp_path)
    before, after = (folders.counts(schema, 1).tables for schema in ("test_schema", "public"))

    def answer(*changed: RowCount) -> str:
        folder.write("counts-after.json", {"taken_at": folders.at(1), "tables": (*changed, *after[1:])})
        return str(write_report(folder).facts["header"]["data_lost"])

    table, rows = after[0].table, before[0].rows or 0
    assert answer(after[0]) == "no"
    assert answer() == "unknown"
    assert answer(RowCount(table, rows, "estimate", "")) == "unknown"
    assert answer(RowCount(table, None, "no right to SELECT", "")) == "unknown"
    assert answer(RowCount(table, rows + 1, "exact", "")) == "unknown"
    assert answer(RowCount(table, rows - 1, "exact", "")) == "yes"
    (folder.path / "counts-after.json").unlink()
    assert write_report(folder).facts["header"]["data_lost"] == "unknown"


def test_what_could_not_be_checked_is_as_loud_as_drift(tmp_path: Path) -> None:
    """An unread table is an error at the top, in the findings and among the remaining issues; never a clean report."""
    report = reported("could-not-check", tmp_path)
    assert "1 object could not be checked; whether anything drifted is unknown." in section_of(report, "Summary")
    assert "none of 529 objects read" in section_of(report, "Impact")
    top = to_text(report.document()).split("Summary")[0]
    assert "Error: Could not check: 1 object could not be read: table public.audit_log" in top
    assert "locked (ACCESS EXCLUSIVE) by pid 3181" in section_of(report, "Findings")
    assert "could not check" in section_of(report, "Remaining issues and risks")
    assert "PARTIAL  The database was compared as a whole" in section_of(report, "Final status")


def test_a_repair_that_no_audit_proved_is_not_called_repaired(tmp_path: Path) -> None:
    """Without a verification, or with a re-audit that failed, findings are `applied, not proven`."""
    folder = folders.full(tmp_path)
    failed = tuple(
        check if check.group != "re-audit" else type(check)("re-audit", check.name, State.FAIL, reason="it differs still")
        for check in folders.verification().checks
    )
    folder.write("verification.json", Verdict(failed))
    assert {line["disposition"] for line in write_report(folder).facts["findings"]["lines"]} == {
        "applied, not proven", "left", "ignored",
    }  # fmt: skip
    (folder.path / "verification.json").unlink()
    report = write_report(folder)
    assert "not verified" in section_of(report, "Summary")
    assert "NOT RUN" in section_of(report, "Verification")


def test_a_failed_check_is_never_folded_away(tmp_path: Path) -> None:
    """A check that failed stands in the open in Verification, and among the remaining issues."""
    report = reported("rolled-back", tmp_path)
    blocks = [block for block in report.document().blocks if not isinstance(block, Details)]
    shown = to_text(Document("", blocks), 200)
    assert "FAIL  `GET /@amber-001/` — the view team_page is stale" in shown
    assert "failed check  GET /@amber-001/" in shown


def test_a_damaged_part_is_said_and_the_rest_is_reported(tmp_path: Path) -> None:
    """A file that cannot be read is named at the top; the report is written all the same."""
    folder = folders.full(tmp_path)
    folder.write_text("plan.json", '{"steps": 7}')
    report = write_report(folder)
    assert "Could not read plan.json" in to_text(report.document(), 200).split("Summary")[0]
    assert str(tmp_path) not in report.paths["json"].read_text("utf-8")


def test_a_repair_that_broke_off_is_not_reported_as_nothing(tmp_path: Path) -> None:
    """Where a run broke off outside a transaction, the report says so and points to the journal."""
    folder = folders.full(tmp_path)
    for file in ("applied.json", "counts-after.json", "verification.json"):
        (folder.path / file).unlink()
    folder.note(folders.at(700), "apply: s07 failed after s06", "journal.jsonl", status=Status.PARTLY_APPLIED)
    text = to_text(write_report(folder).document(), 200)
    assert "The repair was applied in part; which steps" in " ".join(text.split())
    assert "nothing was applied" not in text.lower()
    assert "drift rollback 2026-01-14-profile-tables --confirm" in text


def test_the_ledger_tells_since_when(tmp_path: Path) -> None:
    """Where no event does, the first migration that a cause names dates the drift; its ledger is the source."""
    folder = folders.audit_only(tmp_path)
    assert write_report(folder).facts["timeline"]["detect"]["value"] == "unknown"
    rows = (
        LedgerRow("auth", "0001_initial", folders.OPENED - timedelta(days=90)),
        LedgerRow("user_profile", "0030_add_profile_showcase", folders.OPENED - timedelta(days=14)),
        LedgerRow("user_profile", "0059_add_stream_config", folders.OPENED - timedelta(days=13)),
    )
    folder.write("ledger.json", (Ledger("django", "public", "django_migrations", rows),))
    report = write_report(folder)
    assert report.facts["timeline"]["detect"]["value"] == "14 d 0 h"
    assert "ledger.json, public.django_migrations" in section_of(report, "Timeline")


def test_findings_left_alone_are_not_a_failed_check(tmp_path: Path) -> None:
    """A re-audit that finds only what the plan left alone is PARTIAL, and what was repaired counts as repaired."""
    folder = folders.full(tmp_path)
    audit, *others = folders.verification().checks
    left = replace(audit, state=State.PARTIAL, reason="left alone by the plan: index tmp_membership_joined")
    folder.write("verification.json", Verdict((left, *others)))
    report = write_report(folder)
    assert "repaired" in {line["disposition"] for line in report.facts["findings"]["lines"]}
    assert {issue["sort"] for issue in report.facts["remaining"]["issues"]} & {"failed check", "partly passed"} == set()
    assert "left alone by the plan: index tmp_membership_joined" in section_of(report, "Final status")


def test_what_the_plan_left_alone_and_no_audit_finds_any_more_is_settled(tmp_path: Path) -> None:
    """Where the audit after the repair finds nothing at all, somebody else has settled what the plan left."""
    folder = folders.full(tmp_path)
    assert "1 settled, 0 left" in section_of(write_report(folder), "Final status")
    audit, *others = folders.verification().checks
    folder.write("verification.json", Verdict((replace(audit, state=State.PARTIAL, reason="left alone"), *others)))
    report = write_report(folder)
    assert {line["disposition"] for line in report.facts["findings"]["lines"]} == {"repaired", "left", "ignored"}
    assert "14 of 15 repaired, 1 left" in section_of(report, "Final status")


def test_a_repair_by_the_projects_migration_is_told_as_that(tmp_path: Path) -> None:
    """The file is named; locks and times of steps, which nobody has measured, are unknown, and no apply is claimed."""
    folder = folders.full(tmp_path)
    applied = folder.read(Applied, "applied.json", needs="")
    steps = tuple(replace(step, duration_ms=0, journal=0) for step in applied.steps)
    migration = "shop/migrations/0060_repair.py"
    done = replace(
        applied, outcome="by migration", steps=steps, lock_time_ms=0, journal_head="", migration=migration, tool="alembic"
    )
    folder.write("applied.json", done)
    (folder.path / "journal.jsonl").unlink()
    report = write_report(folder)
    assert "was made by the project's own migration, 0060_repair.py" in section_of(report, "Summary")
    assert "unknown: the project's own tool ran the repair" in section_of(report, "Impact")
    assert "drift apply" not in section_of(report, "Appendix")
    assert "alembic downgrade -1" in section_of(report, "Rollback")
    assert "Step s01 run" not in section_of(report, "Timeline")


def test_the_way_back_is_given_with_the_token_that_rollback_wants(tmp_path: Path) -> None:
    """The confirmation in the report is the one that the executor asks for."""
    report = write_report(folders.full(tmp_path))
    assert f"--confirm {rollback_token(folders.plan())}" in section_of(report, "Rollback")


def test_a_journal_that_lacks_the_head_is_an_error(tmp_path: Path) -> None:
    """Where journal.jsonl does not hold the hash that applied.json names, the appendix says so."""
    folder = folders.full(tmp_path)
    folder.write_text("journal.jsonl", folders.journal(29))
    appendix = section_of(write_report(folder), "Appendix")
    assert "journal.jsonl holds no record with this hash" in appendix
    assert "drift incident check" in appendix


def test_no_file_of_the_report_counts_as_evidence(tmp_path: Path) -> None:
    """The list of files has every file of the folder but the report itself, with its digest."""
    report = reported("full", tmp_path)
    names = [file["name"] for file in report.facts["appendix"]["files"]]
    assert "report.md" not in names
    assert {"incident.json", "journal.jsonl", "repair.sql", "actual/"} <= set(names)


def test_the_report_shows_itself(tmp_path: Path) -> None:
    """In a notebook the report is shown in all three forms, and its repr stays short."""
    report = reported("full", tmp_path)
    assert set(report._repr_mimebundle_()) == {"text/plain", "text/markdown", "text/html"}
    assert report.status is Status.VERIFIED
    assert len(repr(report)) < 1_000

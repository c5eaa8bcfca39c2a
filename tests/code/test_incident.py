"""Code in an investigation: found by the audit, a cause where no side has it, a section of the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drifttools.investigation import investigate
from drifttools.model.cause import Confidence

REQUESTS = """
create type request_status as enum ('pending', 'accepted');
create table requests (id int primary key, status request_status not null {});
"""
CODE = """
export async function open(supabase) {
  const { data, error } = await supabase.from('requests').select('id, metadata').in('status', ['pending', 'unattended']);
  try {
    const { error } = await supabase.from('requests').insert({ id: 1, status: 'pending', metadata: {} });
    if (error) throw error;
  } catch {}
  return data;
}
"""


@pytest.fixture
def project(database: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a database that lacks a column, a snapshot that has it, and code that needs it; give the DSN."""
    monkeypatch.chdir(tmp_path)
    investigate(database(REQUESTS.format(", metadata jsonb"))).snapshot("good")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "open.ts").write_text(CODE, encoding="utf-8")
    (tmp_path / "drift.toml").write_text('[code]\npaths = ["src"]\n', encoding="utf-8")
    return database(REQUESTS.format(""))


def test_an_audit_looks_through_the_code(project: str) -> None:
    """A value that no side has is a cause of its own; a column that is only missing here is the schema's finding."""
    inv = investigate(project, "snapshot:good")
    audit = inv.audit()
    (cause,) = [one for one in audit.causes if one.rule == "code-apart"]
    assert cause.confidence is Confidence.PROVEN
    assert "'unattended' for public.requests.status" in cause.sentence
    assert [evidence.source for evidence in cause.evidence] == ["src/open.ts:3"]
    assert not cause.findings
    assert not any("metadata" in evidence.fact for evidence in cause.evidence), "a migration makes it: the code is right"
    assert [finding.label for finding in audit.findings] == ["public.requests.metadata"]

    report = inv.report()
    text = report.paths["markdown"].read_text(encoding="utf-8")
    section = text.partition("## Code beside the catalog")[2].partition("\n## ")[0]
    assert "src/open.ts:5" in section
    assert "Of these, 2 are about what a finding above is about" in section
    assert "the catch block is empty" in section
    # what was written is read back whole, and without code there is no such section
    assert report.facts["code"]["code"]["references"] > 5


def test_a_report_without_code_says_nothing_of_it(project: str) -> None:
    """Where nobody looked through code, no section claims anything about it."""
    Path("drift.toml").write_text("", encoding="utf-8")
    inv = investigate(project, "snapshot:good")
    inv.audit()
    report = inv.report()
    assert "Code beside" not in report.paths["markdown"].read_text(encoding="utf-8")
    assert "code" not in report.facts


def test_code_joins_an_open_incident(project: str) -> None:
    """`inv.code()` after an audit is kept in its folder, and noted on its timeline."""
    inv = investigate(project, "snapshot:good")
    inv.audit()
    assert inv.code("src").exit_code == 1
    again = investigate(incident="latest", config="drift.toml")
    assert again.folder.incident.events[-1].source == "code.json"


def test_an_audit_without_parsers_is_whole(project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the schema is audited all the same, and the code is said to be unchecked."""
    from drifttools.code.parsers import parser_of

    parser_of.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "tree_sitter", None)
    inv = investigate(project, "snapshot:good")
    assert len(inv.audit().findings) == 1
    text = inv.report().paths["markdown"].read_text(encoding="utf-8")
    assert "tree_sitter is not installed" in text
    parser_of.cache_clear()

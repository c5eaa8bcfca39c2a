"""Projects as users write them, a folder each: what is found in them stands beside it as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from drifttools.code.vocabulary import Vocabulary
from drifttools.investigation import investigate
from drifttools.model.code import CodeFinding, CodeScan

PROJECTS = Path(__file__).parent / "projects"
NAMES = ("supabase", "python", "django", "prisma", "knex", "sqlfiles")


def shown(scan: CodeScan) -> str:
    """Return a scan as lines for a golden."""
    lines = [_line(one) for one in scan.findings]
    lines += [f"could not check: {one.place} {one.sort}: {one.what}" for one in scan.unchecked]
    files = ", ".join(f"{number} {language}" for language, number in scan.files.items())
    return "\n".join([*lines, f"{files}; {scan.references} names and values compared"])


def _line(one: CodeFinding) -> str:
    near = f" -> {', '.join(one.near)}" if one.near else ""
    return f"{one.place} {one.rule} {one.named!r}: {one.sentence}{near} [{one.certainty}: {one.reason}]"


def scanned(target: str, name: str, monkeypatch: pytest.MonkeyPatch, **options: Path) -> CodeScan:
    """Look through one project."""
    monkeypatch.chdir(PROJECTS / name)
    return investigate(target).code(*[Path()], **options)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_found(name: str, shop: str, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every planted name is found at its line and column, and nothing else; what cannot be told is said so."""
    golden(f"projects/{name}.txt", shown(scanned(shop, name, monkeypatch)))


@pytest.mark.parametrize("name", NAMES)
def test_a_snapshot_gives_the_same(name: str, shop: str, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a saved snapshot the same is found as beside the database; only columns of materialized views are open."""
    live = scanned(shop, name, monkeypatch)
    stored = scanned(shop, name, monkeypatch, snapshot=saved)
    assert set(live.findings) - set(stored.findings) <= {one for one in live.findings if "request_counts" in one.object}
    assert set(stored.findings) <= set(live.findings)


def test_a_right_project_is_clean(shop: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that names only what is there gives no finding, nothing open, and exit code 0."""
    (tmp_path / "a.py").write_text(
        "from sqlalchemy import text\n\n\ndef f(c):\n"
        "    return c.execute(text(\"select id, max(created_at) from users u where u.status = 'ACTIVE' and id = :id\"))\n",
        encoding="utf-8",
    )
    (tmp_path / "b.ts").write_text(
        "const { data, error } = await supabase.from('sessions').select('id, s:status, profiles(full_name)')"
        ".eq('status', 'active');\n",
        encoding="utf-8",
    )
    (tmp_path / "c.sql").write_text("select full_name from profiles where role = 'customer';\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = investigate(shop).code()
    assert found.files == {"python": 1, "sql": 1, "typescript": 1}
    assert (found.findings, found.unchecked, found.exit_code) == ((), (), 0)
    assert found.references >= 12


def test_the_number_of_queries_is_constant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Callable[..., str]
) -> None:
    """A hundred tables and a hundred statements cost as many queries as one of each."""
    counts = []
    execute, copy = psycopg.Connection.execute, psycopg.Cursor.copy
    for number in (1, 100):
        dsn = database("".join(f"create table t{at} (id int primary key, status text);" for at in range(number)))
        (tmp_path / "q.sql").write_text("".join(f"select id from t{at};\n" for at in range(number)), encoding="utf-8")
        sent: list[object] = []

        def counted(self: object, query: object, *rest: object, sent: list[object] = sent, **options: object) -> object:
            sent.append(query)
            return execute(self, query, *rest, **options)  # type: ignore[arg-type]  # handed on as it came

        def copied(self: object, query: object, *rest: object, sent: list[object] = sent, **options: object) -> object:
            sent.append(query)
            return copy(self, query, *rest, **options)  # type: ignore[arg-type]  # as above

        monkeypatch.setattr(psycopg.Connection, "execute", counted)
        monkeypatch.setattr(psycopg.Cursor, "copy", copied)
        monkeypatch.chdir(tmp_path)
        found = investigate(dsn).code()
        assert (len(found.findings), found.references) == (0, 2 * number)
        counts.append(len(sent))
    assert counts[0] == counts[1] > 5


def test_bare_names_are_looked_for_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Callable[..., str]
) -> None:
    """A table in a schema that the role does not search is not found by its bare name, and where it is is said."""
    dsn = database("create schema other; create table other.thing (id int)")
    (tmp_path / "q.sql").write_text("select id from thing;", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (finding,) = investigate(dsn).code().findings
    assert "where the application looks (public), but there is other.thing" in finding.sentence
    (tmp_path / "drift.toml").write_text('[code]\nsearch_path = ["other"]\n', encoding="utf-8")
    assert not investigate(dsn).code().findings


def test_the_frame(shop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The findings are a DataFrame with stable ids: lines above do not change them."""
    frame = scanned(shop, "supabase", monkeypatch).frame()
    assert list(frame.columns)[:5] == ["finding", "rule", "file", "line", "column"]
    assert str(frame["line"].dtype) == "Int64"
    found = frame[(frame["rule"] == "enum-value") & (frame["named"] == "unattended")]
    assert found["finding"].nunique() == 1


def test_vocabulary_reads_checks(vocabulary: Vocabulary) -> None:
    """A CHECK that lists values is read like an enum; the type of a view's column is that of its table."""
    state = (vocabulary.relations["public", "posts"].columns or {})["state"]
    assert state.labels == ("draft", "published")
    status = (vocabulary.relations["public", "open_requests"].columns or {})["status"]
    assert status.enum == "public.session_request_status"

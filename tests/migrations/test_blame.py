"""Blame: for every object and attribute the migrations that made and changed it, by replaying them one at a time."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drifttools.catalog.scratch import open_scratch
from drifttools.expected.base import Context
from drifttools.expected.chronicles import chronicle_of
from drifttools.expected.resolve import resolve
from drifttools.investigation import investigate
from drifttools.investigation.blaming import blame_from
from drifttools.migrations.blame import Blame
from drifttools.model.chronicle import Deed
from drifttools.model.finding import Change, Finding

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer
    from drifttools.investigation.shown import Audit

SOURCES = Path(__file__).parents[1] / "expected/sources"
FILES = {
    "001_users.sql": """create type mood as enum ('sad', 'ok');
create table users (
  id bigint generated always as identity primary key,
  email text not null
);

create index users_email_idx on users (email);
""",
    "002_mood.sql": """alter table users add column feeling mood default 'ok';
create view happy as select id, email from users where feeling = 'ok';
""",
    "003_rename.sql": """begin;
alter table users rename to people;
alter table people
  rename column email to mail;
commit;
""",
    "004_rows_only.sql": "insert into people (mail) values ('a');",
    "005_drop.sql": """drop view happy;
alter table people alter column mail set default 'x', drop column feeling;
alter type mood add value 'great';
""",
}
Ask = Callable[..., Blame]


@pytest.fixture
def ask(server: PrivateServer) -> Ask:
    """Replay a history on the session's server and give its blame."""

    def asked(spec: str, root: Path) -> Blame:
        context = Context(root=root, scratch=lambda: open_scratch(configured=server.dsn()))
        chronicle = chronicle_of(spec, context)
        assert chronicle is not None
        return blame_from(chronicle, resolve(spec, context).history, context)

    return asked


def written(blame: Blame, kind: str, *key: str, attribute: str = "") -> list[tuple[str, str, int]]:
    """What was done to an object: deed, number of the file, line."""
    touches = blame.of(kind, key, attribute)
    return [(str(touch.deed), Path(touch.file).name[:3], touch.line) for touch in touches]


def test_sql_files_are_blamed_by_statement(ask: Ask, tmp_path: Path) -> None:
    """Names are followed, a view is blamed for what a renamed column does to it, rows make no object."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    git = ("git", "-C", str(tmp_path), "-c", "user.name=Ann", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), ("add", "001_users.sql"), ("commit", "-qm", "first", "--date=2024-05-06T07:08:09Z")):
        subprocess.run([*git, *command], check=True, capture_output=True)
    blame = ask("sql:.", tmp_path)
    people = ("public", "people")
    assert written(blame, "table", *people) == [("made", "001", 2), ("renamed", "003", 2)]
    assert written(blame, "column", *people, "mail") == [("made", "001", 2), ("renamed", "003", 3), ("changed", "005", 2)]
    assert written(blame, "column", *people, "mail", attribute="type") == [("made", "001", 2), ("renamed", "003", 3)]
    assert written(blame, "index", *people, "users_email_idx")[0] == ("made", "001", 7)
    assert written(blame, "enum", "public", "mood") == [("made", "001", 1), ("changed", "005", 3)]
    assert written(blame, "view", "public", "happy")[::2] == [("made", "002", 2), ("removed", "005", 1)]
    assert written(blame, "column", *people, "feeling") == [("made", "002", 1), ("removed", "005", 2)]
    first = blame.of("table", people)[0]
    assert (first.date, first.author) == ("2024-05-06T07:08:09+00:00", "Ann")
    assert blame.of("table", people)[1].author == "", "git knows nothing of that file"
    assert not blame.of("table", ("public", "users"))
    assert {one[0] for one in blame.named("people.mail")} == {"column"}
    frame = blame.frame(blame.named("people"))
    assert frame["deed"].tolist() == ["made", "renamed"]
    assert frame["former"].tolist() == ["", "public.users"]
    assert frame["line"].tolist() == [2, 2]


def test_a_finding_is_explained_by_what_decides_it(ask: Ask, tmp_path: Path) -> None:
    """For one attribute what has set it; for what should not be there the migration that removed it."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    blame = ask("sql:.", tmp_path)
    changed = Finding("column", ("public", "people", "mail"), Change.CHANGED, "default")
    assert blame.explains(changed)[-1].file == "005_drop.sql"
    other = Finding("column", ("public", "people", "mail"), Change.CHANGED, "not_null")
    assert [touch.deed for touch in blame.explains(other)] == [Deed.MADE, Deed.RENAMED]
    unexpected = Finding("view", ("public", "happy"), Change.UNEXPECTED)
    assert str(blame.explains(unexpected)[-1]).startswith("removed by ")
    assert not blame.explains(Finding("table", ("public", "by_hand"), Change.UNEXPECTED))


def test_django_is_replayed_in_one_process_that_waits(ask: Ask) -> None:
    """A table renamed by RenameModel keeps its history; lines are those of the operations."""
    blame = ask("django:manage.py", SOURCES / "django")
    deeds = blame.of("table", ("public", "shop_item"))
    assert [(touch.deed, touch.migration) for touch in deeds] == [
        (Deed.MADE, "shop.0001_initial"),
        (Deed.RENAMED, "shop.0002_item"),
    ]
    assert deeds[0].place == "shop/migrations/0001_initial.py:8"
    assert all(touch.line > 1 for touches in blame.touches.values() for touch in touches)


def test_alembic_is_replayed_in_one_process_that_waits(ask: Ask) -> None:
    """Each revision is seen by itself, although env.py runs all of them in one transaction."""
    blame = ask("alembic:alembic.ini", SOURCES / "alembic")
    makers = {touch.migration for touches in blame.touches.values() for touch in touches if touch.deed is Deed.MADE}
    assert makers >= {"1a2b", "2c3d", "9f01"}
    assert not any(key[-1] == "alembic_version" for _, key in blame.touches), "the ledger is no revision's"


def test_every_finding_of_an_audit_carries_it(
    database: Callable[..., str], server: PrivateServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The audit names the migration that should have made what is missing; by hand made things have none; it is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "sql"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "drift.toml").write_text(f'scratch = "{server.dsn()}"\n', encoding="utf-8")
    live = database("".join(text for name, text in FILES.items() if name < "005") + "create table by_hand (id int);")
    said: list[str] = []
    inv = investigate(live, "sql:sql", reports=tmp_path / "reports", config=tmp_path / "drift.toml", say=said.append)
    audit = inv.audit()
    told = {(finding.kind, finding.name): finding.blame for finding in audit.findings}
    assert [touch.deed for touch in told["view", "happy"]][-1] is Deed.REMOVED
    assert told["enum", "mood"][-1].place == "sql/005_drop.sql:3"
    assert told["table", "by_hand"] == ()
    assert "Where it comes from" in audit._repr_mimebundle_()["text/markdown"]
    assert "005_drop" in inv.report().paths["markdown"].read_text(encoding="utf-8")
    said.clear()
    frame = inv.migrations.blame("mood")
    assert frame["migration"].str[:3].tolist() == ["001", "005"]
    assert not any("one migration at a time" in sentence for sentence in said), "kept by the digest of the files"


def test_one_replay_gives_state_and_blame_where_both_are_wanted(
    database: Callable[..., str], server: PrivateServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first audit replays once, and so does one where the last state differs; where that does not, it is done whole."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "sql"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "drift.toml").write_text(f'scratch = "{server.dsn()}"\n', encoding="utf-8")
    live = database("".join(FILES.values()))

    def audit(**options: bool) -> tuple[int, bool, Audit]:
        """How often the first file was run, whether one by one, and what was found."""
        said: list[str] = []
        inv = investigate(live, "sql:sql", reports=tmp_path / "reports", config=tmp_path / "drift.toml", say=said.append)
        found = inv.audit(**options)
        return sum("running sql/001" in s for s in said), any("one migration at a time" in s for s in said), found

    runs, stepwise, found = audit()
    assert (runs, stepwise, len(found.findings)) == (1, True, 0)
    (folder / "006_comment.sql").write_text("-- nothing\nselect 1;", encoding="utf-8")
    assert audit()[:2] == (1, False), "the last state is what is there: nothing will want the blame"
    (folder / "007_more.sql").write_text("create table more (id int);", encoding="utf-8")
    runs, stepwise, found = audit()
    assert (runs, stepwise) == (2, True), "foreseen wrongly, it is replayed again"
    assert [finding.blame[-1].migration for finding in found.findings] == ["007_more"]
    (folder / "008_nothing.sql").write_text("select 1;", encoding="utf-8")
    assert audit()[:2] == (1, True)
    runs, stepwise, found = audit(cache=False)
    assert (runs, stepwise) == (1, True)
    assert [finding.blame[-1].migration for finding in found.findings] == ["007_more"]


def test_a_cause_names_statements_that_nobody_could_read(
    database: Callable[..., str], server: PrivateServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a pending migration makes, changes and drops by SQL that is put together as it runs: the cause has its line."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "supabase/migrations"
    folder.mkdir(parents=True)
    first = "create table t (id int primary key, n int); create view old as select 1 as one;"
    loop = "do $$ begin execute '{} ' || '{}'; end $$;"
    parts = [("alter table t", "add made text"), ("alter table t", "alter n type bigint"), ("drop view", "old")]
    second = [loop.format(*both) for both in parts]
    (folder / "20260101000000_first.sql").write_text(first, encoding="utf-8")
    (folder / "20260102000000_second.sql").write_text("\n".join(second), encoding="utf-8")
    (tmp_path / "drift.toml").write_text(f'scratch = "{server.dsn()}"\n[project]\nplatform = "none"\n', encoding="utf-8")
    ledger = (
        "create schema supabase_migrations; create table supabase_migrations.schema_migrations"
        " (version text primary key, statements text[], name text);"
        "insert into supabase_migrations.schema_migrations values ('20260101000000', null, 'first');"
    )
    live = database(first + ledger)
    inv = investigate(live, "sql:supabase/migrations", reports=tmp_path / "reports", config=tmp_path / "drift.toml")
    found = inv.audit()
    (cause,) = [cause for cause in found.causes if cause.rule == "not-applied"]
    told = {found.findings.by_id(one).label for one in cause.findings}
    assert told == {"public.t.made", "public.t.n", "public.old"}, found.causes
    places = {evidence.source for evidence in cause.evidence if "second.sql" in evidence.source}
    assert places == {f"supabase/migrations/20260102000000_second.sql:{line}" for line in (1, 2, 3)}

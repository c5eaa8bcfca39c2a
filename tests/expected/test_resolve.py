"""All sources agree, and the second time nothing is replayed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from drifttools.catalog.scratch import Scratch
from drifttools.catalog.store import save
from drifttools.config import Config, Project, parse_target
from drifttools.errors import SnapshotError, SourceError
from drifttools.expected import cache
from drifttools.expected.base import Context, Expected
from drifttools.expected.resolve import resolve
from tests.conftest import MakeDatabase

MakeContext = Callable[..., Context]


def lines(expected: Expected) -> dict[str, list[dict[str, object]]]:
    """Return the rows of the kinds that models can speak of, without Django's own ledger.

    Without one field, which is only noted: on 18 a NOT NULL keeps the name that the table had when it was made, and
    Django's migrations rename the table.
    """
    rows = expected.snapshot.rows
    return {
        kind: [
            {field: value for field, value in row.items() if field != "not_null_constraint"}
            for row in rows[kind].decode(line for line in rows[kind].lines if b"\tdjango_migrations" not in line)
        ]
        for kind in ("schema", "table", "column", "constraint", "index", "sequence")
    }


def test_every_source_gives_the_same_lines(
    sources: Path, context: MakeContext, database: MakeDatabase, tmp_path: Path, major: int
) -> None:
    """One schema as models, Django, SQL, a live database and a snapshot: not one row differs, on every version."""
    by_sql = resolve("sql:sql", context(sources))
    dsn = database("".join((sources / "sql" / f).read_text() for f in ("1_item.sql", "2_sold.sql", "10_index.sql")))
    by_database = resolve("database:live", context(sources, target=lambda _: parse_target(dsn, name="live")))
    save(by_sql.snapshot, tmp_path / "kept")
    others = [
        resolve("models:shop.models:Base", context(sources / "sqlalchemy")),
        resolve("django:manage.py", context(sources / "django")),
        by_database,
        resolve(f"snapshot:{tmp_path / 'kept'}", context(sources)),
    ]
    assert lines(by_sql)["index"]
    for other in others:
        assert lines(other) == lines(by_sql), other.spec
        assert not other.snapshot.unread
        assert other.snapshot.server.major == major
        assert other.snapshot.edges is not None


def test_the_origin_of_a_database_is_its_name(database: MakeDatabase, context: MakeContext, tmp_path: Path) -> None:
    """A snapshot of a live database is called by the target's name."""
    dsn = database()
    expected = resolve("database:live", context(tmp_path, target=lambda _: parse_target(dsn, name="live")))
    assert expected.snapshot.origin == "database:live"


def test_a_snapshot_that_is_not_there(tmp_path: Path, context: MakeContext) -> None:
    """A missing snapshot is an error of its own."""
    with pytest.raises(SnapshotError):
        resolve("snapshot:nowhere", context(tmp_path))


def no_scratch() -> AbstractContextManager[Scratch]:
    """Fail the test that opens a scratch server."""
    pytest.fail("the cache was not used")


@pytest.mark.parametrize(
    ("project", "spec", "edit"),
    [
        ("sqlalchemy", "models:shop.models:Base", "shop/models.py"),
        ("django", "django:manage.py", "shop/migrations/0003_rules.py"),
        ("sql", "sql:.", "2_sold.sql"),
        ("alembic", "alembic:alembic.ini", "migrations/versions/2c3d_items.py"),
    ],
)
def test_the_second_time_comes_from_the_cache(
    project: str, spec: str, edit: str, sources: Path, context: MakeContext, tmp_path: Path
) -> None:
    """Unchanged, nothing is replayed and everything is equal; a changed file, setting or major is replayed again."""
    root = Path(shutil.copytree(sources / project, tmp_path / "project"))
    first = resolve(spec, context(root, cache=tmp_path / "cache"))
    unused = context(root, cache=tmp_path / "cache", scratch=no_scratch)
    second = resolve(spec, unused)
    assert (first.cached, second.cached) == (False, True)
    reports = root / "reports" / "2026-01-14-x"
    reports.mkdir(parents=True)
    for name in ("incident.json", "0060_repair.py", "../index.json"):
        (reports / name).write_text("{}")
    if project != "sql":  # of SQL files only those are read that make the schema
        assert resolve(spec, unused).cached, "what an audit writes below the project counts as a part of it"
    assert second.snapshot.fingerprint == first.snapshot.fingerprint
    assert (second.snapshot.silent, second.snapshot.origin) == (first.snapshot.silent, first.snapshot.origin)
    assert set(second.snapshot.edges or ()) == set(first.snapshot.edges or ())
    assert (second.history, second.models) == (first.history, first.models)
    for changed in (replace(unused, major=13), replace(unused, cache=None)):
        with pytest.raises(pytest.fail.Exception):
            resolve(spec, changed)
    path = root / edit
    path.write_text(path.read_text() + "\n")
    with pytest.raises(pytest.fail.Exception):
        resolve(spec, unused)


def test_a_damaged_cache_is_replayed(sources: Path, context: MakeContext, tmp_path: Path) -> None:
    """What cannot be read again counts as absent, and is replaced."""
    cached = context(sources, cache=tmp_path / "cache")
    resolve("sql:sql", cached)
    (about,) = (tmp_path / "cache").glob("*/about.json")
    about.write_text("{")
    assert not resolve("sql:sql", cached).cached
    assert resolve("sql:sql", cached).cached
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_the_cache_does_not_grow_for_ever(
    sources: Path, context: MakeContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit the state that was not used for longest goes."""
    monkeypatch.setattr(cache, "_MOST", 2)
    cached = context(sources, cache=tmp_path / "cache")
    for n, revision in enumerate(("1", "2", "1", "10")):
        resolve(f"sql:sql@{revision}", cached)
        for folder in (tmp_path / "cache").iterdir():
            os.utime(folder, (folder.stat().st_mtime - 10, folder.stat().st_mtime - 10 - n))
    assert [resolve(f"sql:sql@{revision}", cached).cached for revision in ("1", "10", "2")] == [True, True, False]


def test_a_failure_is_not_kept(tmp_path: Path, context: MakeContext) -> None:
    """What could not be made real is tried again."""
    (tmp_path / "a.sql").write_text("wrong;")
    for _ in range(2):
        with pytest.raises(SourceError):
            resolve("sql:a.sql", context(tmp_path, cache=tmp_path / "cache"))


def test_the_context_of_a_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`Context.of` takes what drift.toml says, and keeps under XDG_CACHE_HOME unless told not to."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    config = Config(root=tmp_path, project=Project(timeout_s=5))
    made = Context.of(config, major=18)
    assert (made.project.timeout_s, made.root, made.cache) == (5, tmp_path, tmp_path / "drifttools" / "expected")
    assert Context.of(config, cache=False).cache is None

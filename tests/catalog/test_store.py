"""Snapshots at rest: what is loaded is what was saved, or an error that names the file; writes are whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from drifttools.catalog import store
from drifttools.catalog.store import load, save
from drifttools.compare.engine import compare
from drifttools.errors import SnapshotError
from drifttools.model.rows import Rows
from drifttools.model.snapshot import Snapshot, Unread
from tests.conftest import MakeDatabase
from tests.loop import snapshot

SCHEMA = """
create type mood as enum ('a b', 'c''d', E'e\\tf\\\\g\\nh');
create table "T ""t"" x" (id serial primary key, m mood default 'a b', txt text default E'x\\ty\\n\\\\z');
create view v as select id from "T ""t"" x";
"""


@pytest.fixture
def read(database: MakeDatabase) -> Snapshot:
    """Give the snapshot of a small database."""
    return snapshot(database(SCHEMA))


def test_what_was_saved_is_loaded(read: Snapshot, tmp_path: Path) -> None:
    """Every part of a snapshot comes back: rows, server, time, edges, what was unread or silent."""
    whole = replace(read, unread=(Unread("table", "a.b", "locked"),), silent=frozenset({"privilege"}))
    folder = save(whole, tmp_path / "deep" / "snap")
    back = load(folder)
    assert {kind: rows.lines for kind, rows in back.rows.items()} == {kind: rows.lines for kind, rows in whole.rows.items()}
    assert back.fingerprint == whole.fingerprint
    assert (back.server, back.taken_at, back.origin) == (whole.server, whole.taken_at, whole.origin)
    assert (back.unread, back.silent) == (whole.unread, whole.silent)
    assert back.edges is not None
    assert tuple(back.edges) == whole.edges


def test_equal_kinds_are_compared_unread(read: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests say which kinds are equal: only the Parquet file of a kind that differs is read."""
    folder = save(read, tmp_path / "snap")
    opened = []
    whole = Rows.from_table
    monkeypatch.setattr(Rows, "from_table", lambda fields, table: opened.append(fields) or whole(fields, table))
    assert not compare(load(folder), read).findings
    assert not opened
    fewer = replace(read, rows={**read.rows, "view": Rows(read.rows["view"].fields, ())})
    assert {finding.kind for finding in compare(load(folder), fewer).findings} == {"view"}
    assert opened == [read.rows["view"].fields]


def test_edges_that_were_not_read_stay_unread(read: Snapshot, tmp_path: Path) -> None:
    """No edges is not the same as an empty tuple of them."""
    assert load(save(replace(read, edges=None), tmp_path / "none")).edges is None
    empty = load(save(replace(read, edges=()), tmp_path / "empty")).edges
    assert empty is not None
    assert tuple(empty) == ()


def test_pandas_can_read_it(read: Snapshot, tmp_path: Path) -> None:
    """The files are plain Parquet, one a kind, with the declared columns."""
    folder = save(read, tmp_path / "snap")
    table = pq.ParquetFile(folder / "column.parquet").read()
    assert table.schema.names == [field.name for field in read.rows["column"].fields]
    assert table.num_rows == len(read.rows["column"])


def cut(path: Path) -> None:
    """Lose the second half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def edit(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change the manifest by hand."""
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))


def fewer_rows(folder: Path) -> None:
    """Take one row out of a Parquet file."""
    table = pq.ParquetFile(folder / "column.parquet").read()
    pq.write_table(table.slice(1), folder / "column.parquet")


def other_columns(folder: Path) -> None:
    """Rename a column of a Parquet file."""
    table = pq.ParquetFile(folder / "column.parquet").read()
    pq.write_table(table.rename_columns([f"x{n}" for n in range(table.num_columns)]), folder / "column.parquet")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "half a manifest": lambda folder: cut(folder / "manifest.json"),
    "an empty manifest": lambda folder: (folder / "manifest.json").write_text(""),
    "a manifest of another kind": lambda folder: (folder / "manifest.json").write_text("[1, 2]"),
    "a manifest without end": lambda folder: (folder / "manifest.json").write_text("[" * 100_000),
    "a manifest in another encoding": lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe{}"),
    "another format": lambda folder: edit(folder / "manifest.json", lambda data: data.update(format=99)),
    "an unknown member": lambda folder: edit(folder / "manifest.json", lambda data: data.update(more=1)),
    "a member less": lambda folder: edit(folder / "manifest.json", lambda data: data.pop("server")),
    "a member of another type": lambda folder: edit(folder / "manifest.json", lambda data: data.update(server="x")),
    "another fingerprint": lambda folder: edit(folder / "manifest.json", lambda data: data.update(fingerprint="0" * 64)),
    "an unknown kind": lambda folder: edit(
        folder / "manifest.json", lambda data: data["fields"].update({"../../etc/passwd": ["a"]})
    ),
    "other fields": lambda folder: edit(folder / "manifest.json", lambda data: data["fields"].update(table=["a"])),
    "a kind less": lambda folder: edit(folder / "manifest.json", lambda data: data["fields"].pop("table")),
    "a file less": lambda folder: (folder / "table.parquet").unlink(),
    "half a file": lambda folder: cut(folder / "column.parquet"),
    "a file that is none": lambda folder: (folder / "column.parquet").write_text("hello"),
    "a row less": fewer_rows,
    "other columns": other_columns,
    "a folder in place of a file": lambda folder: (
        (folder / "table.parquet").unlink(),
        (folder / "table.parquet").mkdir(),
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_refused(damage: str, read: Snapshot, tmp_path: Path) -> None:
    """A damaged, altered or foreign folder is an error that names it, never a snapshot."""
    folder = save(read, tmp_path / "snap")
    DAMAGES[damage](folder)
    with pytest.raises(SnapshotError) as raised:
        load(folder)
    assert str(folder) in str(raised.value)


def test_a_file_that_unpacks_into_too_much_is_not_unpacked(
    read: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More rows than the manifest says, or more bytes than any kind has, are refused by what the file says of itself."""
    folder = save(read, tmp_path / "snap")
    file = folder / "column.parquet"
    table = pq.ParquetFile(file).read()
    pq.write_table(pa.concat_tables([table] * 10_000), file)
    # whoever makes such a file makes the digest that belongs to it, too
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    edit(folder / "manifest.json", lambda data: data["files"].update(column=digest))
    monkeypatch.setattr(Rows, "from_table", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(SnapshotError, match="holds more than the snapshot says"):
        list(load(folder).rows["column"].lines)
    folder = save(read, tmp_path / "other")
    monkeypatch.setattr(store, "_UNPACKED_LIMIT", 10)
    with pytest.raises(SnapshotError, match="holds more than the snapshot says"):
        list(load(folder).rows["column"].lines)


@pytest.mark.parametrize("damage", ["removed", "cut", "altered"])
def test_damaged_edges_are_refused(damage: str, read: Snapshot, tmp_path: Path) -> None:
    """A plan relies on the dependencies: without the ones that were saved there are none."""
    folder = save(read, tmp_path / "snap")
    file = folder / "edges.jsonl"
    if damage == "removed":
        file.unlink()
    elif damage == "cut":
        cut(file)
    else:
        file.write_text(file.read_text().replace("view", "table"))
    with pytest.raises(SnapshotError, match="edges"):
        tuple(load(folder).edges or ())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """Loading what is not there says how to make it."""
    with pytest.raises(SnapshotError, match="drift snapshot"):
        load(tmp_path / "nothing")


def test_a_snapshot_replaces_a_snapshot(read: Snapshot, tmp_path: Path) -> None:
    """Saving again puts the new one in the place of the former, and leaves nothing beside it."""
    save(read, tmp_path / "snap")
    save(replace(read, origin="second"), tmp_path / "snap")
    assert load(tmp_path / "snap").origin == "second"
    assert os.listdir(tmp_path) == ["snap"]  # noqa: PTH208 - hidden ones too


@pytest.mark.parametrize("what", ["a file", "a folder"])
def test_what_is_no_snapshot_is_not_overwritten(what: str, read: Snapshot, tmp_path: Path) -> None:
    """Somebody's own files stay."""
    target = tmp_path / "mine"
    if what == "a file":
        target.write_text("mine")
    else:
        target.mkdir()
        (target / "thesis.txt").write_text("mine")
    with pytest.raises(SnapshotError, match="not overwritten"):
        save(read, target)
    assert target.read_text() == "mine" if what == "a file" else (target / "thesis.txt").exists()
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("moment", ["write", "swap"])
def test_a_write_that_fails_changes_nothing(
    moment: str, read: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a disk is full, the former snapshot is still there, and nothing else."""
    save(replace(read, origin="first"), tmp_path / "snap")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if moment == "write":
        monkeypatch.setattr(store, "pretty_json", full)
    else:
        rename = Path.rename
        monkeypatch.setattr(
            Path, "rename", lambda one, other: full() if one.name.endswith(tail(one)) else rename(one, other)
        )
    with pytest.raises(SnapshotError, match="No space left"):
        save(replace(read, origin="second"), tmp_path / "snap")
    monkeypatch.undo()
    assert load(tmp_path / "snap").origin == "first"
    assert os.listdir(tmp_path) == ["snap"]  # noqa: PTH208 - hidden ones too


def tail(path: Path) -> str:
    """Tell the new folder from the former one: the former has a word at its end."""
    return "\0" if path.name == "snap" or path.name.endswith("-former") else path.name[-1]


def test_a_copy_elsewhere_is_the_same(read: Snapshot, tmp_path: Path) -> None:
    """A snapshot can be carried to another machine."""
    shutil.copytree(save(read, tmp_path / "snap"), tmp_path / "copy")
    assert load(tmp_path / "copy").fingerprint == read.fingerprint

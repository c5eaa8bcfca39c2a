"""Snapshots at rest: a folder with `manifest.json` and one Parquet file a kind, which pandas and DuckDB read too."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from drifttools.errors import SnapshotError
from drifttools.kinds.declare import fields_of
from drifttools.kinds.registry import BY_NAME
from drifttools.model.codec import decode, pretty_json
from drifttools.model.rows import Field, Rows, StoredRows
from drifttools.model.snapshot import Edge, Server, Snapshot, Unread
from drifttools.sql.dialect import Dialect

FORMAT = 2
_MANIFEST = "manifest.json"
_EDGES = "edges.jsonl"
_UNPACKED_LIMIT = 4 << 30  # of one kind; a hundred thousand tables have a tenth of it in columns
_MANIFEST_LIMIT = 64 << 20  # a manifest names what could not be read: far smaller, and never more than this is parsed


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `manifest.json` says.

    Args:
        format: Of the folder; this release writes and reads 2.
        fields: Per kind its columns, so that another release can tell whether they are still the same.
        counts: Per kind its number of objects.
        digests: Per kind the digest of its rows, by which two sides are compared without reading them.
        files: Per kind the SHA-256 of its Parquet file.
        edges: SHA-256 of the file of dependencies, empty where they were not read. A plan relies on them.
        roles: Those of the server; None where an older release has saved it, which did not keep them.
    """

    format: int
    origin: str
    server: Server
    taken_at: datetime
    fingerprint: str
    counts: dict[str, int]
    fields: dict[str, tuple[str, ...]]
    digests: dict[str, str]
    files: dict[str, str]
    unread: tuple[Unread, ...]
    silent: tuple[str, ...]
    edges: str
    roles: tuple[str, ...] | None = None
    apart: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()


def save(snapshot: Snapshot, path: str | os.PathLike[str]) -> Path:
    """Write a snapshot as a folder: whole or not at all.

    Args:
        path: The folder; one that holds a snapshot is replaced, any other existing one is refused.

    Raises:
        SnapshotError: The folder holds something else, or cannot be written.
    """
    import pyarrow.parquet as pq

    target = Path(path)
    if target.exists() and not (target / _MANIFEST).is_file() and (target.is_file() or any(target.iterdir())):
        raise SnapshotError(f"{target} exists and is no snapshot: it is not overwritten", hint="give another path")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as problem:
        raise SnapshotError(f"{target} cannot be written: {problem.strerror}") from problem
    try:
        for kind, rows in snapshot.rows.items():
            pq.write_table(rows.table(), scratch / _file(kind), compression="zstd")
        if snapshot.edges is not None:
            lines = (f"{_edge_line(edge)}\n" for edge in snapshot.edges)
            (scratch / _EDGES).write_text("".join(lines), encoding="utf-8")
        (scratch / _MANIFEST).write_text(pretty_json(_manifest(snapshot, scratch)), encoding="utf-8")
        scratch.chmod(0o755)
        _put(scratch, target)
    except OSError as problem:
        raise SnapshotError(f"{target} cannot be written: {problem.strerror}") from problem
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _put(scratch: Path, target: Path) -> None:
    """Put the new folder in the place of the former one, which stays until the new one is there."""
    if not target.exists():
        scratch.rename(target)
        return
    former = scratch.with_name(scratch.name + "-former")
    target.rename(former)
    try:
        scratch.rename(target)
    except OSError:
        former.rename(target)
        raise
    shutil.rmtree(former)


def load(path: str | os.PathLike[str]) -> Snapshot:
    """Read a snapshot again: every file is checked, and the rows of a kind are read when somebody asks for them.

    Raises:
        SnapshotError: There is none, it is damaged or was altered, or it is of a format that this release cannot read.
    """
    folder = Path(path)
    manifest = _read_manifest(folder)
    rows = {kind: _stored(folder, kind, manifest) for kind in manifest.fields}
    snapshot = Snapshot(
        server=manifest.server,
        taken_at=manifest.taken_at,
        rows=rows,
        origin=manifest.origin,
        edges=StoredEdges(folder / _EDGES, manifest.edges) if manifest.edges else None,
        unread=manifest.unread,
        silent=frozenset(manifest.silent),
        roles=None if manifest.roles is None else frozenset(manifest.roles),
        apart=frozenset(manifest.apart),
        unnamed=frozenset(manifest.unnamed),
    )
    if snapshot.fingerprint != manifest.fingerprint:
        raise SnapshotError(
            f"the snapshot {folder} does not match its own fingerprint: a file of it was altered or damaged",
            hint="take it again: drift snapshot TARGET --output PATH",
        )
    return snapshot


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _manifest(snapshot: Snapshot, folder: Path) -> Manifest:
    return Manifest(
        format=FORMAT,
        origin=snapshot.origin,
        server=snapshot.server,
        taken_at=snapshot.taken_at,
        fingerprint=snapshot.fingerprint,
        counts={kind: len(rows) for kind, rows in snapshot.rows.items()},
        fields={kind: tuple(field.name for field in rows.fields) for kind, rows in snapshot.rows.items()},
        digests={kind: rows.digest for kind, rows in snapshot.rows.items()},
        files={kind: _digest(folder / _file(kind)) for kind in snapshot.rows},
        unread=snapshot.unread,
        silent=tuple(sorted(snapshot.silent)),
        edges=_digest(folder / _EDGES) if snapshot.edges is not None else "",
        roles=None if snapshot.roles is None else tuple(sorted(snapshot.roles)),
        apart=tuple(sorted(snapshot.apart)),
        unnamed=tuple(sorted(snapshot.unnamed)),
    )


def _file(kind: str) -> str:
    return kind.replace(" ", "_") + ".parquet"


def _read_manifest(folder: Path) -> Manifest:
    file = folder / _MANIFEST
    try:
        if file.stat().st_size > _MANIFEST_LIMIT:
            raise SnapshotError(f"{file} is larger than any manifest: it is not read")
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise SnapshotError(
            f"{folder} holds no snapshot: there is no {_MANIFEST}", hint="take one: drift snapshot TARGET --output PATH"
        ) from problem
    except (OSError, ValueError, RecursionError) as problem:
        raise SnapshotError(
            f"{file} cannot be read: {problem}", hint="take the snapshot again: drift snapshot TARGET --output PATH"
        ) from problem
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        found = data.get("format") if isinstance(data, dict) else None
        raise SnapshotError(
            f"the snapshot {folder} has format {found!r}, this release reads format {FORMAT}",
            hint="take it again with this release: drift snapshot TARGET --output PATH",
        )
    try:
        return decode(Manifest, data)
    except ValueError as problem:
        raise SnapshotError(f"{file} is damaged: {problem}") from problem


def _stored(folder: Path, kind: str, manifest: Manifest) -> Rows:
    declared = BY_NAME.get(kind)
    if declared is None:
        raise SnapshotError(f"the snapshot {folder} holds the kind {kind!r}, which this release does not know")
    fields = fields_of(declared, Dialect(manifest.server.dialect))
    if tuple(field.name for field in fields) != manifest.fields[kind]:
        raise SnapshotError(
            f"the snapshot {folder} was taken by another release: its columns of {kind!r} are not the ones of this one",
            hint="take it again with this release: drift snapshot TARGET --output PATH",
        )
    file = folder / _file(kind)
    try:
        if _digest(file) != manifest.files[kind]:
            raise SnapshotError(
                f"{file} is not what the snapshot was saved with: it was altered or damaged",
                hint="take it again: drift snapshot TARGET --output PATH",
            )
        read = partial(_read_rows, file, fields, manifest.counts[kind])
        return StoredRows(fields, manifest.counts[kind], manifest.digests[kind], read)
    except OSError as problem:
        raise SnapshotError(f"{file} cannot be read: {problem.strerror}") from problem
    except KeyError as problem:
        raise SnapshotError(f"{folder / _MANIFEST} is damaged: it says nothing of {problem}") from problem


def _read_rows(file: Path, fields: tuple[Field, ...], count: int) -> Rows:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        parquet = pq.ParquetFile(file)
        groups = (parquet.metadata.row_group(at) for at in range(parquet.metadata.num_row_groups))
        # a few bytes can stand for any number of rows: what the file says of itself is looked at before it is unpacked
        if parquet.metadata.num_rows != count or sum(group.total_byte_size for group in groups) > _UNPACKED_LIMIT:
            raise SnapshotError(
                f"{file} holds more than the snapshot says: it is not read",
                hint="take it again: drift snapshot TARGET --output PATH",
            )
        return Rows.from_table(fields, parquet.read())
    except (OSError, pa.ArrowException, ValueError) as problem:
        raise SnapshotError(f"{file} cannot be read: {problem}") from problem


class StoredEdges(Sequence[Edge]):
    """The edges of a saved snapshot, read when somebody asks: a comparison needs none, and there are many.

    Args:
        file: JSON, one edge a line.
        digest: Of the file, as the manifest has it.
    """

    def __init__(self, file: Path, digest: str) -> None:
        self._file = file
        self._digest = digest

    @cached_property
    def _edges(self) -> tuple[Edge, ...]:
        try:
            if _digest(self._file) != self._digest:
                raise SnapshotError(
                    f"{self._file} is not what the snapshot was saved with: it was altered or damaged",
                    hint="take it again: drift snapshot TARGET --output PATH",
                )
            with self._file.open(encoding="utf-8") as lines:
                return tuple(_edge(json.loads(line)) for line in lines)
        except (OSError, ValueError, TypeError, RecursionError) as problem:
            raise SnapshotError(f"{self._file} cannot be read: {problem}") from problem

    def __len__(self) -> int:
        return len(self._edges)

    def __getitem__(self, index: int) -> Edge:  # type: ignore[override]  # slices of edges have no use
        return self._edges[index]

    def __iter__(self) -> Iterator[Edge]:
        return iter(self._edges)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._edges == tuple(other)

    def __hash__(self) -> int:
        return hash(self._file)


def _edge(parts: list[Any]) -> Edge:
    (dependent, *dependent_key), (referenced, *referenced_key), column = parts
    return Edge((dependent, tuple(dependent_key)), (referenced, tuple(referenced_key)), column)


def _edge_line(edge: Edge) -> str:
    parts = [[edge.dependent[0], *edge.dependent[1]], [edge.referenced[0], *edge.referenced[1]], edge.column]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

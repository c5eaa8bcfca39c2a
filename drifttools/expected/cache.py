"""Keeps replayed states by the digest of what they were made from, so that the second audit replays nothing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from drifttools.errors import SnapshotError
from drifttools.expected.base import Context, Expected, Source
from drifttools.kinds.declare import fields_of
from drifttools.kinds.registry import KINDS
from drifttools.migrations.history import MigrationHistory
from drifttools.migrations.models import ModelSource
from drifttools.model.codec import decode, pretty_json
from drifttools.sql.dialect import Dialect

_SNAPSHOT = "snapshot"
_ABOUT = "about.json"
_NAME, _LAST = "name", "last-"
_MOST = 64  # states that are kept; a state of 10,000 tables takes some megabytes


@dataclass(frozen=True, slots=True)
class _About:
    """What is kept beside the snapshot."""

    history: MigrationHistory | None
    models: tuple[ModelSource, ...]


def key(source: Source, context: Context) -> str | None:
    """The name under which a state is kept; None where it is not."""
    inputs = source.inputs(context)
    if inputs is None:
        return None
    digest = hashlib.sha256(inputs)
    digest.update(f"{source.spec.kind}\0{source.spec.argument}\0{source.spec.revision}\0{_server(context)}\0".encode())
    digest.update(f"{context.root}\0{context.project.platform}\0".encode())
    digest.update(_reader().encode())
    return digest.hexdigest()


def _server(context: Context) -> str:
    """What the state is made on."""
    return str(context.major) if context.dialect is Dialect.POSTGRESQL else str(context.dialect)


def find(name: str, source: Source, context: Context) -> Expected | None:
    """The state that is kept under a name; a damaged one counts as none."""
    from drifttools.catalog.store import load

    if context.cache is None:
        return None
    folder = context.cache / name
    try:
        about = decode(_About, json.loads((folder / _ABOUT).read_text(encoding="utf-8")))
        snapshot = load(folder / _SNAPSHOT)
    except (OSError, ValueError, SnapshotError):
        return None
    with contextlib.suppress(OSError):
        os.utime(folder)  # what is used stays longest
    return Expected(snapshot, source.spec, about.history, about.models, cached=True)


def keep(name: str, expected: Expected, context: Context) -> None:
    """Keep a state, whole or not at all. A cache that cannot be written is no reason to fail an audit."""
    from drifttools.catalog.store import save

    if context.cache is None:
        return

    def write(folder: Path) -> None:
        save(expected.snapshot, folder / _SNAPSHOT)
        (folder / _ABOUT).write_text(pretty_json(_About(expected.history, expected.models)), encoding="utf-8")

    _keep(name, write, context.cache)


def keep_last(source: Source, name: str, context: Context) -> None:
    """Note that a state is the last one that this spec named."""
    keep_text(_last(source, context), _NAME, name, context)


def last(source: Source, context: Context) -> Expected | None:
    """The state that the spec of a source named when it was last replayed, whatever has changed since; None without one."""
    name = find_text(_last(source, context), _NAME, context)
    return find(name, source, context) if name is not None else None


def _last(source: Source, context: Context) -> str:
    spec = f"{source.spec.kind}\0{source.spec.argument}\0{source.spec.revision}\0{_server(context)}\0{context.root}"
    return f"{_LAST}{hashlib.sha256(spec.encode()).hexdigest()}"


def find_text(name: str, file: str, context: Context) -> str | None:
    """A text that is kept under a name; None where there is none."""
    if context.cache is None:
        return None
    with contextlib.suppress(OSError, UnicodeDecodeError):
        text = (context.cache / name / file).read_text(encoding="utf-8")
        os.utime(context.cache / name)
        return text
    return None


def keep_text(name: str, file: str, text: str, context: Context) -> None:
    """Keep a text as a file under a name."""
    if context.cache is not None:
        _keep(name, lambda folder: (folder / file).write_text(text, encoding="utf-8"), context.cache)


def _keep(name: str, write: Callable[[Path], object], directory: Path) -> None:
    """Keep a folder, whole or not at all."""
    with contextlib.suppress(OSError, SnapshotError):
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = Path(tempfile.mkdtemp(prefix=".part-", dir=directory))
        try:
            write(folder)
            shutil.rmtree(directory / name, ignore_errors=True)
            folder.rename(directory / name)
            _forget(directory)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _forget(directory: Path) -> None:
    """Remove what was not used for longest, and what an interrupted run left behind."""
    kept = sorted(directory.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    pointers = [folder for folder in kept if folder.name.startswith(_LAST)]
    states = [folder for folder in kept if not folder.name.startswith(_LAST)]
    for folder in (*states[_MOST:], *pointers[_MOST:]):
        shutil.rmtree(folder, ignore_errors=True)


def _reader() -> str:
    """What the reader reads: a release that reads more must not take what an older one kept."""
    try:
        release = version("drifttools")
    except PackageNotFoundError:
        release = "none"
    kinds = "\n".join(
        f"{kind.kind} {[fields_of(kind, dialect) for dialect in Dialect]} {dict(kind.queries)}" for kind in KINDS
    )
    return f"{release}\n{kinds}"

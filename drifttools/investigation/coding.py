"""The code of a project beside the catalog of the target, or beside a saved one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.reader import Extent, read
from drifttools.catalog.reading import read_sqlite_target
from drifttools.catalog.search_path import read_search_path
from drifttools.catalog.sqlite_known import functions_of
from drifttools.catalog.store import load
from drifttools.catalog.vocabulary import read_known
from drifttools.code.of_snapshot import vocabulary_of
from drifttools.code.scan import scan
from drifttools.code.vocabulary import KINDS, Known, Vocabulary
from drifttools.errors import DriftToolsError
from drifttools.investigation import files
from drifttools.investigation.shown_code import ShownCode, shown_code
from drifttools.kinds.registry import BY_NAME
from drifttools.model.code import Certainty, CodeScan, Unchecked
from drifttools.model.snapshot import Snapshot
from drifttools.model.verdict import Check, State

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking

CODE_GROUP = "code"
_NAMED = 3


def code(
    inv: Asking, paths: tuple[Path, ...], exclude: tuple[str, ...], snapshot: str | Path | None, *, keep: bool
) -> ShownCode:
    """Look through the code; see `Asking.code`."""
    settings = inv.config.code
    root = inv.config.root if inv.config.path is not None else Path.cwd()
    chosen = paths or tuple(root / path for path in settings.paths) or (root,)
    found = scan(
        vocabulary(inv, snapshot),
        chosen,
        root,
        exclude=(*settings.exclude, *exclude, f"{inv.reports.name}/*"),
        say=inv.say,
    )
    shown = shown_code(found)
    if keep and inv.incident:
        folder = inv.folder
        folder.write(files.CODE, found)
        told = f"code: {len(found.findings)} findings in {sum(found.files.values())} files"
        folder.note(inv.clock(), f"{told}, {len(found.unchecked)} parts could not be checked", files.CODE)
    return shown


def code_of_audit(inv: Asking, actual: Snapshot, expected: Snapshot) -> tuple[CodeScan, frozenset[str]]:
    """What an audit says of the code that `[code]` in `drift.toml` names, and which of it the expected state lacks too.

    Without the parsers, or where nothing can be read, the audit of the schema is whole, and the code could not be checked.
    """
    settings = inv.config.code
    root = inv.config.root
    paths = tuple(root / path for path in settings.paths)
    try:
        path, known = _surroundings(inv)
        found = scan(vocabulary_of(actual, path=path, known=known), paths, root, exclude=settings.exclude, say=inv.say)
        if not found.findings:
            return found, frozenset()
        # functions of the server and of its extensions are there on either side
        wanted = scan(vocabulary_of(expected, path=path, known=known), paths, root, exclude=settings.exclude)
    except DriftToolsError as problem:
        inv.say(f"the code was not looked through: {problem.what}")
        unread = Unchecked("file", settings.paths[0], 1, 1, f"the code was not looked through: {problem.what}")
        return CodeScan(unchecked=(unread,), against=actual.origin, paths=settings.paths), frozenset()
    return found, frozenset(one.id for one in wanted.findings) & {one.id for one in found.findings}


def check_code_after(inv: Asking, actual: Snapshot, expected: Snapshot) -> tuple[Check, ...]:
    """Look through the code again for a verification, where the audit did: it belongs to what has to work together."""
    if not inv.config.code.paths or not inv.folder.has(files.CODE):
        return ()
    found, _ = code_of_audit(inv, actual, expected)
    inv.folder.write(files.CODE_AFTER, found)
    unread = [one for one in found.unchecked if one.sort == "file"]
    left = found.failing(Certainty.LIKELY)
    named = (
        f"{', '.join(one.place for one in left[:_NAMED])}{f' and {len(left) - _NAMED} more' if len(left) > _NAMED else ''}"
    )
    state = State.PARTIAL if left else State.NOT_RUN if unread and not found.files else State.PASS
    reason = f"still there: {named}" if left else unread[0].what if state is State.NOT_RUN else ""
    name = "the code names nothing that the database lacks, and no failed write is lost"
    return (Check(CODE_GROUP, name, state, "0 places", f"{len(left)} places", "drift code", reason),)


def _surroundings(inv: Asking) -> tuple[tuple[str, ...], tuple[Known, ...]]:
    """Where bare names are looked for, and what the target has that no kind covers."""
    settings = inv.config.code
    if inv.target.dialect == "sqlite":
        return settings.search_path or ("main",), tuple(Known("main", one) for one in functions_of(inv.target))
    with connect_readonly(inv.target) as connection:
        path = settings.search_path or read_search_path(connection).reached
        connection.rollback()
        return path, tuple(Known(*one) for one in read_known(connection))


def vocabulary(inv: Asking, snapshot: str | Path | None) -> Vocabulary:
    """The names of the live catalog, or of a saved snapshot. The number of queries does not depend on what is in it."""
    path = inv.config.code.search_path
    if snapshot is not None:
        inv.say(f"reading the snapshot {snapshot}")
        return vocabulary_of(load(snapshot), path=path or ("public",))
    inv.say(f"reading the catalog of {inv.target.name}")
    if inv.target.dialect == "sqlite":
        reached, known = _surroundings(inv)
        return vocabulary_of(read_sqlite_target(inv.target, origin=inv.target.name), path=reached, known=known)
    with connect_readonly(inv.target) as connection:
        taken = read(connection, Extent(kinds=tuple(BY_NAME[kind] for kind in KINDS)), origin=inv.target.name)
        connection.rollback()
        reached = path or read_search_path(connection).reached
        connection.rollback()
        return vocabulary_of(taken, path=reached, known=tuple(Known(*one) for one in read_known(connection)))

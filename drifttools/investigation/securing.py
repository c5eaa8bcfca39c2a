"""Row-level security tried for the personas of `drift.toml`, and what changed between audit and verification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from drifttools.catalog.connect import connect_apply, connect_readonly
from drifttools.config.personas import Persona
from drifttools.errors import UsageError
from drifttools.expected.platforms import platform_of
from drifttools.investigation import files
from drifttools.investigation.shown import ShownRls
from drifttools.model.plan import Plan
from drifttools.model.rls import Access, Behaviour, Changed, RlsResults, changes
from drifttools.model.verdict import Check, State
from drifttools.probes.rls.facts import role_facts, table_facts
from drifttools.probes.rls.sending import WRITING, send
from drifttools.probes.rls.trying import Limits, look, try_persona

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking

GROUP = "row security"
_ROWS_SENT = 5
# What policies call, look up or follow: a step about one of these may change the answers for any table.
_DECIDING = frozenset(
    {"rows", "routine", "view", "privilege", "object privilege", "column privilege", "role setting", "database setting"}
)
_READ_ONLY = "the live database, read only: SELECT sent as the role, the other commands evaluated by their policies"
_SENT = "the live database: every command sent as the role, for a few rows each, and rolled back"


def rls(inv: Asking, personas: Sequence[Persona], *, live: bool, rows: int | None) -> ShownRls:
    """Try row-level security; see `Asking.rls`."""
    found = _tried(inv, personas)
    if live:
        found = _sent(inv, personas, found, _ROWS_SENT if rows is None else rows)
    return ShownRls(found, _SENT if live else _READ_ONLY, tuple(_broken(personas, found)))


def chosen_personas(
    inv: Asking,
    given: Sequence[Persona | str],
    role: tuple[str, Mapping[str, Any], Mapping[str, str]],
    tables: tuple[str, ...],
) -> tuple[Persona, ...]:
    """Who is tried: those that are given, or named, or all of `drift.toml`.

    Raises:
        UsageError: Nobody is, or there is no such name.
    """
    known = {one.name: one for one in inv.config.rls}
    found = []
    for one in given:
        if isinstance(one, str) and one not in known:
            raise UsageError(f"drift.toml has no [[rls]] {one!r}", hint=f"there are: {', '.join(known) or 'none'}")
        found.append(known[one] if isinstance(one, str) else one)
    if role[0]:
        found.append(Persona(role[0], role[0], role[1], role[2]))
    personas = tuple(found) or inv.config.rls
    if not personas:
        raise UsageError(
            "nobody to try row-level security as",
            hint='drift rls TARGET --role authenticated --claims \'{"sub": "..."}\', or [[rls]] in drift.toml',
        )
    return tuple(replace(one, tables=tables) for one in personas) if tables else personas


def keep_before(inv: Asking) -> None:
    """Try the personas of `drift.toml` for an audit, and keep the answers in its folder."""
    if inv.config.rls:
        inv.folder.write(files.RLS_BEFORE, RlsResults(_tried(inv, inv.config.rls), _READ_ONLY))


def check_after(inv: Asking, plan: Plan | None) -> tuple[Check, ...]:
    """Try them again for a verification: what is as `drift.toml` wants it, and what is another way than at the audit."""
    if not inv.config.rls:
        return ()
    after = _tried(inv, inv.config.rls)
    inv.folder.write(files.RLS_AFTER, RlsResults(after, _READ_ONLY))
    before = inv.folder.read_optional(RlsResults, files.RLS_BEFORE)
    changed = changes(before.records if before else (), after)
    silent = [one for one in changed if one.silent and _known(one) and not _planned(one.after.table, plan)]
    return (*(_check(one, wanted, found) for one, wanted, found in _wanted(inv.config.rls, after)), *map(_noted, silent))


def _known(change: Changed) -> bool:
    return Access.UNKNOWN not in (change.before.access, change.after.access)


def _planned(table: str, plan: Plan | None) -> bool:
    """Whether a plan may have changed what may be done with a table without a policy's text: then it was meant to."""
    return plan is not None and any(step.kind in _DECIDING or ".".join(step.key[:2]) == table for step in plan.steps)


def _tried(inv: Asking, personas: Sequence[Persona]) -> tuple[Behaviour, ...]:
    limits = Limits(timeout_ms=round(inv.config.probe.timeout_s * 1000))
    platform = platform_of(inv.config.project.platform)
    found: list[Behaviour] = []
    with connect_readonly(inv.target) as connection:
        for persona in personas:
            inv.say(f"trying row-level security as {persona.name}")
            found += try_persona(connection, persona, limits, left_out=platform.schemas if platform else ())
    return tuple(found)


def _sent(inv: Asking, personas: Sequence[Persona], found: tuple[Behaviour, ...], rows: int) -> tuple[Behaviour, ...]:
    """The same with the writing commands sent for real, each in a transaction that is rolled back."""
    by_key = {one.key: one for one in found}
    timeout = round(inv.config.probe.timeout_s * 1000)
    with connect_readonly(inv.target) as reading, connect_apply(inv.target, application_name="drifttools-rls") as writing:
        for persona in personas:
            inv.say(f"sending commands as {persona.name}, to be rolled back")
            role = role_facts(reading, persona)
            tables = table_facts(reading, persona, ()) if role is not None and role.takeable else ()
            reading.rollback()
            for table in tables:
                if role is None or (persona.name, table.dotted, WRITING[0]) not in by_key:
                    continue
                looked = look(reading, persona, role, table, Limits(timeout, 2 * rows))
                for command in WRITING:
                    key = (persona.name, table.dotted, command)
                    by_key[key] = send(writing, persona, role, looked, by_key[key], rows=rows, timeout_ms=timeout)
    return tuple(by_key.values())


def _wanted(personas: Sequence[Persona], found: Sequence[Behaviour]) -> Iterator[tuple[Behaviour, str, bool | None]]:
    """Each answer that `drift.toml` has an opinion on, that opinion, and whether it is so; None where nobody knows."""
    for persona in personas:
        for wanted, texts in (("allowed", persona.allowed), ("denied", persona.denied)):
            for text in texts:
                command, _, pattern = text.partition(" ")
                for one in found:
                    if one.persona != persona.name or one.command != command.upper():
                        continue
                    if fnmatchcase(one.table, pattern.strip()):
                        as_wanted = (one.access is Access.DENIED) is (wanted == "denied")
                        yield one, wanted, None if one.access is Access.UNKNOWN else as_wanted


def _broken(personas: Sequence[Persona], found: Sequence[Behaviour]) -> Iterator[str]:
    for one, wanted, so in _wanted(personas, found):
        if so is False:
            yield f"{one.persona}: {one.command} on {one.table} should be {wanted}, and is {one.said}"


def _check(one: Behaviour, wanted: str, so: bool | None) -> Check:  # noqa: FBT001 - the answer itself
    state = State.NOT_RUN if so is None else State.PASS if so else State.FAIL
    title = f"{one.persona}: {one.command} on {one.table} is {wanted}"
    return Check(GROUP, title, state, wanted, one.said, one.query, "" if so else one.reason, one.duration_ms)


def _noted(change: Changed) -> Check:
    """Behaviour that changed though no text of a policy did: a function, a role, a claim, rows of another table."""
    before, after = change.before, change.after
    return Check(
        GROUP,
        f"{after.persona}: {after.command} on {after.table} is as it was at the audit",
        State.PARTIAL,
        before.said,
        after.said,
        after.query,
        f"it behaves otherwise though its policies are the same texts: {after.reason}",
    )

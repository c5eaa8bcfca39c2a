"""The rows of the live database looked at: what is asked, and where the answers are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from drifttools.catalog.opening import Opening
from drifttools.errors import UsageError
from drifttools.investigation import files
from drifttools.investigation.auditing import ignore_rules
from drifttools.investigation.comparing import compare_live, read_live
from drifttools.investigation.rows import ask_rows, limits_of, told_of_rows
from drifttools.investigation.shown import Probes
from drifttools.kinds.difference import Comparison
from drifttools.model.finding import Findings
from drifttools.model.snapshot import Snapshot
from drifttools.probes.base import DataProbe
from drifttools.probes.registry import PROBES

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking


def probe(
    inv: Asking,
    *,
    only: Iterable[str],
    tables: Iterable[str],
    values: bool,
    exact: bool,
    cache: bool,
) -> Probes:
    """Look at the rows; see `Asking.probe`."""
    chosen = _chosen(only)
    actual, comparison = compared(inv, cache=cache)
    answers = ask_rows(
        inv, actual, comparison, chosen, limits=limits_of(inv, values=values, exact=exact), tables=tuple(tables)
    )
    result = Probes(answers)
    if inv.incident:
        # the values are for who asked, and not for a folder that is handed on
        inv.folder.write(files.PROBES, tuple(replace(one, values=()) for one in answers))
        inv.folder.note(inv.clock(), told_of_rows(answers), files.PROBES)
    return result


def compared(inv: Asking, *, cache: bool) -> tuple[Snapshot, Comparison]:
    """The live catalog beside what is expected; beside nothing where nothing says it."""
    if not inv.spec:
        inv.say(f"reading the catalog of {inv.target.name}")
        with Opening(inv.target) as opening:
            actual, _ = read_live(opening, edges=False)
        return actual, Comparison(Findings())
    found = compare_live(
        Opening(inv.target),
        inv.spec,
        inv.config,
        ignore=ignore_rules(inv.config, inv.clock().date()),
        say=inv.say,
        cache=cache,
    )
    return found.actual, found.comparison


def _chosen(only: Iterable[str]) -> tuple[DataProbe, ...]:
    wanted = tuple(only)
    known = [probe.id for probe in PROBES]
    if unknown := [name for name in wanted if name not in known]:
        raise UsageError(f"there is no probe {unknown[0]!r}", hint=f"there are: {', '.join(known)}")
    return tuple(probe for probe in PROBES if not wanted or probe.id in wanted)

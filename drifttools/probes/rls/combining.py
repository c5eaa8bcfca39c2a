"""How PostgreSQL puts policies together, command by command, as conditions that a SELECT can count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drifttools.probes.rls.facts import PolicyText
from drifttools.sql.compose import Sql, compose, deparsed, joined, word

_NEVER = word("false")


@dataclass(frozen=True, slots=True)
class Condition:
    """What one policy asks of a row for one command: the rows that are there, and the rows that come."""

    policy: PolicyText
    using: str | None
    check: str | None

    @property
    def whole(self) -> Sql:
        """Both; a condition that is null holds for no row."""
        parts = dict.fromkeys(text for text in (self.using, self.check) if text is not None)
        return joined((compose("coalesce(({}), false)", deparsed(text)) for text in parts), " and ")

    @property
    def always(self) -> bool:
        """Whether it holds for whatever row there is."""
        return {text for text in (self.using, self.check) if text is not None} == {"true"}


def conditions(policies: Iterable[PolicyText], command: str) -> tuple[Condition, ...]:
    """The policies that apply to a command of the role, with what each asks."""
    return tuple(_conditions(policies, command))


def _conditions(policies: Iterable[PolicyText], command: str) -> Iterator[Condition]:
    for one in policies:
        if not one.applies or one.command not in (command, "ALL"):
            continue
        # without WITH CHECK the condition on rows that are there is also the one on rows that come
        coming = one.check if one.check is not None else one.using
        if command == "INSERT":
            yield Condition(one, None, coming)
        elif command == "UPDATE":
            yield Condition(one, one.using, coming)
        else:
            yield Condition(one, one.using, None)


def holding(found: Iterable[Condition], *, checks: bool) -> Sql:
    """That a row passes: one permissive policy at least, and every restrictive one.

    The rows that are there and those that come are asked apart, for one policy may let a row be found, and another let it
    be written.

    Args:
        checks: Whether the condition on rows that come is meant; else the one on rows that are there.
    """
    asked = [(one.policy.permissive, one.check if checks else one.using) for one in found]
    lets = [text for permissive, text in asked if permissive and text is not None]
    keeps = [text for permissive, text in asked if not permissive and text is not None]
    if not lets:
        return _NEVER
    let_in = joined((compose("coalesce(({}), false)", deparsed(text)) for text in lets), " or ")
    return joined((compose("({})", let_in), *(compose("coalesce(({}), false)", deparsed(text)) for text in keeps)), " and ")


def passing(found: Iterable[Condition], command: str) -> Sql:
    """That a command goes through for a row as it is, as far as its own policies say."""
    kept = tuple(found)
    if command == "INSERT":
        return holding(kept, checks=True)
    if command == "UPDATE":
        return compose("({}) and ({})", holding(kept, checks=False), holding(kept, checks=True))
    return holding(kept, checks=False)

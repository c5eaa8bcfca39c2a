"""Privileges that are gone, and objects that belong to another role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import made_evidence, ran_here
from drifttools.diagnose.words import counted, enumerated, listed, verb
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding

_KINDS = frozenset({"privilege", "object privilege", "column privilege", "default privilege"})
_QUERY = "select relname, relowner::regrole, relacl from pg_class"


class RightsLost(CauseRule):
    """Owners and privileges are not as they should be, as after a restore without them.

    What it is:
        `pg_restore --no-owner --no-acl`, a table that was dropped and made anew, `REASSIGN OWNED`, a role that was dropped,
        or migrations that ran as another role and so miss its default privileges.
    Why it matters:
        `permission denied for table` for the application, `must be owner of table` for the next migration.
    Evidence:
        Which roles lost what, on how many objects; whether any privilege of that role is left; whether the role is there.
    Repair:
        A plan that grants again and sets the owner; the role that migrates must own what it changes.
    Reference:
        PostgreSQL manual, 5.8 "Privileges"; pg_restore, "--no-owner", "--no-privileges".
    """

    id = "rights-lost"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for all that was lost."""
        lost = [f for f in case.findings if _lost(f) and case.ran(f)]
        owned = [f for f in case.findings if f.kind == "owner" and f.change is Change.CHANGED and f.attribute == "owner"]
        if lost or owned:
            yield _cause(case, lost, owned)


def _lost(finding: Finding) -> bool:
    """Whether a role may do less than it should."""
    if finding.kind not in _KINDS or finding.follows or _built_in(finding):
        return False
    if finding.change is Change.MISSING:
        return True
    if finding.change is not Change.CHANGED or finding.attribute != "privileges":
        return False
    return bool(_rights(finding.expected) - _rights(finding.actual))


def _built_in(finding: Finding) -> bool:
    """What PUBLIC may do in the schema `public` depends on the release that made the database: another cause."""
    return finding.key[:1] == ("public",) and "PUBLIC" in finding.key and "schema" in finding.key


def _rights(told: str | None) -> set[str]:
    return {right.strip() for right in (told or "").split(",") if right.strip()}


def _cause(case: Case, lost: list[Finding], owned: list[Finding]) -> Cause:
    found = [*lost, *owned]
    roles = list(dict.fromkeys(finding.key[-1] for finding in lost))
    parts = []
    if lost:
        objects = list(dict.fromkeys(".".join(filter(None, finding.key[:2])) for finding in lost))
        parts.append(f"{listed(roles)} {verb(roles, 'has', 'have')} lost privileges on {listed(objects, 3)}")
    if owned:
        owners = list(dict.fromkeys(finding.actual or "" for finding in owned))
        right = list(dict.fromkeys(finding.expected or "" for finding in owned))
        parts.append(
            f"{counted(len(owned), 'object')} {verb(owned, 'belongs', 'belong')} to {listed(owners)} instead of"
            f" {listed(right)}"
        )
    sentence = enumerated(parts)
    absent = [role for role in roles if case.actual.roles is not None and role not in {*case.actual.roles, "PUBLIC"}]
    every = [role for role in roles if not _left(case, role)]
    restored = len(every) == len(roles) and bool(lost)
    return Cause(
        rule=RightsLost.id,
        sentence=f"{sentence}.{' Nothing that was granted to them is left, as after a restore with --no-acl.' * restored}",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in found),
        evidence=(
            *_shown(found),
            *(Evidence(f"The role {role} is not on this server.", "select rolname from pg_roles") for role in absent),
            *(Evidence(f"No privilege of {role} is left here.", _QUERY) for role in every),
            *made_evidence(case, lost),
        ),
        ruled_out=(
            *((RuledOut("The role was dropped.", f"{listed(roles)} {verb(roles, 'is', 'are')} on this server."),)
              if roles and case.actual.roles is not None and not absent else ()),
            *ran_here(case, lost),
        ),
        suggestion="Make the role first, then grant again. Next: drift plan" if absent
        else "Grant again and set the owner. Next: drift plan",
    )  # fmt: skip


def _left(case: Case, role: str) -> bool:
    """Whether a role still holds some privilege on a relation that it does not own."""
    rows = case.actual.rows.get("privilege")
    held = rows.decode(rows.lines) if rows is not None else ()
    return any(row["grantee"] == role and not row["owner"] for row in held)


def _shown(found: list[Finding]) -> Iterator[Evidence]:
    for finding in found[:12]:
        if finding.kind == "owner":
            yield Evidence(f"{finding.label} belongs to {finding.actual}, expected is {finding.expected}.", _QUERY)
        else:
            held = f"holds {finding.actual}" if finding.actual else "holds nothing"
            wanted = f", expected is {finding.expected}" if finding.expected else ""
            yield Evidence(f"{finding.key[-1]} {held} on {'.'.join(filter(None, finding.key[:2]))}{wanted}.", _QUERY)

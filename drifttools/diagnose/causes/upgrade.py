"""What an upgrade of the server changed, or left as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.words import counted, listed, verb
from drifttools.kinds.extension_version import ExtensionVersion
from drifttools.kinds.records import record_at
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.chronicle import Deed
from drifttools.model.finding import Change, Finding
from drifttools.model.sign import Sign, SignKind

_LEFT_TO_PUBLIC = "CREATE"


class Upgrade(CauseRule):
    """The server was upgraded, and something is as its old release or its old libraries made it.

    What it is:
        `pg_upgrade` and dumps carry over what newer releases do otherwise: CREATE in `public` for everybody (before 15),
        names of NOT NULL constraints (18 makes them from the names of that day), extensions at their old version; and a new
        operating system brings other versions of collations.
    Why it matters:
        Anybody may put a table before yours; indexes on text that were sorted by the old rules miss rows and let duplicates
        in; a function of an extension lacks its newer signature.
    Evidence:
        What differs, beside what each release does by itself; versions of collations when used and now.
    Repair:
        REVOKE CREATE, ALTER EXTENSION ... UPDATE, renamed constraints: by a plan. After a change of collations: REINDEX,
        then ALTER ... REFRESH VERSION.
    Reference:
        PostgreSQL release notes, 15 and 18, "Migration"; ALTER COLLATION and ALTER DATABASE, "REFRESH COLLATION VERSION".
    """

    id = "upgrade"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each of its effects; other collations show in no finding."""
        for effect in _EFFECTS:
            found = [finding for finding in case.findings if not finding.follows and effect.of(case, finding)]
            if found:
                yield Cause(
                    rule=self.id,
                    sentence=effect.sentence(found),
                    confidence=effect.confidence,
                    findings=tuple(finding.id for finding in found),
                    evidence=tuple(effect.evidence(case, found)),
                    suggestion=effect.suggestion,
                )
        signs = [sign for sign in case.signs if sign.kind is SignKind.COLLATION_VERSION]
        if signs:
            yield _collations(signs)


@dataclass(frozen=True, slots=True)
class _Effect:
    """One effect of an upgrade: which findings it is, and what is said of them."""

    of: Callable[[Case, Finding], bool]
    sentence: Callable[[list[Finding]], str]
    evidence: Callable[[Case, list[Finding]], Iterator[Evidence]]
    suggestion: str
    confidence: Confidence = Confidence.LIKELY


def _public(case: Case, finding: Finding) -> bool:
    """CREATE in `public` for everybody, as every release before 15 gives it."""
    del case
    of_schema = finding.kind == "object privilege" and finding.key[:1] == ("public",) and finding.key[-1] == "PUBLIC"
    return of_schema and "schema" in finding.key and _LEFT_TO_PUBLIC in (finding.actual or "").split(", ")


def _not_null(case: Case, finding: Finding) -> bool:
    """A NOT NULL called after what table and column are called now, where its migration made it under other names.

    The history names it as 18 does from the start; a database that grew on an older release got the names on its upgrade.
    """
    del case
    if finding.kind != "column" or finding.attribute != "not_null_name" or len(finding.blame) < 1:
        return False
    renamed = any(touch.deed is Deed.RENAMED or touch.former for touch in finding.blame)
    return finding.actual is None or renamed


def _version(case: Case, finding: Finding) -> bool:
    """An extension at an older version than the server's files could bring it to."""
    if finding.kind != "extension version" or finding.change is not Change.CHANGED or finding.attribute != "version":
        return False
    here = record_at(case.actual, ExtensionVersion, finding.key)
    return here is not None and finding.expected in here.updates


def _version_told(case: Case, found: list[Finding]) -> Iterator[Evidence]:
    for finding in found:
        here = record_at(case.actual, ExtensionVersion, finding.key)
        to = f", its files could update it to {listed(here.updates)}" if here is not None and here.updates else ""
        yield Evidence(f"{finding.label} is {finding.actual}{to}.", "select * from pg_extension_update_paths(extname)")


def _public_told(case: Case, found: list[Finding]) -> Iterator[Evidence]:
    for finding in found:
        told = f"PUBLIC holds {finding.actual} on public, expected is {finding.expected}."
        yield Evidence(told, "select nspacl from pg_namespace where nspname = 'public'")
    yield Evidence(
        f"This server is PostgreSQL {case.actual.server.major}; only releases before 15 give CREATE to everybody.",
        "select version()",
    )


def _not_null_told(case: Case, found: list[Finding]) -> Iterator[Evidence]:
    del case
    for finding in found[:12]:
        yield Evidence(
            f"{finding.label}: its NOT NULL is called {finding.actual or 'as PostgreSQL calls it now'}, expected is"
            f" {finding.expected or 'the name that PostgreSQL gives'}.",
            "select conname from pg_constraint where contype = 'n'",
        )


_EFFECTS = (
    _Effect(
        _public,
        lambda _: (
            "Everybody may make objects in public, as before PostgreSQL 15: the database was carried over from there."
        ),
        _public_told,
        "Take it away (REVOKE CREATE ON SCHEMA public FROM PUBLIC), and grant it to whom needs it. Next: drift plan",
    ),
    _Effect(
        _not_null,
        lambda found: (
            f"{counted(len(found), 'NOT NULL')} {verb(found, 'has', 'have')} another name than the migrations give on"
            " PostgreSQL 18: they came on an older release, which knew no such names, and the upgrade gave them."
        ),
        _not_null_told,
        "Rename them, so that a migration that drops one by name finds it. Next: drift plan",
    ),
    _Effect(
        _version,
        lambda found: (
            f"{counted(len(found), 'extension')} {verb(found, 'was', 'were')} not updated with the server:"
            f" {listed(f'{f.label} is {f.actual} instead of {f.expected}' for f in found)}."
        ),
        _version_told,
        "ALTER EXTENSION ... UPDATE, in each database. Next: drift plan",
        Confidence.PROVEN,
    ),
)


def _collations(signs: list[Sign]) -> Cause:
    named = listed(sign.object or "the database's own" for sign in signs)
    return Cause(
        rule=Upgrade.id,
        sentence=f"{counted(len(signs), 'collation')} ({named}) {verb(signs, 'has', 'have')} another version than when"
        f" {verb(signs, 'it was', 'they were')} first used: indexes on text may be in the wrong order, miss rows and admit"
        " duplicates.",
        confidence=Confidence.PROVEN,
        findings=(),
        evidence=tuple(Evidence(f"{one.object or 'The database'}: {one.told}.", one.query) for one in signs),
        suggestion="REINDEX what is sorted by it, look for duplicates (drift probe), then ALTER COLLATION or ALTER DATABASE"
        " ... REFRESH COLLATION VERSION.",
    )

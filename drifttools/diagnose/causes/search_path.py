"""Objects that are where they belong, and a role that does not find them there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case, Relation
from drifttools.diagnose.words import counted, listed
from drifttools.model.cause import Cause, Confidence, Evidence, RuledOut
from drifttools.model.finding import Change, Finding

_READER = "select relnamespace::regnamespace, relname from pg_class where relkind in ('r', 'p')"


class SearchPath(CauseRule):
    """The search_path of the role does not lead to the objects.

    What it is:
        The tables are where they belong, but the role's search_path leaves their schema out, the role has no USAGE on
        it, or another schema comes first and holds a table of the same name.
    Why it matters:
        `relation does not exist` although it does; or, worse, rows are read from and written to the wrong table.
    Evidence:
        The setting and where it comes from, the schema of the tables, the twins.
    Repair:
        `ALTER ROLE ... SET search_path` or GRANT USAGE, then new connections: a pooled session keeps the old path. Twins
        are compared and merged by a person.
    Reference:
        PostgreSQL manual, 5.10.3 "The Schema Search Path"; ALTER ROLE.
    """

    id = "search-path"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """At most one cause for schemas that are not reached and one for twins; none where the path is not known."""
        if case.search_path is None:
            return
        yield from _unreached(case)
        yield from _twins(case)


def _unreached(case: Case) -> Iterator[Cause]:
    for schema in sorted(_meant_by_bare_names(case)):
        present = sorted(table for at, table in case.expected_tables & case.actual_tables if at == schema)
        if not present or schema in case.reached:
            continue
        named = case.search_path is not None and schema in case.search_path["schema"].tolist()
        why = "but the role has no USAGE on it" if named else "which the path does not name"
        who = case.role or "the role"
        yield Cause(
            rule=SearchPath.id,
            sentence=f"{counted(len(present), 'table')} {'is' if len(present) == 1 else 'are'} in {schema} as expected,"
            f" {why}: {who} does not find {'it' if len(present) == 1 else 'them'} by bare name.",
            confidence=Confidence.PROVEN,
            findings=tuple(finding.id for finding in case.findings if _leads_away(finding, schema)),
            evidence=(
                Evidence(f"The search_path of {who} is {case.path_setting}.", f"catalog.search_path({case.role!r})"),
                Evidence(f"In {schema}: {listed(present)}.", _READER),
            ),
            ruled_out=(RuledOut("The tables are missing.", f"All {len(present)} are in {schema}."),),
            suggestion=(f"Give {who} USAGE on {schema}." if named else f"Put {schema} into the search_path of {who}.")
            + " Sessions that are open keep what they have.",
        )


def _leads_away(finding: Finding, schema: str) -> bool:
    """Whether a finding is the setting, or the lost right, by which the schema is not reached."""
    if finding.kind in ("database setting", "role setting"):
        return "search_path" in finding.key
    return finding.kind == "object privilege" and finding.key[:1] == (schema,) and "schema" in finding.key


def _twins(case: Case) -> Iterator[Cause]:
    first = {schema: place for place, schema in enumerate(case.reached)}
    shadowed: list[tuple[Relation, Relation]] = []
    for schema, table in sorted(case.expected_tables & case.actual_tables):
        if schema not in first:
            continue
        before = [at for at in case.reached[: first[schema]] if (at, table) in case.actual_tables - case.expected_tables]
        if before:
            shadowed.append(((schema, table), (before[0], table)))
    if not shadowed:
        return
    twins = {twin for _, twin in shadowed}
    own = [f for f in case.findings if f.change is Change.UNEXPECTED and f.kind == "table" and f.key[:2] in twins]
    own += [f for f in case.findings if any(_leads_away(f, schema) for schema, _ in twins)]
    own += [f for f in case.findings if f.kind == "schema" and _only_twins(case, f, twins)]
    schemas = listed(sorted({schema for schema, _ in twins}))
    number = counted(len(shadowed), "table")
    yield Cause(
        rule=SearchPath.id,
        sentence=f"{number} {'has a twin' if len(shadowed) == 1 else 'have twins'} in {schemas}, which comes first in the"
        f" search_path of {case.role or 'the role'}: bare names mean the twin.",
        confidence=Confidence.PROVEN,
        findings=tuple(finding.id for finding in own),
        evidence=(
            Evidence(f"The search_path is {case.path_setting}.", f"catalog.search_path({case.role!r})"),
            *(Evidence(f"{'.'.join(twin)} hides {'.'.join(right)}.", _READER) for right, twin in shadowed),
        ),
        suggestion="Compare the rows of both before anything is moved: new rows may be in the twin.",
    )


def _only_twins(case: Case, schema: Finding, twins: set[Relation]) -> bool:
    """Whether a schema that nobody expects holds no table but twins."""
    here = {table for table in case.actual_tables if table[0] == schema.name}
    return schema.change is Change.UNEXPECTED and here <= twins


def _meant_by_bare_names(case: Case) -> frozenset[str]:
    """The schemas whose tables the project names without a schema; a schema that is always written out needs no path."""
    if case.history is None:
        # models say whether they name it; of a database or a snapshot only `public` is meant to be found without
        named = {model.schema for model in case.models}
        schemas = frozenset(schema for schema, _ in case.expected_tables)
        return schemas if len(schemas) == 1 and (named == {""} or schemas == {"public"}) else frozenset()
    bare = set()
    for schema, table in case.expected_tables:
        step = case.origins.making(schema, table)
        if step is not None and "." not in (step.operation.table or ""):
            bare.add(schema)
    return frozenset(schema for schema in bare if not _put_there(case, schema))


def _put_there(case: Case, schema: str) -> bool:
    """Whether a migration itself says that bare names, or tables with bare names, go into this schema."""
    said = re.compile(rf"(?:\bset\s+schema|\bsearch_path)\b[^;]*(?<![\w$]){re.escape(schema)}(?![\w$])", re.IGNORECASE)
    texts = (case.content(migration) or b"" for migration in (case.history.migrations if case.history else ()))
    return any(said.search(text.decode("utf-8", "replace")) for text in texts)

"""Extensions that are missing, or are in another schema than expected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drifttools.diagnose.base import CauseRule, Rank
from drifttools.diagnose.case import Case
from drifttools.diagnose.noted import made_evidence, ran_here
from drifttools.diagnose.words import counted, enumerated, objects
from drifttools.model.cause import Cause, Confidence, Evidence
from drifttools.model.finding import Change, Finding
from drifttools.model.sign import SignKind

_QUERY = "select extname, extnamespace::regnamespace, extversion from pg_extension"
# words of types, operator classes and functions by which what needs an extension is known
_BRINGS = {
    "citext": ("citext",),
    "hstore": ("hstore",),
    "ltree": ("ltree", "lquery"),
    "vector": ("vector", "halfvec", "sparsevec"),
    "postgis": ("geometry", "geography", r"st_\w+"),
    "pg_trgm": ("gin_trgm_ops", "gist_trgm_ops", "similarity"),
    "btree_gist": (r"gist_\w+_ops",),
    "btree_gin": (),
    "uuid-ossp": (r"uuid_generate_v\w+",),
    "pgcrypto": ("crypt", "gen_salt", "digest", "hmac", r"pgp_\w+", "gen_random_bytes"),
    "unaccent": ("unaccent",),
    "intarray": (r"gi[ns]t?__int_ops",),
}


class ExtensionApart(CauseRule):
    """An extension is missing, or its objects are in another schema.

    What it is:
        The role of the migration might not install it; a dump was restored on a server without its files; it was installed
        into another schema (`extensions` of Supabase, `public`) than migrations and code name.
    Why it matters:
        `type "citext" does not exist`, `function uuid_generate_v4() does not exist`, `operator class ... does not exist`;
        what needs it is missing as well.
    Evidence:
        Whether the server has its files; the schema that it is in; what is missing or differs because of it.
    Repair:
        CREATE EXTENSION, or ALTER EXTENSION ... SET SCHEMA, by a role that may; then what needs it, by a plan.
    Reference:
        PostgreSQL manual, CREATE EXTENSION; ALTER EXTENSION, "SET SCHEMA".
    """

    id = "extension"
    rank = Rank.IN_THE_OBJECT

    def explain(self, case: Case) -> Iterable[Cause]:
        """One cause for each extension."""
        for finding in case.findings:
            missing = finding.change is Change.MISSING
            astray = finding.attribute == "schema" or finding.change is Change.MOVED
            if finding.kind == "extension" and (missing or astray) and case.ran(finding):
                yield _missing(case, finding) if missing else _astray(case, finding)


def _missing(case: Case, finding: Finding) -> Cause:
    needing = list(_needing(case, finding))
    files = [one for one in case.signs if one.kind is SignKind.AVAILABLE_EXTENSION and one.object == finding.name]
    lacking = f" {objects(needing)} that need it {'differs' if len(needing) == 1 else 'differ'} too." if needing else ""
    have = "The server has its files" if files else "The server does not have its files"
    return Cause(
        rule=ExtensionApart.id,
        sentence=f"The extension {finding.name} is not installed. {have}.{lacking}",
        confidence=Confidence.PROVEN,
        findings=(finding.id, *(one.id for one in needing)),
        evidence=(
            Evidence(f"{finding.name} is not among the installed extensions.", _QUERY),
            *(Evidence(f"{finding.name} could be installed: {one.told}.", one.query) for one in files),
            *made_evidence(case, [finding]),
        ),
        ruled_out=ran_here(case, [finding]),
        suggestion="Install it as a role that may, then make what needs it. Next: drift plan"
        if files
        else "Have its files put on the server (or use a server that has them); CREATE EXTENSION alone would fail.",
    )


def _astray(case: Case, finding: Finding) -> Cause:
    needing = list(_needing(case, finding))
    wanted, here = finding.expected, finding.actual
    reach = "" if case.search_path is None or not here else _reach(case, here)
    return Cause(
        rule=ExtensionApart.id,
        sentence=f"The extension {finding.name} is in {here} instead of {wanted}: {wanted}.{finding.name} and the like are"
        f" not found.{reach}",
        confidence=Confidence.PROVEN,
        findings=(finding.id, *(one.id for one in needing), *_own_schema(case, here or "")),
        evidence=(
            Evidence(f"{finding.name} is in {here}, expected is {wanted}.", _QUERY),
            *(
                (Evidence(f"{counted(len(needing), 'difference')} of what needs it: {_kinds(needing)}.", _QUERY),)
                if needing
                else ()
            ),
            *made_evidence(case, [finding]),
        ),
        ruled_out=ran_here(case, [finding]),
        suggestion="Move it (ALTER EXTENSION ... SET SCHEMA), or put its schema into the search_path. Next: drift plan",
    )


def _own_schema(case: Case, schema: str) -> tuple[str, ...]:
    """The schema that it is in, where nothing expects that and nothing else in it differs."""
    inside = [one for one in case.findings if one.key[:1] == (schema,) and one.kind != "extension"]
    return tuple(one.id for one in inside) if [one.kind for one in inside] == ["schema"] else ()


def _reach(case: Case, schema: str) -> str:
    if schema in case.reached:
        return f" The search_path of {case.role} does reach {schema}."
    return f" The search_path of {case.role} does not reach {schema}."


def _kinds(findings: list[Finding]) -> str:
    return enumerated(sorted({finding.kind for finding in findings}))


def _needing(case: Case, extension: Finding) -> Iterator[Finding]:
    """What else differs and names something that the extension brings."""
    words = (*_BRINGS.get(extension.name, ()), re.escape(extension.name))
    named = re.compile(rf"(?<![\w$])(?:{'|'.join(words)})(?![\w$])", re.IGNORECASE)
    for finding in case.findings:
        if finding.id == extension.id or finding.kind == "extension version" or not case.ran(finding):
            continue
        if finding.kind in ("comment", "owner", "privilege", "object privilege"):
            continue
        if any(named.search(text) for text in _texts(case, finding)):
            yield finding


def _texts(case: Case, finding: Finding) -> Iterator[str]:
    """The definitions of what differs, on both sides."""
    yield from filter(None, (finding.expected, finding.actual))
    if finding.change is not Change.MISSING:
        return
    rows = case.expected.rows.get(finding.kind)
    if rows is None:
        return
    fields = [field.name for field in rows.fields if field.key]
    for row in rows.decode(rows.lines):
        if tuple(str(row[name]) for name in fields) == finding.key:
            yield " ".join(str(value) for name, value in row.items() if name not in fields)

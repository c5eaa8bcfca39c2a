"""Answers about what PostgreSQL refuses a role: privileges, ownership, rows, logins."""

from __future__ import annotations

from drifttools.diagnose import advice
from drifttools.diagnose.triage.answers.relations import split
from drifttools.diagnose.triage.known import Draft, Known, belonging, connect_findings, near
from drifttools.diagnose.words import listed
from drifttools.model.cause import Confidence
from drifttools.model.sighting import Facts, Origin, TableFacts
from drifttools.sql.compose import deparsed

_KINDS = frozenset({"privilege", "column privilege", "object privilege", "default privilege", "owner"})
_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")


def no_privilege(known: Known) -> Draft:
    """`permission denied for ...`."""
    draft = Draft()
    error, facts = known.error, known.facts
    name = error.name("schema") or error.name("relation") or error.name("routine")
    own = tuple(one for one in belonging(known, name=name) if one.kind in _KINDS | {"schema"})
    connect_findings(known, draft, own)
    who = (facts.role if facts else "") or error.role or "the role"
    what = f"{error.kind} {error.object}".strip()
    if facts is None:
        return draft.is_(Origin.PRIVILEGE, Confidence.PROVEN, f"{who} is refused {what or 'something'}: {error.message}.")
    if error.name("schema"):
        return _schema(draft, known, facts)
    if error.name("routine"):
        return _routine(draft, known, facts)
    _, bare = split(error.name("relation"))
    # the message has the bare name; the statement may say which of several it is
    written = {split(table.name)[0] for table in error.tables if split(table.name)[1] == bare} - {""}
    tables = [one for one in facts.tables if one.name == bare and (not written or one.schema in written)]
    sequences = [place for place in facts.exact if place.kind == "sequence"]
    draft.places = facts.exact
    if sequences and not tables:
        draft.advice += [advice.use_sequence(facts.role, place.schema, place.name) for place in sequences]
        return draft.is_(
            _origin(draft),
            Confidence.PROVEN,
            f"{who} may not use {sequences[0].label}, which belongs to {sequences[0].owner}.",
        )
    if not tables:
        return draft.is_(
            Origin.PRIVILEGE, Confidence.PROVEN, f"{who} is refused {what}; {facts.database} shows no such object."
        )
    for table in tables:
        _tell_rights(draft, facts, table)
    return _table(draft, known, facts, tables)


def _origin(draft: Draft) -> Origin:
    return Origin.DRIFT if draft.findings else Origin.PRIVILEGE


def _tell_rights(draft: Draft, facts: Facts, table: TableFacts) -> None:
    for role, rights in table.allowed.items():
        told = ", ".join(rights) or "nothing"
        draft.shows(f"{role} may on {table.label}: {told}.", f"has_table_privilege('{role}', '{table.label}', ...)")
    draft.shows(f"{table.label} belongs to {table.owner}.", "pg_class.relowner")
    if facts.superuser:
        draft.shows(f"{facts.role} is a superuser, which is refused nothing.", "pg_roles")


def _table(draft: Draft, known: Known, facts: Facts, tables: list[TableFacts]) -> Draft:
    reached = [one for one in tables if one.schema in facts.reached] or tables
    table = reached[0]
    asked = [role for role in facts.api_roles if role != "authenticator" and role in table.allowed]
    through_api = {"PostgREST", "Supabase"} & set(known.error.tools) or known.error.code
    roles = asked if through_api and asked and not known.error.role else [facts.role]
    lacking = {role: [one for one in _ALL if one not in table.allowed.get(role, ())] for role in roles}
    lacking = {role: rights for role, rights in lacking.items() if rights}
    if not lacking:
        others = ", ".join(roles)
        return draft.is_(
            Origin.SESSION,
            Confidence.LIKELY,
            f"{others} may do everything with {table.label}: the text is older, or of another role. Give that one:"
            " --role NAME.",
        )
    for role, rights in lacking.items():
        draft.advice.append(advice.use_table(role, table.schema, table.name, rights))
    first = next(iter(lacking))
    missing = ", ".join(lacking[first])
    more = f" (as do {listed(list(lacking)[1:])})" if len(lacking) > 1 else ""
    return draft.is_(
        _origin(draft),
        Confidence.PROVEN,
        f"{first} lacks {missing} on {table.label}{more}, which belongs to {table.owner}.",
    )


def _schema(draft: Draft, known: Known, facts: Facts) -> Draft:
    schema = known.error.name("schema")
    if schema not in facts.schemas:
        return draft.is_(
            Origin.PRIVILEGE, Confidence.LIKELY, f"{facts.role} is refused schema {schema}, which {facts.database} has not."
        )
    place = next((one for one in facts.exact if one.kind == "schema"), None)
    if place is not None and place.usable:
        draft.shows(f"{facts.role} has USAGE on {schema}.", f"has_schema_privilege('{facts.role}', '{schema}', 'USAGE')")
        draft.advice.append(advice.create_in_schema(facts.role, schema))
        return draft.is_(
            _origin(draft),
            Confidence.LIKELY,
            f"{facts.role} may look into {schema} but not make objects in it (since PostgreSQL 15 that is so in public for"
            " all but its owner).",
        )
    draft.advice.append(advice.use_schema(facts.role, schema))
    owner = f", which belongs to {place.owner}" if place is not None and place.owner else ""
    return draft.is_(_origin(draft), Confidence.PROVEN, f"{facts.role} has no USAGE on schema {schema}{owner}.")


def _routine(draft: Draft, known: Known, facts: Facts) -> Draft:
    refused = [one for one in facts.routines if not one.executable]
    for one in refused:
        draft.advice.append(advice.call_function(facts.role, one.schema, one.name, deparsed(one.arguments)))
    if not refused:
        return draft.is_(
            Origin.SESSION,
            Confidence.LIKELY,
            f"{facts.role} may call {known.error.object} here: the text is older, or of another role.",
        )
    return draft.is_(
        _origin(draft),
        Confidence.PROVEN,
        f"{facts.role} may not call {listed(f'{one.schema}.{one.name}' for one in refused)}.",
    )


def not_owner(known: Known) -> Draft:
    """`must be owner of ...`."""
    draft = Draft()
    error, facts = known.error, known.facts
    own = tuple(
        one for one in belonging(known, name=error.name("relation")) if one.kind == "owner" or one.attribute == "owner"
    )
    connect_findings(known, draft, own)
    if facts is None:
        return draft.is_(
            Origin.PRIVILEGE, Confidence.PROVEN, f"Only the owner of {error.object or 'it'} may do that: {error.message}."
        )
    draft.places = facts.exact
    owners = dict.fromkeys(place.owner for place in facts.exact if place.owner)
    for owner in owners:
        if owner != facts.role:
            draft.advice.append(advice.join_role(facts.role, owner))
    whose = f", which belongs to {listed(owners)}" if owners else ""
    return draft.is_(
        _origin(draft),
        Confidence.PROVEN,
        f"{facts.role} is not the owner of {error.object or 'it'}{whose}: migrations must run as the owner or a"
        " member of it.",
    )


def row_refused(known: Known) -> Draft:
    """`new row violates row-level security policy ...`."""
    draft = Draft()
    error, facts = known.error, known.facts
    _, bare = split(error.name("relation"))
    own = tuple(one for one in belonging(known, name=bare) if one.kind == "policy" or one.attribute.startswith("row_"))
    connect_findings(known, draft, own)
    if facts is None:
        return draft.is_(
            Origin.PRIVILEGE,
            Confidence.PROVEN,
            f"Row-level security of {error.object or 'a table'} refuses the row; reading would show none.",
        )
    if not bare:
        return draft.is_(Origin.PRIVILEGE, Confidence.PROVEN, "Row-level security refuses the row; no table is named.")
    tables = [one for one in facts.tables if one.name == bare]
    if not tables:
        return draft.is_(Origin.PRIVILEGE, Confidence.LIKELY, f"{facts.database} has no {error.object}.")
    table = next((one for one in tables if one.schema in facts.reached), tables[0])
    draft.shows(f"Row-level security of {table.label} is {'on' if table.secured else 'off'}.", "pg_class.relrowsecurity")
    for policy in table.policies:
        whom = ", ".join(policy.roles)
        sort = "" if policy.permissive else "restrictive, "
        draft.shows(
            f"Policy {policy.name}: {sort}{policy.command} to {whom}.", f"drift show policies {known.target} --table {bare}"
        )
    api = bool({"PostgREST", "Supabase"} & set(error.tools)) and not error.role and bool(facts.api_roles)
    applying = [one for one in table.policies if one.applies or (api and {"PUBLIC", *facts.api_roles} & set(one.roles))]
    writing = [one for one in applying if one.command in ("ALL", "INSERT", "UPDATE") and one.permissive]
    who = "the role of the request" if api else facts.role
    if not table.secured:
        return draft.is_(
            Origin.SESSION, Confidence.LIKELY, f"Row-level security of {table.label} is off now: the text is older."
        )
    if not table.policies:
        return draft.is_(
            _origin(draft),
            Confidence.PROVEN,
            f"Row-level security of {table.label} is on, and it has no policy: nobody but its"
            " owner, a superuser or a role with BYPASSRLS may read or write a row.",
        )
    if not writing:
        return draft.is_(
            _origin(draft),
            Confidence.PROVEN,
            f"None of the {len(table.policies)} policies of {table.label} lets {who} write: they are for other roles or"
            " commands.",
        )
    if facts.bypasses and not api:
        draft.shows(f"{facts.role} has BYPASSRLS: it is not the role of the text.", "pg_roles.rolbypassrls")
    return draft.is_(
        _origin(draft),
        Confidence.LIKELY,
        f"{listed(one.name for one in writing)} of {table.label} may let {who} write, and did not let this row: what its"
        " check compares (claims, the current user) does not fit the row.",
    )


def login_refused(known: Known) -> Draft:
    """The role may not log in, or not from there."""
    error, facts = known.error, known.facts
    draft = Draft()
    role = error.name("role")
    if facts is not None and role and role not in facts.roles:
        draft.near = near(role, facts.roles)
        return draft.is_(Origin.CONNECTION, Confidence.PROVEN, f"There is no role {role} on this server.")
    return draft.is_(
        Origin.CONNECTION,
        Confidence.PROVEN,
        f"The server refuses the login of {role or 'the role'}: password, pg_hba.conf or target.",
    )

"""Answers about what PostgREST remembers, which is not what the database has."""

from __future__ import annotations

from drifttools.diagnose import advice
from drifttools.diagnose.triage.answers.columns import lacks_it
from drifttools.diagnose.triage.answers.relations import missing_table, split
from drifttools.diagnose.triage.known import Draft, Known, belonging, connect_findings, near, tell_ledger
from drifttools.diagnose.words import listed
from drifttools.model.cause import Confidence
from drifttools.model.sighting import Facts, Origin, TableFacts


def _served(facts: Facts, tables: list[TableFacts]) -> list[TableFacts]:
    """Those that PostgREST serves, as far as the database says; else public first."""
    if facts.served:
        return [one for one in tables if one.schema in facts.served]
    return sorted(tables, key=lambda one: one.schema != "public")


def column(known: Known) -> Draft:
    """PGRST204."""
    draft = Draft()
    error, facts = known.error, known.facts
    _, table = split(error.name("relation"))
    name = error.name("column")
    connect_findings(known, draft, belonging(known, name=table, column=name, kinds=frozenset({"column"})))
    if facts is None:
        draft.advice.append(advice.reload_postgrest())
        return draft.is_(
            Origin.UNKNOWN,
            Confidence.UNKNOWN,
            f"PostgREST knows no column {name} of {table}: it is missing, or was made after PostgREST had read the schema."
            " Only the database can tell which.",
        )
    tell_ledger(known, draft, table, name)
    tables = _served(facts, [one for one in facts.tables if one.name == table])
    draft.places = facts.exact
    if not tables:
        return draft.is_(Origin.DRIFT, Confidence.LIKELY, f"{facts.database} has no {table} that PostgREST serves.")
    having = next((one for one in tables if name in one.columns), None)
    if having is not None:
        draft.settle(known.incident)
        draft.advice.append(advice.reload_postgrest())
        draft.not_("The column is missing.", f"{having.label} has {name}, of type {having.columns[name]}.")
        return draft.is_(
            Origin.STALE_CACHE,
            Confidence.PROVEN,
            f"{having.label} has {name}: PostgREST read the schema before the column was made.",
        )
    draft.near = tuple(f"{tables[0].label}.{one}" for one in near(name, tables[0].columns))
    draft.not_("PostgREST's cache is stale.", f"{tables[0].label} has no {name}: reloading alone changes nothing.")
    if lacks_it(known, draft, tables[0], name).origin is Origin.DRIFT:
        draft.advice.append(advice.reload_postgrest())
    return draft


def table(known: Known) -> Draft:
    """PGRST205."""
    error, facts = known.error, known.facts
    schema, bare = split(error.name("relation"))
    if facts is None:
        draft = Draft()
        connect_findings(known, draft, belonging(known, name=bare, kinds=frozenset({"table", "view"})))
        draft.advice.append(advice.reload_postgrest())
        meant = f" It proposes {error.hint}." if error.hint else ""
        draft.near = (error.hint,) if error.hint else ()
        return draft.is_(
            Origin.UNKNOWN,
            Confidence.UNKNOWN,
            f"PostgREST knows no {bare}: it is missing, in a schema that is not served, or was made after PostgREST had"
            f" read the schema.{meant}",
        )
    here = [one for one in facts.tables if one.name == bare and (not schema or one.schema == schema)]
    if here:
        draft = Draft(places=facts.exact)
        draft.advice.append(advice.reload_postgrest())
        draft.not_("The table is missing.", f"{here[0].label} is there.")
        for role, rights in here[0].allowed.items():
            if role in facts.api_roles:
                draft.shows(f"{role} may on {here[0].label}: {', '.join(rights) or 'nothing'}.", "has_table_privilege()")
        return draft.is_(
            Origin.STALE_CACHE,
            Confidence.PROVEN,
            f"{here[0].label} is there: PostgREST read the schema before it was made.",
        )
    draft = missing_table(known)
    other = [one for one in facts.tables if one.name == bare]
    rows = {(place.schema, place.name): place.rows or 0 for place in facts.exact}
    if other and not draft.findings:
        # of several the one with rows is the more likely one
        likely = max(other, key=lambda one: rows.get((one.schema, one.name), 0))
        served = [*(facts.served or ("public",)), likely.schema]
        draft.advice = [advice.serve_schema(dict.fromkeys(served)), advice.reload_postgrest_config()]
        draft.is_(
            Origin.CODE,
            Confidence.PROVEN,
            f"{bare} is {listed(one.label for one in other)}, and the request asked for it in {schema}: name its schema in"
            " the request (Accept-Profile, .schema()), and have PostgREST serve it.",
        )
    else:
        draft.advice.append(advice.reload_postgrest())
    if error.hint:
        draft.near = tuple(dict.fromkeys((error.hint, *draft.near)))
    return draft


def function(known: Known) -> Draft:
    """PGRST202."""
    draft = Draft()
    error, facts = known.error, known.facts
    signature = error.name("function") or error.name("routine")
    head, _, tail = signature.partition("(")
    schema, bare = split(head)
    parameters = sorted(part.split("=")[0].strip(" >") for part in tail.rstrip(")").split(",") if part.strip())
    own = tuple(
        one for one in known.findings if one.kind == "routine" and any(part.partition("(")[0] == bare for part in one.key)
    )
    connect_findings(known, draft, own)
    draft.advice.append(advice.reload_postgrest())
    draft.near = (error.hint,) if error.hint else ()
    if facts is None:
        return draft.is_(
            Origin.UNKNOWN,
            Confidence.UNKNOWN,
            f"PostgREST knows no function {signature}: missing, with other parameters, without EXECUTE for the role, or"
            " made after PostgREST had read the schema.",
        )
    mine = [one for one in facts.routines if not schema or one.schema == schema]
    for one in mine:
        draft.shows(f"There is {one.schema}.{one.name}({', '.join(one.parameters)}).", "pg_proc.proargnames")
    same = [one for one in mine if sorted(filter(None, one.parameters)) == parameters]
    if same:
        draft.not_("The function is missing.", f"{same[0].schema}.{same[0].name} is there with these parameters.")
        return draft.is_(
            Origin.STALE_CACHE,
            Confidence.LIKELY,
            f"{same[0].schema}.{same[0].name} is there with these parameters: PostgREST read the schema before it was"
            " made, or the role of the request may not EXECUTE it.",
        )
    if draft.findings:
        return draft.is_(Origin.DRIFT, Confidence.PROVEN, f"{bare} is not as it is expected.")
    if mine:
        there = listed(f"{one.name}({', '.join(one.parameters)})" for one in mine)
        return draft.is_(
            Origin.CODE,
            Confidence.LIKELY,
            f"{bare} takes other parameters than the request sends: there is {there}, and it sends"
            f" ({', '.join(parameters)}).",
        )
    elsewhere = [one for one in facts.routines if one.schema != schema]
    if elsewhere:
        at = listed(f"{one.schema}.{one.name}" for one in elsewhere)
        return draft.is_(Origin.CODE, Confidence.LIKELY, f"{bare} is {at}, and the request asked for it in {schema}.")
    return draft.is_(
        Origin.UNKNOWN,
        Confidence.UNKNOWN,
        f"No schema of {facts.database} has a function {bare}. Whether one should, the expected state tells.",
    )


def relationship(known: Known) -> Draft:
    """PGRST200."""
    draft = Draft()
    error, facts = known.error, known.facts
    first, second = split(error.name("relation"))[1], split(error.name("other"))[1]
    found = tuple(one for one in known.findings if one.kind == "constraint" and {first, second} & set(one.key[:-1]))
    connect_findings(known, draft, found)
    draft.advice.append(advice.reload_postgrest())
    if facts is None:
        return draft.is_(
            Origin.UNKNOWN,
            Confidence.UNKNOWN,
            f"PostgREST knows no foreign key between {first} and {second}: missing, to another table, or made after"
            " PostgREST had read the schema.",
        )
    draft.places = facts.exact
    keys = [one for one in facts.constraints if one.refers is not None]
    between = [one for one in keys if {one.table, one.refers[1] if one.refers else ""} == {first, second}]
    for one in keys:
        draft.shows(f"{one.schema}.{one.table} has {one.name}: {one.definition}.", "pg_get_constraintdef()")
    if between:
        draft.not_("There is no foreign key.", f"{between[0].name} is one.")
        return draft.is_(
            Origin.STALE_CACHE,
            Confidence.LIKELY,
            f"{between[0].name} connects them: PostgREST read the schema before it was made.",
        )
    twin = next((one for one in keys if any(name in (first, second) for _, name in one.twins)), None)
    if twin is not None and twin.refers is not None:
        return draft.is_(
            Origin.DRIFT,
            Confidence.LIKELY,
            f"{twin.name} refers to {'.'.join(twin.refers)}, a twin of the table that the request means.",
        )
    there = {one.name for one in facts.tables}
    gone = [one for one in (first, second) if one not in there]
    if gone:
        return draft.is_(Origin.DRIFT, Confidence.LIKELY, f"{facts.database} has no {listed(gone)}.")
    origin, confidence = (Origin.DRIFT, Confidence.PROVEN) if draft.findings else (Origin.UNKNOWN, Confidence.UNKNOWN)
    refers = listed(f"{one.table} to {'.'.join(one.refers)}" for one in keys if one.refers)
    instead = f" There are: {refers}." if refers else ""
    return draft.is_(origin, confidence, f"No foreign key connects {first} and {second}.{instead}")


def relationships(known: Known) -> Draft:
    """PGRST201."""
    draft = Draft()
    first, second = (split(known.error.name(role))[1] for role in ("relation", "other"))
    keys = known.facts.constraints if known.facts else ()
    ends = {first, second}
    between = [one for one in keys if one.refers is not None and {one.table, one.refers[1]} == ends]
    for one in between:
        draft.shows(f"{one.schema}.{one.table} has {one.name}: {one.definition}.", "pg_get_constraintdef()")
    names = {one.name for one in between}
    added = tuple(one for one in known.findings if one.kind == "constraint" and names & set(one.key))
    connect_findings(known, draft, added)
    if draft.findings:
        return draft.is_(
            Origin.DRIFT,
            Confidence.PROVEN,
            f"{first} and {second} are connected by more foreign keys than expected, so the request is no longer clear.",
        )
    which = listed(f"{second}!{name}" for name in sorted(names)) or f"{second}!name_of_the_foreign_key"
    return draft.is_(
        Origin.CODE,
        Confidence.PROVEN,
        f"{first} and {second} are connected by several foreign keys: the request must say by which: {which}.",
    )


def not_served(known: Known) -> Draft:
    """PGRST106."""
    draft = Draft()
    schema, facts = known.error.name("schema"), known.facts
    draft.advice.append(advice.reload_postgrest_config())
    if facts is None or not schema:
        return draft.is_(
            Origin.CODE, Confidence.PROVEN, f"PostgREST does not serve {schema or 'the schema of the request'}."
        )
    if schema not in facts.schemas:
        draft.near = near(schema, facts.schemas)
        return draft.is_(
            Origin.DRIFT, Confidence.LIKELY, f"{facts.database} has no schema {schema}, so PostgREST cannot serve it."
        )
    draft.advice.insert(0, advice.serve_schema(dict.fromkeys((*(facts.served or ("public",)), schema))))
    return draft.is_(
        Origin.CODE, Confidence.PROVEN, f"Schema {schema} is there, and PostgREST is not told to serve it (db-schemas)."
    )


def other(known: Known) -> Draft:
    """What PostgREST and Prisma say of requests and tokens."""
    origin = Origin.CONNECTION if known.error.family in ("cache-not-loaded", "token-refused") else Origin.CODE
    return Draft().is_(
        origin,
        Confidence.LIKELY,
        f"{known.error.title[0].upper()}{known.error.title[1:]}: {known.error.message or known.error.code}.",
    )

"""Answers about schemas, types, functions, roles, databases, extensions, and about what is there already or in the way."""

from __future__ import annotations

from drifttools.diagnose import advice
from drifttools.diagnose.triage.answers import sqlite
from drifttools.diagnose.triage.answers.relations import split
from drifttools.diagnose.triage.known import Draft, Known, belonging, connect_findings, near, tell_ledger
from drifttools.diagnose.words import listed
from drifttools.model.cause import Confidence
from drifttools.model.sighting import Facts, Origin, Place, Routine
from drifttools.sql.extensions import PROVIDERS

_TYPES = frozenset(
    {"enum", "domain", "composite type", "base type", "range type", "multirange type", "table", "view", "extension"}
)


def missing_schema(known: Known) -> Draft:
    """`schema "x" does not exist`."""
    draft = Draft()
    schema = known.error.name("schema")
    connect_findings(known, draft, belonging(known, name=schema, kinds=frozenset({"schema"})))
    if known.facts is None:
        return draft.is_(Origin.UNKNOWN, Confidence.UNKNOWN, f"Schema {schema} is not there.")
    facts = known.facts
    if schema in facts.schemas:
        return _there_now(known, draft, facts, f"Schema {schema}")
    draft.near = near(schema, facts.schemas)
    draft.shows(f"{facts.database} has the schemas {listed(facts.schemas, 12)}.", "pg_namespace")
    if draft.findings:
        return draft.is_(
            Origin.DRIFT, Confidence.PROVEN, f"{facts.database} has no schema {schema}, and it is expected to."
        )
    return draft.is_(
        Origin.UNKNOWN,
        Confidence.UNKNOWN,
        f"{facts.database} has no schema {schema}. Whether it should, the expected state tells.",
    )


def no_schema_selected(known: Known) -> Draft:
    """The search_path has no schema in which the role may make something."""
    draft = Draft()
    facts = known.facts
    if facts is None:
        return draft.is_(
            Origin.SEARCH_PATH,
            Confidence.PROVEN,
            "The session's search_path has no schema that is there and may be used: emptied (a dump does so), or its"
            " schemas are missing.",
        )
    draft.shows(
        f"The search_path of {facts.role} is {facts.path}.", f"drift search-path {known.target} --role {facts.role}"
    )
    if facts.reached:
        return draft.is_(
            Origin.SEARCH_PATH,
            Confidence.LIKELY,
            f"{facts.role} reaches {listed(facts.reached)} when it logs in: the session had changed its search_path, as a"
            " dump does that sets it to ''.",
        )
    for schema in facts.blocked:
        draft.advice.append(advice.use_schema(facts.role, schema))
    if "public" in facts.schemas:
        draft.advice.append(advice.path_of_role(facts.role, facts.database, ["public"]))
    return draft.is_(
        Origin.SEARCH_PATH,
        Confidence.PROVEN,
        f"The search_path of {facts.role}, {facts.path}, has no schema that is there and that it may use.",
    )


def missing_type(known: Known) -> Draft:
    """`type "x" does not exist`."""
    draft = Draft()
    schema, bare = split(known.error.name("type"))
    kinds = frozenset({"enum", "domain", "composite", "range", "base type", "extension"})
    connect_findings(known, draft, belonging(known, name=bare, kinds=kinds))
    return _named(known, draft, f"type {known.error.name('type')}", schema, bare, types=True)


def missing_object(known: Known) -> Draft:
    """A constraint, index, trigger, operator class ... that is not found."""
    draft = Draft()
    error = known.error
    own = error.object.rpartition(".")[2] if error.name("relation") else error.object
    bare = next((name for role, name in reversed(error.names) if role not in ("relation", "method", "encoding")), own)
    connect_findings(known, draft, belonging(known, name=bare))
    if error.name("constraint") and known.facts is not None and known.facts.constraints:
        for one in known.facts.constraints:
            draft.shows(f"{one.schema}.{one.table} has {one.name}: {one.definition}.", "pg_get_constraintdef()")
    return _named(known, draft, f"{error.kind} {error.object}".strip(), "", bare)


def _named(known: Known, draft: Draft, what: str, schema: str, bare: str, *, types: bool = False) -> Draft:
    facts = known.facts
    provider = PROVIDERS.get(bare.lower(), "")
    if facts is None:
        if provider:
            return draft.is_(Origin.DRIFT, Confidence.LIKELY, f"{what} is not found; the extension {provider} brings it.")
        return draft.is_(Origin.UNKNOWN, Confidence.UNKNOWN, f"{what} is not found.")
    exact = tuple(place for place in facts.exact if place.name == bare and (not types or place.kind in _TYPES))
    draft.places = exact or facts.places
    if exact:
        return _somewhere(known, draft, facts, exact, what, schema)
    draft.near = tuple(dict.fromkeys(place.label for place in facts.places))
    if draft.findings:
        return draft.is_(Origin.DRIFT, Confidence.PROVEN, f"{what} is expected and {facts.lacks_it}.")
    if provider:
        draft.advice.append(advice.install(provider, facts.reached[0] if facts.reached else "public"))
        return draft.is_(
            Origin.DRIFT,
            Confidence.LIKELY,
            f"{what} {facts.lacks_it}; the extension {provider} brings it.",
        )
    similar = f" Similar: {listed(draft.near)}." if draft.near else ""
    return draft.is_(
        Origin.UNKNOWN,
        Confidence.UNKNOWN,
        f"{what} {facts.lacks_it}.{similar} Whether it should be, the expected state tells.",
    )


def _somewhere(known: Known, draft: Draft, facts: Facts, exact: tuple[Place, ...], what: str, schema: str) -> Draft:
    at = listed(place.label for place in exact)
    if any(place.found if not schema else place.schema == schema for place in exact):
        return _there_now(known, draft, facts, at)
    draft.not_("It is missing.", f"{at} is there.")
    draft.shows(
        f"The search_path of {facts.role} is {facts.path}.", f"drift search-path {known.target} --role {facts.role}"
    )
    if schema:
        return draft.is_(Origin.DRIFT, Confidence.LIKELY, f"{what} is not there: it is {at}.")
    blocked = [place.schema for place in exact if place.schema in facts.blocked]
    if blocked:
        draft.advice += [advice.use_schema(facts.role, one) for one in blocked]
        return draft.is_(
            Origin.PRIVILEGE, Confidence.PROVEN, f"{at} is there, and {facts.role} has no USAGE on {listed(blocked)}."
        )
    draft.advice.append(advice.path_of_role(facts.role, facts.database, [*facts.parts, exact[0].schema]))
    return draft.is_(
        Origin.SEARCH_PATH,
        Confidence.PROVEN,
        f"{what} is {at}, which the search_path of {facts.role}, {facts.path}, does not reach.",
    )


def _there_now(known: Known, draft: Draft, facts: Facts, what: str) -> Draft:
    draft.settle(known.incident)
    draft.not_("It is missing here.", f"{what} is in {facts.database}.")
    if known.error.database and known.error.database != facts.database:
        return draft.is_(
            Origin.CONNECTION,
            Confidence.PROVEN,
            f"{what} is in {facts.database}, but the text comes from the database {known.error.database}.",
        )
    draft.advice.append(advice.restart_pool(known.error.tools))
    return draft.is_(
        Origin.SESSION,
        Confidence.LIKELY,
        f"{what} is there now: the text is older, or comes from another database or from a session with another"
        " search_path.",
    )


def missing_function(known: Known) -> Draft:
    """`function f(integer) does not exist`."""
    draft = Draft()
    error, facts = known.error, known.facts
    signature = error.name("function") or error.name("routine")
    schema, bare = split(signature.partition("(")[0])
    own = tuple(one for one in known.findings if one.kind in ("routine", "aggregate") and _names_it(one.key, bare))
    connect_findings(known, draft, own)
    provider = PROVIDERS.get(bare.lower(), "")
    if facts is None:
        brings = f" The extension {provider} brings one." if provider else ""
        return draft.is_(Origin.UNKNOWN, Confidence.UNKNOWN, f"Function {signature} is not found.{brings}")
    for one in facts.routines:
        draft.shows(f"There is {_signature(one)}.", "pg_proc")
    wanted = " ".join(signature.partition("(")[2].removesuffix(")").split())
    same = [
        one for one in facts.routines if " ".join(one.arguments.split()) == wanted and (not schema or one.schema == schema)
    ]
    reached = [one for one in same if one.found or schema]
    if reached:
        return _there_now(known, draft, facts, _signature(reached[0]))
    if same:
        draft.advice.append(advice.path_of_role(facts.role, facts.database, [*facts.parts, same[0].schema]))
        return draft.is_(
            Origin.SEARCH_PATH,
            Confidence.PROVEN,
            f"{_signature(same[0])} is there, and the search_path of {facts.role}, {facts.path}, does not reach"
            f" {same[0].schema}.",
        )
    if draft.findings:
        return draft.is_(Origin.DRIFT, Confidence.PROVEN, f"Function {signature} is not as it is expected.")
    if facts.routines:
        there = listed(_signature(one) for one in facts.routines)
        return draft.is_(
            Origin.CODE,
            Confidence.LIKELY,
            f"No function {bare} takes ({wanted}): there is {there}. An argument has another type than the function wants.",
        )
    if provider:
        draft.advice.append(advice.install(provider, facts.reached[0] if facts.reached else "public"))
        return draft.is_(
            Origin.DRIFT,
            Confidence.LIKELY,
            f"No schema of {facts.database} has a function {bare}; the extension {provider} brings it.",
        )
    return draft.is_(
        Origin.UNKNOWN,
        Confidence.UNKNOWN,
        f"No schema of {facts.database} has a function {bare}. Whether one should, the expected state tells.",
    )


def _names_it(key: tuple[str, ...], bare: str) -> bool:
    return any(part.partition("(")[0] == bare for part in key)


def _signature(one: Routine) -> str:
    return f"{one.schema}.{one.name}({one.arguments})"


def missing_role(known: Known) -> Draft:
    """`role "x" does not exist`."""
    draft = Draft()
    role = known.error.name("role")
    connect_findings(known, draft, belonging(known, name=role, kinds=frozenset({"role setting", "owner"})))
    if known.facts is None:
        return draft.is_(Origin.UNKNOWN, Confidence.UNKNOWN, f"Role {role} is not on the server.")
    facts = known.facts
    if role in facts.roles:
        return _there_now(known, draft, facts, f"Role {role}")
    draft.near = near(role, facts.roles)
    return draft.is_(
        Origin.CONNECTION if known.error.sqlstate == "28000" else Origin.DRIFT,
        Confidence.LIKELY,
        f"There is no role {role} on this server: roles belong to the server and come with no dump of a database.",
    )


def missing_database(known: Known) -> Draft:
    """`database "x" does not exist`."""
    draft = Draft()
    database, facts = known.error.name("database"), known.facts
    if facts is None:
        return draft.is_(Origin.CONNECTION, Confidence.PROVEN, f"The server has no database {database or 'of that name'}.")
    if database in facts.databases:
        return _there_now(known, draft, facts, f"Database {database}")
    draft.near = near(database, facts.databases)
    draft.shows(f"The server has the databases {listed(facts.databases, 12)}.", "pg_database")
    return draft.is_(
        Origin.CONNECTION,
        Confidence.PROVEN,
        f"The server of {facts.database} has no database {database}: the target names another one.",
    )


def missing_extension(known: Known) -> Draft:
    """An extension that is not installed, or whose files are not on the server."""
    draft = Draft()
    extension, facts = known.error.name("extension"), known.facts
    connect_findings(known, draft, belonging(known, name=extension, kinds=frozenset({"extension", "extension version"})))
    if facts is None:
        return draft.is_(Origin.DRIFT, Confidence.LIKELY, f"The extension {extension} is not there.")
    if facts.extension is not None:
        schema, version = facts.extension
        return draft.is_(Origin.SESSION, Confidence.LIKELY, f"{extension} {version} is installed now, in {schema}.")
    if facts.available:
        draft.advice.append(advice.install(extension, facts.reached[0] if facts.reached else "public"))
        return draft.is_(
            Origin.DRIFT,
            Confidence.PROVEN,
            f"The server has the files of {extension}, but {facts.database} does not have it.",
        )
    return draft.is_(
        Origin.DRIFT,
        Confidence.PROVEN,
        f"The server has no files of the extension {extension}: its package must be installed there first.",
    )


def already_there(known: Known) -> Draft:
    """What a migration wants to make is there: run twice, half, or made by hand."""
    if known.error.dialect == "sqlite" and (left := sqlite.leftover(known)) is not None:
        return left
    draft = Draft()
    error, facts = known.error, known.facts
    table = error.name("relation")
    column = error.name("column")
    made = tell_ledger(known, draft, split(table)[1], column) if table else None
    if facts is not None:
        draft.places = facts.exact
        for place in facts.exact[:3]:
            draft.shows(
                f"{place.label} is a {place.kind}" + (f", and belongs to {place.owner}." if place.owner else "."),
                f"drift locate {place.name} {known.target}",
            )
    what = f"{error.kind} {error.object}".strip()
    if made is not None and made.applied:
        draft.not_("The migration was not run.", "The ledger has it as applied.")
        return draft.is_(
            Origin.HISTORY,
            Confidence.LIKELY,
            f"{what} is there, made by {made.label}, which is noted as applied: a second migration, or a second database,"
            " is run over it.",
        )
    if made is not None and made.standing is not None:
        return draft.is_(
            Origin.HISTORY,
            Confidence.LIKELY,
            f"{what} is there, and {made.label}, which makes it, is {made.standing.state.value}: it ran half, or somebody"
            " made it by hand.",
        )
    return draft.is_(
        Origin.HISTORY,
        Confidence.LIKELY,
        f"{what} is there already: a migration ran half and was not noted, or somebody made it by hand.",
    )


def dependants(known: Known) -> Draft:
    """Something depends on what is to be dropped or changed."""
    draft = Draft()
    depending = [name for role, name in known.error.related if role == "dependant"]
    for one in depending:
        draft.shows(f"{one} depends on it.", "DETAIL of the text")
    told = f": {listed(depending)}" if depending else ""
    return draft.is_(
        Origin.CODE,
        Confidence.PROVEN,
        f"{known.error.object or 'It'} cannot go while other objects depend on it{told}. A plan (drift plan) drops and"
        " restores them in order; CASCADE would drop them for good.",
    )

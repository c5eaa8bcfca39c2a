"""Answers about tables and views that are not found, or are found where something else is looked for."""

from __future__ import annotations

from drifttools.diagnose import advice
from drifttools.diagnose.triage.known import (
    RELATIONS,
    Draft,
    Known,
    belonging,
    connect_findings,
    rows_of,
    tell_ledger,
)
from drifttools.diagnose.words import listed
from drifttools.model.cause import Confidence
from drifttools.model.finding import Change
from drifttools.model.sighting import Facts, Origin, Place

_MADE = frozenset({"table", "view", "materialized view", "sequence"})


def split(wanted: str) -> tuple[str, str]:
    """Schema and name of a dotted name; the schema is empty where it has none."""
    schema, _, bare = wanted.replace('"', "").rpartition(".")
    return schema.rpartition(".")[2], bare


def missing_table(known: Known) -> Draft:
    """`relation "x" does not exist`, in all its wordings."""
    draft = Draft()
    wanted = known.error.name("relation") or known.error.name("view")
    schema, bare = split(wanted)
    found = belonging(known, name=bare, kinds=_MADE)
    connect_findings(known, draft, found)
    facts = known.facts
    if facts is None:
        return _without_database(known, draft, wanted)
    exact = tuple(place for place in facts.exact if place.kind in RELATIONS or place.kind == "sequence")
    draft.places = tuple(place for place in facts.places if not place.on_table or place.match != "near")
    if facts.dialect == "postgresql":
        draft.shows(
            f"The search_path of {facts.role} is {facts.path}.", f"drift search-path {known.target} --role {facts.role}"
        )
    tell_twins(draft, exact)
    tell_ledger(known, draft, bare)
    there = next((place for place in exact if (place.schema == schema if schema else place.found)), None)
    if there is not None:
        return _is_there(known, draft, facts, there, wanted)
    if exact:
        return _elsewhere(known, draft, facts, exact, schema, bare)
    spelled = tuple(place for place in facts.places if place.match == "case" and place.kind in RELATIONS)
    if spelled:
        written = listed(place.label for place in spelled)
        draft.not_("The table is missing.", f"{written} is there.")
        return draft.is_(
            Origin.CODE,
            Confidence.PROVEN,
            f"{wanted} is not there in this spelling, but {written} is: PostgreSQL folds a name without quotes to lower"
            " case and takes a quoted one as it is.",
        )
    return _nowhere(known, draft, facts, wanted, schema)


def tell_twins(draft: Draft, exact: tuple[Place, ...]) -> None:
    """Say which tables of one name there are, with their rows, and which one the bare name means."""
    tables = [place for place in exact if place.kind in ("table", "partitioned table")]
    if len(tables) < 2:  # noqa: PLR2004 - a twin takes two
        return
    told = "; ".join(f"{place.label} has {rows_of(place)}{_use(place)}" for place in tables)
    draft.shows(f"There are {len(tables)} tables of that name: {told}.", "select count(*), pg_stat_all_tables")
    read = next((place for place in tables if place.found), None)
    if read is not None:
        draft.shows(f"The application reads {read.label} where it writes no schema.", "search_path")
    else:
        draft.shows("The application reads none of them where it writes no schema.", "search_path")


def _use(place: Place) -> str:
    if place.scans is None or place.inserts is None:
        return ""
    return f" ({place.scans:,} scans, {place.inserts:,} inserts since the statistics were reset)"


def _without_database(known: Known, draft: Draft, wanted: str) -> Draft:
    confidence = Confidence.LIKELY if draft.findings else Confidence.UNKNOWN
    origin = Origin.DRIFT if draft.findings else Origin.UNKNOWN
    who = "SQLite" if known.error.dialect == "sqlite" else "The server"
    what = f"{who} does not find {wanted or 'a table'}"
    rest = (
        "as the incident says"
        if draft.findings
        else "whether it is missing, elsewhere or hidden only the database can tell"
    )
    return draft.is_(origin, confidence, f"{what}; {rest}.")


def _is_there(known: Known, draft: Draft, facts: Facts, there: Place, wanted: str) -> Draft:
    """The name finds it now: the text is older, or comes from somewhere else."""
    error = known.error
    draft.settle(known.incident)
    draft.not_("The table is missing here.", f"{there.label} is there, with {rows_of(there)}.")
    if facts.dialect == "sqlite":
        return is_in_the_file(draft, facts, f"{wanted} is there now")
    if error.dialect == "sqlite":
        return draft.is_(
            Origin.CODE,
            Confidence.LIKELY,
            f"The text is SQLite's, and {wanted} is in {facts.database}, which is PostgreSQL: the code was connected to"
            " another database, such as the one of its tests.",
        )
    if error.database and error.database != facts.database:
        return draft.is_(
            Origin.CONNECTION,
            Confidence.PROVEN,
            f"{wanted} is in {facts.database}, but the text comes from the database {error.database}.",
        )
    path = dict(error.related).get("session_path")
    if path is not None:
        draft.shows(f"The text sets search_path to {path or 'nothing'} before it.", "the text")
        return draft.is_(
            Origin.SEARCH_PATH,
            Confidence.PROVEN,
            f"{wanted} is {there.label}, which {facts.role} finds after logging in: the session had set its search_path to"
            f" {path or 'nothing'} before, as a dump does, and everything after it must name its schema.",
        )
    draft.advice.append(advice.restart_pool(error.tools))
    draft.shows(f"{facts.sessions} other sessions of {facts.role} are open.", "pg_stat_activity")
    return draft.is_(
        Origin.SESSION,
        Confidence.LIKELY,
        f"{wanted} is there now, and {facts.role} finds it as {there.label}: the text is older than that, comes from"
        " another database or role, or from a session whose search_path was changed (a pool that keeps a SET, a dump that"
        " emptied it).",
    )


def is_in_the_file(draft: Draft, facts: Facts, what: str) -> Draft:
    """What is said not to be there is in the SQLite file that was asked: most often another file was meant."""
    draft.shows(f"{facts.database} was read.", "drift snapshot")
    return draft.is_(
        Origin.CONNECTION,
        Confidence.LIKELY,
        f"{what}: the text is older than that, or the code opened another file. A relative path is another file from"
        " another directory, SQLite makes an empty one where there is none, and :memory: is a new database for each"
        " connection.",
    )


def _elsewhere(known: Known, draft: Draft, facts: Facts, exact: tuple[Place, ...], schema: str, bare: str) -> Draft:
    at = listed(place.label for place in exact)
    moved = next((finding for finding in draft.findings if finding.change is Change.MOVED), None)
    tables = [place for place in exact if place.kind in ("table", "partitioned table")]
    if len(tables) > 1:
        draft.not_("One of them is the right one for sure.", "Rows may be in each: compare them before anything is moved.")
    if schema:
        draft.shows(f"{bare} is in {at}, not in {schema}.", f"drift locate {bare} {known.target}")
        gone = "" if schema in facts.schemas else f", and there is no schema {schema}"
        known_to_be = Confidence.PROVEN if moved else Confidence.LIKELY
        return draft.is_(Origin.DRIFT, known_to_be, f"{schema}.{bare} is not there{gone}: {bare} is {at}.")
    blocked = [place for place in exact if place.schema in facts.blocked]
    if blocked:
        draft.not_("The table is missing.", f"{blocked[0].label} is there.")
        draft.not_("The search_path lacks its schema.", f"{blocked[0].schema} is in it.")
        draft.advice += [advice.use_schema(facts.role, place.schema) for place in blocked]
        return draft.is_(
            Origin.PRIVILEGE,
            Confidence.PROVEN,
            f"{at} is there, and {blocked[0].schema} is in the search_path of {facts.role}, which has no USAGE on it:"
            " PostgreSQL passes over such a schema in silence.",
        )
    draft.not_("The table is missing.", f"{at} is there.")
    locked = [place.schema for place in exact if not place.usable]
    for one in dict.fromkeys(locked):
        draft.shows(f"{facts.role} has no USAGE on {one}.", f"has_schema_privilege('{facts.role}', '{one}', 'USAGE')")
    if moved is not None:
        draft.advice += [advice.move_table(exact[0].schema, bare, moved.key[0])]
        return draft.is_(
            Origin.DRIFT,
            Confidence.PROVEN,
            f"{bare} is {at} instead of {'.'.join(moved.key)}, and the search_path of {facts.role}, {facts.path}, does not"
            f" reach {exact[0].schema}.",
        )
    goal = [*facts.parts, exact[0].schema]
    draft.advice.append(advice.path_of_role(facts.role, facts.database, goal))
    draft.advice += [advice.use_schema(facts.role, one) for one in dict.fromkeys(locked)]
    if facts.reached and exact[0].kind == "table":
        draft.advice.append(advice.move_table(exact[0].schema, bare, facts.reached[0]))
    return draft.is_(
        Origin.SEARCH_PATH,
        Confidence.PROVEN,
        f"{bare} is {at}, and the search_path of {facts.role}, {facts.path}, does not reach"
        f" {listed(sorted({place.schema for place in exact}))}. Whether the path or the place is wrong, the expected"
        " state tells.",
    )


def _nowhere(known: Known, draft: Draft, facts: Facts, wanted: str, schema: str) -> Draft:
    similar = tuple(dict.fromkeys(place.label for place in facts.places if place.kind in RELATIONS))
    draft.near = similar
    if facts.dialect == "postgresql":
        draft.not_("It is in another schema.", f"No schema of {facts.database} holds it.")
    if known.error.cut:
        return draft.is_(
            Origin.UNKNOWN,
            Confidence.UNKNOWN,
            f"The text ends within the name: {wanted} is what there is of it"
            + (f"; {listed(similar)} begin so." if similar else "."),
        )
    if schema and schema not in facts.schemas:
        if facts.dialect == "sqlite":
            draft.shows(f"A file has no schema {schema} unless something is attached by that name.", "pragma database_list")
        else:
            draft.shows(f"There is no schema {schema}; PostgreSQL says the same of a missing table.", "pg_namespace")
    if draft.findings:
        return draft.is_(Origin.DRIFT, Confidence.PROVEN, f"{wanted} is expected and {facts.lacks_it}.")
    made = known.making(split(wanted)[1])
    if made is not None:
        how = "is noted as applied, and did not leave it here" if made.applied else "is not applied here"
        return draft.is_(
            Origin.DRIFT,
            Confidence.PROVEN,
            f"{wanted} {facts.lacks_it}: {made.label}, which makes it, {how}.",
        )
    hint = f" Similar: {listed(similar)}." if similar else ""
    if known.history is not None:
        return draft.is_(
            Origin.CODE,
            Confidence.LIKELY,
            f"{wanted} {facts.lacks_it}, and no migration makes it: the code names what was never there.{hint}",
        )
    return draft.is_(
        Origin.UNKNOWN,
        Confidence.UNKNOWN,
        f"{wanted} {facts.lacks_it}. Whether it should be, the expected state tells.{hint}",
    )

"""Whatever has a name is found by it, of every kind that is compared."""

from __future__ import annotations

import pytest

from drifttools.catalog.explore import Catalog
from drifttools.catalog.server import PrivateServer
from drifttools.config import parse_target
from drifttools.kinds.base import Kind
from drifttools.kinds.registry import KINDS
from tests.conftest import MakeDatabase

MADE = """
    create schema "App";
    create extension citext;
    set search_path = "App", public;
    create collation the_collation (provider = libc, locale = 'C');
    create text search parser the_parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end,
        lextypes = prsd_lextype);
    create text search template the_template (lexize = dsimple_lexize);
    create text search dictionary the_dictionary (template = simple);
    create text search configuration the_configuration (parser = default);
    create type the_shell;
    create type the_enum as enum ('a');
    create domain the_domain as int;
    create type the_composite as (the_attribute int);
    create type the_range as range (subtype = int);
    create sequence the_sequence;
    create function the_function(a int) returns int language sql as 'select 1';
    create conversion the_conversion for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
    create access method the_method type index handler bthandler;
    create function handled() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
    create language the_language handler handled;
    create operator =~~= (function = int4eq, leftarg = int, rightarg = int);
    create operator family the_family using btree;
    create operator class the_class for type int using btree as operator 1 <, function 1 btint4cmp(int, int);
    create aggregate the_aggregate(int) (sfunc = int4pl, stype = int);
    create foreign data wrapper the_wrapper;
    create server the_server foreign data wrapper the_wrapper;
    create table the_table (the_column int, constraint the_constraint check (the_column > 0));
    create index the_index on the_table (the_column);
    create statistics the_statistics on the_column, (the_column + 1) from the_table;
    create view the_view as select 1 as one;
    create materialized view the_materialized_view as select 1 as one;
    create function acts() returns trigger language plpgsql as 'begin end';
    create trigger the_trigger before insert on the_table execute function acts();
    create rule the_rule as on delete to the_table do instead nothing;
    create function tells() returns event_trigger language plpgsql as 'begin end';
    create event trigger the_event_trigger on ddl_command_end execute function tells();
    create publication the_publication;
    create subscription the_subscription connection 'port=1' publication p with (connect = false, slot_name = none);
    create policy the_policy on the_table;
"""
# kind: the name, and what it is called where it is found
NAMED = {
    "schema": ("App", "schema"),
    "extension": ("citext", "extension"),
    "base type": ("the_shell", "pseudo-type"),
    "composite": ("the_composite", "composite type"),
    "composite attribute": ("the_attribute", "column"),
    "range": ("the_range", "range type"),
    "routine": ("the_function", "function"),
    "operator": ("=~~=", "operator"),
    "access method": ("the_method", "access method"),
    "foreign data wrapper": ("the_wrapper", "foreign data wrapper"),
    "foreign server": ("the_server", "foreign server"),
    "text search configuration": ("the_configuration", "text search configuration"),
    "text search dictionary": ("the_dictionary", "text search dictionary"),
    "text search parser": ("the_parser", "text search parser"),
    "text search template": ("the_template", "text search template"),
    "operator class": ("the_class", "operator class"),
    "operator family": ("the_family", "operator family"),
    **{
        kind: (f"the_{kind.replace(' ', '_')}", kind)
        for kind in (
            "collation", "enum", "domain", "sequence", "conversion", "language", "aggregate", "table", "column",
            "constraint", "index", "statistics", "view", "materialized view", "trigger", "rule", "event trigger",
            "publication", "subscription", "policy",
        )
    },
}  # fmt: skip
NAMELESS = {
    "extension version": "said of an extension",
    "cast": "between two types",
    "transform": "between a type and a language",
    "operator family member": "a number in a family",
    "user mapping": "between a role and a server",
    "comment": "said of what has a name",
    "owner": "said of what has a name",
    "privilege": "said of what has a name",
    "object privilege": "said of what has a name",
    "column privilege": "said of what has a name",
    "default privilege": "said of what there will be",
    "database": "the one that is looked into",
    "database setting": "a name of the server's own",
    "role setting": "a name of the server's own",
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_that_has_a_name_can_be_located(kind: type[Kind]) -> None:
    """A new kind is either found by its name, as the test below shows, or says why it has none."""
    assert (kind.kind in NAMED) != (kind.kind in NAMELESS)


def test_the_name_is_found(major: int, server: PrivateServer, database: MakeDatabase) -> None:
    """Each is found under what it is, in its schema, or in none, with a sentence that names it."""
    catalog = Catalog(parse_target(database(MADE)))
    for kind, (name, called) in NAMED.items():
        located = catalog.locate(name)
        places = located.frame()
        assert located.found, kind
        assert called in places["kind"].tolist(), kind
        assert f"{'an' if called[0] in 'aeio' else 'a'} {called}" in located.sentence, located.sentence
    assert catalog.locate("the_publication").sentence == "the_publication is a publication."
    assert "in App" in catalog.locate("the_collation").sentence
    assert catalog.locate("the_publicatoin").match == "near"
    assert major == server.major

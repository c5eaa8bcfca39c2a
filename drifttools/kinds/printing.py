"""Expressions that are printed once for all tables that have the same.

`pg_get_expr(tree, relation)` opens the relation, and a server process that opens one for the first time reads its columns,
defaults, constraints, rules, triggers and policies: that is ten times the cost of the printing, and the whole cost of
reading a large catalog (PERFORMANCE.md, section a). Large catalogs repeat themselves: a schema for each tenant, a table for
each month. What is printed depends on the tree and on the names of the columns that the tree refers to, so objects that
agree in both are printed by the first of them.

A tree in which the relation's own name may be printed (a subquery, which qualifies columns, or a whole row) is printed by
its own relation.
"""

from __future__ import annotations

from typing import LiteralString


def alike(trees: LiteralString) -> LiteralString:
    """CTEs that end with `alike(id, first)`: for each object the one that prints its expressions for it, maybe itself.

    Args:
        trees: A query of (id oid, relation oid, body text): the object, the table whose columns the trees of its
            expressions refer to, and all these trees with whatever else must be equal.
    """
    return (
        "tree(id, relation, body) as materialized (" + trees + "),"
        " form as materialized ("
        "   select body, pg_catalog.row_number() over () as number,"
        # a subquery has relations of its own, and its columns are qualified; attribute 0 is the whole row
        r"         body ~ '\{SUBLINK|:varattno(syn)? 0 ' as bound,"
        "          (select pg_catalog.array_agg(distinct m.found[1]::int2)"
        r"          from pg_catalog.regexp_matches(body, ':varattno(?:syn)? (-?[0-9]+)', 'g') m(found)) as columns"
        "   from (select distinct body from tree) one),"
        " named as materialized ("
        "   select t.id, f.number, case when f.bound then t.relation end as own,"
        # a lookup for each: a join with so few rows is planned by the index on names, and reads all columns
        "          array(select (select a.attname from pg_catalog.pg_attribute a"
        "                        where a.attrelid = t.relation and a.attnum = u.number)"
        "                from unnest(f.columns) u(number)) as names"
        "   from tree t join form f on f.body = t.body),"
        " alike(id, first) as materialized ("
        "   select n.id, pg_catalog.min(n.id) over (partition by n.number, n.own, n.names) from named n)"
    )

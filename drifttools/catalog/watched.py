"""Which rows of which system catalogs are watched while a history is replayed, and which objects each of them is about.

The query of an entry gives, for every changed row, what identifies the row for good, its own name, and the schema and
the name by which a focus of the reader finds the objects that the row decides. Its parameter is the oldest transaction
whose changes count. `age()` is used because `xid` knows no order; both sides of the comparison take it of one moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

# What initdb makes has a smaller number. The large catalogs hold thousands of its rows: none of them is about an object
# that is read, and no step has to look at their ages.
_OF_USERS: LiteralString = " >= 16384"
# its age is computed once and not for each row
_CHANGED: LiteralString = "pg_catalog.age(o.xmin) <= (select pg_catalog.age(%(since)s::pg_catalog.xid))"


@dataclass(frozen=True, slots=True)
class Watched:
    """One system catalog.

    Args:
        catalog: Its name.
        identity: What identifies a row as long as it is there, as text.
        where: The rows that are watched.
        places: SELECTs of identity, name, schema and relation; none where a change in it means that everything may read
            differently, or where so little is in it that all of it is read again.
        spreads: Whether other objects are printed with the names in it, so that a renaming reaches beyond its own object.
        of_relation: With `spreads`, whether the first part of `identity` is the oid of a relation: then only what depends
            on that one is printed with its names.
        on_relation: Whether its rows are parts of what the focus finds: `name` then is their own.
    """

    catalog: LiteralString
    identity: LiteralString = "o.oid::pg_catalog.text"
    where: LiteralString = "true"
    places: tuple[LiteralString, ...] = ()
    spreads: bool = False
    of_relation: bool = False
    on_relation: bool = True

    @property
    def numbers(self) -> LiteralString:
        """How many rows there are, and how many of them have changed."""
        return (
            "select '" + self.catalog + "', pg_catalog.count(*), pg_catalog.count(*) filter (where " + _CHANGED + ")"
            " from pg_catalog." + self.catalog + " o where " + self.where
        )

    @property
    def identities(self) -> LiteralString:
        """What identifies its rows."""
        return "select " + self.identity + " from pg_catalog." + self.catalog + " o where " + self.where

    @property
    def changed(self) -> LiteralString:
        """The changed rows with their places; one may have several."""
        selects: tuple[LiteralString, ...] = tuple(
            place + " where " + _CHANGED + " and " + self.where for place in self.places
        )
        return " union all ".join(selects)


def _on_relation(
    catalog: LiteralString,
    relation: LiteralString,
    name: LiteralString,
    identity: LiteralString = "o.oid::pg_catalog.text",
) -> LiteralString:
    """Rows about a relation: an index is found by its table."""
    return (
        "select " + identity + ", " + name + """::pg_catalog.text, n.nspname::pg_catalog.text, t.relname::pg_catalog.text
        from pg_catalog.""" + catalog + """ o
        left join pg_catalog.pg_class c on c.oid = """ + relation + """
        left join pg_catalog.pg_index x on x.indexrelid = c.oid
        left join pg_catalog.pg_class t on t.oid = coalesce(x.indrelid, c.oid)
        left join pg_catalog.pg_namespace n on n.oid = t.relnamespace"""
    )  # fmt: skip


def _owning_table(catalog: LiteralString, sequence: LiteralString, identity: LiteralString) -> LiteralString:
    """The table whose column owns a sequence: it prints the options of an identity, and takes the sequence along."""
    return (
        "select " + identity + """, null, n.nspname::pg_catalog.text, t.relname::pg_catalog.text
        from pg_catalog.""" + catalog + """ o
        join pg_catalog.pg_depend w on w.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and w.refobjsubid > 0
             and w.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and w.deptype in ('a', 'i')
             and w.objid = """ + sequence + """
        join pg_catalog.pg_class t on t.oid = w.refobjid
        join pg_catalog.pg_namespace n on n.oid = t.relnamespace"""
    )  # fmt: skip


def _of_type(catalog: LiteralString, type_: LiteralString, name: LiteralString, identity: LiteralString) -> LiteralString:
    return (
        "select " + identity + ", " + name + """::pg_catalog.text, n.nspname::pg_catalog.text, t.typname::pg_catalog.text
        from pg_catalog.""" + catalog + """ o
        join pg_catalog.pg_type t on t.oid = """ + type_ + """
        join pg_catalog.pg_namespace n on n.oid = t.typnamespace"""
    )  # fmt: skip


def _of_routine(catalog: LiteralString, routine: LiteralString, identity: LiteralString) -> LiteralString:
    return (
        "select " + identity + """, null, n.nspname::pg_catalog.text, p.proname::pg_catalog.text
        from pg_catalog.""" + catalog + """ o
        join pg_catalog.pg_proc p on p.oid = """ + routine + """
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace"""
    )  # fmt: skip


_OID: LiteralString = "o.oid::pg_catalog.text"
_ATTRIBUTE: LiteralString = "o.attrelid || '/' || o.attnum"
_INHERITS: LiteralString = "o.inhrelid || '/' || o.inhparent"
_DESCRIPTION: LiteralString = "o.classoid || '/' || o.objoid || '/' || o.objsubid"
_DEPENDS: LiteralString = "o.objid || '/' || o.refobjid || '/' || o.refobjsubid"

_ITSELF: LiteralString = (
    "select o.oid::pg_catalog.text, o.stxname::pg_catalog.text, n.nspname::pg_catalog.text, o.stxname::pg_catalog.text"
    " from pg_catalog.pg_statistic_ext o join pg_catalog.pg_namespace n on n.oid = o.stxnamespace"
)


def _described(catalog: LiteralString, relation: LiteralString) -> LiteralString:
    """Comments on relations and on their parts."""
    return (
        "select " + _DESCRIPTION + """, null, n.nspname::pg_catalog.text, t.relname::pg_catalog.text
        from pg_catalog.pg_description o
        join pg_catalog.""" + catalog + " d on d.oid = o.objoid and o.classoid = 'pg_catalog." + catalog + """'
             ::pg_catalog.regclass
        join pg_catalog.pg_class c on c.oid = """ + relation + """
        left join pg_catalog.pg_index x on x.indexrelid = c.oid
        join pg_catalog.pg_class t on t.oid = coalesce(x.indrelid, c.oid)
        join pg_catalog.pg_namespace n on n.oid = t.relnamespace"""
    )  # fmt: skip


WATCHED: tuple[Watched, ...] = (
    Watched(
        "pg_class",
        where="o.oid" + _OF_USERS,
        places=(_on_relation("pg_class", "o.oid", "o.relname"),),
        spreads=True,
        of_relation=True,
        on_relation=False,
    ),
    Watched(
        "pg_attribute",
        _ATTRIBUTE,
        where="o.attrelid" + _OF_USERS,
        # a dropped column has a name that nobody gave it
        places=(
            _on_relation(
                "pg_attribute", "o.attrelid", "case when not o.attisdropped then o.attname end", _ATTRIBUTE
            ),
        ),
        spreads=True,
        of_relation=True,
    ),
    Watched("pg_attrdef", places=(_on_relation("pg_attrdef", "o.adrelid", "null"),)),
    Watched(
        "pg_constraint",
        where="o.oid" + _OF_USERS,
        places=(
            _on_relation("pg_constraint", "o.conrelid", "o.conname"),
            _of_type("pg_constraint", "o.contypid", "o.conname", _OID),
        ),
    ),
    Watched(
        "pg_index", "o.indexrelid::pg_catalog.text", where="o.indexrelid" + _OF_USERS,
        places=(_on_relation("pg_index", "o.indexrelid", "null", "o.indexrelid::pg_catalog.text"),),
    ),
    Watched("pg_trigger", where="not o.tgisinternal", places=(_on_relation("pg_trigger", "o.tgrelid", "o.tgname"),)),
    Watched("pg_policy", places=(_on_relation("pg_policy", "o.polrelid", "o.polname"),)),
    Watched("pg_rewrite", where="o.ev_class" + _OF_USERS, places=(_on_relation("pg_rewrite", "o.ev_class", "o.rulename"),)),
    Watched(
        "pg_inherits", _INHERITS,
        places=(
            _on_relation("pg_inherits", "o.inhrelid", "null", _INHERITS),
            _on_relation("pg_inherits", "o.inhparent", "null", _INHERITS),
        ),
    ),
    Watched(
        "pg_sequence", "o.seqrelid::pg_catalog.text",
        places=(
            _on_relation("pg_sequence", "o.seqrelid", "null", "o.seqrelid::pg_catalog.text"),
            _owning_table("pg_sequence", "o.seqrelid", "o.seqrelid::pg_catalog.text"),
        ),
    ),
    Watched(
        # whose a sequence is, and nothing else: it has more rows than all others
        "pg_depend", _DEPENDS,
        where="o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and o.refobjsubid > 0"
        " and o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and o.deptype in ('a', 'i')",
        places=(
            _on_relation("pg_depend", "o.objid", "null", _DEPENDS),
            _on_relation("pg_depend", "o.refobjid", "null", _DEPENDS),
        ),
    ),
    Watched(
        "pg_statistic_ext",
        places=(
            _on_relation("pg_statistic_ext", "o.stxrelid", "o.stxname"),
            _ITSELF,
        ),
    ),
    Watched(
        "pg_foreign_table", "o.ftrelid::pg_catalog.text",
        places=(_on_relation("pg_foreign_table", "o.ftrelid", "null", "o.ftrelid::pg_catalog.text"),),
    ),
    Watched(
        "pg_type",
        # the types of rows and of arrays come and go with what they are of
        where="o.oid" + _OF_USERS + " and o.typcategory <> 'A' and (o.typtype <> 'c'"
        " or exists (select from pg_catalog.pg_class c where c.oid = o.typrelid and c.relkind = 'c'))",
        places=(_of_type("pg_type", "o.oid", "o.typname", _OID),),
        spreads=True, on_relation=False,
    ),
    Watched("pg_enum", places=(_of_type("pg_enum", "o.enumtypid", "o.enumlabel", _OID),), spreads=True),
    Watched(
        "pg_range", "o.rngtypid::pg_catalog.text",
        places=(_of_type("pg_range", "o.rngtypid", "null", "o.rngtypid::pg_catalog.text"),),
    ),
    Watched(
        "pg_proc",
        where="o.oid" + _OF_USERS,
        places=(_of_routine("pg_proc", "o.oid", _OID),),
        spreads=True,
        on_relation=False,
    ),
    Watched(
        "pg_aggregate", "o.aggfnoid::pg_catalog.oid::pg_catalog.text", where="o.aggfnoid::pg_catalog.oid" + _OF_USERS,
        places=(_of_routine("pg_aggregate", "o.aggfnoid", "o.aggfnoid::pg_catalog.oid::pg_catalog.text"),),
    ),
    Watched(
        # comments on other objects are rare: they have no place here, and then everything is read
        "pg_description", _DESCRIPTION,
        places=(
            _described("pg_class", "d.oid"), _described("pg_constraint", "d.conrelid"),
            _described("pg_trigger", "d.tgrelid"), _described("pg_policy", "d.polrelid"),
        ),
    ),
    *(
        Watched(catalog)
        for catalog in (
            "pg_am", "pg_default_acl", "pg_event_trigger", "pg_extension", "pg_foreign_data_wrapper", "pg_foreign_server",
            "pg_language", "pg_namespace", "pg_publication", "pg_publication_rel", "pg_transform", "pg_ts_config",
            "pg_ts_dict", "pg_ts_parser", "pg_ts_template",
        )
    ),
    *(
        Watched(catalog, where="o.oid" + _OF_USERS)
        for catalog in (
            "pg_cast", "pg_collation", "pg_conversion", "pg_opclass", "pg_operator", "pg_opfamily", "pg_amop", "pg_amproc",
        )
    ),
    Watched(
        "pg_ts_config_map", "o.mapcfg || '/' || o.maptokentype || '/' || o.mapseqno", where="o.mapcfg" + _OF_USERS
    ),
    Watched("pg_db_role_setting", "o.setdatabase || '/' || o.setrole"),
)  # fmt: skip

REACHES_ALL = frozenset({"pg_namespace", "pg_extension"})
"""Where a change may alter how anything reads: the name of a schema, what belongs to an extension."""

SINCE_15: tuple[Watched, ...] = (Watched("pg_publication_namespace"),)
"""What older servers do not have."""

DEPENDENT: LiteralString = """
    with renamed(classid, objid) as (
        select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, u.oid
        from pg_catalog.unnest(%(oids)s::pg_catalog.oid[]) u(oid)
        union all
        select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, t.oid
        from pg_catalog.pg_type t where t.typrelid = any(%(oids)s::pg_catalog.oid[])
        union all
        select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, t.typarray
        from pg_catalog.pg_type t where t.typrelid = any(%(oids)s::pg_catalog.oid[])),
    dependent as (
        select distinct d.classid::pg_catalog.regclass as catalog, d.objid
        from pg_catalog.pg_depend d join renamed r on d.refclassid = r.classid and d.refobjid = r.objid
        where not exists (select from renamed x where x.classid = d.classid and x.objid = d.objid)),
    relation as (
        select case d.catalog
            when 'pg_catalog.pg_class'::pg_catalog.regclass then d.objid
            when 'pg_catalog.pg_constraint'::pg_catalog.regclass
                then (select c.conrelid from pg_catalog.pg_constraint c where c.oid = d.objid)
            when 'pg_catalog.pg_rewrite'::pg_catalog.regclass
                then (select w.ev_class from pg_catalog.pg_rewrite w where w.oid = d.objid)
            when 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                then (select a.adrelid from pg_catalog.pg_attrdef a where a.oid = d.objid)
            when 'pg_catalog.pg_policy'::pg_catalog.regclass
                then (select p.polrelid from pg_catalog.pg_policy p where p.oid = d.objid)
            when 'pg_catalog.pg_trigger'::pg_catalog.regclass
                then (select t.tgrelid from pg_catalog.pg_trigger t where t.oid = d.objid) end as oid
        from dependent d)
    select distinct n.nspname::pg_catalog.text, t.relname::pg_catalog.text
    from relation r
    left join pg_catalog.pg_index x on x.indexrelid = r.oid
    left join pg_catalog.pg_class t on t.oid = coalesce(x.indrelid, r.oid)
    left join pg_catalog.pg_namespace n on n.oid = t.relnamespace
"""
"""What is printed with the names of some relations and of their columns: where a focus finds it, null for what has no place
there. One level is enough: what reads a view names the columns of the view, which keep theirs.
"""

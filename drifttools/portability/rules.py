"""The rules, one declaration each: what it is that differs, how much it matters, and what to write instead.

What differs was measured; a rule only knows the way out. The first that fits is taken, and the last of a kind fits always.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drifttools.model.finding import Severity
from drifttools.model.portability import Effect
from drifttools.portability import edits
from drifttools.portability.edits import Edit
from drifttools.portability.facts import Fact

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_LONGEST_NAME = 63  # bytes that PostgreSQL keeps
_MADE = (Effect.REFUSED, Effect.STORES, Effect.COMPARES)


@dataclass(frozen=True, slots=True)
class Rule:
    """A way out of one sort of difference.

    Args:
        id: Its name in the frame and the report.
        kind: Of the facts.
        severity: How much it matters.
        form: The portable form, in words.
        edit: Writes it; None where no source can say it on both.
        sorts: Of the facts; empty for every one.
        effects: That it is about.
        when: What must be so as well.
        whole_file: Whether its edit is of all that a file declares, because a type is imported there once.
    """

    id: str
    kind: str
    severity: Severity
    form: str
    edit: Edit | None = None
    sorts: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = _MADE
    when: Callable[[Fact], bool] = lambda _: True
    whole_file: bool = False

    def fits(self, fact: Fact, effect: Effect) -> bool:
        """Whether it knows the way out."""
        mine = self.kind == fact.kind and effect in self.effects and (not self.sorts or fact.sort in self.sorts)
        return mine and self.when(fact)


def _says(*parts: str) -> Callable[[Fact], bool]:
    return lambda fact: any(part in str(fact.said["text"]).lower() for part in parts)


def _boolean(fact: Fact) -> bool:
    return str(fact.said["text"]).lower().strip("'") in ("true", "false", "t", "f", "0", "1")


_ONLY = 'say it for PostgreSQL alone: .ddl_if(dialect="postgresql"); SQLite then does not check it'

_SHORT = "a name of at most 63 bytes"
_NULLS = "NOT NULL with a value that stands for none: SQLite has no NULLS NOT DISTINCT"


def _long(fact: Fact) -> bool:
    return len(str(fact.said["name"]).encode()) > _LONGEST_NAME


def _nulls_alike(fact: Fact) -> bool:
    options = fact.said["options"].get("postgresql", {})
    return "nulls_not_distinct" in options and "where" not in options


RULES: tuple[Rule, ...] = (
    Rule("jsonb", "column", ERROR, "drifttools.types.JSONB", edits.own_type("JSONB"), sorts=("JSONB",), whole_file=True),
    Rule("array", "column", ERROR, "drifttools.types.ARRAY", edits.own_type("ARRAY"), sorts=("ARRAY",), whole_file=True),
    Rule("uuid", "column", ERROR, "drifttools.types.UUID", edits.own_type("UUID"), sorts=("UUID", "Uuid"), whole_file=True),
    Rule(
        "aware-datetime",
        "column",
        WARNING,
        "drifttools.types.AwareDateTime",
        edits.aware_datetime,
        sorts=("DateTime", "DATETIME", "TIMESTAMP"),
        when=lambda fact: bool(fact.trait("timezone")),
    ),
    Rule(
        "case-insensitive",
        "column",
        ERROR,
        "a collation on SQLite: NOCASE, which knows ASCII only",
        edits.variant("String", 'collation="NOCASE"'),
        sorts=("CITEXT",),
    ),
    Rule(
        "enum-unchecked",
        "column",
        NOTE,
        "Enum(..., create_constraint=True): a CHECK where there is no type",
        edits.enum_check,
        effects=(Effect.UNCHECKED,),
    ),
    Rule(
        "enum-order",
        "column",
        WARNING,
        "PostgreSQL orders by the place of a label, SQLite by its text: order by case({...}) or by a number",
        sorts=("Enum", "ENUM"),
        effects=(Effect.COMPARES,),
    ),
    Rule("enum-type", "column", ERROR, "sqlalchemy.Enum, which is a type on PostgreSQL as well", sorts=("ENUM",)),
    Rule(
        "number",
        "column",
        WARNING,
        "SQLite keeps 15 digits: hold the smallest unit in a BigInteger, or test sums on PostgreSQL",
        sorts=("Numeric", "NUMERIC", "DECIMAL"),
    ),
    Rule(
        "collation",
        "column",
        ERROR,
        "the collation for PostgreSQL alone",
        edits.variant("String", ""),
        when=lambda fact: bool(fact.trait("collation")),
    ),
    Rule(
        "network",
        "column",
        ERROR,
        "text on SQLite",
        edits.variant("String", ""),
        sorts=("INET", "CIDR", "MACADDR", "MACADDR8"),
    ),
    Rule("bytes", "column", ERROR, "LargeBinary on SQLite", edits.variant("LargeBinary", ""), sorts=("BYTEA",)),
    Rule("interval", "column", ERROR, "Interval on SQLite", edits.variant("Interval", ""), sorts=("INTERVAL",)),
    Rule("bits", "column", ERROR, "text on SQLite", edits.variant("String", ""), sorts=("BIT", "MONEY")),
    Rule("oid", "column", ERROR, "an Integer on SQLite", edits.variant("Integer", ""), sorts=("OID",)),
    Rule("hstore", "column", ERROR, "JSON on SQLite", edits.variant("JSON", ""), sorts=("HSTORE",)),
    Rule(
        "text-search",
        "column",
        ERROR,
        "text on SQLite, where nothing can be searched by it",
        edits.variant("Text", ""),
        sorts=("TSVECTOR", "TSQUERY"),
    ),
    Rule(
        "type-compared",
        "column",
        WARNING,
        "compare by parts that both have, or test what compares it on PostgreSQL",
        effects=(Effect.COMPARES,),
    ),
    Rule("type-stored", "column", WARNING, "a TypeDecorator that writes what both keep", effects=(Effect.STORES,)),
    Rule("type", "column", ERROR, "a type for the other dialect: .with_variant(..., dialect), or a TypeDecorator"),
    Rule(
        "computed",
        "default",
        ERROR,
        "an expression that both have, or a column that the application fills",
        sorts=("computed",),
    ),
    Rule(
        "now",
        "default",
        ERROR,
        "func.now(), for which each dialect has its own words",
        edits.default_now,
        when=lambda fact: str(fact.said["text"]).strip().lower() in ("now()", "(now())"),
    ),
    Rule(
        "moment",
        "default",
        ERROR,
        "func.now(), where it is the same moment to you; else a value that the application gives",
        when=_says("now()", "current_timestamp", "clock_timestamp", "statement_timestamp"),
    ),
    Rule(
        "random-uuid",
        "default",
        ERROR,
        "drifttools.types.random_uuid()",
        edits.default_uuid,
        when=_says("gen_random_uuid", "uuid_generate_v4"),
    ),
    Rule(
        "sequence-default",
        "default",
        ERROR,
        "Identity() in a key, or a value that the application gives",
        when=_says("nextval"),
    ),
    Rule("boolean-default", "default", ERROR, "sqlalchemy.true() or false()", edits.default_boolean, when=_boolean),
    Rule(
        "empty-array",
        "default",
        ERROR,
        "drifttools.types.empty_array(), which is '{}' for PostgreSQL: a migration has to say so too",
        when=_says("array[]"),
    ),
    Rule(
        "cast-default",
        "default",
        ERROR,
        "the value without its cast, which PostgreSQL does not need there",
        edits.default_uncast,
        when=_says("::"),
    ),
    Rule("default", "default", ERROR, "a default that both compile, or one of Python (default=)"),
    Rule(
        "big-key",
        "key",
        ERROR,
        "an Integer on SQLite, which is 64 bits wide there and the only key that it counts up",
        edits.variant("Integer", ""),
        sorts=("autoincrement",),
        effects=(Effect.REFUSED,),
    ),
    Rule("sequence", "key", ERROR, "SQLite counts up only an Integer that is the primary key: give the value in Python"),
    Rule("long-name", "constraint", ERROR, _SHORT, when=_long),
    Rule("nulls-distinct", "constraint", ERROR, _NULLS, effects=(Effect.STORES,)),
    Rule("deferrable", "constraint", ERROR, _ONLY, edits.only_postgresql, when=lambda fact: bool(fact.said["deferrable"])),
    Rule("exclusion", "constraint", ERROR, _ONLY, edits.only_postgresql, sorts=("ExcludeConstraint",)),
    Rule("constraint", "constraint", ERROR, _ONLY, edits.only_postgresql),
    Rule("long-index", "index", ERROR, _SHORT, when=_long),
    Rule("nulls-distinct-index", "index", ERROR, _NULLS, effects=(Effect.STORES,), when=_nulls_alike),
    Rule(
        "partial-unique",
        "index",
        ERROR,
        "the same condition for the other dialect",
        edits.partial_index,
        sorts=("unique",),
        effects=(Effect.STORES,),
    ),
    Rule(
        "partial-index",
        "index",
        NOTE,
        "the same condition for the other dialect",
        edits.partial_index,
        effects=(Effect.STORES,),
    ),
    Rule("index", "index", ERROR, _ONLY, edits.only_postgresql_index),
    Rule(
        "schema",
        "table",
        ERROR,
        "SQLite has no schemas: execution_options(schema_translate_map={NAME: None}) for the engine of the tests",
        sorts=("schema",),
        effects=(Effect.REFUSED,),
    ),
    Rule("table-option", "table", WARNING, "what the option is for has to be tested on PostgreSQL"),
)
"""All of them."""


def rule_for(fact: Fact, effect: Effect) -> Rule:
    """The first rule that knows the way out of a difference."""
    return next(one for one in RULES if one.fits(fact, effect))

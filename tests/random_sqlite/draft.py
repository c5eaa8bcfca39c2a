"""A random SQLite schema: every clause that SQLite has, under names that are easy to get wrong."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.random_sqlite.schema import Column, Constraint, Other, Schema, Table

PLAIN = "account batch claim device event grant item label note offer price quote region slot task user visit".split()
HOSTILE = (
    *('say "x"', "it's", "a.b", "Mixed Case", "select", "ünïcode", "-- no", "/* x */", "x,y", "(", ")", "check"),
    *("日本", "💥", "1st", "null", "[b]", "`t`", "primary", "line\nbreak", "100%", "as", "constraint", "{x}", "tab\tbed"),
)
TYPES = (
    *("", "INTEGER", "INT", "TEXT", "VARCHAR(10)", "BLOB", "REAL", "DOUBLE PRECISION", "NUMERIC(10, 2)", "BOOLEAN"),
    *("DATETIME", "JSON", "FLOATING POINT", "STRING", "bigint unsigned", "Decimal(5,2)", '"odd type"'),
)
STRICT_TYPES = ("INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY")
DEFAULTS = (
    *("0", "-5", "+1.5", "'x'", "'it''s'", "''", "null", "current_timestamp", "(1 + 2)", "(lower('Y') || ',')", "x'00ff'"),
    *("true", "9223372036854775807", "1e3", "('a' || ')')", "0x10", "'-- no'", "'{}'", "(json_array(1, 2))", "'007'"),
)
STRICT_DEFAULTS = {"INT": "7", "INTEGER": "(1 + 2)", "REAL": "1e3", "TEXT": "'it''s'", "BLOB": "x'00ff'"}
COLLATIONS = ("nocase", "rtrim", "binary")
CONFLICTS = ("abort", "rollback", "fail", "ignore", "replace")
CHECKS = (
    *("length({0}) < 50", "{0} is null or {0} <> 'bad'", "{0} in ('a', 'b', 3) or 1", "typeof({0}) <> 'blob' or 1"),
    *("{0} not like '%;%'", "{0} between -1e30 and 1e30 or typeof({0}) <> 'real'", "coalesce({0}, 1) is not null"),
    *("case when {0} is null then 1 else {0} = {0} end", "{0} > '' collate nocase or true", "{0} <> 'a--b' /* odd */"),
)
GENERATED = ("length({0})", "{0} || ',x'", "coalesce({0}, 'none')", "typeof({0})", "({0} is null)", "abs(length({0})) + 1")
ACTIONS = ("cascade", "set null", "set default", "restrict", "no action")
INDEX_KEYS = ("{}", "{} desc", "{} collate nocase", "{} collate rtrim desc", "lower({})", "({} || 'x') desc", "length({})")
WHERES = ("{} is not null", "{} > 3", "{} <> 'a;b' and {} is not null", "typeof({}) = 'text'")


class Chance(Random):
    """Decides."""

    def happens(self, likely: float) -> bool:
        """Whether something happens."""
        return self.random() < likely

    def name(self, schema: Schema, taken: frozenset[str] = frozenset()) -> str:
        """A name that nothing has."""
        taken |= schema.names
        while True:
            name = self.choice(HOSTILE if self.happens(0.4) else PLAIN)
            name += f"_{self.randrange(1000)}" if self.happens(0.5) else ""
            if not any(name.lower() == other for other in taken):
                return name

    def some(self, found: list[Column], most: int) -> list[Column]:
        """A few of these, in any order."""
        return self.sample(found, self.randint(1, min(most, len(found))))


def drafted(chance: Chance) -> Schema:
    """A schema of a few tables."""
    schema = Schema()
    for _ in range(chance.randint(1, 4)):
        add_table(chance, schema)
    for _ in range(chance.randint(0, 3)):
        add_foreign_key(chance, schema, chance.choice(schema.tables))
    for add in (add_index, add_view, add_trigger):
        for _ in range(chance.randint(0, 3)):
            add(chance, schema)
    return schema


def add_table(chance: Chance, schema: Schema) -> Table:
    """A table with columns, keys and checks."""
    table = Table(chance.name(schema), [], strict=chance.happens(0.25))
    schema.tables.append(table)
    for _ in range(chance.randint(1, 5)):
        add_column(chance, schema, table)
    if chance.happens(0.8):
        add_primary_key(chance, table)
    for _ in range(chance.randint(0, 2)):
        chance.choice((add_unique, add_check))(chance, table)
    return table


def add_column(chance: Chance, schema: Schema, table: Table) -> Column:
    """A column, computed of others now and then."""
    taken = frozenset(one.name.lower() for one in table.columns)
    column = Column(schema.new_key(), chance.name(Schema(), taken), new_type(chance, table))
    plain = [one for one in table.columns if not one.generated]
    table.columns.insert(chance.randint(0, len(table.columns)), column)
    if plain and chance.happens(0.15):
        compute(chance, column, plain)
        return column
    if chance.happens(0.35):
        column.default = new_default(chance, table, column)
    if chance.happens(0.3):
        column.not_null = new_not_null(chance)
    if chance.happens(0.25):
        column.collate = chance.choice(COLLATIONS)
    return column


def compute(chance: Chance, column: Column, plain: list[Column]) -> None:
    """Make a column a computed one."""
    column.of, column.generated = [chance.choice(plain)], chance.choice(GENERATED)
    column.stored, column.default, column.not_null = chance.happens(0.5), "", ""


def new_type(chance: Chance, table: Table) -> str:
    """A type that the table takes."""
    return chance.choice(STRICT_TYPES if table.strict else TYPES)


def new_default(chance: Chance, table: Table, column: Column) -> str:
    """A default that the table takes: STRICT takes any, and then no row that is given it."""
    return STRICT_DEFAULTS[column.type] if table.strict and column.type != "ANY" else chance.choice(DEFAULTS)


def new_not_null(chance: Chance) -> str:
    """NOT NULL in one of its forms."""
    name = "constraint filled " if chance.happens(0.2) else ""
    return name + "not null" + (f" on conflict {chance.choice(CONFLICTS)}" if chance.happens(0.2) else "")


def _conflict(chance: Chance) -> str:
    return f"on conflict {chance.choice(CONFLICTS)}" if chance.happens(0.2) else ""


def add_primary_key(chance: Chance, table: Table) -> None:
    """The key of a table, the rowid half of the time."""
    stored = [one for one in table.columns if not one.generated]
    if table.key is not None or not stored:
        return
    if chance.happens(0.5):
        column = chance.choice(stored)
        column.type, column.default, column.not_null, column.collate = "INTEGER", "", "", ""
        more = "autoincrement" if chance.happens(0.4) else _conflict(chance)
        order = "" if more == "autoincrement" else chance.choice(("", "", "asc", "desc"))
        inline = chance.happens(0.7)
        table.without_rowid = more != "autoincrement" and chance.happens(0.15)
        table.constraints.append(Constraint("primary key", [column], more, new_name(chance), [order], inline=inline))
        return
    columns = chance.some(stored, 2)
    one = Constraint("primary key", columns, _conflict(chance), new_name(chance), [new_order(chance) for _ in columns])
    table.constraints.append(one)
    table.without_rowid = chance.happens(0.5)


def new_name(chance: Chance) -> str:
    """The name of a constraint, or none."""
    return chance.choice(("named", "It's", "two words", "pk", "select")) if chance.happens(0.3) else ""


def new_order(chance: Chance) -> str:
    """How a column of a key is ordered."""
    return chance.choice(("", "", "", "desc", "collate nocase", "collate rtrim desc"))


def add_unique(chance: Chance, table: Table) -> None:
    """A UNIQUE, in a column or of the table."""
    columns = chance.some(table.columns, 2)
    inline = len(columns) == 1 and chance.happens(0.6)
    orders = [""] if inline else [new_order(chance) for _ in columns]
    if any({*one.columns} == {*columns} for one in table.constraints if one.sort in ("unique", "primary key")):
        return
    table.constraints.append(Constraint("unique", columns, _conflict(chance), new_name(chance), orders, inline=inline))


def add_check(chance: Chance, table: Table) -> None:
    """A CHECK, in a column or of the table."""
    column = chance.choice(table.columns)
    one = Constraint("check", [column], chance.choice(CHECKS), new_name(chance), inline=chance.happens(0.5))
    if not any(there.name and there.name == one.name for there in table.constraints):
        table.constraints.append(one)


def add_foreign_key(chance: Chance, schema: Schema, table: Table) -> None:
    """A reference to a key of any table, its own too."""
    parent = chance.choice(schema.tables)
    keys = [one for one in parent.constraints if one.sort in ("primary key", "unique") and not any(one.orders)]
    own = [one for one in table.columns if not one.generated]
    if not keys or not own:
        return
    key = chance.choice(keys)
    if len(key.columns) > len(own):
        return
    columns = chance.sample(own, len(key.columns))
    if any(one.columns == columns for one in table.constraints if one.sort == "foreign key"):
        return
    there = [] if key.sort == "primary key" and chance.happens(0.4) else [*key.columns]
    inline = len(columns) == 1 and chance.happens(0.5)
    one = Constraint("foreign key", columns, foreign_text(chance), new_name(chance), [], parent, there, inline=inline)
    table.constraints.append(one)


def foreign_text(chance: Chance) -> str:
    """What a foreign key does, and when it is looked at."""
    parts = [f"on {event} {chance.choice(ACTIONS)}" for event in ("delete", "update") if chance.happens(0.4)]
    chance.shuffle(parts)
    parts.append(chance.choice(("", "", "deferrable initially deferred", "not deferrable", "deferrable", "match full")))
    return " ".join(filter(None, parts))


def add_index(chance: Chance, schema: Schema) -> None:
    """An index of columns or expressions, on all rows or some."""
    table = chance.choice(schema.tables)
    keys = [(chance.choice(INDEX_KEYS), column) for column in chance.some(table.columns, 3)]
    about: list[Table | Column | Other] = [table, *(column for _, column in keys)]
    text = f"on {{}} ({', '.join(key for key, _ in keys)})"
    if chance.happens(0.3):
        where, column = chance.choice(WHERES), chance.choice(table.columns)
        text, about = f"{text} where {where}", [*about, *[column] * where.count("{}")]
    sort = "unique index" if chance.happens(0.15) else "index"
    schema.others.append(Other(sort, chance.name(schema), text, about))


def add_view(chance: Chance, schema: Schema) -> None:
    """A view of a table or of a view."""
    views = [one for one in schema.others if one.sort == "view"]
    name = chance.name(schema)
    if views and chance.happens(0.4):
        below = chance.choice(views)
        text = chance.choice(("as select * from {}", "(c) as select count(*) from {}", "as select distinct c1 from {}"))
        if "c1" in text and "c1" not in below.text:
            return
        schema.others.append(Other("view", name, text, [below]))
        return
    table = chance.choice(schema.tables)
    column = chance.choice(table.columns)
    makes: tuple[tuple[str, list[Table | Column | Other]], ...] = (
        ("as select {} as c1, count(*) as c2 from {} group by 1", [column, table]),
        ("(c1, c2) as select {}, 'it''s; -- odd' from {} where {} is not null", [column, table, column]),
        ("as with x as (select {} as c1 from {}) select c1, upper(c1) as c2 from x /* all */", [column, table]),
    )
    text, about = chance.choice(makes)
    schema.others.append(Other("view", name, text, about))


def add_trigger(chance: Chance, schema: Schema) -> None:
    """A trigger of a table, or one that stands for a write to a view."""
    views = [one for one in schema.others if one.sort == "view" and "c2" in one.text]
    target = chance.choice(schema.tables)
    body = "update {} set {} = {} where 0"
    plain = [one for one in target.columns if not one.generated]
    name = chance.name(schema)
    if not plain:
        return
    column = chance.choice(plain)
    if views and chance.happens(0.4):
        text = f"instead of {chance.choice(('insert', 'delete', 'update'))} on {{}} begin {body}; end"
        schema.others.append(Other("trigger", name, text, [chance.choice(views), target, column, column]))
        return
    table = chance.choice(schema.tables)
    own = chance.choice(table.columns)
    makes: tuple[tuple[str, list[Table | Column | Other]], ...] = (
        (f"after insert on {{}} when new.{{}} is not null begin {body}; end", [table, own, target, column, column]),
        (f"before delete on {{}} begin select 'a;b'; {body}; end", [table, target, column, column]),
        (f"after update of {{}} on {{}} for each row begin {body}; select 1; end", [own, table, target, column, column]),
        ("before insert on {} when new.{} = 'no way' begin select raise(abort, 'end; of it'); end", [table, own]),
    )
    text, about = chance.choice(makes)
    schema.others.append(Other("trigger", name, text, about))


ADDS: tuple[Callable[[Chance, Schema], object], ...] = (add_table, add_index, add_view, add_trigger)

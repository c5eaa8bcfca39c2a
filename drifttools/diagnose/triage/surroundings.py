"""What stands around an error: SQLSTATE, exception, tools, the session, HINT, DETAIL, the tables of the statement.

Nothing that could be a value of a row is taken out: of a key its columns, of a statement the names of its tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drifttools.diagnose.triage.families.registry import FAMILIES
from drifttools.diagnose.triage.template import QUOTES
from drifttools.diagnose.triage.translated import HINTS
from drifttools.model.recognised import StatementTable

_STATE = r"[0-9A-Z]{5}"
# each form in which tools write a SQLSTATE; the code is the one group that matched
STATES = re.compile(
    rf"\bSQL[ _]?STATE\b[^\w\n]{{0,6}}(?P<a>{_STATE})\b"
    rf"|\b(?:sqlstate|SqlState|sqlState|SQLState)\b[^\w\n]{{0,6}}E?(?P<b>{_STATE})\b"
    rf"|(?:\b[A-Z]{{3,8}}|\b[^\W\d_]{{2,12}}) ?[:：] {{0,3}}(?P<c>{_STATE}): "
    rf"|\b(?:code|state_code|sql_state_code|pgcode|sql_state|originalCode)\b[\"'`]?\s{{0,2}}[:=]"
    rf"\s{{0,2}}(?:Some\()?[\"'`(]{{0,2}}(?P<d>{_STATE})\b"
    rf"|\bDatabase error code: (?P<e>{_STATE})\b"
    rf"|(?:^|[\s\[(:])(?P<f>{_STATE}): (?=\S)",
    re.MULTILINE,
)
CODES = re.compile(r"\b(PGRST\d{3}|P[1-6]\d{3})\b")
_EXCEPTIONS = sorted({name for family in FAMILIES for name in family.exceptions}, key=len, reverse=True)
EXCEPTION = re.compile(
    rf"(?<![\w])((?:[A-Za-z_]\w{{0,40}}(?:\.|::)){{0,6}})({'|'.join(_EXCEPTIONS)})(Error|Exception)?(?!\w)"
)

_OTHERS = frozenset({"ActiveRecord::InvalidForeignKey"})
"""Exceptions of libraries that are called like one of the server and mean something else."""

# in the order from the database outwards
TOOLS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (tool, re.compile(pattern))
    for tool, pattern in (
        ("psycopg2", r"\bpsycopg2\b"),
        ("psycopg", r"\bpsycopg(?!2)\b"),
        ("asyncpg", r"\basyncpg\b"),
        ("pg8000", r"\bpg8000\b"),
        ("sqlite3", r"\bsqlite3\.|\bsqlite3\b[^\n]{0,40}Error|\bin prepare, "),
        ("node-postgres", r"\bpg-protocol\b|node_modules/pg/|\bpg-pool\b"),
        ("pgx", r"\(SQLSTATE [0-9A-Z]{5}\)|\bpgconn\.PgError\b"),
        ("JDBC", r"\bPSQLException\b|\borg\.postgresql\."),
        ("Npgsql", r"\bNpgsql\b|\bPostgresException\b"),
        ("PDO", r"\bSQLSTATE\[[0-9A-Z]{5}\]"),
        ("ruby-pg", r"\bPG::[A-Z]\w+"),
        ("tokio-postgres", r"\bSqlState\(|\btokio_postgres\b|\bPgDatabaseError\b"),
        ("psql", r"\bpsql:"),
        ("pg_restore", r"\bpg_restore:"),
        ("SQLAlchemy", r"\bsqlalchemy\b|\bsqlalche\.me\b|\[SQL: "),
        ("Alembic", r"\balembic\b"),
        ("Django", r"\bdjango\b"),
        ("Peewee", r"\bpeewee\b"),
        ("ActiveRecord", r"\bActive(?:Record|Model)::"),
        ("Hibernate", r"\borg\.hibernate\b|\bSchema-validation:"),
        ("Ecto", r"\bEcto\.|\bPostgrex\b"),
        ("Sequelize", r"\b[Ss]equelize"),
        ("Knex", r"\bknex\b"),
        ("TypeORM", r"\bQueryFailedError\b|\btypeorm\b"),
        ("Drizzle", r"\bdrizzle\b"),
        ("Prisma", r"\b[Pp]risma\b"),
        ("PostgREST", r"\bPGRST\d{3}\b|\bschema cache\b|\bPostgREST\b"),
        ("Supabase", r"\bsupabase\b|\b@supabase/"),
        ("Flyway", r"\b[Ff]lyway(?:db)?\b|\boutOfOrder\b"),
        ("Liquibase", r"\b[Ll]iquibase\b"),
        ("sqlx", r"\bsqlx\b"),
        ("FastAPI", r"\bfastapi\b"),
    )
)

_USER = re.compile(r"(?<![\w])\"?user(?:_name|name)?\"?\s{0,2}[=:]\s{0,2}[\"']?([A-Za-z_][\w$.-]{0,62})(?![\w@/:])")
_DATABASE = re.compile(
    r"(?<![\w])\"?(?:db|dbname|database|database_name)\"?\s{0,2}[=:]\s{0,2}[\"']?([A-Za-z_][\w$.-]{0,62})(?![\w@/:])"
)
_AT = re.compile(r"(?<![\w@/:.])([A-Za-z_][\w$-]{0,62})@([A-Za-z_][\w$-]{0,62})(?![\w@./])")

_HINTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"Perhaps you meant to reference the column \"([^\"\n]{1,140})\"",
        r"Perhaps you meant to reference the table alias \"([^\"\n]{1,140})\"",
        r"Perhaps you meant the table '([^'\n]{1,140})'",
        r"Perhaps you meant to call the function ([\w.]{1,140})",
        r"Perhaps you meant '([^'\n]{1,140})' instead of",
        r"Perhaps you meant the option \"([^\"\n]{1,140})\"",
    )
)
_FOREIGN_HINT = re.compile(
    rf"(?:{'|'.join(HINTS)}) ?[:：][^\n]{{0,200}}?[{QUOTES}] ?([A-Za-z_][\w$]{{0,62}}\.[A-Za-z_][\w$]{{0,62}}) ?[{QUOTES}]"
)
_KEY = re.compile(r"\(([A-Za-z_\"][^()\n]{0,200}(?:\([^()\n]{0,80}\)[^()\n]{0,80})?)\)=\(")
_KEY_TABLE = re.compile(rf"\)=\([^\n]{{0,2000}}?\)[^\n]{{0,60}}?[{QUOTES}] ?([^{QUOTES}\n]{{1,140}}?) ?[{QUOTES}]")
_KEY_TYPES = re.compile(
    r"Key columns \"([^\"\n]{1,140})\"[^\n]{0,40}? and \"([^\"\n]{1,140})\"[^\n]{0,40}?"
    r" are of incompatible types: ([^\n.]{1,120})"
)
_DEPENDS = re.compile(r"^(?:[A-Z]{4,9}:)?\s{0,40}([a-z][^\n]{2,200}?) depends on ", re.MULTILINE)
_CONTEXT = re.compile(r"(?:PL/pgSQL function|SQL function) \"?([\w$.]{1,140}(?:\([^()\n]{0,300}\))?)\"?")
_MIGRATION = re.compile(
    r"(?:Migration name|Applying|Running upgrade|Failing migration)[: ]{1,3}`?([\w./>, -]{1,140}?\w)`?(?=[\s.…:]|$)"
)
_SET_PATH = re.compile(
    r"set_config\('search_path', {0,2}'([^'\n]{0,200})'"
    r"|\bset\s+(?:session\s+|local\s+)?search_path\s{0,4}(?:=|to)\s{0,4}([^;\n]{0,200})",
    re.IGNORECASE,
)
_POSITION = re.compile(r"\b(?:LINE|ZEILE|LIGNE|LÍNEA|LINEA|RIGA|行|줄|СТРОКА|RAD|РЯДОК|第) ?(\d{1,6})(?: ?行)? ?[:：]")
_CHARACTER = re.compile(r"(?:\bat character|\b[Pp]osition\b[\"']?\s{0,2}[:=])\s{0,2}[\"']?(\d{1,9})")

_STATEMENT = re.compile(
    r"\[SQL: |\bSQL \[|^\s*(?:select|insert into|update|delete from|with) "
    r"|\b(?:STATEMENT|ANWEISUNG|INSTRUCTION|SENTENCIA|ISTRUZIONE|QUERY|Query|query|statement|sql)\b"
    r"|\b(?:LINE|ZEILE|LIGNE|LÍNEA|LINEA|RIGA|RAD)\b"
    r"|(?:文|行|语句|ОПЕРАТОР|СТРОКА|명령 구문|줄|ІНСТРУКЦІЯ|РЯДОК)"
)
_NAME = r"(?:\"[^\"\n]{1,70}\"|[A-Za-z_][\w$]{0,62})"
_TABLE = re.compile(
    r"\b(?:from|join|into|update|alter table(?: if exists)?(?: only)?|references|truncate(?: table)?)\s{1,20}"
    rf"(?:only\s)?({_NAME}(?:\.{_NAME})?)"
    rf"(?:\s{{1,4}}(?:as\s{{1,4}})?({_NAME}))?",
    re.IGNORECASE,
)
_NO_ALIAS = frozenset(
    "where set on inner left right full cross join order group having limit values select using union returning natural "
    "lateral default as for offset add drop alter rename".split()
)
_STATEMENT_LENGTH = 4_000
_TABLES = 8


@cache
def known_states() -> frozenset[str]:
    """The SQLSTATEs that families declare."""
    return frozenset(state for family in FAMILIES for state in family.sqlstates)


def states(text: str) -> Iterator[tuple[int, str]]:
    """Place and code of each SQLSTATE that is written as one."""
    for found in STATES.finditer(text):
        code = found[found.lastgroup or 0]
        # five capital letters are a word, and five digits alone may be any number
        if any(char.isdigit() for char in code) and (found.lastgroup != "f" or code in known_states()):
            yield found.start(found.lastgroup or 0), code


def exceptions(text: str) -> Iterator[tuple[int, str, str]]:
    """Place, whole name and own name of each exception that a family declares."""
    for found in EXCEPTION.finditer(text):
        if found[0] in _OTHERS:
            continue
        yield found.start(), found[0], found[2]


def tools(text: str) -> tuple[str, ...]:
    """Who wrote it."""
    return tuple(tool for tool, pattern in TOOLS if pattern.search(text))


def session(line: str) -> tuple[str, str]:
    """Role and database of a line of a server's log; empty where it does not say so."""
    user, database = _USER.search(line), _DATABASE.search(line)
    if user is None and database is None:
        at = _AT.search(line)
        return (at[1], at[2]) if at else ("", "")
    return (user[1] if user else ""), (database[1] if database else "")


def hint(text: str) -> str:
    """The name that the server proposes."""
    found = next((match for pattern in _HINTS if (match := pattern.search(text))), None) or _FOREIGN_HINT.search(text)
    return found[1].strip() if found else ""


def related(text: str) -> tuple[tuple[str, str], ...]:
    """Names of DETAIL and CONTEXT by their role: `key`, `key_table`, `types`, `dependant`, `context`, `migration`."""
    pairs: list[tuple[str, str]] = []
    if key := _KEY.search(text):
        pairs.append(("key", key[1]))
        if table := _KEY_TABLE.search(text, key.start()):
            pairs.append(("key_table", table[1].strip()))
    if types := _KEY_TYPES.search(text):
        pairs += [("key", types[1]), ("key_other", types[2]), ("types", types[3].strip())]
    pairs += [("dependant", one[1]) for one in _DEPENDS.finditer(text)][:_TABLES]
    if context := _CONTEXT.search(text):
        pairs.append(("context", context[1]))
    if migration := _MIGRATION.search(text):
        pairs.append(("migration", migration[1].strip()))
    return tuple(dict.fromkeys(pairs))


def session_path(text: str) -> str | None:
    """What the text itself sets search_path to before the error; None where it does not, empty where it empties it."""
    found = list(_SET_PATH.finditer(text))
    if not found:
        return None
    last = found[-1]
    return (last[1] if last[1] is not None else last[2]).strip().strip("'\"")


def position(text: str) -> str:
    """Where in its statement the server points to."""
    if line := _POSITION.search(text):
        return f"line {line[1]}"
    character = _CHARACTER.search(text)
    return f"character {character[1]}" if character else ""


def statement_tables(text: str) -> tuple[StatementTable, ...]:
    """The tables that a quoted statement names."""
    start = _STATEMENT.search(text)
    if start is None:
        return ()
    found: dict[StatementTable, None] = {}
    for one in _TABLE.finditer(text, start.start(), start.start() + _STATEMENT_LENGTH):
        alias = unquoted(one[2] or "")
        found[StatementTable(unquoted(one[1]), "" if alias.lower() in _NO_ALIAS else alias)] = None
        if len(found) == _TABLES:
            break
    return tuple(found)


def unquoted(name: str) -> str:
    """A name as the catalog has it: folded where it has no quotes."""
    parts = re.findall(r"\"([^\"]*)\"|([^.\"]+)", name)
    return ".".join(quoted or bare.lower() for quoted, bare in parts)

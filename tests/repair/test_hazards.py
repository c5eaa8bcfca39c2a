"""The lock oracle: every claim of every hazard rule is measured on real servers."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

import drifttools.repair.hazards as package
from drifttools.errors import UsageError
from drifttools.model.plan import Lock, Reversal
from drifttools.repair.hazards import HEADINGS, Rule, rule_of
from drifttools.repair.hazards.registry import RULES
from tests.repair.lock_samples import SAMPLES, SETUP, Sample

KINDS = Path(__file__).parents[2] / "drifttools" / "kinds"

# Fed by both rows that a sequential scan has read and what the server reports about verifying and building.
READS = ("verifying table", "building index", "rewriting table", "validating foreign key")


@dataclass(frozen=True)
class Measured:
    """What a statement did."""

    lock: Lock
    rewrites: bool
    scans: bool


@contextmanager
def in_transaction(dsn: str) -> Iterator[psycopg.Connection]:
    """Open a transaction that is never committed."""
    with psycopg.connect(dsn) as connection:
        yield connection
        connection.rollback()


def measure(dsn: str, sample: Sample) -> Measured:
    """Run a sample in a transaction and look at its locks, files, and messages."""
    heard: list[str] = []
    with in_transaction(dsn) as connection:
        connection.execute("set local search_path = public")
        oid = connection.execute("select to_regclass(%s)::oid", (sample.target,)).fetchone()[0]
        connection.add_notice_handler(lambda notice: heard.append(notice.message_primary or ""))
        connection.execute("set local client_min_messages = debug1")
        files = "select oid::regclass, relfilenode from pg_class where relkind in ('r', 'm') and oid >= 16384"
        before = dict(connection.execute(files).fetchall())
        locks = "select mode from pg_locks where pid = pg_backend_pid() and relation = %s and locktype = 'relation'"
        held = {row[0] for row in connection.execute(locks, (oid,))}
        read_before = scanned(connection)
        connection.execute(sample.sql)
        taken = {row[0] for row in connection.execute(locks, (oid,))} - held
        after = dict(connection.execute(files).fetchall())
        rewritten = any(after.get(table, file) != file for table, file in before.items())
        read = scanned(connection) != read_before or any(word in line for line in heard for word in READS)
    return Measured(strongest(taken), rewritten, read)


def measure_alone(sample: Sample, build: Callable[[str], str]) -> Measured:
    """Run a sample that no transaction block takes, and look at it while it waits for a transaction that uses its table.

    What it has locked by then is what it holds while it works: it is refused by `lock_timeout` at its next step.
    """
    own = build(SETUP.replace("create role dt_reader_h5;", ""))
    heard: list[str] = []
    table = "filled" if "filled" in sample.sql else "t"
    with in_transaction(own) as user, psycopg.connect(own, autocommit=True) as connection:
        oid = user.execute("select to_regclass(%s)::oid", (sample.target,)).fetchone()[0]
        user.execute("update filled set n = n where id = 1" if table == "filled" else "update t set d = d where id = 1")
        connection.add_notice_handler(lambda notice: heard.append(notice.message_primary or ""))
        connection.execute("set search_path = public")
        connection.execute("set client_min_messages = debug1")
        pid, taken = connection.info.backend_pid, set[str]()
        with ThreadPoolExecutor(1) as threads:
            running = threads.submit(connection.execute, sample.sql.encode())
            locks = "select mode from pg_locks where pid = %s and relation = %s and locktype = 'relation' and granted"
            waits = "select count(*) from pg_locks where pid = %s and not granted"
            with psycopg.connect(own, autocommit=True) as looking:
                for _ in range(400):
                    taken |= {row[0] for row in looking.execute(locks, (pid, oid))}
                    if running.done() or looking.execute(waits, (pid,)).fetchone()[0]:
                        break
                    time.sleep(0.01)
                taken |= {row[0] for row in looking.execute(locks, (pid, oid))}
            user.rollback()
            running.result(timeout=60)
    return Measured(strongest(taken), rewrites=False, scans=any(word in line for line in heard for word in READS))


def scanned(connection: psycopg.Connection) -> int:
    """Count the rows that sequential scans of this transaction have read in the tables of the test."""
    return connection.execute(
        "select coalesce(sum(pg_stat_get_xact_tuples_returned(c.oid)), 0)::int from pg_class c"
        " where c.relkind in ('r', 'm') and c.relnamespace = 'public'::regnamespace"
    ).fetchone()[0]


def strongest(modes: set[str]) -> Lock:
    """Turn the words of pg_locks into the strongest mode."""
    found = [lock for lock in Lock if lock.value.replace(" ", "").lower() + "lock" in {m.lower() for m in modes}]
    return max(found, key=lambda lock: lock.strength, default=Lock.NO_LOCK)


@pytest.fixture
def measured_database(database: Callable[[str], str]) -> Iterator[str]:
    """Make the database of the samples; the role in it is of the whole server."""
    dsn = database("drop role if exists dt_reader_h5;" + SETUP)
    yield dsn
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("drop owned by dt_reader_h5")
        connection.execute("drop role dt_reader_h5")


@pytest.mark.usefixtures("major")
def test_what_rules_claim_is_what_servers_do(measured_database: str, major: int) -> None:
    """Lock, rewrite and scan of every rule are what this server does with a sample of it."""
    wrong = []
    for rule in RULES:
        for sample in SAMPLES[rule.id]:
            if not rule.transactional and rule.id != "enum-add-value":
                continue  # below
            if sample.since > major:
                continue  # the statement is new
            try:
                got = measure(measured_database, sample)
            except psycopg.Error as problem:
                wrong.append(f"{rule.id}: {sample.sql}: {problem}")
                continue
            lock = rule.others if sample.other else rule.lock_on(major)
            claimed = Measured(lock, rule.rewrites, rule.scans)
            if got != claimed:
                wrong.append(f"{rule.id}: {sample.sql} on {sample.target}\n  claims {claimed}\n  did    {got}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("major")
def test_an_added_enum_value_cannot_be_used_before_its_commit(measured_database: str) -> None:
    """A new label asks for a commit of its own because PostgreSQL refuses its use before that (55P04)."""
    assert not rule_of("enum-add-value").transactional
    with in_transaction(measured_database) as connection:
        connection.execute("alter type mood add value 'so so'")
        with pytest.raises(psycopg.errors.UnsafeNewEnumValueUsage):
            connection.execute("select 'so so'::mood")


ALONE = [rule for rule in RULES if not rule.transactional and rule.id != "enum-add-value"]


@pytest.mark.usefixtures("major")
@pytest.mark.parametrize("rule", ALONE, ids=lambda rule: rule.id)
def test_what_runs_outside_of_a_transaction_claims_what_it_does(
    rule: Rule, measured_database: str, database: Callable[[str], str]
) -> None:
    """PostgreSQL refuses it in a transaction block (25001, 2D000), and it holds the lock that its rule says."""
    with in_transaction(measured_database) as connection:
        connection.execute("set local search_path = public")
        with pytest.raises((psycopg.errors.ActiveSqlTransaction, psycopg.errors.InvalidTransactionTermination)):
            connection.execute(SAMPLES[rule.id][0].sql.encode())
    for sample in SAMPLES[rule.id]:
        got = measure_alone(sample, database)
        assert got.lock == (rule.others if sample.other else rule.lock), sample
        # an UPDATE or a DELETE does not tell the client that it reads the table
        assert got.scans is rule.scans or rule.portions, sample


def test_every_rule_has_a_sample() -> None:
    """No claim goes unmeasured."""
    assert {rule.id for rule in RULES} == SAMPLES.keys()


def constants(tree: ast.AST) -> Iterator[str]:
    """Yield the texts of a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def hazards_named(tree: ast.AST) -> Iterator[str]:
    """Yield the ids that stand as such in a call: the second argument of Statement, the last of a helper."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "Statement" and len(node.args) > 1:
            yield from constants(node.args[1])
        elif name in {"_alter", "_table", "table_action", "column_action"} and len(node.args) > 1:
            last = node.args[-1]
            wholes = [last.body, last.orelse] if isinstance(last, ast.IfExp) else [last]
            yield from (w.value for w in wholes if isinstance(w, ast.Constant) and isinstance(w.value, str))


def test_kinds_and_rules_name_the_same_hazards() -> None:
    """Every id that a kind or the planner can yield is a rule, and every rule can be met by one of them."""
    paths = (*sorted(KINDS.glob("*.py")), *sorted(KINDS.parent.glob("repair/*.py")))
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    named = {name for tree in trees for name in hazards_named(tree)}
    ids = {rule.id for rule in RULES}
    assert named <= ids, f"no rule for {sorted(named - ids)}"
    texts = {text for tree in trees for text in constants(tree)}
    composed = {a + b for a in texts for b in texts if b in {"-rewrite", "-not-valid"}}
    assert ids <= texts | composed, f"no kind yields {sorted(ids - texts - composed)}"


def test_the_registry_holds_every_module_once() -> None:
    """A rule is one module and one line: none is forgotten, ids are unique and are the modules' names."""
    modules = {m.name for m in pkgutil.iter_modules(package.__path__)} - {"base", "registry"}
    assert modules == {rule.id.replace("-", "_") for rule in RULES}
    assert len({rule.id for rule in RULES}) == len(RULES)
    for name in modules:
        assert importlib.import_module(f"{package.__name__}.{name}").RULE in RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_explains_itself(rule: Rule) -> None:
    """The page of a rule has the fixed headings in order, each with text, and a name that reads after "allow"."""
    assert tuple(rule.sections) == HEADINGS
    assert all(rule.sections.values())
    assert rule.sections["Reference"].startswith("https://www.postgresql.org/docs/")
    assert rule.name.split()[0].endswith("ing")
    assert rule.note.count("{}") == 1


def test_a_hazard_speaks_of_the_step() -> None:
    """The note of a step names its object, also one whose name holds braces."""
    hazard = rule_of("drop-table").met_by("public.{0} odd")
    assert hazard.rule == "drop-table"
    assert "public.{0} odd" in hazard.note


def test_an_unknown_rule_is_refused_with_a_suggestion() -> None:
    """A misspelt id names the rule that was meant."""
    with pytest.raises(UsageError, match="drop-table"):
        rule_of("drop-tabel")


def test_what_loses_data_says_so() -> None:
    """A rule that loses rows for ever never claims an exact way back."""
    for rule in RULES:
        if rule.data_loss.value == "irreversible":
            assert rule.reversal is not Reversal.EXACT, rule.id

"""Models of eighty columns that no rule was written for: what is not the same was decided by hand first."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from drifttools.catalog.server import PrivateServer
from drifttools.config import load_config
from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.portability import ShownPortability
from drifttools.model.portability import PortFinding
from drifttools.portability.facts import Fact
from drifttools.portability.measure import differences
from drifttools.portability.rules import rule_for

HERE = Path(__file__).parent
MODELS = "models:store"
# Decided before they were tried: what SQLite cannot make, keeps otherwise or compares otherwise, and what PostgreSQL does.
WRITTEN = {
    *(("there.id", "sqlite", "refused"), ("there.text_id", "sqlite", "refused"), ("there.tags", "sqlite", "refused")),
    *(("there.ids", "sqlite", "refused"), ("there.matrix", "sqlite", "refused"), ("there.generic", "sqlite", "refused")),
    *(("there.items", "sqlite", "refused"), ("there.bits", "sqlite", "refused"), ("there.raw", "sqlite", "refused")),
    *(("there.span", "sqlite", "refused"), ("there.search", "sqlite", "refused"), ("there.net", "sqlite", "refused")),
    *(("there.mac", "sqlite", "refused"), ("there.cost", "sqlite", "refused"), ("there.oid", "sqlite", "refused")),
    *(("there.stamp", "sqlite", "stores"), ("there.mood", "sqlite", "unchecked"), ("wrong.collated", "sqlite", "refused")),
    *(("wrong.seen", "sqlite", "stores"), ("wrong.level", "sqlite", "unchecked"), ("owners.shown", "sqlite", "stores")),
    *(("owners.made", "sqlite", "refused"), ("owners.cast", "sqlite", "refused"), ("Visits.id", "sqlite", "refused")),
    *(("owners.ck_owners_ilike", "sqlite", "refused"), ("owners.ck_owners_letters", "sqlite", "refused")),
    *(("owners.ex_owner", "sqlite", "refused"), ("Visits.uq_deferred", "sqlite", "refused")),
    *(("owners.ix_gin", "sqlite", "refused"), ("owners.ix_order", "sqlite", "refused")),
    *(("owners.ix_where", "sqlite", "stores"), ("owners.ix_unique_where", "sqlite", "stores")),
}
NO_SOURCE_SAYS_IT = {
    *(("there.during", "sqlite", "refused"), ("there.numbers", "sqlite", "refused"), ("wrong.exact", "sqlite", "stores")),
    *(("there.plain_json", "postgresql", "compares"), ("wrong.document", "postgresql", "compares")),
    *(("there.precise", "sqlite", "stores"), ("there.precise", "postgresql", "stores"), ("wrong.free", "sqlite", "stores")),
    *(("wrong.alarm", "sqlite", "stores"), ("wrong.level", "sqlite", "compares"), ("owners.changed", "sqlite", "refused")),
    *(("owners.given", "sqlite", "refused"), ("owners.host", "sqlite", "stores"), ("owners.found", "sqlite", "refused")),
    *(("owners.number", "sqlite", "refused"), ("owners.counted", "sqlite", "refused")),
    *(("owners.uq_owners_name", "sqlite", "stores"), ("owners.ix_nulls", "sqlite", "stores")),
    ("there.tags, its default", "sqlite", "refused"),
    *(("depot.parts", "sqlite", "refused"), ("parts", "sqlite", "refused")),
}
if sqlalchemy.__version__.startswith("2.0."):  # it has no JSONB for other dialects
    WRITTEN |= {("there.data", "sqlite", "refused"), ("there.null_json", "sqlite", "refused")}
    NO_SOURCE_SAYS_IT |= {("wrong.only_there", "sqlite", "refused")}
# With a type of its own on SQLite it shows what the driver of PostgreSQL reads, or what it cannot compare with a text.
UNCOVERED = {
    ("there.bits", "postgresql"),
    ("there.search", "postgresql"),
    ("there.net", "postgresql"),
    ("there.cost", "postgresql"),
}


@dataclass(frozen=True)
class Case:
    """The project, what was found, and the database that its models make before they are edited."""

    root: Path
    inv: Investigation
    found: ShownPortability


@pytest.fixture(scope="module")
def case(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Try them once."""
    root = tmp_path_factory.mktemp("unseen")
    shutil.copytree(HERE / "unseen", root, dirs_exist_ok=True)
    pg_server.create_database("unseen")
    (root / "drift.toml").write_text(
        f'scratch = "{pg_server.dsn()}"\n[project.env]\nPYTHONPATH = "{Path(__file__).parents[2]}"\n'
        f'[targets.app]\ndsn = "{pg_server.dsn("unseen")}"\nexpected = "{MODELS}"\n',
        encoding="utf-8",
    )
    inv = investigate("app", config=load_config(root / "drift.toml"), reports=root / "reports")
    told = run_script("dump_models.py", ["store"], context=Context.of(inv.config), cwd=root, what=MODELS)
    with psycopg.connect(pg_server.dsn("unseen"), autocommit=True) as connection:
        for statement in told["statements"]:
            connection.execute(statement)
    yield Case(root, inv, inv.portability())
    pg_server.drop_database("unseen")


def told(one: PortFinding) -> tuple[str, str, str]:
    """A finding as it was decided by hand; of one column both type and default are."""
    default = ", its default" if one.kind == "default" and one.object == "there.tags" else ""
    return f"{one.object}{default}", one.dialect, one.effect.value


def test_what_was_decided_by_hand_is_what_is_found(case: Case) -> None:
    """Nothing is missed, nothing is told of what is the same on both, and nothing twice."""
    found = Counter(map(told, case.found.findings))
    assert set(found) == WRITTEN | NO_SOURCE_SAYS_IT
    assert set(found.values()) == {1}
    # what only a type of the project takes is no finding: it is told that nothing is known to try it with
    assert [*case.found.unsaid] == ["MoneyType(length=20)"]


def test_every_portable_form_is_written_and_makes_its_finding_go(case: Case, tmp_path: Path) -> None:
    """The diff applies, the models import, a second try finds none of it again, and PostgreSQL keeps what it has."""
    assert {told(one) for one in case.found.findings if one.edited} == WRITTEN
    root = tmp_path / "copy"
    shutil.copytree(case.root, root, ignore=shutil.ignore_patterns("reports", "__pycache__"))
    git = shutil.which("git") or "git"
    subprocess.run([git, "init", "-q"], cwd=root, check=True)
    subprocess.run([git, "apply", "-"], cwd=root, input=case.found.diff, text=True, check=True)
    inv = investigate("app", config=load_config(root / "drift.toml"), reports=root / "reports")
    again = inv.portability()
    assert not again.diff
    left = {*map(told, again.findings)}
    assert {one for one in left if one[:2] not in UNCOVERED} == NO_SOURCE_SAYS_IT
    audit = inv.audit(smoke=False)
    assert [(one.kind, one.label, one.attribute, one.expected, one.actual) for one in audit.findings] == []


def test_a_name_that_postgresql_cannot_keep_has_a_rule_of_its_own() -> None:
    """SQLAlchemy makes no index whose name PostgreSQL would cut off: to leave it to PostgreSQL would not help."""
    name = "ix_" + "ü" * 31
    said = {"name": name, "options": {}, "expressions": [], "columns": ["n"], "unique": False}
    trial = {"sqlite": {"ok": "made"}, "postgresql": {"error": "Identifier exceeds maximum length of 63 characters"}}
    fact = Fact("index", ("public", "t"), name, "plain", said, trial)
    [(dialect, effect, _)] = differences(fact, ("sqlite", "postgresql"))
    assert (dialect, rule_for(fact, effect).id) == ("postgresql", "long-index")
    assert rule_for(replace(fact, said={**said, "name": "ix_n"}), effect).id == "index"

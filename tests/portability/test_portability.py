"""Models on SQLite and PostgreSQL: what is not the same is found by trying, and the portable form is proven."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from click.testing import CliRunner, Result

from drifttools.catalog.server import PrivateServer
from drifttools.cli.main import drift
from drifttools.config import load_config
from drifttools.errors import UsageError
from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.portability import ShownPortability, dialects_of
from drifttools.portability.rules import RULES

HERE = Path(__file__).parent
MODELS = "models:app.models:Base"
# object, dialect, effect, rule: what these models are wrong in, each once
WRONG = {
    ("users.id", "sqlite", "refused", "uuid"),  # one without a letter becomes a float in a column of type UUID
    ("users.tags", "sqlite", "refused", "array"),
    ("users.state", "sqlite", "compares", "enum-order"),
    ("users.state", "sqlite", "unchecked", "enum-unchecked"),
    ("users.seen_at", "sqlite", "stores", "aware-datetime"),
    ("users.balance", "sqlite", "stores", "number"),
    ("users.ip", "sqlite", "refused", "network"),
    ("posts.user_id", "sqlite", "refused", "uuid"),
    ("posts.title", "sqlite", "refused", "collation"),
    ("users.id", "sqlite", "refused", "random-uuid"),
    ("users.tags", "sqlite", "refused", "cast-default"),
    ("users.prefs", "sqlite", "refused", "cast-default"),
    ("users.seen_at", "sqlite", "refused", "now"),
    ("posts.id", "sqlite", "refused", "big-key"),
    ("posts.number", "sqlite", "refused", "sequence"),  # no key: SQLite gives it no number
    ("users.uq_price", "sqlite", "refused", "deferrable"),
    ("users.ck_ip", "sqlite", "refused", "constraint"),
    ("users.ex_made", "sqlite", "refused", "exclusion"),
    ("users.ix_active", "sqlite", "stores", "partial-unique"),
    ("app.visits", "sqlite", "refused", "schema"),
}
if sqlalchemy.__version__.startswith("2.0."):  # it has no JSONB for other dialects
    WRONG |= {("users.prefs", "sqlite", "refused", "jsonb"), ("users.more", "sqlite", "refused", "jsonb")}
NOT_WRITTEN = {"enum-order", "number", "schema", "sequence"}  # no source can say it on both


@dataclass(frozen=True)
class Case:
    """A project that was tried."""

    root: Path
    inv: Investigation
    found: ShownPortability
    dsn: str


@pytest.fixture(scope="module")
def case(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Try a copy of the project once for all tests."""
    root = tmp_path_factory.mktemp("portability")
    shutil.copytree(HERE / "project", root, dirs_exist_ok=True)
    database = "portability"
    pg_server.create_database(database)
    package = Path(__file__).parents[2]
    (root / "drift.toml").write_text(
        f'scratch = "{pg_server.dsn()}"\n[project.env]\nPYTHONPATH = "{package}"\n'
        f'[targets.app]\ndsn = "{pg_server.dsn(database)}"\nexpected = "{MODELS}"\n',
        encoding="utf-8",
    )
    inv = investigate("app", config=load_config(root / "drift.toml"), reports=root / "reports")
    context = Context.of(inv.config)
    with psycopg.connect(pg_server.dsn(database), autocommit=True) as connection:
        for statement in run_script("dump_models.py", ["app.models:Base"], context=context, cwd=root, what=MODELS)[
            "statements"
        ]:
            connection.execute(statement)
    yield Case(root, inv, inv.portability(), pg_server.dsn(database))
    pg_server.drop_database(database)


def test_everything_that_differs_is_found_and_nothing_else(case: Case) -> None:
    """Each planted thing is found once, on its dialect, with its effect and its rule; what is the same is not."""
    found = Counter((one.object, one.dialect, one.effect.value, one.rule) for one in case.found.findings)
    assert set(found) == WRONG
    assert set(found.values()) == {1}
    assert case.found.complete
    assert case.found.exit_code_at(case.found.findings[0].severity) == 1


def test_the_evidence_is_what_was_tried(case: Case) -> None:
    """A finding says what a value was read as, or what the database said."""
    said = {one.rule: one.evidence for one in case.found.findings}
    assert "is read as Decimal 1234567890123456" in said["number"]
    assert "is read as datetime 2026-01-02T03:04:05.678901 without a time zone" in said["aware-datetime"]
    assert said["cast-default"] == 'unrecognized token: ":"'
    assert said["deferrable"] == 'near "DEFERRABLE": syntax error'
    assert "price > 0" in said["partial-unique"]


def test_the_portable_forms_are_proven(case: Case) -> None:
    """With the diff the models were tried again: what is left is what no source can say."""
    assert case.found.proven
    # with text on SQLite it shows that a driver of PostgreSQL reads an address as an object of Python
    assert {one.rule for one in case.found.left} == {*NOT_WRITTEN, "network"}
    assert {one.rule for one in case.found.findings if not one.edited} == NOT_WRITTEN


def test_the_diff_changes_nothing_on_postgresql(case: Case, tmp_path: Path) -> None:
    """After `git apply` an audit of the database that the old models made finds nothing."""
    shutil.copytree(case.root, tmp_path / "copy", ignore=shutil.ignore_patterns("reports"))
    root = tmp_path / "copy"
    git = shutil.which("git") or "git"
    subprocess.run([git, "init", "-q"], cwd=root, check=True)
    subprocess.run([git, "apply", "-"], cwd=root, input=case.found.diff, text=True, check=True)
    inv = investigate("app", config=load_config(root / "drift.toml"), reports=root / "reports")
    audit = inv.audit(smoke=False)
    assert [(one.kind, one.label, one.attribute) for one in audit.findings] == []


def command(case: Case, *arguments: str) -> Result:
    """Run `drift` in the project."""
    options = ["--config", str(case.root / "drift.toml"), "--reports", str(case.root / "reports"), "-q"]
    return CliRunner().invoke(drift, [*options, *arguments], standalone_mode=False)


def test_an_audit_has_it_in_its_report(case: Case) -> None:
    """`drift audit --portability sqlite,postgresql` shows it, counts it, and keeps it for the report of the incident."""
    audited = command(case, "audit", "app", "--portability", "sqlite,postgresql", "--title", "ported")
    assert audited.return_value == 1
    assert "users.tags (column)" in audited.stdout
    [folder] = (case.root / "reports").glob("*ported*")
    report = investigate(incident=folder.name, config=case.inv.config, reports=case.root / "reports").report()
    text = report.paths["markdown"].read_text(encoding="utf-8")
    assert "Models on SQLite and PostgreSQL" in text
    assert "drifttools.types.ARRAY" in text
    assert json.loads((folder / "portability.json").read_text(encoding="utf-8"))["proven"] is True


def test_the_command_gives_a_diff(case: Case) -> None:
    """`drift portability` prints what `git apply` takes; the other dialect gets a type of its own."""
    told = command(case, "portability", "models:app.words:Base")
    assert told.return_value == 1
    assert "SQLite: cannot be made" in told.stdout
    diff = command(case, "portability", "models:app.words:Base", "--format", "diff")
    assert '+        CITEXT().with_variant(String(collation="NOCASE"), "sqlite"),' in diff.stdout


def test_only_two_dialects_can_be_tried() -> None:
    """A word that is none of them is refused before anything is done."""
    assert dialects_of("postgresql, SQLite") == ("sqlite", "postgresql")
    with pytest.raises(UsageError, match="does not name two dialects"):
        dialects_of("sqlite,mysql")


def test_every_kind_ends_in_a_rule_that_fits_always() -> None:
    """Whatever differs has a rule, and each rule a name of its own."""
    assert len({one.id for one in RULES}) == len(RULES)
    for kind in ("column", "default", "key", "constraint", "index", "table"):
        last = [one for one in RULES if one.kind == kind][-1]
        assert not last.sorts
        assert last.when.__name__ == "<lambda>"
        assert last.form


def test_the_frame_has_a_row_a_finding(case: Case) -> None:
    """It is what a notebook filters."""
    frame = case.found.frame()
    assert len(frame) == len(WRONG)
    assert frame.loc[frame["rule"] == "array", "edited"].tolist() == [True]
    assert frame["file"].eq("app/models.py").all()

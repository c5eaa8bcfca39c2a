"""Test runs compared test by test: files that a real pytest wrote, and shapes of other tools."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from drifttools.config import load_config
from drifttools.errors import UsageError
from drifttools.investigation import investigate
from drifttools.model.tested import Outcome, Turn, turned
from drifttools.verify.junit import read_junit
from tests.conftest import MakeDatabase

SUITE = """
import pytest
ERROR = 'psycopg.errors.UndefinedTable: relation "shop.orders" does not exist'
def test_same(): pass
@pytest.mark.parametrize("n", [1, 2])
def test_each(n): assert n != {each}
def test_orders():
    if {before}: raise RuntimeError(ERROR + " canary-4711")
def test_breaks(): assert {before}
def test_silent():
    if not {before}: pytest.skip("later")
def test_{only}(): assert not {before}
@pytest.fixture
def broken(): raise OSError("no")
def test_error(broken): pass
"""


def run_pytest(folder: Path, name: str, **parts: object) -> Path:
    """Run a small suite with pytest itself, and return the report that it writes."""
    suite = folder / "test_shop.py"
    suite.write_text(SUITE.format(**parts), encoding="utf-8")
    report = folder / f"{name}.xml"
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", str(suite))
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    subprocess.run(command, cwd=folder, env=alone, capture_output=True, check=False, timeout=120)
    return report


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the reports of a run before and of one after."""
    folder = tmp_path_factory.mktemp("suite")
    before = run_pytest(folder, "before", before=True, each=1, only="old")
    return before, run_pytest(folder, "after", before=False, each=2, only="new")


def test_two_runs_of_pytest(reports: tuple[Path, Path]) -> None:
    """Fixed, broken, still failing, new, gone, skipped now: each test by its name and parameters."""
    before, after = (read_junit([report]) for report in reports)
    assert {one.name.rpartition("::")[2]: one.turn for one in turned(before, after)} == {
        "test_breaks": Turn.BROKEN,
        "test_each[2]": Turn.BROKEN,
        "test_error": Turn.STILL_FAILING,
        "test_old": Turn.GONE_FAILING,
        "test_silent": Turn.SILENT,
        "test_each[1]": Turn.FIXED,
        "test_orders": Turn.FIXED,
        "test_new": Turn.NEW,
        "test_same": Turn.SAME,
    }
    assert before.by_name["test_shop::test_orders"].error == 'relation "shop.orders" does not exist'
    assert "canary" not in str(before)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('<testsuite><testcase name="a" classname="s"/></testsuite>', {"s::a": Outcome.PASSED}),
        (
            """<testsuites><testsuite><testcase name="a" time="1,204.5"><failure message="m"/></testcase></testsuite>
            <testsuite><testsuite><testcase name="a"/></testsuite></testsuite></testsuites>""",
            {"a": Outcome.FAILED},
        ),
        ('<testsuite><testcase name="a"><error/><failure/></testcase></testsuite>', {"a": Outcome.ERROR}),
        ('<testsuite><testcase name="a" file="b.ts"><skipped/></testcase></testsuite>', {"b.ts::a": Outcome.SKIPPED}),
        ("<testsuites/>", {}),
    ],
)
def test_shapes_of_other_tools(tmp_path: Path, text: str, names: dict[str, Outcome]) -> None:
    """One suite or many, nested, without classes; of a test that ran twice the worse outcome counts."""
    (tmp_path / "r.xml").write_text(text, encoding="utf-8")
    assert {test.name: test.outcome for test in read_junit([tmp_path / "r.xml"]).tests} == names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<html/>", "begins with <html>"),
        ("<testsuite>", "is no XML: line 1"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><testsuite/>', "document type"),
        ("", "is no XML"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """Another XML, a broken one, one with a document type whose entities could blow up."""
    (tmp_path / "r.xml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_junit([tmp_path / "r.xml"])


def test_runs_and_checks_in_the_incident(database: MakeDatabase, tmp_path: Path, reports: tuple[Path, Path]) -> None:
    """Errors of tests and of smoke tests are linked to findings; both runs are checks of the verification, and reported."""
    expected = database("create schema shop; create table shop.orders (id int); create table shop.items (id int)")
    live = database("create schema shop")
    config = (
        '[[smoke]]\nname = "orders"\nsql = "select count(*) from shop.orders"\nexpect = "0"\n'
        '[[smoke]]\nname = "both"\nsql = "select count(*) from shop.orders, shop.items"\nexpect = "0"\n'
    )
    (tmp_path / "drift.toml").write_text(config, encoding="utf-8")
    inv = investigate(live, f"database:{expected}", config=load_config(tmp_path / "drift.toml"), reports=tmp_path / "r")
    orders = next(finding for finding in inv.audit().findings if finding.key == ("shop", "orders"))
    tested = inv.tests([reports[0]])
    assert [(met.test, met.finding) for met in tested.met] == [("test_shop::test_orders", orders.id)]
    assert [(met.test, met.finding) for met in inv.smoke().met] == [("orders", orders.id), ("both", orders.id)]
    plan = inv.plan(only=["shop.orders*"])
    inv.apply(plan, confirm=plan.token)
    inv.tests(after=[reports[1]])
    checks = {check.name: check for check in inv.verify().checks}
    assert checks["no test that passed fails now"].state == "FAIL"
    assert checks["no test that passed fails now"].reason == "test_shop::test_breaks, test_shop::test_each[2]"
    assert checks["what failed before still runs"].reason == "test_shop::test_old, test_shop::test_silent"
    assert checks["orders"].state == "PASS"
    assert checks["both"].state == "PARTIAL"  # the next error, and it is that of a finding that the audit had named
    inv.report()
    report = (inv.folder.path / "report.md").read_text(encoding="utf-8")
    section = report.split("## Errors met and tests run")[1].split("\n## ")[0]
    assert "1 of 1 error belong to findings that the audit had named" in section
    assert "2 broken, 1 still failing, 1 gone, failed before, 1 no longer runs, 2 fixed, 1 new, 1 the same" in section
    assert "canary" not in report

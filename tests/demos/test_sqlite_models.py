"""The demo `sqlite_models`: no test passes, one audit names every reason, and then all of them pass on both databases."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drifttools.config import Config, load_config
from drifttools.demos import sqlite_models as demo
from drifttools.errors import UsageError
from drifttools.investigation import Investigation, files, investigate
from drifttools.model.cause import Confidence
from drifttools.model.code import CodeScan
from drifttools.model.finding import Severity
from drifttools.model.verdict import State

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer
    from drifttools.investigation.shown import Audit

DATABASES = ("clipcast", "clipcast_tests")
PLANTED = {"array", "uuid", "aware-datetime", "cast-default", "big-key", "partial-unique", "enum-order", "enum-unchecked"}


@dataclass
class Stage:
    """The demo's project and databases."""

    project: Path
    config: Config
    before: demo.Outcome
    elsewhere: str

    def opened(self, target: str = demo.TEST) -> Investigation:
        """Open an investigation."""
        return investigate(target, config=self.config, reports=self.project.parent / "reports", title=f"Clipcast, {target}")


@pytest.fixture(scope="module")
def stage(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Build the demo once; the tests go on with it in their order."""
    home = tmp_path_factory.mktemp("clipcast")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        for database in DATABASES:
            pg_server.create_database(database)
        project = demo.take(home / "project")
        demo.build(pg_server.dsn("clipcast"), project)
        before = demo.run_tests(project, home / "before.xml")
        config = load_config(demo.configure(project, pg_server.dsn("clipcast"), scratch=pg_server.dsn()))
        yield Stage(project, config, before, demo.url_of(pg_server.dsn("clipcast_tests")))
        for database in DATABASES:
            pg_server.drop_database(database)


@pytest.fixture(scope="module")
def inv(stage: Stage) -> Investigation:
    """The incident."""
    return stage.opened()


@pytest.fixture(scope="module")
def audit(inv: Investigation) -> Audit:
    """Its one audit."""
    return inv.audit(portability=True)


def test_no_test_passes(stage: Stage) -> None:
    """All are blocked by the column that `test.db` lacks."""
    assert (stage.before.tests, stage.before.passed) == (25, 0)
    [reason] = stage.before.reasons
    assert "no such column: users.phone_number" in reason


def test_one_audit_names_every_reason(inv: Investigation, audit: Audit) -> None:
    """The stale table, the wrong base, the fixture, the answer, and each type, with file and line where there is one."""
    assert {(one.kind, one.name) for one in audit.findings} >= {("column", "phone_number"), ("table", "notifications")}
    base = next(one for one in audit.causes if one.rule == "wrong-base")
    assert (base.confidence, base.evidence[0].source) == (Confidence.PROVEN, "tests/conftest.py:13")
    scan = inv.folder.read(CodeScan, files.CODE, needs="drift audit")
    assert ("is_active", "tests/conftest.py", 32) in {(one.named, one.file, one.line) for one in scan.findings}
    assert any("is_private" in one.sentence for one in inv.contracts().findings)
    assert audit.portability is not None
    assert {one.rule for one in audit.portability.findings} >= PLANTED
    assert not [one for one in audit.portability.left if one.severity is Severity.ERROR]


def test_what_is_planned_knows_only_the_models_as_they_are(audit: Audit) -> None:
    """An audit with portable forms compares with those, and nothing could not be checked."""
    assert audit.complete


def test_the_repair_keeps_the_rows_and_all_tests_pass_on_both(stage: Stage, inv: Investigation, audit: Audit) -> None:
    """A plan for `test.db`, the portable forms and three edits by hand: then 25 of 25 pass on SQLite, and on PostgreSQL."""
    assert audit.portability is not None
    inv.tests(before=[stage.before.junit])
    plan = inv.plan()
    assert inv.rehearse(plan).state is State.PASS
    inv.apply(plan, confirm=plan.token)
    audit.portability.apply()
    for edit in demo.BY_HAND:
        edit.write(stage.project)
    with closing(sqlite3.connect(stage.project / "test.db")) as connection:
        assert connection.execute("select username, phone_number from users").fetchall() == [("left_over", None)]
    after = demo.run_tests(stage.project, stage.project.parent / "after.xml")
    assert (after.tests, after.passed) == (25, 25)
    elsewhere = demo.run_tests(stage.project, stage.project.parent / "elsewhere.xml", url=stage.elsewhere)
    assert (elsewhere.tests, elsewhere.passed) == (25, 25)
    inv.tests(after=[after.junit])
    assert inv.verify().state is State.PASS
    text = inv.report().paths["markdown"].read_text(encoding="utf-8")
    assert "Models on SQLite and PostgreSQL" in text
    assert "| beside the findings: wrong-base | **PARTIAL** | **PASS** |" in text
    assert "is_active" in text
    # the project's own tests tell what was broken, and that it works
    assert "Before the repair 25 of 25 tests of the project failed." in text
    assert "**PASS** The application works — 25 of 25 tests of the project pass" in text
    # what answers asked for is a component, and what is said of it now remains, with its place
    assert "| code: API contracts | **FAIL** | **PASS** | UserOut.is_private is required" in text
    assert "UserOut.is_private is never filled: User has no is_private (app/schemas.py:20:1)" in text
    # the missing table is told as a finding, not again as a defect of the code
    assert "there is no table or view notifications, User" not in text
    assert "cannot be read again: 'float' object has no attribute 'replace'" in text
    assert "drift_trial" not in text


def test_production_is_as_the_portable_models_say(stage: Stage) -> None:
    """The portable forms change nothing on PostgreSQL."""
    assert stage.opened(demo.PRODUCTION).audit().clean


def test_an_edit_by_hand_is_not_written_twice(stage: Stage, tmp_path: Path) -> None:
    """A file that says something else is left as it is."""
    copy = shutil.copytree(stage.project, tmp_path / "project")
    with contextlib.suppress(UsageError):  # the story may have written it already
        demo.BY_HAND[0].write(copy)
    with pytest.raises(UsageError, match="does not say"):
        demo.BY_HAND[0].write(copy)

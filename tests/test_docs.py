"""Documents that cannot rot: generated parts are current, and everything a user can name is documented."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from drifttools.cli.commands import migrations
from drifttools.cli.main import COMMANDS, drift
from drifttools.cli.reference import overview, page, rows
from drifttools.document import to_text
from drifttools.errors import DriftToolsError, UsageError
from drifttools.kinds.declare import attributes_of
from drifttools.kinds.registry import BY_NAME, KINDS

ROOT = Path(__file__).parent.parent
SORTS = ("kinds", "causes", "hazards", "sources", "probes")


@pytest.mark.parametrize("document", ["README.md", "DESIGN.md"])
def test_generated_parts_are_current(document: str) -> None:
    """What cog writes into the documents is what the code says now: `make docs` would change nothing."""
    arguments = [sys.executable, "-m", "cogapp", "--check", "-P", "-z", document]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches(name: str) -> None:
    """Each command has a help text of its own, and stands in the README."""
    command = drift.get_command(None, name)  # type: ignore[arg-type]  # click's own tests call it like this
    assert command is not None
    assert len(command.help or "") > 20
    assert f"`drift {name}`" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", migrations.COMMANDS)
def test_every_command_of_a_group_teaches(name: str) -> None:
    """Each command below `drift migrations` has a help text of its own, and stands in the README."""
    command = migrations.command.get_command(None, name)  # type: ignore[arg-type]  # as above
    assert command is not None
    assert len(command.help or "") > 20
    assert f"`drift migrations {name}`" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("sort", SORTS)
def test_every_rule_has_a_page(sort: str) -> None:
    """Each kind, cause, hazard and source has a page with more than its name, made from its declaration."""
    _, lines = rows(sort)
    assert lines
    for line in lines:
        assert len(to_text(page(sort, line[0]))) > 100, line[0]
    assert to_text(overview(sort))


def test_an_unknown_page_names_the_known_ones() -> None:
    """A misspelt name is answered with those that exist."""
    with pytest.raises(UsageError, match="wrong-schema"):
        page("causes", "wrong-shema")


@pytest.mark.parametrize("kind", KINDS, ids=BY_NAME)
def test_every_attribute_is_documented(kind: type) -> None:
    """Each kind and each of its attributes says what it is."""
    assert inspect.getdoc(kind)
    for attribute in attributes_of(kind):
        assert len(attribute.doc) > 5, attribute.name


def test_every_error_says_when() -> None:
    """Each error class has a docstring, and an exit code that the README lists."""
    listed = (ROOT / "README.md").read_text(encoding="utf-8")
    for error in (DriftToolsError, *DriftToolsError.__subclasses__()):
        assert inspect.getdoc(error)
        assert f"| {error.exit_code} |" in listed

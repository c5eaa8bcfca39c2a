"""`drift audit` as a gate of a build."""

from __future__ import annotations

import json
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from drifttools.cli.gate_files import append
from drifttools.errors import UsageError
from drifttools.investigation.shown import Audit
from drifttools.model.finding import Findings
from tests.conftest import MakeDatabase

Run = Callable[..., subprocess.CompletedProcess[str]]

MODELS = """
from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
"""


def test_an_audit_in_a_build(drift: Run, database: MakeDatabase, tmp_path: Path) -> None:
    """Annotations name the model's line in the checkout, files are written, and the exit code is by severity."""
    dsn = database("create table users (id bigint primary key, name varchar(20)); create table extra (n int)")
    api = tmp_path / "checkout" / "api"
    api.mkdir(parents=True)
    (api / "models.py").write_text(MODELS, encoding="utf-8")
    toml = api / "drift.toml"
    toml.write_text(f'[targets.ci]\ndsn = "{dsn}"\nexpected = "models:models:Base"\n', encoding="utf-8")
    files = {name: tmp_path / "out" / name for name in ("drift.sarif", "drift.xml", "summary.md")}
    options = [
        "--sarif",
        str(files["drift.sarif"]),
        "--junit",
        str(files["drift.xml"]),
        "--summary",
        str(files["summary.md"]),
    ]
    arguments = ["--config", str(toml), "audit", "ci", "--format", "github", *options]
    done = drift(*arguments, "--fail-on", "error", GITHUB_WORKSPACE=str(tmp_path / "checkout"))
    assert done.returncode == 1, done.stderr
    at = MODELS.splitlines().index("class User(Base):") + 1
    told = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert any(f"file=api/models.py,line={at}," in line and "public.users.name" in line for line in told), done.stdout
    log = json.loads(files["drift.sarif"].read_text(encoding="utf-8"))
    assert {"column.changed", "table.unexpected"} <= {result["ruleId"] for result in log["runs"][0]["results"]}
    assert ET.parse(files["drift.xml"]).getroot().attrib["failures"] != "0"  # noqa: S314 - our own file
    assert "extra" in files["summary.md"].read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """The message names the file; the build does not take an absent report for an empty one."""
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"file/no\.md cannot be written"):
        append(tmp_path / "file" / "no.md", Audit(Findings(), ()))

"""API contracts: real Pydantic models beside real SQLAlchemy models, described by the project's own interpreter."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import uuid
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from drifttools.code.contracts import ALWAYS, KINDS, SOMETIMES
from drifttools.config import Config, Project
from drifttools.config.file import Contracts
from drifttools.errors import CodeError
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.opening import utc_now
from drifttools.model.code import CodeScan
from drifttools.model.verdict import State

PROJECT = Path(__file__).parent / "projects" / "contracts"
TYPES: dict[str, Any] = {
    "int": int, "float": float, "decimal": Decimal, "bool": bool, "uuid": uuid.UUID, "datetime": dt.datetime,
    "date": dt.date, "time": dt.time, "timedelta": dt.timedelta, "bytes": bytes, "str": str, "json": dict, "list": list,
}  # fmt: skip
A_UUID = uuid.UUID("12345678123456781234567812345678")
SAMPLES: dict[str, list[Any]] = {
    "int": [5, 0, 1, 1_700_000_000],
    "float": [1.5, 2.0, 1.0, 0.0, 1_700_000_000.0],
    "decimal": [Decimal("1.5"), Decimal(2), Decimal(1), Decimal(1_700_000_000)],
    "bool": [True, False],
    "uuid": [A_UUID],
    "datetime": [dt.datetime(2024, 1, 2, 3, 4), dt.datetime(2024, 1, 2)],  # noqa: DTZ001 - as columns give them
    "date": [dt.date(2024, 1, 2)],
    "time": [dt.time(3, 4)],
    "timedelta": [dt.timedelta(1)],
    "bytes": [b"x", b"1", b"\xff", b"2024-01-02", b"03:04", b"P1D", A_UUID.bytes],
    "str": ["x", "1", "2024-01-02", "2024-01-02T03:04:05", "03:04", "P1D", str(A_UUID)],
    "json": [{}, {"a": 1}],
    "list": [[], [1]],
}


PETS = """
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Pet(Base):
    __tablename__ = "pets"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]


class PetOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    name: str | None
"""


def investigation(root: Path, contracts: Contracts | None = None, **project: Any) -> Investigation:
    """Make one that has no database."""
    config = Config(root=root, project=Project(python=sys.executable, **project), contracts=contracts or Contracts())

    def nobody() -> Any:
        raise AssertionError

    return Investigation(target=nobody, spec="", config=config, reports=root / "reports", title="", clock=utc_now)


@pytest.mark.parametrize("gives", sorted(KINDS))
def test_what_pydantic_takes(gives: str) -> None:
    """What is said to be always, sometimes or never taken is so with the Pydantic that is installed."""
    for takes in KINDS - {gives}:
        taken = []
        for sample in SAMPLES[gives]:
            try:
                TypeAdapter(TYPES[takes]).validate_python(sample, from_attributes=True)
            except ValidationError:
                taken.append(False)
            else:
                taken.append(True)
        real = "always" if all(taken) else "sometimes" if any(taken) else "never"
        always, sometimes = takes in ALWAYS.get(gives, ()), takes in SOMETIMES.get(gives, ())
        assert real == ("always" if always else "sometimes" if sometimes else "never"), f"{gives} -> {takes}"


@pytest.fixture(scope="module")
def found() -> CodeScan:
    """Give what is found in the project: one process for all that ask."""
    return investigation(PROJECT).contracts("app")


def test_what_is_found(found: CodeScan, golden: Callable[[str, str], None]) -> None:
    """Fields that the source lacks, near names, optionality, types, enum values, each at its line; nothing else."""
    lines = [
        f"{one.file}:{one.line} {one.named}: {one.sentence}"
        + (f" -> {', '.join(one.near)}" if one.near else "")
        + f" [{one.certainty}: {one.reason}]"
        for one in found.findings
    ]
    lines += [f"could not check: {one.file}:{one.line} {one.sort}: {one.what}" for one in found.unchecked]
    golden("projects/contracts.txt", "\n".join([*lines, f"{found.references} fields compared"]))


def test_what_is_found_is_what_pydantic_says(found: CodeScan) -> None:
    """Exactly the fields of which something is found are those that cannot be read from rows."""
    wrong = {one.named.partition(".")[2] for one in found.findings if one.named.startswith("UserResponse.")}
    program = """
import datetime, json, uuid
from pydantic import ValidationError
from app.models import Status, User
from app.schemas.user import UserResponse

failed = set()
for status, plan, name in ((Status.ACTIVE, "free", "x"), (Status.SUSPENDED, "paid", None)):
    row = User(id=uuid.uuid4(), email="x", display_name=name, password_hash="x", status=status, plan=plan)
    row.settings, row.created_at = {}, datetime.datetime(2024, 1, 2)
    try:
        UserResponse.model_validate(row)
    except ValidationError as error:
        failed |= {one["loc"][0] for one in error.errors()}
print(json.dumps(sorted(failed)))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    # full_name is never filled, which Pydantic does not refuse
    assert set(json.loads(done.stdout)) == wrong - {"full_name"}


def test_pairs_of_drift_toml() -> None:
    """A pair that names do not tell is taken from drift.toml, and is certain; `-` takes a schema out."""
    pairs = {"app.schemas.user:Profile": "app.models:User", "UserResponse": "-", "Token": "Nobody"}
    found = investigation(PROJECT, Contracts(schemas=("app.schemas",), models=("app.models",), pairs=pairs)).contracts()
    (nickname,) = [one for one in found.findings if one.named.startswith("Profile.")]
    assert (nickname.named, nickname.certainty) == ("Profile.nickname", "certain")
    assert not any(one.named.startswith("UserResponse.") for one in found.findings)
    assert any("there is no model Nobody" in one.what for one in found.unchecked)


def test_a_right_project_is_clean(tmp_path: Path) -> None:
    """A schema that fits its model gives no finding and exit code 0."""
    (tmp_path / "m.py").write_text(PETS, encoding="utf-8")
    found = investigation(tmp_path).contracts("m")
    assert (found.findings, found.unchecked, found.references, found.exit_code) == ((), (), 2, 0)


def test_nothing_to_compare(tmp_path: Path) -> None:
    """Neither a silent module nor none at all is clean."""
    (tmp_path / "m.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(CodeError, match="no models of Pydantic and none of SQLAlchemy"):
        investigation(tmp_path).contracts("m")
    with pytest.raises(CodeError, match="nothing says where"):
        investigation(tmp_path).contracts()


def test_no_connection_is_made(tmp_path: Path, database: Callable[..., str]) -> None:
    """A module that connects when it is imported is refused and named, and gets no DSN of ours."""
    (tmp_path / "m.py").write_text(
        f"import os, psycopg\nfrom pydantic import BaseModel\nassert not any(k.startswith('PGHOST') for k in os.environ)\n"
        f"psycopg.connect({database()!r})\n",
        encoding="utf-8",
    )
    with pytest.raises(CodeError, match="imported without a database"):
        investigation(tmp_path).contracts("m")


def test_an_incident_keeps_them(database: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an investigation with an incident the report has a section of them."""
    monkeypatch.chdir(tmp_path)
    dsn = database("create table t (id int)")
    investigate(dsn).snapshot("good")
    config = Config(root=PROJECT, project=Project(python=sys.executable))
    inv = investigate(dsn, f"snapshot:{tmp_path / 'good'}", config=config)
    inv.audit()
    inv.contracts("app")
    text = inv.report().paths["markdown"].read_text(encoding="utf-8")
    assert "### API contracts" in text
    assert "no User can be answered with" in text


def test_an_audit_compares_what_is_configured_and_a_verification_again(
    database: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `[contracts]` nobody has to ask: what an answer wants and no model has is in the audit, and checked again."""
    monkeypatch.chdir(tmp_path)
    dsn = database("create table t (id int)")
    investigate(dsn).snapshot("good")
    config = Config(root=PROJECT, project=Project(python=sys.executable), contracts=Contracts(schemas=("app",)))
    inv = investigate(dsn, f"snapshot:{tmp_path / 'good'}", config=config)
    inv.audit()
    assert inv.folder.read(CodeScan, "contracts.json", needs="drift audit").findings
    checks = {check.name: check.state for check in inv.verify().checks}
    assert checks["answers no longer ask for what the models lack"] is State.PARTIAL


def test_an_audit_goes_on_where_contracts_cannot_be_compared(
    database: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schema is audited all the same, and the contracts could not be checked."""
    monkeypatch.chdir(tmp_path)
    dsn = database("create table t (id int)")
    investigate(dsn).snapshot("good")
    config = Config(root=PROJECT, project=Project(python=sys.executable), contracts=Contracts(schemas=("no_such_package",)))
    inv = investigate(dsn, f"snapshot:{tmp_path / 'good'}", config=config)
    assert inv.audit().clean
    scan = inv.folder.read(CodeScan, "contracts.json", needs="drift audit")
    assert "no_such_package" in scan.unchecked[0].what

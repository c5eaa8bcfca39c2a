"""`KIND:ARGUMENT[@REVISION]`."""

from __future__ import annotations

from pathlib import Path

import pytest

from drifttools.errors import UsageError
from drifttools.expected.base import Spec
from drifttools.expected.spec import parse_spec, source_of


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("models:app.db:Base", Spec("models", "app.db:Base")),
        ("MODELS:app.db:Base", Spec("models", "app.db:Base")),
        ("django:manage.py", Spec("django", "manage.py")),
        ("django:manage.py@app.0003", Spec("django", "manage.py", "app.0003")),
        ("alembic:alembic.ini@heads", Spec("alembic", "alembic.ini", "heads")),
        ("alembic:alembic.ini@shop@head", Spec("alembic", "alembic.ini", "shop@head")),
        ("alembic:alembic.ini?x=t=a&name=c@1a2b", Spec("alembic", "alembic.ini?x=t=a&name=c", "1a2b")),
        ("alembic:nowhere.ini@1a2b", Spec("alembic", "nowhere.ini@1a2b")),
        ("sql:a@b", Spec("sql", "a@b")),
        ("sql:a@b@0002", Spec("sql", "a@b", "0002")),
        ("sql:nowhere@0002", Spec("sql", "nowhere@0002")),
        (r"sql:C:\project\migrations", Spec("sql", r"C:\project\migrations")),
        ("database:postgresql://u@h/d", Spec("database", "postgresql://u@h/d")),
        ("snapshot:a@b", Spec("snapshot", "a@b")),
    ],
)
def test_a_spec_is_taken_apart(text: str, spec: Spec, tmp_path: Path) -> None:
    """The revision is after the last @ before which a path exists; elsewhere an @ is part of the argument."""
    (tmp_path / "manage.py").touch()
    (tmp_path / "alembic.ini").touch()
    (tmp_path / "a@b").mkdir()
    assert parse_spec(text, tmp_path) == spec
    assert source_of(spec).spec == spec


@pytest.mark.parametrize("text", ["", "models", "nothing:a", r"C:\migrations", "/srv/migrations", "models:", "sql:"])
def test_what_is_no_spec_is_refused_with_the_kinds(text: str) -> None:
    """A text without a kind, with an unknown kind or without an argument is a usage error that shows how."""
    with pytest.raises(UsageError) as refused:
        parse_spec(text)
    assert "sql:" in str(refused.value)
    assert refused.value.exit_code == 2


def test_a_spec_is_shown_without_its_password() -> None:
    """Neither str, repr nor the error for a DSN without a kind shows a password."""
    spec = parse_spec("database:postgresql://u:canary-1@h/d")
    assert "canary" not in f"{spec} {spec!r}"
    with pytest.raises(UsageError) as refused:
        parse_spec("postgresql://u:canary-1@h/d")
    assert "canary" not in str(refused.value)

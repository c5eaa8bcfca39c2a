"""Where the database is right: Django models are edited until they and `makemigrations` make what it has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from drifttools.catalog.server import PrivateServer
from drifttools.config import load_config
from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.models_diff import ModelsDiff

HERE = Path(__file__).parent
DATABASE = "modelcode_django"


@dataclass(frozen=True)
class Case:
    """A project whose models were edited."""

    root: Path
    before: frozenset[str]
    diff: ModelsDiff
    source: str


def opened(root: Path, server: PrivateServer) -> Investigation:
    """Open an investigation of the project at `root`; the server is the scratch server too."""
    (root / "drift.toml").write_text(
        f'scratch = "{server.dsn()}"\n[project]\nplatform = "none"\n'
        f'[targets.app]\ndsn = "{server.dsn(DATABASE)}"\nexpected = "django:manage.py"\n',
        encoding="utf-8",
    )
    return investigate("app", config=load_config(root / "drift.toml"), reports=root / "reports")


@pytest.fixture(scope="module")
def case(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Give the project of this folder beside a database with every sort of difference, before and after the diff."""
    root = tmp_path_factory.mktemp("django")
    shutil.copytree(HERE / "django_project", root, dirs_exist_ok=True)
    pg_server.create_database(DATABASE)
    inv = opened(root, pg_server)
    parts = {name: str(value) for name, value in conninfo_to_dict(pg_server.dsn(DATABASE)).items()}
    context = Context.of(inv.config)
    run_script("replay_django.py", ["manage.py", "replay"], context=context, cwd=root, what="library", database=parts)
    with psycopg.connect(pg_server.dsn(DATABASE), autocommit=True) as connection:
        connection.execute((HERE / "django_live.sql").read_bytes())
    before = frozenset(f"{one.kind} {one.label} {one.attribute}".rstrip() for one in inv.audit(cache=False).findings)
    diff = inv.models.diff(remove=["public.library_author.note"])
    git = shutil.which("git") or "git"
    subprocess.run([git, "apply", "-"], cwd=root, input=diff.text, text=True, check=True, capture_output=True)
    yield Case(root, before, diff, (root / "library/models.py").read_text(encoding="utf-8"))
    pg_server.drop_database(DATABASE)


SORTS = {
    "a length": ("column public.library_author.name type", '"full name", max_length=120)  # as on the cover'),
    "NOT NULL": ("column public.library_author.born not_null", 'IntegerField(help_text="the year", db_comment='),
    "digits": ("column public.library_author.fee type", "max_digits=10, decimal_places=2"),
    "a column that is gone": ("column public.library_author.note", "language = "),
    "a renamed column": ("column public.library_author.language", 'db_column="tongue"'),
    "a column": ("column public.library_author.email", "email = models.CharField(max_length=254, blank=True, null=True)"),
    "a default": ("column public.library_author.active", "models.BooleanField(db_default=True)"),
    "a default that is computed": ("column public.library_author.seen_at", 'db_default=RawSQL("now()", ())'),
    "an array": ("column public.library_author.tags", "ArrayField(models.CharField(max_length=20)"),
    "JSON": ("column public.library_author.settings", "models.JSONField("),
    "a UUID": ("column public.library_author.token", "models.UUIDField("),
    "a generated column": ("column public.library_author.years", "models.GeneratedField("),
    "a type that Django has no field for": ("column public.library_author.mood", "class RealField(models.Field):"),
    "a comment": ("comment public.library_author.born.column", 'db_comment="when"'),
    "a comment of a table": ("comment public.library_author.table", 'db_table_comment = "people"'),
    "a check": ("constraint public.library_author.author_fee", 'condition=models.Q(fee__gte=0), name="author_fee"'),
    "a unique constraint": ("constraint public.library_author.author_name", 'fields=["name", "born"], name="author_name"'),
    "an index of an expression": ("index public.library_author.author_email", "lower((email)::text)"),
    "a field of an abstract model": ("column public.library_book.added_at type", "added_at = models.DateTimeField()"),
    "another type": ("column public.library_book.pages type", "pages = models.BigIntegerField()"),
    "a text that had a length": ("column public.library_book.isbn type", "isbn = models.TextField(null=True)"),
    "another check": ("constraint public.library_book.book_pages expression", "pages__gte=10"),
    "another index": ("index public.library_book.book_title keys", 'fields=["title", "-pages"]'),
    "a foreign key": ("constraint public.library_book.library_book_editor_id", "editor = models.ForeignKey("),
    "a second key to one model": (
        "constraint public.library_book.library_book_editor_id",
        'related_name="book_editor_set"',
    ),
    "a model": ("table public.library_loan", "class Loan(models.Model):"),
    "a model whose table is named otherwise": ("table public.members", 'db_table = "members"'),
    "a name that is a word of Python": ("table public.members", "class_field = models.CharField(max_length=10"),
}


def test_after_makemigrations_an_audit_finds_nothing(case: Case, pg_server: PrivateServer) -> None:
    """The project's own makemigrations writes what the models now say, and that is what the database has."""
    assert not case.diff.left, case.diff.notes
    parts = conninfo_to_dict(pg_server.dsn(DATABASE))
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "dbname": "PGDATABASE"}
    env = os.environ | {names[name]: str(value) for name, value in parts.items() if name in names}
    command = [sys.executable, "manage.py", "makemigrations", "--noinput", "library"]
    made = subprocess.run(command, cwd=case.root, env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    left = opened(case.root, pg_server).audit(cache=False).findings
    assert not [f"{one.kind} {one.label} {one.attribute}" for one in left]


@pytest.mark.parametrize("sort", SORTS)
def test_each_sort_of_difference_is_written(case: Case, sort: str) -> None:
    """It was found before, and the source says it now."""
    finding, source = SORTS[sort]
    assert any(one.startswith(finding) for one in case.before), "\n".join(sorted(case.before))
    assert source in case.source, case.source


def test_what_is_not_edited_stays(case: Case) -> None:
    """Comments, docstrings, methods and options that only Django knows are as they were."""
    for kept in (
        '"""Who writes."""',
        "# as on the cover",
        "    def __str__(self):",
        'help_text="the year"',
        'default="en"',
    ):
        assert kept in case.source
    assert "note = " not in case.source

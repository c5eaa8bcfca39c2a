"""Where the database is right: SQLAlchemy models are edited until an audit finds nothing, as a diff for `git apply`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import psycopg
import pytest
import sqlalchemy
from click.testing import CliRunner

from drifttools.catalog.server import PrivateServer
from drifttools.cli.main import drift
from drifttools.config import load_config
from drifttools.errors import UsageError
from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.models_diff import ModelsDiff
from drifttools.modelcode.project import Project
from drifttools.modelcode.sqlalchemy_tables import table_options

if TYPE_CHECKING:
    from drifttools.modelcode.sqlalchemy_models import Models

HERE = Path(__file__).parent
STORAGE = not sqlalchemy.__version__.startswith("2.0.")  # whether this SQLAlchemy has words for a storage parameter
REMOVE = ("public.users.note", "public.users.ix_users_note")


@dataclass(frozen=True)
class Case:
    """A project whose models were edited."""

    root: Path
    inv: Investigation
    before: frozenset[str]
    diff: ModelsDiff
    again: Investigation


def opened(root: Path, server: PrivateServer, database: str, expected: str) -> Investigation:
    """Open an investigation of a project at `root`; the server is the scratch server too."""
    (root / "drift.toml").write_text(
        f'scratch = "{server.dsn()}"\n[project]\nplatform = "none"\n'
        f'[targets.app]\ndsn = "{server.dsn(database)}"\nexpected = "{expected}"\n',
        encoding="utf-8",
    )
    return investigate("app", config=load_config(root / "drift.toml"), reports=root / "reports")


def made_by_models(root: Path, server: PrivateServer, database: str, models: str) -> None:
    """Make a database as the models say."""
    context = Context.of(load_config(root / "drift.toml"))
    answer = run_script("dump_models.py", [models], context=context, cwd=root, what=models)
    with psycopg.connect(server.dsn(database)) as connection:
        for statement in answer["statements"]:
            connection.execute(statement)


@pytest.fixture(scope="module")
def case(pg_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Give the project of this folder beside a database with every sort of difference, before and after the diff."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(HERE / "project", root, dirs_exist_ok=True)
    pg_server.create_database("modelcode")
    inv = opened(root, pg_server, "modelcode", "models:app.models")
    made_by_models(root, pg_server, "modelcode", "app.models")
    with psycopg.connect(pg_server.dsn("modelcode"), autocommit=True) as connection:
        connection.execute((HERE / "live.sql").read_bytes())
        if not STORAGE:
            connection.execute("alter table documents reset (fillfactor)")
    before = frozenset(f"{one.kind} {one.label} {one.attribute}".rstrip() for one in inv.audit(cache=False).findings)
    diff = inv.models.diff(remove=REMOVE)
    git = shutil.which("git") or "git"
    subprocess.run([git, "apply", "-"], cwd=root, input=diff.text, text=True, check=True, capture_output=True)
    yield Case(root, inv, before, diff, opened(root, pg_server, "modelcode", "models:app.models"))
    pg_server.drop_database("modelcode")


SORTS = {
    "a class for a table": ("table public.query_documents", "query_document.py", "class QueryDocument(Base):"),
    "its relationships": ("table public.query_documents", "query.py", 'query_documents: Mapped[list["QueryDocument"]] ='),
    "a table that only links two": ("table public.document_readers", "document_readers.py", "document_readers = Table("),
    "the way through it": ("table public.document_readers", "user.py", 'secondary="document_readers"'),
    "a key to the table itself": ("table public.folders", "folder.py", 'remote_side="[Folder.id]"'),
    "the rows below": ("table public.folders", "folder.py", 'children: Mapped[list["Folder"]] ='),
    "a key to itself of a table that was there": ("column public.users.manager_id", "user.py", 'remote_side="[User.id]"'),
    "a new class to a new one": ("table public.books", "book.py", 'room: Mapped["Room"] ='),
    "a new class from a new one": ("table public.rooms", "room.py", 'books: Mapped[list["Book"]] ='),
    "a link of two new classes": ("table public.book_folders", "book.py", 'secondary="book_folders"'),
    "a domain": (
        "column public.users.work_mail",
        "user.py",
        'DOMAIN("email", Text, constraint_name="is_an_address", check=',
    ),
    "an array of a domain": ("table public.invitations", "invitation.py", "mapped_column(ARRAY(Email))"),
    "a table without a key": ("table public.log", "log.py", 'Column("line", Text)'),
    "a table in another schema": (
        "table archive.old_documents",
        "old_document.py",
        '__table_args__ = {"schema": "archive"}',
    ),
    "an identity": (
        "table archive.old_documents",
        "old_document.py",
        "mapped_column(BigInteger, Identity(), primary_key=True)",
    ),
    "a name that is a word of Python": ("table archive.old_documents", "old_document.py", 'mapped_column("from", Date)'),
    "an enum of another module": ("table archive.old_documents", "old_document.py", "from app.models.user import UserRole"),
    "a column": ("column public.users.auth_user_id", "user.py", "auth_user_id: Mapped[Optional[uuid.UUID]] ="),
    "a default": ("column public.users.is_active", "user.py", "mapped_column(server_default=true())"),
    "NOT NULL": ("column public.users.nickname not_null", "user.py", "nickname: Mapped[str]\n"),
    "a type": ("column public.users.phone type", "user.py", "        Text,\n        comment="),
    "another default": ("column public.users.balance default", "user.py", 'Numeric(14, 2), server_default=text("10")'),
    "a check": ("constraint public.users.users_balance", "user.py", 'CheckConstraint("balance >= (0)::numeric", name='),
    "an index": ("index public.users.users_role keys", "user.py", 'Index("users_role", "role", text("balance'),
    "a label of an enum": ("enum public.user_role labels", "user.py", '    WRITER = "writer"\n    READER = "reader"'),
    "a renamed column": ("column public.users.email", "user.py", 'email: Mapped[str] = mapped_column("mail", String(320)'),
    "a comment": ("comment public.users.phone.column", "user.py", "comment=\"as it was 'typed': 10:30\""),
    "a new enum": ("column public.queries.status type", "query.py", "class QueryStatus(str, enum.Enum):"),
    "a timestamp that was a text": ("column public.queries.completed_at type", "query.py", "Mapped[datetime | None]"),
    "a column of a mixin": ("column public.queries.created_at type", "query.py", "created_at: Mapped[datetime] ="),
    "what a foreign key does": (
        "constraint public.queries.queries_user_id_fkey on_delete",
        "query.py",
        'ondelete="CASCADE"',
    ),
    "a second key to one table": ("column public.queries.approver_id", "query.py", 'foreign_keys="[Query.user_id]"'),
    "an array": ("column public.queries.tags", "query.py", "tags: Mapped[list[str]] = mapped_column(ARRAY(sa.Text)"),
    "a generated column": ("column public.queries.area", "query.py", 'sa.Computed("cost * 2", persisted=True)'),
    "an exclusion": ("constraint public.queries.queries_cost_no_overlap", "query.py", "ExcludeConstraint((sa.text("),
    "values in the place of names": ("enum public.document_status labels", "document.py", "values_callable=lambda members"),
    "a unique constraint": (
        "constraint public.documents.documents_title_language columns",
        "document.py",
        '"language", "pages"',
    ),
    "another check": ("constraint public.documents.documents_pages expression", "document.py", "pages > 1"),
    "a comment of a table": ("comment public.documents.table text", "document.py", '"comment": "what is read"'),
    "a storage parameter": ("table public.documents options", "document.py", '"postgresql_with": {"fillfactor": "80"}'),
    "a type of an extension": ("column public.documents.place", "document.py", "class Ltree(UserDefinedType):"),
}


def test_after_the_diff_an_audit_finds_nothing(case: Case) -> None:
    """Every difference is gone, and the diff had said so."""
    assert not case.diff.left, case.diff.notes
    assert not [f"{one.kind} {one.label} {one.attribute}" for one in case.again.audit(cache=False).findings]


@pytest.mark.parametrize("sort", [sort for sort in SORTS if STORAGE or sort != "a storage parameter"])
def test_each_sort_of_difference_is_written(case: Case, sort: str) -> None:
    """It was found before, and the source says it now, in the file where it belongs."""
    finding, file, source = SORTS[sort]
    assert any(one.startswith(finding) for one in case.before), "\n".join(sorted(case.before))
    text = (case.root / "app/models" / file).read_text(encoding="utf-8")
    assert source in text, text


@pytest.mark.parametrize("version", [(2, 0), (2, 1)])
def test_a_storage_parameter_is_written_where_sqlalchemy_knows_it(version: tuple[int, int]) -> None:
    """Before 2.1 models that said one could not be imported: it is told, and left out."""
    key = ("public", "documents")
    options = SimpleNamespace(persistence="permanent", options=("fillfactor=80",), partition_key=None)
    options.tablespace = options.access_method = None
    live = SimpleNamespace(tables={key: options}, comment=lambda _: None)
    project = Project(lambda _: None, {})
    models = SimpleNamespace(described=SimpleNamespace(version=version), live=live, project=project)
    told = table_options(cast("Models", models), key, project.new_file("models.py", ""))
    assert told == ({} if version < (2, 1) else {"postgresql_with": '{"fillfactor": "80"}'})
    assert [note.object for note in project.notes] == (["table public.documents: options"] if version < (2, 1) else [])


def test_what_is_not_edited_stays(case: Case) -> None:
    """Comments, docstrings and the order of the author are as they were; the package exports what is new."""
    user = (case.root / "app/models/user.py").read_text(encoding="utf-8")
    for kept in ('"""Somebody who asks."""', "# everything", "# as it was typed", "# for the list of admins"):
        assert kept in user
    assert "note:" not in user
    package = (case.root / "app/models/__init__.py").read_text(encoding="utf-8")
    assert "from app.models.query_document import QueryDocument" in package
    assert '"QueryDocument",' in package


def test_relationships_can_be_used(case: Case) -> None:
    """SQLAlchemy resolves all of them, those that were there too."""
    code = (
        "import app.models as m; from sqlalchemy.orm import configure_mappers; configure_mappers();"
        "q = m.Query(); q.user = m.User(); q.query_documents.append(m.QueryDocument(document=m.Document()));"
        "assert q.user.queries == [q]; q.user.documents.append(m.Document());"
        "f = m.Folder(children=[m.Folder(name='b')]); assert f.children[0].parent is f;"
        "b = m.Book(room=m.Room(), folders=[f], sequel=m.Book()); assert b.room.books == [b] and f.books == [b];"
        "assert b.sequel.book_by_sequel is b; u = m.User(manager=m.User()); assert u.manager.users_by_manager == [u];"
        "print('used')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=case.root, capture_output=True, text=True, check=False)
    assert done.stdout == "used\n", done.stderr


def test_a_second_diff_is_empty(case: Case) -> None:
    """Where the models are right the command prints nothing on standard output, and ends with 0."""
    root = case.root
    done = CliRunner().invoke(drift, ["--config", str(root / "drift.toml"), "models", "app"])
    assert (done.exit_code, done.stdout) == (0, ""), done.output
    assert "say what the database has" in done.stderr


def test_nothing_is_removed_that_was_not_named(case: Case, pg_server: PrivateServer, tmp_path: Path) -> None:
    """A column that only the models have stays, is told with the option that removes it, and no file is written."""
    del case
    shutil.copytree(HERE / "project", tmp_path, dirs_exist_ok=True)
    inv = opened(tmp_path, pg_server, "modelcode", "models:app.models")
    diff = inv.models.diff(only=["public.users*"])
    assert "-    note: " not in diff.text
    assert "public.users.note" in {one.label for one in diff.left}
    assert "--remove 'public.users.note'" in {one.reason.rpartition("with ")[2] for one in diff.notes}
    assert "class QueryDocument" not in diff.text
    assert "auth_user_id" not in (tmp_path / "app/models/user.py").read_text(encoding="utf-8")
    (tmp_path / "app/models/user.py").write_text("# changed meanwhile\n", encoding="utf-8")
    with pytest.raises(UsageError, match="was changed since the diff was made"):
        diff.apply()

"""`django:`: the project's own migrations, replayed in a process that knows only the scratch database."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from drifttools.config import Project
from drifttools.errors import SourceError
from drifttools.expected.base import Context, Expected
from drifttools.expected.django import migration_sql
from drifttools.expected.resolve import resolve
from drifttools.expected.spec import parse_spec

MakeContext = Callable[..., Context]
DEMO = Path(__file__).parents[2] / "drifttools/demos/wrong_schema/project"


@pytest.fixture
def project(sources: Path, tmp_path: Path) -> Path:
    """Copy the Django project, so that a test may change it."""
    return Path(shutil.copytree(sources / "django", tmp_path / "django"))


@pytest.fixture
def expected(sources: Path, context: MakeContext) -> Expected:
    """Replay the Django project."""
    return resolve("django:manage.py", context(sources / "django"))


def names(expected: Expected, kind: str) -> set[str]:
    """Return the last key of every object of a kind."""
    rows = expected.snapshot.rows[kind]
    keys = sum(field.key for field in rows.fields)
    return {line.decode().split("\t")[keys - 1] for line in rows.lines}


def test_the_migrations_are_applied_to_the_scratch_database(expected: Expected) -> None:
    """What migrate leaves is read; the router's refusal holds, and a role that is granted to is made."""
    assert names(expected, "table") == {"django_migrations", "shop_item"}
    privileges = {"privilege", "object privilege", "column privilege", "default privilege"}
    settings = {"database", "database setting", "role setting", "extension version"}
    assert expected.snapshot.silent == {"owner", "subscription", *privileges, *settings}


def test_tables_are_named_as_they_were_at_each_migration(expected: Expected) -> None:
    """A later rename is known: the table of today is traced to the operation that made it under its first name."""
    assert expected.history is not None
    step = expected.history.creating("public.shop_item")
    assert step is not None
    assert (step.migration.name, step.operation.table) == ("0001_initial", "shop_thing")
    assert step.place == "shop/migrations/0001_initial.py:8"
    assert expected.history.creating("shop_thing") is not None
    assert expected.history.creating("shop_report") is None, "a router keeps it elsewhere"
    assert [
        (s.operation.op, s.operation.line, s.operation.state_only)
        for s in expected.history.touching("shop_item", "sold_at")
    ] == [("AddField", 14, True)]
    renamed = expected.history.touching("shop_item", "price")
    assert [(s.operation.op, s.migration.name) for s in renamed] == [("RenameField", "0002_item")]


def test_models_have_their_place(expected: Expected) -> None:
    """Each table of the present models has file and lines; one that a router keeps elsewhere has none."""
    assert [(m.table, m.model, m.file, m.first_line, m.last_line) for m in expected.models] == [
        ("shop_item", "Item", "shop/models.py", 4, 11)
    ]


def test_a_revision_stops_there(sources: Path, context: MakeContext) -> None:
    """`@shop.0001` applies up to it; the history is whole all the same."""
    expected = resolve("django:manage.py@shop.0001", context(sources / "django"))
    assert names(expected, "table") == {"django_migrations", "shop_thing"}
    assert expected.history is not None
    assert len(expected.history.migrations) == 3


def test_a_migration_that_fails_is_named(project: Path, context: MakeContext) -> None:
    """The error names the migration, and what the server said."""
    (project / "shop/migrations/0004_bad.py").write_text(
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
        "    dependencies = [('shop', '0003_rules')]\n    operations = [\n"
        "        migrations.RunSQL('ALTER TABLE nowhere ADD a int')\n    ]\n"
    )
    with pytest.raises(SourceError, match=r"while it applied shop\.0004_bad") as error:
        resolve("django:manage.py", context(project))
    assert error.value.server == 'relation "nowhere" does not exist'


@pytest.mark.parametrize(
    ("text", "part"),
    [("raise RuntimeError('no luck')", "RuntimeError: no luck"), ("a = = 1", "SyntaxError: invalid syntax")],
)
def test_settings_that_fail_are_named(text: str, part: str, project: Path, context: MakeContext) -> None:
    """An error in the settings has file and line."""
    settings = project / "shop/settings.py"
    settings.write_text(settings.read_text() + f"\n{text}\n")
    with pytest.raises(SourceError, match=part) as error:
        resolve("django:manage.py", context(project))
    assert error.value.file == "shop/settings.py"
    assert error.value.line == len(settings.read_text().splitlines())


@pytest.mark.parametrize("spec", ["django:nowhere.py", "django:manage.py@shop.0009", "django:manage.py@nowhere"])
def test_what_is_not_there_is_an_error(spec: str, sources: Path, context: MakeContext) -> None:
    """A missing manage.py, migration or app is an error."""
    with pytest.raises(SourceError):
        resolve(spec, context(sources / "django"))


def test_no_setting_but_the_scratch_database_is_used(
    project: Path, context: MakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every alias of DATABASES and every variable that settings look for leads to the scratch database or nowhere."""
    monkeypatch.setenv("PGPASSWORD", "canary-1")
    settings = project / "shop/settings.py"
    settings.write_text(settings.read_text() + "\nimport os\nos.environ['DATABASE_URL'].index('dt_scratch_')\n")
    (project / "shop/migrations/0004_spy.py").write_text(
        "import os\nfrom django.conf import settings\nfrom django.db import migrations\n\n\n"
        "def look(apps, editor):\n"
        "    seen = repr(settings.DATABASES) + repr(dict(os.environ))\n"
        "    assert 'canary' not in seen and 'prod' not in seen, 'the settings of production are still there'\n"
        "    assert settings.DATABASES['default']['NAME'] == os.environ['PGDATABASE']\n\n\n"
        "class Migration(migrations.Migration):\n"
        "    dependencies = [('shop', '0003_rules')]\n    operations = [migrations.RunPython(look)]\n"
    )
    project = project.rename(project.parent / "app")  # so that no path of the environment holds a forbidden word
    resolve("django:manage.py", context(project))


def test_a_search_path_of_the_settings_is_kept(project: Path, context: MakeContext) -> None:
    """Where the settings put the tables into a schema of their own, so does the replay."""
    settings = project / "shop/settings.py"
    settings.write_text(settings.read_text().replace('"sslmode": "verify-full"', '"options": "-c search_path=app,public"'))
    expected = resolve("django:manage.py", context(project))
    assert {line.split(b"\t")[0] for line in expected.snapshot.rows["table"].lines} == {b"app"}


def test_the_settings_module_may_come_from_the_environment(project: Path, context: MakeContext) -> None:
    """`DJANGO_SETTINGS_MODULE` under [project.env] wins over manage.py."""
    (project / "shop/settings.py").rename(project / "shop/local.py")
    env = {"DJANGO_SETTINGS_MODULE": "shop.local"}
    assert resolve("django:manage.py", context(project, project=Project(env=env))).history is not None


def test_the_sql_of_one_migration(sources: Path, context: MakeContext) -> None:
    """`sqlmigrate` is given on request, on a database that is where the migration starts from."""
    text = migration_sql(parse_spec("django:manage.py", sources / "django"), context(sources / "django"), "shop", "0003")
    assert 'CREATE INDEX "shop_item_name_idx" ON "shop_item" ("name");' in text


def test_the_demo_project(context: MakeContext) -> None:
    """The demo's project of twenty migrations is replayed, and its table is traced to its migration."""
    expected = resolve("django:manage.py", context(DEMO))
    assert expected.history is not None
    step = expected.history.creating("user_profile_about_item")
    assert step is not None
    assert step.migration.label == "user_profile.0032_add_profile_about_item"
    assert "user_profile_about_item" in {model.table for model in expected.models}

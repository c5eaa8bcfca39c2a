"""Real projects: a database made by the project's own command, beside the project's own models and migrations.

`goldens/` has the findings of each, and `goldens/<project>.md` says of every one why it is true. Whatever else is found is
a false alarm. `make test` runs the light ones, `make real` all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from drifttools.catalog.opening import Opening
from drifttools.config import load_config, parse_target
from drifttools.errors import SourceError
from drifttools.investigation import Investigation, investigate
from drifttools.investigation.diffing import difference
from tests.conftest import Golden, Servers
from tests.loop import findings_text
from tests.real_projects.install import environment, why_not
from tests.real_projects.projects import HERE, PROJECTS, RealProject

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer

# the tests of a project share its database, so one worker has them all
SPECS = [
    pytest.param(project, slug, id=f"{project.label}-{slug}", marks=pytest.mark.xdist_group(project.label))
    for project in PROJECTS
    for slug in project.specs
]
HISTORIES = [
    pytest.param(project, id=project.label, marks=pytest.mark.xdist_group(project.label))
    for project in PROJECTS
    if project.history
]


@dataclass(frozen=True)
class Live:
    """A project with the database that its own command has made.

    Args:
        folder: Where it is started, with its drift.toml.
        dsn: The database.
    """

    project: RealProject
    folder: Path
    dsn: str

    def spec(self, slug: str) -> str:
        """Give the spec of this name."""
        site = next(environment(self.project).glob("lib/python3*/site-packages"))
        return self.project.specs[slug].format(site=site)

    def ask(self, slug: str) -> Investigation:
        """Investigate the database."""
        return investigate(
            self.dsn, self.spec(slug), config=self.folder / "drift.toml", reports=self.folder.parent / "reports"
        )


MakeLive = Callable[[RealProject], Live]


@pytest.fixture(scope="module")
def live(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> MakeLive:
    """Make each project and its database once."""
    known: dict[str, Live] = {}

    def make(project: RealProject) -> Live:
        if not project.light and os.environ.get("DRIFTTOOLS_REAL") != "all":
            pytest.skip("a heavy one: `make real` runs it")
        if reason := why_not(project):
            pytest.skip(reason)
        if project.label not in known:
            known[project.label] = made(project, servers(18), tmp_path_factory.mktemp(project.label) / "project")
        return known[project.label]

    return make


def made(project: RealProject, server: PrivateServer, folder: Path) -> Live:
    """Write the project, and have its own command make its database."""
    place = environment(project)
    folder.mkdir()
    env = {"HOME": str(folder), "PATH": f"{place / 'bin'}{os.pathsep}{os.defpath}", "LANG": "C.UTF-8"}
    path = folder / "real.db"
    if project.on_sqlite:
        dsn, url = f"sqlite:///{path}", f"{project.dialect}:///{path}"
    else:
        name = f"real_{project.name.replace('-', '_')}"
        server.create_database(name)
        dsn, host = server.dsn(name), server.dsn(name).split("host=")[1].split()[0]
        url = f"{project.dialect}://postgres@/{name}?host={quote(host, safe='')}"
        env |= {"PGHOST": host, "PGUSER": "postgres", "PGDATABASE": name}
    env |= {key: value.format(url=url, path=path) for key, value in project.live_env.items()}
    for command in project.start:
        run(command, folder, env)
    if (HERE / "sources" / project.name).is_dir():
        shutil.copytree(HERE / "sources" / project.name, folder, dirs_exist_ok=True)
    run(tuple(word.format(url=url) for word in project.migrate), folder, env)
    settings = [f'scratch = "{server.dsn()}"', "[project]", f'python = "{place / "bin/python"}"', "[project.env]"]
    settings += [f'{key} = "{value}"' for key, value in project.env.items()]
    (folder / "drift.toml").write_text("\n".join(settings), encoding="utf-8")
    return Live(project, folder, dsn)


def run(command: tuple[str, ...], folder: Path, env: dict[str, str]) -> None:
    """Run a command of the project; what it says is the failure of the test."""
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize(("project", "slug"), SPECS)
def test_what_is_found_is_true_and_nothing_else_is_found(
    project: RealProject, slug: str, live: MakeLive, golden: Golden
) -> None:
    """The findings are those that were reviewed, and each is explained."""
    one = live(project)
    config = load_config(one.folder / "drift.toml")
    found = difference(Opening(parse_target(one.dsn)), one.spec(slug), config, cache=False).comparison
    golden(f"goldens/{project.label}-{slug}.txt", findings_text(found))
    reasons = HERE / "goldens" / f"{project.label}.md"
    explained = reasons.read_text(encoding="utf-8") if reasons.exists() else ""
    assert [finding.label for finding in found.findings if f"`{finding.label}`" not in explained] == []


@pytest.mark.parametrize("project", HISTORIES)
def test_a_database_at_its_last_migration_is_known_to_be_there(
    project: RealProject, live: MakeLive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger has every migration, the catalog is at the last one exactly, and every table has one that made it."""
    one = live(project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(one.folder.parent / "cache"))
    migrations = one.ask(project.history).migrations
    status = migrations.status()
    assert (status.clean, [problem.sentence for problem in status.problems]) == (True, [])
    where = migrations.where()
    assert (where.best.distance, where.exit_code) == (0, 0)
    frame = where.blame.frame()
    placed = set(frame.loc[(frame["kind"] == "table") & (frame["file"] != "") & frame["line"].notna(), "object"])
    there = one.ask(project.history).catalog.tables()
    tables = {f"{schema}.{table}" for schema, table in zip(there["schema"], there["table"], strict=True)}
    assert tables - placed == {ledger.label for ledger in status.ledgers} | project.before


@pytest.mark.xdist_group("jupyterhub")
def test_a_history_that_begins_with_tables_of_create_all_says_how_it_is_replayed(live: MakeLive) -> None:
    """JupyterHub alters tables that no revision makes: the error names them and the way, and the ledger is told."""
    one = live(next(project for project in PROJECTS if project.name == "jupyterhub"))
    inv = investigate(one.dsn, "alembic:alembic.ini", config=one.folder / "drift.toml", reports=one.folder / "reports")
    with pytest.raises(SourceError, match='relation "users" does not exist') as error:
        inv.migrations.where()
    assert "?base=models:" in (error.value.hint or "")
    status = inv.migrations.status()
    assert (status.clean, len(status.frame())) == (True, 19)

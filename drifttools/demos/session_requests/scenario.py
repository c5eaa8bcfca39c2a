"""Makes the incident: a table that was made by hand from a draft, beside migrations that were never run on it.

Nothing is faked. What Supabase brings along is declared first, as the scratch database gets it. The project's migrations
run in their order up to the one that was to mend a foreign key, and are noted in Supabase's ledger as its own tool notes
them. That one finds no table yet and does nothing: it bears an earlier date than the migration that creates the table.
Then somebody makes the table in the dashboard (`by_hand.sql`), and from then on the migration that creates it cannot run.

`serve` runs the service as a process of its own; see `_service.py`.
"""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode

import psycopg

from drifttools.config import parse_target
from drifttools.demos.project import INHERITED, provide_supabase, rows_of
from drifttools.errors import SourceError, UsageError
from drifttools.sql.split import PieceKind, split

HERE = Path(__file__).parent
PROJECT = HERE / "project"
"""The project: `PROJECT / "supabase"` has its migrations, `PROJECT / "src"` its routes."""

TARGET = "pitstop"
STUCK = "62e91166-c36b-4bd5-bc51-5b168f1bd176"
"""The session that somebody waits in."""
STUCK_CUSTOMER = "f4d90392-118c-4738-ab16-94689f039f2a"
ERROR_TEXT = "Could not find the 'metadata' column of 'session_requests' in the schema cache"
"""What the log of the service says."""

_RUN_HERE = 3
_TABLES = (
    *("profiles", "mechanics", "mechanic_logins", "intakes", "sessions", "session_participants", "session_requests"),
)
_LEDGER = """
create table supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text)
"""
_INTAKE = "src/app/api/intake/start/route.ts"
_UNATTENDED = (
    "src/app/api/mechanics/requests/route.ts",
    "src/app/api/mechanic/accept/route.ts",
    "src/lib/sessionCleanup.ts",
)
_CORRECTIONS = (
    *((file, "['pending', 'unattended']", "['pending']") for file in _UNATTENDED),
    (_INTAKE, "  try {\n    await supabaseAdmin\n", "  const { error: unheard } = await supabaseAdmin\n"),
    (_INTAKE, """      })
      .throwOnError();
  } catch (error) {
    console.error('[intake] the request was not made', error);
  }
""", """      });
  if (unheard) {
    await supabaseAdmin.from('sessions').delete().eq('id', session.id).throwOnError();
    return NextResponse.json(unheard, { status: 500 });
  }
"""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What was made.

    Attributes:
        rows: How many rows each table has.
        noted: The migrations that the ledger notes.
    """

    rows: Mapping[str, int]
    noted: tuple[str, ...]


def take(directory: Path) -> Path:
    """Put a copy of the project into a directory, as a user has it; returns its path."""
    return Path(shutil.copytree(PROJECT, directory))


def build(dsn: str) -> Facts:
    """Make the drifted database.

    Args:
        dsn: An empty database on a server where roles may be made, as libpq keywords.

    Raises:
        UsageError: The DSN names a database that is not empty.
    """
    return _make(dsn, _RUN_HERE, by_hand=True)


def build_right(dsn: str) -> Facts:
    """Make the same database without the drift: every migration, the same rows.

    Args:
        dsn: As for `build`.

    Raises:
        UsageError: As for `build`.
    """
    return _make(dsn, len(migrations()), by_hand=False)


def migrations() -> list[Path]:
    """The project's migrations, in their order."""
    return sorted((PROJECT / "supabase/migrations").glob("*.sql"))


def _make(dsn: str, last: int, *, by_hand: bool) -> Facts:
    with psycopg.connect(dsn) as connection:
        there = connection.execute("select 1 from pg_class where relnamespace = 'public'::regnamespace limit 1").fetchone()
    if there:
        raise UsageError("the database is not empty", hint="name a database that has just been created")
    provide_supabase(dsn)
    with psycopg.connect(dsn) as connection:
        connection.execute(_LEDGER.encode())
    noted = tuple(migrate(dsn, file) for file in migrations()[:last])
    # sessions of their own: default privileges and search_path are of the database
    for script in ("by_hand.sql", "rows.sql", "tried_by_hand.sql") if by_hand else ("rows.sql",):
        with psycopg.connect(dsn) as connection:
            connection.execute((HERE / script).read_bytes())
    return Facts(counts(dsn), noted)


def migrate(dsn: str, file: Path) -> str:
    """Run a migration and note it, in one transaction, as `supabase db push` does; returns its name.

    Args:
        dsn: The database.
        file: `<version>_<name>.sql`.

    Raises:
        SourceError: A statement failed; the message has what the server said.
    """
    script = file.read_text(encoding="utf-8")
    version, _, title = file.stem.partition("_")
    statements = [piece.text.strip().rstrip(";") for piece in split(script) if piece.kind is PieceKind.STATEMENT]
    try:
        with psycopg.connect(dsn) as connection:
            for statement in statements:
                connection.execute(statement.encode())
            connection.execute(
                "insert into supabase_migrations.schema_migrations values (%s, %s, %s)", [version, statements, title]
            )
    except psycopg.Error as error:
        said = error.diag.message_primary or str(error).strip()
        raise SourceError(f"{file.name}: {said}", file=str(file), hint="see what stands in its way: drift audit") from None
    return file.stem


def correct(project: Path) -> tuple[str, ...]:
    """Correct the code, as a developer would: no state that the enum lacks, and no failed write that is kept quiet.

    Args:
        project: The copy.

    Returns:
        The files that were changed.

    Raises:
        SourceError: A file is not as it was.
    """
    for name, wrong, right in _CORRECTIONS:
        file = project / name
        text = file.read_text(encoding="utf-8")
        if text.count(wrong) != 1:
            raise SourceError(f"{name} is not as the demo left it", file=str(file), hint="take a new copy of the project")
        file.write_text(text.replace(wrong, right), encoding="utf-8")
    return tuple(name for name, _, _ in _CORRECTIONS)


def counts(dsn: str) -> dict[str, int]:
    """How many rows each table of the project has."""
    return rows_of(dsn, _TABLES)


@contextmanager
def serve(dsn: str, project: Path = PROJECT, python: str | Path = sys.executable, timeout_s: float = 30.0) -> Iterator[str]:
    """Run the service as a child process and yield its base URL, without a slash at the end.

    The service ends with the block, and also when this process dies: it reads a pipe that only we hold.

    Args:
        dsn: The database.
        project: The project, or a copy of it.
        python: The interpreter that has psycopg and drifttools.
        timeout_s: How long it may take to answer.

    Raises:
        SourceError: It did not start; the message ends with what it said.
    """
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [str(python), "-m", "drifttools.demos.session_requests._service", str(project / "src")],
            env=environment(dsn),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,  # a Ctrl-C in the terminal is for us; we end the child ourselves
        )
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both are pipes
        try:
            yield f"http://127.0.0.1:{_port(process, log, timeout_s)}"
        finally:
            process.stdin.close()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()


def _port(process: subprocess.Popen[bytes], log: IO[bytes], timeout_s: float) -> int:
    """Wait until the service has said its port and answers there."""
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    deadline = time.monotonic() + timeout_s
    timer = threading.Timer(timeout_s, process.kill)  # its end is the end of the pipe
    timer.start()
    line = process.stdout.readline()
    timer.cancel()
    while line.strip().isdigit() and process.poll() is None and time.monotonic() < deadline:
        if ask(f"http://127.0.0.1:{int(line)}", "GET", "/api/health")[0] == http.HTTPStatus.OK:
            return int(line)
        time.sleep(0.05)
    log.seek(0)
    said = "\n".join(log.read().decode(errors="replace").splitlines()[-12:])
    raise SourceError(f"the demo's service did not start\n{said}", hint="pip install 'drifttools[demo]'")


def ask(url: str, method: str, path: str) -> tuple[int, str]:
    """Send a request to the service: status and body; 0 where nothing answers.

    Args:
        url: What `serve` gave.
        method: `GET` or `POST`.
        path: With its query.
    """
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def environment(dsn: str) -> dict[str, str]:
    """The whole environment of the service: what starts it, and this one database."""
    known = parse_target(dsn).parameters
    # a host that is a directory can only stand behind the question mark
    others = {key: value for key, value in known.items() if key in ("host", "port", "user", "password")}
    return {
        **{name: os.environ[name] for name in INHERITED if name in os.environ},
        "DATABASE_URL": f"postgresql:///{quote(known.get('dbname', ''), safe='')}?{urlencode(others)}",
        "PYTHONPATH": str(HERE.parents[2]),  # the drifttools that runs this
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }

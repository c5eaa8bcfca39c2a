"""Measures drifttools and its peers as whole processes against pg_dump of the same run: `make bench`.

Every figure is the median of a few runs of a whole process: wall seconds, CPU of the client (user and system,
from wait4), peak memory. CPU of the server is not in it. A command that cannot be measured stands in
the table with the reason, it is never left out. Results go to bench/results/<date>.json.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from bench import drifts, generate, histories, portable, rows, sqlite  # noqa: E402 - started as a script, from anywhere
from drifttools.errors import DriftToolsError  # noqa: E402 - as above

if TYPE_CHECKING:
    from drifttools.catalog.server import PrivateServer

PARTS = ("sizes", "sqlite", "rows", "models", "migrations")
DRIFTS = 50
PATIENCE_S = 900.0  # longer than this is a result of its own
ENOUGH_S = 30.0  # a command that takes longer is not repeated
BASELINE = "pg_dump --schema-only"


@dataclass(frozen=True)
class Command:
    """One thing to measure: a name for the table, the command, and the exit codes that mean it worked."""

    name: str
    argv: tuple[str, ...]
    exits: tuple[int, ...] = (0,)
    clear: Path | None = None  # removed before every run
    against: str = BASELINE
    """The command of the same size whose time this one's is told in."""


@dataclass(frozen=True)
class Figure:
    """What one command cost, or why that is not known."""

    name: str
    tables: int
    runs: int = 0
    wall: float | None = None
    cpu: float | None = None
    mb: float | None = None
    reason: str = ""
    against: str = ""


def measured(command: Command, tables: int, runs: int) -> Figure:
    """Run a command a few times and return its medians, or the reason why it could not be measured."""
    seen: list[dict[str, float]] = []
    for _ in range(runs):
        if command.clear:
            shutil.rmtree(command.clear, ignore_errors=True)
            command.clear.unlink(missing_ok=True)
        begun = time.perf_counter()
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-S", str(HERE / "measure.py"), *command.argv],
                capture_output=True,
                text=True,
                timeout=PATIENCE_S,
                check=True,
                cwd=tempfile.gettempdir(),  # no drift.toml of a checkout takes part
            )
        except subprocess.TimeoutExpired:
            return Figure(command.name, tables, reason=f"not finished after {PATIENCE_S:.0f} s")
        figures = json.loads(done.stdout)
        # Python ends with 1 after an error too, which is also what a check that found drift ends with.
        if figures["exit"] not in command.exits or "Traceback (most recent call last)" in done.stderr:
            return Figure(command.name, tables, reason=f"exit {figures['exit']}: {last_words(done.stderr)}")
        seen.append(figures)
        if time.perf_counter() - begun > ENOUGH_S:
            break
    middle = {key: statistics.median(one[key] for one in seen) for key in ("wall", "cpu", "mb")}
    return Figure(command.name, tables, len(seen), **middle, against=command.against)


def last_words(stderr: str) -> str:
    """Return the last line that a failed command said, short enough for a table."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    return lines[-1][:140].replace("|", "/") if lines else "it said nothing"


# ----------------------------------------------------------------------------------------- what is measured


def kind_queries(major: int) -> str:
    """Return the queries of all kinds as one script, or raise ImportError while there are none."""
    from drifttools.kinds.query import query_for
    from drifttools.kinds.registry import KINDS
    from drifttools.sql.dialect import Dialect

    queries = (query_for(kind, Dialect.POSTGRESQL, major) for kind in KINDS)
    return "".join(f"{query.strip().rstrip(';')};\n" for query in queries if query)


def imports() -> Iterator[Command]:
    """Yield the floors: what starting costs before any database is met."""
    python, drift = sys.executable, sibling("drift")
    yield Command("python -c pass", (python, "-c", "pass"))
    yield Command("import drifttools", (python, "-c", "import drifttools"))
    yield Command("drift --help", (drift, "--help"))


def on_one_database(server: PrivateServer, name: str, folder: Path, planted: int) -> Iterator[Command | Figure]:
    """Yield the commands that read one database, and those that compare it with what was stored before."""
    dsn, drift, stored = server.dsn(name), sibling("drift"), folder / "expected"
    drifted = server.dsn(f"{name}_drifted")
    psql, pg_dump = str(server.bindir / "psql"), str(server.bindir / "pg_dump")
    yield Command(BASELINE, (pg_dump, "--schema-only", "-d", dsn, "-f", str(folder / "dump.sql")))

    bare = "psql: the kinds' queries"
    try:
        script = folder / "kinds.sql"
        script.write_text(begin_reading() + kind_queries(server.major), encoding="utf-8")
        quiet = (psql, "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", dsn)
        yield Command(bare, (*quiet, "-f", str(script), "-o", os.devnull))
    except ImportError as error:
        yield Figure(bare, 0, reason=f"{error}")

    reflect = (
        "import sys, psycopg, sqlalchemy as sa\n"
        "engine = sa.create_engine('postgresql+psycopg://', creator=lambda: psycopg.connect(sys.argv[1]))\n"
        "metadata = sa.MetaData()\n"
        "for schema in sa.inspect(engine).get_schema_names():\n"
        "    if schema not in ('information_schema', 'pg_catalog'):\n"
        "        metadata.reflect(engine, schema=schema)\n"
        "assert metadata.tables\n"
    )
    yield Command("SQLAlchemy MetaData.reflect", (sys.executable, "-c", reflect, dsn))
    # Also makes what the next ones compare with.
    yield Command("drift snapshot", (drift, "snapshot", dsn, "--output", str(stored)), clear=stored)
    expected = f"snapshot:{stored}"
    yield Command("drift diff, live against stored, equal", (drift, "diff", dsn, expected))
    yield Command("the same again", (drift, "diff", dsn, expected))
    yield Command(f"drift diff, {planted} drifts", (drift, "diff", drifted, expected), exits=(1,))
    audit = (drift, "--reports", str(folder / "reports"), "audit", drifted, "--expected", expected)
    yield Command(f"drift audit, {planted} drifts", audit, exits=(1,), clear=folder / "reports")


def measure_histories(server: PrivateServer, number: int, runs: int) -> Iterator[Figure]:
    """Replay a history of each tool by itself and one migration at a time, in turns; tell how much longer that takes."""
    with tempfile.TemporaryDirectory(prefix="drifttools-bench-") as folder:
        for tool, write in histories.WRITERS.items():
            spec, alone = write(Path(folder) / tool, number), 0.0
            ways = {False: "replayed", True: "blamed: replayed one at a time"}
            try:
                turns = [[histories.replay(spec, server.dsn(), stepwise=way) for way in ways] for _ in range(runs)]
            except DriftToolsError as error:
                yield Figure(f"{tool}: {number} migrations", 0, reason=str(error)[:140].replace("|", "/"))
                continue
            for how, measured_so in zip(ways.values(), zip(*turns, strict=True), strict=True):
                count, sent, _ = measured_so[0]
                seconds = min(one for _, _, one in measured_so)
                against = f"{seconds / alone:.2f} x replayed" if alone else "the best of all runs"
                alone = alone or seconds
                say(f"  {tool}: {count} migrations {how}: {seconds:.2f} s, {against}")
                yield Figure(f"{tool}: {count} migrations {how}, {sent:,} queries", 0, runs, seconds, reason=against)


def measure_rows(server: PrivateServer, number: int) -> Iterator[Figure]:
    """Look at the rows of one large table: all of them, and a sample."""
    actual, expected = f"rows_{number}", f"rows_{number}_expected"
    for name in (actual, expected):
        server.create_database(name)
    begun = time.perf_counter()
    rows.load(server.dsn(actual), server.dsn(expected), number)
    say(f"a table of {number:,} rows loaded in {time.perf_counter() - begun:.1f} s")
    with tempfile.TemporaryDirectory(prefix="drifttools-bench-") as folder:
        answers, config = Path(folder) / "answers.json", Path(folder) / "drift.toml"
        config.write_text(f"[probe]\nsample_above_rows = {number // 2}\n", encoding="utf-8")
        asked = (sibling("drift"), "-q", "--config", str(config), "probe", server.dsn(actual))
        asked += (f"database:{server.dsn(expected)}", "--format", "json", "--output", str(answers))
        for how, options in (("a sample", ()), ("every row", ("--exact",))):
            figure = measured(Command(f"drift probe, {number:,} rows, {how}", (*asked, *options), exits=(1, 3)), 0, 1)
            say(f"  {figure.name}: {figure.reason or f'{figure.wall:.2f} s, {figure.mb:.0f} MB'}")
            yield figure
            if figure.wall is not None:
                say(f"  {rows.told(answers)}")
                for line in rows.wrong(answers, number, 30_000):
                    yield Figure(figure.name, 0, reason=line)
    for name in (actual, expected):
        server.drop_database(name)


def measure_sqlite(tables: int, runs: int) -> Iterator[Figure]:
    """Read and compare a SQLite file, beside SQLAlchemy's two ways of reading it."""
    drift, python = sibling("drift"), sys.executable
    with tempfile.TemporaryDirectory(prefix="drifttools-bench-") as folder:
        file, drifted, stored = Path(folder) / "bench.db", Path(folder) / "drifted.db", Path(folder) / "expected"
        sqlite.load(file, tables)
        sqlite.drift(file, drifted)
        for command in (
            Command(sqlite.BASELINE, (python, "-c", sqlite.REFLECT, str(file))),
            Command("SQLite: SQLAlchemy Inspector.get_multi_*", (python, "-c", sqlite.INSPECT, str(file))),
            Command("SQLite: drift snapshot", (drift, "snapshot", str(file), "--output", str(stored)), clear=stored),
            Command("SQLite: drift diff, live against stored, equal", (drift, "diff", str(file), f"snapshot:{stored}")),
            Command("SQLite: drift diff, two live files, a drift", (drift, "diff", str(drifted), f"database:{file}"), (1,)),
        ):
            figure = measured(replace(command, against=sqlite.BASELINE), tables, runs)
            say(f"  {figure.name}: {figure.reason or f'{figure.wall:.2f} s, {figure.mb:.0f} MB'}")
            yield figure


def measure_portability(server: PrivateServer, models: int, runs: int) -> Iterator[Figure]:
    """Try models on SQLite and PostgreSQL, write the portable forms, and try them again."""
    with tempfile.TemporaryDirectory(prefix="drifttools-bench-") as folder:
        portable.write(Path(folder), models)
        config = Path(folder) / "drift.toml"
        config.write_text(f'scratch = "{server.dsn()}"\n', encoding="utf-8")
        asked = (sibling("drift"), "-q", "--config", str(config), "portability", "models:shop", "--format", "csv")
        figure = measured(Command(f"drift portability, {models} models", asked, exits=(1,)), models, runs)
        say(f"  {figure.name}: {figure.reason or f'{figure.wall:.2f} s, {figure.mb:.0f} MB'}")
        yield figure


def begin_reading() -> str:
    """Return the settings that the reader pins, so that the queries print the same."""
    return "begin isolation level repeatable read read only;\nset local search_path = '';\n"


def sibling(program: str) -> str:
    """Return the path of a console script of this interpreter's environment."""
    return str(Path(sys.executable).parent / program)


def measure_size(server: PrivateServer, tables: int, runs: int) -> Iterator[Figure]:
    """Build a schema of this size and its drifted twin, measure, and drop both."""
    name = f"bench_{tables}"
    server.create_database(name)
    begun = time.perf_counter()
    generate.load(server.dsn(name), tables)
    say(f"{tables:,} tables loaded in {time.perf_counter() - begun:.1f} s")
    server.create_database(f"{name}_drifted", template=name)
    planted = drifts.plan_drifts(tables, min(DRIFTS, tables // 2))
    drifts.plant(server.dsn(f"{name}_drifted"), planted)
    with tempfile.TemporaryDirectory(prefix="drifttools-bench-") as folder:
        for command in on_one_database(server, name, Path(folder), len(planted)):
            if isinstance(command, Figure):
                figure = Figure(command.name, tables, reason=command.reason)
            else:
                figure = measured(command, tables, runs)
            say(f"  {figure.name}: {figure.reason or f'{figure.wall:.2f} s'}")
            yield figure
        for line in found_wrong(server.dsn(f"{name}_drifted"), Path(folder) / "expected", planted):
            yield Figure(f"the {len(planted)} drifts", tables, reason=line)
    for one in (name, f"{name}_drifted"):
        server.drop_database(one)


def found_wrong(drifted: str, stored: Path, planted: list[drifts.Drift]) -> list[str]:
    """Return what a comparison missed of the planted drifts or found beside them, and tell."""
    command = [sibling("drift"), "-q", "diff", drifted, f"snapshot:{stored}", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    if done.returncode != 1:
        return [f"exit {done.returncode}: {last_words(done.stderr)}"]
    problems = list(drifts.wrong(planted, json.loads(done.stdout)))
    say(f"  {len(planted)} drifts planted: " + ("all found, nothing else" if not problems else f"{len(problems)} wrong"))
    return problems


# ---------------------------------------------------------------------------------------------- what is told


def table(figures: list[Figure]) -> str:
    """Return one Markdown table: every figure, and its ratio to what it is measured against, of the same size and run."""
    walls = {(f.name, f.tables): f.wall for f in figures}
    lines = [
        "| tables | command | wall s | of the first of its size | client CPU s | peak MB | runs |",
        "|---:|---|---:|---:|---:|---:|---:|",
    ]
    for f in figures:
        size = f"{f.tables:,}" if f.tables else "-"
        if f.wall is None:
            lines.append(f"| {size} | {f.name} | could not measure: {f.reason} | | | | 0 |")
            continue
        if f.cpu is None or f.mb is None:  # measured within this process
            lines.append(f"| {size} | {f.name} | {f.wall:.3f} | {f.reason or '-'} | | | {f.runs} |")
            continue
        against = walls.get((f.against, f.tables))
        ratio = f"{f.wall / against:.2f} x" if against else "-"
        lines.append(f"| {size} | {f.name} | {f.wall:.3f} | {ratio} | {f.cpu:.3f} | {f.mb:.0f} | {f.runs} |")
    return "\n".join(lines)


def say(text: str) -> None:
    """Show progress, away from the table."""
    sys.stderr.write(f"bench: {text}\n")
    sys.stderr.flush()


def measure(parts: Collection[str], given: argparse.Namespace) -> tuple[list[Figure], str]:
    """Measure these parts; return the figures and the version of PostgreSQL."""
    from drifttools.catalog.server import PrivateServer

    figures: list[Figure] = []
    if "sizes" in parts:
        figures += [measured(command, 0, given.runs) for command in imports()]
    if "sqlite" in parts:
        figures += measure_sqlite(given.sqlite, given.runs)
    with PrivateServer(given.major) as server:
        if "sizes" in parts:
            for size in (int(size) for size in given.sizes.split(",") if size.strip()):
                figures += measure_size(server, size, given.runs)
        if "rows" in parts:
            figures += measure_rows(server, given.rows)
        if "models" in parts:
            figures += measure_portability(server, given.models, given.runs)
        if "migrations" in parts:
            figures += measure_histories(server, given.migrations, given.runs)
        return figures, server.version


def main() -> None:
    """Measure what was asked for, print the table, write the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--parts", default=",".join(PARTS), help=f"what is measured: some of {', '.join(PARTS)}")
    parser.add_argument("--sizes", default=os.environ.get("SIZES", "100,1000,10000"))
    parser.add_argument("--migrations", type=int, default=250, help="how many each history has")
    parser.add_argument("--rows", type=int, default=10_000_000, help="of the table that data probes look at")
    parser.add_argument("--sqlite", type=int, default=2_000, help="tables of the SQLite file")
    parser.add_argument("--models", type=int, default=300, help="that are tried on two dialects")
    parser.add_argument("--runs", type=int, default=3, help="of every command; the median counts")
    parser.add_argument("--major", type=int, default=18)
    parser.add_argument("--results", type=Path, default=HERE / "results")
    given = parser.parse_args()
    parts = [part.strip() for part in given.parts.split(",") if part.strip()]
    if unknown := set(parts) - set(PARTS):
        parser.error(f"--parts: {', '.join(sorted(unknown))} is none of {', '.join(PARTS)}")
    figures, version = measure(parts, given)
    now = dt.datetime.now(dt.UTC)
    about = {
        "at": now.isoformat(timespec="seconds"),
        "postgresql": version,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }
    given.results.mkdir(parents=True, exist_ok=True)
    path = given.results / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    content = {**about, "figures": [asdict(f) for f in figures]}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"\nPostgreSQL {version}, Python {about['python']}, {about['machine']}; {path}\n")
    print(table(figures))


if __name__ == "__main__":
    main()

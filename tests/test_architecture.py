"""The rules that keep the rooms apart, as code: what DESIGN.md says of the rooms and of safety."""

from __future__ import annotations

import ast
import fnmatch
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "drifttools"

# Whoever sends anything but a SELECT, and why. A pattern that matches no file is stale and fails.
MAY_WRITE = {
    "repair/executor.py": "applies plans",
    "repair/sqlite/session.py": "applies plans to SQLite files: another driver, and one transaction after a backup",
    "repair/sqlite/renaming.py": "asks SQLite what a rename makes of other texts, in a database in memory without rows",
    "catalog/scratch.py": "makes expected state real on throw-away databases",
    "expected/replay.py": "runs the statements of SQL files on scratch databases only",
    "expected/replay_sqlite.py": "the same on scratch SQLite files",
    "catalog/sqlite_scratch.py": "makes expected state real on throw-away SQLite files",
    "expected/scripts/replay_django.py": "makes the schemas of a search_path on the scratch, in the project's process",
    "expected/scripts/replay_alembic.py": "makes the schemas of a ledger and a search_path on the scratch, as above",
    "expected/scripts/port_models.py": "tries models on scratch databases, in the project's process, and rolls back",
    "expected/scripts/port_generated.py": "as above: columns whose values the database makes",
    "expected/scripts/port_databases.py": "takes back what was tried, as above",
    "catalog/server.py": "creates and drops the databases of its own private server",
    "probes/rls/sending.py": "sends commands for a few rows where that was asked for (drift rls --live), and rolls back",
    "alembic/probe.py": "makes columns of models in a temporary table that is rolled back, in the project's autogenerate",
    "demos/*.py": "break the demo databases on purpose",
}
# Whoever sends SELECT, SHOW and SET, and why. What they send is a literal, or comes from a declaration.
MAY_READ = {
    "alembic/*.py": "asks for the enums, partitions and tables of extensions of the database that autogenerate reads",
    "catalog/*.py": "connects, pins the session and sends the queries of the kinds",
    "expected/scripts/models_django.py": "asks in which schema of the scratch the tables of a project are",
    "investigation/checking.py": "asks what the role may do",
    "migrations/*.py": "reads the ledgers that migration tools leave in the database",
    "probes/*.py": "counts the rows in the way of a repair, and asks for the sizes of tables",
    "verify/sqlite_rows.py": "reads the rows of a file and of its copy, to see that none was lost",
}
# A call of that name that has nothing to do with a database.
NOT_SQL = {"notebook/engine.py": "executes the cells of a notebook"}
EXECUTE = {"execute", "executemany", "executescript", "exec_driver_sql"}
QUOTING = {"quote_name", "qualified", "literal"}  # drifttools.sql.quoting; also Django's own
READING = {
    "select",
    "show",
    "set",
    "with",
    "values",
    "table",
    "reset",
    "begin",
    "start",
    "commit",
    "rollback",
}
READING |= {"savepoint", "release", "fetch", "close", "pragma", "explain", "discard"}

HEAVY = ("pandas", "numpy", "sqlalchemy", "psycopg", "pyarrow", "papermill", "IPython", "jinja2")


def modules(*rooms: str) -> Iterator[Path]:
    """Yield the Python files of rooms, without the projects that demos bring along."""
    for room in rooms or ("",):
        for path in sorted((PACKAGE / room).rglob("*.py")):
            if "project" not in path.relative_to(PACKAGE).parts:
                yield path


def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def where(path: Path, node: ast.expr) -> str:
    """Return file and line as an editor opens them."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def in_room(path: Path, patterns: dict[str, str]) -> bool:
    """Tell whether one of the patterns names the file."""
    name = path.relative_to(PACKAGE).as_posix()
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


# ---------------------------------------------------------------------------------------------- layers


def test_rooms_import_only_what_lies_below_them() -> None:
    """Every contract of import-linter in pyproject.toml is kept."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# ---------------------------------------------------------------------------------------------- rows


def row_by_row(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Yield what handles a frame row by row."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = node.func.attr
        if name in {"iterrows", "itertuples"}:
            yield node, name
        elif name == "map" and node.args and isinstance(node.args[0], ast.Lambda):
            yield node, "map(lambda"
        elif name == "apply":
            axis = next((k.value for k in node.keywords if k.arg == "axis"), None)
            axis = axis or (node.args[1] if len(node.args) > 1 else None)
            if isinstance(axis, ast.Constant) and axis.value in {1, "columns"}:
                yield node, "apply(axis=1)"


def test_catalogs_are_never_handled_row_by_row_in_a_frame() -> None:
    """No iterrows, itertuples, apply(axis=1) or map(lambda) where catalogs have 100,000 rows."""
    found = [
        f"{where(path, node)}: {what}" for path in modules("catalog", "compare") for node, what in row_by_row(parsed(path))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    ["f.iterrows()", "f.itertuples()", "f.apply(g, axis=1)", "f.apply(g, 1)", "f['a'].map(lambda x: x)"],
)
def test_the_row_check_sees(code: str) -> None:
    """The check above is not blind: it finds each of the forms."""
    assert list(row_by_row(ast.parse(code)))


# ---------------------------------------------------------------------------------------------- SQL


@dataclass(frozen=True)
class Sent:
    """One call that sends SQL: where, and its first argument."""

    node: ast.Call
    argument: ast.expr | None
    assigned: dict[str, list[ast.expr]]

    def built(self) -> bool:
        """Tell whether the text is put together on the spot from something variable."""
        return self.argument is not None and any(is_built(v) for v in self.values(self.argument))

    def literal(self) -> list[str]:
        """Return the texts that are literally sent, as far as the file shows them."""
        texts = [] if self.argument is None else [fixed(v) for v in self.values(self.argument)]
        return [t for t in texts if t is not None]

    def values(self, node: ast.expr) -> list[ast.expr]:
        """Follow a name to everything the file assigns to it; look through text(), SQL() and conditions."""
        if isinstance(node, ast.Name):
            return [w for v in self.assigned.get(node.id, []) for w in self.values(v)] or [node]
        if isinstance(node, ast.Call) and called(node) in {"text", "SQL", "dedent"} and node.args:
            return self.values(node.args[0])
        if isinstance(node, ast.IfExp):
            return self.values(node.body) + self.values(node.orelse)
        return [node]


def called(node: ast.Call) -> str:
    """Return the last part of the name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def fixed(node: ast.expr) -> str | None:
    """Return the text of a literal, also of literals joined by +, or None."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = fixed(node.left), fixed(node.right)
        return None if left is None or right is None else left + right
    return None


def is_built(node: ast.expr) -> bool:
    """Tell whether f-string, format, % or + makes the text; `SQL(...).format(...)` composes safely."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) and not is_quoted(part.value) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return fixed(node) is None
    if isinstance(node, ast.Call) and called(node) == "format" and isinstance(node.func, ast.Attribute):
        composed = isinstance(node.func.value, ast.Call) and called(node.func.value) == "SQL"
        return not composed
    return False


def is_quoted(node: ast.expr) -> bool:
    """Tell whether a value goes through a quoting function right there."""
    return isinstance(node, ast.Call) and called(node) in QUOTING


def sent(tree: ast.Module) -> Iterator[Sent]:
    """Yield every call in a file that sends SQL."""
    assigned: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and not names(node.value, target.id):
                    assigned.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            assigned.setdefault(node.target.id, []).append(node.value)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        first = node.args[0] if node.args else None
        if node.func.attr in EXECUTE or (node.func.attr == "copy" and is_copy(node.func.value)):
            yield Sent(node, first, {k: [v for v in vs if not names(v, k)] for k, vs in assigned.items()})


def names(node: ast.expr, name: str) -> bool:
    """Tell whether an expression mentions a name: following it would go in circles."""
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(node))


def is_copy(receiver: ast.expr) -> bool:
    """Tell a cursor's copy() from that of a frame, a dict or shutil."""
    return isinstance(receiver, ast.Name) and receiver.id in {"cur", "cursor"}


def reads_only(text: str) -> bool:
    """Tell whether a literal statement only reads or sets the session."""
    words = text.split()
    first = words[0].lower().rstrip(";") if words else ""
    return first in READING or (first == "copy" and text.split("copy", 1)[-1].lstrip().startswith("("))


def test_only_the_allowed_modules_send_sql() -> None:
    """A call of execute() outside the allow-list fails: few places meet a database, each for a reason."""
    found = [
        where(path, call.node)
        for path in modules()
        if not in_room(path, MAY_WRITE | MAY_READ | NOT_SQL)
        for call in sent(parsed(path))
    ]
    assert not found, "execute() outside the allow-list of tests/test_architecture.py:\n" + "\n".join(found)


def test_only_the_executor_and_scratch_send_anything_but_a_select() -> None:
    """Outside repair/executor.py, catalog/scratch.py, our own server and the demos, only reading is sent."""
    found = [
        f"{where(path, call.node)}: {text.strip()[:60]}"
        for path in modules()
        if not in_room(path, MAY_WRITE | NOT_SQL)
        for call in sent(parsed(path))
        for text in call.literal()
        if not reads_only(text)
    ]
    assert not found, "\n".join(found)


def test_no_sql_is_put_together_at_execute() -> None:
    """No f-string, format(), % or + makes what is sent: names go through the composer of drifttools.sql."""
    found = [where(path, call.node) for path in modules() for call in sent(parsed(path)) if call.built()]
    assert not found, "\n".join(found)


def test_the_allow_list_is_not_stale() -> None:
    """Every pattern of the allow-list still names a file."""
    files = [p.relative_to(PACKAGE).as_posix() for p in modules()]
    stale = [
        pattern
        for pattern in (MAY_WRITE | MAY_READ | NOT_SQL)
        if not any(fnmatch.fnmatchcase(name, pattern) for name in files)
    ]
    assert not stale, stale


@pytest.mark.parametrize(
    "code",
    [
        "c.execute(f'select {x}')",
        "q = f'select {x}'\nc.execute(q)",
        "c.execute('select %s' % x)",
        "c.execute('select {}'.format(x))",
        "c.execute('select ' + x)",
        "c.exec_driver_sql(text(f'select {x}'))",
    ],
)
def test_the_sql_check_sees_built_text(code: str) -> None:
    """The check is not blind: each way of putting text together is found."""
    assert [call for call in sent(ast.parse(code)) if call.built()]


@pytest.mark.parametrize(
    "code",
    [
        "c.execute('select %s', (x,))",
        "c.execute(f'create schema {quote_name(x)}')",
        "c.execute(sql.SQL('drop database {}').format(sql.Identifier(x)))",
    ],
)
def test_the_sql_check_lets_quoted_names_pass(code: str) -> None:
    """Parameters, psycopg's composer and a quoting function on the spot are no findings."""
    assert not [call for call in sent(ast.parse(code)) if call.built()]


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("c.execute('select 1')", True),
        ("Q = 'show server_version'\nc.execute(Q)", True),
        ("c.execute(text('  WITH a AS (select 1) select 1'))", True),
        ("cur.copy('copy (select 1) to stdout')", True),
        ("c.execute('delete from t')", False),
        ("Q = 'drop table t'\nc.execute(Q)", False),
        ("cur.copy('copy t from stdin')", False),
    ],
)
def test_the_sql_check_sees_what_writes(code: str, *, allowed: bool) -> None:
    """The check is not blind: literals that write are found, also behind a name."""
    texts = [text for call in sent(ast.parse(code)) for text in call.literal()]
    assert texts
    assert all(reads_only(t) for t in texts) is allowed


# ------------------------------------------------------------------------------------- what importing costs


def loaded_by(code: str) -> set[str]:
    """Return the heavy modules that a new interpreter has loaded after running the code."""
    probe = f"import sys\n{code}\nprint('LOADED', *[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


def test_importing_drifttools_imports_nothing_heavy() -> None:
    """`import drifttools` leaves pandas, SQLAlchemy, psycopg, pyarrow and papermill where they are."""
    assert loaded_by("import drifttools") == set()


def test_drift_help_imports_nothing_heavy() -> None:
    """`drift --help` prints the commands without any of the heavy modules."""
    run = (
        "sys.argv = ['drift', '--help']\n"
        "from drifttools.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert not ended.code, ended.code"
    )
    assert loaded_by(run) == set()


def test_import_probe_sees_a_heavy_module() -> None:
    """The probe is not blind: an import of psycopg is seen."""
    assert loaded_by("import psycopg") == {"psycopg"}


# ---------------------------------------------------------------------------------------------- tests


def test_every_test_says_its_claim() -> None:
    """Every test has a docstring whose first line is the claim it checks."""
    found = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if {"sources", "project"} & set(path.relative_to(ROOT).parts):
            continue
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
        ]
    assert not found, "\n".join(found)

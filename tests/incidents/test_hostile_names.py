"""Names with quotes, newlines, upper case, unicode, 63 bytes: audited, repaired and reported intact."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import psycopg

import drifttools as dt
from drifttools.document.escape import visible
from drifttools.notebook import runner
from drifttools.sql.quoting import quote_name
from tests.conftest import MakeDatabase

NAMES = ('qu"ote', "new\nline", "Upper Case", "ünïcödé ✓", "x" * 63, "a`tick|pipe", "<script>alert(1)</script>", "{} %s")


def schema_of(names: tuple[str, ...], place: str | None) -> str:
    """For each name a schema and a table with a column of that name; all tables in `place` where it is given."""
    parts = ["create schema stray;"]
    for name in map(quote_name, names):
        where = place or name
        parts.append(f"create schema {name}; create table {where}.{name} (id int primary key, {name} text not null);")
        parts.append(f"insert into {where}.{name} values (1, 'one');")
    return "\n".join(parts)


def test_tables_of_any_name_are_moved_and_reported(database: MakeDatabase, tmp_path: Path) -> None:
    """Tables, schemas and columns bear the names: found as moved, repaired, verified, and readable in every report."""
    right, wrong = database(schema_of(NAMES, None)), database(schema_of(NAMES, "stray"))
    inv = dt.investigate(wrong, f"database:{right}", reports=tmp_path, title="hostile")
    audit = inv.audit(smoke=False)
    found = {(f.kind, f.key, f.change, f.found_key) for f in audit.findings}
    assert found == {("table", (name, name), "moved", ("stray", name)) for name in NAMES}
    plan = inv.plan()
    assert inv.rehearse(plan).state == "PASS"
    inv.apply(plan, confirm=plan.token)
    verdict = inv.verify(smoke=False)
    assert verdict.state == "PASS", verdict.failed
    report = inv.report()
    bundle = report._repr_mimebundle_()
    page = html.unescape(report.paths["html"].read_text(encoding="utf-8").replace("<wbr>", ""))
    script = (tmp_path / inv.incident / "repair.sql").read_text(encoding="utf-8")
    assert "<script>alert" not in report.paths["html"].read_text(encoding="utf-8") + bundle["text/html"]
    with psycopg.connect(wrong) as connection:
        for name in NAMES:
            quoted, shown = quote_name(name), visible(name).replace("\n", "\\n")
            assert shown in page
            assert shown in bundle["text/plain"].replace("\n", "")
            assert f"alter table stray.{quoted} set schema {quoted}" in script
            assert connection.execute(f"select count(*) from {quoted}.{quoted}".encode()).fetchone() == (1,)


def test_notebooks_keep_the_names_whole(database: MakeDatabase, tmp_path: Path) -> None:
    """Executed through papermill, the two notebooks that show tables hold every name as text, and no element of theirs."""
    wrong = database(schema_of(NAMES, "stray"))
    (tmp_path / "schema.sql").write_text(schema_of(NAMES, None), encoding="utf-8")
    config = tmp_path / "drift.toml"
    config.write_text(f'[targets.app]\ndsn = "{wrong}"\nexpected = "sql:{tmp_path}/schema.sql"\n', encoding="utf-8")
    for notebook, parameters in (("01_audit", {}), ("00_start_here", {"name": NAMES[0]})):
        done = runner.run(notebook, parameters, reports=tmp_path / "reports", config=config)
        assert done.exit_code == 1
        cells = json.loads(done.path.read_text(encoding="utf-8"))["cells"]
        shown = [
            output["data"] for cell in cells for output in cell.get("outputs", ()) if "text/html" in output.get("data", {})
        ]
        pages = ["".join(data["text/html"]) for data in shown]
        assert not [page for page in pages if re.search(r"<script|<h1|<b>alert", page, re.IGNORECASE)]
        text = html.unescape("".join(pages)).replace("<wbr>", "")
        wanted = NAMES if notebook == "01_audit" else NAMES[:1]
        assert not [name for name in wanted if visible(name).replace("\n", "\\n") not in text]

"""Findings and catalog narrowed down: by arguments and by controls alike, and the table alone where nobody sits there."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from drifttools.catalog.explore import Catalog
from drifttools.config import parse_target
from drifttools.document import to_markdown, to_text
from drifttools.errors import CatalogError, UsageError
from drifttools.investigation.shown import Audit
from drifttools.notebook import browse, controls, explore
from drifttools.notebook.controls import Controls
from drifttools.notebook.view import View
from tests.conftest import run_sql
from tests.document.hostile import NAMES
from tests.document.judges import read_html
from tests.report import folders

if TYPE_CHECKING:
    from conftest import MakeDatabase, MakeNotebook, Shop

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def audit() -> Audit:
    """Give an audit of twelve moved tables with their cause, and a few findings more."""
    return Audit(folders.audited(), (folders.cause(),), "2026-01-14-x")


def html_of(view: View) -> str:
    """Return what a notebook would show."""
    return view._repr_mimebundle_()["text/html"]


def test_all_is_shown_where_nothing_is_chosen(audit: Audit) -> None:
    """Every finding, and every cause with its evidence, is in each of the three forms."""
    view = explore(audit)
    assert view.shown == audit.findings.records
    bundle = view._repr_mimebundle_()
    assert all(f"All {len(audit.findings)} findings" in text for text in bundle.values())
    assert all(finding.id in bundle[form] for form in ("text/html", "text/markdown") for finding in audit.findings)
    assert folders.cause().evidence[-1].fact in to_text(view.document(), 4000)


def test_an_argument_is_a_filter(audit: Audit) -> None:
    """Each argument leaves what it names; together they leave what all of them name; the frame holds the same."""
    moved = explore(audit, kind="table", change="moved", cause="1")
    assert {finding.change for finding in moved.shown} == {"moved"}
    assert len(moved.shown) == len(moved.frame()) == 12
    assert f"12 of {len(audit.findings)} findings" in to_text(moved.document())
    one = explore(audit, text=audit.findings[0].label.upper())
    assert audit.findings[0] in one.shown
    assert len(one.shown) < len(audit.findings)
    assert explore(audit, text="is nowhere").shown == ()
    assert "0 of" in to_text(explore(audit, text="is nowhere").document())


def test_a_finding_is_shown_whole(audit: Audit) -> None:
    """Its values are not cut, and its cause is named."""
    chosen = audit.findings[0]
    text = to_text(explore(audit, finding=chosen.id).document(), 400)
    assert f"Finding {chosen.id}" in text
    assert folders.cause().sentence in text


def many(number: int) -> Audit:
    """Give an audit of that many findings in two schemas."""
    from drifttools.model.finding import Change, Finding, Findings

    found = (
        Finding(
            "table" if at % 2 else "index",
            ("even" if at % 2 else "odd", f"a_name_of_thirty_characters_{at:04}"),
            Change.MISSING,
        )
        for at in range(number)
    )
    return Audit(Findings(tuple(found)), ())


def test_two_thousand_findings_are_shown_a_page_at_a_time() -> None:
    """A table has a hundred rows and a control lists no more findings than that, so that each choice stays quick."""
    view = explore(many(2000))
    assert len(view.on_page) == 100
    assert "1 to 100 of 2,000, page 1 of 20" in to_text(view.document())
    last = explore(many(2000), page="20")
    assert last.on_page == last.findings.records[-100:]
    assert len(html_of(view)) < 120_000
    chosen = Controls(view, print)
    assert len(chosen.controls["finding"].options) == 101
    assert len(chosen.controls["page"].options) == 20


def test_a_choice_takes_back_what_it_leaves_nothing_of() -> None:
    """Another filter leads back to the first page, lists its own pages and findings, and lets go of a finding it hides."""
    chosen = Controls(explore(many(400)), lambda _: None)
    chosen.controls["page"].value = "4"
    chosen.controls["finding"].value = chosen.view.on_page[0].id
    assert chosen.view.by_hand("kind", "index").finding == ""
    chosen.controls["schema"].value = "even"
    assert (chosen.view.page, chosen.view.finding) == ("1", "")
    assert chosen.controls["page"].value == "1"
    assert len(chosen.controls["page"].options) == 2
    listed = [value for _, value in chosen.controls["finding"].options]
    assert listed == ["", *(finding.id for finding in chosen.view.on_page)]
    assert {finding.schema for finding in chosen.view.shown} == {"even"}
    chosen.button.click()
    assert chosen.view == explore(many(400))


def test_a_finding_leads_to_its_object_what_depends_on_it_and_the_sql(shop: Shop) -> None:
    """From a moved table to the view on it, and to the statement that moves it back; nothing is written."""
    from drifttools.investigation import investigate

    run_sql(shop.server, shop.database, "create view stray.totals as select customer, total from stray.orders")
    inv = investigate("shop", config=shop.config, reports=shop.reports)
    audit = inv.audit()
    moved = next(finding for finding in audit.findings if finding.change == "moved")
    before = {path: path.read_bytes() for path in inv.folder.path.rglob("*") if path.is_file()}
    text = to_text(explore(audit, inv, finding=moved.id).document(), 300)
    assert "alter table stray.orders set schema public;" in text
    assert "stray.totals" in text.partition("What depends on it")[2].partition("What puts it right")[0]
    assert "no rows were counted" in text
    assert before == {path: path.read_bytes() for path in inv.folder.path.rglob("*") if path.is_file()}
    plan = inv.plan()
    assert plan.id in to_text(explore(audit, inv, finding=moved.id).document(), 300)
    shown = inv.surroundings(next(finding for finding in audit.findings if finding.kind == "view"))
    assert [one.steps for one in (shown,)] == [()]
    assert shown.left


def test_what_is_not_there_cannot_be_chosen(audit: Audit) -> None:
    """A value that no finding has is refused with those that there are, and a choice that there is not with its name."""
    with pytest.raises(UsageError, match="there is no kind 'tabel' here") as refused:
        explore(audit, kind="tabel")
    assert "table" in refused.value.hint
    with pytest.raises(UsageError, match="nothing here is chosen by 'colour'"):
        explore(audit).choose(colour="red")
    with pytest.raises(UsageError, match="there is no cause '2' here"):
        explore(audit, cause="2")


def test_controls_make_the_view_that_arguments_make(audit: Audit) -> None:
    """Choosing in each control gives what the argument gives, and the button takes it all back."""
    changed: list[Any] = []
    chosen = Controls(explore(audit), changed.append)
    chosen.controls["change"].value = "moved"
    chosen.controls["cause"].value = "1"
    chosen.controls["text"].value = "about"
    assert changed[-1] == explore(audit, change="moved", cause="1", text="about")
    assert 0 < len(changed[-1].shown) < 12
    chosen.button.click()
    assert changed[-1] == explore(audit)


def test_controls_can_be_read_without_a_kernel(audit: Audit) -> None:
    """Beside the widget stands a sentence for readers who cannot use it; labels are whole, and the button is a verb."""
    chosen = Controls(explore(audit), print)
    bundle = chosen.bundle()
    assert WIDGET in bundle
    assert all("running kernel" in bundle[form] for form in ("text/plain", "text/markdown", "text/html"))
    assert all(control.style.description_width == "initial" for control in chosen.controls.values())
    assert chosen.button.description.split()[0] == "Take"


@pytest.mark.parametrize("name", [*NAMES[:40], "é" * 31, "x" * 63], ids=ascii)
def test_a_hostile_name_is_only_a_name(name: str, audit: Audit) -> None:
    """In the table and in the controls it starts no element, and nothing of it is hidden or lost."""
    from drifttools.document.escape import visible
    from drifttools.model.finding import Change, Finding, Findings

    hostile = Finding("table", (name, name), Change.MOVED, found_key=("app", name), expected=name, actual=name)
    view = explore(Audit(Findings((hostile,)), audit.causes), finding=hostile.id)
    plain = Finding("table", ("a", "a"), Change.MOVED, found_key=("app", "a"), expected="a", actual="a")
    simple = explore(Audit(Findings((plain,)), audit.causes), finding=plain.id)
    seen, wanted = read_html(html_of(view)), read_html(html_of(simple))
    assert [tag for tag, _ in seen.tags] == [tag for tag, _ in wanted.tags]
    assert visible(name) in "".join(seen.texts)
    assert to_markdown(view.document())
    labels = [label for label, _ in Controls(view, print).controls["finding"].options]
    assert visible(f"{name}.{name}") in labels[1]
    assert all(label.isprintable() for label in labels)


def test_without_ipywidgets_there_is_the_table(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where ipywidgets is not installed nobody is offered controls, and what is shown is the table."""
    shown: list[dict[str, str]] = []
    monkeypatch.setattr(controls, "find_spec", lambda _: None)
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    controls.show(explore(audit, interactive=True))
    assert [set(bundle) for bundle in shown] == [{"text/plain", "text/markdown", "text/html"}]


def test_ipywidgets_is_imported_only_for_controls() -> None:
    """The view itself, and with it every scheduled run, works without importing ipywidgets."""
    code = (
        "import sys; sys.modules['ipywidgets'] = None; from drifttools.notebook import browse, explore;"
        "from drifttools.investigation.shown import Audit; from drifttools.model.finding import Findings;"
        "view = explore(Audit(Findings(), ())); print(view._repr_mimebundle_()['text/plain'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "There are no findings." in done.stdout


def test_the_catalog_is_read_once_for_each_kind(database: MakeDatabase) -> None:
    """Filters work on what was read; another kind is read when it is chosen."""
    dsn = database('create table a (id int primary key); create schema "Über"; create table "Über"."<b>A</b>" (x int)')
    view = browse(Catalog(parse_target(dsn)))
    assert view.frame()["table"].tolist() == ["a", "<b>A</b>"]
    assert view.choose(schema="Über").frame()["table"].tolist() == ["<b>A</b>"]
    assert view.choose(text="a").frame()["table"].tolist() == ["a", "<b>A</b>"]
    assert view.choose(text=">a<").frame()["table"].tolist() == ["<b>A</b>"]
    assert view.choose(text="public").frame().empty, "what is in a schema is not named like it"
    assert set(view.read) == {"schema", "table"}
    columns = view.choose(kind="column", text="A")
    assert columns.frame()["column"].tolist() == ["id", "x"]
    assert "2 columns with 'A'" in to_text(columns.document())
    assert "<b>" not in html_of(view)
    with pytest.raises(UsageError, match="there is no kind ''"):
        view.choose(kind="")


def test_a_kind_that_cannot_be_read_is_an_error_in_the_place_of_the_table(
    database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A click has no cell that could fail: what went wrong is shown where the table was."""
    view = browse(Catalog(parse_target(database("create table a (id int)"))))
    view.frame()

    def fail(*_: object, **__: object) -> None:
        raise CatalogError("the server went away", hint="try again")

    monkeypatch.setattr(Catalog, "read_kind", fail)
    changed: list[dict[str, str]] = []
    Controls(view, lambda view: changed.append(controls.bundle_of(view))).controls["kind"].value = "index"
    assert "the server went away" in changed[0]["text/html"]
    assert "try again" in changed[0]["text/plain"]


def test_an_executed_notebook_holds_the_table_and_no_widget(shop: Shop) -> None:
    """What papermill writes of both notebooks needs no kernel, no trust and no network, also as a page of nbconvert."""
    for name, wanted in (("00_start_here", "customer"), ("01_audit", "Finding")):
        done = shop.run(name, **({"name": "orders"} if name == "00_start_here" else {}))
        notebook = nbformat.read(done.path, as_version=4)
        assert "widgets" not in notebook.metadata
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
        assert not [one for one in outputs if WIDGET in one.get("data", {})]
        cell = next(one for one in notebook.cells if one.source.startswith(("browse(", "explore(")))
        assert len(cell.outputs) == 1
        assert "<table" in cell.outputs[0]["data"]["text/html"]
        assert wanted in cell.outputs[0]["data"]["text/html"] + json.dumps(outputs)
        assert "<table" not in cell.outputs[0]["data"]["text/markdown"]


def test_somebody_is_there_is_told_by_the_request(notebook: MakeNotebook, shop: Shop) -> None:
    """In a kernel that papermill drives nobody is; a request that names its cell is from a person's page."""
    cell = (
        "from drifttools.notebook import controls\n"
        "alone = controls.somebody_is_there()\n"
        "get_ipython().get_parent()['metadata']['cellId'] = 'x'\n"
        "print(alone, controls.somebody_is_there())"
    )
    done = shop.run(notebook(cell))
    assert "False True" in done.path.read_text(encoding="utf-8")

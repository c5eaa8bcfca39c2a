"""The notebooks in a real JupyterLab, opened by a real browser as `drift lab` says, in the light and the dark theme."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.notebooks.browser import Page, browsing

if TYPE_CHECKING:
    from conftest import Shop

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("jupyterlab")]

_SETTINGS = {
    # every cell is in the page, not only those that are in sight
    "notebook-extension/tracker": {"windowingMode": "none"},
    # no question about news over the cells
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
_NOTEBOOK = "jupyterapp.shell.currentWidget"
_DONE = f"""
{_NOTEBOOK}.sessionContext.session.kernel.status === 'idle' &&
[...{_NOTEBOOK}.content.model.cells].filter(c => c.type === 'code').every(c => c.executionCount !== null)
"""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    url: str
    token: str

    def address(self, path: str) -> str:
        """Return the address of a notebook, without whatever was open before."""
        return f"{self.url}lab/tree/{path}?token={self.token}&reset"


def environment(home: Path) -> dict[str, str]:
    """Give JupyterLab nothing of the developer's own, and our checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "PG"))}
    folders = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    lab = {f"JUPYTERLAB_{name}_DIR": str(home / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    return {**kept, **folders, **lab, "HOME": str(home), "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": str(ROOT)}


@contextmanager
def jupyterlab(command: list[str], cwd: Path, home: Path) -> Iterator[Lab]:
    """Run the command that `drift lab` prints, and give what answers."""
    for name, setting in _SETTINGS.items():
        folder, _, file = name.partition("/")
        path = home / "settings" / "@jupyterlab" / folder / f"{file}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(setting), encoding="utf-8")
    options = ["--no-browser", "--port=0", "--LabApp.expose_app_in_browser=True"]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", *command, *options], cwd=cwd, env=environment(home), stdout=log, stderr=log
        )
        try:
            yield _answering(server, home)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _answering(server: subprocess.Popen[bytes], home: Path) -> Lab:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert server.poll() is None, (home / "log").read_text(encoding="utf-8")
        for file in (home / "runtime").glob("jpserver-*.json"):
            try:
                facts = json.loads(file.read_text(encoding="utf-8"))
            except ValueError:
                continue  # half written
            return Lab(facts["url"], facts["token"])
        time.sleep(0.2)
    raise AssertionError((home / "log").read_text(encoding="utf-8"))


def run_all(page: Page, lab: Lab, file: str, parameters: dict[str, str]) -> dict[str, Any]:
    """Open a notebook, fill in parameters as a person does, run all of its cells, and return the notebook."""
    page.open(lab.address(file))
    ready = f"{_NOTEBOOK}.context.path === {json.dumps(file)} && {_NOTEBOOK}.context.isReady"
    page.wait(f"{ready} && {_NOTEBOOK}.sessionContext.session.kernel.status === 'idle'", within=120)
    for name, value in parameters.items():
        page.evaluate(
            f"[...{_NOTEBOOK}.content.model.cells].forEach(c => c.sharedModel.setSource(c.sharedModel.getSource()"
            f'.replace(/^{name}: str = "\\w*"/m, {json.dumps(f"{name}: str = {json.dumps(value)}")})))'
        )
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => true)")
    page.wait(_DONE, within=180)
    notebook: dict[str, Any] = page.evaluate(f"{_NOTEBOOK}.content.model.toJSON()")
    return notebook


def show_in(page: Page, theme: str, path: Path) -> None:
    """Switch the theme and take a picture of the whole notebook."""
    page.evaluate(f"jupyterapp.commands.execute('apputils:change-theme', {{theme: {json.dumps(theme)}}}).then(() => true)")
    page.wait(f"document.body.dataset.jpThemeName === {json.dumps(theme)}")
    # the style sheet of the theme comes after its name
    page.wait(
        f"(getComputedStyle(document.body).getPropertyValue('--jp-layout-color0').trim() === 'white') === "
        f"{json.dumps('Light' in theme)}"
    )
    height = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.jp-Notebook, .jp-WindowedPanel-outer')].map(e => e.scrollHeight))"
    )
    page.resize(1280, min(int(height) + 200, 12_000))
    time.sleep(0.5)  # a page has no event for "painted"
    page.screenshot(path)


def outputs(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every output of every cell."""
    return [output for cell in notebook["cells"] for output in cell.get("outputs", ())]


@pytest.fixture
def lab(shop: Shop, tmp_path: Path) -> Iterator[Lab]:
    """Give a JupyterLab, started by the very line that `drift lab` ends with."""
    folder = shop.config.parent
    done = subprocess.run(
        [sys.executable, "-m", "drifttools", "lab"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    command = shlex.split(done.stdout.splitlines()[-1])
    assert command[:2] == ["jupyter", "lab"]
    home = tmp_path / "home"
    home.mkdir()
    with jupyterlab(command, folder, home) as running:
        yield running


def press(page: Page, label: str) -> None:
    """Press a button by its words; the focus goes to it, as from a mouse or by the Tab key."""
    found = f"[...document.querySelectorAll('button')].find(b => b.textContent.trim() === {json.dumps(label)})"
    page.evaluate(f"(b => {{ b.focus(); b.click() }})({found})")


def type_into(page: Page, label: str, text: str) -> None:
    """Write behind what stands in the field with a label, as a person does."""
    labelled = f"d => d.querySelector('label')?.textContent === {json.dumps(label)}"
    field = f"[...document.querySelectorAll('.jupyter-widgets')].find({labelled}).querySelector('input, textarea')"
    page.evaluate(f"(f => {{ f.focus(); f.setSelectionRange(f.value.length, f.value.length) }})({field})")
    page.call("Input.insertText", text=text)


_SHOWN = "document.querySelector('.jp-Notebook').innerText"
_TABLE = "[...document.querySelectorAll('.jp-OutputArea-output caption')].find(c => {}).closest('table')"
_OBJECTS = "[..." + _TABLE + ".querySelectorAll('tbody tr')].map(r => [r.cells[0].textContent, r.cells[1].textContent])"
_SELECT = """(() => {{
  const box = [...document.querySelectorAll('.widget-dropdown')]
    .find(d => d.querySelector('label').textContent === {label}).querySelector('select');
  box.selectedIndex = {at}; box.dispatchEvent(new Event('change', {{bubbles: true}}));
}})()"""


def select(page: Page, label: str, at: int) -> None:
    """Choose the option at a place of a control, as a person does with mouse or keyboard."""
    page.evaluate(_SELECT.format(label=json.dumps(label), at=at))


def review_and_apply(page: Page, lab: Lab, shop: Shop, tmp_path: Path) -> None:
    """Untick a box, tick it again, try a token that is none, and apply by the right one."""
    notebook = run_all(page, lab, "02_repair.ipynb", {})
    assert not [one for one in outputs(notebook) if one["output_type"] == "error"]
    before = shop.dump()
    token = page.evaluate(f"{_SHOWN}.match(/apply-[0-9a-f]{{8}}/)[0]")
    boxes = "[...document.querySelectorAll('.widget-checkbox input')]"
    for _ in range(2):
        page.evaluate(f"{boxes}[0].click()")
        seen = page.evaluate(f"{_SHOWN}.match(/Plan plan-[0-9a-f]+/)[0]")
        press(page, "Plan again")
        page.wait(
            f"/Plan plan-[0-9a-f]+/.test({_SHOWN}) && {_SHOWN}.match(/Plan plan-[0-9a-f]+/)[0] !== {json.dumps(seen)}"
        )
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        show_in(page, theme, tmp_path / "screenshots" / f"review-{theme.rpartition(' ')[2].lower()}.png")
        assert page.illegible(".jp-OutputArea-output") == []
    assert page.evaluate(
        "[...document.querySelectorAll('.widget-checkbox input')].every(i => i.closest('label').innerText)"
    )
    type_into(page, "Token", "apply-00000000")
    press(page, "Apply to the database")
    page.wait(f"{_SHOWN}.includes('Nothing was run')")
    assert shop.dump() == before
    type_into(page, "Token", token)
    press(page, "Apply to the database")
    page.wait(f"/changed\\s+plan-[0-9a-f]+ was applied|drift run 03_verify/.test({_SHOWN})")
    assert shop.dump() != before


def test_a_person_filters_drills_down_chooses_and_applies(lab: Lab, chromium: str, shop: Shop, tmp_path: Path) -> None:
    """A control changes the table below it, which is what is saved; boxes choose a plan, and only its token applies it."""
    with browsing(chromium, tmp_path / "profile") as page:
        page.resize(1280, 2000)
        notebook = run_all(page, lab, "01_audit.ipynb", {})
        findings = _OBJECTS.format("c.textContent === 'Findings'")
        every = page.evaluate(findings)
        assert len(every) > 1
        kind = page.evaluate("document.querySelector('.widget-dropdown select').options[1].value").partition(" (")[0]
        select(page, "Kind", 1)
        page.wait(f"{findings}.length < {len(every)}")
        left = page.evaluate(findings)
        assert left == [row for row in every if row[1] == kind]
        for theme in ("JupyterLab Light", "JupyterLab Dark"):
            show_in(page, theme, tmp_path / "screenshots" / f"filtered-{theme.rpartition(' ')[2].lower()}.png")
            assert page.illegible(".jp-OutputArea-output") == []
        saved = page.evaluate(f"{_NOTEBOOK}.content.model.toJSON()")
        shown = next(one for one in outputs(saved) if "<caption" in one.get("data", {}).get("text/html", ""))
        assert f"{len(left)} of {len(every)} findings" in json.dumps(saved), "the saved table is not the one that is seen"
        assert set(shown["data"]) == {"text/plain", "text/markdown", "text/html"}
        assert "widgets" not in notebook["metadata"]
        press(page, "Take choices back")
        page.wait(f"{findings}.length === {len(every)}")
        select(page, "Whole finding", 1)
        page.wait(f"{_SHOWN}.includes('What puts it right') && {_SHOWN}.includes('What depends on it')")
        review_and_apply(page, lab, shop, tmp_path)


def test_run_all_in_both_themes(lab: Lab, chromium: str, shop: Shop, tmp_path: Path) -> None:
    """Run All of three notebooks ends without an error; all that is shown is legible, none of it a widget alone."""
    with browsing(chromium, tmp_path / "profile") as page:
        page.resize(1280, 2000)
        triage = {"text": 'relation "orders" does not exist', "row": "stray.orders id=2"}
        for name, parameters in (("00_start_here", {"name": "orders"}), ("01_audit", {}), ("06_triage", triage)):
            notebook = run_all(page, lab, f"{name}.ipynb", parameters)
            found = outputs(notebook)
            assert found
            assert not [one for one in found if one["output_type"] == "error" or one.get("name") == "stderr"]
            for data in (one["data"] for one in found if "data" in one):
                assert "text/plain" in data
                # a widget needs a running kernel: what it shows must be there without one too
                if any("widget" in mime for mime in data):
                    assert {"text/html", "text/markdown"} & data.keys()
            assert "stray" in json.dumps(found), "the notebook does not say in which schema the table is"
            for theme in ("JupyterLab Light", "JupyterLab Dark"):
                picture = tmp_path / "screenshots" / f"{name}-{theme.rpartition(' ')[2].lower()}.png"
                show_in(page, theme, picture)
                assert picture.stat().st_size > 20_000
                assert page.illegible(".jp-OutputArea-output") == [], f"{name} in {theme}"
            assert page.evaluate("document.querySelectorAll('.jp-OutputArea-output').length") >= len(found)
            page.evaluate("jupyterapp.commands.execute('docmanager:save').then(() => true)")
        select(page, "Go on from", 1)
        page.wait(f"{_SHOWN}.includes('Trace of public.')")
        type_into(page, "Text", "\nERROR: permission denied for table customer")
        press(page, "Explain")
        page.wait(f"{_SHOWN}.includes('A privilege is missing')")
    assert any(path.name == "findings.json" for path in shop.reports.rglob("*"))

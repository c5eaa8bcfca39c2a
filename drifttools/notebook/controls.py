"""Shows a view in a notebook: as an ordinary table, below controls that change it where somebody can use them.

The table is no widget. It stays in the notebook as it was last seen, is legible without a kernel, without trust and on
a page that a code host renders, and papermill writes nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from drifttools.document import document, note
from drifttools.document.escape import visible
from drifttools.document.shown import Shown
from drifttools.errors import DriftToolsError
from drifttools.notebook.setup import current_shell, lines_of
from drifttools.notebook.view import Choice, View

_WITHOUT = "The controls work while this notebook has a running kernel; what they have chosen is the table below."
_OPTIONS = 1000  # beyond that nobody scrolls: the filters, or an argument, lead there
_WIDTH = {"description_width": "initial"}


def somebody_is_there() -> bool:
    """Whether a person is likely to sit before the cell that runs, and ipywidgets is installed.

    JupyterLab, Notebook and VS Code say with each request which cell it is from. papermill, nbconvert, nbval and
    schedulers do not; there, controls would stay in the notebook as something that nobody can use.
    """
    shell = current_shell()
    if getattr(shell, "kernel", None) is None or find_spec("ipywidgets") is None:
        return False
    return "cellId" in (shell.get_parent() or {}).get("metadata", {})


def show(view: View) -> None:
    """Display a view in the output of the cell that runs."""
    from IPython.display import display

    wanted = somebody_is_there() if view.interactive is None else view.interactive
    if not wanted or find_spec("ipywidgets") is None:
        display(view._repr_mimebundle_(), raw=True)  # type: ignore[no-untyped-call]
        return
    shown: Any = None

    def update(changed: View) -> None:
        shown.update(bundle_of(changed), raw=True)

    # The table is looked up before anything is shown: an error is then that of the cell.
    bundle = view._repr_mimebundle_()
    display(Controls(view, update).bundle(), raw=True)  # type: ignore[no-untyped-call]
    shown = display(bundle, raw=True, display_id=True)  # type: ignore[no-untyped-call]


def bundle_of(view: View) -> dict[str, str]:
    """What a view shows after a click; where it cannot be read any more, the error, for nobody sees that of a click."""
    try:
        return view._repr_mimebundle_()
    except DriftToolsError as error:
        return _Problem(error)._repr_mimebundle_()


class _Problem(Shown):
    """An error in the place of a table."""

    def __init__(self, error: DriftToolsError) -> None:
        self._lines = lines_of(error)

    def document(self) -> Any:
        """Its message and the next step."""
        return document("", note("error", " ".join(self._lines)))


class Controls:
    """A control for each choice of a view, and a button that takes all choices back.

    Args:
        view: What is chosen at first.
        update: Called with the view that was chosen.
    """

    def __init__(self, view: View, update: Callable[[View], None]) -> None:
        import ipywidgets

        self._first = self.view = view
        self._update = update
        self.controls = {choice.name: _control(choice, getattr(view, choice.name)) for choice in view.choices}
        for control in self.controls.values():
            control.observe(self._chosen, names="value")
        self.button = ipywidgets.Button(description="Take choices back", tooltip="Show what was shown at first")
        self.button.on_click(self._back)
        row = ipywidgets.Layout(flex_flow="row wrap")
        self.box = ipywidgets.HBox([*self.controls.values(), self.button], layout=row)

    def bundle(self) -> dict[str, Any]:
        """The controls, and a sentence for whoever sees the notebook where they do not work."""
        told = {"text/plain": _WITHOUT, "text/markdown": _WITHOUT, "text/html": f"<p>{_WITHOUT}</p>"}
        return {**self.box._repr_mimebundle_(), **told}

    def _chosen(self, change: Any) -> None:
        name = next(name for name, control in self.controls.items() if control is change["owner"])
        self.view = self.view.choose(**{name: change["new"]})
        self._update(self.view)

    def _back(self, _: Any) -> None:
        for name, control in self.controls.items():
            control.value = getattr(self._first, name)


def _control(choice: Choice, value: str) -> Any:
    import ipywidgets

    layout = ipywidgets.Layout(width="auto", max_width="100%")
    if choice.free:
        return ipywidgets.Text(
            value=value, description=choice.label, placeholder="part of a text, then Enter", continuous_update=False,
            style=_WIDTH, layout=layout,
        )  # fmt: skip
    empty = [("", choice.all)] if choice.all else []
    kept = [*empty, *choice.options[:_OPTIONS], *(one for one in choice.options[_OPTIONS:] if one[0] == value)]
    # Names are of a database, and may hold what reorders or hides the rest of a line.
    options = [(visible(words), option) for option, words in kept]
    return ipywidgets.Dropdown(options=options, value=value, description=choice.label, style=_WIDTH, layout=layout)

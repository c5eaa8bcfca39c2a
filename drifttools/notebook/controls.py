"""Shows a view in a notebook: as an ordinary table, below controls that change it where somebody can use them.

The table is no widget. It stays in the notebook as it was last seen, is legible without a kernel, without trust and on
a page that a code host renders, and papermill writes nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from drifttools.document import Document, document, note
from drifttools.document.escape import visible
from drifttools.document.shown import Shown
from drifttools.errors import DriftToolsError
from drifttools.notebook.output import put, put_changing
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
    wanted = somebody_is_there() if view.interactive is None else view.interactive
    if not wanted or find_spec("ipywidgets") is None:
        put(view._repr_mimebundle_())
        return
    shown: Any = None

    def update(changed: View) -> None:
        if changed.slow:
            shown.update(_Waiting()._repr_mimebundle_(), raw=True)
        shown.update(bundle_of(changed), raw=True)

    # The table is looked up before anything is shown: an error is then that of the cell.
    bundle = view._repr_mimebundle_()
    put(Controls(view, update).bundle())
    shown = put_changing(bundle)


def bundle_of(view: View) -> dict[str, str]:
    """What a view shows after a click; where it cannot be read any more, the error, for nobody sees that of a click."""
    try:
        return view._repr_mimebundle_()
    except DriftToolsError as error:
        return Problem(error)._repr_mimebundle_()


def told_without_a_kernel(widget: Any) -> dict[str, Any]:
    """A widget, and a sentence for whoever sees the notebook where it does not work."""
    told = {"text/plain": _WITHOUT, "text/markdown": _WITHOUT, "text/html": f"<p>{_WITHOUT}</p>"}
    return {**widget._repr_mimebundle_(), **told}


class Problem(Shown):
    """An error in the place of a table."""

    def __init__(self, error: DriftToolsError) -> None:
        self._lines = lines_of(error)

    def document(self) -> Document:
        """Its message and the next step."""
        return document("", note("error", " ".join(self._lines)))


class _Waiting(Shown):
    """What stands in the place of a table while the database is asked."""

    def document(self) -> Document:
        """One sentence."""
        return document("", note("info", "Looking ..."))


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
        self._following = False  # while the controls follow the view, what they report is no choice of a person
        self.controls = {choice.name: _control(choice, getattr(view, choice.name)) for choice in view.choices}
        for control in self.controls.values():
            control.observe(self._chosen, names="value")
        self.button = ipywidgets.Button(description="Take choices back", tooltip="Show what was shown at first")
        self.button.on_click(self._back)
        self.look = ipywidgets.Button(description=view.verb or "Look again", tooltip="Ask the database again")
        self.look.on_click(lambda _: self._show(self.view.again()))
        row = ipywidgets.Layout(flex_flow="row wrap")
        buttons = [self.look, self.button] if view.verb else [self.button]
        self.box = ipywidgets.HBox([*self.controls.values(), *buttons], layout=row)

    def bundle(self) -> dict[str, Any]:
        """The controls, and a sentence for whoever sees the notebook where they do not work."""
        return told_without_a_kernel(self.box)

    def _chosen(self, change: Any) -> None:
        if self._following:
            return
        name = next(name for name, control in self.controls.items() if control is change["owner"])
        self._show(self.view.by_hand(name, change["new"]))

    def _back(self, _: Any) -> None:
        self._show(self._first)

    def _show(self, view: View) -> None:
        """Show a view: its choices in the controls, and what each of them lists."""
        self.view = view
        self._following = True
        try:
            for choice in view.choices:
                control, value = self.controls[choice.name], getattr(view, choice.name)
                if not choice.free and control.options != (options := _options(choice, value)):
                    # the value first leaves what is no longer listed: a list without the value has none
                    control.options = options
                control.value = value
        finally:
            self._following = False
        self._update(view)


def _control(choice: Choice, value: str) -> Any:
    import ipywidgets

    layout = ipywidgets.Layout(width="auto", max_width="100%")
    words = {"description": choice.label, "style": _WIDTH}
    if choice.lines > 1:
        layout = ipywidgets.Layout(width="100%")
        return ipywidgets.Textarea(
            value=value, placeholder=choice.hint, continuous_update=False, rows=choice.lines, layout=layout, **words
        )
    if choice.free:
        return ipywidgets.Text(value=value, placeholder=choice.hint, continuous_update=False, layout=layout, **words)
    return ipywidgets.Dropdown(options=_options(choice, value), value=value, layout=layout, **words)


def _options(choice: Choice, value: str) -> tuple[tuple[str, str], ...]:
    """What a control lists: a part of what there is, and always what is chosen."""
    empty = [("", choice.all)] if choice.all else []
    listed = choice.listed[:_OPTIONS]
    chosen = () if any(option == value for option, _ in listed) else (one for one in choice.options if one[0] == value)
    # Names are of a database, and may hold what reorders or hides the rest of a line.
    return tuple((visible(words), option) for option, words in (*empty, *listed, *chosen))

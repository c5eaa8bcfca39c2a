"""The boxes above a plan, and the box for its token. What they do is what the arguments do; the values below stay plain."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from drifttools.document import Document, document, note
from drifttools.document.escape import visible
from drifttools.document.shown import Shown
from drifttools.errors import DriftToolsError
from drifttools.model.offer import Choosing, Offer
from drifttools.notebook.controls import Problem, somebody_is_there, told_without_a_kernel
from drifttools.notebook.output import put, put_changing

if TYPE_CHECKING:
    from drifttools.investigation import Investigation
    from drifttools.notebook.plan_review import Choices, Review
    from drifttools.notebook.repair import Repaired

_BOXES = 100  # of each sort; beyond that nobody reads boxes, and the arguments take patterns
_HEADS = {
    Choosing.REPAIR: "Repair",
    Choosing.DROP: "Drop (only what is ticked)",
    Choosing.WAY: "Rows in the way",
}
_EXPRESSION = "using"
Update = Callable[[Shown], None]


class Saying(Shown):
    """A sentence in the place of a result: progress, or why nothing was run."""

    def __init__(self, kind: Any, message: str) -> None:
        self._kind, self._message = kind, message

    def document(self) -> Document:
        """The sentence."""
        return document("", note(self._kind, self._message))


class PlanBoxes:
    """A box for each thing that can be chosen about a plan, and the button that plans again.

    Args:
        review: What is chosen now.
        update: Called with what is to be shown below: the review, progress, or an error.
    """

    def __init__(self, review: Review, update: Update) -> None:
        import ipywidgets

        self._review, self._update = review, update
        self.boxes: dict[tuple[Choosing, str], Any] = {}
        self.expressions: dict[str, Any] = {}
        self.button = ipywidgets.Button(
            description="Plan again", tooltip="Make the plan with these choices; nothing is changed"
        )
        self.button.on_click(self._again)
        self.box = ipywidgets.VBox()
        self._fill()

    @property
    def chosen(self) -> Choices:
        """What stands in the boxes."""
        return {place: self._value(place, box.value) for place, box in self.boxes.items()}

    def _value(self, place: tuple[Choosing, str], value: Any) -> str:
        if place[0] is not Choosing.WAY:
            return "yes" if value else ""
        expression = self.expressions[place[1]].value.strip()
        return f"{value}:{expression}" if value == _EXPRESSION and expression else str(value)

    def _again(self, _: Any) -> None:
        self._update(Saying("info", "Planning ..."))
        try:
            with _progress(self._review.inv, self._update):
                self._review.choose(self.chosen)
        except DriftToolsError as problem:
            self._update(Problem(problem))
            return
        self._fill()
        self._update(self._review)

    def _fill(self) -> None:
        import ipywidgets

        self.boxes.clear()
        self.expressions.clear()
        rows: list[Any] = []
        for sort, head in _HEADS.items():
            offers = [one for one in self._review.offers if one.sort is sort]
            if not offers:
                continue
            rows.append(ipywidgets.Label(f"{head}:"))
            rows += [self._row(one) for one in offers[:_BOXES]]
            if len(offers) > _BOXES:
                rows.append(ipywidgets.Label(f"{len(offers) - _BOXES:,} more: by the parameters of the notebook."))
        self.box.children = (*rows, self.button)

    def _row(self, one: Offer) -> Any:
        import ipywidgets

        wide = ipywidgets.Layout(width="auto", max_width="100%")
        whole = {"description_width": "initial"}
        label = visible(f"{one.name} ({one.about})") + (f" {', '.join(one.steps)}" if one.steps else "")
        if one.sort is not Choosing.WAY:
            made = ipywidgets.Checkbox(value=bool(one.chosen), description=label, indent=False, layout=wide, style=whole)
            self.boxes[one.sort, one.name] = made
            return made
        way, _, expression = one.chosen.partition(":")
        options = [("left alone until a way is chosen", ""), *((option, option) for option in one.options)]
        box = ipywidgets.Dropdown(options=options, value=way, description=label, layout=wide, style=whole)
        text = ipywidgets.Text(
            value=expression, description="Expression", placeholder="SQL over the row, for using", layout=wide, style=whole
        )
        self.boxes[one.sort, one.name], self.expressions[one.name] = box, text
        offers_expression = _EXPRESSION in one.options
        return ipywidgets.HBox([box, text] if offers_expression else [box], layout=ipywidgets.Layout(flex_flow="row wrap"))


class TokenBox:
    """The field for a token and the button that applies the plan that it is for.

    Args:
        repaired: The last cell of the repair, with its plan; it becomes what came of the apply.
        update: Called with what is to be shown below.
    """

    def __init__(self, repaired: Repaired, update: Update) -> None:
        import ipywidgets

        self._repaired, self._update = repaired, update
        whole = {"description_width": "initial"}
        self.token = ipywidgets.Text(
            description="Token", placeholder="apply-... as the plan shows it", style=whole, continuous_update=True
        )
        self.button = ipywidgets.Button(
            description="Apply to the database", tooltip="Runs the plan, if the token is its own",
            layout=ipywidgets.Layout(width="auto"),
        )  # fmt: skip
        self.button.on_click(self._apply)
        self.box = ipywidgets.HBox([self.token, self.button], layout=ipywidgets.Layout(flex_flow="row wrap"))

    def _apply(self, _: Any) -> None:
        typed = self.token.value.strip()
        # a second press must not begin a second time, whatever comes of the first
        self.token.value = ""
        self.button.disabled = True
        try:
            if reason := self._repaired.why_not(typed):
                self._update(Saying("error", f"Nothing was run: {reason}."))
                return
            self._update(Saying("info", "Applying ..."))
            with _progress(self._repaired.inv, self._update):
                self._repaired.apply(typed)
            self._update(self._repaired)
        except DriftToolsError as problem:
            self._update(Problem(problem))
        finally:
            self.button.disabled = self._repaired.changed


def show_review(review: Review) -> None:
    """Display a plan, below boxes where there is somebody to use them."""
    wanted = somebody_is_there() if review.interactive is None else review.interactive
    _show(review, (lambda update: PlanBoxes(review, update).box) if wanted and review.offers else None)


def show_repaired(repaired: Repaired) -> None:
    """Display what came of a repair; below a field for the token where it waits for one."""
    wanted = somebody_is_there() if repaired.interactive is None else repaired.interactive
    _show(repaired, (lambda update: TokenBox(repaired, update).box) if wanted and repaired.waits else None)


def _show(value: Shown, made: Callable[[Update], Any] | None) -> None:
    bundle = value._repr_mimebundle_()
    if made is None or find_spec("ipywidgets") is None:
        put(bundle)
        return
    shown: Any = None

    def update(now: Shown) -> None:
        shown.update(now._repr_mimebundle_(), raw=True)

    put(told_without_a_kernel(made(update)))
    shown = put_changing(bundle)


@contextlib.contextmanager
def _progress(inv: Investigation | None, update: Update) -> Iterator[None]:
    """Say the progress where the result will stand: what is printed after a click is seen by nobody."""
    if inv is None:
        yield
        return
    before = inv.say
    inv.say = lambda message: update(Saying("info", message))
    try:
        yield
    finally:
        inv.say = before

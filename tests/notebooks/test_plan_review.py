"""The boxes above a plan and the field for its token: what they choose is what arguments choose, and no more is run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from drifttools.document import to_text
from drifttools.document.escape import visible
from drifttools.errors import UsageError
from drifttools.investigation import investigate
from drifttools.investigation.choosing import arguments, escaped
from drifttools.model.offer import Choosing, Offer
from drifttools.model.verdict import Verdict
from drifttools.notebook import apply_confirmed, review
from drifttools.notebook.plan_boxes import PlanBoxes, TokenBox, show_repaired
from tests.conftest import run_sql

if TYPE_CHECKING:
    from conftest import Shop

    from drifttools.investigation import Investigation
    from drifttools.notebook.plan_review import Review

MORE = """
create table stray.leftover (id int); alter table customer alter email drop not null;
insert into customer values (2, null); create table "public"."odd [*]" (id int)
"""
ORDERS, EMAIL = (Choosing.REPAIR, "public.orders"), (Choosing.WAY, "public.customer.email")
INDEX, LEFTOVER = (Choosing.REPAIR, "public.orders.orders_customer"), (Choosing.DROP, "stray.leftover")


@pytest.fixture
def inv(shop: Shop) -> Investigation:
    """Give an audited shop: a moved table, a missing index, two tables too many, and a null where none may be."""
    run_sql(shop.server, shop.database, MORE)
    found = investigate("shop", config=shop.config, reports=shop.reports)
    found.audit()
    return found


def chosen(made: Review) -> dict[tuple[Choosing, str], str]:
    """Return what is chosen of all that is offered."""
    return {(one.sort, one.name): one.chosen for one in made.offers}


def test_boxes_plan_what_the_command_line_plans(inv: Investigation) -> None:
    """A box less, a drop and a way give the very plan of `only`, `drop` and `ways`; ticked again it is the first plan."""
    made = review(inv)
    first = made.plan.token
    assert chosen(made) == {ORDERS: "yes", INDEX: "yes", LEFTOVER: "", EMAIL: "", (Choosing.DROP, "public.odd [*]"): ""}
    shown: list[Any] = []
    boxes = PlanBoxes(made, shown.append)
    boxes.boxes[INDEX].value = False
    boxes.boxes[LEFTOVER].value = True
    boxes.boxes[EMAIL].value = "quarantine"
    boxes.button.click()
    assert shown[-1] is made
    assert made.arguments == {
        "only": ("public.orders", "public.customer.email"),
        "drop": ("stray.leftover",),
        "ways": ("public.customer.email=quarantine",),
    }
    assert made.plan.token != first
    assert made.plan.token == inv.load_plan().token == inv.plan(**made.arguments).token  # type: ignore[arg-type]
    assert chosen(made)[EMAIL] == "quarantine"
    assert "drift plan" in made.command
    assert "--drop stray.leftover" in made.command
    for place, value in ((INDEX, True), (LEFTOVER, False), (EMAIL, "")):
        boxes.boxes[place].value = value
    boxes.button.click()
    assert made.plan.token == first
    assert made.arguments == {"only": (), "drop": (), "ways": ()}


def test_a_table_that_is_asked_for_comes_with_what_is_listed_with_it(shop: Shop) -> None:
    """`only` with the name of a missing table makes its index and its constraints, too."""
    run_sql(shop.server, shop.database, "drop table stray.orders")
    inv = investigate("shop", config=shop.config, reports=shop.reports)
    inv.audit()
    everything = {step.title for step in inv.plan().steps}
    assert any("orders_customer" in title for title in everything)
    assert {step.title for step in inv.plan(only=["public.orders"]).steps} == everything


def test_names_are_chosen_as_themselves_and_what_cannot_be_planned_is_told(inv: Investigation) -> None:
    """A name with the characters of a pattern is only a name; no box is no object; an error leaves the plan as it was."""
    made = review(inv)
    assert escaped("public.odd [*]") == "public.odd [[][*]]"
    made.choose({(Choosing.DROP, "public.odd [*]"): "yes"})
    assert any(step.title == "drop table public.odd [*]" for step in made.plan.steps)
    made.choose({ORDERS: "", INDEX: "", (Choosing.DROP, "public.odd [*]"): ""})
    assert made.plan.steps == ()
    assert made.arguments["only"] == ("no object",)
    assert {one.sort for one in made.offers} == {Choosing.REPAIR, Choosing.DROP}
    assert arguments(made.offers, {ORDERS: "yes"})["only"] == ("public.orders",)
    made.choose({ORDERS: "yes", INDEX: "yes", (Choosing.REPAIR, EMAIL[1]): "yes"})
    first, shown = made.plan, []  # type: tuple[Any, list[Any]]
    boxes = PlanBoxes(made, shown.append)
    boxes.boxes[EMAIL].value = "using"
    boxes.button.click()
    assert "is not NAME=WAY" in shown[-1]._repr_mimebundle_()["text/plain"]
    assert made.plan is first


@pytest.mark.parametrize("hostile", ["<img src=x onerror=alert(1)>", "a\u202eb", "x\ny", "é" * 31])
def test_a_hostile_name_in_a_box_is_only_a_name(hostile: str) -> None:
    """Labels are texts, never HTML, and nothing in them hides, breaks or reorders the rest of the line."""
    offers = [Offer(sort, f"public.{hostile}", "table: missing", options=("leave",)) for sort in Choosing]
    boxes = PlanBoxes(SimpleNamespace(offers=offers), print)  # type: ignore[arg-type]
    assert len(boxes.boxes) == 3
    for box in boxes.boxes.values():
        assert visible(hostile) in box.description
        assert box.description.isprintable()
        assert not box.description_allow_html


def test_only_the_token_of_the_plan_applies_it(inv: Investigation, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """No field where nobody sits; nothing, another token and that of a plan made again run nothing; its own does, once."""
    plan = inv.plan()
    repaired = apply_confirmed(inv, plan, Verdict(()))
    displayed: list[dict[str, str]] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: displayed.append(bundle))
    show_repaired(repaired)
    assert len(displayed) == 1
    repaired.interactive = True
    show_repaired(repaired)
    assert len(displayed) == 3
    assert "running kernel" in displayed[1]["text/html"]
    assert plan.token in displayed[2]["text/plain"]
    shown: list[Any] = []
    field = TokenBox(repaired, shown.append)
    before = shop.dump()
    for typed in ("", "apply-00000000", plan.token[:-1], plan.id):
        field.token.value = typed
        field.button.click()
        assert "Nothing was run" in to_text(shown[-1].document())
        assert field.token.value == ""
    with pytest.raises(UsageError, match="is not the token"):
        repaired.apply("apply-00000000")
    inv.plan(only=["public.orders"])
    field.token.value = plan.token
    field.button.click()
    assert "made anew since this cell ran" in to_text(shown[-1].document())
    assert shop.dump() == before
    inv.plan()
    field.token.value = f" {plan.token} "
    field.button.click()
    assert repaired.changed
    assert shown[-1] is repaired
    assert field.button.disabled
    assert shop.dump() != before
    assert "there is nothing to apply" in repaired.why_not(plan.token)

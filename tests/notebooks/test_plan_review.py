"""The boxes above a plan and the field for its token: what they choose is what arguments choose, and no more is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from drifttools.document import to_text
from drifttools.errors import UsageError
from drifttools.investigation import investigate
from drifttools.investigation.choosing import arguments, escaped
from drifttools.model.offer import Choosing
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


def test_what_cannot_be_planned_is_told_and_the_plan_stays(inv: Investigation) -> None:
    """`using` without an expression is an error in the place of the plan, which is as it was."""
    made = review(inv)
    first, shown = made.plan, []  # type: tuple[Any, list[Any]]
    boxes = PlanBoxes(made, shown.append)
    boxes.boxes[EMAIL].value = "using"
    boxes.button.click()
    assert "is not NAME=WAY" in shown[-1]._repr_mimebundle_()["text/plain"]
    assert made.plan is first


def test_a_name_is_chosen_as_itself(inv: Investigation) -> None:
    """What is a pattern to `drop` is only a name in a box; no box ticked is no object, and not all of them."""
    made = review(inv)
    assert escaped("public.odd [*]") == "public.odd [[][*]]"
    made.choose({(Choosing.DROP, "public.odd [*]"): "yes"})
    assert any(step.title == "drop table public.odd [*]" for step in made.plan.steps)
    made.choose({ORDERS: "", INDEX: "", (Choosing.DROP, "public.odd [*]"): ""})
    assert made.plan.steps == ()
    assert made.arguments["only"] == ("no object",)
    assert {one.sort for one in made.offers} == {Choosing.REPAIR, Choosing.DROP}
    assert arguments(made.offers, {ORDERS: "yes"})["only"] == ("public.orders",)


def test_only_the_token_of_the_plan_applies_it(inv: Investigation, shop: Shop) -> None:
    """Nothing, another token and the token of a plan that was made again run nothing; its own applies it, once."""
    plan = inv.plan()
    repaired = apply_confirmed(inv, plan, Verdict(()))
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


def test_the_field_is_shown_only_where_a_token_is_waited_for(inv: Investigation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who runs it headless sees the sentence alone; with somebody there the field has a sentence for when it is dead."""
    shown: list[dict[str, str]] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    repaired = apply_confirmed(inv, inv.plan(), Verdict(()))
    show_repaired(repaired)
    assert len(shown) == 1
    repaired.interactive = True
    show_repaired(repaired)
    assert len(shown) == 3
    assert "running kernel" in shown[1]["text/html"]
    assert inv.load_plan().token in shown[2]["text/plain"]

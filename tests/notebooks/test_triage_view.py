"""A pasted text and one row, in boxes and as arguments; and the notebook `06_triage`, which has both."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from drifttools.document import to_text
from drifttools.errors import UsageError
from drifttools.investigation import investigate
from drifttools.notebook import follow, triage
from drifttools.notebook.controls import Controls
from tests.conftest import run_sql

if TYPE_CHECKING:
    from conftest import Shop

    from drifttools.investigation import Investigation

TEXT = 'ERROR:  relation "orders" does not exist at character 15'


@pytest.fixture
def inv(shop: Shop) -> Investigation:
    """Give an investigation of the shop, whose second order is of a customer that is not there."""
    run_sql(
        shop.server,
        shop.database,
        "alter table stray.orders drop constraint orders_customer_fkey;"
        "alter table stray.orders add foreign key (customer) references customer not valid;"
        "set session_replication_role = replica; update stray.orders set customer = 9 where id = 2",
    )
    return investigate("shop", config=shop.config, reports=shop.reports)


def test_a_box_answers_what_is_pasted_into_it(inv: Investigation) -> None:
    """Empty at first; the answer is that of `inv.explain`; the button asks again; every control has a label."""
    changed: list[Any] = []
    chosen = Controls(triage(inv), changed.append)
    assert "There is no text yet." in to_text(chosen.view.document())
    assert chosen.controls["text"].rows > 1, "a log has several lines"
    chosen.controls["text"].value = TEXT
    assert changed[-1].sentence == inv.explain(TEXT).explanations[0].sentence
    assert "stray.orders" in changed[-1]._repr_mimebundle_()["text/html"]
    chosen.look.click()
    assert chosen.look.description == "Explain"
    assert changed[-1].seen is not changed[0].seen, "the database was not asked again"
    assert [control.description for control in chosen.controls.values()] == ["Text", "Role"]


def test_nothing_given_is_no_answer(inv: Investigation) -> None:
    """Without a text nothing was checked, and that is said; an unknown role is an error."""
    assert (triage(inv).exit_code, triage(inv).sentence) == (3, "no text was given")
    assert triage(inv, TEXT).exit_code == 0
    assert "orders" in triage(inv, TEXT).sentence
    with pytest.raises(UsageError, match="there is no role"):
        triage(inv, TEXT, role="nobody_at_all").document()


def test_a_row_leads_to_its_partners_and_further(inv: Investigation) -> None:
    """Arguments and controls give the same; from a partner the next trace begins; what is missing can be shown alone."""
    chosen = Controls(follow(inv, "stray.orders id=1"), lambda view: view.document())
    chosen.view.document()
    chosen.controls["depth"].value = "2"
    assert "public.customer (id = 1)" in to_text(chosen.view.document())
    assert chosen.view.trace == inv.trace("stray.orders", id=1, depth=2)
    chosen.controls["depth"].value = "3"
    onward = [value for _, value in chosen.controls["onward"].options]
    assert onward == ["", "public.customer id=1"]
    chosen.controls["onward"].value = "public.customer id=1"
    assert chosen.controls["row"].value == "public.customer id=1"
    assert chosen.view.trace == inv.trace("customer", id=1)
    gap = follow(inv, "stray.orders", {"id": 2}, only="missing")
    assert (gap.exit_code, len(gap.frame())) == (1, 2)
    assert "missing" in to_text(gap.document())
    assert "Nothing is missing" in to_text(follow(inv, "stray.orders id=1", only="missing").document())


@pytest.mark.parametrize("row", ["orders", "orders 'id=1", "orders id"])
def test_a_row_that_cannot_be_read_says_how(row: str) -> None:
    """The message shows the form, and no database is asked; where there is no row there is no error."""
    inv: Any = None
    with pytest.raises(UsageError, match=r"the row .* (has no key|cannot be read)") as refused:
        follow(inv, row).document()
    assert "sessions id=7" in (refused.value.hint or "")
    assert "No row is named" in to_text(follow(inv).document())


@pytest.mark.usefixtures("inv")
def test_the_notebook_answers_without_anybody_there(shop: Shop) -> None:
    """Run by papermill with a text and a row it holds the answer, the tree and the missing partner, and no widget."""
    done = shop.run("06_triage", text=TEXT, row="stray.orders id=2", incident="")
    text = done.path.read_text(encoding="utf-8")
    outputs = [output for cell in json.loads(text)["cells"] for output in cell.get("outputs", ())]
    assert done.exit_code == 1, "a partner is missing"
    assert "stray.orders" in done.message
    assert "public.customer (id = 9): missing" in text
    assert not [one for one in outputs if any("widget" in mime for mime in one.get("data", {}))]
    # a diagram that survives an export without the network: a picture within the page
    assert "data:image/svg+xml;base64," in text

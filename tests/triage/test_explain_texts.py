"""Error texts explained without a database: what they say alone, in a document that can be written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drifttools.diagnose.triage.answers.registry import ANSWERS
from drifttools.diagnose.triage.families.registry import FAMILIES
from drifttools.investigation.triage import explain_text


def test_every_family_has_an_answer() -> None:
    """No error that is recognised is left without an answer, and no answer is for a family that is not there."""
    assert {family.id for family in FAMILIES} | {"unknown"} == set(ANSWERS)


PASTED = sorted((Path(__file__).parent / "pasted").glob("*.txt"))


@pytest.mark.parametrize("file", PASTED, ids=lambda file: file.stem)
def test_without_a_database_there_is_an_answer_too(file: Path) -> None:
    """Each pasted text is answered by what it says alone, in a document that can be written, and without its values."""
    explained = explain_text(file.read_bytes().decode("utf-8"))
    assert explained.explanations
    shown = explained._repr_mimebundle_()
    for one in explained.explanations:
        assert one.sentence.endswith((".", "…")), one.sentence
        assert one.sentence[:20].split()[0] in shown["text/plain"]
    for secret in ("secretvalue", "canary", "5ecret", "someone@example.org"):
        assert secret not in repr(explained) + "".join(shown.values())


def test_a_text_without_anything_is_said_to_be_one() -> None:
    """Nothing recognised is an answer: exit code 1, and a document that says so."""
    explained = explain_text("lorem ipsum")
    assert explained.exit_code == 1
    assert "Nothing in this text is known" in explained._repr_mimebundle_()["text/plain"]


WORDS = st.sampled_from(
    ['relation "', '" does not exist', "ERROR: ", "42P01: ", "permission denied for table ", "PGRST204", "no such column: ",
     "\x1b[31m", "\n",
     'invalid input value for enum mood: "', '"', "column c.", "\ud800", "\u202e", "Could not find the table '",
     "' in the schema cache", "`"]
)  # fmt: skip


@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=20).map("".join))
def test_every_answer_can_be_written(text: str) -> None:
    """Whatever was pasted, its answer is a document in every form, in characters that every output takes."""
    for form in explain_text(text)._repr_mimebundle_().values():
        form.encode("utf-8")

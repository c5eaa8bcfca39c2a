"""The short way to say that nothing differs says what the long one would."""

from __future__ import annotations

from drifttools.model.finding import Findings, NotCompared
from drifttools.report.audit import document_of_findings
from drifttools.report.clean import clean_document, nothing_to_tell


def test_the_short_answer_is_the_long_one() -> None:
    """Both make the same document of a comparison that found nothing."""
    assert nothing_to_tell(Findings())
    assert clean_document() == document_of_findings(Findings(), ())


def test_what_was_not_compared_is_never_left_out() -> None:
    """Where something was not compared, the short answer would be silence."""
    assert not nothing_to_tell(Findings(not_compared=(NotCompared("large objects", "no kind covers them"),)))

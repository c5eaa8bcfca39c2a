"""Random SQLite files that somebody was at: repaired, judged by what they take and refuse, and taken back.

A few pairs by default; `DRIFTTOOLS_RANDOM_SQLITE=100:900` runs those seeds, `DRIFTTOOLS_RANDOM_MUTATIONS=6` more at once.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.random_sqlite.trial import check, pair, script

FIRST, _, LAST = os.environ.get("DRIFTTOOLS_RANDOM_SQLITE", "0:12").partition(":")
MUTATIONS = int(os.environ.get("DRIFTTOOLS_RANDOM_MUTATIONS", "3"))


@pytest.mark.parametrize("seed", range(int(FIRST), int(LAST)))
def test_a_file_that_somebody_was_at_is_repaired(seed: int, tmp_path: Path) -> None:
    """The plan ends at a file that is as one made rightly, with every row, and the way back at what it was."""
    one = pair(seed, MUTATIONS)
    try:
        check(one, tmp_path)
    except BaseException as problem:
        problem.add_note(f"{one.changes}\n{script(one.start)}\n-- becomes\n{script(one.goal)}")
        raise

"""The rules, the more telling first: of two that explain a finding equally well, the first one does."""

from __future__ import annotations

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.causes.not_applied import NotApplied
from drifttools.diagnose.causes.out_of_band import OutOfBand
from drifttools.diagnose.causes.search_path import SearchPath
from drifttools.diagnose.causes.wrong_schema import WrongSchema

CAUSES: tuple[CauseRule, ...] = (WrongSchema(), SearchPath(), NotApplied(), OutOfBand())

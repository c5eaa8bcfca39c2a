"""The sections of the report in their order, which is fixed: who reads the second report knows where to look."""

from __future__ import annotations

from typing import Any

from drifttools.report.sections import (
    actions,
    appendix,
    before_after,
    behaviour,
    beside,
    code,
    components,
    final_status,
    findings,
    header,
    impact,
    lessons,
    portability,
    recommendations,
    remaining,
    rls,
    rollback,
    root_cause,
    rows,
    sign_off,
    summary,
    timeline,
    verification,
)
from drifttools.report.sections.base import Section

SECTIONS: tuple[Section[Any], ...] = (
    header.SECTION,
    summary.SECTION,
    components.SECTION,
    impact.SECTION,
    timeline.SECTION,
    root_cause.SECTION,
    findings.SECTION,
    code.SECTION,
    portability.SECTION,
    beside.SECTION,
    rows.SECTION,
    actions.SECTION,
    before_after.SECTION,
    behaviour.SECTION,
    rls.SECTION,
    verification.SECTION,
    remaining.SECTION,
    rollback.SECTION,
    recommendations.SECTION,
    lessons.SECTION,
    final_status.SECTION,
    sign_off.SECTION,
    appendix.SECTION,
)

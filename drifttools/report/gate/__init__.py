"""What an audit says to a build: annotations, SARIF and JUnit, one file each."""

from __future__ import annotations

from drifttools.report.gate.base import Gate
from drifttools.report.gate.github import github
from drifttools.report.gate.junit import junit
from drifttools.report.gate.sarif import sarif

__all__ = ["Gate", "github", "junit", "sarif"]

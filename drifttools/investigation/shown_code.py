"""What was found in code, showing itself."""

from __future__ import annotations

import dataclasses

from drifttools.document import Document
from drifttools.document.shown import Shown
from drifttools.model.code import CodeScan
from drifttools.report.code import document_of_code


class ShownCode(CodeScan, Shown):
    """A look at code that shows itself."""

    def document(self) -> Document:
        """The answer, the findings, what could not be checked."""
        return document_of_code(self)


def shown_code(scan: CodeScan) -> ShownCode:
    """The same, showing itself."""
    return ShownCode(**{field.name: getattr(scan, field.name) for field in dataclasses.fields(scan)})

"""One model, two databases: a second target beside the same models as the first; reached as `inv.beside(target)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drifttools.catalog.opening import Opening
from drifttools.compare.beside import laid_beside
from drifttools.document import Document
from drifttools.document.shown import Shown
from drifttools.errors import UsageError
from drifttools.investigation import files
from drifttools.investigation.auditing import ignore_rules
from drifttools.investigation.comparing import compare_live
from drifttools.model.beside import Beside
from drifttools.report.beside import document_of_beside

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking

_ON_BOTH = frozenset({"models", "alembic", "django"})


class ShownBeside(Beside, Shown):
    """Two databases beside the same models, which shows itself; `frame()` as of `Beside`."""

    def document(self) -> Document:
        """The answer and the table."""
        return document_of_beside(self)


def beside(inv: Asking, name: str, *, keep: bool) -> ShownBeside:
    """Audit a second database against the same models; see `Asking.beside`."""
    spec, other = inv.needed_spec, inv.config.target(name)
    if other.dialect != inv.target.dialect and spec.partition(":")[0].strip().lower() not in _ON_BOTH:
        raise UsageError(
            f"{spec} is of one dialect alone, and {inv.target.name} and {other.name} are of two",
            hint="give what can be made real on both: --expected models:PACKAGE, alembic:alembic.ini or django:manage.py",
        )
    rules = ignore_rules(inv.config, inv.clock().date())
    here, there = (
        compare_live(Opening(target), spec, inv.config, ignore=rules, say=inv.say) for target in (inv.target, other)
    )
    found = ShownBeside(
        spec,
        inv.target.name,
        other.name,
        (inv.target.dialect, other.dialect),
        laid_beside(here.comparison, there.comparison),
    )
    if keep and inv.incident:
        inv.folder.write(files.BESIDE, found)
        inv.folder.note(inv.clock(), f"beside {other.name}: they differ in {len(found.differing)} things", files.BESIDE)
    return found

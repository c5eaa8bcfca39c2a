"""The questions about the source of models; reached as `inv.models`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking
    from drifttools.investigation.models_diff import ModelsDiff


class ModelFiles:
    """The source of a project's models, where the database is right and they are not.

    Args:
        inv: Whose live database and expected state it is.
    """

    def __init__(self, inv: Asking) -> None:
        self._inv = inv

    def __repr__(self) -> str:
        return f"<ModelFiles of {self._inv.spec or 'nothing yet'}, beside {self._inv.target.name}>"

    def diff(self, *, only: Iterable[str] = (), remove: Iterable[str] = ()) -> ModelsDiff:
        """What has to be written in the models for them to say what the database has, as a diff for `git apply`.

        Nothing is written: the edited models are imported and made real beside the files, and what then still differs is
        in `left`. `diff().apply()` writes the files.

        Args:
            only: Patterns for the names of what is written, a table's or its parts'; everything without them.
            remove: Patterns for the names of what may be taken out of the models; without them nothing is.

        Raises:
            UsageError: The expected state is neither SQLAlchemy models nor a Django project.
            RehearsalError: The edited models cannot be imported; nothing was written.
            SourceError: They cannot be imported as they are.
        """
        from drifttools.investigation.models_diff import models_diff

        return models_diff(self._inv, tuple(only), tuple(remove))

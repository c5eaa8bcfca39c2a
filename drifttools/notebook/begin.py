"""Opens the investigation of a notebook from its parameters, all of which are texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from drifttools.errors import UsageError
from drifttools.notebook.names import require_names
from drifttools.notebook.progress import Progress
from drifttools.notebook.setup import setup

if TYPE_CHECKING:
    from drifttools.investigation import Investigation


def begin(
    target: str = "",
    *,
    expected: str = "",
    incident: str = "",
    title: str = "",
    reports: str = "reports",
    say: Callable[[str], None] | None = None,
) -> Investigation:
    """Check the parameters of a notebook and open its investigation: `dt.investigate` for texts that may be empty.

    Args:
        target: A name in `drift.toml` or a libpq service, never a DSN.
        reports: Where incident folders are; a relative path starts where `drift.toml` is, for the kernel of JupyterLab
            works in the folder of the notebook.
        say: Called with a sentence at each stage of long work; printed without it.

    Raises:
        UsageError: A parameter cannot be used, or the incident is one of another target.
    """
    setup()
    given = {"target": target, "expected": expected, "incident": incident, "title": title, "reports": reports}
    for name, value in given.items():
        if not isinstance(value, str):
            raise UsageError(f"the parameter {name!r} takes a text", hint=f'{name} = "..." with quotes')
    require_names(given)
    from drifttools.config import load_config
    from drifttools.investigation import investigate

    config = load_config()
    opened = investigate(
        target or None,
        expected or None,
        incident=incident or None,
        title=title,
        reports=known_path(config.root / reports),
        config=config,
        say=say or Progress(),
    )
    if incident and target and (of := opened.folder.incident.target) != target:
        raise UsageError(
            f"the incident {opened.incident!r} is about {of!r}, not about {target!r}",
            hint="leave `target` empty, or name another incident: drift incident lists them",
        )
    return opened


def known_path(path: Path) -> Path:
    """The path as a reader knows it: relative to where the notebook runs, if it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path

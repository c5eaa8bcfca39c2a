"""`python -m drifttools` is `drift`."""

from __future__ import annotations

from drifttools.cli.main import main

main()

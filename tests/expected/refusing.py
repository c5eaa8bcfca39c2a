"""Specs that cannot be made real."""

from __future__ import annotations

import pytest

from drifttools.errors import SourceError
from drifttools.expected.base import Context
from drifttools.expected.resolve import resolve


def refused(spec: str, context: Context) -> SourceError:
    """Return the error of a spec that cannot be made real."""
    with pytest.raises(SourceError) as error:
        resolve(spec, context)
    return error.value

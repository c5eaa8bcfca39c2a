"""What these tests share. Their files are in memory where there is such a place: every plan syncs its file to disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repair.sqlite.children import Children

_MEMORY = "/dev/shm"  # noqa: S108 - the folder in it has a name of its own


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Make a folder that goes with the test."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    """Start what runs plans in processes of their own."""
    started = Children()
    yield started
    started.close()

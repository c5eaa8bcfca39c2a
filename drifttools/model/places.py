"""How the place of a file is shown."""

from __future__ import annotations

import re

_INSTALLED = re.compile(r"^.*/(?:site|dist)-packages/")


def short(path: str) -> str:
    """The path as a person looks for it: that of an installed package begins with the package.

    Args:
        path: Of a file; what stands after it, such as a line, may be there too.
    """
    return _INSTALLED.sub("", path)

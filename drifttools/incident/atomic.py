"""Files that are there whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(target: Path, text: str, *, beside: Path | None = None) -> Path:
    """Write a text under another name, and give it its own when it is on the disk.

    Args:
        target: The file.
        text: What it is to hold.
        beside: Where it is until then, on the same file system; the directory of the file where that is left out.

    Raises:
        OSError: It cannot be written; what there was of it is gone.
    """
    handle, scratch = tempfile.mkstemp(prefix=f".{target.name}-", dir=beside or target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(scratch, 0o644)  # noqa: PTH101 - mkstemp makes it 0600; colleagues read reports
        os.replace(scratch, target)  # noqa: PTH105 - atomic on the same file system
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    return target

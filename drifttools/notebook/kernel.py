"""The kernel of a run: this interpreter, behind unix sockets in a private directory, and gone with its owner.

Whoever reaches the port of a kernel and has its key runs code as its user, so no channel of it is a port. (ipykernel
binds one more socket, on the loopback interface, that only takes the output of forked children, each message with a
secret of the process; it cannot be configured away.) Where a system has no unix sockets the channels are ports of the
loopback interface, with the key that jupyter_client always makes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

_PREFIX = "drift-kernel-"
_LOCK = "held"
_YOUNG_S = 60.0  # a folder may be there a moment before its lock is


class OwnKernel(KernelSpecManager):
    """Knows one kernel, whatever is installed under its name: this interpreter."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The specification that starts this interpreter."""
        del kernel_name
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3 (drifttools)",
            language="python",
        )


def manager(folder: Path) -> AsyncKernelManager:
    """A manager whose kernel has its connection file and its sockets in a folder."""
    made = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=OwnKernel(),
        connection_file=str(folder / "k.json"),
        transport="tcp" if os.name == "nt" else "ipc",
    )
    made.shutdown_wait_time = 10.0  # a scratch server and a transaction are given back before the kernel ends
    return made


def environment(folder: Path) -> dict[str, str]:
    """What the kernel sees: our own environment, with no profile and no startup files of the user's."""
    return {
        **os.environ,
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(folder),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # else the debugger, which nobody uses, warns on every start
    }


def interrupt(manager: AsyncKernelManager) -> None:
    """Send the kernel a Ctrl-C, so that the running statement is cancelled and rolled back."""
    process = _process(manager)
    if process is not None and process.poll() is None:
        process.send_signal(signal.SIGINT)


def kill(manager: AsyncKernelManager) -> None:
    """End a kernel that does not listen any more."""
    process = _process(manager)
    if process is not None and process.poll() is None:
        process.kill()


def _process(manager: AsyncKernelManager) -> Any:
    return getattr(manager.provisioner, "process", None)


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A directory that only this user can enter. A killed run leaves its own behind; a later run removes it."""
    # The path of a unix socket has at most about 100 bytes, and some systems have a long TMPDIR.
    root = Path("/tmp") if os.name == "posix" else Path(tempfile.gettempdir())  # noqa: S108 - mkdtemp makes it 0700
    _sweep(root)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=root))
    try:
        with _held(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a lock as long as the run lasts. A process number would not do: containers share /tmp and count anew."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with (folder / _LOCK).open("wb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _sweep(root: Path) -> None:
    """Remove our own folders whose run is gone."""
    if sys.platform == "win32":
        return
    for folder in root.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            facts = folder.stat(follow_symlinks=False)
            if facts.st_uid != os.getuid() or time.time() - facts.st_mtime < _YOUNG_S:
                continue
            with _held(folder):
                shutil.rmtree(folder, ignore_errors=True)

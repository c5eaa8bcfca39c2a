"""The kernel of a run: this interpreter, behind unix sockets in a private directory, and gone with its owner.

Whoever reaches the port of a kernel and has its key runs code as its user, so there is no port. Where a system has no
unix sockets the kernel listens on the loopback interface, with the key that jupyter_client always makes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

_PREFIX = "drift-kernel-"


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
    """A directory that only this user can enter. A killed run leaves its own behind; the next run removes it."""
    # The path of a unix socket has at most about 100 bytes, and some systems have a long TMPDIR.
    root = Path("/tmp") if os.name == "posix" else Path(tempfile.gettempdir())  # noqa: S108 - mkdtemp makes it 0700
    _sweep(root)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(root: Path) -> None:
    if os.name != "posix":
        return
    for folder in root.glob(f"{_PREFIX}*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        with contextlib.suppress(OSError, ValueError):
            if folder.stat(follow_symlinks=False).st_uid == os.getuid() and not _alive(int(owner)):
                shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""Children that leave when their parent does, even when it is killed outright (Linux)."""

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
# In a forked child this is still the number of the process that imported the module: its parent.
IMPORTED_BY = os.getpid()


def _prctl(number: int) -> None:
    """Ask the kernel to signal this process when the thread that made it ends; elsewhere than Linux, nothing."""
    try:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    except (OSError, AttributeError):
        return


def dies_with_parent(number: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """A `preexec_fn`: the kernel sends `number` to the child when the calling thread ends."""
    libc = ctypes.CDLL(None, use_errno=True)
    prctl = getattr(libc, "prctl", None)
    parent = os.getpid()

    def before_exec() -> None:
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
            if os.getppid() != parent:  # the parent went between fork and prctl: nobody would ever signal us
                os._exit(1)

    return before_exec


def leave_with_parent() -> None:
    """The same, asked by a grandchild for itself: the signal is not inherited over fork. Only under `./court`."""
    if os.environ.get("COURT_SUPERVISED"):
        _prctl(int(signal.SIGKILL))
        if os.getpid() != IMPORTED_BY != os.getppid():  # it went before we could ask
            os._exit(1)

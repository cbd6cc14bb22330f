"""How much memory a process may have, and giving back what it no longer needs."""

import ctypes
import gc
from contextlib import suppress

# Young objects are looked through as usual, all of them next to never.
SELDOM = (700, 10, 1000)


def cap(size: int) -> None:
    """Make a runaway allocation an error in one session, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))


def tidy() -> None:
    """Look for garbage now, and spare what is left the search until the next time.

    Left alone, Python would look through everything for 20 ms whenever it likes.
    """
    gc.set_threshold(*SELDOM)
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Return memory that is free to the system, where its C library can."""
    gc.collect()
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)

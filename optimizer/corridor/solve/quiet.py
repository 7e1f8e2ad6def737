"""A HiGHS object without its greeting: version 1.16 prints two lines when one is made, before any option can be set.

They would stand in the middle of `--json`. The file descriptor is turned away for that moment only.
"""

from __future__ import annotations

import ctypes
import os
import sys

import highspy


def new_highs() -> highspy.Highs:
    """Return a new HiGHS object; nothing is printed."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        found = highspy.Highs()
        # The greeting may still lie in C's own buffer.
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
    return found

"""A small task on hostile bytes in a process of its own, within the limits of the worker that parses files.

A module that can be run so calls `answer` from its `main`: it gets the bytes on standard input and words on the command line.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable

from foedus.errors import BadInput
from foedus.reading.documents.isolation import _environment
from foedus.reading.documents.parsed import DEFAULT_LIMITS
from foedus.reading.documents.worker import _limit

_SECONDS = 20.0
_REASON = 2  # the exit status that comes with a reason
_at_once = threading.BoundedSemaphore(2)  # so that many who ask do not fill the machine


def ask_apart(module: str, words: tuple[str, ...], data: bytes, what: str) -> bytes:
    """What a module makes of the bytes. Raises BadInput, beginning with `what`, also where the process crashed, hung or ran out
    of memory."""
    command = [sys.executable, "-P", "-m", module, *words]
    try:
        with _at_once:
            done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, env=_environment(), check=False)
    except subprocess.TimeoutExpired:
        raise BadInput(f"{what}: it took more than {_SECONDS:g} seconds and was stopped") from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = told[-1][:200] if told and done.returncode == _REASON else "the attempt crashed; the file may be damaged"
        raise BadInput(f"{what}: {why}")
    return done.stdout


def answer(make: Callable[[bytes], bytes]) -> None:
    """Writes what is made of standard input to standard output; where it cannot be made a reason to standard error, with exit
    status 2."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    _limit(DEFAULT_LIMITS)
    try:
        out.write(make(sys.stdin.buffer.read()))
        out.flush()
    except BadInput as fault:
        print(fault, file=sys.stderr)
        sys.exit(_REASON)

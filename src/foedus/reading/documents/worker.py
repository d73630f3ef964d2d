"""The worker process in which hostile formats are parsed: ``python -m foedus.reading.documents.worker``.

It reads requests from standard input and answers each on standard output, one at a time, until its input ends. A request
is a line of JSON (format, clues, length) and then so many bytes; an answer is one line of JSON. See `isolation.py`.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
from typing import Any, BinaryIO

from foedus.errors import BadInput
from foedus.reading.documents.parsed import Clues, Limits
from foedus.reading.documents.registry import FORMATS

_SPARE_SECONDS = 5  # the parent stops a slow worker first; this is for a worker whose parent is gone


def main() -> None:
    """Serves until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    answers = _private_stdout()
    requests = sys.stdin.buffer
    while header := requests.readline():
        request = json.loads(header)
        data = requests.read(request["length"])
        answer = _answer(request["format"], data, Clues.from_json(request["clues"]))
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
        answers.flush()
        if "memory" in answer:
            return  # what is left of the heap is not to be trusted; the parent starts another worker


def _private_stdout() -> BinaryIO:
    """Standard output for the answers alone: whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return answers


def _answer(name: str, data: bytes, clues: Clues) -> dict[str, Any]:
    try:
        _limit(clues.limits)
        return {"parsed": FORMATS[name].parse(data, clues).to_json()}
    except BadInput as fault:
        return {"bad": str(fault)}
    except MemoryError:
        return {"memory": True}
    except Exception as fault:  # noqa: BLE001  the libraries raise what they like on hostile input; the parent reports it
        return {"broke": f"{type(fault).__name__}: {str(fault)[:200]}"}


def _limit(limits: Limits) -> None:
    """Bounds what parsing one file may take, where the operating system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only bound
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime + limits.seconds) + _SPARE_SECONDS
    wanted = (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),  # a parser has no business writing files
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in wanted:
        hard = resource.getrlimit(what)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (soft, hard))
        except (ValueError, OSError):  # macOS refuses some of them
            continue


if __name__ == "__main__":
    main()

"""Parsing in a worker process, so that a hostile file costs one file: it may crash, hang or fill the memory there."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Event, Lock, Timer
from typing import Any

import foedus
from foedus.errors import BadInput
from foedus.reading.documents.parsed import Clues, Parsed, megabytes

_NEXT_STEP = "the file may be damaged or hostile; open it in its own program, save it as text and read that"


def parse_apart(name: str, data: bytes, clues: Clues) -> Parsed:
    """What the format's parser makes of the bytes, within the limits of `clues`.

    Raises BadInput where the parser does, and where the worker crashed, hung or ran out of memory.
    """
    return _worker(os.getpid()).parse(name, data, clues)


@cache
def _worker(process: int) -> Worker:  # noqa: ARG001  one for each process, as a forked one must not share its parent's
    worker = Worker()
    atexit.register(worker.close)
    return worker


class Worker:
    """A worker process, started when first needed and again after it was lost. One file at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()

    def parse(self, name: str, data: bytes, clues: Clues) -> Parsed:
        """As `parse_apart`."""
        with self._lock:
            answer = self._ask(name, data, clues)
        if "bad" in answer:
            raise BadInput(answer["bad"])
        if "broke" in answer:
            raise BadInput(f"the {name} parser broke down on it ({answer['broke']}); {_NEXT_STEP}")
        if "memory" in answer:
            most = megabytes(clues.limits.memory_bytes)
            raise BadInput(f"parsing it needed more than {most} of memory and was stopped; {_NEXT_STEP}")
        return Parsed.from_json(answer["parsed"])

    def close(self) -> None:
        """Ends the worker process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close_quietly(pipe)

    def _ask(self, name: str, data: bytes, clues: Clues) -> dict[str, Any]:
        request = json.dumps({"format": name, "clues": clues.to_json(), "length": len(data)}).encode("ascii") + b"\n"
        try:
            return self._exchange(request, data, clues)
        except OSError:  # it was killed between two files; the next one is not to blame
            self.close()
        try:
            return self._exchange(request, data, clues)
        except OSError:
            self.close()
            raise BadInput("the worker process that parses it would not start; check the memory of the machine") from None

    def _exchange(self, request: bytes, data: bytes, clues: Clues) -> dict[str, Any]:
        """Sends the request and waits for the answer. Raises OSError where the worker did not even take the request."""
        process = self._started()
        late = Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = Timer(clues.limits.seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            line = _round_trip(process, request, data)
        except OSError:
            if not late.is_set():
                raise
            line = b""
        except BaseException:  # an interrupt leaves half an answer in the pipe
            self.close()
            raise
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            if "memory" in answer or late.is_set():
                self.close()
            return answer
        code = process.wait()
        self.close()
        if late.is_set():
            raise BadInput(f"parsing it took more than {clues.limits.seconds:g} seconds and was stopped; {_NEXT_STEP}")
        raise BadInput(f"parsing it crashed ({_how(code)}); {_NEXT_STEP}")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            # -P: a folder full of reports is no place to import modules from.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "foedus.reading.documents.worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
            )
        return self._process


def _environment() -> dict[str, str]:
    """Ours, with this very package importable."""
    home = str(Path(foedus.__file__).resolve().parents[1])
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _round_trip(process: subprocess.Popen[bytes], request: bytes, data: bytes) -> bytes:
    """The line of the answer, or what the worker left of it when it died."""
    if process.stdin is None or process.stdout is None:
        raise OSError("the worker has no pipes")
    process.stdin.write(request)
    process.stdin.write(data)
    process.stdin.flush()
    return process.stdout.readline()


def _close_quietly(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be written goes with the worker
        return


def _how(code: int) -> str:
    if code >= 0:
        return f"exit status {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"

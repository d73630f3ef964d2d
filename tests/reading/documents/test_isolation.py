"""The worker process: lost workers are replaced, and a file is blamed only for its own faults."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.errors import BadInput
from foedus.reading.documents.isolation import Worker
from foedus.reading.documents.parsed import Clues, Limits

PAGE = b"<p>One.</p>"
SLOW = b"<p>A sentence is here.</p>" * 200_000


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def pid(worker: Worker) -> int:
    assert worker._process is not None
    return worker._process.pid


def test_one_worker_serves_many_files_and_faults(worker: Worker) -> None:
    assert worker.parse("html", PAGE, Clues()).text == "One."
    first = pid(worker)
    with pytest.raises(BadInput, match=r"^the PDF is damaged or cut off"):
        worker.parse("pdf", b"%PDF-1.4 nothing", Clues())
    assert worker.parse("html", PAGE, Clues()).text == "One."
    assert pid(worker) == first


def test_a_worker_that_was_killed_between_files_is_replaced_without_a_word(worker: Worker) -> None:
    worker.parse("html", PAGE, Clues())
    os.kill(pid(worker), getattr(signal, "SIGKILL", signal.SIGTERM))
    time.sleep(0.1)
    assert worker.parse("html", PAGE, Clues()).text == "One."


@pytest.mark.skipif(not hasattr(signal, "SIGSEGV") or os.name == "nt", reason="Windows has no signals to crash by")
def test_a_crash_names_its_signal_and_costs_only_its_file(worker: Worker) -> None:
    worker.parse("html", PAGE, Clues())
    crash = threading.Timer(0.5, os.kill, (pid(worker), signal.SIGSEGV))
    crash.start()
    with pytest.raises(BadInput) as caught:
        worker.parse("html", SLOW, Clues())
    crash.join()
    assert str(caught.value) == (
        "parsing it crashed (SIGSEGV); "
        "the file may be damaged or hostile; open it in its own program, save it as text and read that"
    )
    assert worker.parse("html", PAGE, Clues()).text == "One."


def test_a_slow_file_is_stopped_and_the_next_is_read(worker: Worker) -> None:
    start = time.perf_counter()
    with pytest.raises(BadInput, match=r"^parsing it took more than 0\.4 seconds and was stopped"):
        worker.parse("html", SLOW, Clues(limits=Limits(seconds=0.4)))
    assert time.perf_counter() - start < 20
    assert worker.parse("html", PAGE, Clues()).text == "One."


def test_modules_beside_the_reports_are_not_imported(worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('a hostile module')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert worker.parse("html", PAGE, Clues()).text == "One."


def test_closing_twice_is_no_fault(worker: Worker) -> None:
    worker.parse("html", PAGE, Clues())
    worker.close()
    worker.close()
    assert worker.parse("html", PAGE, Clues()).text == "One."

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from serving import Board, Told, compare, judgements, prepare, spread

from foedus.ledger import review
from foedus.ledger.review import Signature
from foedus.ledger.session import Ledger

WHEN = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def judged(tmp_path: Path) -> tuple[str, Board, set[str]]:
    """A ledger in which two people judged one claim after each other, what they were answered, and the judgements before."""
    address = str(tmp_path / "ledger.sqlite")
    prepare(address, 20, 20, (), "")
    before = judgements(address)
    with Ledger.open(address) as ledger:
        claim = min(entry.claim.id for entry in ledger.view().claims())
        first = review.accept(ledger, claim, Signature("a", WHEN))
        second = review.reject(ledger, claim, Signature("b", WHEN + timedelta(seconds=1)))
    return address, Board(recorded=[Told(first.id, claim, "a", None), Told(second.id, claim, "b", first.id)]), before


def differences(address: str, board: Board, before: set[str]) -> set[str]:
    """The names of those that are there."""
    return {name for name, count in compare(address, board, before).items() if count}


def test_a_ledger_that_holds_what_was_answered_does_not_differ(judged: tuple[str, Board, set[str]]) -> None:
    assert differences(*judged) == set()
    address = judged[0]
    assert differences(address, Board(), judgements(address)) == set()


def test_a_lost_judgement_is_found(judged: tuple[str, Board, set[str]]) -> None:
    address, board, before = judged
    board.recorded.append(Told("jdg-0", board.recorded[0].claim, "c", board.recorded[1].id))
    assert differences(address, board, before) == {"lost"}


def test_a_judgement_recorded_though_it_was_refused_is_found(judged: tuple[str, Board, set[str]]) -> None:
    address, board, before = judged
    board.recorded.pop()
    assert differences(address, board, before) == {"recorded though not answered so"}


def test_a_judgement_over_one_that_was_not_seen_is_found(judged: tuple[str, Board, set[str]]) -> None:
    address, board, before = judged
    last = board.recorded.pop()
    board.recorded.append(Told(last.id, last.claim, last.by, None))
    assert differences(address, board, before) == {"recorded over one not seen"}


def test_a_judgement_of_somebody_else_is_found(judged: tuple[str, Board, set[str]]) -> None:
    address, board, before = judged
    last = board.recorded.pop()
    board.recorded.append(Told(last.id, last.claim, "c", last.expected))
    assert differences(address, board, before) == {"recorded otherwise than answered"}


def test_percentiles_are_times_that_were_taken() -> None:
    assert spread([0.001 * one for one in range(1, 101)]) == pytest.approx(
        {"count": 100, "p50": 50.0, "p95": 95.0, "p99": 99.0, "max": 100.0}
    )

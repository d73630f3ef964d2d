"""What every exporter keeps to: the same bytes for the same content, and no text or time that was not asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.errors import NotFound
from foedus.exchange.exporters.registry import EXPORTERS, exporter
from foedus.ledger.intake import record
from foedus.ledger.review import judgements
from foedus.ledger.session import Ledger
from tests.ledger.made import at, document, reading


def told(name: str, ledger: Ledger, texts: bool = False, times: bool = False) -> str:
    return "".join(exporter(name)(ledger.view(), judgements(ledger), texts, times))


def fill(ledger: Ledger, folder: str, hour: float) -> None:
    for origin in ("a.txt", "b/b.txt"):
        of = document(f"Red Band raided {origin}. Red Band is allied with Blue Host. Yes.", origin=f"{folder}{origin}")
        record(ledger, reading(of), now=at(hour))


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "beside.sqlite") as opened:
        yield opened


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_content_gives_the_same_bytes_in_a_file_and_on_a_server_whenever_recorded(
    name: str, ledger: Ledger, beside: Ledger, tmp_path: Path
) -> None:
    fill(beside, "reports/", 0)
    fill(ledger, f"{tmp_path}/reports/", 5)
    assert told(name, ledger) == told(name, beside)
    assert told(name, ledger) == told(name, ledger)
    assert str(tmp_path) not in told(name, ledger)


@pytest.mark.parametrize("name", EXPORTERS)
def test_texts_and_times_are_there_only_if_asked_for(name: str, ledger: Ledger) -> None:
    fill(ledger, "", 0)
    assert "Yes." not in told(name, ledger)
    assert "Yes." in told(name, ledger, texts=True)
    assert "2024-05-01" not in told(name, ledger)
    assert "2024-05-01" in told(name, ledger, times=True)


@pytest.mark.parametrize("name", EXPORTERS)
def test_an_empty_ledger_can_be_exported(name: str, ledger: Ledger) -> None:
    assert told(name, ledger)


def test_an_unknown_exporter_is_refused_with_the_choices() -> None:
    with pytest.raises(NotFound, match="there is no exporter 'xml'; choose one of json"):
        exporter("xml")

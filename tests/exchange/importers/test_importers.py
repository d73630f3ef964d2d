"""What every importer keeps to: verbatim quotes, the same reading for the same file, and a sentence for what is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.errors import BadInput, NotFound
from foedus.exchange.importers.registry import IMPORTERS, importer


def _claims(folder: Path) -> Path:
    (folder / "report.txt").write_text("Red Band raided the fort. It fell.", encoding="utf-8")
    raid = {"type": "attack", "initiators": ["Red Band"], "quote": "Red Band raided the fort"}
    told = {"actors": [{"name": "Red Band", "kind": "group"}], "events": [raid], "relations": []}
    (folder / "report.json").write_text(json.dumps(told), encoding="utf-8")
    return folder / "report.json"


SAMPLES: dict[str, Callable[[Path], Path]] = {"claims": _claims}  # a file of each format with one claim


def test_every_importer_has_a_sample() -> None:
    assert set(SAMPLES) == set(IMPORTERS)


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_file_gives_the_same_reading_each_time_with_its_quotes_in_place(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    first, again = importer(name)(file), importer(name)(file)
    assert first == again
    assert first.claims
    assert all(first.document.text[one.quote.start : one.quote.end] == one.quote.text for one in first.claims)
    assert {one.origin.reader for one in first.claims} == {first.reader}
    assert first.reader not in ("human", "cues", "trained", "llm")


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_missing_file_and_one_of_another_kind_are_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nothing\.json"):
        importer(name)(tmp_path / "nothing.json")
    broken = SAMPLES[name](tmp_path)
    broken.write_bytes(b"\xff\x00")
    with pytest.raises(BadInput, match=broken.name):
        importer(name)(broken)


def test_an_unknown_importer_is_refused_with_the_choices() -> None:
    with pytest.raises(NotFound, match="there is no importer 'xml'; choose one of claims"):
        importer("xml")

"""What every importer keeps to: verbatim quotes, the same readings for the same file, and a sentence for what is none."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from foedus.errors import BadInput, NotFound
from foedus.exchange.importers.registry import IMPORTERS, importer
from foedus.ledger.intake import Intake, record
from foedus.ledger.session import Ledger
from foedus.model.claim import Claim
from foedus.model.reading import Reading
from tests.analysis.told import NOW
from tests.exchange.importers.samples import SAMPLES, TEXTS

TABULAR = sorted({*TEXTS, "table"})
WITH_HEADER = sorted({*TEXTS} - {"gdelt"})


def read(name: str, file: Path) -> list[Reading]:
    """All readings of a file."""
    return list(importer(name)(file))


def told(readings: list[Reading]) -> list[dict[str, object]]:
    """What the claims say, without their words."""
    return [{**claim.to_json(), "quote": ""} for reading in readings for claim in reading.claims]


def test_every_importer_has_a_sample() -> None:
    assert set(SAMPLES) == set(IMPORTERS)


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_file_gives_the_same_readings_each_time_with_their_quotes_in_place(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    first, again = read(name, file), read(name, file)
    assert first == again
    for reading in first:
        assert reading.claims
        assert all(reading.document.text[one.quote.start : one.quote.end] == one.quote.text for one in reading.claims)
        assert {one.origin.reader for one in reading.claims} == {reading.reader}
        assert reading.reader not in ("human", "cues", "trained", "llm")


@pytest.mark.parametrize("name", TABULAR)
def test_the_quote_of_a_dataset_is_the_row_as_it_stands_in_the_file(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    lines = file.read_text(encoding="utf-8").splitlines()
    for reading in read(name, file):
        assert {claim.quote.text for claim in reading.claims} <= set(lines)
        rows = "1-2" if name == "ucdp-actor" else "1-1"
        assert (reading.document.title, reading.document.origin) == (f"sample.csv, rows {rows}", f"{file}#rows={rows}")
        assert reading.document.published is None


@pytest.mark.parametrize("name", IMPORTERS)
def test_recording_a_file_twice_adds_nothing(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    with Ledger.open(tmp_path / "one.sqlite") as ledger:
        for reading in read(name, file):
            assert record(ledger, reading, now=NOW).outcome is Intake.NEW
        held = _ids(ledger)
        known = frozenset(reading.id for reading in read(name, file))
        for readings in (read(name, file), list(importer(name)(file, known))):
            assert {record(ledger, reading, now=NOW).outcome for reading in readings} == {Intake.KNOWN}
        assert _ids(ledger) == held
        assert held


@pytest.mark.parametrize("name", TABULAR)
def test_a_reading_that_is_known_comes_without_its_claims(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    whole = read(name, file)
    known = frozenset(reading.id for reading in whole)
    again = list(importer(name)(file, known))
    assert [reading.id for reading in again] == [reading.id for reading in whole]
    assert not any(reading.claims or reading.actors or reading.gaps for reading in again)


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_missing_file_and_one_of_another_kind_are_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"there is no file .*nothing\.json"):
        read(name, tmp_path / "nothing.json")
    broken = SAMPLES[name](tmp_path)
    for content in (b"\xff\x00", b"", b"%PDF-1.7 and so on", b"\x00\x01\x02" * 100, b'{"x": [1, 2', b"PK\x03\x04 no archive"):
        broken.write_bytes(content)
        with pytest.raises(BadInput, match=broken.name):
            read(name, broken)


@pytest.mark.parametrize("name", TABULAR)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.encode("utf-8-sig"), id="byte order mark"),
        pytest.param(lambda text: text.encode("utf-16"), id="UTF-16"),
        pytest.param(lambda text: gzip.compress(text.encode(), mtime=0), id="gzip"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\n\n").encode(), id="empty lines"),
        pytest.param(lambda text: text.rstrip("\n").encode(), id="no last line end"),
    ],
)
def test_how_a_text_file_is_written_does_not_change_what_it_says(
    name: str, change: Callable[[str], bytes], tmp_path: Path
) -> None:
    file = SAMPLES[name](tmp_path)
    plain = told(read(name, file))
    file.write_bytes(change(file.read_text(encoding="utf-8")))
    assert told(read(name, file)) == plain


@pytest.mark.parametrize("name", WITH_HEADER)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_separates_the_cells_does_not_change_what_they_say(name: str, delimiter: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    plain = told(read(name, file))
    file.write_text(_separated(file, delimiter), encoding="utf-8")
    assert told(read(name, file)) == plain


@pytest.mark.parametrize("name", WITH_HEADER)
def test_a_workbook_says_what_the_text_file_says(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    plain = told(read(name, file))
    book = Workbook()
    for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8")), delimiter="\t" if name == "polecat" else ","):
        book.active.append(row)
    book.save(tmp_path / "sample.xlsx")
    assert told(read(name, tmp_path / "sample.xlsx")) == plain


@pytest.mark.parametrize("name", WITH_HEADER)
def test_a_wrong_separator_is_told_with_what_was_found(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    file.write_text(_separated(file, "|"), encoding="utf-8")
    with pytest.raises(BadInput, match=r"sample\.csv, line 1: no column .* separate cells by commas, semicolons or tabs"):
        read(name, file)


@pytest.mark.parametrize("name", TABULAR)
def test_an_archive_that_is_cut_short_gives_nothing(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    packed = gzip.compress(file.read_bytes() * 50, mtime=0)
    file.write_bytes(packed[:-12])
    with pytest.raises(BadInput, match="is a gzip archive that is cut short or damaged"):
        read(name, file)


@pytest.mark.parametrize("name", WITH_HEADER)
def test_a_column_that_is_not_known_is_told_once_at_its_place(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    mark = "\t" if name == "polecat" else ","
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([f"{head}{mark}Shoe size", *(f"{row}{mark}44" for row in rows)]), encoding="utf-8")
    (reading,) = read(name, file)
    (gap,) = [gap for gap in reading.gaps if "shoe size" in gap.detail]
    assert "is none that the importer of" in gap.detail
    assert reading.document.text[gap.start : gap.end] == "Shoe size"


@pytest.mark.parametrize("name", TABULAR)
def test_a_row_without_a_value_claims_nothing_that_it_does_not_say(name: str, tmp_path: Path) -> None:
    file = SAMPLES[name](tmp_path)
    mark = "\t" if name in ("polecat", "gdelt") else ","
    lines = file.read_text(encoding="utf-8").splitlines()
    empty = mark.join(["x", *[""] * lines[0].count(mark)])
    file.write_text("\n".join([*lines, empty, *lines[name != "gdelt" :]]), encoding="utf-8")
    (reading,) = read(name, file)
    assert all(claim.quote.text != empty for claim in reading.claims)
    assert any(reading.document.text[gap.start : gap.end] == empty for gap in reading.gaps if gap.start is not None)


def test_an_unknown_importer_is_refused_with_the_choices() -> None:
    with pytest.raises(NotFound, match="there is no importer 'xml'; choose one of claims, ucdp-ged"):
        importer("xml")


def _separated(file: Path, delimiter: str) -> str:
    text = file.read_text(encoding="utf-8")
    out = io.StringIO()
    found = "\t" if "\t" in text.splitlines()[0] else ","
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(csv.reader(io.StringIO(text), delimiter=found))
    return out.getvalue()


def _ids(ledger: Ledger) -> list[str]:
    claims: list[Claim] = [entry.claim for entry in ledger.view().claims()]
    return sorted(claim.id for claim in claims)

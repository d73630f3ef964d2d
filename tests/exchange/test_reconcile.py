"""The ledger against a copy of UCDP GED, ACLED or GTD."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from foedus.analysis.reconciling import Kind
from foedus.exchange.reconcile import COLUMNS, csv_text, reconciled, row_id, rows_of
from foedus.exchange.reconcile_html import html_text
from foedus.ledger.intake import record
from foedus.ledger.review import Signature
from foedus.ledger.same_event import judge_events
from foedus.ledger.session import Ledger
from foedus.model.claim import Certainty
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision
from tests.analysis.told import NOW, Book
from tests.exchange.importers.samples import ACLED, GED, GTD, table, written

WANA = Place("Wana", Location("geonames:1", "Wana", 11.5, 13.25, "NG", PlacePrecision.POINT))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Ledger.open(tmp_path / "book.sqlite") as opened:
        yield Book(opened, {"Nigeria": "state"})


def clash(book: Book, when: str = "2013-03-08", **told: Any) -> str:
    shown = {"place": WANA, "country": "NG", "killed": Count(3, 3), **told}
    return book.event("clash", when, by="Red Band", on="Nigeria", **shown)


@pytest.mark.parametrize(
    ("format_", "row", "label"),
    [
        ("ucdp-ged", GED, "ucdp-ged 1"),
        ("acled", {**ACLED, "event_date": "2013-03-08"}, "acled NIG1"),
        ("gtd", {**GTD, "iday": "8", "attacktype1": "2"}, "gtd 201303080001"),
    ],
)
def test_each_dataset_is_matched_and_named_by_its_own_id(
    format_: str, row: dict[str, str], label: str, book: Book, tmp_path: Path
) -> None:
    ours = clash(book)
    file = written(tmp_path, "theirs.csv", table([row]))
    (found,) = reconciled(book.view(), format_, rows_of(format_, file), file).findings
    assert found.kind in (Kind.BOTH, Kind.DIFFER)
    assert found.ours
    assert found.theirs
    assert (found.ours.id, found.theirs.where) == (ours, label)
    assert found.theirs.quote in file.read_text(encoding="utf-8")


def test_rows_of_other_times_and_countries_are_counted_apart(book: Book, tmp_path: Path) -> None:
    clash(book)
    rows = [GED, {**GED, "id": "2", "date_start": "2020-01-01", "date_end": "2020-01-01"}, {**GED, "id": "3", "country": "Chad"}]
    file = written(tmp_path, "theirs.csv", table(rows))
    made = reconciled(book.view(), "ucdp-ged", rows_of("ucdp-ged", file), file)
    assert ([found.kind for found in made.findings], made.beyond) == ([Kind.BOTH], 2)
    made = reconciled(book.view(), "ucdp-ged", rows_of("ucdp-ged", file), file, whole=True)
    assert (sorted(found.kind for found in made.findings), made.beyond) == ([Kind.BOTH, Kind.ONLY_THEY, Kind.ONLY_THEY], 0)


def test_what_is_denied_or_only_planned_is_nothing_that_we_have(book: Book, tmp_path: Path) -> None:
    clash(book)
    clash(book, "2013-03-09", certainty=Certainty.DENIED)
    clash(book, "2013-03-10", certainty=Certainty.HYPOTHETICAL)
    file = written(tmp_path, "theirs.csv", table([GED]))
    made = reconciled(book.view(), "ucdp-ged", rows_of("ucdp-ged", file), file)
    assert ([found.kind for found in made.findings], made.not_held) == ([Kind.BOTH], 2)


def test_rows_that_the_same_file_brought_into_the_ledger_are_not_ours(book: Book, tmp_path: Path) -> None:
    ours = clash(book)
    file = written(tmp_path, "theirs.csv", table([GED]))
    for reading in rows_of("ucdp-ged", file):
        record(book.ledger, reading, now=NOW)
    (found,) = reconciled(book.view(), "ucdp-ged", rows_of("ucdp-ged", file), file).findings
    assert found.ours
    assert found.theirs
    assert (found.ours.id, found.kind) == (ours, Kind.BOTH)
    judge_events(book.ledger, (ours, found.theirs.id), False, Signature("me", NOW, "two raids"))
    made = reconciled(book.view(), "ucdp-ged", rows_of("ucdp-ged", file), file)
    assert sorted(one.kind for one in made.findings) == [Kind.ONLY_THEY, Kind.ONLY_WE]


def test_a_row_that_cannot_be_taken_over_is_told(book: Book, tmp_path: Path) -> None:
    clash(book)
    file = written(tmp_path, "theirs.csv", table([{**GED, "type_of_violence": "9"}]))
    made = reconciled(book.view(), "ucdp-ged", rows_of("ucdp-ged", file), file)
    assert [one.kind for one in made.findings] == [Kind.ONLY_WE]
    assert made.refused == ["type_of_violence '9' is no code that can be taken over; known are 1, 2, 3"]


@pytest.mark.parametrize(
    ("header", "row", "id_"),
    [
        ("id,side_a\n", '7,"A, B"', "7"),
        ("x\tID\n", "a\t7.0", "7"),
        ('side;"id"\n', 'a;"7"', "7"),
        ("", '{"id": 7, "x": 1}', "7"),
        ("", '{"type": "Feature", "properties": {"id": 7}}', "7"),
        ("", "{broken", ""),
        ("a,b\n", "1,2", ""),
        ("a,id\n", "1", ""),
    ],
)
def test_a_row_is_called_by_its_own_id(header: str, row: str, id_: str) -> None:
    assert row_id(header, row, ("id",)) == id_


def test_tables_hold_both_quotes_and_nothing_that_runs(book: Book, tmp_path: Path) -> None:
    clash(book, text='=cmd|"/C calc"!A0 <script>alert(1)</script> at Wana')
    file = written(tmp_path, "theirs.csv", table([{**GED, "where_coordinates": "+Wana <b>"}]))
    findings = reconciled(book.view(), "ucdp-ged", rows_of("ucdp-ged", file), file).findings
    text = "".join(csv_text(findings))
    (row,) = csv.DictReader(StringIO(text))
    assert tuple(row) == COLUMNS
    assert row["our_quote"].startswith("'=cmd")
    assert row["their_place"].startswith("'+Wana")
    assert row["their_quote"] in file.read_text(encoding="utf-8")
    page = "".join(html_text(findings, "A <title>", {"both have": 1}))
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("<tr>") == 2

"""The gazetteer's tables and its compact file."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import ReadingFailed
from foedus.reading.steps.gazetteer import compact as compaction
from foedus.reading.steps.gazetteer import store
from foedus.reading.steps.gazetteer.entries import tables
from foedus.reading.steps.gazetteer.folding import fold
from foedus.reading.steps.gazetteer.qualified import Qualified, readings
from foedus.reading.steps.gazetteer.words import words

TABLES = files("foedus.reading.steps.gazetteer")


def rows(name: str) -> list[list[str]]:
    text = TABLES.joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(("name", "folded"), [
    ("Deir ez-Zor", "deir ez zor"), ("Sana'a", "sanaa"), ("Sana’a", "sanaa"),
    ("Saint Petersburg", "st petersburg"), ("St. Petersburg", "st petersburg"), ("the Gambia", "gambia"), ("U.S.", "us"),
    ("Łódź", "lodz"), ("Şırnak", "sirnak"), ("Straße", "strasse"), ("São Tomé", "sao tome"),
    ("", ""), ("The", "the"), ("  Wana ", "wana"),
])
def test_spellings_fold_to_one_form(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_but_a_second_leading_the(name: str) -> None:
    once = fold(name)
    assert fold(once) in (once, once.removeprefix("the "))
    assert once == once.strip()


@pytest.mark.parametrize(("name", "wanted"), [
    ("northern Mali", Qualified("Mali", None, True)), ("Idlib province", Qualified("Idlib", "province")),
    ("the city of Gao", Qualified("Gao", "point")), ("south-eastern Turkey", Qualified("Turkey", None, True)),
    ("northern Aleppo Governorate", Qualified("Aleppo", "province", True)), ("South Ossetians", Qualified("South Ossetia")),
])
def test_a_name_is_read_in_several_ways_first_as_it_stands(name: str, wanted: Qualified) -> None:
    assert readings(name)[0] == Qualified(name)
    assert wanted in readings(name)


@pytest.mark.parametrize("table", ["overlay.tsv", "countries.tsv", "divisions.tsv"])
def test_every_row_of_a_table_is_whole_and_lies_on_the_globe(table: str) -> None:
    header, *body = rows(table)
    latitude, longitude = header.index("latitude"), header.index("longitude")
    assert body
    for row in body:
        assert len(row) == len(header), row
        assert -90 <= float(row[latitude]) <= 90, row
        assert -180 <= float(row[longitude]) <= 180, row


def test_every_overlay_entry_has_a_known_kind_country_and_source_and_stands_once() -> None:
    _, *body = rows("overlay.tsv")
    assert {row[1] for row in body} == {"point", "area", "district", "province", "region"}
    assert {row[2] for row in body} - {""} <= set(tables().countries)
    assert {row[6] for row in body} == {"own"}
    assert len({(row[0], row[1], row[2]) for row in body}) == len(body)


def test_every_overlay_entry_lies_close_to_a_populated_place_of_its_country() -> None:
    """No swapped or mistyped coordinates: there is a place of the country within three degrees."""
    inhabited = {(country, latitude // 30_000, longitude // 30_000) for country, latitude, longitude in _places()}
    for row in rows("overlay.tsv")[1:]:
        country, latitude, longitude = row[2], float(row[3]) // 3, float(row[4]) // 3
        if country:
            around = {(country, latitude + up, longitude + right) for up in (-1, 0, 1) for right in (-1, 0, 1)}
            assert around & inhabited, row


def _places() -> list[tuple[str, int, int]]:
    with closing(sqlite3.connect(str(TABLES.joinpath(compaction.FILE_NAME)))) as connection:
        return connection.execute("SELECT country, latitude, longitude FROM place").fetchall()


def test_the_word_lists_are_lower_case_words_without_dots() -> None:
    text = TABLES.joinpath("words.yml").read_text(encoding="utf-8")
    lists = [line for line in text.splitlines() if not line.startswith("#")]
    assert "\n".join(lists).lower() == "\n".join(lists)
    assert "march" in words().never
    assert not words().never & words().weak


def _city(geonameid: int, name: str, country: str, population: int, *alternates: str) -> dict[str, object]:
    return {
        "geonameid": geonameid, "name": name, "latitude": 1.25, "longitude": -2.5, "countrycode": country, "admin1code": "01",
        "population": population, "alternatenames": list(alternates),
    }


def test_compaction_keeps_names_that_matter_and_is_the_same_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cities = [
        _city(1, "Alpha", "XX", 5000, "Alfa", "ALF", "Алфа", "al fa"), _city(2, "Álpha", "YY", 700),
        _city(3, "Al Bab", "SY", 9000, "Al Bāb"), _city(4, "Beta", "US", 9000, "Old Beta"),
    ]
    monkeypatch.setattr(compaction, "_cities", lambda: cities)
    monkeypatch.setattr(compaction, "_divisions", lambda _inhabitants: iter(()))
    first, second = tmp_path / "one" / "places.sqlite", tmp_path / "two.sqlite"
    compaction.compact(first)
    compaction.compact(second)
    assert first.read_bytes() == second.read_bytes()
    with closing(sqlite3.connect(first)) as connection:
        names = [name for (name,) in connection.execute("SELECT folded FROM name ORDER BY folded")]
        packed = connection.execute("SELECT places FROM name WHERE folded = 'alpha'").fetchone()[0]
        place = connection.execute("SELECT name, latitude, longitude, country FROM place WHERE id = 1").fetchone()
    assert names == ["al bab", "alfa", "alpha", "bab", "beta"]
    assert packed == (2).to_bytes(4, "little") + (4).to_bytes(4, "little")
    assert place == ("Alpha", 12500, -25000, "XX")


def test_a_missing_compact_file_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FILE_NAME", "absent.sqlite")
    sentence = (
        "the gazetteer absent.sqlite is missing from the installed package; install Foedus again with pip, which builds it"
    )
    with pytest.raises(ReadingFailed, match=f"^{re.escape(sentence)}$"):
        store.gazetteer.__wrapped__()

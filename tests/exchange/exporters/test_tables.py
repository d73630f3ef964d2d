"""The tables: typed, with keys, every column in the codebook, and the same claim in each format."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from pyarrow import parquet, types

from foedus.exchange.cells import restored
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import tables
from foedus.model.vocabulary import vocabulary
from tests.exchange.exporters.odd import ARABIC, LINES, rows, written


def test_the_codebook_explains_every_column_and_every_word(told: Selection) -> None:
    book = rows(written("csv", told)[0]["codebook.csv"])
    columns = {(row["table"], row["column"]) for row in book if row["column"]}
    assert columns == {(name, column) for name, table in tables().items() for column in table.names}
    values = {row["value"] for row in book if row["value"]}
    words = vocabulary()
    assert values == {*words.kinds, *words.events, *words.relations, *words.certainties, *words.statuses}
    assert all(row["means"] for row in book)


def test_a_claim_stands_in_a_row_as_it_is_told(told: Selection) -> None:
    claims = rows(written("csv", told)[0]["claims.csv"])
    clash = next(row for row in claims if row["type"] == "clash")
    assert restored(clash["quote"]) == "@first\nThey fought, he said,\r\nat Ada."
    assert (clash["date"], clash["killed_min"], clash["killed_max"], clash["wounded_max"]) == ("2012-05-01", "2", "5", "")
    assert (clash["wounded_approx"], clash["latitude"], clash["place_precision"]) == ("true", "5.78", "point")
    fights = next(row for row in claims if row["type"] == "fights")
    assert (fights["start"], fights["start_earliest"], fights["start_latest"], fights["end"]) == ("2010/..", "2010-01-01", "", "")
    assert fights["sign"] == "-1"


def test_people_and_citations_stand_apart_in_order(told: Selection) -> None:
    made = written("csv", told)[0]
    clash = next(row["claim"] for row in rows(made["claims.csv"]) if row["type"] == "clash")
    people = [(row["slot"], row["position"], row["actor"]) for row in rows(made["people.csv"]) if row["claim"] == clash]
    assert people == [("initiators", "0", "key:0"), ("initiators", "1", "key:1"), ("targets", "0", "key:5")]
    cited = [(row["publisher"], row["place"], row["date"]) for row in rows(made["citations.csv"]) if row["claim"] == clash]
    assert cited == [("'-Dawn", "Karachi", "2012-05-02"), ("Xinhua", "", "")]
    place = next(row for row in rows(made["people.csv"]) if row["name"] == "Ada")
    assert (place["slot"], place["actor"]) == ("b", "")


def test_the_other_places_of_a_name_are_named_as_not_carried(told: Selection) -> None:
    _, report = written("csv", told)
    clash = next(entry.claim.id for entry in told.claims() if entry.claim.type == "clash")
    assert report.reduced == {"the other places that bear the name of the place": [clash]}


def test_a_workbook_has_the_sheets_with_events_and_relations_apart(told: Selection) -> None:
    book = load_workbook(BytesIO(written("xlsx", told)[0]["export.xlsx"]))
    assert book.sheetnames == ["actors", "events", "relations", "ties", "sources", "codebook"]
    heads = {name: [cell.value for cell in book[name][1]] for name in ("events", "relations")}
    assert "killed_min" in heads["events"]
    assert "killed_min" not in heads["relations"]
    assert "a" in heads["relations"]
    assert "a" not in heads["events"]
    assert [cell.data_type for row in book["events"] for cell in row if cell.data_type == "f"] == []
    assert heads["events"][-1] == "citations"


def test_parquet_has_types_meanings_and_text_as_it_stands(told: Selection) -> None:
    table = parquet.read_table(BytesIO(written("parquet", told)[0]["claims.parquet"]))
    assert types.is_date(table.schema.field("date_earliest").type)
    assert types.is_int64(table.schema.field("killed_min").type)
    assert table.schema.field("quote").metadata == {b"means": b"The words it rests on, verbatim."}
    clash = next(row for row in table.to_pylist() if row["type"] == "clash")
    assert clash["date_earliest"] == date(2012, 5, 1)
    assert clash["attribution"] == "=cmd|' /C calc'!A0"


def test_sqlite_has_keys_that_hold_and_finds_words(told: Selection, tmp_path: Path) -> None:
    file = tmp_path / "export.db"
    file.write_bytes(written("sqlite", told)[0]["export.db"])
    made = sqlite3.connect(file)
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []
    assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = made.execute("SELECT type FROM claims WHERE rowid IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH 'bomb')")
    assert found.fetchall() == [("bombing",)]
    assert made.execute("SELECT kind FROM actors WHERE name = ?", (LINES,)).fetchone() == ("person",)
    made.close()


def test_ties_and_spells_name_what_they_rest_on(told: Selection) -> None:
    made = written("csv", told)[0]
    ids = {row["claim"] for row in rows(made["claims.csv"])}
    for name in ("ties.csv", "spells.csv"):
        found = rows(made[name])
        assert found
        assert all(set(row["claims"].split(" | ")) <= ids for row in found if row["claims"])
    alliance = next(row for row in rows(made["spells.csv"]) if row["type"] == "allied_with")
    assert (alliance["start_earliest"], alliance["start_latest"]) == ("2009-06-01", "2009-08-31")
    assert (alliance["end_latest"], alliance["end_known"], alliance["a_name"]) == ("2011-12-31", "stated", ARABIC)


def test_a_crate_bears_out_its_manifest_and_says_what_is_in_it(told: Selection) -> None:
    from hashlib import sha256

    made, report = written("ro-crate", told)
    listed = dict(reversed(line.split("  ")) for line in made["manifest-sha256.txt"].decode().splitlines())
    assert listed == {name: sha256(content).hexdigest() for name, content in made.items() if name != "manifest-sha256.txt"}
    graph = {node["@id"]: node for node in json.loads(made["ro-crate-metadata.json"])["@graph"]}
    assert graph["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert graph["./"]["datePublished"] == "2012-05-04"
    files = {name["@id"] for name in graph["./"]["hasPart"]}
    assert files == set(made) - {"ro-crate-metadata.json", "manifest-sha256.txt"}
    assert json.loads(made["ledger.json"])["format"] == 1
    assert "date-released: 2012-05-04" in made["CITATION.cff"].decode()
    assert any("licence" in note for note in report.notes)

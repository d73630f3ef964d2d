"""Square tables as ties: who fought whom, exactly, each with the line that says so."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from foedus.analysis.ties import ties_at
from foedus.errors import BadInput, BadVocabulary
from foedus.exchange.importers.matrix import Meaning, import_matrix
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.claim import RelationClaim
from foedus.model.dates import DateSpan
from tests.analysis.told import NOW

TABLE = ",Red,Blue,Green\nRed,NA,3,0\nBlue,3,NA,1\nGreen,0,1,NA\n"


def _file(folder: Path, text: str = TABLE) -> Path:
    file = folder / "table.csv"
    file.write_text(text, encoding="utf-8")
    return file


def _pairs(claims: tuple[object, ...]) -> list[tuple[str, str]]:
    return [(claim.a, claim.b) for claim in claims if isinstance(claim, RelationClaim)]


def test_a_pair_without_direction_is_told_once_with_its_line(tmp_path: Path) -> None:
    found = import_matrix(_file(tmp_path), Meaning(start=DateSpan.parse("2014"), end=DateSpan.parse("2017-09")))
    assert _pairs(found.claims) == [("Red", "Blue"), ("Blue", "Green")]
    assert [claim.quote.text for claim in found.claims] == ["Red,NA,3,0", "Blue,3,NA,1"]
    assert [actor.name for actor in found.actors] == ["Red", "Blue", "Green"]


def test_a_tie_with_a_direction_is_told_by_each_cell(tmp_path: Path) -> None:
    assert _pairs(import_matrix(_file(tmp_path), Meaning("supports")).claims) == [
        ("Red", "Blue"),
        ("Blue", "Red"),
        ("Blue", "Green"),
        ("Green", "Blue"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty; its first line must name the actors, and each further line begin with one"),
        (",Red,Blue\nBlue,NA,1\nRed,1,NA\n", "must name the same actors in one order, not 'Red' beside 'Blue'"),
        (",Red,Blue\nRed,NA,1\n", "must name the same actors in one order, not 2 beside 1"),
        (",Red,Blue\nRed,NA\nBlue,1,NA\n", "the line of 'Red' has 1 cells for 2 names; give each name one"),
        (",Red,Blue\nRed,NA,often\nBlue,1,NA\n", "the cell of 'Red' and 'Blue' is 'often'; write a number, or NA for none"),
    ],
)
def test_what_is_no_square_table_of_numbers_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as fault:
        import_matrix(_file(tmp_path, text), Meaning())
    assert sentence in str(fault.value)


def test_names_that_were_defused_for_spreadsheets_are_as_before(tmp_path: Path) -> None:
    assert _pairs(import_matrix(_file(tmp_path, ",'@x,y\n'@x,0,1\ny,1,0\n"), Meaning()).claims) == [("@x", "y")]


def test_an_unknown_type_is_refused_with_the_choices(tmp_path: Path) -> None:
    with pytest.raises(BadVocabulary, match="relation type 'battles' is not in the vocabulary"):
        import_matrix(_file(tmp_path), Meaning("battles"))


@pytest.mark.shared
def test_who_fought_whom_in_syria_is_reproduced_exactly(shared: Path, tmp_path: Path) -> None:
    file = shared / "data/syria-infighting/Infighting30_2014_6Sep2017.csv"
    with file.open(encoding="utf-8", newline="") as table:
        head, *rows = csv.reader(table)
    expected = {
        frozenset((row[0], name)) for row in rows for name, cell in zip(head[1:], row[1:], strict=True) if cell not in ("NA", "0")
    }
    with Ledger.open(tmp_path / "syria.sqlite") as ledger:
        meaning = Meaning("fights", DateSpan.parse("2014"), DateSpan.parse("2017-09-06"))
        record(ledger, import_matrix(file, meaning, DateSpan.parse("2018-06-06")), now=NOW)
        view = ledger.view()
        names = {one.id: one.name for one in view.actors()}
        found = {
            frozenset(names[actor] for actor in tie.pair) for tie in ties_at(view, DateSpan.parse("2016")) if tie.sign == "-"
        }
    assert len(names) == 30
    assert found == expected

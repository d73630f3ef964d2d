"""Tables: a sequence of records, with the same columns whatever they hold, taken to frames, CSV and networks."""

from __future__ import annotations

import builtins
import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

import foedus
from foedus.errors import BadInput
from foedus.interfaces.library import doubts, holdings, judging, reading, records, standings, tie_records
from foedus.interfaces.library.columns import Holds, columns_of
from foedus.interfaces.library.frames import pandas_frame, polars_frame
from foedus.interfaces.library.table import Kind, Table

KINDS = [
    kind for module in (doubts, holdings, judging, reading, standings) for kind in vars(module).values() if isinstance(kind, Kind)
]


def _misfits(hint: Any, value: Any, at: str) -> Iterable[str]:
    """Where a value is not of its hint."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if NoneType in get_args(hint):
        if value is not None:
            yield from _misfits(next(one for one in get_args(hint) if one is not NoneType), value, at)
    elif is_typeddict(hint):
        hints = get_type_hints(hint, include_extras=True)
        strays = set(value) ^ set(hints) if hint.__total__ else set(value) - set(hints)
        yield from (f"{at}.{key} is not in both" for key in strays)
        for key in set(value) & set(hints):
            yield from _misfits(hints[key], value[key], f"{at}.{key}")
    elif get_origin(hint) is list:
        for one in value:
            yield from _misfits(get_args(hint)[0], one, f"{at}[]")
    elif not isinstance(value, (int, float) if hint is float else get_origin(hint) or hint):
        yield f"{at} is {value!r}, not {hint}"


def test_records_have_the_fields_that_their_type_tells(ledger: foedus.Ledger, folder: Path) -> None:
    (folder / "one.txt").write_text("On 3 May 2011 the army attacked the rebels near Wana.", encoding="utf-8")
    told: list[tuple[type, Iterable[Any]]] = [
        (records.DocumentRecord, ledger.documents()),
        (records.ActorRecord, ledger.actors()),
        (records.ClaimRecord, ledger.claims()),
        (records.EventRecord, ledger.events()),
        (records.RelationRecord, ledger.relations()),
        (tie_records.TieRecord, ledger.ties(everything=True)),
        (tie_records.SpellRecord, ledger.spells()),
        (tie_records.EvidenceRecord, ledger.why("imu", "ttp")),
        (tie_records.DossierRecord, [ledger.why("ttp", "nazir", at="2013")]),
        (tie_records.ChangeRecord, ledger.change("2006", "2012")),
        (tie_records.StrainRecord, ledger.strain("2012-12-15")),
        (tie_records.CampsRecord, [ledger.camps("2013")]),
        (records.DisputeRecord, ledger.disputes()),
        (records.GapRecord, ledger.gaps()),
        (records.CoverageRecord, [ledger.coverage("imu")]),
        (records.JudgementRecord, ledger.judgements()),
        (records.SuggestionRecord, ledger.suggestions()),
        (records.ReadRecord, ledger.read("one.txt", reader="cues")),
    ]
    assert [misfit for kind, found in told for one in found for misfit in _misfits(kind, one, kind.__name__)] == []
    assert [kind.__name__ for kind, found in told if not list(found)] == ["StrainRecord"]  # two reports strain nobody


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
def test_every_kind_of_table_is_whole_when_empty(kind: Kind, tmp_path: Path) -> None:
    table: Table[Any] = Table(kind, [])
    assert list(table.to_pandas().columns) == list(table.columns) == table.to_polars().columns
    assert len(set(table.columns)) == len(table.columns)
    assert table.columns[: len(kind.shown)] == kind.shown
    table.to_csv(tmp_path / "empty.csv")
    assert len((tmp_path / "empty.csv").read_text(encoding="utf-8").splitlines()) == 1
    assert str(table) == f"no {kind.noun} known that fit"


def test_a_table_is_a_sequence(ledger: foedus.Ledger) -> None:
    ties = ledger.ties()
    assert len(ties) == 3
    assert ties[0] == next(iter(ties)) == ties.to_dicts()[0]
    assert isinstance(ties[1:], foedus.Ties)
    assert ties[1:] == ties.to_dicts()[1:]
    assert ties != ties[1:]
    assert repr(ties) == "<3 ties>"
    with pytest.raises(TypeError):
        hash(ties)


def test_frames_have_dates_as_dates_and_words_as_lists(ledger: foedus.Ledger) -> None:
    wide = ledger.ties("imu").to_pandas()
    assert str(wide["first_earliest"].dtype).startswith("datetime64")
    assert wide["first_latest"][1].date() == date(2007, 12, 31)
    assert wide["types"][0] == ["allied_with", "attack"]
    assert int(wide["quotes_for"].sum()) == 3
    narrow = ledger.events().to_polars()
    assert narrow["date_earliest"].to_list() == [date(2007, 1, 1), date(2012, 12, 15)]
    assert narrow["killed_min"].to_list() == [150, None]
    assert narrow["targets"].to_list() == [["Islamic Movement of Uzbekistan"], []]


def test_days_of_early_centuries_fit_into_frames() -> None:
    columns = [column for column in columns_of(records.DocumentRecord) if column.path in (("id",), ("published",))]
    told: list[dict[str, Any]] = [{"id": "doc-1", "published": "1066"}, {"id": "doc-2", "published": None}]
    assert str(pandas_frame(columns, told)["published_earliest"][0].date()) == "1066-01-01"
    assert polars_frame(columns, told)["published_latest"].to_list() == [date(1066, 12, 31), None]


def test_columns_of_nested_records_are_named_by_their_way() -> None:
    holds = {column.name: column.holds for column in columns_of(tie_records.TieRecord)}
    assert (holds["end_kind"], holds["end_at"], holds["end_at_latest"]) == (Holds.TEXT, Holds.TEXT, Holds.DATE)
    assert (holds["first"], holds["first_basis"], holds["claims"]) == (Holds.TEXT, Holds.TEXT, Holds.WORDS)
    assert {column.name: column.holds for column in columns_of(records.ActorRecord)}["names"] is Holds.JSON


def test_csv_joins_words_and_defuses_formulas(ledger: foedus.Ledger, folder: Path) -> None:
    ledger.ties("imu").to_csv("ties.csv")
    with (folder / "ties.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["sign"], row["types"]) for row in rows] == [("'+", "allied_with | attack"), ("'-", "expulsion")]


def test_csv_that_cannot_be_written_is_an_error(ledger: foedus.Ledger) -> None:
    with pytest.raises(BadInput, match=r"cannot write no/such/ties\.csv"):
        ledger.ties().to_csv("no/such/ties.csv")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named_with_its_extra(
    ledger: foedus.Ledger, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foedus.interfaces.library.frames.import_module", _absent)
    with pytest.raises(BadInput) as raised:
        getattr(ledger.ties(), f"to_{library}")()
    assert str(raised.value) == f"to_{library}() needs {library}, which is not installed; pip install 'foedus[frames]'"


def test_ties_are_a_network_with_an_edge_for_each_sign(ledger: foedus.Ledger) -> None:
    graph = ledger.ties(at="2012-12-15").to_networkx()
    names = dict(graph.nodes(data="name"))
    edges = {(names[a], names[b], key): data for a, b, key, data in graph.edges(keys=True, data=True)}
    assert edges["Tehrik-e-Taliban Pakistan", "Islamic Movement of Uzbekistan", "+"]["sign"] == 1
    assert {data["state"] for data in edges.values()} == {"held", "last seen"}


def test_a_notebook_shows_words_and_never_markup_of_a_document() -> None:
    kind = Kind("gaps", records.GapRecord, ("kind", "detail"))
    shown = Table[Any](kind, [{"kind": "<b>", "detail": "x" * 500}] * 30, ["a < b"])._repr_html_()
    assert "<td>&lt;b&gt;</td>" in shown
    assert "<p>30 gaps, of which 10 are not shown</p><p>a &lt; b</p>" in shown
    assert "x" * 200 not in shown


def _absent(name: str) -> Any:
    return builtins.__import__(f"no_such_{name}")

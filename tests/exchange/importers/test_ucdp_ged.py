"""UCDP GED: every figure, date and place as in the source."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from foedus.exchange.importers.registry import importer
from foedus.model.claim import Certainty, EventClaim
from foedus.model.numbers import Count
from foedus.model.place import PlacePrecision
from foedus.model.reading import GapKind
from tests.exchange.importers.reading import details, event_of, kinds, read_rows
from tests.exchange.importers.samples import GED, Cells, table, written

PRECISIONS = {"1": "point", "2": "area", "3": "district", "4": "province", "5": "area", "6": "country", "7": "region"}


def test_a_row_is_an_event_with_all_that_it_tells(tmp_path: Path) -> None:
    event = event_of(read_rows("ucdp-ged", tmp_path, [GED]))
    assert (event.type, event.initiators, event.targets) == ("clash", ("Government of Nigeria",), ("Red Band",))
    assert (event.killed, event.country, event.attribution) == (Count(2, 5), "NG", "army statement")
    assert event.certainty is Certainty.STATED
    assert event.date is not None
    assert event.date.edtf == "2013-03-08"
    assert event.place is not None
    assert event.place.location is not None
    assert (event.place.name, event.place.location.latitude, event.place.location.precision) == ("Wana town", 11.5, "point")
    assert [(one.publisher, str(one.date)) for one in event.citations] == [("The Wire", "2013-03-09"), ("Dawn", "2013-03-10")]
    assert event.origin.rule == "type_of_violence 1"


@pytest.mark.parametrize(
    ("told", "edtf"),
    [
        ({"date_start": "2013-03-08 00:00:00.000", "date_end": "2013-03-08 00:00:00.000"}, "2013-03-08"),
        ({"date_end": "2013-03-10"}, "2013-03-08/2013-03-10"),
        ({"date_prec": "2", "date_end": "2013-03-12"}, "2013-03-08/2013-03-12"),
        ({"date_prec": "2"}, "2013-03-08~"),
        ({"date_prec": "4", "date_start": "2013-02-01", "date_end": "2013-02-28"}, "2013-02"),
        ({"date_prec": "5", "date_start": "2013-01-01", "date_end": "2013-12-31"}, "2013"),
        ({"date_prec": "1", "date_start": "2013-01-01", "date_end": "2013-12-31"}, "2013-01-01/2013-12-31"),
        ({"date_end": ""}, "2013-03-08"),
    ],
)
def test_a_date_is_no_more_exact_than_its_code(tmp_path: Path, told: Cells, edtf: str) -> None:
    assert str(event_of(read_rows("ucdp-ged", tmp_path, [{**GED, **told}])).date) == edtf


@pytest.mark.parametrize(
    ("told", "killed", "gap"),
    [
        ({"low": "0", "best": "0", "high": "0"}, Count(0, 0), None),
        ({"low": "", "best": "3", "high": ""}, Count(3, 3), None),
        ({"low": "", "best": "", "high": ""}, None, None),
        ({"low": "2.0", "best": "3.0", "high": "5.0"}, Count(2, 5), None),
        ({"low": "5", "best": "3", "high": "2"}, Count(2, 5), "low 5 is above high 2; the two were taken the other way round"),
        ({"best": "9"}, Count(2, 5), "best 9 lies outside low 2 and high 5, which were taken"),
        ({"high": "many"}, Count(2, None), "high 'many' is no number of people"),
        ({"low": "-3"}, Count(None, 5), "low '-3' is no number of people"),
        ({"low": "2.5"}, Count(None, 5), "low '2.5' is no number of people"),
    ],
)
def test_the_dead_are_counted_from_low_to_high(tmp_path: Path, told: Cells, killed: Count | None, gap: str | None) -> None:
    reading = read_rows("ucdp-ged", tmp_path, [{**GED, **told}])
    assert event_of(reading).killed == killed
    assert details(reading) == ([gap] if gap else [])


@pytest.mark.parametrize(
    ("told", "kind", "gap"),
    [
        (
            {"type_of_violence": "4"},
            GapKind.REFUSED_CLAIM,
            "type_of_violence '4' is no code that can be taken over; known are 1, 2, 3",
        ),
        (
            {"date_start": "08/03/2013"},
            GapKind.UNRESOLVED_DATE,
            "date_start: date '08/03/2013' is not written as 2013-03-08 or 08 March 2013",
        ),
        ({"date_end": "2013-02-30"}, GapKind.UNRESOLVED_DATE, "date_end: date '2013-02-30' does not exist in the calendar"),
        (
            {"date_end": "9013-02-20"},
            GapKind.UNRESOLVED_DATE,
            "date_end: date '9013-02-20' is absurd: years run from 1700 to 2100",
        ),
        ({"date_end": "2013-03-01"}, GapKind.UNRESOLVED_DATE, "date_start 2013-03-08 is after date_end 2013-03-01"),
        (
            {"where_prec": "9"},
            GapKind.UNRESOLVED_PLACE,
            "where_prec '9' is no code that is known; the coordinates were not taken",
        ),
        ({"latitude": "115"}, GapKind.UNRESOLVED_PLACE, "latitude '115', longitude '13.25' are no coordinates"),
    ],
)
def test_what_cannot_be_taken_over_is_a_gap_at_its_row(tmp_path: Path, told: Cells, kind: GapKind, gap: str) -> None:
    reading = read_rows("ucdp-ged", tmp_path, [GED, {**GED, **told}])
    (found,) = [one for one in reading.gaps if one.start is not None]
    assert (found.kind, found.detail) == (kind, gap)
    assert reading.document.text[found.start : found.end] == reading.document.text.splitlines()[2]


@pytest.mark.parametrize(
    ("told", "gap"),
    [
        ({"source_date": "2013-03-09;March 2013"}, "source_date 'March 2013' is no day; its office is cited without one"),
        ({"source_date": "2013-03-09;2013-02-30"}, "source_date '2013-02-30' is no day; its office is cited without one"),
        ({"source_date": "2013-03-09"}, "source_date has 1 dates for 2 offices; they are cited without"),
    ],
)
def test_a_source_date_that_is_no_day_is_told(tmp_path: Path, told: Cells, gap: str) -> None:
    reading = read_rows("ucdp-ged", tmp_path, [{**GED, **told}])
    assert gap in details(reading)
    assert [one.publisher for one in event_of(reading).citations] == ["The Wire", "Dawn"]


def test_civilians_are_a_community_and_nobody_known_is_nobody(tmp_path: Path) -> None:
    rows = [{**GED, "type_of_violence": "3", "side_a": "Red Band", "side_b": "Civilians"}, {**GED, "side_a": "XXX820"}]
    reading = read_rows("ucdp-ged", tmp_path, rows)
    first, second = reading.claims
    assert isinstance(first, EventClaim)
    assert isinstance(second, EventClaim)
    assert (first.type, first.initiators, first.targets) == ("attack", ("Red Band",), ("Civilians",))
    assert (second.initiators, second.targets) == ((), ("Red Band",))
    assert kinds(reading) == {"Red Band": "group", "Civilians": "community"}


def test_a_coalition_is_its_members_but_a_country_with_a_comma_is_one(tmp_path: Path) -> None:
    told = {"side_a": "Government of Macedonia, FYR", "side_b": "Red Band, Blue Host "}
    event = event_of(read_rows("ucdp-ged", tmp_path, [{**GED, **told}]))
    assert (event.initiators, event.targets) == (("Government of Macedonia, FYR",), ("Red Band", "Blue Host"))


def test_actors_have_the_entry_of_the_lexicon_that_bears_their_number(tmp_path: Path) -> None:
    reading = read_rows("ucdp-ged", tmp_path, [{**GED, "side_b": "Some other spelling", "side_b_new_id": "1051.0"}])
    assert {actor.name: actor.lexicon for actor in reading.actors} == {
        "Government of Nigeria": "state:nigeria",
        "Some other spelling": "ucdp:1051",
    }


def test_a_status_that_is_not_clear_makes_the_claim_hedged(tmp_path: Path) -> None:
    assert event_of(read_rows("ucdp-ged", tmp_path, [{**GED, "code_status": "Check dyad"}])).certainty is Certainty.HEDGED


def test_the_file_says_which_codes_have_no_equal(tmp_path: Path) -> None:
    reading = read_rows("ucdp-ged", tmp_path, [GED])
    assert [gap.detail for gap in reading.gaps] == [
        "codes that have no equal here are taken over as the nearest type: type_of_violence 1 as clash; "
        "type_of_violence 2 as clash; type_of_violence 3 as attack"
    ]


def test_the_version_is_told_by_the_name_of_the_file(tmp_path: Path) -> None:
    for name, publisher in (("GEDEvent_v23_1.csv", "UCDP GED 23.1"), ("ged241.csv", "UCDP GED 24.1"), ("my.csv", "UCDP GED")):
        (reading,) = importer("ucdp-ged")(written(tmp_path, name, table([GED])))
        assert reading.document.publisher == publisher


def test_tags_of_the_humanitarian_data_exchange_are_no_row(tmp_path: Path) -> None:
    tags = dict.fromkeys(GED, "") | {"year": "#date+year", "side_a": "#group+name+first", "best": "#affected+killed"}
    plain = event_of(read_rows("ucdp-ged", tmp_path, [GED]))
    reading = read_rows("ucdp-ged", tmp_path, [tags, GED])
    assert event_of(reading).to_json() == plain.to_json()
    assert reading.document.text.splitlines()[1].count("#") == 3


def test_json_of_the_api_and_geojson_say_what_the_rows_say(tmp_path: Path) -> None:
    plain = {**event_of(read_rows("ucdp-ged", tmp_path, [GED])).to_json(), "quote": ""}
    numbers = {**GED, "best": 3, "low": 2, "high": 5, "latitude": 11.5, "longitude": 13.25, "type_of_violence": 1, "date_prec": 1}
    api = {"TotalCount": 1, "TotalPages": 1, "NextPageUrl": "", "Result": [numbers]}
    point = {name: value for name, value in numbers.items() if name not in ("latitude", "longitude")}
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [13.25, 11.5]}, "properties": point}
    forms = {
        "api": json.dumps(api),
        "pretty": json.dumps(api, indent=2),
        "list": json.dumps([numbers]),
        "lines": json.dumps(numbers) + "\n",
        "geo": json.dumps({"type": "FeatureCollection", "features": [feature]}),
    }
    for name, text in forms.items():
        (reading,) = importer("ucdp-ged")(written(tmp_path, f"{name}.json", text))
        event = event_of(reading)
        assert {**event.to_json(), "quote": ""} == plain, name
        assert json.loads(event.quote.text)["type" if name == "geo" else "side_b"] in ("Feature", "Red Band")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows"), [("GED_Nigeria_hdx_conflict_data_nga.csv", 4603), ("ucdpged_sample1000_2023.csv", 1000)]
)
def test_every_figure_date_and_place_equals_the_source(shared: Path, name: str, rows: int) -> None:
    file = shared / "data/ucdp" / name
    with file.open(encoding="utf-8", newline="") as opened:
        source = [row for row in csv.DictReader(opened) if row["id"]]
    readings = list(importer("ucdp-ged")(file))
    events = [claim for reading in readings for claim in reading.claims if isinstance(claim, EventClaim)]
    assert (len(source), len(events)) == (rows, rows)
    assert [len(reading.claims) for reading in readings] == [500] * (rows // 500) + [rows % 500] * bool(rows % 500)
    crossed = 0
    for row, event in zip(source, events, strict=True):
        low, high = sorted((int(float(row["low"])), int(float(row["high"]))))
        crossed += float(row["low"]) > float(row["high"])
        assert event.killed == Count(low, high)
        assert event.date is not None
        assert (str(event.date.earliest), str(event.date.latest)) == (row["date_start"][:10], row["date_end"][:10])
        assert event.place is not None
        assert event.place.location is not None
        where = event.place.location
        assert (event.place.name, where.precision) == (row["where_coordinates"].strip(), PRECISIONS[row["where_prec"][0]])
        assert (where.latitude, where.longitude) == (float(row["latitude"]), float(row["longitude"]))
        assert (event.country, where.country) == (event.country, event.country)
        assert event.country is not None
        quoted = next(csv.reader([event.quote.text]))
        assert quoted == [cell.replace("\r\n", "\n") for cell in row.values()]
        assert ", ".join(event.initiators) == ", ".join(part.strip() for part in row["side_a"].split(", "))
        exact = event.date.precision == "day" and not event.date.approximate
        assert exact == (row["date_prec"][0] == "1" and row["date_start"] == row["date_end"])
    told = [gap for reading in readings for gap in reading.gaps if "the other way round" in gap.detail]
    assert len(told) == crossed
    types = Counter(event.type for event in events)
    assert types["attack"] == sum(row["type_of_violence"] == "3.0" for row in source)


@pytest.mark.shared
def test_best_stays_in_the_quote_and_is_told_where_it_lies_outside(shared: Path) -> None:
    file = shared / "data/ucdp/ucdpged_sample1000_2023.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        head, *_ = csv.reader(opened)
    outside = 0
    for reading in importer("ucdp-ged")(file):
        for claim in reading.claims:
            assert isinstance(claim, EventClaim)
            assert claim.killed is not None
            best = int(float(next(csv.reader([claim.quote.text]))[head.index("best")]))
            outside += not (claim.killed.min or 0) <= best <= (claim.killed.max or 0)
        outside -= sum("lies outside" in gap.detail for gap in reading.gaps)
    assert outside == 0


def test_precisions_are_those_of_the_model() -> None:
    assert set(PRECISIONS.values()) == set(PlacePrecision)
    assert date(2013, 3, 8).isoformat() == GED["date_start"]

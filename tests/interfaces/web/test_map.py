"""What the map shows of places, and what it keeps off the map."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from foedus.ledger.review import Signature, reject
from foedus.ledger.session import Ledger
from foedus.model.place import Location, Place, PlacePrecision
from tests.analysis.told import DENIED, HEDGED, Book
from tests.interfaces.web.conftest import entered

WANA = Place("Wana", Location("geonames:1162634", "Wana", 32.2989, 69.5725, "PK", PlacePrecision.POINT))
NORTH = Place("the north", Location("country:AF", "Afghanistan", 33.9, 66.0, "AF", PlacePrecision.AREA))
HELMAND = Place("Helmand", Location("overlay:helmand", "Helmand", 31.0, 64.0, "AF", PlacePrecision.PROVINCE))
LOST = Place("Barmal")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Ledger.open(tmp_path / "told.sqlite") as ledger:
        yield Book(ledger, {"Nazir": "person"})


@pytest.fixture
def told(book: Book, tmp_path: Path) -> Iterator[TestClient]:
    book.event("attack", "2007-03", by="Alpha", on="Beta", place=WANA)
    book.event("bombing", "2012-11-29", on="Alpha, Nazir", place=WANA, certainty=HEDGED)
    book.event("meeting", "2010", of="Alpha, Gamma", place=NORTH, country="AF")
    book.event("arrest", "2011", by="Beta", on="Gamma", country="AF")
    book.event("attack", None, by="Alpha", on="Beta", place=LOST, published="2008-01-01")
    book.event("statement", None, by="Alpha", published=None)
    book.tie("Alpha", "present_in", "Helmand", "2009", "2011", place=HELMAND)
    book.tie("Nazir", "present_in", "Wana", "2009", place=WANA)
    with entered(tmp_path / "told.sqlite") as client:
        yield client


def _map(client: TestClient, **asked: Any) -> dict[str, Any]:
    answer = client.get("/api/map", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _counts(found: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {spot["id"]: (spot["events"], spot["presence"]) for spot in found["spots"]}


def test_events_and_presence_are_counted_by_place_and_how_exactly_it_is_known(told: TestClient) -> None:
    found = _map(told)
    assert _counts(found) == {
        "geonames:1162634 point": (2, 0),
        "country:AF area": (1, 0),
        "country:AF country": (1, 0),
        "overlay:helmand province": (0, 1),
    }
    wana = found["spots"][0]
    assert (wana["latitude"], wana["longitude"], wana["unsure"]) == (32.2989, 69.5725, 1)


def test_a_part_of_a_country_gets_no_point_as_its_middle_would_be_a_false_one(told: TestClient) -> None:
    north = next(spot for spot in _map(told)["spots"] if spot["id"] == "country:AF area")
    assert (north["latitude"], north["longitude"], north["country"], north["told"]) == (None, None, "AF", ["the north"])


def test_where_persons_are_is_not_mapped(told: TestClient) -> None:
    assert _map(told)["shelf"]["persons"] == 1
    assert all("Nazir is present" not in one["sentence"] for one in _quotes(told, site="geonames:1162634 point")["quotes"])
    answer = told.get("/api/map", params={"actor": "Nazir"})
    assert answer.status_code == 422
    assert answer.json()["error"] == "'Nazir' is a person, and where persons were is not mapped; choose an organisation"


def test_what_has_no_place_lies_on_the_shelf_with_its_quotes(told: TestClient) -> None:
    shelf = _map(told)["shelf"]
    assert (shelf["unstated"], shelf["unresolved"]) == (1, [{"name": "Barmal", "claims": 1}])
    assert [one["sentence"] for one in _quotes(told, name="Barmal")["quotes"]] == ["attack by Alpha on Beta at Barmal"]
    assert [one["sentence"] for one in _quotes(told)["quotes"]] == ["statement by Alpha"]


def _quotes(client: TestClient, **asked: Any) -> dict[str, Any]:
    answer = client.get("/api/map/quotes", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({"from": "2010", "to": "2011"}, {"country:AF area", "country:AF country", "overlay:helmand province"}),
        ({"to": "2007-02"}, set()),
        ({"from": "2012"}, {"geonames:1162634 point"}),
        ({"actor": "Beta"}, {"geonames:1162634 point", "country:AF country"}),
        ({"kind": ["present_in", "meeting"]}, {"country:AF area", "overlay:helmand province"}),
        ({"certainty": ["hedged"]}, {"geonames:1162634 point"}),
        ({"certainty": ["denied"]}, set()),
    ],
)
@pytest.mark.parametrize("small", [20_000, 0])
def test_filters_hold_in_small_ledgers_and_in_large_ones(
    told: TestClient, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], places: set[str], small: int
) -> None:
    monkeypatch.setattr("foedus.interfaces.web.api.map.SMALL", small)
    found = _map(told, **asked)
    assert found["rough"] is (small == 0)
    assert set(_counts(found)) == places


def test_counting_in_the_database_agrees_with_reading_every_claim(told: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    read = [_map(told), _map(told, **{"from": "2008", "to": "2012"})]
    monkeypatch.setattr("foedus.interfaces.web.api.map.SMALL", 0)
    counted = [_map(told), _map(told, **{"from": "2008", "to": "2012"})]
    for one, other in zip(read, counted, strict=True):
        assert _counts(one) == _counts(other)
        assert (one["first"], one["last"]) == (other["first"], other["last"])
        for part in ("unstated", "unresolved", "undated"):
            assert one["shelf"][part] == other["shelf"][part]
    for asked in ({"site": "geonames:1162634 point"}, {"name": "Barmal"}, {"site": "country:AF country"}, {}):
        rough = _quotes(told, **asked)
        monkeypatch.setattr("foedus.interfaces.web.api.map.SMALL", 20_000)
        assert rough == _quotes(told, **asked)
        monkeypatch.setattr("foedus.interfaces.web.api.map.SMALL", 0)


def test_a_span_of_time_leaves_out_what_has_no_date_at_all_and_says_so(told: TestClient) -> None:
    assert _map(told)["shelf"]["undated"] == 0
    shelf = _map(told, **{"from": "2007"})["shelf"]
    assert (shelf["undated"], shelf["unstated"]) == (1, 0)


def test_a_rejected_claim_leaves_the_map(book: Book, told: TestClient) -> None:
    assert _counts(_map(told))["geonames:1162634 point"] == (2, 0)
    reject(book.ledger, book.claims[0], Signature("Amira", datetime(2024, 2, 1, tzinfo=UTC), "no such attack"))
    assert _counts(_map(told))["geonames:1162634 point"] == (1, 0)


def test_a_denied_event_is_told_apart_by_its_certainty(book: Book, told: TestClient) -> None:
    book.event("clash", "2013", by="Alpha", on="Beta", place=HELMAND, certainty=DENIED)
    assert _counts(_map(told, certainty="denied")) == {"overlay:helmand province": (1, 0)}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"from": "2013", "to": "2012"}, "the time from 2013-01-01 to 2012-12-31 ends before it starts; give the earlier date"),
        ({"from": "../2010"}, "from '../2010' is open on that side; leave it out or write 2013-01-01, 2013-01 or 2013"),
        ({"kind": "feast"}, "event type 'feast' is not in the vocabulary; choose one of attack"),
        ({"from": "x" * 50}, "the request cannot be used: from"),
        ({"certainty": "sure"}, "the request cannot be used: certainty"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(client: TestClient, asked: dict[str, str], sentence: str) -> None:
    answer = client.get("/api/map", params=asked)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(sentence)


def test_the_page_lists_the_events_to_choose_from(client: TestClient) -> None:
    answer = client.get("/map")
    assert answer.status_code == 200
    assert '<option value="air_strike">air strike</option>' in answer.text

"""The timeline's lanes, leaders and genealogy, as the API answers them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from foedus.interfaces.web.gathered import lanes
from foedus.interfaces.web.gathered.kinship import kinship
from foedus.ledger.session import Ledger
from tests.analysis.told import HEDGED, HYPOTHETICAL, Book
from tests.interfaces.web.conftest import entered

KINDS = {"Nazir": "person", "Heir": "person", "Pakistan": "state"}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Ledger.open(tmp_path / "told.sqlite") as ledger:
        yield Book(ledger, KINDS)


@pytest.fixture
def told(book: Book, tmp_path: Path) -> Iterator[TestClient]:
    assert not book.documents
    with entered(tmp_path / "told.sqlite") as client:
        yield client


def _timeline(client: TestClient, **asked: str) -> dict[str, Any]:
    answer = client.get("/api/timeline", params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_each_other_actor_has_a_lane_in_order_of_time(book: Book, told: TestClient) -> None:
    book.tie("Alpha", "fights", "Beta", "2010", published="2012-01-01")
    book.tie("Gamma", "supports", "Alpha", "2005-03", "2006-04")
    book.event("attack", "2008-05-01", by="Beta", on="Alpha")
    found = _timeline(told, actor="Alpha")
    assert [lane["name"] for lane in found["lanes"]] == ["Gamma", "Beta"]
    gamma, beta = found["lanes"]
    (spell,) = gamma["spells"]
    assert (spell["a"], spell["words"], spell["b"]) == ("Alpha", "is supported by", "Gamma")
    assert spell["start"] == {"earliest": "2005-03-01", "latest": "2005-03-31", "known": "stated"}
    assert spell["end"] == {"earliest": "2006-04-01", "latest": "2006-04-30", "known": "stated"}
    fights = next(one for one in beta["spells"] if not one["from_event"])
    assert fights["end"] == {"earliest": "2012-01-01", "latest": None, "known": "last seen"}
    assert next(one["words"] for one in beta["spells"] if one["from_event"]) == "attack by the other"
    assert [(mark["label"], mark["earliest"], mark["sides"]) for mark in beta["events"]] == [("attack", "2008-05-01", "against")]


def test_leaders_are_bands_and_count_as_their_group(book: Book, told: TestClient) -> None:
    book.tie("Nazir", "leads", "Alpha", "2006", "2013")
    book.tie("Nazir", "fights", "Beta", "2007", published="2008-01-01")
    found = _timeline(told, actor="Alpha")
    assert found["roll_up"] == "leaders"
    assert [one["b"] for one in found["leaders"]] == ["Nazir"]
    assert [lane["name"] for lane in found["lanes"]] == ["Beta"]
    assert _timeline(told, actor="Alpha", roll_up="none")["lanes"] == []


def test_a_person_asked_for_is_not_counted_as_the_group(book: Book, told: TestClient) -> None:
    book.tie("Nazir", "leads", "Alpha", "2006", "2013")
    book.tie("Nazir", "fights", "Beta", "2007", published="2008-01-01")
    found = _timeline(told, actor="Nazir")
    assert found["roll_up"] == "none"
    assert {lane["name"] for lane in found["lanes"]} == {"Alpha", "Beta"}


def test_a_pair_has_a_lane_for_each_kind_of_tie_and_one_for_events(book: Book, told: TestClient) -> None:
    book.tie("Alpha", "truce_with", "Beta", "2009", "2011", certainty=HEDGED)
    book.tie("Beta", "supports", "Alpha", "2012")
    book.tie("Alpha", "fights", "Gamma", "2012")
    book.event("meeting", None, of="Alpha, Beta")
    found = _timeline(told, actor="Alpha", other="Beta")
    assert [lane["name"] for lane in found["lanes"]] == ["is at truce with", "is supported by", "events"]
    assert found["lanes"][0]["spells"][0]["hedged"]
    assert [(mark["earliest"], mark["latest"]) for mark in found["lanes"][2]["events"]] == [(None, None)]
    assert found["leaders"] == []


def test_events_that_name_nobody_else_come_last(book: Book, told: TestClient) -> None:
    book.event("statement", "2001-01-01", by="Alpha")
    book.tie("Alpha", "fights", "Beta", "2010")
    assert [lane["name"] for lane in _timeline(told, actor="Alpha")["lanes"]] == ["Beta", "nobody else named"]


def test_lanes_beyond_the_most_are_counted(book: Book, told: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedus.interfaces.web.api.timeline.MOST_LANES", 2)
    for other in ("Beta", "Gamma", "Delta"):
        book.tie("Alpha", "fights", other, "2010")
    book.tie("Alpha", "fights", "Delta", "2011")
    found = _timeline(told, actor="Alpha")
    assert [lane["name"] for lane in found["lanes"]] == ["Beta", "Delta"]
    assert found["left_out"] == {"lanes": 1, "marks": 0, "leaders": 0, "claims": False}


def test_claims_beyond_the_most_are_said_to_be_left_out(book: Book) -> None:
    for year in range(2001, 2005):
        book.event("attack", str(year), by="Alpha", on="Beta")
    told = lanes.told_of(book.view(), "Alpha", lanes.Level.NONE, most=3)
    assert (len(told.entries), told.cut) == (3, True)


def test_the_genealogy_follows_bodies_splits_and_mergers_from_one_to_the_next(book: Book, told: TestClient) -> None:
    book.tie("Unit", "part_of", "Alpha", "2012")
    book.tie("Alpha", "split_from", "Old", "1998", certainty=HEDGED)
    book.tie("Zeta", "merged_with", "Old")
    book.tie("Unit", "part_of", "Imagined", certainty=HYPOTHETICAL)
    book.event("organisation", "2012-05", by="Alpha, Unit")
    found = told.get("/api/timeline/genealogy", params={"actor": "Unit"}).json()
    assert {body["name"] for body in found["bodies"]} == {"Unit", "Alpha", "Old", "Zeta"}
    assert {(line["parent"], line["kind"], line["child"], line["when"], line["hedged"]) for line in found["lines"]} == {
        ("Alpha", "part_of", "Unit", "2012", False),
        ("Old", "split_from", "Alpha", "1998", True),
        ("Old", "merged_with", "Zeta", "", False),
    }
    assert [(change["actors"], change["event"]["date"]) for change in found["changes"]] == [(["Alpha", "Unit"], "2012-05")]


def test_bodies_beyond_the_most_are_counted(book: Book) -> None:
    for number in range(4):
        book.tie(f"Part {number}", "part_of", "Alpha")
    found = kinship(book.view(), "Alpha", most=3)
    assert (sorted(found.bodies), found.left_out) == (["Alpha", "Part 0", "Part 1"], 2)


def test_quotes_come_in_the_order_asked_with_the_names_of_the_ledger(book: Book, told: TestClient) -> None:
    first, second = book.tie("Alpha", "fights", "Beta", "2010"), book.event("attack", "2011", by="Alpha", on="Beta")
    found = told.get("/api/timeline/quotes", params={"claim": [second, first]}).json()
    assert [(one["claim"], one["sentence"]) for one in found["quotes"]] == [
        (second, "attack by Alpha on Beta"), (first, "Alpha fights Beta since 2010"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    [
        ({"actor": "nobody"}, 404, "there is no actor 'nobody' in this view"),
        ({"actor": "ucdp:356", "other": "ucdp:356"}, 422, "'Tehrik-e-Taliban Pakistan' and 'Tehrik-e-Taliban Pakistan'"),
        ({"actor": "ucdp:356", "roll_up": "all"}, 422, "roll_up 'all' is none; choose one of none, leaders, units, branches"),
        ({"actor": "a\x00"}, 422, "the request cannot be used: actor"),
        ({"actor": "ucdp:356", "known_by": "soon"}, 422, "date 'soon' is not EDTF"),
    ],
)
def test_what_cannot_be_shown_is_told_why(client: TestClient, asked: dict[str, str], status: int, sentence: str) -> None:
    answer = client.get("/api/timeline", params=asked)
    assert answer.status_code == status
    assert answer.json()["error"].startswith(sentence)


def test_a_name_means_the_actor_that_bears_it_before_one_that_only_holds_its_letters(client: TestClient) -> None:
    assert client.get("/api/timeline/who", params={"name": "IMU"}).json()["name"] == "Islamic Movement of Uzbekistan"
    assert client.get("/api/timeline/who", params={"name": "Zzyzx"}).status_code == 404
    assert client.get("/api/timeline/who").json()["error"] == "nobody is asked for; give an actor or a name"


def test_those_suggested_are_no_persons(client: TestClient) -> None:
    found = client.get("/api/timeline/suggested").json()
    assert found[0]["id"] in ("ucdp:356", "ucdp:359")  # the two of whom the briefings tell most
    assert not {one["kind"] for one in found} & {"person", "community"}


def test_the_page_comes_at_once_and_asks_for_the_rest(client: TestClient) -> None:
    answer = client.get("/timeline?actor=<script>alert(1)</script>")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "leaders, units and outlets" in answer.text

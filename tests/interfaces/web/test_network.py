"""The network's JSON: its phases say what the server says of every day, and what is odd is refused with a sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from foedus.analysis.chosen import Room
from foedus.analysis.grounds import grounds
from foedus.analysis.rollup import Level
from foedus.analysis.standings import LIVE, standings
from foedus.analysis.ties import State, ties_at
from foedus.interfaces.web.desk import Look
from foedus.interfaces.web.gathered import networks
from foedus.interfaces.web.gathered.networks import network_of
from foedus.ledger.session import Ledger
from foedus.ledger.view import View
from tests.interfaces.web.conftest import entered

AT = "2010-10-01"


def _drawn(client: TestClient, **asked: str) -> dict[str, Any]:
    answer = client.get("/api/network", params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _phase(tie: dict[str, Any], day: str) -> dict[str, Any] | None:
    """As the page's script looks it up."""
    position = bisect_right([phase["since"] for phase in tie["phases"]], day)
    return tie["phases"][position - 1] if position else None


def _standing_of(drawn: dict[str, Any], day: str) -> dict[frozenset[str], tuple[Any, ...]]:
    ids = [actor["id"] for actor in drawn["actors"]]
    found = {}
    for tie in drawn["ties"]:
        phase = _phase(tie, day)
        if phase is not None and phase["state"] in ("held", "last seen"):
            pair = frozenset((ids[tie["a"]], ids[tie["b"]]))
            found[pair] = (phase["sign"], phase["state"], phase["disputed"], phase["hedged"])
    return found


def _days(drawn: dict[str, Any]) -> list[date]:
    """A day in every month of the ledger's time, and those on and before which something changes."""
    turns = {date.fromisoformat(phase["since"]) for tie in drawn["ties"] for phase in tie["phases"]}
    first, last = min(turns), max(turns)
    monthly = {first + timedelta(days=step) for step in range(0, (last - first).days, 30)}
    return sorted(turns | {day - timedelta(days=1) for day in turns} | monthly)


@pytest.mark.parametrize("level", list(Level))
def test_the_phases_say_for_every_day_what_the_ties_of_that_day_are(client: TestClient, demo_ledger: Path, level: Level) -> None:
    drawn = _drawn(client, roll_up=level.value)
    with Ledger.open(demo_ledger) as ledger:
        view = ledger.view()
        told = grounds(view, level=level)
        for day in _days(drawn)[::3]:
            expected = {
                pair: (one.sign, one.ties[0].state.value, one.disputed, all(tie.hedged == tie.quotes_for for tie in one.ties))
                for pair, one in standings(told, day).items()
            }
            assert _standing_of(drawn, day.isoformat()) == expected, day
        _same_as_the_ties(view, level, drawn)


def _same_as_the_ties(view: View, level: Level, drawn: dict[str, Any]) -> None:
    """What stands are the pairs with a tie that is held or was last seen."""
    live = {tie.pair for tie in ties_at(view, date.fromisoformat(AT), level=level) if tie.state in LIVE}
    ended = {tie.pair for tie in ties_at(view, date.fromisoformat(AT), level=level) if tie.state is State.ENDED}
    assert set(_standing_of(drawn, AT)) == live
    assert live
    assert ended


def test_leaders_are_rolled_up_unless_asked(client: TestClient) -> None:
    default, named = _drawn(client), _drawn(client, roll_up="none")
    assert default == _drawn(client, roll_up="leaders")
    assert len(default["ties"]) < len(named["ties"])
    assert default["left_out"] is None


def test_what_was_not_yet_published_is_not_drawn(client: TestClient) -> None:
    early = _drawn(client, known_by="2008-01-01")
    assert early["last"] < "2008-01-02"
    assert 0 < len(early["ties"]) < len(_drawn(client)["ties"])


@pytest.mark.parametrize("level", list(Level))
def test_of_a_large_ledger_the_foremost_are_drawn_and_judged_by_all_that_is_told_of_them(demo_ledger: Path, level: Level) -> None:
    with Ledger.open(demo_ledger) as ledger:
        whole = network_of(Look(ledger.view()), level)
        few = network_of(Look(ledger.view()), level, small=10, room=Room(actors=12, pairs=20))
    assert (whole.rough, few.rough) == (False, True)
    assert 5 < len(few.phases) <= 20
    assert len(few.chosen.actors) <= 12
    both = few.phases.keys() & whole.phases.keys()
    assert len(both) > 5
    for pair in both:
        assert few.phases[pair] == whole.phases[pair], sorted(pair)


def test_what_is_left_out_of_the_drawing_is_said(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "Room", lambda: Room(actors=4, pairs=3))
    drawn = _drawn(client)
    assert len(drawn["ties"]) == 3
    told = f"the {len(drawn['actors'])} actors of whom most is told, of [0-9]+, and 3 of [0-9]+ pairs; the rest is left out"
    assert re.fullmatch(told, drawn["left_out"])


def test_an_empty_ledger_has_an_empty_network(tmp_path: Path) -> None:
    with entered(tmp_path / "empty.sqlite") as client:
        drawn = _drawn(client)
        assert (drawn["actors"], drawn["ties"], drawn["first"], drawn["last"]) == ([], [], None, None)
        assert client.get("/network").status_code == 200
        assert client.get("/api/network/strain", params={"at": AT}).json() == []
        assert client.get("/api/network/camps", params={"at": AT}).json()["members"] == []


def test_camps_strain_and_changes_name_the_actors_that_are_drawn(client: TestClient) -> None:
    ids = {actor["id"] for actor in _drawn(client)["actors"]}
    camps = client.get("/api/network/camps", params={"at": AT}).json()
    assert camps["members"]
    assert {one for part in camps["members"] for camp in part for one in camp} <= ids
    units = {"roll_up": "units"}
    ids_of_bodies = {actor["id"] for actor in _drawn(client, **units)["actors"]}
    triads = client.get("/api/network/strain", params={"at": "2013-03-08", **units}).json()
    assert triads
    assert all(set(one["ids"]) <= ids_of_bodies and one["quotes"] for one in triads)
    changed = client.get("/api/network/changes", params={"before": "2009-06-01", "after": "2013-01-15"}).json()
    assert changed["of"] == len(changed["changes"])
    assert "began" in {one["change"] for one in changed["changes"]}


def test_days_that_run_backwards_are_refused(client: TestClient) -> None:
    answer = client.get("/api/network/changes", params={"before": "2013-01-01", "after": "2012-01-01"})
    assert answer.status_code == 422
    assert answer.json()["error"] == "2012-01-01 does not lie after 2013-01-01; give the earlier day first"


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("/api/network", {"roll_up": "all"}, 422),
        ("/api/network", {"known_by": "yesterday"}, 422),
        ("/api/network/camps", {"at": ""}, 422),
        ("/api/network/camps", {"at": AT, "k": "99999999999999999999"}, 422),
        ("/api/network/strain", {"at": "\x00"}, 422),
        ("/network/tie", {"a": "nobody", "b": "no one", "at": AT}, 404),
        ("/network/tie", {"a": "\x00", "b": "x", "at": AT}, 422),
    ],
)
def test_what_cannot_be_answered_is_refused(client: TestClient, path: str, asked: dict[str, str], status: int) -> None:
    answer = client.get(path, params=asked)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_every_number_of_the_dossier_unfolds_to_quotes_that_lead_to_their_documents(client: TestClient) -> None:
    drawn = _drawn(client)
    names = {actor["name"]: actor["id"] for actor in drawn["actors"]}
    pair = {"a": names["Tehrik-e-Taliban Pakistan"], "b": names["Islamic Movement of Uzbekistan"]}
    piece = client.get("/network/tie", params={**pair, "at": "2013-02-20"}).text
    assert re.search(r"Rests on [0-9]+ quotes? from [0-9]+ independent sources?", piece)
    assert piece.count("<summary>") == piece.count("<details>") > 4
    assert "#claim-clm-" in piece
    assert "<script" not in piece
    assert " style=" not in piece


def test_the_dossier_of_two_of_whom_nothing_is_known_says_that_unknown_is_not_no(client: TestClient) -> None:
    ids = [actor["id"] for actor in _drawn(client)["actors"]]
    tied = {frozenset((ids[tie["a"]], ids[tie["b"]])) for tie in _drawn(client)["ties"]}
    a, b = next((a, b) for a in ids for b in ids if a < b and frozenset((a, b)) not in tied)
    piece = client.get("/network/tie", params={"a": a, "b": b, "at": AT}).text
    assert "it is unknown" in piece
    assert "Unknown is not no." in piece


def test_two_names_of_one_actor_are_no_pair(client: TestClient) -> None:
    one = _drawn(client)["actors"][0]
    answer = client.get("/network/tie", params={"a": one["id"], "b": one["id"], "at": AT})
    assert answer.status_code == 422
    assert answer.json()["error"] == f"{one['name']} is no pair with itself; give two actors"

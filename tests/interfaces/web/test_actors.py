"""The list of actors, one actor's page, and joining actors and taking them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from foedus.interfaces.web.sessions import COOKIE, Role
from foedus.ledger.entries import ActorCluster
from foedus.ledger.review import Signature, accept
from foedus.ledger.session import Ledger
from foedus.ledger.suggestions import suggestions

IMU, TTP, PAKISTAN = "ucdp:359", "ucdp:356", "state:pakistan"


def clusters(path: Path) -> Mapping[str, ActorCluster]:
    """The actors as they are now, by their canonical ids."""
    with Ledger.open(path) as ledger:
        return {one.id: one for one in ledger.view().actors()}


def named(path: Path, name: str) -> ActorCluster:
    """The one actor shown by this name."""
    [found] = [one for one in clusters(path).values() if one.name == name]
    return found


def judged(client: TestClient, what: str, **body: str) -> dict[str, Any]:
    """The answer to a judgement."""
    answer = client.post(f"/api/actors/{what}", json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_the_list_has_every_actor_with_its_claims(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file) as ledger:
        view = ledger.view()
        actors, counts = view.actors(), Counter(who for entry in view.claims() for who in set(entry.who.values()))
    told = client.get("/api/actors").json()
    assert (told["of"], told["page"], told["pages"]) == (len(actors), 1, 1)
    assert [(one["id"], one["name"], one["kind"], one["claims"]) for one in told["actors"]] == [
        (one.id, one.name, one.kind, counts[one.id]) for one in actors
    ]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({"q": "ttp"}, "Tehrik-e-Taliban Pakistan"),
        ({"q": "pakistan", "kind": "state"}, "Pakistan"),
        ({"q": "PAKIST", "kind": "force"}, "Pakistani air force"),
        ({"order": "claims"}, "Islamic Movement of Uzbekistan"),
    ],
)
def test_actors_are_found_by_any_name_and_kind(client: TestClient, asked: dict[str, str], first: str) -> None:
    assert client.get("/api/actors", params=asked).json()["actors"][0]["name"] == first


def test_persons_are_never_ranked(client: TestClient) -> None:
    actors = client.get("/api/actors", params={"order": "claims"}).json()["actors"]
    persons = [one["name"] for one in actors if one["kind"] == "person"]
    assert persons == sorted(persons, key=str.casefold)
    assert [one["kind"] for one in actors[-len(persons) :]] == ["person"] * len(persons)


def test_an_actor_s_page_leads_from_every_quote_to_its_document(client: TestClient, ledger_file: Path) -> None:
    page = client.get(f"/actors/{IMU}").text
    with Ledger.open(ledger_file) as ledger:
        places = {(entry.document.id, entry.claim.id) for entry in ledger.view().claims() if IMU in entry.who.values()}
    linked = set(re.findall(r'href="/documents/([^"#]+)#claim-([^"]+)"', page))
    assert linked
    assert linked <= places
    for quoted in re.findall(r"<blockquote>(?:(?!</blockquote>).)*", page, re.DOTALL):
        assert "/documents/" in quoted
    assert f'href="/network?a=ucdp%3A359&amp;b={TTP.replace(":", "%3A")}' in page
    assert 'href="/timeline?actor=ucdp%3A359"' in page


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("ties", "Standing on"),
        ("belonging", "Led by"),
        ("events", "prison break"),
        ("places", "South Waziristan"),
        ("coverage", "claims in 3 documents"),
    ],
)
def test_the_parts_of_a_page_tell_what_they_are_about(client: TestClient, piece: str, words: str) -> None:
    assert words in client.get(f"/actors/{IMU}/{piece}").text


def test_ties_are_seen_from_the_day_asked_for(client: TestClient) -> None:
    early, late = (client.get(f"/actors/{IMU}/ties", params={"at": at}).text for at in ("2007-06-18", "2013-02-20"))
    assert early.index("Standing on 2007-06-18") < early.index("Later")
    assert late.index("Standing on 2013-02-20") < late.index("Seen before")
    assert "Later" not in late[: late.index("Seen before")]


def test_no_places_are_gathered_of_a_person(client: TestClient, ledger_file: Path) -> None:
    nazir = named(ledger_file, "Maulvi Nazir").id
    assert 'id="places"' not in client.get(f"/actors/{nazir}").text
    assert "<li>" not in client.get(f"/actors/{nazir}/places").text


def test_events_are_paged(client: TestClient) -> None:
    first, second = (client.get(f"/actors/{IMU}/events", params={"events": page}).text for page in (1, 2))
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert not set(re.findall(r"#claim-(\S+?)\"", first)) & set(re.findall(r"#claim-(\S+?)\"", second))


def test_an_unknown_actor_is_said_to_be_none(client: TestClient) -> None:
    for path in ("/api/actors/nobody", "/actors/nobody", "/actors/nobody/ties"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json() == {"error": "there is no actor 'nobody' in this view; foedus actors lists them"}


def test_merging_is_undone(client: TestClient, ledger_file: Path) -> None:
    before = clusters(ledger_file)
    told = judged(client, "same", a=IMU, b=TTP, why="a test")
    assert told["made"][0]["by"] == "Amira"
    assert told["actor"] in (IMU, TTP)
    joined = clusters(ledger_file)[told["actor"]]
    assert set(joined.actors) == {*before[IMU].actors, *before[TTP].actors}
    other = client.get(f"/actors/{TTP if told['actor'] == IMU else IMU}", follow_redirects=False)
    assert other.headers["location"] == f"/actors/{told['actor'].replace(':', '%3A')}"
    judged(client, "undo", judgement=told["made"][0]["id"])
    assert clusters(ledger_file) == before


def test_judging_one_actor_the_same_as_itself_is_refused(client: TestClient, ledger_file: Path) -> None:
    nazir = named(ledger_file, "Maulvi Nazir")
    answer = client.post("/api/actors/same", json={"a": nazir.actors[0], "b": nazir.actors[1]})
    assert answer.status_code == 422
    assert answer.json() == {"error": "Maulvi Nazir is one actor already; nothing to join"}


def test_a_split_takes_one_out_keeps_the_rest_together_and_is_healed(client: TestClient, ledger_file: Path) -> None:
    nazir = named(ledger_file, "Maulvi Nazir")
    assert len(nazir.actors) == 3
    for member in nazir.actors:
        told = judged(client, "split", actor=member)
        now = clusters(ledger_file)
        apart = [set(one.actors) for one in now.values() if set(one.actors) & set(nazir.actors)]
        assert sorted(apart, key=len) == [{member}, set(nazir.actors) - {member}]
        [wall] = [one for one in told["made"] if one["verdict"] == "not-same"]
        judged(client, "undo", judgement=wall["id"])
        assert not judged(client, "same", a=wall["subject"], b=wall["other"])["clashes"]
        assert set(named(ledger_file, "Maulvi Nazir").actors) == set(nazir.actors)


def test_a_split_from_an_entry_of_the_lexicon_leaves_it_the_rest(client: TestClient, ledger_file: Path) -> None:
    before = clusters(ledger_file)[IMU]
    member = before.actors[0]
    told = judged(client, "split", actor=member)
    now = clusters(ledger_file)
    assert set(now[IMU].actors) == set(before.actors) - {member}
    assert now[member].actors == (member,)
    assert [one["by"] for one in told["undone"]] == ["machine"]


def test_the_actor_of_one_document_cannot_be_split(client: TestClient, ledger_file: Path) -> None:
    alone = named(ledger_file, "Abdul Hakim").id
    answer = client.post("/api/actors/split", json={"actor": alone})
    assert answer.json() == {"error": "Abdul Hakim is the actor of one document alone; there is nothing to split"}


def test_what_is_judged_not_the_same_is_suggested_no_more(client: TestClient, ledger_file: Path) -> None:
    suggested = client.get("/api/actors/suggestions").json()
    one = suggested["suggestions"][0]
    assert one["why"] in client.get("/actors/suggestions").text.replace("&#39;", "'")
    made = judged(client, "not-same", a=one["a"], b=one["b"])["made"][0]["id"]
    assert client.get("/api/actors/suggestions").json()["of"] == suggested["of"] - 1
    judged(client, "undo", judgement=made)
    with Ledger.open(ledger_file) as ledger:
        assert len(suggestions(ledger)) == suggested["of"]


def test_judgements_that_cannot_both_hold_are_told(client: TestClient, ledger_file: Path) -> None:
    nazir = named(ledger_file, "Maulvi Nazir")
    joins = client.get(f"/api/actors/{nazir.id}").json()["joins"]
    direct = {frozenset((one["subject"], one["other"])) for one in joins}
    a, b = next(pair for pair in combinations(nazir.actors, 2) if frozenset(pair) not in direct)
    told = judged(client, "not-same", a=a, b=b)
    assert len(told["clashes"]) == 1
    assert "judged not the same; undo one of" in told["clashes"][0]
    assert told["clashes"][0] in client.get("/overview/waiting").text


def test_a_judgement_on_a_claim_is_not_undone_here(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file) as ledger:
        made = accept(ledger, next(iter(ledger.view().claims())).claim.id, Signature("Amira", datetime.now(UTC))).id
    answer = client.post("/api/actors/undo", json={"judgement": made})
    assert answer.json() == {"error": f"judgement {made} is about claims; undo it on the page Review"}


def test_whoever_may_only_look_is_offered_no_judgement(client: TestClient) -> None:
    session = client.app.state.sessions.of(client.cookies[COOKIE])  # type: ignore[attr-defined]
    session.role = Role.READER
    page = client.get(f"/actors/{IMU}").text
    assert "data-split" not in page
    assert 'id="merge"' not in page
    assert "data-judge" not in client.get("/actors/suggestions").text
    assert client.post("/api/actors/same", json={"a": IMU, "b": TTP}).status_code == 403


def test_coverage_tells_silences(client: TestClient, ledger_file: Path) -> None:
    told = client.get(f"/api/actors/{IMU}/coverage", params={"at": "2020-01-01"}).json()
    with Ledger.open(ledger_file) as ledger:
        assert told["claims"] == sum(IMU in entry.who.values() for entry in ledger.view().claims())
    assert told["silences"][-1]["last"] is None

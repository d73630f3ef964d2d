"""The overview: what is counted, what waits, and what changed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.interfaces.web.gathered.news import news
from foedus.interfaces.web.gathered.tallies import gaps_by_kind, holdings
from foedus.ledger.review import Signature, correct, reject, undo
from foedus.ledger.session import Ledger
from foedus.model.claim import EventClaim
from tests.interfaces.web.conftest import entered
from tests.interfaces.web.jobs import over


def signed(minutes: int = 0) -> Signature:
    """A signature some minutes from now."""
    return Signature("Amira", datetime.now(UTC) + timedelta(minutes=minutes))


def counted(ledger: Ledger) -> tuple[Counter[str], Counter[int]]:
    """The claims of the view by type, and its events by the year they began."""
    entries = list(ledger.view().claims())
    dates = [entry.claim.date for entry in entries if isinstance(entry.claim, EventClaim)]
    years = Counter(date.earliest.year for date in dates if date and date.earliest)
    return Counter(entry.claim.type for entry in entries), years


def test_the_counts_are_those_of_the_claims_as_they_stand(ledger_file: Path) -> None:
    with Ledger.open(ledger_file) as ledger:
        told = len(list(ledger.view().claims()))
        events = [entry.claim for entry in ledger.view().claims() if isinstance(entry.claim, EventClaim) and entry.claim.date]
        changes = (
            lambda: reject(ledger, events[0].id, signed()),
            lambda: correct(ledger, events[1].id, {"type": "clash", "date": "1999"}, signed(1)),
            lambda: correct(ledger, events[1].id, {"type": "bombing"}, signed(2)),
            lambda: reject(ledger, events[1].id, signed(3)),
            lambda: undo(ledger, reject(ledger, events[2].id, signed(4)).id, signed(5)),
        )
        for judged, change in zip((1, 2, 2, 2, 2), changes, strict=True):
            change()
            found, (types, years) = holdings(ledger.view()), counted(ledger)
            assert Counter({**found.events, **found.relations}) == types
            assert Counter(found.years) == years
            assert (found.claims, found.open) == (sum(types.values()), told - judged)


def test_the_page_names_what_waits_and_where_it_is_done(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file) as ledger:
        claims = len(list(ledger.view().claims()))
        gaps = gaps_by_kind(ledger.view())
    page = client.get("/").text
    assert f"<b>{claims}</b> claims that nobody has judged" in page
    assert 'href="/actors/suggestions"' in page
    for kind, count in gaps.items():
        assert re.search(rf"<li>{kind} <span class=\"count\">{count}</span>", page)


def test_judging_a_claim_changes_the_page_at_once(client: TestClient, ledger_file: Path) -> None:
    before = client.get("/overview/waiting").text
    with Ledger.open(ledger_file) as ledger:
        reject(ledger, next(iter(ledger.view().claims())).claim.id, signed())
    after = client.get("/overview/waiting").text
    waits = [int(re.findall(r"<b>(\d+)</b> claims", page)[0]) for page in (before, after)]
    assert waits[1] == waits[0] - 1


def test_what_changed_since_a_moment_is_told_by_person(client: TestClient, ledger_file: Path) -> None:
    moment = datetime.now(UTC)
    with Ledger.open(ledger_file) as ledger:
        claims = [entry.claim.id for entry in ledger.view().claims()][:3]
        for claim in claims:
            made = reject(ledger, claim, Signature("<b>Ben</b>", datetime.now(UTC)))
        undo(ledger, made.id, signed())
        assert news(ledger.view(), moment).judged == {"<b>Ben</b>": {"rejected": 3}}
    piece = client.get("/overview/changes", params={"since": moment.isoformat()}).text
    assert "<b>&lt;b&gt;Ben&lt;/b&gt;</b> judged: 3 rejected." in piece
    assert "<b>Amira</b> took back 1 judgement." in piece
    assert "read, with" not in piece
    everything = client.get("/overview/changes", params={"since": "2000-01-01"}).text
    assert "<b>3 documents</b> read, with" in everything
    assert "machine" not in everything


def test_on_the_first_visit_there_is_nothing_to_compare_with(client: TestClient) -> None:
    assert "This is your first visit" in client.get("/overview/changes").text
    quiet = client.get("/overview/changes", params={"since": (datetime.now(UTC) + timedelta(days=1)).isoformat()}).text
    assert "Nothing was read or judged." in quiet


@pytest.mark.parametrize("since", ["yesterday", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_a_moment_that_is_none_is_said_to_be_none(client: TestClient, since: str) -> None:
    answer = client.get("/overview/changes", params={"since": since})
    assert answer.status_code == 422
    assert repr(since) in answer.json()["error"]


def test_an_empty_ledger_offers_the_demo(tmp_path: Path) -> None:
    with entered(tmp_path / "empty.sqlite") as client:
        page = client.get("/").text
    assert "This ledger is empty" in page
    assert 'id="load-demo"' in page


def test_a_hostile_title_is_text(tmp_path: Path) -> None:
    with entered(tmp_path / "ledger.sqlite") as client:
        given = {"title": "</script><script>alert(1)</script>", "text": "The Taliban attacked the army.", "reader": "cues"}
        job = client.post("/api/intake/text", json=given).json()["id"]
        assert over(client, job)["state"] == "done"
        piece = client.get("/overview/changes", params={"since": "2000-01-01"}).text
    assert "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in piece
    assert "<script>alert" not in piece

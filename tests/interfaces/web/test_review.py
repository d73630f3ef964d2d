"""Review: what waits and in which order, the card, judging, clashes, batches, agreement and the export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient
from training.checking import Check
from training.passages import load, to_gold

from foedus.ledger.session import Ledger
from tests.analysis.told import HEDGED, Book
from tests.interfaces.web.conftest import entered


def waiting(client: TestClient, **asked: Any) -> list[str]:
    ids: list[str] = client.get("/api/review/queue", params={"limit": 200, **asked}).json()["ids"]
    return ids


def card(client: TestClient, claim: str, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/review/claims/{claim}", params=asked).json()
    return found


def judge(client: TestClient, claim: str, decision: str, **more: Any) -> Any:
    expected = more.pop("expected") if "expected" in more else card(client, claim)["expected"]
    body = {"claim": claim, "decision": decision, "expected": expected, **more}
    return client.post("/api/review/judgements", json=body)


@pytest.fixture
def two(ledger_file: Path) -> Iterator[tuple[TestClient, TestClient]]:
    """Two reviewers at one ledger."""
    with entered(ledger_file, "Amira") as amira, entered(ledger_file, "Bilal") as bilal:
        yield amira, bilal


def test_what_was_judged_waits_no_longer_and_undoing_brings_it_back(client: TestClient) -> None:
    before = waiting(client)
    made = judge(client, before[0], "accept").json()["judgement"]
    assert (made["verdict"], made["by"], made["subject"]) == ("accepted", "Amira", before[0])
    assert waiting(client) == before[1:]
    assert client.post("/api/review/undo", json={"judgement": made["id"]}).json()["judgement"]["undone_by"] == "Amira"
    assert waiting(client) == before


def test_doubt_puts_hedged_and_unsure_claims_first(client: TestClient) -> None:
    told = [card(client, claim)["claim"] for claim in waiting(client, order="doubt")]
    doubts = [(one["certainty"] != "stated") * 0.5 + 1 - one["confidence"] for one in told]
    assert doubts == sorted(doubts, reverse=True)


def test_document_order_is_that_of_the_text(client: TestClient) -> None:
    document = client.get("/api/documents").json()["documents"][0]["id"]
    told = [card(client, claim)["claim"] for claim in waiting(client, order="document", document=document)]
    assert {one["document"] for one in told} == {document}
    assert [one["start_offset"] for one in told] == sorted(one["start_offset"] for one in told)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[tuple[Book, TestClient]]:
    """A small ledger told claim by claim, and a client on it."""
    path = tmp_path / "told.sqlite"
    with Ledger.open(path) as ledger, entered(path) as client:
        yield Book(ledger), client


def test_the_claim_on_which_most_hangs_comes_first(told: tuple[Book, TestClient]) -> None:
    book, client = told
    book.tie("Ansar", "present_in", "Wana", confidence=0.1)
    book.tie("Badr", "fights", "Crescent", "2014")
    book.tie("Badr", "fights", "Crescent", "2014")
    alone = book.tie("Ansar", "allied_with", "Badr", "2014", confidence=0.99)
    found = waiting(client, order="consequence")
    assert found[0] == alone
    assert len(found) == 4


def test_a_filter_takes_actors_by_name_and_quotes_by_pattern(told: tuple[Book, TestClient]) -> None:
    book, client = told
    wanted = book.tie("Ansar", "allied_with", "Badr", text="Ansar and its old friend Badr are 100% allied.", certainty=HEDGED)
    book.tie("Crescent", "fights", "Badr")
    assert waiting(client, actor="Ansar") == [wanted]
    assert waiting(client, quote="FRIEND*allied") == [wanted]
    assert waiting(client, quote="100%") == [wanted]
    assert waiting(client, quote="0%0") == []
    assert waiting(client, certainty="hedged", type="allied_with") == [wanted]
    refused = client.get("/api/review/queue", params={"quote": "*"})
    assert refused.status_code == 422
    assert refused.json()["error"].startswith("the pattern '*' has no letter; write words of the quote")
    assert client.get("/api/review/queue", params={"actor": "Nobody here"}).status_code == 404


def test_a_card_says_what_hangs_on_the_claim_and_who_agrees(told: tuple[Book, TestClient]) -> None:
    book, client = told
    claim = book.tie("Ansar", "allied_with", "Badr", "2014", text="Long before. Ansar is allied with Badr. And after.")
    other = book.tie("Ansar", "cooperates_with", "Badr", "2014")
    against = book.tie("Ansar", "fights", "Badr", "2014")
    found = card(client, claim)
    assert found["sentence"] == "Ansar is allied with Badr since 2014"
    assert [one["claim"] for one in found["agree"]] == [other]
    assert [(one["claim"], one["why"]) for one in found["disagree"]] == [(against, "another sign, of the same time")]
    judge(client, other, "reject")
    judge(client, against, "reject")
    assert card(client, claim)["consequence"]["pairs"] == [
        {
            "a": "Ansar", "b": "Badr", "before": "+", "after": None, "words": "with → unknown",
            "ties": [{"sign": "+", "words": "with", "turn": "gone", "sentence": "nothing else speaks for it"}],
        }
    ]  # fmt: skip
    rejected = card(client, against)
    assert [one["claim"] for one in rejected["disagree"]] == [claim]
    assert rejected["consequence"] is None
    assert rejected["sentence"] == "Ansar fights Badr since 2014"


def test_two_who_decide_at_once_the_later_is_told_who_and_when_and_nothing_is_lost(
    two: tuple[TestClient, TestClient],
) -> None:
    amira, bilal = two
    claim = waiting(amira)[0]
    made = judge(bilal, claim, "reject", expected=None).json()["judgement"]
    refused = judge(amira, claim, "accept", expected=None)
    assert refused.status_code == 409
    told = refused.json()
    assert told["error"].startswith(f"Bilal rejected it on {made['at'][:10]} at {made['at'][11:16]} UTC, after you looked.")
    assert told["judgement"]["id"] == made["id"]
    again = judge(amira, claim, "accept", expected=told["judgement"]["id"])
    assert again.status_code == 200
    assert [one["verdict"] for one in card(amira, claim)["judgements"]] == ["rejected", "accepted"]


def test_a_judgement_needs_what_was_seen_before(client: TestClient) -> None:
    claim = waiting(client)[0]
    refused = client.post("/api/review/judgements", json={"claim": claim, "decision": "accept"})
    assert refused.status_code == 422
    assert refused.json()["error"] == "the request cannot be used: expected: Field required"


def test_a_correction_takes_dates_in_words_and_checks_the_quote(client: TestClient) -> None:
    claim = waiting(client, type="truce_with")[0]
    wrong = judge(client, claim, "correct", correction={"quote": "words that stand nowhere"})
    assert wrong.status_code == 422
    assert "does not stand in the document" in wrong.json()["error"]
    assert judge(client, claim, "correct", correction={"killed": {"min": 5, "max": 2}}).status_code == 422
    assert judge(client, claim, "correct", correction={"start": "summer 2009", "certainty": "hedged"}).status_code == 200
    found = card(client, claim)
    assert (found["claim"]["start"], found["claim"]["certainty"]) == ("2009-22", "hedged")
    assert found["original"]["certainty"] == "stated"
    assert found["judgements"][0]["verdict"] == "corrected"


def test_a_blind_reviewer_sees_the_claim_as_its_reader_gave_it(two: tuple[TestClient, TestClient]) -> None:
    amira, bilal = two
    claim = waiting(amira, type="truce_with")[0]
    judge(amira, claim, "correct", correction={"certainty": "denied"})
    found = card(bilal, claim, blind=True)
    assert (found["claim"]["certainty"], found["judgements"], found["claim"]["judgement"]) == ("stated", [], None)
    assert claim in waiting(bilal, state="mine", order="document")
    assert claim not in waiting(bilal, state="open", order="document")
    assert judge(bilal, claim, "accept", expected=found["expected"]).status_code == 200


def test_a_batch_is_looked_at_then_decided_then_taken_back_as_a_whole(client: TestClient) -> None:
    pattern = {"type": "present_in", "confidence_from": 0.2}
    seen = client.get("/api/review/batches/preview", params=pattern).json()
    assert seen["count"] == len(waiting(client, **pattern)) > 2
    assert seen["types"] == {"present_in": seen["count"]}
    assert all(one["type"] == "present_in" for one in seen["examples"])
    done = client.post("/api/review/batches", json={**pattern, "decision": "accept", "count": seen["count"]}).json()
    assert (done["judged"], done["passed"], done["by"]) == (seen["count"], 0, "Amira")
    assert waiting(client, **pattern) == []
    assert client.get("/api/review/batches").json()[0]["standing"] == seen["count"]
    assert client.post("/api/review/batches/undo", json={"by": "Amira", "at": done["at"]}).json() == {"undone": seen["count"]}
    assert len(waiting(client, **pattern)) == seen["count"]
    assert client.post("/api/review/batches/undo", json={"by": "Amira", "at": done["at"]}).status_code == 404


def test_a_batch_that_no_longer_means_what_was_shown_is_refused(client: TestClient) -> None:
    count = client.get("/api/review/batches/preview", params={"type": "leads"}).json()["count"]
    judge(client, waiting(client, type="leads")[0], "accept")
    refused = client.post("/api/review/batches", json={"type": "leads", "decision": "reject", "count": count})
    assert refused.status_code == 409
    assert refused.json()["error"].startswith(f"{count - 1} claims fit the pattern now, {count} did when you looked")
    everything = client.post("/api/review/batches", json={"decision": "reject", "count": 129})
    assert everything.status_code == 422


def test_agreement_and_what_is_left_to_settle(two: tuple[TestClient, TestClient]) -> None:
    amira, bilal = two
    claims = waiting(amira, order="document")[:4]
    for claim, his in zip(claims, ("accept", "accept", "reject", "reject"), strict=True):
        judge(amira, claim, "reject" if claim == claims[2] else "accept")
        judge(bilal, claim, his)
    found = amira.get("/api/review/agreement").json()
    whole = found["shares"][0]
    assert (whole["type"], whole["count"], whole["observed"], whole["kappa"]) == ("", 4, 0.75, 0.5)
    assert [(one["claim"], one["settled"]) for one in found["differences"]] == [(claims[3], None)]
    assert waiting(amira, state="differ", order="document") == [claims[3]]
    judge(amira, claims[3], "reject")
    assert waiting(amira, state="differ", order="document") == []
    assert amira.get("/api/review/agreement").json()["shares"][0]["kappa"] == 0.5
    shown = amira.get("/review/agreement").text
    assert "Cohen’s kappa is <strong>0.50</strong>" in shown
    assert "Amira: accepted<br>Bilal: rejected" in shown


def test_the_decisions_leave_as_passages_that_the_corpus_takes(client: TestClient, tmp_path: Path) -> None:
    document = next(one["id"] for one in client.get("/api/documents").json()["documents"] if one["title"].startswith("Wana"))
    claims = waiting(client, document=document, order="document")
    assert "review-" not in client.get("/api/review/passages").text
    for claim in claims:
        judge(client, claim, "reject" if claim == claims[0] else "accept")
    answer = client.get("/api/review/passages")
    assert answer.headers["content-disposition"] == 'attachment; filename="reviewed-passages.yml"'
    (tmp_path / "reviewed.yml").write_text(answer.text, encoding="utf-8")
    checker = Check()
    for path, passage in load(tmp_path):
        checker.passage(path, passage)
        gold = to_gold(passage)
        assert len(gold["events"]) + len(gold["relations"]) == len(claims) - 1
        assert gold["published"] == "2007-06-18"
    assert checker.faults == []
    assert len(list(yaml.safe_load_all(answer.text))) == 1


def test_a_reader_may_look_but_not_judge(client: TestClient) -> None:
    from foedus.interfaces.web.sessions import COOKIE, Role

    claim = waiting(client)[0]
    sessions = client.app.state.sessions  # type: ignore[attr-defined]
    sessions.of(client.cookies[COOKIE]).role = Role.READER
    refused = judge(client, claim, "accept", expected=None)
    assert refused.status_code == 403
    assert refused.json()["error"] == "Amira may look but not judge; ask an admin for the role of reviewer"


@pytest.mark.parametrize(
    ("method", "path", "given"),
    [
        ("get", "/api/review/claims/clm-000000000000000000000000", {}),
        ("get", "/api/review/queue?quote=%00", {}),
        ("get", "/api/review/queue?type=%00", {}),
        ("get", "/api/review/queue?confidence_to=nan", {}),
        ("get", "/api/review/queue?document=doc-000000000000000000000000", {}),
        ("get", "/api/review/queue?actor=act-%25", {}),
        ("post", "/api/review/undo", {"judgement": "jdg-000000000000000000000000"}),
        ("post", "/api/review/batches/undo", {"by": "x", "at": "0001-01-01T00:00:00+14:00"}),
        ("post", "/api/review/batches", {"type": "attack", "decision": "accept", "count": 999_999}),
        ("get", "/api/review/agreement?a=%ED%A0%80", {}),
    ],
)  # fmt: skip
def test_odd_requests_are_answered_with_a_sentence(client: TestClient, method: str, path: str, given: dict[str, Any]) -> None:
    answer = client.get(path) if method == "get" else client.post(path, json=given)
    assert answer.status_code < 500, answer.text

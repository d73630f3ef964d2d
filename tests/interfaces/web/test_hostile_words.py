"""A ledger in which every word is markup, shown on every page: none of it may come out as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from foedus.ledger.intake import record
from foedus.ledger.review import Signature, accept, reject, same_as
from foedus.ledger.session import Ledger
from foedus.model.actor import Actor
from foedus.model.claim import EventClaim, Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.place import Place
from foedus.model.reading import Gap, GapKind, Reading
from foedus.model.source import Citation, Document, Quote
from tests.interfaces.web.conftest import entered
from tests.interfaces.web.test_roles import routes

EVIL = '"></script><i id=evil onclick=evil()>\' {{7*7}} &lt;'
NOW = datetime(2024, 1, 1, tzinfo=UTC)
NAMES = [f"{EVIL} {who}" for who in ("one", "two", "three")]
TEXT = f"{EVIL} fought {EVIL}. They met {EVIL}."


def reading(number: int) -> Reading:
    """A document with a tie and an event of the three, in words of markup."""
    published = DateSpan.parse(f"201{number}-02-01")
    document = Document(
        f"{number}. {TEXT}", f"{EVIL} {number}", EVIL, EVIL, published, "javascript:evil()//https://x", f"{EVIL}/{number}",
        "text/html",
    )  # fmt: skip
    quote = Quote(document.id, 3, len(TEXT) + 3, document.text[3 : len(TEXT) + 3])
    shared: dict[str, Any] = {
        "quote": quote, "origin": Origin("cues", "1", EVIL, 0.5), "attribution": EVIL,
        "citations": (Citation(EVIL, EVIL, published),),
    }  # fmt: skip
    actors = tuple(Actor(document.id, name, "group", (f"{name} too",), ((3, 9),)) for name in NAMES)
    event = EventClaim(
        type="clash", date=published, place=Place(EVIL), initiators=(NAMES[0],), targets=(NAMES[1],), **shared
    )
    tie = RelationClaim(type="allied_with", a=NAMES[1], b=NAMES[2], start=published, **shared)
    gaps = (Gap(document.id, GapKind.UNREADABLE_PART, EVIL, 3, 9),)
    return Reading(document, "cues", "1", actors, (event, tie), gaps)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """A client on that ledger, and ids of what it holds."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.sqlite"
    with Ledger.open(path) as ledger:
        readings = [reading(number) for number in (2, 3)]
        for one in readings:
            record(ledger, one, raw=f"<p>{EVIL}</p>".encode(), fetched_at=NOW, now=NOW)
        first, second = readings
        accept(ledger, first.claims[0].id, Signature(EVIL, NOW, EVIL))
        reject(ledger, first.claims[0].id, Signature(f"{EVIL} also", NOW, EVIL))
        same_as(ledger, first.actors[0].id, second.actors[0].id, Signature(EVIL, NOW, EVIL))
        ids = {"document": first.document.id, "claim": second.claims[0].id, "number": "1", "piece": "ties", "at": "2013-02-01"}
        named = sorted(actor.id for actor in ledger.view().actors())
    ids |= {"actor": named[0], "a": named[0], "b": named[1], "other": named[1], "before": "2011-01-01", "after": "2014-01-01"}
    with entered(path, name=EVIL) as client:
        yield client, ids


def test_no_page_takes_words_for_markup(hostile: tuple[TestClient, dict[str, str]]) -> None:
    client, ids = hostile
    shown: set[str] = set()
    for method, path, route in routes(client.app):  # type: ignore[arg-type]
        if method != "GET" or not hasattr(route, "dependant"):
            continue
        where = re.sub(r"{(\w+)}", lambda place: ids.get(place[1], "x"), path)
        odd = {"q": EVIL, "actor": EVIL, "since": "2023-01-01", "show": EVIL}
        for query in (ids, {**ids, **odd}, {**ids, "beside": "true", "q": "evil"}):
            answer = client.get(where, params={**query, "form": "html"}, headers={"accept": "text/html"})
            assert answer.status_code < 500, f"{where} {answer.text[:300]}"
            if "html" in answer.headers.get("content-type", ""):
                if answer.status_code == 200 and "evil" in answer.text:
                    shown.add(path)
                assert "<i id" not in answer.text.lower(), f"{where} {query}"
                assert "49 &" not in answer.text, f"{where} works its words out"
                assert not re.search(r"""(href|src|action)=["']?\s*javascript:""", answer.text, re.IGNORECASE), where
                for script in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', answer.text, re.DOTALL):
                    json.loads(script)
    known = {"/", "/actors", "/actors/{actor}", "/documents", "/documents/{document}", "/network/tie", "/change", "/brief"}
    assert known <= shown, f"{known - shown} show nothing of the ledger"

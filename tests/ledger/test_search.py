"""Words found in documents and quotes."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.errors import BadInput
from foedus.ledger.intake import record
from foedus.ledger.review import Signature, reject
from foedus.ledger.search import Hit, search
from foedus.ledger.session import Ledger
from foedus.model.dates import DateSpan
from tests.ledger.made import alliance, at, document, raid, reading


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    first = document(origin="1.txt", title="Raids in spring")
    record(ledger, reading(first), now=at(0))
    silence = "Then nothing was heard of for long. " * 9000
    text = f"Ğázī al-Qāʿida_Front gathered at Ada. {silence}At last Dawn (Furqon.com) told of it."
    second = document(text, origin="2.txt", title=None, published=DateSpan.parse("2015"))
    record(ledger, reading(second, actors=(), claims=()), now=at(1))
    return ledger


def found(ledger: Ledger, words: str) -> list[str]:
    return sorted(hit.document.origin or "" for hit in search(ledger.view(), words))


@pytest.mark.parametrize(("words", "origins"), [
    ("ada", ["1.txt", "2.txt"]),
    ("ADA fort", ["1.txt"]),
    ("ghazi", []),
    ("gazi", ["2.txt"]),
    ("ĞAZI", ["2.txt"]),
    ("al-qaida", ["2.txt"]),
    ('"front gathered"', ["2.txt"]),
    ('"gathered front"', []),
    ("gathered furqon", ["2.txt"]),
    ("spring", ["1.txt"]),
    ("spring dawn", []),
    ("rai", []),
    ("raided OR gathered", []),
    ("NEAR(fort) ada'); DROP", []),
])
def test_documents_are_found_by_their_words(filled: Ledger, words: str, origins: list[str]) -> None:
    assert found(filled, words) == origins


def test_a_hit_shows_the_words_and_the_claims_that_rest_on_them(filled: Ledger) -> None:
    of = document(origin="1.txt", title="Raids in spring")
    (hit,) = search(filled.view(), "allied host")
    assert isinstance(hit, Hit)
    assert hit.snippet is not None
    assert of.text[hit.start : hit.end] == hit.snippet
    assert "allied" in hit.snippet
    assert hit.claims == (alliance(of).id,)
    (hit,) = search(filled.view(), "al-qaida front")
    assert hit.snippet is not None
    assert hit.snippet.startswith("Ğázī al-Qāʿida_Front gathered")
    (hit,) = search(filled.view(), "spring")
    assert (hit.start, hit.end, hit.snippet) == (None, None, None)


def test_only_what_the_view_knows_is_found(filled: Ledger) -> None:
    of = document(origin="1.txt", title="Raids in spring")
    reject(filled, raid(of).id, Signature("ann", at(2)))
    assert [hit.claims for hit in search(filled.view(), "raided")] == [()]
    assert [hit.document.origin for hit in search(filled.view(known_by=date(2013, 1, 1)), "ada")] == ["1.txt"]
    assert len(search(filled.view(), "ada", limit=1)) == 1


def test_a_query_without_words_is_refused(filled: Ledger) -> None:
    with pytest.raises(BadInput, match=r"'\"!\" --' has no word to look for; give words, or a phrase in double quotes"):
        search(filled.view(), '"!" --')

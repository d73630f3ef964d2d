"""Where sources differ, and whose words several reports carry."""

from __future__ import annotations

from foedus.analysis.disputes import Dispute, Matter, disputes
from foedus.analysis.grounds import grounds
from foedus.analysis.matching import incidents
from foedus.analysis.origins import independent, same_origins
from foedus.ledger.entries import Entry
from foedus.model.numbers import Count
from foedus.model.place import Place
from tests.analysis.told import DENIED, Book

WANA = Place("Wana")


def _disputes(book: Book) -> list[Dispute]:
    view = book.view()
    entries = list(view.claims())
    return disputes(entries, grounds(view), incidents(entries), {one.id: one.name for one in view.actors()})


def _told(found: Dispute) -> list[str]:
    return [said for said, _ in found.sides]


def test_rival_numbers_stand_side_by_side(book: Book) -> None:
    book.event("attack", "2012-12-16", by="Red", on="State", place=WANA, killed=Count(5, 5))
    book.event("attack", "2012-12-16", by="Red", on="State", place=WANA, killed=Count(8, None))
    (found,) = _disputes(book)
    assert (found.matter, found.slot, sorted(_told(found))) == (Matter.NUMBERS, "killed", ["5", "at least 8"])


def test_rival_dates_of_one_incident(book: Book) -> None:
    book.event("attack", "2012-12-16", by="Red", on="State", place=WANA)
    book.event("attack", "2012-12-17", by="Red", on="State", place=WANA)
    (found,) = _disputes(book)
    assert (found.matter, _told(found)) == (Matter.DATE, ["2012-12-16", "2012-12-17"])


def test_rival_perpetrators_of_one_incident(book: Book) -> None:
    book.event("attack", "2012-12-16", by="Red", on="State", place=WANA)
    book.event("attack", "2012-12-16", by="Blue", on="State", place=WANA)
    (found,) = _disputes(book)
    assert (found.matter, sorted(_told(found))) == (Matter.AUTHORSHIP, ["Blue", "Red"])


def test_a_denial_stands_beside_what_it_denies(book: Book) -> None:
    book.tie("Red", "supports", "Blue", "2012")
    book.tie("Red", "supports", "Blue", "2012", certainty=DENIED, attribution="Red")
    (found,) = _disputes(book)
    assert (found.matter, _told(found), found.pair) == (Matter.DENIED, ["claimed", "denied"], ("Blue", "Red"))


def test_a_tie_told_of_two_ways_is_a_dispute(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2010", "2012")
    book.tie("Red", "fights", "Blue", "2011", "2011")
    (found,) = _disputes(book)
    assert (found.matter, _told(found), found.slot) == (Matter.TIE, ["with", "against"], "+")


def test_agreement_is_no_dispute(book: Book) -> None:
    for _ in range(2):
        book.event("attack", "2012-12-16", by="Red", on="State", place=WANA, killed=Count(5, 5))
    book.tie("Red", "fights", "State", "2012")
    assert _disputes(book) == []


def _entries(book: Book) -> list[Entry]:
    return list(book.view().claims())


LONG = "The Red Band and the Blue Host have fought side by side in the valley since the spring"


def test_reports_with_one_sources_words_have_one_origin(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", text=f"{LONG}.", publisher="The Wire")
    book.tie("Red", "allied_with", "Blue", text=f"{LONG}!", publisher="The Gazette")
    book.tie("Red", "allied_with", "Blue", text="Quite another paper says in its own words that the two bands are friends now.")
    (found,) = same_origins(_entries(book))
    assert len(found.documents) == 2
    assert found.reasons == ("their words are the same",)
    assert independent(_entries(book)) == 2


def test_reports_that_cite_one_issue_have_one_origin(book: Book) -> None:
    for words in ("The bands are friends.", "A pact binds both bands."):
        book.tie("Red", "allied_with", "Blue", text=words, cites=[("Dawn", "2012-12-18")])
    (found,) = same_origins(_entries(book))
    assert found.reasons == ("both cite Dawn, 2012-12-18",)
    assert independent(_entries(book)) == 1


def test_an_undated_citation_proves_nothing(book: Book) -> None:
    for words in ("The bands are friends.", "A pact binds both bands."):
        book.tie("Red", "allied_with", "Blue", text=words, cites=[("Dawn", None)])
    assert same_origins(_entries(book)) == []
    assert independent(_entries(book)) == 2


def test_short_quotes_are_alike_by_chance(book: Book) -> None:
    for ending in ("", "!"):
        book.tie("Red", "allied_with", "Blue", text=f"They are allies{ending}")
    assert independent(_entries(book)) == 2


def test_no_claim_has_no_source() -> None:
    assert independent([]) == 0

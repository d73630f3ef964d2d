"""Spells: repeated ones apart, bounds with how they are known, disputes."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.analysis.rollup import Level
from foedus.analysis.spells import Known, Spell, spells
from foedus.ledger.review import Signature, reject, undo
from foedus.model.numbers import Count
from tests.analysis.told import DENIED, HEDGED, HYPOTHETICAL, NOW, Book


def _kinds(found: list[Spell]) -> list[tuple[str, str, str, str]]:
    return [(one.kind, str(one.start.latest), str(one.end.earliest), one.end.known) for one in found]


def test_a_truce_that_came_and_went_and_came_back_has_two_spells(book: Book) -> None:
    book.tie("Red", "truce_with", "State", "2006-09-05", "2007-07-15")
    book.tie("Red", "truce_with", "State", "2009-02-16", published="2009-03-01")
    assert _kinds(spells(book.view(), "Red")) == [
        ("truce_with", "2006-09-05", "2007-07-15", "stated"),
        ("truce_with", "2009-02-16", "2009-03-01", "last seen"),
    ]


def test_a_war_between_two_truces_keeps_them_apart_though_no_end_is_told(book: Book) -> None:
    book.tie("Red", "truce_with", "State", "2006", published="2006-12-31")
    book.tie("Red", "fights", "State", "2008-03", published="2008-04-01")
    book.tie("Red", "truce_with", "State", "2010", published="2010-12-31")
    found = spells(book.view(), "Red")
    assert [(one.kind, one.end.known) for one in found] == [
        ("truce_with", Known.INFERRED),
        ("fights", Known.INFERRED),
        ("truce_with", Known.LAST_SEEN),
    ]
    assert (found[0].end.earliest, found[0].end.latest) == (date(2006, 12, 31), date(2008, 3, 31))
    assert found[0].end.claims == (book.claims[1],)


def test_reports_of_one_lasting_tie_make_one_spell(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2010-09", published="2011-01-01")
    book.tie("Blue", "allied_with", "Red", published="2013-03-08")
    (found,) = spells(book.view(), "Red")
    assert (found.start.known, found.start.earliest, found.start.latest) == (Known.STATED, date(2010, 9, 1), date(2010, 9, 30))
    assert (found.end.known, found.end.earliest, found.end.latest) == (Known.LAST_SEEN, date(2013, 3, 8), None)
    assert len(found.evidence) == 2


def test_a_start_that_no_text_tells_is_only_first_seen(book: Book) -> None:
    book.tie("Red", "opposes", "Blue", published="2012-05-01")
    (found,) = spells(book.view(), "Red")
    assert (found.start.known, found.start.earliest, found.start.latest) == (Known.FIRST_SEEN, None, date(2012, 5, 1))
    assert found.possibly(date(1999, 1, 1))
    assert not found.surely(date(1999, 1, 1))


def test_the_death_of_a_leader_ends_what_he_was_tied_to(book: Book) -> None:
    book.tie("Leader", "truce_with", "State", "2009", published="2009-12-31")
    book.event("air_strike", "2013-01-02", by="Blue", on="Leader", killed=Count(1, 1), published="2013-01-05")
    truce = spells(book.view(), "State")[0]
    assert (truce.end.known, truce.end.latest, truce.end.claims) == (Known.INFERRED, date(2013, 1, 2), (book.claims[1],))


def test_a_report_after_the_death_does_not_prolong_a_tie(book: Book) -> None:
    book.event("air_strike", "2013-01-02", by="Blue", on="Leader", killed=Count(1, 1))
    book.tie("Red", "opposes", "Leader", "2009", published="2013-03-08")
    found = next(one for one in spells(book.view(), "Red") if one.kind == "opposes")
    assert (found.end.earliest, found.end.latest) == (date(2013, 1, 2), date(2013, 1, 2))


def test_opposite_evidence_of_the_same_time_is_a_dispute(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2010", "2012")
    fought = book.tie("Red", "fights", "Blue", "2011", "2011")
    allied, fights = spells(book.view(), "Red")
    assert [one.entry.claim.id for one in allied.opposed] == [fought]
    assert fights.disputed


def test_a_denial_disputes_the_spell_it_falls_in(book: Book) -> None:
    book.tie("Red", "supports", "Blue", "2010", "2012")
    book.tie("Red", "supports", "Blue", "2011", "2011", certainty=DENIED)
    (found,) = spells(book.view(), "Red")
    assert (len(found.evidence), len(found.denials), found.disputed) == (1, 1, True)


def test_a_truce_and_an_alliance_do_not_dispute_each_other(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2010", "2012")
    book.tie("Red", "truce_with", "Blue", "2010", "2012")
    assert not any(one.disputed for one in spells(book.view(), "Red"))


def test_forecasts_make_no_spell(book: Book) -> None:
    book.tie("Red", "fights", "State", certainty=HYPOTHETICAL)
    assert spells(book.view(), "Red") == []


def test_directions_stay_apart(book: Book) -> None:
    book.tie("Red", "supports", "Blue", "2010")
    book.tie("Blue", "supports", "Red", "2011", certainty=HEDGED)
    assert [(one.a, one.b) for one in spells(book.view())] == [("Red", "Blue"), ("Blue", "Red")]


def test_a_unit_counts_as_its_body_on_request_and_says_so(book: Book) -> None:
    member = book.tie("Unit", "part_of", "Red", "2008")
    book.tie("Unit", "fights", "Blue", "2010")
    assert [one.kind for one in spells(book.view(), "Red")] == ["part_of"]
    (found,) = spells(book.view(), "Red", level=Level.UNITS)
    assert (found.kind, {found.a, found.b}) == ("fights", {"Red", "Blue"})
    assert [(link.child, link.parent, link.claim) for link in found.via] == [("Unit", "Red", member)]


def test_rejecting_a_claim_and_undoing_it_restores_the_spells(book: Book) -> None:
    book.tie("Red", "truce_with", "State", "2006", "2007")
    claim = book.tie("Red", "truce_with", "State", "2009", "2010")
    before = spells(book.view())
    judged = reject(book.ledger, claim, Signature("me", NOW, "wrong"))
    assert len(spells(book.view())) == 1
    undo(book.ledger, judged.id, Signature("me", NOW, "right after all"))
    assert spells(book.view()) == before


@pytest.mark.shared
def test_the_seed_has_one_truce_since_summer_2009_with_each_side(seed: Book) -> None:
    truces = [one for one in spells(seed.view()) if one.kind == "truce_with"]
    assert {(one.start.earliest, one.start.known, one.end.earliest, one.end.known) for one in truces} == {
        (date(2009, 6, 1), Known.STATED, date(2013, 3, 8), Known.LAST_SEEN)
    }
    assert len(truces) == 2

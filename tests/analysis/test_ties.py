"""Ties, evidence and disputes over a small ledger, recorded claim by claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from foedus.analysis.bearings import Basis, Voice
from foedus.analysis.disputes import rival_counts
from foedus.analysis.evidence import evidence
from foedus.analysis.ties import EndKind, State, Tie, ties_at
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.actor import Actor
from foedus.model.claim import Certainty, Claim, EventClaim, Origin, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.model.reading import Reading
from foedus.model.source import Document, Page, Quote

NOW = datetime(2024, 1, 1, tzinfo=UTC)
RED, BLUE, GREEN = "Red Band", "Blue Host", "Green Guard"
Told = Callable[[Document], Claim]
Tell = Callable[..., None]


def span(edtf: str | None) -> DateSpan | None:
    return DateSpan.parse(edtf) if edtf else None


def relation(kind: str, start: str | None = None, end: str | None = None, a: str = RED, b: str = BLUE, **told: Any) -> Told:
    def made(of: Document) -> Claim:
        return RelationClaim(type=kind, quote=quote(of), origin=ORIGIN, a=a, b=b, start=span(start), end=span(end), **told)

    return made


def event(kind: str, when: str | None = None, **told: Any) -> Told:
    def made(of: Document) -> Claim:
        return EventClaim(type=kind, quote=quote(of), origin=ORIGIN, date=span(when), **told)

    return made


ORIGIN = Origin("cues", "1", "rule")


def quote(of: Document) -> Quote:
    return Quote(of.id, 0, len(of.text), of.text)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        yield opened


@pytest.fixture
def tell(ledger: Ledger) -> Tell:
    """Records a report, published on a day or undated, that makes these claims."""

    def told(published: str | None, *claims: Told, pages: tuple[Page, ...] = ()) -> None:
        text = f"A report of {published} on {len(list(ledger.view().documents()))} others."
        document = Document(text, title=text, published=span(published), pages=pages)
        actors = tuple(Actor(document.id, name, "group", lexicon=f"own:{name[0].lower()}") for name in (RED, BLUE, GREEN))
        record(ledger, Reading(document, "cues", "1", actors, tuple(claim(document) for claim in claims)), now=NOW)

    return told


def ties(ledger: Ledger, at: str | None = None, actor: str | None = None) -> list[Tie]:
    return ties_at(ledger.view(), span(at), actor)


def only(ledger: Ledger, at: str | None = None) -> Tie:
    (tie,) = ties(ledger, at)
    return tie


@pytest.mark.parametrize(
    ("kind", "sign"),
    [("allied_with", "+"), ("supports", "+"), ("truce_with", "0"), ("negotiates_with", "0"), ("opposes", "-"), ("fights", "-")],
)
def test_a_relation_makes_a_tie_of_the_sign_of_its_type(ledger: Ledger, tell: Tell, kind: str, sign: str) -> None:
    tell("2012-05", relation(kind))
    assert (only(ledger).sign, only(ledger).types, only(ledger).quotes_for) == (sign, (kind,), 1)


def test_presence_in_a_place_is_no_tie(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("present_in", b="Wana", place=Place("Wana")))
    assert ties(ledger) == []


def test_initiators_stand_together_and_against_the_target(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", event("attack", "2012-05-03", initiators=(RED, BLUE), targets=(GREEN,)))
    assert {(tie.a, tie.sign, tie.b) for tie in ties(ledger)} == {
        ("own:r", "+", "own:b"),
        ("own:r", "-", "own:g"),
        ("own:b", "-", "own:g"),
    }


def test_parties_of_an_agreement_stand_neutral(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", event("agreement", "2012-05-03", participants=(RED, BLUE)))
    assert only(ledger).sign == "0"


@pytest.mark.parametrize("kind", ["meeting", "statement", "designation", "prison_break"])
def test_an_event_without_sides_makes_no_tie(ledger: Ledger, tell: Tell, kind: str) -> None:
    tell("2012-05", event(kind, "2012-05-03", initiators=(RED,), targets=(BLUE,), participants=(RED, BLUE)))
    assert ties(ledger) == []


def test_a_denial_is_counted_and_makes_no_tie(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("supports", certainty=Certainty.DENIED))
    assert (only(ledger).state, only(ledger).quotes_for, only(ledger).quotes_against) == (State.UNFOUNDED, 0, 1)


@pytest.mark.parametrize(
    "imagined",
    [
        relation("fights", certainty=Certainty.HYPOTHETICAL),
        event("attack", status=Status.PLANNED, initiators=(RED,), targets=(BLUE,)),
    ],
)
def test_a_threat_or_plan_is_counted_and_makes_no_tie(ledger: Ledger, tell: Tell, imagined: Told) -> None:
    tell("2012-05", imagined)
    assert (only(ledger).state, only(ledger).hypothetical) == (State.UNFOUNDED, 1)


def test_quotes_for_and_against_are_counted_with_the_hedged_ones_among_them(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with"))
    tell("2012-06", relation("supports", certainty=Certainty.HEDGED), relation("supports", certainty=Certainty.DENIED))
    assert (only(ledger).quotes_for, only(ledger).hedged, only(ledger).quotes_against) == (2, 1, 1)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        ("2009-05", State.HELD),
        ("2010-01-01", State.HELD),
        ("2012-05", State.HELD),
        ("2012-05-02", State.HELD),
        ("2012-06", State.LAST_SEEN),
    ],
)
def test_a_tie_holds_from_its_told_start_to_the_report_and_is_then_only_last_seen(
    ledger: Ledger, tell: Tell, at: str, state: State
) -> None:
    tell("2012-05", relation("allied_with", "2009"))
    assert only(ledger, at).state is state


def test_before_its_first_evidence_a_tie_is_unknown(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with", "2009"), relation("fights", b=GREEN))
    assert ties(ledger, "2008") == []
    assert [tie.b for tie in ties(ledger, "2011")] == ["own:b"]


def test_a_told_end_is_stated_and_ends_the_tie(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with", "2009", "2011-03"))
    tie = only(ledger, "2010")
    assert (tie.state, tie.end.kind, str(tie.end.at)) == (State.HELD, EndKind.STATED, "2011-03")
    assert only(ledger, "2011-04").state is State.ENDED


def test_evidence_after_a_told_end_reopens_the_tie(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with", "2009", "2011-03"))
    tell("2013-05", relation("allied_with"))
    assert only(ledger).end.kind is EndKind.LAST_SEEN


def test_a_later_tie_of_another_sign_lets_the_end_be_inferred(ledger: Ledger, tell: Tell) -> None:
    tell("2009", relation("fights", "2008"))
    tell("2012-05", relation("truce_with", "2010-03"))
    fight = next(tie for tie in ties(ledger, "2011") if tie.sign == "-")
    assert (fight.state, fight.end.kind, str(fight.end.at)) == (State.ENDED, EndKind.INFERRED, "2010-03")


def test_a_single_blow_ends_no_alliance(ledger: Ledger, tell: Tell) -> None:
    tell("2009", relation("allied_with", "2008"))
    tell("2012-05", event("attack", "2011", initiators=(RED,), targets=(BLUE,)))
    assert {tie.sign: tie.end.kind for tie in ties(ledger)} == {"+": EndKind.LAST_SEEN, "-": EndKind.LAST_SEEN}


def test_what_nothing_dates_is_undated_and_never_placed_in_time(ledger: Ledger, tell: Tell) -> None:
    tell(None, relation("allied_with"))
    assert (only(ledger).state, only(ledger, "2010").state, only(ledger).first) == (State.UNDATED, State.UNDATED, None)


def test_first_and_last_say_whether_the_text_or_the_publication_dates_them(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with", "2009"))
    tie = only(ledger)
    assert tie.first is not None
    assert tie.last is not None
    assert [(str(one), one.basis) for one in (tie.first, tie.last)] == [("2009", Basis.TOLD), ("2012-05", Basis.PUBLISHED)]


def test_only_ties_of_the_actor_asked_for_are_given(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with"), relation("fights", a=BLUE, b=GREEN))
    assert [(tie.a, tie.b) for tie in ties(ledger, actor="own:g")] == [("own:b", "own:g")]


def test_actors_that_count_as_one_share_their_ties(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with", b=GREEN), relation("allied_with", a=BLUE, b=GREEN))
    found = ties_at(ledger.view(), None, "own:r", {"own:b": "own:r"})
    assert [(tie.a, tie.b, tie.quotes_for) for tie in found] == [("own:r", "own:g", 2)]


def test_a_day_and_a_span_of_that_day_ask_the_same(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with", "2009"))
    assert ties_at(ledger.view(), date(2010, 1, 1)) == ties_at(ledger.view(), DateSpan.parse("2010-01-01"))


def test_what_was_published_later_is_not_known_earlier(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with", "2009"))
    assert ties_at(ledger.view(known_by=date(2012, 5, 30)), DateSpan.parse("2010")) == []
    assert len(ties_at(ledger.view(known_by=date(2012, 5, 31)), DateSpan.parse("2010"))) == 1


def test_evidence_is_every_claim_about_both_in_order_of_time(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", event("meeting", "2012-01", participants=(RED, BLUE)), relation("allied_with", "2009"))
    tell(None, relation("supports", certainty=Certainty.DENIED), relation("fights", a=RED, b=GREEN))
    found = evidence(ledger.view(), "own:r", "own:b")
    assert [(one.entry.claim.type, str(one.when), one.voice, one.signs) for one in found] == [
        ("allied_with", "2009", Voice.FOR, ("+",)),
        ("meeting", "2012-01", Voice.FOR, ()),
        ("supports", "None", Voice.DENIED, ("+",)),
    ]


def test_evidence_names_the_page_of_a_document_that_has_pages(ledger: Ledger, tell: Tell) -> None:
    tell("2012-05", relation("allied_with"), pages=(Page(7, 0, 5), Page(8, 5, 30)))
    assert [one.page for one in evidence(ledger.view(), "own:b", "own:r")] == [7]


def test_one_incident_with_other_numbers_is_a_dispute(ledger: Ledger, tell: Tell) -> None:
    at = {"place": Place("Wana"), "targets": (RED,)}
    tell("2008", event("expulsion", "2007", killed=Count(50, 200), **at))
    tell(
        "2010",
        event("expulsion", "2007-03", killed=Count(150, 150, True), **at),
        event("expulsion", "2002", killed=Count(9, 9), **at),
    )
    (rivals,) = rival_counts(ledger.view().claims())
    assert (rivals.slot, [str(count) for _, count in rivals.told]) == ("killed", ["50 to 200", "about 150"])

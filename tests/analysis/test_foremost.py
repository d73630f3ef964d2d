"""The pairs of which most is told are chosen by count, and judged by all their evidence."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from foedus.analysis.foremost import foremost
from foedus.analysis.rollup import Level
from foedus.analysis.ties import ties_at
from foedus.ledger import migrations
from foedus.ledger.intake import record
from foedus.ledger.packing import NEVER
from foedus.ledger.review import Signature, accept, correct, reject
from foedus.ledger.session import Ledger
from foedus.ledger.tables import outline
from foedus.ledger.view import View
from foedus.model.claim import Certainty, Status
from foedus.model.numbers import Count
from foedus.model.reading import Reading
from tests.analysis.told import NOW, Book

DAY = date(2011, 5, 2)
BY_ANA = Signature("ana", NOW)
NAMES = ["Red", "Blue", "Green", "Chief"]
DATES = st.sampled_from([None, "2008", "2010-03", "2011-05-02", "2011-05-03", "2012~", "../2009", "2010/.."])
RELATION = st.tuples(
    st.sampled_from(["allied_with", "truce_with", "fights", "part_of", "leads"]), DATES, DATES, st.sampled_from(list(Certainty))
)
EVENT = st.tuples(st.sampled_from(["attack", "agreement", "statement", "air_strike"]), DATES, st.sampled_from(list(Status)))
WHO = st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True)
PUBLISHED = st.sampled_from([None, "2010", "2011-05-02", "2013-01"])
TOLD = st.lists(st.tuples(WHO, RELATION | EVENT, PUBLISHED), min_size=1, max_size=8)


def _book(told: list[tuple[Any, ...]], path: str) -> Book:
    book = Book(Ledger.open(Path(path) / "ledger.sqlite"), {"Chief": "person"})
    for (first, *others), what, published in told:
        if len(what) == 4:
            kind, start, end, certainty = what
            book.tie(first, kind, others[0], start, end, certainty=certainty, published=published)
        elif what[0] == "agreement":
            book.event("agreement", what[1], of=",".join((first, *others)), status=what[2], published=published)
        else:
            kind, when, status = what
            book.event(kind, when, by=",".join((first, *others[1:])), on=others[0], status=status, published=published)
    return book


def _same_either_way(view: View, at: date | None) -> None:
    whole, by_count = foremost(view, at), foremost(view, at, small=0)
    assert by_count.ties == whole.ties == ties_at(view, at)
    assert (by_count.pairs, by_count.shown) == (whole.pairs, whole.shown)
    for most in (1, 2):
        some = foremost(view, at, most, small=0)
        assert some.ties == foremost(view, at, most).ties
        assert some.ties == [tie for tie in whole.ties if tie.pair in {one.pair for one in some.ties}]
        assert some.shown == min(most, whole.pairs)


@settings(max_examples=20, deadline=None)
@given(TOLD)
def test_the_ties_shown_are_those_of_the_whole_ledger(told: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as path:
        view = _book(told, path).view()
        _same_either_way(view, DAY)
        _same_either_way(view, None)


def test_the_pair_with_most_claims_by_then_comes_first_and_later_ones_do_not_count(book: Book) -> None:
    for month in ("03", "04"):
        book.tie("Red", "fights", "Blue", f"2010-{month}")
    book.tie("Green", "allied_with", "Blue", "2010")
    for month in ("06", "07", "08"):
        book.tie("Red", "fights", "Green", f"2011-{month}")
    for small in (0, 100):
        found = foremost(book.view(), DAY, 1, small=small)
        assert [(set(tie.pair), tie.quotes_for) for tie in found.ties] == [({"Red", "Blue"}, 2)]
        assert (found.shown, found.pairs) == (1, 2)
        assert {"Red": "Red", "Blue": "Blue"}.items() <= found.names.items()


def test_the_dead_have_no_ties_afterwards_by_either_way(book: Book) -> None:
    book.kinds["Chief"] = "person"
    book.tie("Chief", "allied_with", "Red", published="2010-01-01")
    book.tie("Chief", "allied_with", "Red", published="2012-06-01")
    book.event("air_strike", "2010-05-05", by="State", on="Chief", killed=Count(1, 1, False))
    whole = foremost(book.view(), date(2013, 1, 1))
    assert whole.ties == foremost(book.view(), date(2013, 1, 1), small=0).ties
    assert any(tie.end.cause for tie in whole.ties)


def test_what_a_person_corrected_or_rejected_is_shown_as_judged(book: Book) -> None:
    wrong = book.tie("Red", "fights", "Blue", "2010")
    book.tie("Red", "allied_with", "Blue", "2009")
    gone = book.tie("Red", "fights", "Green", "2010")
    correct(book.ledger, wrong, {"type": "truce_with"}, BY_ANA)
    reject(book.ledger, gone, BY_ANA)
    assert foremost(book.view(), DAY, small=0).ties == ties_at(book.view(), DAY)
    assert {tie.sign for tie in ties_at(book.view(), DAY)} == {"+", "0"}


def test_a_claim_that_a_person_kept_counts_after_its_document_was_read_anew(book: Book) -> None:
    accept(book.ledger, book.tie("Red", "fights", "Blue", "2010", text="Red and Blue."), BY_ANA)
    book.tie("Red", "fights", "Green", "2010", text="Red and Green.")
    for told in list(book.view().documents()):
        record(book.ledger, Reading(book.view().document(told.id), "anew", "2"), now=NOW)
    found = foremost(book.view(), DAY, small=0)
    assert found.ties == ties_at(book.view(), DAY)
    assert ([set(tie.pair) for tie in found.ties], found.pairs) == ([{"Red", "Blue"}], 1)


def test_roll_up_counts_units_as_their_body(book: Book) -> None:
    book.tie("Unit", "part_of", "Red", "2009")
    book.tie("Unit", "fights", "Blue", "2010")
    found = foremost(book.view(), DAY, 1, Level.UNITS, small=0)
    assert [tie.pair for tie in found.ties] == [{"Red", "Blue"}]


def test_an_empty_ledger_has_no_foremost_ties(book: Book) -> None:
    found = foremost(book.view(), DAY, small=-1)
    assert (found.ties, found.shown, found.pairs) == ([], 0, 0)


@settings(max_examples=10, deadline=None)
@given(TOLD)
def test_an_older_ledger_is_given_the_outlines_that_recording_makes(told: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as path:
        book = _book(told, path)
        wanted = select(outline).order_by(outline.c.claim)
        with book.ledger.reading() as connection:
            made = connection.execute(wanted).all()
        with book.ledger.writing() as connection:
            connection.exec_driver_sql("DROP TABLE outline")
            connection.execute(migrations.NOTES.delete().where(migrations.NOTES.c.number == 3))
        with Ledger.open(Path(path) / "ledger.sqlite") as ledger, ledger.reading() as connection:
            assert connection.execute(wanted).all() == made


@pytest.mark.parametrize("count", [0, 1])
def test_an_open_start_never_counts_as_begun(book: Book, count: int) -> None:
    book.tie("Red", "fights", "Blue", "../2009" if count == 0 else "2008")
    assert foremost(book.view(), date.max, small=0).pairs == count
    assert date.max.toordinal() < NEVER

"""The date grammar: the tables are the specification.

Each text is read as published on Friday, 8 March 2013, unless its test says otherwise.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.dates import DateSpan
from foedus.reading.steps.dates import find, find_timex
from tests.spent import spent

PUBLISHED = DateSpan.parse("2013-03-08")

FULL = [
    ("killed on January 2, 2013.", "January 2, 2013", "2013-01-02"),
    ("killed on 2 January 2013.", "2 January 2013", "2013-01-02"),
    ("killed on the 2nd of January, 2013.", "the 2nd of January, 2013", "2013-01-02"),
    ("killed on Wednesday, January 2, 2013.", "Wednesday, January 2, 2013", "2013-01-02"),
    ("killed on Jan. 2, 2013.", "Jan. 2, 2013", "2013-01-02"),
    ("killed on 2013-01-02.", "2013-01-02", "2013-01-02"),
    ("killed on 25/12/2012.", "25/12/2012", "2012-12-25"),
    ("killed on 12/25/2012.", "12/25/2012", "2012-12-25"),
    ("killed on Christmas Day 2012.", "Christmas Day 2012", "2012-12-25"),
]
PARTIAL = [
    ("in January 2013", "January 2013", "2013-01"),
    ("in September of last year", "September of last year", "2012-09"),
    ("in May this year", "May this year", "2013-05"),
    ("in 1999", "1999", "1999"),
    ("In 1997 rebels took the town", "1997", "1997"),
    ("the year 2000", "the year 2000", "2000"),
    ("around 2009", "2009", "2009~"),
    ("in about March 2012", "March 2012", "2012-03~"),
    ("in the 1990s", "the 1990s", "1990/1999"),
    ("in the '80s", "the '80s", "1980/1989"),
    ("in the eighties", "the eighties", "1980/1989"),
    ("in the 19th century", "the 19th century", "18XX"),
    ("in the summer of 2009", "the summer of 2009", "2009-22"),
    ("in spring 2011", "spring 2011", "2011-21"),
    ("in the winter of 2009", "the winter of 2009", "2009-24"),
    ("in the third quarter of 2009", "the third quarter of 2009", "2009-07/2009-09"),
    ("in the first half of 2009", "the first half of 2009", "2009-01/2009-06"),
]
# The early or late part of a year or a month is told no more exactly than the year or the month; a middle has its own month.
PARTS = [
    ("in early 2009", "early 2009", "2009"),
    ("in late 2009", "late 2009", "2009"),
    ("at the end of 2009", "the end of 2009", "2009"),
    ("early in 1998", "early in 1998", "1998"),
    ("in mid-2012", "mid-2012", "2012-06~"),
    ("in the middle of 2012", "the middle of 2012", "2012-06~"),
    ("in late May 2012", "late May 2012", "2012-05"),
    ("by mid-October 2006", "mid-October 2006", "2006-10"),
    ("in the early 1990s", "the early 1990s", "1990/1993~"),
    ("in the mid-1970s", "the mid-1970s", "1974~/1976~"),
    ("in the late 1960s", "the late 1960s", "1967~/1969"),
]
YEARLESS = [
    ("killed on January 2.", "January 2", "2013-01-02"),
    ("killed on December 16.", "December 16", "2012-12-16"),
    ("killed on March 8.", "March 8", "2013-03-08"),
    ("killed on March 9.", "March 9", "2012-03-09"),
    ("killed on 4 Feb.", "4 Feb.", "2013-02-04"),
    ("killed on February 29.", "February 29", "2012-02-29"),
    ("killed in May.", "May", "2012-05"),
    ("Talks will resume on April 5.", "April 5", "2013-04-05"),
    ("A round is due in May.", "May", "2013-05"),
    ("They told him to be out by June 1.", "June 1", "2013-06-01"),
    ("It may have been planted on April 5.", "April 5", "2012-04-05"),
    ("He was freed on Christmas Eve.", "Christmas Eve", "2012-12-24"),
]
RANGES = [
    ("between 3 and 7 May 2012", "3 and 7 May 2012", "2012-05-03/2012-05-07"),
    ("on 27 and 28 October", "27 and 28 October", "2012-10-27/2012-10-28"),
    ("on 11-13 February this year", "11-13 February this year", "2013-02-11/2013-02-13"),
    ("on May 3-7, 2012", "May 3-7, 2012", "2012-05-03/2012-05-07"),
    ("from 2007 to 2009", "2007 to 2009", "2007/2009"),
    ("the war of 1996-2001", "1996-2001", "1996/2001"),
    ("in office (1956–60)", "1956–60", "1956/1960"),
    ("from May to July 2012", "May to July 2012", "2012-05/2012-07"),
    ("between January 2012 and March", "January 2012 and March", "2012-01/2012-03"),
    ("from November 2011 until March", "November 2011 until March", "2011-11/2012-03"),
    ("from 5 May until 3 June", "5 May until 3 June", "2012-05-05/2012-06-03"),
    ("from June 30 to July 4, 2012", "June 30 to July 4, 2012", "2012-06-30/2012-07-04"),
    ("from Monday to Wednesday", "Monday to Wednesday", "2013-03-04/2013-03-06"),
]
BY_PUBLICATION = [
    ("It happened today.", "today", "2013-03-08"),
    ("It happened yesterday.", "yesterday", "2013-03-07"),
    ("It happened last night.", "last night", "2013-03-07"),
    ("It happens tomorrow.", "tomorrow", "2013-03-09"),
    ("It happened on Tuesday.", "Tuesday", "2013-03-05"),
    ("It happened on Friday.", "Friday", "2013-03-08"),
    ("It happened late on Tuesday night.", "Tuesday night", "2013-03-05"),
    ("It happened last Friday.", "last Friday", "2013-03-01"),
    ("It happened last Thursday.", "last Thursday", "2013-02-28"),
    ("It happened last Wednesday.", "last Wednesday", "2013-03-06"),
    ("They meet next Tuesday.", "next Tuesday", "2013-03-12"),
    ("They will meet on Monday.", "Monday", "2013-03-11"),
    ("He said on Monday that they will meet.", "Monday", "2013-03-04"),
    ("Wednesday's raid may end the truce.", "Wednesday", "2013-03-06"),
    ("It happened last week.", "last week", "2013-02-25/2013-03-03"),
    ("It happened this week.", "this week", "2013-03-04/2013-03-10"),
    ("It happened last weekend.", "last weekend", "2013-03-02/2013-03-03"),
    ("It happened last month.", "last month", "2013-02"),
    ("It happened earlier this month.", "earlier this month", "2013-03"),
    ("It happened last year.", "last year", "2012"),
    ("It happened late last year.", "late last year", "2012"),
    ("It happens next year.", "next year", "2014"),
    ("It happened last August.", "last August", "2012-08"),
    ("It happened last summer.", "last summer", "2012-22"),
    ("It will happen this summer.", "this summer", "2013-22"),
    ("It happened two years ago.", "two years ago", "2011"),
    ("It happened a month ago.", "a month ago", "2013-02~"),
    ("It happened three weeks ago.", "three weeks ago", "2013-02-15~"),
    ("It happened a fortnight ago.", "a fortnight ago", "2013-02-22~"),
    ("It happened ten days ago.", "ten days ago", "2013-02-26"),
    ("It happened twenty-one days ago.", "twenty-one days ago", "2013-02-15"),
]
# The second expression is resolved against the first.
BY_TOLD = [
    ("on May 3, 2010. Two days later he fled", "Two days later", "2010-05-05", "told 2010-05-03"),
    ("on May 3, 2010. The next day he fled", "The next day", "2010-05-04", "told 2010-05-03"),
    ("on May 3, 2010. A week earlier he fled", "A week earlier", "2010-04-26~", "told 2010-05-03"),
    ("on May 3, 2010. The following Thursday he fled", "The following Thursday", "2010-05-06", "told 2010-05-03"),
    ("on May 3, 2010. Later that day he fled", "Later that day", "2010-05-03", "told 2010-05-03"),
    ("on May 3, 2010. Two days after that he fled", "Two days after", "2010-05-05", "told 2010-05-03"),
    ("in May 2010. Two months later he fled", "Two months later", "2010-07~", "told 2010-05"),
    ("in May 2010. The following month he fled", "The following month", "2010-06", "told 2010-05"),
    ("in May 2010. The next day he fled", "The next day", "2010-05~", "told 2010-05"),
    ("in May 2010. That June he fled", "That June", "2010-06", "told 2010-05"),
    ("in May 2010. The following February he fled", "The following February", "2011-02", "told 2010-05"),
    ("in May 2010. The previous winter he fled", "The previous winter", "2009-24", "told 2010-05"),
    ("in 1999. Two years later he fled", "Two years later", "2001~", "told 1999"),
    ("in 1999. In February of that year he fled", "February of that year", "1999-02", "told 1999"),
    ("in 1999. The same year he fled", "The same year", "1999", "told 1999"),
    ("caught in March 2003, he was freed in May", "May", "2003-05", "told 2003-03"),
]
ROLES = [
    ("since 2009", "2009", "since"),
    ("ever since the summer of 2009", "the summer of 2009", "since"),
    ("from 1998 onwards", "1998", "since"),
    ("until May 2012", "May 2012", "until"),
    ("from 2007 to 2009", "2007 to 2009", None),
    ("in 2009", "2009", None),
]
NO_DATES = [
    "They may have split, and the rebels may march on Kabul in the second attack.",
    "May God help us; an august body sat in the sun.",
    "The fall of Kabul, the fall in prices and a new spring offensive may fall through.",
    "Resolution 1373, Operation 1027, Law 1448, a force of 1500 fighters and 2000 villagers, $2000, 1995 km.",
    "The March 23 Movement and the 14 March Alliance joined the 17 November Organization.",
    "Black September and the Sunday Times; Good Friday.",
    "He is in his 50s; the 13-year-old, aged 31, waited two days, three hours and a month or so every day.",
    "It has recently grown, and is now at 9 a.m. what it was in recent months.",
    "the first of 31 men, from 5 to 7 fighters, M23, AK-47, room 1990",
    "On February 30 and 2013-02-30 nothing can happen, nor on 31/31/2013.",
]
UNRESOLVED = [
    ("It happened last Friday.", None, "last Friday", "needs the publication date, which is not known"),
    ("It happened two years ago.", None, "two years ago", "needs the publication date, which is not known"),
    (
        "It happened on January 2.", None, "January 2",
        "has no year, and neither a publication date nor an earlier date gives one",
    ),
    ("The following day he fled.", "2013-03-08", "The following day", "counts from a date the text has not told"),
    ("It happened on Tuesday.", "2013", "Tuesday", "the date it counts from is not known to the day"),
    ("on 02/01/2013", "2013-03-08", "02/01/2013", "may be day/month or month/day"),
    (
        "Four months after the loss of their base they fled.", "2013-03-08", "Four months after",
        "counts from an event whose date the sentence does not tell",
    ),
]


def edtf(text: str, published: DateSpan | None = PUBLISHED) -> dict[str, str | None]:
    return {text[date.start : date.end]: date.span.edtf if date.span else None for date in find(text, published)}


@pytest.mark.parametrize(("text", "words", "value"), [*FULL, *PARTIAL, *PARTS, *YEARLESS, *RANGES, *BY_PUBLICATION])
def test_an_expression_has_this_value(text: str, words: str, value: str) -> None:
    assert edtf(text) == {words: value}


@pytest.mark.parametrize(("text", "words", "value"), [*YEARLESS, *BY_PUBLICATION])
def test_what_publication_settles_says_so(text: str, words: str, value: str) -> None:
    (date,) = find(text, PUBLISHED)
    assert date.span is not None
    assert (date.span.words, date.span.edtf, date.span.anchor) == (words, value, "published 2013-03-08")


@pytest.mark.parametrize(("text", "words", "value"), [*FULL, *PARTIAL[3:], *PARTS[:-1]])
def test_what_the_text_tells_in_full_needs_no_anchor_and_no_publication_date(text: str, words: str, value: str) -> None:
    (date,) = find(text, None)
    assert date.span is not None
    assert (date.span.words, date.span.edtf, date.span.anchor) == (words, value, None)


@pytest.mark.parametrize(("text", "words", "value", "anchor"), BY_TOLD)
def test_a_relative_date_counts_from_the_date_told_last(text: str, words: str, value: str, anchor: str) -> None:
    date = find(text, PUBLISHED)[-1]
    assert date.span is not None
    assert (date.span.words, date.span.edtf, date.span.anchor) == (words, value, anchor)


def test_a_distance_from_an_event_counts_from_the_date_the_sentence_gives_it() -> None:
    text = "Six weeks before the ambush in which he died on January 2, his brother had fled."
    before, strike = find(text, PUBLISHED)
    assert before.span is not None
    assert (before.span.words, before.span.edtf, before.span.anchor) == ("Six weeks before", "2012-11-21~", "told 2013-01-02")
    assert strike.span is not None
    assert strike.span.edtf == "2013-01-02"


def test_a_date_in_brackets_is_no_date_told() -> None:
    text = "He fled on May 3, 2010 (Dawn, June 9, 2010). The next day he was caught."
    assert edtf(text)["The next day"] == "2010-05-04"


def test_without_a_publication_date_a_day_goes_on_from_the_date_told_last() -> None:
    text = "It began on 6 October 2014. On 22 September they had met. On 3 January it ended."
    assert list(edtf(text, None).values()) == ["2014-10-06", "2014-09-22", "2015-01-03"]


def test_dates_in_a_list_share_the_year_of_the_last() -> None:
    assert edtf("in late October and early November 2009") == {"late October": "2009-10", "early November 2009": "2009-11"}


@pytest.mark.parametrize(("text", "words", "role"), ROLES)
def test_since_and_until_are_roles_of_the_date(text: str, words: str, role: str | None) -> None:
    (date,) = find(text, PUBLISHED)
    assert (text[date.start : date.end], date.role) == (words, role)


@pytest.mark.parametrize("text", NO_DATES)
def test_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert edtf(text) == {}


@pytest.mark.parametrize(("text", "published", "words", "reason"), UNRESOLVED)
def test_a_date_that_cannot_be_settled_says_why(text: str, published: str | None, words: str, reason: str) -> None:
    (date,) = find(text, DateSpan.parse(published) if published else None)
    assert (text[date.start : date.end], date.span, date.reason) == (words, None, reason)


FRONTED = [
    ("In April the talks will begin", "2013-04"),
    ("In April, the talks will begin in Doha", "2013-04"),
    ("Envoys said that in April the talks will begin", "2013-04"),
    ("In April the divided council of the U.S.-backed forces is expected to meet", "2013-04"),
    ("In April armed groups of the newly elected council won't meet", "2013-04"),
    ("In April the general, weakened by defeat, will resign", "2013-04"),
    ("In mid-April the troops are to withdraw", "2013-04"),
    ("On 5 April, the talks are due to open", "2013-04-05"),
    ("On Monday the court will hear the case", "2013-03-11"),
    ("In April 2011 the council said it will meet", "2011-04"),
    ("In April the army captured the town and will hold it", "2012-04"),
    ("In April the army took the town, and it will stay there", "2012-04"),
    ("In April the council said it will meet", "2012-04"),
    ("In April militants hit a base, which will close", "2012-04"),
    ("In April the will to fight was gone", "2012-04"),
    ("In April the rebels came. They will stay", "2012-04"),
    ("BAMA, March 7 (AP) – The government will decide", "2013-03-07"),
]


@pytest.mark.parametrize(("text", "value"), FRONTED)
def test_a_date_at_the_front_of_a_clause_lies_ahead_where_its_verb_is_of_the_future(text: str, value: str) -> None:
    (date,) = find(text, PUBLISHED)
    assert date.span is not None
    assert date.span.edtf == value


TIMEX = [
    ("for two days", "two days", "DURATION", "P2D"),
    ("a three-month truce", "a three-month", "DURATION", "P3M"),
    ("over the past twenty years", "the past twenty years", "DURATION", "P20Y"),
    ("for several years", "several years", "DURATION", "PXY"),
    ("two decades", "two decades", "DURATION", "P20Y"),
    ("every day", "every day", "SET", "P1D"),
    ("each Thursday", "each Thursday", "SET", "XXXX-WXX-4"),
    ("at 7:15 p.m.", "7:15 p.m.", "TIME", "2013-03-08T19:15"),
    ("at 9 a.m. Tuesday", "9 a.m. Tuesday", "TIME", "2013-03-05T09:00"),
    ("Tuesday evening", "Tuesday evening", "TIME", "2013-03-05TEV"),
    ("now", "now", "DATE", "PRESENT_REF"),
    ("recently", "recently", "DATE", "PAST_REF"),
    ("in the future", "the future", "DATE", "FUTURE_REF"),
    ("last week", "last week", "DATE", "2013-W09"),
    ("in the second quarter of 1998", "the second quarter of 1998", "DATE", "1998-Q2"),
    ("in the summer of 1998", "the summer of 1998", "DATE", "1998-SU"),
    ("in the 1990s", "the 1990s", "DATE", "199"),
    ("six weeks ago", "six weeks ago", "DATE", "2013-W04"),
    ("on March 17", "March 17", "DATE", "2013-03-17"),  # the nearest, where a claim takes the latest one past
]


@pytest.mark.parametrize(("text", "words", "kind", "value"), TIMEX)
def test_the_same_grammar_gives_timex3_values(text: str, words: str, kind: str, value: str) -> None:
    (found,) = find_timex(text, PUBLISHED)
    assert (text[found.start : found.end], found.kind, found.value) == (words, kind, value)


_VOCABULARY = (
    "January 2 , 2013 the last Friday two weeks before of that year in since until from to 1999 May - 31 early mid summer ago "
    "later next day . ( ) 1990s 20th century \n\n 9 a.m. every a quarter Christmas and between 0001 9999 12/12/2012 2013-01-02"
)
_WORDS = st.sampled_from(_VOCABULARY.split(" "))
_PUBLISHED = st.sampled_from([
    None, "2013-03-08", "0001-01-01", "9999-12-31", "2012-02-29", "2013", "2013-03", "2009-22", "1990/1999", "../2012",
])


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=40).map(" ".join)), _PUBLISHED)
def test_any_text_gives_ordered_spans_whose_words_stand_in_it(text: str, published: str | None) -> None:
    issued = DateSpan.parse(published) if published else None
    end = 0
    for date in find(text, issued):
        assert end <= date.start < date.end <= len(text)
        assert (date.span is None) == (date.reason is not None)
        if date.span is not None:
            assert date.span.words == text[date.start : date.end]
            assert DateSpan.parse(date.span.edtf, date.span.words, date.span.anchor) == date.span
        end = date.end
    end = 0
    for found in find_timex(text, issued):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@pytest.mark.parametrize("unit", ["1", "111,", "(", ")", "\n", "\n ", " ", "the ", "two weeks before ", "2000-", "’", "a"])
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return spent(lambda: find(text, PUBLISHED))

    small, large = max(seconds(20_000), 0.05), seconds(200_000)
    assert large < 60 * small  # ten times the text; a quadratic step would take a hundred times

"""Made-up documents and readings for property tests: odd names, scripts of all directions, open dates, no sense at all."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from foedus.errors import BadInput
from foedus.model.actor import Actor
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Claim, EventClaim, Origin, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision
from foedus.model.reading import Gap, GapKind, Reading
from foedus.model.source import Citation, Document, Page, Quote
from foedus.model.vocabulary import vocabulary

LARGEST_COUNT = 2**63 - 1
MOST_ACTORS, MOST_CLAIMS = 5, 5

# What text a ledger can hold: everything but U+0000 and halves of surrogate pairs.
_CHARACTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
_TELLING = st.sampled_from([
    "Tehrik-e Taliban Pakistan", "حركة طالبان باكستان", "O‘zbekiston Islomiy Harakati", "T.T.P.", "Ö.Ç.", "«Ахрар»",
    "👩‍🚀 brigade", "line\nbreak",
    "'; DROP TABLE claim; --", "100%", "a\u0301", "the The", " ", "\u202eright to left\u202c", "{seq}", ":name",
])


def words(least: int = 1) -> st.SearchStrategy[str]:
    """Some text, now and then a telling one."""
    return st.one_of(_TELLING, st.text(_CHARACTERS, min_size=least, max_size=30))


def dates() -> st.SearchStrategy[DateSpan]:
    """Dates of every precision, intervals with open and unknown sides, with the words they came from."""
    days = st.dates(min_value=date(1, 1, 1)).map(date.isoformat)
    years = st.integers(1, 9998).map("{:04d}".format)
    months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
    seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
    decades = st.integers(1, 998).map("{:03d}X".format)
    centuries = st.integers(1, 98).map("{:02d}XX".format)
    bare = st.one_of(days, months, seasons, years, decades, centuries)
    one = st.builds("{}{}".format, bare, st.sampled_from(["", "~", "?", "%"]))
    side = st.one_of(one, st.sampled_from(["", ".."]))
    interval = st.builds("{}/{}".format, side, side)
    edtf = st.one_of(one, interval.filter(_is_date))
    return st.builds(DateSpan.parse, edtf, st.none() | words(), st.none() | words())


def _is_date(edtf: str) -> bool:
    try:
        DateSpan.parse(edtf)
    except BadInput:
        return False
    return True


def counts() -> st.SearchStrategy[Count]:
    """Exact numbers, ranges, and numbers open on one side."""
    numbers = st.integers(0, LARGEST_COUNT)
    bounds = st.one_of(
        st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair))),
        st.tuples(numbers, st.none()), st.tuples(st.none(), numbers),
    )
    return st.builds(lambda pair, approx: Count(pair[0], pair[1], approx), bounds, st.booleans())


def places() -> st.SearchStrategy[Place]:
    """Places settled and not, with and without other candidates."""
    location = st.builds(
        Location, words(), words(), st.floats(-90, 90), st.floats(-180, 180), st.none() | st.sampled_from(["PK", "UZ"]),
        st.sampled_from(PlacePrecision),
    )
    return st.builds(Place, words(0), st.none() | location, st.lists(location, max_size=2).map(tuple))


def documents() -> st.SearchStrategy[Document]:
    """Documents with any metadata and pages."""
    pages = st.lists(st.builds(Page, st.integers(1, 9), st.integers(0, 5), st.integers(6, 99)), max_size=2).map(tuple)
    return st.builds(
        Document, text=st.text(_CHARACTERS, min_size=1, max_size=200) | _TELLING, title=st.none() | words(0),
        publisher=st.none() | words(), author=st.none() | words(), published=st.none() | dates(), url=st.none() | words(),
        origin=st.none() | words(), media_type=st.sampled_from(["text/plain", "text/html"]), pages=pages,
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A document read somehow."""
    document = draw(documents())
    kinds = st.sampled_from(sorted(vocabulary().kinds))
    mentions = st.lists(st.just((0, 1)), max_size=2).map(tuple)
    aliases = st.lists(words(), max_size=2).map(tuple)
    actors = draw(st.lists(
        st.builds(Actor, st.just(document.id), words(), kinds, aliases, mentions, st.none() | st.sampled_from(["ttp", "imu"])),
        max_size=MOST_ACTORS, unique_by=lambda actor: actor.id,
    ))
    names = st.one_of(st.sampled_from([actor.name for actor in actors]), words()) if actors else words()
    claims = draw(st.lists(_claims(document, names), max_size=MOST_CLAIMS, unique_by=lambda claim: claim.id))
    gaps = draw(st.lists(
        st.builds(Gap, st.just(document.id), st.sampled_from(GapKind), words(), *[st.none() | st.just(1)] * 2),
        max_size=2, unique_by=lambda gap: gap.id,
    ))
    return Reading(document, draw(words()), draw(words()), tuple(actors), tuple(claims), tuple(gaps))


def _claims(document: Document, names: st.SearchStrategy[str]) -> st.SearchStrategy[Claim]:
    shared = {
        "quote": _quotes(document),
        "origin": st.builds(Origin, words(), words(), st.none() | words(), st.none() | st.floats(0, 1)),
        "certainty": st.sampled_from(Certainty),
        "attribution": st.none() | words(),
        "citations": st.lists(st.builds(Citation, words(), st.none() | words(), st.none() | dates()), max_size=2).map(tuple),
        "place": st.none() | places(),
    }
    cast = st.lists(names, max_size=3).map(tuple)
    events = st.builds(
        EventClaim, type=st.sampled_from(sorted(vocabulary().events)), date=st.none() | dates(),
        country=st.none() | st.sampled_from(["PK", "AF"]), status=st.sampled_from(Status),
        **dict.fromkeys(PEOPLE_SLOTS, cast), **{slot: st.none() | counts() for slot in COUNT_SLOTS}, **shared,
    )
    relations = st.builds(
        RelationClaim, type=st.sampled_from(sorted(vocabulary().relations)), a=names, b=names, start=st.none() | dates(),
        end=st.none() | dates(), role=st.none() | words(), **shared,
    )
    return events | relations


def _quotes(document: Document) -> st.SearchStrategy[Quote]:
    length = len(document.text)
    return st.integers(0, length - 1).flatmap(
        lambda start: st.integers(start + 1, length).map(lambda end: Quote(document.id, start, end, document.text[start:end]))
    )

"""What is counted of the claims that a reader and the gold both have."""

from __future__ import annotations

from gold import Claim, found_by_certainty, macro_certainty, tie_dates


def _tie(certainty: str = "stated", start: str | None = None, end: str | None = None) -> Claim:
    return {"a": "A", "certainty": certainty, "start": start, "end": end}


def test_always_answering_stated_earns_nothing() -> None:
    pairs = [(_tie("stated"), _tie("stated"))] * 9 + [(_tie("denied"), _tie("stated"))]
    assert macro_certainty(pairs) == {"hedged": 0.0, "denied": 0.0, "hypothetical": 0.0, "macro": 0.0}


def test_each_label_is_scored_by_right_gold_and_predicted() -> None:
    pairs = [(_tie("hedged"), _tie("hedged")), (_tie("hedged"), _tie("stated")), (_tie("denied"), _tie("denied"))]
    assert macro_certainty(pairs) == {"hedged": 0.667, "denied": 1.0, "hypothetical": 0.0, "macro": 0.556}


def test_a_start_that_the_gold_does_not_tell_counts_against_the_reader() -> None:
    pairs = [
        (_tie(start="2009-06"), _tie(start="2009")),
        (_tie(start="2001"), _tie(start="2003")),
        (_tie(), _tie(start="1999")),
        (_tie(end="2010"), _tie()),
        ({"certainty": "stated", "date": "2009"}, {"certainty": "stated", "date": "2009"}),
    ]
    assert tie_dates(pairs) == {
        "start": {"right": 1, "told": 2, "given": 3, "f1": 0.4},
        "end": {"right": 0, "told": 1, "given": 0, "f1": 0.0},
    }


def test_ties_of_each_certainty_are_counted_as_told_as_found_and_as_told_so() -> None:
    told = [_tie("denied"), _tie("denied"), _tie("denied"), _tie("stated")]
    event = {"certainty": "denied", "date": None}
    pairs = [(told[0], _tie("denied")), (told[1], _tie("stated")), (event, event)]
    assert found_by_certainty(told, pairs) == {
        "denied": {"told": 3, "found": 2, "same": 1},
        "stated": {"told": 1, "found": 0, "same": 0},
    }

"""Why we think so: every quote about a pair, in order of time, with who says it and how surely."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from foedus.analysis.bearings import NO_ONE, Moment, Voice, bearings, claims_about, counted_as, moment, voice
from foedus.ledger.entries import Entry
from foedus.ledger.view import View
from foedus.model.source import Page


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim in which both take part. `signs` are those of the ties it speaks of between them, none for a type without
    one; `page` the page of the document on which its quote begins, None for a document without pages."""

    entry: Entry
    when: Moment | None
    voice: Voice
    signs: tuple[str, ...]
    page: int | None


def evidence(view: View, a: str, b: str, as_one: Mapping[str, str] = NO_ONE) -> list[Evidence]:
    """All claims about two actors, by their canonical ids, in order of time, the undated last."""
    page = _page_finder(view)
    found = []
    for entry in _about_both(view, a, b, as_one):
        signs = {bearing.sign for bearing in bearings(entry, as_one) if bearing.pair == {a, b}}
        quote = entry.claim.quote
        found.append(Evidence(entry, moment(entry), voice(entry), tuple(sorted(signs)), page(entry.document.id, quote.start)))
    return sorted(found, key=_in_order)


def _about_both(view: View, a: str, b: str, as_one: Mapping[str, str]) -> Iterator[Entry]:
    others = set(counted_as(b, as_one))
    return (entry for entry in claims_about(view, counted_as(a, as_one)) if others & _taking_part(entry))


def _taking_part(entry: Entry) -> set[str]:
    return {entry.who[name] for name in entry.claim.actors if name in entry.who}


def _in_order(one: Evidence) -> tuple[date, str, int, str]:
    claim = one.entry.claim
    start = one.when.span.earliest or date.min if one.when else date.max
    return start, one.entry.document.id, claim.quote.start, claim.id


def _page_finder(view: View) -> Callable[[str, int], int | None]:
    """Finds the page of an offset, reading each document once."""

    @cache
    def pages(document: str) -> tuple[Page, ...]:
        return view.document(document).pages

    def page(document: str, offset: int) -> int | None:
        return next((one.number for one in pages(document) if one.start <= offset < one.end), None)

    return page

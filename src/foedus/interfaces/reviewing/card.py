"""One claim as a reviewer sees it: what it says, on which words, what hangs on it, and what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from foedus.analysis.consequence import DISPUTED, PairTurn, Sign, Toll, Turn, pair_turn, toll, triad_turns
from foedus.analysis.ends import LETHAL, ended
from foedus.analysis.telling import told_name
from foedus.errors import NotFound
from foedus.exchange.exporters.claims import claim_json
from foedus.interfaces.records.claims import claim_record, quote_record
from foedus.interfaces.records.ledger import judgement_record
from foedus.interfaces.reviewing.context import around
from foedus.interfaces.reviewing.others import Other, others
from foedus.interfaces.reviewing.picture import Picture
from foedus.interfaces.wording.claims import sentence
from foedus.interfaces.wording.dates import in_words
from foedus.interfaces.wording.ties import ending
from foedus.ledger.entries import ClaimFilter, ClaimHistory, Entry
from foedus.ledger.session import Ledger
from foedus.ledger.view import View
from foedus.model.claim import EventClaim
from foedus.model.dates import DateSpan
from foedus.model.judgement import Judgement, Verdict

TOLLED = 400  # lethal events of one country and year up to which the dead are summed
TRIADS = 6  # shown of those that change
STANDS: Mapping[Sign, str] = {"+": "with", "-": "against", "0": "at truce or in talks", DISPUTED: "in dispute", None: "unknown"}
_TURNED = {
    Turn.GONE: "nothing else speaks for it",
    Turn.ENDS_OTHERWISE: "its end would be {after} instead of {before}",
    Turn.SEEN_LESS: "the evidence would span {first} to {last}",
    Turn.SETTLED: "it would no longer be in dispute",
}


def card(
    ledger: Ledger, view: View, held: Picture, claim: str, blind: str | None = None, more: int = 0
) -> dict[str, Any]:
    """The card of a claim, named by its id or by that of a correction. Raises NotFound.

    `blind` names a person who is to judge without knowing what others judged: the claim is shown as its reader gave it.
    `more` asks for so many more characters of the text around the quote.
    """
    history = view.history(claim)
    standing = [one for one in history.judgements if one.undone_at is None]
    shown = [one for one in standing if blind is None or one.by == blind]
    entry, there = _entry(ledger, view, history, standing if blind is None else [])
    passage = around(ledger, history.document.id, entry.claim.quote.start, entry.claim.quote.end, more)
    names = _names(view, held, entry)
    speaking = others(view, held, entry)
    document = view.document(history.document.id) if _is_paged(history.document.media_type) else None
    return {
        "id": history.claim.id,
        "claim": claim_record(replace(entry, judgement=shown[-1] if shown else None)),
        "original": claim_json(history.claim) if entry.claim.id != history.claim.id else None,
        "sentence": sentence(entry, names, in_words),
        "dates": {name: in_words(when) for name in ("date", "start", "end") if (when := getattr(entry.claim, name, None))},
        "expected": standing[-1].id if standing else None,
        "judgements": [judgement_record(one) for one in (history.judgements if blind is None else shown)],
        "superseded": history.superseded_at is not None,
        "context": {"start": passage.start, "text": passage.text, "length": passage.length},
        "page": document.page_of(entry.claim.quote.start) if document else None,
        "consequence": _consequence(view, held, entry, names) if there else None,
        "agree": [_other(one, names) for one in speaking.agree],
        "disagree": [_other(one, names) for one in speaking.disagree],
        "others_left_out": speaking.left_out,
    }


def _entry(ledger: Ledger, view: View, history: ClaimHistory, standing: list[Judgement]) -> tuple[Entry, bool]:
    """The claim as it stands, and whether it counts; a rejected one, or one to be judged blind, as it was before."""
    ids = (history.claim.id, *(one.id for one in history.corrections.values()))
    found = list(view.claims(ClaimFilter(claims=ids)))
    if found and (standing or not any(one.undone_at is None for one in history.judgements)):
        return found[0], True
    first = next((one for one in history.judgements if one.undone_at is None), None)
    last = next((one for one in reversed(standing) if one.verdict is Verdict.REJECTED), first)
    if last is not None:
        before = ledger.view(last.at - timedelta(microseconds=1))
        earlier = list(before.claims(ClaimFilter(claims=ids)))
        if earlier:
            return earlier[0], bool(found) and found[0].claim.id == earlier[0].claim.id
    claim = found[0].claim if found and standing else history.claim
    who = found[0].who if found else {}
    return Entry(claim, history.document, who, None, history.recorded_at), False


def _names(view: View, held: Picture, entry: Entry) -> dict[str, str]:
    names = dict(held.names)
    missing = sorted({actor for actor in entry.who.values() if actor not in names})
    for actor in missing:
        try:
            names[actor] = view.actor(actor).name
        except NotFound:  # an actor of a reading that no longer counts
            continue
    return names


def _is_paged(media_type: str) -> bool:
    return media_type == "application/pdf"


def _other(one: Other, names: Mapping[str, str]) -> dict[str, Any]:
    return {"why": one.why, "sentence": sentence(one.entry, names, in_words), **quote_record(one.entry)}


def _consequence(view: View, held: Picture, entry: Entry, names: Mapping[str, str]) -> dict[str, Any]:
    """What would be otherwise if the claim were rejected."""
    claim = entry.claim.id
    changed = [pair_turn(held.told[pair], claim, held.ends, held.at) for pair in sorted(held.holds(entry, view), key=sorted)
               if any(one.entry.claim.id == claim for one in held.told.get(pair, ()))]  # fmt: skip
    triads = [
        {"sentence": _triad(one.actors, names), "relieved": one.relieved}
        for pair in changed
        if pair.turned
        for one in triad_turns(pair, held.signs, held.thirds(pair.pair))
    ]
    return {
        "at": held.at.isoformat() if held.at != date.max else None,
        "pairs": [_pair(one, names) for one in changed if one.turned or one.ties],
        "triads": triads[:TRIADS],
        "triads_left_out": max(0, len(triads) - TRIADS),
        "deaths": [names.get(actor, actor) for actor in _deaths(view, entry, held)],
        "toll": _toll(view, entry),
        "partial": not held.whole,
    }


def _pair(one: PairTurn, names: Mapping[str, str]) -> dict[str, Any]:
    told = next((turn.before for turn in one.ties), None)
    a, b = (told.a, told.b) if told is not None else sorted(one.pair)
    return {
        "a": names.get(a, a),
        "b": names.get(b, b),
        "before": one.before,
        "after": one.after,
        "words": f"{STANDS[one.before]} → {STANDS[one.after]}" if one.turned else "",
        "ties": [
            {
                "sign": turn.before.sign,
                "words": STANDS[turn.before.sign],
                "turn": turn.turn.value,
                "sentence": _TURNED[turn.turn].format(
                    before=ending(turn.before, in_words),
                    after=ending(turn.after, in_words) if turn.after else "unknown",
                    first=in_words(turn.after.first) if turn.after else "",
                    last=in_words(turn.after.last) if turn.after else "",
                ),
            }
            for turn in one.ties
        ],
    }


def _triad(actors: tuple[str, str, str], names: Mapping[str, str]) -> str:
    first, second, third = (told_name(actor, names) for actor in actors)
    return f"{first}, {second} and {third}"


def _deaths(view: View, entry: Entry, held: Picture) -> Iterator[str]:
    """The persons whose death only this claim tells."""
    told = [actor for actor, end in held.ends.items() if end.entry.claim.id == entry.claim.id]
    for actor in told:
        asked = ClaimFilter(form="event", types=LETHAL, actors=(actor,), lethal=True)
        rest = (one for one in islice(view.claims(asked), TOLLED) if one.claim.id != entry.claim.id)
        if actor not in ended(rest, {actor: actor}):
            yield actor


def _toll(view: View, entry: Entry) -> dict[str, Any] | None:
    """What becomes of the dead of the event's country and year."""
    claim = entry.claim
    if not isinstance(claim, EventClaim) or claim.killed is None or claim.date is None or not claim.country:
        return None
    year = claim.date.earliest or claim.date.latest
    if year is None:
        return None
    asked = ClaimFilter(form="event", country=claim.country, span=DateSpan.parse(f"{year.year:04d}"), lethal=True)
    entries = list(islice(view.claims(asked), TOLLED + 1))
    found: Toll | None = toll(entries, claim.id) if len(entries) <= TOLLED else None
    if found is None:
        return None
    return {
        "country": claim.country,
        "year": year.year,
        "before": str(found.before),
        "after": str(found.after) if found.after.max != 0 else "none",
        "reports": found.reports,
    }

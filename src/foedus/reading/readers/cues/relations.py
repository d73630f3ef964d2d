"""Standing ties: the frames of `relations.yml` read over encoded sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foedus.model.actor import Actor
from foedus.model.claim import RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.place import Place
from foedus.model.vocabulary import vocabulary
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues.encode import Encoded, Mention
from foedus.reading.readers.cues.ends import Hit, fits, hits
from foedus.reading.readers.cues.evidence import Evidence, Reach, evidence
from foedus.reading.readers.cues.frames import Frame, frames

# Ties that the report mentions in passing, to say who somebody is.
_TITLES = ("leads", "member_of", "part_of", "media_arm_of")
_BODIES = ("group", "unit", "force", "bloc", "state", "media")
_LOOK_BACK = 400   # characters before a title in which the body it belongs to is looked for


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two mentions that the words of a sentence state by one of the frames."""

    frame: Frame
    hit: Hit
    a: Mention
    b: Mention


def stated(sentence: Encoded, before: Encoded | None = None) -> Iterator[Tie]:
    """The ties one sentence states; `before` is the sentence before it, where "its leader" may look back."""
    for frame in frames():
        for hit in hits(sentence, frame):
            for a, other in hit.ends:
                b = other or _spoken_of(hit, sentence, before)
                if b is not None and a.what is not b.what and fits([a], frame.a) and fits([b], frame.b):
                    yield Tie(frame, hit, a, b)


def find(prepared: Prepared, sentence: Encoded, before: Encoded | None = None) -> Iterator[RelationClaim]:
    """The relations one sentence states, each with what it rests on."""
    for tie in stated(sentence, before):
        reach = Reach.BESIDE if tie.frame.type in _TITLES else Reach.SENTENCE
        yield _claim(tie, evidence(prepared, sentence, tie.hit.start, tie.hit.end, reach))


def _spoken_of(hit: Hit, sentence: Encoded, before: Encoded | None) -> Mention | None:
    """The body named last before the words."""
    earlier = [
        *(before.named(before.text[-_LOOK_BACK:]) if before else []),
        *sentence.named(sentence.text[max(0, hit.start - _LOOK_BACK) : hit.start]),
    ]
    bodies = [mention for mention in earlier if isinstance(mention.what, Actor) and mention.what.kind in _BODIES]
    return bodies[-1] if bodies else None


def _claim(tie: Tie, words: Evidence) -> RelationClaim:
    a, b = tie.a.what, tie.b.what
    start, end = _span(words, tie.frame.begins)
    return RelationClaim(
        type=tie.frame.type, a=a.name, b=b.name, start=start, end=end, role=tie.hit.role,
        place=b if isinstance(b, Place) else None,
        certainty=words.certainty, attribution=words.attribution, citations=words.citations,
        quote=words.quote, origin=words.origin(tie.frame.rule),
    )


def _span(words: Evidence, begins: bool) -> tuple[DateSpan | None, DateSpan | None]:
    """Start and end from "since", "until" and intervals of the sentence; of a tie that is told to begin, also its plain date."""
    start: DateSpan | None = None
    end: DateSpan | None = None
    for found in words.dates:
        if found.span is None:
            continue
        if found.role == "since":
            start = start or found.span
        elif found.role == "until":
            end = end or found.span
        elif "/" in found.span.edtf:
            start, end = start or found.span.start, end or found.span.end
        elif begins and found.role is None:
            start = start or found.span
    return start, end


def distinct(claims: Sequence[RelationClaim]) -> tuple[RelationClaim, ...]:
    """One claim a pair and type: the first in the text; undirected pairs in either order count as one."""
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for claim in claims:
        ends = (claim.a, claim.b)
        if not vocabulary().relation(claim.type).directed:
            ends = (min(ends), max(ends))
        if (claim.type, *ends) not in seen:
            seen.add((claim.type, *ends))
            kept.append(claim)
    return tuple(kept)

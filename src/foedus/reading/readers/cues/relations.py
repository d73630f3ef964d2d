"""Standing ties: the frames of `relations.yml` read over encoded sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.model.actor import Actor
from foedus.model.claim import Certainty, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.place import Place
from foedus.model.vocabulary import PLACE as PLACE_KIND
from foedus.model.vocabulary import vocabulary
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues.encode import Encoded, Mention
from foedus.reading.readers.cues.evidence import Evidence, evidence
from foedus.reading.readers.cues.frames import Frame, Hit, frames, hits, pairs

_BODIES = ("group", "unit", "force", "bloc", "state", "media")


def find(prepared: Prepared, sentence: Encoded, before: Encoded | None = None) -> Iterator[RelationClaim]:
    """The relations one sentence states; `before` is the sentence before it, where "its leader" may look back."""
    for frame in frames():
        for hit in hits(sentence, frame):
            words = evidence(prepared, sentence, hit.start, hit.end)
            for ends in _ends(hit, sentence, before):
                claim = _claim(prepared, frame, ends, hit.role, words)
                if claim is not None:
                    yield claim


def _ends(hit: Hit, sentence: Encoded, before: Encoded | None) -> Iterator[tuple[Mention, Mention]]:
    """The pairs told; where the words name no second end, with the body named last before them."""
    if hit.b:
        yield from pairs(hit)
        return
    earlier = [*(before.named(before.text) if before else []), *sentence.named(sentence.text[: hit.start])]
    bodies = [m for m in earlier if isinstance(m.what, Actor) and m.what.kind in _BODIES]
    for a in hit.a:
        for b in bodies[-1:]:
            yield a, b


def _claim(
    prepared: Prepared, frame: Frame, ends: tuple[Mention, Mention], role: str | None, words: Evidence
) -> RelationClaim | None:
    a, b = ends[0].what, ends[1].what
    if not isinstance(a, Actor) or a is b:
        return None
    kind = vocabulary().relation(frame.type)
    if not kind.allows(a.kind, b.kind if isinstance(b, Actor) else PLACE_KIND):
        return None
    start, end = _span(words)
    return RelationClaim(
        type=frame.type, a=a.name, b=b.name, start=start, end=end, role=role,
        place=b if isinstance(b, Place) else None,
        certainty=_not_for_a_title(words.certainty, role), attribution=words.attribution, citations=words.citations,
        quote=words.quote, origin=words.origin(frame.rule),
    )


def _not_for_a_title(certainty: Certainty, role: str | None) -> Certainty:
    """A title in apposition ("its leader, X, may attack") is stated even where the sentence around it is not."""
    return Certainty.STATED if role and certainty is Certainty.HYPOTHETICAL else certainty


def _span(words: Evidence) -> tuple[DateSpan | None, DateSpan | None]:
    """Start and end from "since", "until" and intervals told in the same sentence."""
    start: DateSpan | None = None
    end: DateSpan | None = None
    for found in words.dates:
        if found.span is None:
            continue
        if found.role == "since":
            start = found.span
        elif found.role == "until":
            end = found.span
        elif "/" in found.span.edtf:
            start, end = start or found.span.start, end or found.span.end
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

"""Standing ties by pattern: `relations.yml` read over encoded sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from foedus.model.actor import Actor
from foedus.model.claim import Certainty, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.place import Place
from foedus.model.vocabulary import PLACE as PLACE_KIND
from foedus.model.vocabulary import vocabulary
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues.encode import ACTOR, PLACE, Encoded, Mention
from foedus.reading.readers.cues.evidence import Evidence, evidence

# A list of ends: "A, B and the C".
_LIST = r"{one}(?:(?:,|,? and|,? or|/) ?(?:the |its |their )?{one})*"
_JOINT = r"(?:the |an? |its |their )?"
_GAP = r"[^\ue000-\uf000;:—]{0,40}? "
_ROLE = (
    r"(?P<role>(?:deputy |vice |overall |military |political |supreme |spiritual )?"
    r"(?:leader|founder|co-founder|commander|chief|head|spokes(?:man|woman|person)|deputy|emir|amir|mufti|president|chair(?:man|woman)|"
    r"prime minister|secretary[- ]general|general secretary|secretary|king|director|commander-in-chief|governor|dictator|number two))"
)
_BODIES = ("group", "unit", "force", "bloc", "state", "media")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled line of relations.yml; `rule` names it in the claim's origin."""

    type: str
    rule: str
    compiled: re.Pattern[str]


@cache
def _patterns() -> tuple[Pattern, ...]:
    source = files("foedus.reading.readers.cues").joinpath("relations.yml").read_text(encoding="utf-8")
    return tuple(
        Pattern(kind, f"relation/{kind}/{number}", re.compile(_expand(line)))
        for kind, lines in yaml.safe_load(source).items()
        for number, line in enumerate(lines, 1)
    )


def _expand(line: str) -> str:
    for end, one in (("a", ACTOR), ("b", ACTOR), ("p", PLACE)):
        line = line.replace("{" + end + "}", f"{_JOINT}(?P<{end}>{_LIST.format(one=one)})")
    return line.replace("{gap}", _GAP).replace("{role}", _ROLE)


def find(prepared: Prepared, sentence: Encoded, before: Encoded | None = None) -> Iterator[RelationClaim]:
    """The relations one sentence states; `before` is the sentence before it, where "its leader" may look back."""
    for pattern in _patterns():
        for found in pattern.compiled.finditer(sentence.text):
            a_ends = sentence.named(found["a"])
            b_ends = _other_end(pattern, found, sentence, before)
            role = found.groupdict().get("role")
            words = evidence(prepared, sentence, found.start(), found.end())
            for a in a_ends:
                for b in b_ends:
                    claim = _claim(prepared, pattern, (a, b), role, words)
                    if claim is not None:
                        yield claim


def _other_end(pattern: Pattern, found: re.Match[str], sentence: Encoded, before: Encoded | None) -> list[Mention]:
    """The mentions at the second end; where the pattern names none, the body named last before it."""
    groups = pattern.compiled.groupindex
    if "b" in groups or "p" in groups:
        return sentence.named(found["b" if "b" in groups else "p"])
    earlier = [*(before.named(before.text) if before else []), *sentence.named(sentence.text[: found.start()])]
    bodies = [m for m in earlier if isinstance(m.what, Actor) and m.what.kind in _BODIES]
    return bodies[-1:]


def _claim(
    prepared: Prepared, pattern: Pattern, ends: tuple[Mention, Mention], role: str | None, words: Evidence
) -> RelationClaim | None:
    a, b = ends[0].what, ends[1].what
    if not isinstance(a, Actor) or a is b:
        return None
    kind = vocabulary().relation(pattern.type)
    if not kind.allows(a.kind, b.kind if isinstance(b, Actor) else PLACE_KIND):
        return None
    start, end = _span(prepared, words)
    return RelationClaim(
        type=pattern.type, a=a.name, b=b.name, start=start, end=end, role=role,
        place=b if isinstance(b, Place) else None,
        certainty=_not_for_a_title(words.certainty, role), attribution=words.attribution, citations=words.citations,
        quote=words.quote, origin=words.origin(pattern.rule),
    )


def _not_for_a_title(certainty: Certainty, role: str | None) -> Certainty:
    """A title in apposition ("its leader, X, may attack") is stated even where the sentence around it is not."""
    return Certainty.STATED if role and certainty is Certainty.HYPOTHETICAL else certainty


def _span(prepared: Prepared, words: Evidence) -> tuple[DateSpan | None, DateSpan | None]:
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

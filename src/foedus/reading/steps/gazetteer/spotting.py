"""Finds place names in running text: capitalised, in the gazetteer, and not part of a person's or organisation's name.

Rules only: what a name means is settled by `toponyms.py`. A name that is also a common word, or that only a small place bears,
needs a sign beside it: a preposition, a kind word, a container.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from foedus.reading.steps.gazetteer.entries import tables
from foedus.reading.steps.gazetteer.folding import ARTICLES, fold
from foedus.reading.steps.gazetteer.store import known
from foedus.reading.steps.gazetteer.words import words

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|W\.\s?Va\.|(?:St|Ft|Mt|Ste)\.(?= )"
    r"|(?<![^\W\d_]['’])[^\W\d_](?:[^\W_]|['’ʻʿʼ‘`](?!s\b)(?=[^\W\d_]))*"
)
_GAP = re.compile(r" |[-–]|['’]s |, (?=D\.?C)|\s?\n\s?")
_LONGEST = 6
_KIND_OF = re.compile(
    r"\b(?:city|town|village|province|district|region|hamlet|suburb|settlement|capital|port) (?:of )?$", re.IGNORECASE
)
_CONTAINER = re.compile(r"(?:, | \()([^\W\d_][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})")
_VILLAGE_OF = re.compile(r"\b(?:village|town|hamlet|settlement) of $")
_KIND_BEHIND = re.compile(
    r"[ -](?:province|district|region|governorate|village|town|city|valley|camp|airport|county|oblast)\b", re.IGNORECASE
)


_OFTEN_ADJECTIVES = frozenset(("US", "U.S.", "UK", "U.K.", "UAE", "U.A.E."))


class Token(NamedTuple):
    """A word at `text[start:end]`; `sentence` is the number of its sentence; `lowered` is without dots."""

    start: int
    end: int
    text: str
    sentence: int
    capital: bool
    lowered: str


class Cue(IntEnum):
    """What stands beside a name: nothing, a preposition that persons may follow too, or the sign of a place."""

    NONE = 0
    EITHER = 1
    PLACE = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A likely place name: tokens `first` to `last` of `text[start:end]`.

    `sure`: the name alone will do. `cue` says how plainly a place is meant by what stands beside it. `weak`: the name is also a
    common word or a person's.
    """

    first: int
    last: int
    start: int
    end: int
    name: str
    sure: bool
    cue: Cue
    weak: bool


def tokens(text: str, spans: Sequence[tuple[int, int]]) -> list[Token]:
    """The words of the sentences, hyphens parting them."""
    found = []
    for number, (first, last) in enumerate(spans):
        for match in _TOKEN.finditer(text, first, last):
            word = match[0]
            found.append(Token(match.start(), match.end(), word, number, word[0].isupper(), word.lower().replace(".", "")))
    return found


def spoken_of(line: Sequence[Token]) -> frozenset[str | None]:
    """The countries whose demonyms the text uses ("Afghan", "Pakistanis")."""
    demonyms = tables().demonyms
    return frozenset(
        entry.country for token in line if token.capital for entry in demonyms.get(token.lowered, ())
    )


def spots(text: str, line: Sequence[Token]) -> list[Spot]:
    """The likely place names, in order, none overlapping another."""
    found: list[Spot] = []
    index = 0
    while index < len(line):
        spot = _spot_at(text, line, index) if _may_begin(text, line, index) else None
        if spot is None:
            index += 1
            continue
        if not _is_another_name(text, line, spot):
            found.append(spot)
        index = spot.last + 1
    return _without_surnames(text, line, found)


def _may_begin(text: str, line: Sequence[Token], index: int) -> bool:
    token = line[index]
    if token.capital or token.text not in ARTICLES:
        return token.capital
    return index + 1 < len(line) and line[index + 1].capital and text[token.end : line[index + 1].start] == "-"


def _spot_at(text: str, line: Sequence[Token], index: int) -> Spot | None:
    last = _reach(text, line, index)
    own = tables().entries
    for end in range(last, index - 1, -1):
        if not line[end].capital and line[end].text not in lower_tails():
            continue
        folded = fold(text[line[index].start : line[end].end])
        if not line[end].capital and folded not in own:
            continue
        if end == index and (folded in words().never or folded in ARTICLES or len(folded) < 2 or not line[index].capital):
            continue
        if folded in own or known(folded):
            return _made(text, line, index, end)
    return _unlisted(text, line, index, last)


@cache
def lower_tails() -> frozenset[str]:
    """The lower-case words that a name of our tables may end with ("Pakistan's tribal areas")."""
    return frozenset(name.rpartition(" ")[2] for name in tables().entries if " " in name)


def _reach(text: str, line: Sequence[Token], index: int) -> int:
    last = index
    while (
        last + 1 < len(line) and last - index + 1 < _LONGEST and line[last + 1].sentence == line[index].sentence
        and _GAP.fullmatch(text, line[last].end, line[last + 1].start)
    ):
        last += 1
    return last


def _unlisted(text: str, line: Sequence[Token], index: int, last: int) -> Spot | None:
    """A name in no list whose own kind word says that it is a place ("Matara District"), or that follows "the village of"."""
    if not line[index].capital or line[index].lowered in words().never or (line[index].lowered in ARTICLES and last == index):
        return None
    end = index
    while end + 1 <= last and end - index < 3 and line[end + 1].capital:
        end += 1
        if line[end].lowered in words().tails:
            return _made(text, line, index, end)
    if _VILLAGE_OF.search(text[max(0, line[index].start - 24) : line[index].start]) or _shown(text, line, index, end):
        return _made(text, line, index, end)
    return None


def _shown(text: str, line: Sequence[Token], first: int, last: int) -> bool:
    """Whether a preposition of place stands right before a name that looks like no person, body, time or people."""
    if first == 0 or line[first - 1].text not in ("in", "near", "around", "outside", "inside", "at"):
        return False
    if text[line[first - 1].end : line[first].start] != " " or line[first - 1].sentence != line[first].sentence:
        return False
    names = line[first : last + 1]
    plain = all(len(token.text) > 3 and not token.text.isupper() and token.lowered not in words().never for token in names)
    if not plain or any(fold(token.text) in tables().demonyms or token.lowered in words().titles for token in names):
        return False
    return last + 1 >= len(line) or not (line[last + 1].capital and _close(text, line, last))


def _made(text: str, line: Sequence[Token], first: int, last: int) -> Spot:
    """The spot with its part and kind words taken in ("northern Mali", "Helmand Province")."""
    folded = fold(text[line[first].start : line[last].end])
    own = tables().entries.get(folded, ())
    cue = _cue(text, line, first, last)
    if text[line[first].start : line[last].end].isupper() and not own:
        cue = Cue.NONE  # an acronym, which may stand behind "in" as well
    weak = folded in words().weak
    sure = not weak and (bool(own) or folded in tables().capitals)
    start, end = first, last
    if last + 1 < len(line) and line[last + 1].capital and line[last + 1].lowered in words().tails and _close(text, line, last):
        end, cue = last + 1, Cue.PLACE
    if first and line[first - 1].lowered in words().parts and text[line[first - 1].end : line[first].start] in (" ", "-"):
        start, cue = first - 1, Cue.PLACE if own or not line[first - 1].capital else cue
    if line[last].lowered in words().tails and last > first:
        cue = Cue.PLACE
    return Spot(start, end, line[start].start, line[end].end, text[line[start].start : line[end].end], sure, cue, weak)


def _close(text: str, line: Sequence[Token], index: int) -> bool:
    return line[index + 1].sentence == line[index].sentence and text[line[index].end : line[index + 1].start] == " "


def _cue(text: str, line: Sequence[Token], first: int, last: int) -> Cue:
    before = first - 1
    while before >= 0 and line[before].lowered in ("the", "both") and line[before].sentence == line[first].sentence:
        before -= 1
    start, end = line[first].start, line[last].end
    led = before >= 0 and line[before].sentence == line[first].sentence and "," not in text[line[before].end : start]
    if led and line[before].lowered in words().place_cues:
        return Cue.PLACE
    if _KIND_OF.search(text, max(0, start - 24), start) or _KIND_BEHIND.match(text, end) or _container_behind(text, end):
        return Cue.PLACE
    return Cue.EITHER if led and line[before].lowered in words().either_cues else Cue.NONE


def _container_behind(text: str, end: int) -> bool:
    match = _CONTAINER.match(text, end)
    if match is None or not match[1][0].isupper():
        return False
    folded = fold(re.sub(r"['’]s$", "", match[1]))
    own = tables()
    return any(entry.kind != "point" for entry in (*own.entries.get(folded, ()), *own.behind.get(folded, ())))


def _is_another_name(text: str, line: Sequence[Token], spot: Spot) -> bool:
    """Whether the spot is only a part of a person's, organisation's or publication's name, or an actor."""
    return _tail_of_name(text, line, spot) or _head_of_name(text, line, spot) or _body_of(text, line, spot)


def _tail_of_name(text: str, line: Sequence[Token], spot: Spot) -> bool:
    if spot.first == 0 or line[spot.first - 1].sentence != line[spot.first].sentence:
        return False
    before = line[spot.first - 1]
    gap = text[before.end : spot.start]
    if gap in ("-", "–"):
        return before.text in ARTICLES or not (before.capital and known(fold(before.text)))
    if gap.strip(" .") or len(gap) > 2:
        return False
    if before.lowered in words().titles:
        return True
    if not before.capital or before.lowered in words().before:
        return False
    folded = fold(before.text)
    if folded in tables().demonyms:
        return False
    opens = spot.first < 2 or line[spot.first - 2].sentence != before.sentence
    return not (opens and (before.lowered.endswith(("ing", "ed")) or (spot.sure and known_country(spot.name))))


def known_country(name: str) -> bool:
    """Whether the name is a country's."""
    return any(entry.kind == "country" for entry in tables().entries.get(fold(name), ()))


def _head_of_name(text: str, line: Sequence[Token], spot: Spot) -> bool:
    following = line[spot.last + 1] if spot.last + 1 < len(line) else None
    if following is None or following.sentence != line[spot.last].sentence:
        return False
    gap = text[spot.end : following.start]
    if gap == " " and following.capital:
        if following.lowered in words().lead_to_kind:
            return not any(token.lowered in words().tails | words().kinds_led_to for token in line[spot.last + 2 : spot.last + 4])
        return following.lowered not in words().behind
    if gap == " " and following.lowered in words().actor_nouns:
        return known_country(spot.name)
    if spot.name in _OFTEN_ADJECTIVES and not spot.cue:
        return True
    return gap == "-" and not following.capital and following.lowered not in ("based", "born", "wide")


def _body_of(text: str, line: Sequence[Token], spot: Spot) -> bool:
    """ "Bank of China", "Islamic State of Iraq": a capitalised head word before "of" which is no kind of place."""
    back = spot.first - 1
    while back >= 0 and line[back].lowered in ("the", "and") and line[back].sentence == line[spot.first].sentence:
        back -= 1
    if back < 1 or line[back].lowered != "of" or line[back].sentence != line[spot.first].sentence:
        return False
    head = line[back - 1]
    if not head.capital or head.sentence != line[back].sentence or text[head.end : line[back].start] != " ":
        return False
    if back >= 2 and line[back - 2].capital and head.lowered in ("state", "emirate", "republic", "government", "party"):
        return line[back - 2].lowered in ("islamic", "communist", "people", "peoples")
    return head.lowered not in words().heads_of_places


def _without_surnames(text: str, line: Sequence[Token], found: Sequence[Spot]) -> list[Spot]:
    """Drops spots that elsewhere in the text end a person's name ("Maulvi Nazir … Nazir"), unless a sign stands beside them."""
    surnames = set(_surnames(text, line))
    return [spot for spot in found if spot.name not in surnames or (spot.cue and spot.sure)]


def _surnames(text: str, line: Sequence[Token]) -> Iterator[str]:
    for before, token in pairwise(line):
        if before.sentence == token.sentence and token.capital and text[before.end : token.start] in (" ", ". "):
            title = before.lowered in words().titles
            first_name = before.capital and before.lowered not in words().before and before.lowered not in words().never
            if title or (first_name and fold(before.text) not in tables().demonyms and not known(fold(before.text))):
                yield token.text

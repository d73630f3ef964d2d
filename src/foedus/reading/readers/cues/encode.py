"""A sentence in which every actor and place is one character, so that patterns can speak of actors rather than of words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from foedus.model.actor import Actor
from foedus.model.place import Place
from foedus.reading.prepared import Prepared
from foedus.reading.steps.sentences import Sentence

# Private-use characters stand for the mentions of one sentence: actors from the first, places from the second.
_ACTORS, _PLACES, _SIZE = 0xE000, 0xF000, 0x800
ACTOR = f"[{chr(_ACTORS)}-{chr(_ACTORS + _SIZE - 1)}]"
PLACE = f"[{chr(_PLACES)}-{chr(_PLACES + _SIZE - 1)}]"
MENTION = f"[{chr(_ACTORS)}-{chr(_PLACES + _SIZE - 1)}]"


T = TypeVar("T")

_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor or a place named at `text[start:end]` of the document."""

    start: int
    end: int
    what: Actor | Place


@dataclass(frozen=True, slots=True)
class Encoded:
    """`text` is the sentence, lower case, with each mention as one character.

    `offsets[i]` is where character i stands in the document; the last entry is the sentence's end.
    """

    sentence: Sentence
    text: str
    mentions: tuple[Mention, ...]
    offsets: tuple[int, ...]

    def at(self, index: int) -> int:
        """The document offset of a character (or of the end) of `text`."""
        return self.offsets[index]

    def mention(self, character: str) -> Mention:
        """The mention a private-use character stands for."""
        code = ord(character)
        index = code - (_ACTORS if code < _PLACES else _PLACES)
        return self.mentions[index]

    def named(self, text: str) -> list[Mention]:
        """The mentions in a piece of `text`, in order."""
        return [self.mention(character) for character in text if is_mention(character)]


def is_mention(character: str) -> bool:
    """Whether the character stands for an actor or a place."""
    return _ACTORS <= ord(character) < _PLACES + _SIZE


def is_actor(mention: Mention) -> bool:
    """Whether the mention names an actor."""
    return isinstance(mention.what, Actor)


def encode(prepared: Prepared) -> list[Encoded]:
    """Every sentence of the document, encoded; where the same words name an actor and a place the actor stands."""
    text = prepared.document.text
    mentions = [Mention(start, end, actor) for actor in prepared.actors for start, end in actor.mentions]
    actors = {(mention.start, mention.end) for mention in mentions}
    for found in prepared.places:
        article = _ARTICLE.match(text, found.start, found.end)
        if ((article.end() if article else found.start), found.end) not in actors:
            mentions.append(Mention(found.start, found.end, found.place))
    mentions.sort(key=lambda mention: (mention.start, not is_actor(mention), -mention.end))
    cited = [(found.start, found.end) for found in prepared.citations]
    return [
        _encode(text, sentence, _in(mentions, sentence, lambda mention: mention.start), _in(cited, sentence, itemgetter(0)))
        for sentence in prepared.sentences
    ]


def _in(marks: Sequence[T], sentence: Sentence, start: Callable[[T], int]) -> Sequence[T]:
    """The marks, sorted by their start, that begin in the sentence."""
    return marks[bisect_left(marks, sentence.start, key=start) : bisect_left(marks, sentence.end, key=start)]


def _encode(text: str, sentence: Sentence, mentions: Sequence[Mention], cited: Sequence[tuple[int, int]]) -> Encoded:
    characters: list[str] = []
    offsets: list[int] = []
    kept: list[Mention] = []
    at = sentence.start

    def copy(until: int) -> None:
        """The words up to `until`, without citations."""
        index = at
        while index < until:
            skip = next((end for start, end in cited if start <= index < end), None)
            if skip is not None:
                index = skip
                continue
            characters.append(_plain(text[index]))
            offsets.append(index)
            index += 1

    for mention in mentions:
        if mention.start < at or mention.end > sentence.end or len(kept) >= _SIZE:
            continue
        copy(mention.start)
        if kept and mention.what is kept[-1].what and characters[-2:] == [",", " "] and text[mention.start].islower():
            # Of "X, the leader of Y" the words of the apposition are wanted, not that they speak of X again.
            at = mention.start
            continue
        at = mention.end
        if kept and mention.what is kept[-1].what and _opens_bracket(characters) and text[at : at + 1] == ")":
            # "Islamic Movement of Uzbekistan (IMU)" is one mention.
            del characters[-2:], offsets[-2:]
            at += 1
            continue
        characters.append(chr((_ACTORS if is_actor(mention) else _PLACES) + len(kept)))
        offsets.append(mention.start)
        kept.append(mention)
    copy(sentence.end)
    return Encoded(sentence, "".join(characters), tuple(kept), (*offsets, sentence.end))


def _opens_bracket(characters: Sequence[str]) -> bool:
    return len(characters) > 2 and characters[-1] == "(" and characters[-2] == " " and is_mention(characters[-3])


def _plain(character: str) -> str:
    """One character for one, even where lower() makes two, so that offsets stay in step; none that could pass for a mention."""
    if character.isspace() or is_mention(character):
        return " "
    return character.lower()[:1]

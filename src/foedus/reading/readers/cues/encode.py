"""A sentence in which every actor and place is one character, so that patterns can speak of actors rather than of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from foedus.model.actor import Actor
from foedus.model.place import Place
from foedus.reading.prepared import Prepared
from foedus.reading.steps.sentences import Sentence

# Private-use characters stand for the mentions of one sentence: actors from the first, places from the second.
_ACTORS, _PLACES, _SIZE = 0xE000, 0xF000, 0x800
ACTOR = f"[{chr(_ACTORS)}-{chr(_ACTORS + _SIZE)}]"
PLACE = f"[{chr(_PLACES)}-{chr(_PLACES + _SIZE)}]"
MENTION = f"[{chr(_ACTORS)}-{chr(_PLACES + _SIZE)}]"


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor or a place named at `text[start:end]` of the document."""

    start: int
    end: int
    what: Actor | Place


@dataclass(frozen=True, slots=True)
class Encoded:
    """`text` is the sentence, lower case, with each mention as one character; `offsets[i]` is where character i stands in the document."""

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
    return _ACTORS <= ord(character) <= _PLACES + _SIZE


def is_actor(mention: Mention) -> bool:
    """Whether the mention names an actor."""
    return isinstance(mention.what, Actor)


def encode(prepared: Prepared) -> list[Encoded]:
    """Every sentence of the document, encoded; where an actor and a place share words the actor stands."""
    mentions = [Mention(start, end, actor) for actor in prepared.actors for start, end in actor.mentions]
    mentions += [Mention(found.start, found.end, found.place) for found in prepared.places]
    mentions.sort(key=lambda m: (m.start, not is_actor(m), -m.end))
    citations = [(found.start, found.end) for found in prepared.citations]
    return [_encode(prepared.document.text, sentence, mentions, citations) for sentence in prepared.sentences]


def _encode(
    text: str, sentence: Sentence, mentions: Sequence[Mention], citations: Sequence[tuple[int, int]]
) -> Encoded:
    characters: list[str] = []
    offsets: list[int] = []
    kept: list[Mention] = []
    at = sentence.start

    def copy(until: int) -> None:
        for index in range(at, until):
            if not any(start <= index < end for start, end in inside):
                # One character for one, even where lower() makes two: offsets must stay in step.
                characters.append(text[index].lower()[:1] if not text[index].isspace() else " ")
                offsets.append(index)

    inside = [(start, end) for start, end in citations if start < sentence.end and end > sentence.start]
    for mention in mentions:
        if mention.start < at or mention.end > sentence.end or len(kept) >= _SIZE:
            continue
        copy(mention.start)
        characters.append(chr((_ACTORS if is_actor(mention) else _PLACES) + len(kept)))
        offsets.append(mention.start)
        kept.append(mention)
        at = mention.end
    copy(sentence.end)
    return Encoded(sentence, re.sub(r"[\uf900-\uffff]", " ", "".join(characters)), tuple(kept), (*offsets, sentence.end))

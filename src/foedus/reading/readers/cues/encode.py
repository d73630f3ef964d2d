"""A sentence in which every actor and place is one character, so that patterns can speak of actors rather than of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.model.actor import Actor
from foedus.model.place import Place
from foedus.reading.prepared import Prepared
from foedus.reading.steps.sentences import Sentence

# Private-use characters stand for the mentions of one sentence: actors from the first, places from the second.
_ACTORS, _PLACES, _SIZE = 0xE000, 0xF000, 0x800
ACTOR = f"[{chr(_ACTORS)}-{chr(_ACTORS + _SIZE - 1)}]"
PLACE = f"[{chr(_PLACES)}-{chr(_PLACES + _SIZE - 1)}]"
MENTION = f"[{chr(_ACTORS)}-{chr(_PLACES + _SIZE - 1)}]"


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
    return _ACTORS <= ord(character) < _PLACES + _SIZE


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
    cited = [(start, end) for start, end in citations if start < sentence.end and end > sentence.start]

    def copy(until: int) -> None:
        for index in range(at, until):
            if not any(start <= index < end for start, end in cited):
                characters.append(_plain(text[index]))
                offsets.append(index)

    for mention in mentions:
        if mention.start < at or mention.end > sentence.end or len(kept) >= _SIZE:
            continue
        copy(mention.start)
        at = mention.end
        if kept and mention.what is kept[-1].what and characters[-3:] == [chr(_code(kept[-1]) + len(kept) - 1), " ", "("] and text[at : at + 1] == ")":
            # "Islamic Movement of Uzbekistan (IMU)" is one mention.
            del characters[-2:], offsets[-2:]
            at += 1
            continue
        characters.append(chr(_code(mention) + len(kept)))
        offsets.append(mention.start)
        kept.append(mention)
    copy(sentence.end)
    return Encoded(sentence, "".join(characters), tuple(kept), (*offsets, sentence.end))


def _code(mention: Mention) -> int:
    return _ACTORS if is_actor(mention) else _PLACES


def _plain(character: str) -> str:
    """One character for one, even where lower() makes two, so that offsets stay in step; none that could pass for a mention."""
    if character.isspace() or is_mention(character):
        return " "
    return character.lower()[:1]

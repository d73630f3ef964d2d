"""What is left of the capitalised sequences: persons by title, given name or shape; single names by their context."""

from __future__ import annotations

from dataclasses import dataclass, replace

from foedus.reading.steps.actors.document import Habits
from foedus.reading.steps.actors.marks import Line, Mark
from foedus.reading.steps.actors.sequences import sequences
from foedus.reading.steps.actors.words import Words

_SHORTEST = 3  # letters of a name that stands alone
_ACRONYM_AT_MOST = 7
_ENDINGS = ("s", "ing", "ed", "ly", "ion", "ment", "ness", "ity")  # of common words that begin sentences


def mark_persons(line: Line, words: Words, habits: Habits) -> None:
    """Marks persons, and bodies that nothing but their shape shows."""
    for first, last in list(sequences(line, words)):
        candidate = _candidate(line, first, last, words)
        if candidate is None or (line.heading and line.word(candidate.last - 1) not in habits.surnames):
            continue
        mark = candidate.mark(habits)
        if mark and mark.kind == "person" and mark.last - mark.first == 1:
            mark = replace(mark, first=_with_title(line, mark.first, words))
        if mark:
            line.take(mark)


def _candidate(line: Line, first: int, last: int, words: Words) -> Candidate | None:
    """The sequence without titles, plain words and roles at its ends; None where nothing is left."""
    titled = False
    while first < last:
        word = line.word(first)
        titled |= word in words["titles"]
        if word not in words["titles"] and (word not in words["plain"] or (first and line.tokens[first].text.isupper())):
            break
        first += 1
    before = line.word(first - 1)
    while last > first and _trails(line.word(last - 1), words):
        last -= 1
    return (
        Candidate(line, first, last, titled or before in words["titles"] or before in words["roles"], words)
        if first < last
        else None
    )


def _trails(word: str, words: Words) -> bool:
    return word in words["months"] or (word in words["roles"] and word not in words.given_names)


def _with_title(line: Line, first: int, words: Words) -> int:
    """The place of the title before a single name, which belongs to its fullest form ("Maulvi Sangin")."""
    at = first
    while (
        at
        and line.tokens[at].gap in (" ", ". ")
        and line.tokens[at - 1].capital
        and line.word(at - 1) in words["titles"]
        and line.free(at - 1, at)
    ):
        at -= 1
    return at


@dataclass(slots=True)
class Candidate:
    """A sequence that may name a person; `titled` whether a title or a role goes before."""

    line: Line
    first: int
    last: int
    titled: bool
    words: Words

    def mark(self, habits: Habits) -> Mark | None:
        """What it names, None for what is no actor."""
        folded = self.line.words(self.first, self.last)
        if any(w in self.words["not_actors"] for w in folded) or folded[0] in self.words["months"]:
            return None
        if self._is_acronym(folded):
            return (
                self._as("group")
                if folded[0] not in self.words["plain"] and folded[0] not in self.words["news_outlets"]
                else None
            )
        if self._has_body_word(folded):
            return None if self._is_place() or folded[0] in self.words["place_words"] else self._as("group")
        person = self.titled or any(w in self.words.given_names or w in self.words["person_particles"] for w in folded)
        if not person and (self._is_place() or self._belongs_to_no_actor()):
            return None
        if not person and self.line.word(self.first - 1) == "the":
            return self._after_article(folded)
        if len(folded) > 1:
            return self._as("person") if person or not self._in_place() else None
        return self._as("person") if self._single(habits) else None

    def _as(self, kind: str) -> Mark:
        return Mark(self.first, self.last, kind)

    def _is_acronym(self, folded: list[str]) -> bool:
        text = self.line.tokens[self.first].text
        return not self.titled and len(folded) == 1 and text.isupper() and text.isalpha() and 1 < len(text) <= _ACRONYM_AT_MOST

    def _has_body_word(self, folded: list[str]) -> bool:
        if self.titled or len(folded) == 1 or folded[0] in self.words.given_names:
            return False
        return any(w in self.words["body_words"] for w in folded) or all(
            t.text.isupper() for t in self.line.tokens[self.first : self.last]
        )

    def _is_place(self) -> bool:
        return any(at in self.line.places for at in range(self.first, self.last))

    def _belongs_to_no_actor(self) -> bool:
        """ "the Battle of Kursk"."""
        return self.line.word(self.first - 1) == "of" and self.line.word(self.first - 2) in self.words["not_actors"]

    def _in_place(self) -> bool:
        """Whether the word before says that the name is a place."""
        return self.line.word(self.first - 1) in self.words["in_place"]

    def _after_article(self, folded: list[str]) -> Mark | None:
        """ "the Harbi-Osso": a body where the words around treat it as one that acts; a person bears no article."""
        follows = self._followed() and self.line.word(self.last) in self.words["acting_verbs"]
        if (
            follows
            or self.line.tokens[self.last - 1].owns
            or self.line.word(self.first - 2) in self.words["dealing_before_names"]
        ):
            return self._as("community" if len(folded) == 1 and folded[0].endswith("s") else "group")
        return None

    def _followed(self) -> bool:
        return self.last < len(self.line.tokens) and self.line.tokens[self.last].glued

    def _single(self, habits: Habits) -> bool:
        """One capitalised word that no list knows: a person only if the text treats it as one."""
        token, at = self.line.tokens[self.first], self.first
        if self.titled or token.folded in habits.surnames:
            return True
        if self._is_common(token.folded) or token.folded in habits.lower or self._in_place() or len(token.text) < _SHORTEST:
            return False
        inside = token.folded in habits.capital
        ahead = self.line.word(at + 1)
        if self._followed() and ahead in self.words["person_verbs"] and (at > 0 or inside or not token.folded.endswith(_ENDINGS)):
            return True
        if token.owns and (at > 0 or inside or ahead in self.words["roles"] or ahead in self.words["followers"]):
            return True
        return at > 0 and inside and self.line.word(at - 1) in self.words["dealing_before_names"]

    def _is_common(self, word: str) -> bool:
        return (
            any(word in self.words[name] for name in ("abstract", "body_words", "news_outlets", "plain"))
            or word in self.words.heads
        )

"""Words with offsets, as this step looks at them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from foedus.reading.steps.lexicon import fold, key_of
from foedus.reading.steps.sentences import Sentence

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‘ʿʾʻʼ`´][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’‘´`][sS]$")
_BARE_GAPS = frozenset({" ", "-", "–", "‑", "/", " – ", " - "})
_OWNING_GAPS = frozenset({"'s ", "’s ", "' ", "’ ", "´s ", "‘s "})


@dataclass(slots=True)
class Token:
    """`text` stands at `start`; `folded` and `key` are its forms for comparison; `gap` is what stands between it and the
    word before it in the sentence; `owns` whether an 's follows; `barred` whether it lies in a span to be left out."""

    start: int
    end: int
    text: str
    folded: str
    key: str
    gap: str
    owns: bool
    barred: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def glued(self) -> bool:
        """Whether it may belong to one name with the word before it."""
        return self.gap in _BARE_GAPS

    @property
    def owned(self) -> bool:
        """Whether it follows the 's of the word before it."""
        return self.gap in _OWNING_GAPS

    @property
    def hyphened(self) -> bool:
        """Whether a hyphen joins it to the word before it."""
        return self.gap in ("-", "–", "‑")


def tokens(text: str, sentence: Sentence, barred: Spans | None = None) -> list[Token]:
    """The words of a sentence."""
    found: list[Token] = []
    before = sentence.start
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        owns = bool(_POSSESSIVE.search(match[0])) and len(match[0]) > 2
        if owns:
            end -= 2
        elif match[0][-1] in "sS" and text[end : end + 1] in ("'", "’") and text[end + 1 : end + 2] == " ":
            owns = True
        word = text[start:end]
        if word.endswith(".") and start > before and not word[:-1].isupper():
            word, end = word[:-1], end - 1
        gap = text[before:start] if found else ""
        lies = barred is not None and barred.holds(start)
        found.append(Token(start, end, word, fold(word), key_of(word), gap if not gap or gap.strip() else " ", owns, lies))
        before = end
    return found


class Spans:
    """Half-open spans of a text that do not overlap, ready to be looked up by where they lie."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def holds(self, offset: int) -> bool:
        """Whether the character at an offset lies in one of them."""
        at = bisect_right(self._starts, offset)
        return at > 0 and offset < self._spans[at - 1][1]

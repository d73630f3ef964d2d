"""Words in their place: the sentence of a quote with what stands around it, and whether chosen words stand in a text."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from foedus.errors import BadInput, NotFound
from foedus.ledger.store import Store
from foedus.ledger.tables import document
from foedus.reading.steps.sentences import split

AROUND = 900  # characters read on either side of a quote, to find its sentences in
LONGEST = 20_000  # characters handed out at once


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` stands at `start` in a document of `length` characters."""

    start: int
    text: str
    length: int

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Anchored:
    """Words that stand at `start` to `end`, at `places` places in all, in the sentence `sentence`."""

    start: int
    end: int
    words: str
    places: int
    sentence: str


def passage(store: Store, document_id: str, start: int, end: int) -> Passage:
    """The text of a document from `start` to `end`, cut where it ends, and after 20,000 characters. Raises NotFound."""
    first = max(0, start)
    length = min(LONGEST, max(0, end - first))
    told = document.c
    # Characters are counted from 1, on either store.
    asked = select(func.substr(told.text, first + 1, length), told.characters).where(told.id == document_id)
    with store.reading() as connection:
        row = connection.execute(asked).first()
    if row is None:
        raise NotFound(f"there is no document {document_id!r} in the ledger; /documents lists them")
    return Passage(min(first, row[1]), row[0], row[1])


def around(store: Store, document_id: str, start: int, end: int, more: int = 0) -> Passage:
    """The sentences of some words with one before and one after, or so many more characters on either side."""
    wide = passage(store, document_id, start - AROUND - more, end + AROUND + more)
    sentences = [(wide.start + one.start, wide.start + one.end) for one in split(wide.text)]
    touched = [at for at, (first, last) in enumerate(sentences) if first < end and last > start]
    if not touched or more:
        return wide
    first = sentences[max(0, touched[0] - 1)][0]
    last = sentences[min(len(sentences) - 1, touched[-1] + 1)][1]
    first, last = min(first, start), max(last, end)
    return Passage(first, wide.text[first - wide.start : last - wide.start], wide.length)


def anchored(store: Store, document_id: str, words: str, near: int = 0) -> Anchored:
    """Where words stand in a document, nearest to an offset. Raises BadInput where they stand nowhere word for word."""
    with store.reading() as connection:
        text = connection.scalar(select(document.c.text).where(document.c.id == document_id))
    if text is None:
        raise NotFound(f"there is no document {document_id!r} in the ledger; /documents lists them")
    places = _nearest(text, words, max(0, near)) if words.strip() else []
    if not places:
        raise BadInput(f"the words {words[:80]!r} do not stand in the document word for word; select them in the text")
    start = min(places, key=lambda at: abs(at - near))
    found = around(store, document_id, start, start + len(words))
    return Anchored(start, start + len(words), words, text.count(words), found.text)


def _nearest(text: str, words: str, near: int) -> list[int]:
    """Where the words stand last before an offset, and first after it, each in one pass; `rfind` is slow on hostile text."""
    head = text[: near + len(words)]
    back = head[::-1].find(words[::-1])
    before = len(head) - len(words) - back if back >= 0 else -1
    return [at for at in (before, text.find(words, near)) if at >= 0]

"""Sentences, as half-open offsets into the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `text[start:end]`, without surrounding blanks, in paragraph number `paragraph` (from 0)."""

    start: int
    end: int
    paragraph: int

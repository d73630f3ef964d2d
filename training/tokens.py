"""Wordpieces of single words, as the encoder's tokenizer makes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tokenizers import Tokenizer


def pieces_of(tokenizer_file: Path) -> Callable[[list[str]], list[tuple[int, ...]]]:
    """A function from words to the wordpiece ids of each (at least one, at most eight)."""
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def pieces(words: list[str]) -> list[tuple[int, ...]]:
        encodings = tokenizer.encode_batch(words, add_special_tokens=False)
        return [tuple(e.ids[:8]) or (100,) for e in encodings]

    return pieces

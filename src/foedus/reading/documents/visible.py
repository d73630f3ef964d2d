"""The visible text of any HTML, however broken or deep: one pass over the tags, no tree."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)(?:=\s*\"[^\"<]*\"|=\s*'[^'<]*'|[^<>])*>?")
_MARK = re.compile(r"<(?=[!?/A-Za-z])")
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "textarea", "title",
})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_PARAGRAPH = "\0"  # cannot stand in decoded text


def visible_text(markup: str) -> str:
    """What a page shows, without scripts and styles, its blocks parted by blank lines. Linear in the length of the markup."""
    parts: list[str] = []
    find = _Finder(markup)
    at = 0
    while (mark := _MARK.search(markup, at)) is not None:
        parts.append(markup[at : mark.start()])
        tag = _TAG.match(markup, mark.start())
        if tag is None:
            at = _after_declaration(markup, mark.start(), find)
            continue
        at, name = tag.end(), tag[2].lower()
        if name in _UNSEEN and not tag[1] and not tag[0].endswith("/>"):
            close = find(f"</{name}", at)
            # What is never closed hides nothing, as a lone <svg> or <select> would; only code is never shown.
            at = close if close >= 0 else len(markup) if name in ("script", "style") else at
        if name not in _INLINE:
            parts.append("\n" if name == "br" else _PARAGRAPH)
    parts.append(markup[at:])
    blocks = (_BLANKS.sub(" ", html.unescape(block)).strip() for block in "".join(parts).split(_PARAGRAPH))
    return "\n\n".join(block for block in blocks if block)


class _Finder:
    """Finds text in any case, and remembers what comes no more, so that a page of unclosed tags is not searched over and over."""

    def __init__(self, markup: str) -> None:
        lower = markup.lower()
        self._lower = lower if len(lower) == len(markup) else markup  # a few capitals grow when made small
        self._gone: set[str] = set()

    def __call__(self, words: str, start: int) -> int:
        found = -1 if words in self._gone else self._lower.find(words, start)
        if found < 0:
            self._gone.add(words)
        return found


def _after_declaration(markup: str, start: int, find: _Finder) -> int:
    """Past a comment, a doctype or a processing instruction."""
    closing = "-->" if markup.startswith("<!--", start) else ">"
    close = find(closing, start)
    return close + len(closing) if close >= 0 else start + 1

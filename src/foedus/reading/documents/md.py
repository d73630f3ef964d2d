"""Markdown: front matter becomes metadata, markup becomes plain text."""

from __future__ import annotations

import html
import re
from typing import Any

import yaml

from foedus.errors import BadInput
from foedus.model.dates import DateSpan
from foedus.reading.documents.encoding import decode
from foedus.reading.documents.parsed import Clues, Parsed

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LIMIT = 20_000  # characters; longer front matter is not metadata
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
_LINK_TARGET = re.compile(r" {0,3}\[[^\[\]^]+\]:[ \t]+\S")
_NOTE_TEXT = re.compile(r"\A {0,3}\[\^([^\[\]]+)\]:[ \t]*")
_QUOTE = re.compile(r"\A(?: {0,3}>[ \t]?)+")

# In this order: each takes away one kind of markup and leaves the words.
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--[^\n]{0,2000}?-->"), ""),
    (re.compile(r"!\[([^\[\]]*)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"\[\^([^\[\]\n]+)\]"), r"[\1]"),
    (re.compile(r"\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]*)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>\n]*>"), ""),
    (re.compile(r"(`{1,3})([^`\n]+)\1"), r"\2"),
    (re.compile(r"(?<![\\*])(\*{1,3})(?=\S)([^*\n]+)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=\S)([^_\n]+)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"~~([^~\n]+)~~"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def parse(data: bytes, clues: Clues) -> Parsed:
    """Plain text of the Markdown. Title, author, publisher, date and url come from YAML front matter if there is some;
    else the title is the first heading of level 1."""
    text, notes = decode(data, clues.charset)
    front, body, front_notes = _front_matter(text)
    plain, heading = _plain(body)
    published, date_notes = _published(front.get("date") or front.get("published"))
    return Parsed(
        plain, title=front.get("title") or heading, author=front.get("author"), publisher=front.get("publisher"),
        published=published, url=front.get("url"), notes=(*notes, *front_notes, *date_notes),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    found = _FRONT.match(text[:_FRONT_LIMIT])
    if found is None:
        return {}, text, ()
    try:
        # BaseLoader keeps dates as they are written.
        loaded: Any = yaml.load(found["yaml"], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}, text[found.end() :], ("the front matter is not valid YAML and was passed over",)
    if not isinstance(loaded, dict):
        return {}, text, ()
    scalars = {str(key).lower(): value.strip() for key, value in loaded.items() if isinstance(value, str) and value.strip()}
    return scalars, text[found.end() :], ()


def _published(date: str | None) -> tuple[str | None, tuple[str, ...]]:
    if date is None:
        return None, ()
    day = re.match(r"\d{4}-\d{2}-\d{2}(?=[T ]\d)", date)  # a time of day says more than a publication date needs
    try:
        return DateSpan.parse(day[0] if day else date).edtf, ()
    except BadInput as fault:
        return None, (f"the date in the front matter was passed over: {fault}",)


def _plain(text: str) -> tuple[str, str | None]:
    """The words without the markup, and the first heading of level 1."""
    lines: list[str] = []
    title: str | None = None
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            lines.append(line)
        elif (heading := _HEADING.match(line)) is not None:
            words = _inline(line[heading.end() :].rstrip(" \t#"))
            lines += ["", words, ""]
            title = title or (words if heading[1] == "#" else None)
        elif _UNDERLINE.match(line) and lines and lines[-1].strip():
            title = title or (lines[-1].strip() if "=" in line else None)
            lines.append("")
        elif _RULE.match(line) or _LINK_TARGET.match(line):
            lines.append("")
        elif not _is_table_rule(line):
            lines.append(_inline(_NOTE_TEXT.sub(r"[\1] ", _QUOTE.sub("", line, count=1))))
    return "\n".join(lines), title


def _is_table_rule(line: str) -> bool:
    return "|" in line and "-" in line and not line.strip("|:- \t")


def _inline(line: str) -> str:
    for pattern, words in _INLINE:
        line = pattern.sub(words, line)
    return html.unescape(line).replace("\u00a0", " ")

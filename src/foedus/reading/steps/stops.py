"""Which full stops, question marks and ellipses end a sentence."""

from __future__ import annotations

import re

from foedus.reading.steps.sentence_words import sentence_words

STOP = re.compile(r"(?:\.(?:[ \u00a0]\.){2,}|[.!?…‽؟۔。]+)[\"'”’»)\]]*")
"""A run of stops with the quotation marks and brackets that close behind it."""

_NOTES = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+)+")
_BARE_NOTE = re.compile(r"\d{1,3}(?=\s+[\"“'‘(\[]*[A-Z])")
_SPACE = re.compile(r"\s*")
_NEXT_WORD = re.compile(r"[\"“”'‘’«(\[]*([^\W\d_]\.|[^\W_][\w'’-]*)?")
_WORD_BEFORE = re.compile(r"[^\s()\[\]\"“”‘'’«/—–,;:]*$")
_ARTICLE_NAME = re.compile(r"[\"“'‘(]*(?:a[dlnrstz]|ash|el|ul)[-‐’'][A-Z]")
_ROMAN = re.compile(r"[IVXLC]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_UNSPACED = re.compile(r"[\"“‘(]?([A-Z][a-z]+|[A-Z]{2,}|A)(?=[\s,'’])")
_SPEAKER = re.compile(r"(?:[^\W_][\w'’.-]*\s+){0,3}?([a-z]+)\b")
_GOES_ON = ",;:-–—)]}%&/|="
_LOOK_BACK = 40      # characters: longer than any abbreviation
_LOOK_AHEAD = 80     # characters: room for a speaker's name


def skip_blanks(text: str, at: int, end: int) -> int:
    """The first offset from `at` that is not blank, or `end`."""
    found = _SPACE.match(text, at, end)
    return found.end() if found else at


def is_starter(text: str, at: int, end: int) -> bool:
    """Whether the word at the offset is one that commonly begins a sentence."""
    return _starts(_next_word(text, at, end))


def finish_of(text: str, stop: re.Match[str], end: int) -> int | None:
    """Where the sentence ends that this stop closes, note marks included; None where the sentence goes on."""
    after = stop.end()
    if (notes := _NOTES.match(text, after, end)) is not None:
        after = notes.end()
    elif text[stop.start() - 1 : stop.start()].strip("0123456789") and (bare := _BARE_NOTE.match(text, after, end)) is not None:
        after = bare.end()
    following = skip_blanks(text, after, end)
    if following >= end:
        return end
    if following == after:
        return after if _space_is_missing(text, stop, after, end) else None
    return after if _begins(text, stop, following, end) else None


def _begins(text: str, stop: re.Match[str], at: int, end: int) -> bool:
    """Whether a sentence begins at the offset, given the stop before it."""
    word = _next_word(text, at, end)
    if not word:
        return text[at] not in _GOES_ON
    if word[0].islower() and not _ARTICLE_NAME.match(text, at, min(end, at + _LOOK_AHEAD)):
        return False
    stops = stop[0].rstrip("\"'”’»)]")
    closers = stop[0][len(stops) :]
    if stops == ".":
        return not _is_abbreviation(_word_before(text, stop.start()), word)
    if "!" in stops or "?" in stops:
        return not (closers and _is_speaker(text, at, end))
    return len(stops) == 4 or bool(closers) or _starts(word) or not stops.endswith((".", "…"))


def _is_abbreviation(word: str, following: str) -> bool:
    """Whether the full stop after the word only marks an abbreviation, given the word that follows."""
    known = sentence_words()
    forms = {word, word.capitalize()} if word.isupper() and len(word) > 1 else {word}
    last = re.split(r"[-.]", word)[-1]
    if word.lower() in known.open or (len(last) > 1 and last.lower() in known.open):
        return True
    if forms & known.before_number and (following[0].isdigit() or _ROMAN.match(following)):
        return True
    if forms & known.may_end or _INITIALS.match(word):
        return not (_starts(following) or (word in known.before_number and word.islower()))
    return False


def _space_is_missing(text: str, stop: re.Match[str], after: int, end: int) -> bool:
    """Whether two sentences stand without a space between them ("fled.The"), as scanned text often has them.

    Addresses of web pages and abbreviations look alike: so a whole word must stand on either side.
    """
    found = _UNSPACED.match(text, after, min(end, after + _LOOK_AHEAD))
    word = _word_before(text, stop.start())
    if found is None or len(word) < 3 or "." in word or "@" in word:
        return False
    return _starts(found[1]) or (word.islower() and len(found[1]) > 1 and not found[1].isupper())


def _is_speaker(text: str, at: int, end: int) -> bool:
    found = _SPEAKER.match(text, at, min(end, at + _LOOK_AHEAD))
    return found is not None and found[1] in sentence_words().speech


def _word_before(text: str, at: int) -> str:
    found = _WORD_BEFORE.search(text[max(0, at - _LOOK_BACK) : at])
    return found[0] if found else ""


def _next_word(text: str, at: int, end: int) -> str:
    """The word at the offset; an initial keeps its full stop, so that "A." is not taken for the article."""
    found = _NEXT_WORD.match(text, at, min(end, at + _LOOK_AHEAD))
    return (found[1] or "") if found else ""


def _starts(word: str) -> bool:
    return word in sentence_words().starters or (word.isupper() and word.capitalize() in sentence_words().starters)

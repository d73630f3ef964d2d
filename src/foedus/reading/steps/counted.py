"""What a number counts: its noun, or that it counts nothing (a measure, an age, part of a name)."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.reading.steps.numerals import Word, number_words

_NOUN_WITHIN = 6  # words after the number among which its noun is looked for
_SHORT = 3        # letters; a plural noun is longer


def noun_after(words: Sequence[Word], index: int) -> str | None:
    """The noun counted, lower case: the head of the first phrase for people, else the first plural before the phrase ends."""
    table = number_words()
    best, plural, at = None, None, index
    while at < min(len(words), index + _NOUN_WITHIN):
        word = words[at]
        plain = word.lower
        if not word.text[0].isalpha() or plain in table.sets["losses"] - table.people:
            break
        if plain in table.people:
            best = plain  # a later noun of the same phrase is its head: "police officers"
        elif best is not None and (best not in table.sets["person"] or plain in table.sets["function"]):
            break
        elif best is not None and _is_plural(word):
            return plain  # "three terrorist groups"
        elif (plural is not None and word.text.islower()):
            break
        elif _is_plural(word):
            plural = plural or plain
        elif plain in table.sets["function"] and plain not in table.sets["through"]:
            break
        at += 1
    return best or plural


def person_after(words: Sequence[Word], index: int) -> str | None:
    """The one person that "a" introduces: "a soldier", not "a soldier's home" nor "a guerrilla movement"."""
    table = number_words()
    best, at = None, index
    while at < min(len(words), index + _NOUN_WITHIN):
        word = words[at]
        if not word.text[0].isalpha():
            break
        if word.lower in table.people:
            best = word.lower if word.lower in table.one_person else None
        elif best is not None or not _is_modifier(word):
            break
        at += 1
    after = words[at] if at < len(words) else None
    return best if best and (after is None or _ends_phrase(after)) else None


def _ends_phrase(word: Word) -> bool:
    """Whether a noun phrase is over before this word, as far as its form tells."""
    plain = word.lower
    return not word.text[0].isalpha() or word.text[0].isupper() or plain in number_words().sets["function"] \
        or plain.endswith(("ed", "ing", "ly"))


def _is_plural(word: Word) -> bool:
    plain = word.lower
    return len(plain) > _SHORT and plain.endswith("s") and not plain.endswith(("ss", "us", "is", "'s")) \
        and plain not in number_words().sets["function"]


def _is_modifier(word: Word) -> bool:
    sets = number_words().sets
    plain = word.lower
    return plain not in sets["losses"] and plain not in sets["function"] and (
        word.text[0].isupper() or plain in sets["modifiers"] or plain.endswith(tuple(sorted(sets["modifiers_end"])))
    )


def stands_alone(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a number without a noun can count people: "killing 12", "12 were killed", "seven of them", "rose to eight."."""
    sets = number_words().sets
    before = words[first - 1].lower if first else ""
    after = words[last].lower if last < len(words) else ""
    return before in sets["losses"] or after in sets["losses"] or after in sets["function"] or not after[:1].isalpha()


def is_no_count(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the number is money, a measure, an age, part of a name or of a compound."""
    before = words[first - 1] if first else None
    after = words[last] if last < len(words) else None
    if after is not None and _measures(words[last - 1], after):
        return True
    if before is None:
        return False
    sets = number_words().sets
    if after is not None and after.text == before.text == ",":
        return True  # "Ahmed Wali, 31, ..."
    lead = words[first - 2].lower if before.text == "." and first > 1 else before.lower
    if after is not None and before.text == "(" and after.text == ")":
        return True  # "Labour (8)"
    if lead == "of" and first > 1 and words[first - 2].lower == "age":
        return True
    if lead in sets["labels"] or lead in sets["money"] or (before.end == words[first].start and before.text in "-–/.#:"):
        return True
    return words[first].text[0].isdigit() and before.text[0].isupper() and _inside_sentence(words, first - 1)


def _measures(number: Word, after: Word) -> bool:
    """Whether a number followed by this word is a measure, or a name as in "313 Brigade"."""
    sets = number_words().sets
    joined = after.start == number.end and after.text in "-–/:°$€%"
    return joined or after.text == "%" or after.lower in sets["measures"] or (
        after.text[0].isupper() and after.lower in sets["unit_heads"]
    )


def _inside_sentence(words: Sequence[Word], index: int) -> bool:
    """Whether a capital at this word is a name's and not only that of a beginning sentence."""
    return index > 0 and words[index - 1].text not in (".", "!", "?", ":", '"', "“") and "\n" not in words[index - 1].text

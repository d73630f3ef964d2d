"""Names as they are given to users: the words of the text, on one line."""

from __future__ import annotations

import re

_FIRST_ARTICLE = re.compile(r"^(?:The|A|An(?= [aeiouhAEIOUH]))(?= )")   # "An Nahar" has no English article


def one_line(words: str) -> str:
    """The words with a single space wherever the text has blanks or a line break."""
    return " ".join(words.split())


def pattern(name: str) -> str:
    """A regular expression for the name in a text that may break a line inside it."""
    return r"\s+".join(map(re.escape, name.split()))


def speaker(words: str) -> str:
    """Who is said to say so, as named in the text; an article that is a capital only by opening a sentence is written small.

    >>> speaker("The Afghan\\ngovernment"), speaker("A. Khan")
    ('the Afghan government', 'A. Khan')
    """
    return _FIRST_ARTICLE.sub(lambda article: article[0].lower(), one_line(words))

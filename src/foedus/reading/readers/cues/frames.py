"""The cues of standing ties: `relations.yml` compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from foedus.model.vocabulary import RelationType, vocabulary
from foedus.reading.readers.cues.encode import ACTOR, MENTION, PLACE

# A list of mentions, "A, B as well as the C"; its length is bounded so that no text makes matching slow.
LINK = r"(?:,|,? and|,? or|,? as well as|/) ?(?:the |its |their |of |both |with |by )?"
LIST = f"{MENTION}(?:{LINK}{MENTION}){{0,8}}"

_ARTICLES = r"(?:the |an? |its |their |his |both |former |late |some |other |local ){0,3}"
_GAP = r"[^\ue000-\uf7ff;:—]{0,40}? "


class Order(StrEnum):
    """Where the ends of a tie stand around its cue (explained at the head of relations.yml)."""

    FORWARD = "forward"
    BACKWARD = "backward"
    MUTUAL = "mutual"
    PATTERNS = "patterns"


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of relations.yml; `rule` names it in a claim's origin, `a` and `b` are the kinds an end may be (empty: any actor).

    `begins` where the words tell the tie's beginning, so that the date of the clause is its start (rulings 1 and 17).
    """

    type: str
    order: Order
    rule: str
    compiled: re.Pattern[str]
    a: tuple[str, ...]
    b: tuple[str, ...]
    begins: bool


@cache
def frames() -> tuple[Frame, ...]:
    """Every line of relations.yml."""
    source = files("foedus.reading.readers.cues").joinpath("relations.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(source)
    roles = "|".join(data["roles"])
    return tuple(
        Frame(
            kind, Order(order), f"relation/{kind}/{order}/{number}", re.compile(_expand(line, Order(order), roles)),
            *_kinds(vocabulary().relation(kind), data["kinds"].get(kind, {})), kind in data["begins"],
        )
        for kind, orders in data["ties"].items()
        for order, lines in orders.items()
        for number, line in enumerate(lines, 1)
    )


def _kinds(kind: RelationType, narrowed: dict[str, list[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the ends may be by the vocabulary, or fewer."""
    return tuple(narrowed.get("a", kind.a)), tuple(narrowed.get("b", kind.b))


def _expand(line: str, order: Order, roles: str) -> str:
    line = line.replace("{role}", f"(?P<role>{roles})").replace("{gap}", _GAP).replace("{the}", _ARTICLES)
    if order is not Order.PATTERNS:
        return rf"(?<![\w-])(?:{line})(?:\b|(?<!\w))(?!-)"
    for end, one in (("a", ACTOR), ("b", ACTOR), ("p", PLACE)):
        line = line.replace("{" + end + "}", f"{_ARTICLES}(?P<{end}>{one}(?:{LINK}{one}){{0,8}})")
    return line

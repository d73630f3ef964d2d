"""Second names that the text gives itself: "Islamic Movement of Uzbekistan (IMU)", "X, also known as Y"."""

from __future__ import annotations

from itertools import pairwise

from foedus.model.source import Document
from foedus.reading.steps.actors.cluster import Cluster
from foedus.reading.steps.actors.marks import Line, Mark
from foedus.reading.steps.actors.words import Words

_REACH = 50  # characters that may lie between two names of one actor


def join_second_names(document: Document, line: Line, made: dict[int, Cluster], words: Words) -> None:
    """Joins the clusters of neighbouring marks that are names of one actor; `made` maps first tokens to clusters."""
    for left, right in pairwise(sorted(line.marks, key=lambda m: (m.first, m.last))):
        if left.first not in made or right.first not in made or left.last > right.first:
            continue
        one, other = made[left.first].root(), made[right.first].root()
        if one is not other and _are_one(document, line, left, right, words):
            one.join(other)


def _are_one(document: Document, line: Line, left: Mark, right: Mark, words: Words) -> bool:
    if "state" in (left.kind, right.kind):
        return False
    between = document.text[line.tokens[left.last - 1].end : line.tokens[right.first].start]
    if len(between) > _REACH:
        return False
    spoken = " ".join(between.lower().replace(",", " ").replace("(", " ").replace(".", "").split())
    if spoken in words["also_known"]:
        return True
    acronym = right.last - right.first == 1 and line.tokens[right.first].text.isupper() and left.kind != "person"
    if spoken == "or":
        return acronym
    opened = between.strip(" ,") in ("(", "(the", "[", "(or")
    return opened and (acronym or (left.kind == right.kind and left.kind != "person"))

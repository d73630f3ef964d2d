"""How well dates are found and valued: TimeBank and AQUAINT, scored as TempEval-3 scored them.

    python benchmarks/dates.py FOLDER [--json] [--half even|odd] [--misses N]

FOLDER holds TimeML files (*.tml), in it or in its folders, as in TBAQ-cleaned of TempEval-3 (UzZaman et al. 2013).
An expression counts as found strictly if both its ends agree with the gold ones, relaxedly if it shares a character with a gold
expression that no earlier expression took; its value counts if it was found relaxedly and has the gold value, letter for letter.
"Coarse" counts a value also if it is finer than the gold one and agrees as far as that goes ("1998-02-27" for "1998-02").
The creation time of the document is given, not scored. Beside Foedus, where it is installed, `dateparser.search.search_dates` in
English, with the creation time as base and past dates preferred; its values are days (with the hour where it names one), so that
"coarse" is the fair comparison.

The rules were set on the documents in even places (by path, from 0); those in odd places show how far they carry.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path

from foedus.model.dates import DateSpan
from foedus.reading.steps.dates import find_timex

Expression = tuple[int, int, str]  # start, end, TIMEX3 value
Finder = Callable[[str, str], list[Expression]]


@dataclass(frozen=True)
class Text:
    """A document: its text, its creation date (ISO) and its gold expressions."""

    name: str
    words: str
    created: str
    gold: tuple[Expression, ...]


@dataclass
class Tally:
    """Counts over documents; `misses` are lines for a person to read."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0
    coarse: int = 0
    misses: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float | int]:
        return {
            "gold": self.gold, "found": self.found,
            **{f"{name} {measure}": round(figure, 4)
               for name in ("strict", "relaxed", "value", "coarse")
               for measure, figure in zip(("P", "R", "F1"), self._measures(getattr(self, name)), strict=True)},
        }

    def _measures(self, right: int) -> tuple[float, float, float]:
        precision, recall = right / self.found if self.found else 0.0, right / self.gold if self.gold else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def load(path: Path) -> Text:
    """Reads one TimeML file."""
    root = ET.parse(path).getroot()
    created = root.find(".//TIMEX3[@functionInDocument='CREATION_TIME']")
    if created is None:
        raise SystemExit(f"{path}: no TIMEX3 with functionInDocument CREATION_TIME; is this a TimeML file?")
    body = root.find("TEXT")
    if body is None:
        raise SystemExit(f"{path}: no TEXT element; is this a TimeML file?")
    pieces: list[str] = []
    gold: list[Expression] = []

    def walk(node: ET.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if node.tag == "TIMEX3" and node is not created:
            end = sum(map(len, pieces))
            if end > start:
                gold.append((start, end, node.get("value", "")))

    walk(body)
    return Text(path.stem, "".join(pieces), created.get("value", "")[:10], tuple(sorted(gold)))


def foedus(words: str, created: str) -> list[Expression]:
    """This project's grammar."""
    return [(found.start, found.end, found.value) for found in find_timex(words, DateSpan.parse(created))]


def dateparser_search() -> Finder | None:
    """The peer, None where it is not installed."""
    try:
        search_dates = import_module("dateparser.search").search_dates
    except ImportError:
        return None

    def search(words: str, created: str) -> list[Expression]:
        base = {"RELATIVE_BASE": datetime.fromisoformat(created), "PREFER_DATES_FROM": "past"}
        found: list[Expression] = []
        at = 0
        for piece, when in search_dates(words, languages=["en"], settings=base) or []:
            start = words.find(piece, at)
            if start >= 0:
                at = start + len(piece)
                clock = re.search(r"\d:\d\d|\b[ap]\.?m\b", piece)
                found.append((start, at, when.strftime("%Y-%m-%dT%H:%M" if clock else "%Y-%m-%d")))
        return found

    return search


def score(texts: Iterable[Text], find: Finder) -> Tally:
    """Scores one finder over the documents."""
    tally = Tally()
    for text in texts:
        found = find(text.words, text.created)
        tally.gold += len(text.gold)
        tally.found += len(found)
        free = list(text.gold)
        for start, end, value in found:
            tally.strict += any((start, end) == gold[:2] for gold in text.gold)
            match = next((gold for gold in free if gold[0] < end and start < gold[1]), None)
            if match is None:
                tally.misses.append(_line(text, "extra", (start, end, value)))
                continue
            free.remove(match)
            tally.relaxed += 1
            tally.value += match[2] == value
            tally.coarse += match[2] == value[: len(match[2])] != ""
            if match[2] != value:
                tally.misses.append(_line(text, f"should be {match[2]}", (start, end, value)))
        tally.misses += [_line(text, "missed", gold) for gold in free]
    return tally


def _line(text: Text, fault: str, expression: Expression) -> str:
    start, end, value = expression
    return f"{text.name} {text.created} {fault}: {value}   <{_around(text.words, start, end)}>"


def _around(words: str, start: int, end: int) -> str:
    return " ".join(f"{words[max(0, start - 40) : start]}[{words[start:end]}]{words[end : end + 30]}".split())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of TimeML files")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--half", choices=("even", "odd"), help="only every other document")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print the first N faults of Foedus")
    options = parser.parse_args(arguments)
    paths = sorted(options.folder.rglob("*.tml"))
    if not paths:
        parser.error(f"{options.folder} holds no *.tml file; give the folder of TBAQ-cleaned")
    texts = [load(path) for path in paths]
    halves = {"even": texts[::2], "odd": texts[1::2]}
    parts = {options.half: halves[options.half]} if options.half else {**halves, "all": texts}
    finders: dict[str, Finder] = {"foedus": foedus}
    peer = dateparser_search()
    if peer is not None and not options.misses:
        finders["dateparser.search"] = peer
    tallies = {name: {part: score(chosen, find) for part, chosen in parts.items()} for name, find in finders.items()}
    figures = {name: {part: tally.figures() for part, tally in of.items()} for name, of in tallies.items()}
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        _print(figures)
    for line in next(iter(tallies["foedus"].values())).misses[: options.misses]:
        print(line)
    return 0


def _print(figures: dict[str, dict[str, dict[str, float | int]]]) -> None:
    measures = ("strict F1", "relaxed F1", "value F1", "coarse F1")
    print(f"{'reader':18} {'documents':10} {'gold':>5} {'found':>5} " + " ".join(f"{measure:>10}" for measure in measures))
    for name, parts in figures.items():
        for part, row in parts.items():
            print(f"{name:18} {part:10} {row['gold']:5} {row['found']:5} " + " ".join(f"{row[m]:10.3f}" for m in measures))


if __name__ == "__main__":
    sys.exit(main())

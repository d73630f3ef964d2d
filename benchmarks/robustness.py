"""What a reader's F1 loses when a report comes in another guise, on hand-coded passages.

    python benchmarks/robustness.py ../shared/gold --set dev [--reader cues] [--seed 1] [--json]

FOLDER is as for gold.py. The text of each passage is changed and the gold quotes with it; gold names stay as they are, so
a name that came out garbled counts as lost. The changes: UPPER CASE; no diacritics; OCR noise in 1 % of the characters (lost,
doubled, split or mistaken for one of like shape; drawn from the seed and the passage's id); dates in American order
("January 4, 2013") and in British order ("4 January 2013").
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from gold import MEASURES, load_scorer, predict

from foedus.reading.readers.registry import DEFAULT, names

NOISE = 0.01   # the share of characters that OCR noise hits

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[0-3]?\d(?:st|nd|rd|th)?(?:(?:[-–]| and | to )[0-3]?\d(?:st|nd|rd|th)?)?)"
_NO_NAME = r"(?! (?:Movement|Front|Brigades?|Battalion|Revolution|Agreement|Accords?)\b)"   # as in "March 23 Movement"
_BRITISH = re.compile(rf"\b{_DAY}(?: of)? {_MONTH}(?:,? (?P<year>(?:19|20)\d\d))?\b{_NO_NAME}")
_AMERICAN = re.compile(rf"\b{_MONTH} {_DAY}(?:, ?(?P<year>(?:19|20)\d\d))?\b(?![,.]?\d){_NO_NAME}")


class Edit(NamedTuple):
    """The characters from `start` to `end` become `words`."""

    start: int
    end: int
    words: str


Change = Callable[[str, random.Random], Iterator[Edit]]


@cache
def lookalikes() -> dict[str, list[str]]:
    """What scanning takes a character for."""
    table: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "lookalikes.yml").read_text(encoding="utf-8"))
    return table


def upper_case(text: str, _: random.Random) -> Iterator[Edit]:
    """Every letter a capital."""
    for at, character in enumerate(text):
        if character.upper() != character:
            yield Edit(at, at + 1, character.upper())


def no_diacritics(text: str, _: random.Random) -> Iterator[Edit]:
    """Letters without their marks."""
    for at, character in enumerate(text):
        bare = "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
        if bare != unicodedata.normalize("NFD", character):
            yield Edit(at, at + 1, bare)


def ocr_noise(text: str, chance: random.Random) -> Iterator[Edit]:
    """What scanning does to characters other than white space."""
    for at, character in enumerate(text):
        if not character.isspace() and chance.random() < NOISE:
            others = ("", character * 2, f"{character} ", *lookalikes().get(character, []) * 3)   # a lookalike is likelier
            yield Edit(at, at + 1, chance.choice(others))


def american_dates(text: str, _: random.Random) -> Iterator[Edit]:
    """Month before day."""
    for found in _BRITISH.finditer(text):
        year = f", {found['year']}" if found["year"] else ""
        yield Edit(*found.span(), f"{found['month']} {found['day']}{year}")


def british_dates(text: str, _: random.Random) -> Iterator[Edit]:
    """Day before month."""
    for found in _AMERICAN.finditer(text):
        year = f" {found['year']}" if found["year"] else ""
        yield Edit(*found.span(), f"{found['day']} {found['month']}{year}")


CHANGES: dict[str, Change] = {
    "upper case": upper_case, "no diacritics": no_diacritics, "OCR noise": ocr_noise,
    "American dates": american_dates, "British dates": british_dates,
}


class Changed:
    """A text after its edits, and where its old offsets are now."""

    def __init__(self, text: str, edits: list[Edit]) -> None:
        self.edits = edits
        self._text = text
        self._ends = [edit.end for edit in edits]   # the old offset from which on a shift holds
        self._shifts: list[int] = []
        parts: list[str] = []
        at = shift = 0
        for edit in edits:
            parts += [text[at : edit.start], edit.words]
            at = edit.end
            shift += len(edit.words) - (edit.end - edit.start)
            self._shifts.append(shift)
        self.text = "".join([*parts, text[at:]])

    def now(self, offset: int) -> int:
        """Where an old offset is; one inside an edit is at its start."""
        number = bisect_right(self._ends, offset)
        shift = self._shifts[number - 1] if number else 0
        if number < len(self.edits) and self.edits[number].start < offset:
            return self.edits[number].start + shift
        return offset + shift

    def quote(self, words: str) -> str:
        """The quote as it stands in the changed text; itself where it did not stand in the old one."""
        start = self._text.find(words)
        return self.text[self.now(start) : self.now(start + len(words))] if start >= 0 else words


def write_changed(folder: Path, change: Change, seed: int, target: Path) -> int:
    """Writes the passages of the folder, changed, into the target; returns how many edits that took."""
    edits = 0
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        changed = Changed(text, list(change(text, random.Random(f"{seed} {path.stem}"))))
        edits += len(changed.edits)
        gold = json.loads(path.read_text(encoding="utf-8"))
        for claim in (*gold["events"], *gold["relations"]):
            claim["quote"] = changed.quote(claim["quote"])
        (target / path.name).write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        (target / path.name).with_suffix(".txt").write_text(changed.text, encoding="utf-8")
    return edits


def f1(scorer: Any, gold_folder: Path, reader_name: str) -> dict[str, float]:
    """F1 of each measure of the gold scorer."""
    with tempfile.TemporaryDirectory() as target:
        predict(gold_folder, reader_name, Path(target))
        result = scorer.score(gold_folder, target)
    return {measure: result[measure]["f1"] for measure in MEASURES}


def losses(scorer: Any, folder: Path, reader_name: str, seed: int) -> dict[str, Any]:
    """F1 of the passages as they are and under each change, with what it lost."""
    plain = f1(scorer, folder, reader_name)
    report: dict[str, Any] = {"as it is": {"f1": plain}}
    for name, change in CHANGES.items():
        with tempfile.TemporaryDirectory() as target:
            edits = write_changed(folder, change, seed, Path(target))
            here = f1(scorer, Path(target), reader_name)
        lost = {measure: round(plain[measure] - here[measure], 3) for measure in MEASURES}
        report[name] = {"f1": here, "lost": lost, "edits": edits}
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", action="append", dest="sets", help="a sub-folder to score; may be repeated (default: dev)")
    parser.add_argument("--reader", action="append", dest="readers", choices=names(), help=f"repeatable (default: {DEFAULT})")
    parser.add_argument("--seed", type=int, default=1, help="of the OCR noise (default: 1)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scorer = load_scorer(options.folder / "score.py")
    report = {
        f"{name} {part}": losses(scorer, options.folder / part, name, options.seed)
        for name in options.readers or [DEFAULT]
        for part in options.sets or ["dev"]
    }
    if options.json:
        print(json.dumps(report, indent=1))
        return
    for title, rows in report.items():
        print(f"== {title}: F1 (lost)\n  {'':15}" + "".join(f"{measure:>16}" for measure in MEASURES) + f"{'edits':>8}")
        for name, row in rows.items():
            cells = (f"{row['f1'][m]:.3f}" + (f" ({row['lost'][m]:.3f})" if "lost" in row else " " * 8) for m in MEASURES)
            print(f"  {name:15}" + "".join(f"{cell:>16}" for cell in cells) + f"{row.get('edits', ''):>8}")


if __name__ == "__main__":
    main()

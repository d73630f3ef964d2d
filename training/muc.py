"""MUC-4 texts and keys as partly labelled examples: incidents with perpetrators, targets and victims, nothing else.

    python -m training.muc ../shared/data/muc4/processed/train.json --tokenizer DIR/tokenizer.json --out muc.pkl

The keys name the fillers of incidents only, so whatever they leave out (other mentions, other events, relations) is
neither right nor wrong and is not punished while training. Some texts are coded with the whole codebook instead
(`corpus/muc4/`, without their words).
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from foedus.model.source import Document
from foedus.reading.pipeline import prepare
from foedus.reading.prepared import Prepared
from foedus.reading.readers.trained.features import WindowInput, covered, inputs
from foedus.reading.readers.trained.labels import EVENTS, KINDS, THING
from foedus.reading.steps import certainty, dates, numbers
from foedus.reading.steps.sentences import Sentence
from training import passages
from training.examples import Entity, Event, Example, Record, document_of, examples
from training.tokens import pieces_of
from training.triggers import choose_triggers

INCIDENTS = {"attack": "attack", "bombing": "bombing", "kidnapping": "abduction", "arson": "attack", "robbery": "attack"}
ROLES = {
    "PerpInd": ("initiators", "community"),
    "PerpOrg": ("initiators", "group"),
    "Target": ("targets", THING),
    "Victim": ("targets", "person"),
}
PARTIAL = frozenset({"mentions", "events", "relations"})

Filler = list[list[Any]]
_GAP = re.compile(r"(?<=[.?!])([\"')]*)(\s{2,})")


def prepared(text: str) -> Prepared:
    """The text with sentences and dates; it is all lower case, so names and places cannot be marked."""
    sentences, start = [], 0
    for found in re.finditer(r"(?<=[.?!])\s{2,}|$", text):
        if text[start : found.start()].strip():
            sentences.append(Sentence(start, found.start(), 0))
        start = found.end()
    document = Document(text)
    marks = tuple(sentences)
    return Prepared(document, marks, dates.find(text, None), numbers.find(text), (), certainty.find(text, marks), (), ())


def spaced(text: str) -> str:
    """The text with its sentences set apart by an empty line, as a reader is given it; every character keeps its place."""
    return _GAP.sub(lambda gap: gap[1] + "\n\n" + " " * (len(gap[2]) - 2), text)


def incidents(row: dict[str, Any], pieces: Any) -> Iterator[Example]:
    """The windows of one text that hold an incident of its keys."""
    ready = prepared(row["doctext"])
    for window in inputs(ready, pieces):
        entities: list[Entity] = []
        events = [event for template in row["templates"] if (event := _event(ready, window, template, entities)) is not None]
        if events:
            yield Example(row["docid"], "incident keys", window, entities, events, [], PARTIAL, row["doctext"])


def _event(ready: Prepared, window: WindowInput, template: dict[str, Any], entities: list[Entity]) -> Event | None:
    kind = INCIDENTS.get(template["incident_type"].split(" / ")[0])
    if kind is None:
        return None
    slots: list[tuple[str, int]] = []
    offsets: list[int] = []
    for role, (slot, actor_kind) in ROLES.items():
        for filler in template.get(role) or []:
            index = _entity(window, filler, KINDS.index(actor_kind), entities)
            if index is not None:
                slots.append((slot, index))
                offsets += [offset for _, offset in filler]
    quote = _best_sentence(ready, window, offsets)
    return Event(EVENTS.index(kind), quote, -1, -1, False, list(dict.fromkeys(slots)), [], []) if quote and slots else None


def _entity(window: WindowInput, filler: Filler, kind: int, entities: list[Entity]) -> int | None:
    """The index of the entity these strings name, new or met before; None where no string stands in the window."""
    mentions = []
    for words, offset in filler:
        here = covered(window.words, offset, offset + len(words))
        if here is not None and here[0] < here[1] and window.words[here[0]].start >= offset:
            mentions.append(here)
    if not mentions:
        return None
    for index, entity in enumerate(entities):
        if set(entity.mentions) & set(mentions):
            return index
    entities.append(Entity(filler[0][0], kind, mentions))
    return len(entities) - 1


def _best_sentence(ready: Prepared, window: WindowInput, offsets: list[int]) -> tuple[int, int] | None:
    """The sentence with most of the fillers, as words of the window."""
    if not offsets:
        return None
    best = max(ready.sentences, key=lambda s: (sum(s.start <= o < s.end for o in offsets), -s.start))
    return covered(window.words, best.start, best.end)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--coded", type=Path, default=passages.FOLDER / "muc4", help="texts coded with the whole codebook")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    pieces = pieces_of(options.tokenizer)
    rows = [json.loads(line) for line in options.texts.read_text(encoding="utf-8").splitlines()]
    texts = {row["docid"]: spaced(row["doctext"]) for row in rows}
    whole = {passage["of"] for _, passage in passages.load(options.coded)}
    if missing := sorted(whole - texts.keys()):
        raise SystemExit(
            f"{options.texts} lacks {len(missing)} of the {len(whole)} coded texts ({', '.join(missing[:3])}); "
            "name GTT's train.json, or another folder with --coded"
        )
    records = []
    for name, text, told in passages.with_words(options.coded, texts):
        gold = {**told, "genre": "wire"}
        ready = prepare(document_of(text, gold))
        records.append(Record(name, "wire", ready, gold, examples(name, ready, gold, pieces)))
    for row in rows:
        found = list(incidents(row, pieces)) if row["templates"] and row["docid"] not in whole else []
        if found:
            records.append(Record(row["docid"], "incident keys", prepared(row["doctext"]), {}, found))
    choose_triggers([example for record in records for example in record.examples])
    options.out.write_bytes(pickle.dumps(records))
    print(f"{len(records)} texts, {sum(len(r.examples) for r in records)} windows -> {options.out}")


if __name__ == "__main__":
    main()

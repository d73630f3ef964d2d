"""Runs the reading steps over gold passages, the corpus and texts of others once, and keeps what training and evaluation need.

Where a second coder read a gold passage again (`corpus/second/`), their claims stand in place of the first coder's.

python -m training.prepare --gold ../shared/gold/train --tokenizer DIR/tokenizer.json --out train.pkl
    [--no-corpus] [--others TEXTS]
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

from foedus.reading.pipeline import prepare
from training import others, passages
from training.examples import Gold, Record, document_of, examples, genre_of, load_gold
from training.offsets import load_texts
from training.passages import Passage
from training.tokens import pieces_of
from training.triggers import choose_triggers


def second_reading(text: str, gold: Gold, again: Passage) -> Gold:
    """The gold with the actors, events and relations of its second reading."""
    claims = passages.quoted(again, text)
    return {**gold, **{part: claims[part] for part in ("actors", "events", "relations")}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", default=[], help="a folder of gold passages; may be repeated")
    parser.add_argument("--corpus", action=argparse.BooleanOptionalAction, default=True, help="add our own corpus")
    parser.add_argument("--others", type=Path, help="the texts that corpus/others codes, as training.others writes them")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    texts = {name: (name, text, gold) for folder in options.gold for name, text, gold in load_gold(folder)}
    for name, again in passages.second_readings().items():
        if name in texts:
            texts[name] = (name, texts[name][1], second_reading(*texts[name][1:], again))
    if options.corpus:  # the corpus holds some of the reference passages too; each is learned once
        texts |= {p["id"]: (p["id"], p["text"] + "\n", passages.to_gold(p)) for _, p in passages.load()}
    if options.others:
        before = len(texts)
        texts |= {name: (name, text, gold) for name, text, gold in passages.with_words(others.FOLDER, load_texts(options.others))}
        print(f"{len(texts) - before} of {sum(1 for _ in passages.load(others.FOLDER))} passages of others have their text")
    pieces = pieces_of(options.tokenizer)
    records = []
    for name, text, gold in texts.values():
        prepared = prepare(document_of(text, gold))
        records.append(Record(name, genre_of(name, gold), prepared, gold, examples(name, prepared, gold, pieces)))
    choose_triggers([example for record in records for example in record.examples])
    options.out.write_bytes(pickle.dumps(records))
    print(f"{len(records)} passages, {sum(len(r.examples) for r in records)} windows -> {options.out}")


if __name__ == "__main__":
    main()

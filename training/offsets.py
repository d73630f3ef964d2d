"""Leaves the words of others out of claims coded on their texts: each quote becomes its place in the text.

    python -m training.offsets CODED --texts ../shared/data/muc4/processed/train.json --out corpus/muc4

CODED is a folder of passages in the corpus format whose `of` names a text; `--texts` is a folder of `<name>.txt`, or JSON lines
with `docid` and `doctext`. A quote that stands in the text more than once is placed where it first stands. Files of the same name
in the output folder are replaced. `training.passages.quoted` puts the words back.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from training import passages
from training.passages import Passage


def load_texts(path: Path) -> dict[str, str]:
    """The texts by name."""
    if path.is_dir():
        return {file.stem: file.read_text(encoding="utf-8") for file in sorted(path.glob("*.txt"))}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["docid"]: row["doctext"] for row in rows}


def without_words(passage: Passage, texts: Mapping[str, str]) -> Passage:
    """The passage with `first-last` for each quote and the length of the text.

    Raises ValueError where the text is unknown or lacks the quote.
    """
    text = texts.get(passage.get("of", ""))
    if text is None:
        raise ValueError(f"{passage['id']}: `of` names {passage.get('of')!r}, which is none of the {len(texts)} texts")
    coded = {part: [_placed(passage["id"], claim, text) for claim in passage.get(part) or []] for part in ("events", "relations")}
    known = {key: passage[key] for key in ("id", "of", "genre", "published") if passage.get(key)}
    return {**known, "characters": str(len(text)), "actors": passage.get("actors") or [], **coded}


def _placed(name: str, claim: dict[str, Any], text: str) -> dict[str, Any]:
    quote = claim.get("quote", "").strip()
    first = text.find(quote)
    if first < 0 or not quote:
        raise ValueError(f"{name}: the text has no {quote!r}; quote its words exactly")
    return {**claim, "quote": f"{first}-{first + len(quote)}"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    texts = load_texts(options.texts)
    files: dict[str, list[Passage]] = {}
    try:
        for path, passage in passages.load(options.coded):
            files.setdefault(path.name, []).append(without_words(passage, texts))
    except ValueError as fault:
        sys.exit(str(fault))
    options.out.mkdir(parents=True, exist_ok=True)
    for name, coded in files.items():
        documents = (yaml.safe_dump(one, sort_keys=False, allow_unicode=True, width=140) for one in coded)
        (options.out / name).write_text("".join(f"---\n{document}" for document in documents), encoding="utf-8")
    print(f"{sum(map(len, files.values()))} passages -> {options.out}")


if __name__ == "__main__":
    main()

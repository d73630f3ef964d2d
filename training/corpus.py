"""The corpus: passages of our own writing, annotated with the codebook (format: corpus/README.md).

python -m training.corpus check            validate every file; non-zero exit on any fault
python -m training.corpus show an-01-03    one passage with its claims under their quotes
python -m training.corpus counts           how often each type, certainty, status, genre and region occurs
python -m training.corpus gold DIR         write <id>.txt and <id>.json pairs in the gold form
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from training.checking import check
from training.passages import FOLDER, load, to_gold


def show(folder: Path, wanted: str) -> int:
    for _, passage in load(folder):
        if passage["id"] == wanted:
            gold = to_gold(passage)
            print(
                f"{passage['id']}  {passage.get('title')}  ({passage.get('published')}, {passage['genre']})\n\n"
                f"{passage['text']}\n"
            )
            for actor in gold["actors"]:
                print(f"  {actor['kind']:9} {actor['name']}" + (f" = {'; '.join(actor['aliases'])}" if actor["aliases"] else ""))
            for claim in [*gold["events"], *gold["relations"]]:
                facts = {
                    k: v for k, v in claim.items() if k not in ("type", "quote") and v not in (None, [], "stated", "completed")
                }
                print(f"\n  “{claim['quote']}”\n    {claim['type']}: " + "; ".join(f"{k}={v}" for k, v in facts.items()))
            return 0
    print(f"no passage {wanted!r} in {folder}", file=sys.stderr)
    return 1


def counts(folder: Path) -> int:
    seen: dict[str, Counter[str]] = {
        k: Counter() for k in ("genre", "region", "names", "event", "relation", "certainty", "status", "decade")
    }
    words = number = 0
    for _, passage in load(folder):
        number += 1
        words += len(passage["text"].split())
        for key in ("genre", "region", "names"):
            seen[key][passage.get(key, "?")] += 1
        seen["decade"][(passage.get("published") or "none")[:3]] += 1
        for event in passage.get("events") or []:
            seen["event"][event["type"]] += 1
            seen["certainty"][event.get("certainty", "stated")] += 1
            seen["status"][event.get("status", "completed")] += 1
        for relation in passage.get("relations") or []:
            seen["relation"][relation["type"]] += 1
            seen["certainty"][relation.get("certainty", "stated")] += 1
    print(f"{number} passages, {words} words")
    for key, counter in seen.items():
        print(f"{key}: " + ", ".join(f"{name} {n}" for name, n in counter.most_common()))
    return 0


def gold(folder: Path, target: Path) -> int:
    target.mkdir(parents=True, exist_ok=True)
    for _, passage in load(folder):
        (target / f"{passage['id']}.txt").write_text(passage["text"] + "\n", encoding="utf-8")
        (target / f"{passage['id']}.json").write_text(
            json.dumps(to_gold(passage), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the corpus folder (default: corpus/)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check")
    commands.add_parser("counts")
    commands.add_parser("show").add_argument("id")
    commands.add_parser("gold").add_argument("target", type=Path)
    args = parser.parse_args()
    if args.command == "check":
        return check(args.folder)
    if args.command == "counts":
        return counts(args.folder)
    if args.command == "show":
        return show(args.folder, args.id)
    return gold(args.folder, args.target)


if __name__ == "__main__":
    sys.exit(main())

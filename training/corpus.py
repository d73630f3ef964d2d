"""The corpus: passages of our own writing, annotated with the codebook (format: corpus/README.md).

python -m training.corpus check            validate every file; non-zero exit on any fault
python -m training.corpus show an-01-03    one passage with its claims under their quotes
python -m training.corpus counts           how often each type, certainty, status, genre and region occurs
python -m training.corpus gold DIR         write <id>.txt and <id>.json pairs in the gold form
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "corpus"
VOCABULARY = ROOT / "src" / "foedus" / "vocabulary"

GENRES = ("analysis", "wire", "country", "profile", "history", "ngo", "commentary")
NAMES = ("real", "invented", "mixed")
COUNTS = ("killed", "wounded", "captured", "freed", "displaced")
PEOPLE = ("initiators", "targets", "participants")

_ONE_DATE = r"(?:\d{4}(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12]\d|3[01]))?)?|\d{3}X)[~?%]?"
_EDTF = re.compile(rf"^(?:{_ONE_DATE}|(?:{_ONE_DATE}|\.\.)/(?:{_ONE_DATE}|\.\.))$")
_COUNT = re.compile(r"^(?:~(\d+)|(\d+)\+(~?)|-(\d+)(~?)|(\d+)-(\d+)(~?)|(\d+))$")

_TOP_KEYS = {"id", "genre", "region", "names", "published", "title", "text", "actors", "events", "relations", "note"}
_CLAIM_KEYS = {"type", "certainty", "attribution", "sources", "quote"}
_EVENT_KEYS = _CLAIM_KEYS | {"date", "place", "country", "status", *PEOPLE, *COUNTS}
_RELATION_KEYS = _CLAIM_KEYS | {"a", "b", "start", "end", "role"}

Passage = dict[str, Any]


def load_vocabulary(name: str) -> dict[str, dict[str, Any]]:
    """One vocabulary file as a mapping, for example ``relations``."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load((VOCABULARY / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded


def parse_count(text: str | None) -> dict[str, Any] | None:
    """``50-200`` and its kin as the codebook's ``{min, max, approx}``; None stays None."""
    if text is None:
        return None
    found = _COUNT.match(text)
    if found is None:
        raise ValueError(f"count {text!r} is none of 5, 50-200, 10+, -50, ~400, 24+~")
    about, least, least_about, most, most_about, low, high, range_about, exact = found.groups()
    if about:
        return {"min": int(about), "max": int(about), "approx": True}
    if least:
        return {"min": int(least), "max": None, "approx": bool(least_about)}
    if most:
        return {"min": None, "max": int(most), "approx": bool(most_about)}
    if low:
        return {"min": int(low), "max": int(high), "approx": bool(range_about)}
    return {"min": int(exact), "max": int(exact), "approx": False}


def write_count(count: dict[str, Any] | None) -> str | None:
    """The inverse of `parse_count`."""
    if count is None:
        return None
    low, high, about = count["min"], count["max"], "~" if count["approx"] else ""
    if low == high:
        return f"{about}{low}"
    if high is None:
        return f"{low}+{about}"
    if low is None:
        return f"-{high}{about}"
    return f"{low}-{high}{about}"


def load(folder: Path = FOLDER) -> Iterator[tuple[Path, Passage]]:
    """Every passage of every file, in file and document order."""
    for path in sorted(folder.glob("*.yml")):
        for passage in yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
            if passage is not None:
                passage["text"] = passage.get("text", "").strip()
                yield path, passage


def _value(text: Any) -> Any:
    return None if text in ("", "null", None) else text


def _sources(lines: list[str]) -> list[dict[str, Any]]:
    out = []
    for line in lines:
        parts = [part.strip() or None for part in line.split("|")]
        parts += [None] * (3 - len(parts))
        out.append({"publisher": parts[0], "place": parts[1], "date": parts[2]})
    return out


def _claim(claim: Passage) -> Passage:
    return {
        "certainty": claim.get("certainty", "stated"),
        "attribution": _value(claim.get("attribution")),
        "sources": _sources(claim.get("sources") or []),
        "quote": claim["quote"],
    }


def to_gold(passage: Passage) -> Passage:
    """The passage in the form of the gold files (without its text)."""
    events = []
    for event in passage.get("events") or []:
        events.append(
            {
                "type": event["type"],
                "date": _value(event.get("date")),
                "place": _value(event.get("place")),
                "country": _value(event.get("country")),
                **{side: event.get(side) or [] for side in PEOPLE},
                **{count: parse_count(_value(event.get(count))) for count in COUNTS},
                "status": event.get("status", "completed"),
                **_claim(event),
            }
        )
    relations = []
    for relation in passage.get("relations") or []:
        relations.append(
            {
                "type": relation["type"],
                "a": relation["a"],
                "b": relation["b"],
                "start": _value(relation.get("start")),
                "end": _value(relation.get("end")),
                "role": _value(relation.get("role")),
                **_claim(relation),
            }
        )
    actors = [{"name": a["name"], "kind": a["kind"], "aliases": a.get("aliases") or []} for a in passage.get("actors") or []]
    return {
        "id": passage["id"],
        "title": _value(passage.get("title")),
        "publisher": "own text",
        "published": _value(passage.get("published")),
        "url": None,
        "licence": "own text",
        "genre": passage.get("genre"),
        "region": passage.get("region"),
        "actors": actors,
        "events": events,
        "relations": relations,
    }


class Check:
    """Collects what is wrong with passages, one sentence a fault."""

    def __init__(self) -> None:
        self.kinds = set(load_vocabulary("kinds"))
        self.events = set(load_vocabulary("events"))
        self.relations = load_vocabulary("relations")
        self.certainties = set(load_vocabulary("certainty"))
        self.statuses = set(load_vocabulary("status"))
        self.ids: set[str] = set()
        self.faults: list[str] = []

    def passage(self, path: Path, passage: Passage) -> None:
        where = f"{path.name} {passage.get('id', '(no id)')}"

        def wrong(sentence: str) -> None:
            self.faults.append(f"{where}: {sentence}")

        if passage.get("id") in self.ids:
            wrong("this id is used twice")
        self.ids.add(str(passage.get("id")))
        for key in sorted(set(passage) - _TOP_KEYS):
            wrong(f"unknown key {key!r}")
        if passage.get("genre") not in GENRES:
            wrong(f"genre {passage.get('genre')!r} is none of {', '.join(GENRES)}")
        if passage.get("names") not in NAMES:
            wrong(f"names {passage.get('names')!r} is none of {', '.join(NAMES)}")
        if _value(passage.get("published")) and not _EDTF.match(passage["published"]):
            wrong(f"published {passage['published']!r} is no EDTF date")
        names = self._actors(passage, wrong)
        for kind, keys in (("events", _EVENT_KEYS), ("relations", _RELATION_KEYS)):
            for number, claim in enumerate(passage.get(kind) or [], 1):
                self._claim(passage["text"], claim, keys, lambda s, n=number, k=kind: wrong(f"{k[:-1]} {n}: {s}"))  # type: ignore[misc]
        for number, event in enumerate(passage.get("events") or [], 1):
            self._event(passage["text"], event, names, lambda s, n=number: wrong(f"event {n}: {s}"))  # type: ignore[misc]
        for number, relation in enumerate(passage.get("relations") or [], 1):
            self._relation(passage["text"], relation, names, lambda s, n=number: wrong(f"relation {n}: {s}"))  # type: ignore[misc]

    def _actors(self, passage: Passage, wrong: Any) -> dict[str, str]:
        names: dict[str, str] = {}
        for actor in passage.get("actors") or []:
            if not isinstance(actor, dict) or "name" not in actor:
                wrong(f"actor {actor!r} has no name")
                continue
            if actor.get("kind") not in self.kinds:
                wrong(f"actor {actor['name']!r} has kind {actor.get('kind')!r}, none of {', '.join(sorted(self.kinds))}")
            if actor["name"] in names:
                wrong(f"actor {actor['name']!r} is listed twice")
            names[actor["name"]] = str(actor.get("kind"))
            # A state seen only as an adjective or a capital takes the country's name (ruling 6), which may not stand in the text.
            for name in [actor["name"], *(actor.get("aliases") or [])]:
                if name not in passage["text"] and not (
                    name == actor["name"] and actor.get("kind") in ("state", "force", "bloc")
                ):
                    wrong(f"actor name {name!r} does not stand in the text")
        return names

    def _claim(self, text: str, claim: Passage, keys: set[str], wrong: Any) -> None:
        for key in sorted(set(claim) - keys):
            wrong(f"unknown key {key!r}")
        quote = claim.get("quote") or ""
        if not quote or quote not in text:
            wrong(f"quote is not verbatim: {quote[:90]!r}")
        if claim.get("certainty", "stated") not in self.certainties:
            wrong(f"certainty {claim.get('certainty')!r} is none of {', '.join(sorted(self.certainties))}")
        for key in ("date", "start", "end"):
            if _value(claim.get(key)) and not _EDTF.match(claim[key]):
                wrong(f"{key} {claim[key]!r} is no EDTF date")
        for source in _sources(claim.get("sources") or []):
            if source["date"] and not _EDTF.match(source["date"]):
                wrong(f"source date {source['date']!r} is no EDTF date")

    def _event(self, text: str, event: Passage, names: dict[str, str], wrong: Any) -> None:
        if event.get("type") not in self.events:
            wrong(f"type {event.get('type')!r} is none of {', '.join(sorted(self.events))}")
        if event.get("status", "completed") not in self.statuses:
            wrong(f"status {event.get('status')!r} is none of {', '.join(sorted(self.statuses))}")
        for side in PEOPLE:
            if not isinstance(event.get(side, []), list):
                wrong(f"{side} is no [list]")
                continue
            for name in event.get(side, []):
                if name not in names and not (side == "targets" and name in text):
                    wrong(f"{side} names {name!r}, which is no listed actor")
        for count in COUNTS:
            try:
                parse_count(_value(event.get(count)))
            except ValueError as fault:
                wrong(str(fault))
        country = _value(event.get("country"))
        if country and not re.fullmatch("[A-Z]{2}", country):
            wrong(f"country {country!r} is no ISO 3166 alpha-2 code")
        if _value(event.get("place")) and event["place"] not in text:
            wrong(f"place {event['place']!r} does not stand in the text")

    def _relation(self, text: str, relation: Passage, names: dict[str, str], wrong: Any) -> None:
        kind = self.relations.get(str(relation.get("type")))
        if kind is None:
            wrong(f"type {relation.get('type')!r} is none of {', '.join(sorted(self.relations))}")
            return
        for end in "ab":
            name, allowed = relation.get(end), kind.get(end)
            if allowed == ["place"]:
                if not name or name not in text:
                    wrong(f"{end} {name!r} is a place that does not stand in the text")
            elif name not in names:
                wrong(f"{end} {name!r} is no listed actor")
            elif allowed and names[name] not in allowed:
                wrong(f"{end} {name!r} is a {names[name]}, but {relation['type']} takes {', '.join(allowed)}")
        if relation.get("a") == relation.get("b"):
            wrong("both ends are the same actor")


def check(folder: Path) -> int:
    checker, number = Check(), 0
    for path in sorted(folder.glob("*.yml")):
        try:
            for _, passage in ((path, p) for p in yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) if p):
                passage["text"] = passage.get("text", "").strip()
                checker.passage(path, passage)
                number += 1
        except (yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
            checker.faults.append(f"{path.name}: cannot be read: {fault}")
    for fault in checker.faults:
        print(fault)
    print(f"{number} passages, {len(checker.faults)} faults")
    return 1 if checker.faults else 0


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

"""What is wrong with passages of the corpus, one sentence a fault."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS
from training.passages import (
    EDTF,
    EVENT_KEYS,
    GENRES,
    NAMES,
    RELATION_KEYS,
    TOP_KEYS,
    YAML,
    Passage,
    load_vocabulary,
    parse_count,
    sources_of,
    value_of,
)


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
        for key in sorted(set(passage) - TOP_KEYS):
            wrong(f"unknown key {key!r}")
        if passage.get("genre") not in GENRES:
            wrong(f"genre {passage.get('genre')!r} is none of {', '.join(GENRES)}")
        if passage.get("names") not in NAMES:
            wrong(f"names {passage.get('names')!r} is none of {', '.join(NAMES)}")
        if value_of(passage.get("published")) and not EDTF.match(passage["published"]):
            wrong(f"published {passage['published']!r} is no EDTF date")
        names = self._actors(passage, wrong)
        for kind, keys in (("events", EVENT_KEYS), ("relations", RELATION_KEYS)):
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
            if value_of(claim.get(key)) and not EDTF.match(claim[key]):
                wrong(f"{key} {claim[key]!r} is no EDTF date")
        for source in sources_of(claim.get("sources") or []):
            if source["date"] and not EDTF.match(source["date"]):
                wrong(f"source date {source['date']!r} is no EDTF date")

    def _event(self, text: str, event: Passage, names: dict[str, str], wrong: Any) -> None:
        if event.get("type") not in self.events:
            wrong(f"type {event.get('type')!r} is none of {', '.join(sorted(self.events))}")
        if event.get("status", "completed") not in self.statuses:
            wrong(f"status {event.get('status')!r} is none of {', '.join(sorted(self.statuses))}")
        for side in PEOPLE_SLOTS:
            if not isinstance(event.get(side, []), list):
                wrong(f"{side} is no [list]")
                continue
            for name in event.get(side, []):
                if name not in names and not (side == "targets" and name in text):
                    wrong(f"{side} names {name!r}, which is no listed actor")
        for count in COUNT_SLOTS:
            try:
                parse_count(value_of(event.get(count)))
            except ValueError as fault:
                wrong(str(fault))
        country = value_of(event.get("country"))
        if country and not re.fullmatch("[A-Z]{2}", country):
            wrong(f"country {country!r} is no ISO 3166 alpha-2 code")
        if value_of(event.get("place")) and event["place"] not in text:
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
            for _, passage in ((path, p) for p in yaml.load_all(path.read_text(encoding="utf-8"), Loader=YAML) if p):
                passage["text"] = passage.get("text", "").strip()
                checker.passage(path, passage)
                number += 1
        except (yaml.YAMLError, KeyError, TypeError, AttributeError) as fault:
            checker.faults.append(f"{path.name}: cannot be read: {fault}")
    for fault in checker.faults:
        print(fault)
    print(f"{number} passages, {len(checker.faults)} faults")
    return 1 if checker.faults else 0

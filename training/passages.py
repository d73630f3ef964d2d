"""The passages of the corpus in their compact format (corpus/README.md), and as the gold form has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "corpus"
YAML = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar as text; several times faster where libyaml is built in
VOCABULARY = ROOT / "src" / "foedus" / "vocabulary"

GENRES = ("analysis", "wire", "country", "profile", "history", "ngo", "commentary")
NAMES = ("real", "invented", "mixed")

_ONE_DATE = r"(?:\d{4}(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12]\d|3[01]))?)?|\d{3}X)[~?%]?"
EDTF = re.compile(rf"^(?:{_ONE_DATE}|(?:{_ONE_DATE}|\.\.)/(?:{_ONE_DATE}|\.\.))$")
_COUNT = re.compile(r"^(?:~(\d+)|(\d+)\+(~?)|-(\d+)(~?)|(\d+)-(\d+)(~?)|(\d+))$")

TOP_KEYS = {"id", "genre", "region", "names", "published", "title", "text", "actors", "events", "relations", "note"}
_CLAIM_KEYS = {"type", "certainty", "attribution", "sources", "quote"}
EVENT_KEYS = _CLAIM_KEYS | {"date", "place", "country", "status", *PEOPLE_SLOTS, *COUNT_SLOTS}
RELATION_KEYS = _CLAIM_KEYS | {"a", "b", "start", "end", "role"}

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
        for passage in yaml.load_all(path.read_text(encoding="utf-8"), Loader=YAML):
            if passage is not None:
                passage["text"] = passage.get("text", "").strip()
                yield path, passage


def value_of(text: Any) -> Any:
    return None if text in ("", "null", None) else text


def sources_of(lines: list[str]) -> list[dict[str, Any]]:
    out = []
    for line in lines:
        parts = [part.strip() or None for part in line.split("|")]
        parts += [None] * (3 - len(parts))
        out.append({"publisher": parts[0], "place": parts[1], "date": parts[2]})
    return out


def _claim(claim: Passage) -> Passage:
    return {
        "certainty": claim.get("certainty", "stated"),
        "attribution": value_of(claim.get("attribution")),
        "sources": sources_of(claim.get("sources") or []),
        "quote": claim["quote"],
    }


def _event(event: Passage) -> Passage:
    return {
        "type": event["type"],
        "date": value_of(event.get("date")),
        "place": value_of(event.get("place")),
        "country": value_of(event.get("country")),
        **{side: event.get(side) or [] for side in PEOPLE_SLOTS},
        **{count: parse_count(value_of(event.get(count))) for count in COUNT_SLOTS},
        "status": event.get("status", "completed"),
        **_claim(event),
    }


def _relation(relation: Passage) -> Passage:
    return {
        "type": relation["type"],
        "a": relation["a"],
        "b": relation["b"],
        **{part: value_of(relation.get(part)) for part in ("start", "end", "role")},
        **_claim(relation),
    }


def to_gold(passage: Passage) -> Passage:
    """The passage in the form of the gold files (without its text). Publisher and licence are "own text", or None where `of`
    names a text of others, whose licence `corpus/README.md` tells."""
    owner = None if "of" in passage else "own text"
    return {
        "id": passage["id"],
        "title": value_of(passage.get("title")),
        "publisher": owner,
        "published": value_of(passage.get("published")),
        "url": None,
        "licence": owner,
        "genre": passage.get("genre"),
        "region": passage.get("region"),
        "actors": [
            {"name": a["name"], "kind": a["kind"], "aliases": a.get("aliases") or []} for a in passage.get("actors") or []
        ],
        "events": [_event(event) for event in passage.get("events") or []],
        "relations": [_relation(relation) for relation in passage.get("relations") or []],
    }


def quoted(passage: Passage, text: str) -> Passage:
    """A passage coded without its words, in the gold form; each quote, kept as ``first-last``, gets its words from the text.

    Raises ValueError where the text is longer or shorter than the one that was coded.
    """
    if int(passage.get("characters", len(text))) != len(text):
        raise ValueError(
            f"{passage['id']} was coded on a text {passage['of']!r} of {passage['characters']} characters, "
            f"this one has {len(text)}; bring the same version of it"
        )
    gold = to_gold(passage)
    for claim in [*gold["events"], *gold["relations"]]:
        first, last = map(int, claim["quote"].split("-"))
        claim["quote"] = text[first:last]
    return gold


def with_words(folder: Path, texts: Mapping[str, str]) -> Iterator[tuple[str, str, Passage]]:
    """Of each passage coded without its words its id, its text and its claims; one whose text is missing is left out."""
    for _, passage in load(folder):
        if passage["of"] in texts:
            yield passage["id"], texts[passage["of"]], quoted(passage, texts[passage["of"]])


def second_readings(folder: Path = FOLDER / "second") -> dict[str, Passage]:
    """By the name of its text, each passage of another collection that we coded anew (`quoted` makes gold of it)."""
    return {passage["of"]: passage for _, passage in load(folder)}

"""An Obsidian vault: a note for each actor and each document; every claim stands once, under its document, with its words."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from foedus.exchange.exporters.deliver import Part
from foedus.exchange.exporters.json_text import without_none
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.ledger.entries import ActorCluster, DocumentInfo, Entry
from foedus.model.claim import COUNT_SLOTS, EventClaim, RelationClaim
from foedus.model.vocabulary import vocabulary

# What file systems or Obsidian's links do not allow in a name.
_UNSAFE = re.compile(r'[\\/:*?"<>|#^\[\]%\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST = 80  # characters of a file's name; in UTF-8 at most 240 bytes, which file systems allow
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def obsidian(told: Selection, report: Report) -> Iterator[Part]:
    """The folder. Links lead from claims to actors and back."""
    report.note("offsets of dates' words, and places beyond their name; export json and csv have them")
    actors = _files("actors", ((one.id, one.name) for one in told.cast()))
    documents = _files("sources", ((one.id, one.label) for one in told.documents()))
    by_document: dict[str, list[Entry]] = defaultdict(list)
    by_actor: dict[str, list[Entry]] = defaultdict(list)
    for entry in told.claims():
        by_document[entry.document.id].append(entry)
        for actor in dict.fromkeys(entry.who.values()):
            by_actor[actor].append(entry)
    yield "README.md", ["# Ledger\n\nActors are in `actors`, documents with their claims in `sources`.\n"]
    for one in told.cast():
        yield f"{actors[one.id]}.md", _actor(one, by_actor[one.id], actors, documents)
    for document in told.documents():
        yield f"{documents[document.id]}.md", _document(document, by_document[document.id], actors)


def _actor(one: ActorCluster, entries: Iterable[Entry], actors: Mapping[str, str], documents: Mapping[str, str]) -> Iterator[str]:
    aliases = [name for name in one.names if name != one.name]
    yield _front({"id": one.id, "kind": one.kind, "aliases": aliases, "tags": ["actor", f"actor/{one.kind}"]})
    yield f"# {_inline(one.name)}\n\n"
    for entry in entries:
        where = f"{documents[entry.document.id]}#^{entry.claim.id}|{_link_text(entry.document.label)}"
        yield f"- {_sentence(entry, actors)} ([[{where}]])\n"


def _document(one: DocumentInfo, entries: Iterable[Entry], actors: Mapping[str, str]) -> Iterator[str]:
    published = one.published.edtf if one.published else None
    told = {"id": one.id, "publisher": one.publisher, "author": one.author, "published": published, "url": one.url}
    yield _front({**told, "origin": one.origin, "tags": ["source"]})
    yield f"# {_inline(one.label)}\n\n"
    for entry in entries:
        quote = "\n> ".join(entry.claim.quote.text.splitlines() or [""])
        yield f"## {_sentence(entry, actors)}\n\n> {quote}\n\n"
        yield from (f"- {name}: {_inline(value)}\n" for name, value in _details(entry))
        yield f"\n^{entry.claim.id}\n\n"


def _sentence(entry: Entry, actors: Mapping[str, str]) -> str:
    claim = entry.claim

    def linked(names: Iterable[str]) -> str:
        return ", ".join(_linked(entry, name, actors) for name in names)

    if isinstance(claim, RelationClaim):
        return f"{linked([claim.a])} {vocabulary().relation(claim.type).label} {linked([claim.b])}"
    told = [linked(claim.initiators), vocabulary().event(claim.type).label, linked(claim.targets), linked(claim.participants)]
    return " · ".join(filter(None, told))


def _linked(entry: Entry, name: str, actors: Mapping[str, str]) -> str:
    actor = entry.who.get(name, "")
    return f"[[{actors[actor]}|{_link_text(name)}]]" if actor in actors else _inline(name)


def _details(entry: Entry) -> Iterator[tuple[str, str]]:
    claim = entry.claim
    if isinstance(claim, EventClaim):
        yield from (("date", str(claim.date)),) if claim.date else ()
        yield from (("country", claim.country),) if claim.country else ()
        yield from ((slot, str(count)) for slot in COUNT_SLOTS if (count := getattr(claim, slot)) is not None)
        yield "status", claim.status.value
    else:
        yield from (("from", str(claim.start)),) if claim.start else ()
        yield from (("to", str(claim.end)),) if claim.end else ()
        yield from (("role", claim.role),) if claim.role else ()
    yield from (("place", claim.place.name),) if claim.place else ()
    yield "certainty", claim.certainty.value
    yield from (("according to", claim.attribution),) if claim.attribution else ()
    for one in claim.citations:
        yield "cites", ", ".join(filter(None, (one.publisher, one.place, one.date.edtf if one.date else None)))
    yield "characters", f"{claim.quote.start}-{claim.quote.end}"
    yield "reader", f"{claim.origin.reader}/{claim.origin.version}"
    if entry.judgement is not None:
        yield "judgement", f"{entry.judgement.verdict.value} by {entry.judgement.by}"


def _front(told: Mapping[str, object]) -> str:
    """The properties of a note; JSON strings are YAML strings."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in without_none(told).items())
    return "---\n" + "\n".join(lines) + "\n---\n"


def _files(folder: str, named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A path without suffix for each, readable, and no two the same on a file system that ignores case or forms of letters."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for id_, name in named:
        stem = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", name)).split())[: _LONGEST // 2].strip(". ")
        if not stem or _RESERVED.match(stem) or _compared(stem) in taken:
            stem = f"{stem} {_UNSAFE.sub(' ', id_)}".strip()
        taken.add(_compared(stem))
        found[id_] = f"{folder}/{stem}"
    return found


def _compared(stem: str) -> str:
    return unicodedata.normalize("NFKC", stem).casefold()


def _inline(text: str) -> str:
    """Text on one line in which nothing is a link, a tag or HTML."""
    return re.sub(r"([\\`*_{}\[\]<>#|^$~])", r"\\\1", " ".join(text.split()))


def _link_text(text: str) -> str:
    return " ".join(re.sub(r"[\[\]|]", " ", text).split()) or "?"

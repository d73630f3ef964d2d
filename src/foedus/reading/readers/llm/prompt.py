"""What is said to the model: instructions made from a prompt file and the vocabulary, one example, and the passage.

A prompt file is `prompts/claims.vN.md`; a changed prompt is a new file, so that an old reading can be made again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from foedus.model.vocabulary import RelationType, Term, vocabulary
from foedus.reading.prepared import Prepared
from foedus.reading.readers.llm.chunks import Chunk
from foedus.reading.readers.llm.schema import schema

PROMPT = "claims.v1"

Message = dict[str, str]

_PART = re.compile(r"^# (.+)$", re.MULTILINE)
_GUARDED = ("name", "aliases", "place", "publisher", "quote", "date", "start", "end", "a", "b", "initiators", "targets")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file with the vocabulary filled in. `version` names the file and its whole content; `example` holds the words
    and dates of its example answer, which no claim about a report may bring in."""

    version: str
    messages: tuple[Message, ...]
    repair: str
    example: frozenset[str]

    @property
    def length(self) -> int:
        """The characters sent with every chunk."""
        return sum(len(message["content"]) for message in self.messages) + len(json.dumps(schema()))

    def ask(self, prepared: Prepared, chunk: Chunk) -> tuple[Message, ...]:
        """The messages that ask for the claims of a chunk."""
        return (*self.messages, _message("user", _report(prepared, chunk)))

    def again(self, asked: Iterable[Message], answer: str, fault: str) -> tuple[Message, ...]:
        """The messages that ask once more, after an answer that cannot be used."""
        return (*asked, _message("assistant", answer), _message("user", self.repair.replace("{fault}", fault)))


@cache
def prompt(name: str = PROMPT) -> Prompt:
    """The bundled prompt of that name."""
    text = files("foedus.reading.readers.llm").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8")
    pieces = _PART.split(text)
    parts = {title.strip(): body.strip() for title, body in zip(pieces[1::2], pieces[2::2], strict=True)}
    messages = (
        _message("system", _filled(parts["Instructions"])),
        _message("user", parts["Example report"]),
        _message("assistant", parts["Example answer"]),
    )
    content = json.dumps([messages, parts["Repair"], schema()], sort_keys=True, ensure_ascii=False)
    version = f"{name}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"
    return Prompt(version, messages, parts["Repair"], frozenset(_guarded(json.loads(parts["Example answer"]))))


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _filled(instructions: str) -> str:
    words = vocabulary()
    families: Mapping[str, Mapping[str, Term]] = {
        "kinds": words.kinds,
        "events": words.events,
        "relations": words.relations,
        "certainties": words.certainties,
        "statuses": words.statuses,
    }
    for family, terms in families.items():
        instructions = instructions.replace("{" + family + "}", "\n".join(_line(term) for term in terms.values()))
    return instructions


def _line(term: Term) -> str:
    if isinstance(term, RelationType):
        direction = "a to b" if term.directed else "no direction"
        ends = "".join(f"; {end} is a {' or '.join(kinds)}" for end, kinds in (("a", term.a), ("b", term.b)) if kinds)
        return f"- {term.name} ({direction}{ends}): {term.means}"
    return f"- {term.name}: {term.means}"


def _report(prepared: Prepared, chunk: Chunk) -> str:
    """The passage with what is needed to understand it."""
    document = prepared.document
    lines = [
        f"{label}: {value}"
        for label, value in (
            ("Title", document.title),
            ("Publisher", document.publisher),
            ("Published", document.published.edtf if document.published else "unknown; leave dates that depend on it null"),
        )
        if value
    ]
    fuller = _fuller_names(prepared, chunk)
    if fuller:
        lines.append(f"Fuller names elsewhere in the report: {'; '.join(fuller)}")
    before, passage = chunk.words(document.text)
    if before:
        lines.append(f"\nBefore the passage:\n{before}")
    lines.append(f"\n<passage>\n{passage}\n</passage>")
    return "\n".join(lines)


def _fuller_names(prepared: Prepared, chunk: Chunk) -> list[str]:
    """ "IMU = Islamic Movement of Uzbekistan" for what the passage only abbreviates."""
    text = prepared.document.text
    found = []
    for actor in prepared.actors:
        here = {text[start:end] for start, end in actor.mentions if chunk.start <= start < chunk.end}
        if here and actor.name not in here:
            found.append(f"{min(sorted(here), key=len)} = {actor.name}")
    return found


def _guarded(answer: Mapping[str, Any]) -> Iterator[str]:
    for item in (item for items in answer.values() for item in items):
        yield from _texts({name: value for name, value in item.items() if name in (*_GUARDED, "sources")})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)

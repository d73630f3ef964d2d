"""One usable answer for each chunk: kept, else asked for, else asked for once more with the fault named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foedus.errors import BadInput
from foedus.reading.prepared import Prepared
from foedus.reading.readers.llm import cache
from foedus.reading.readers.llm.answer import Answer, parse
from foedus.reading.readers.llm.cache import Cache
from foedus.reading.readers.llm.chunks import Chunk
from foedus.reading.readers.llm.client import Client
from foedus.reading.readers.llm.prompt import Message, Prompt


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a chunk got no usable answer."""

    reason: str


CUT_OFF = Unread("the model's answer was cut off")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked, where, and where answers are kept."""

    model: str
    prompt: Prompt
    client: Client
    kept: Cache

    def answers(self, prepared: Prepared, chunk: Chunk) -> Iterator[tuple[Chunk, Answer | Unread]]:
        """The answer about a chunk. Where it was cut off, the chunk was too long for the model: then those about its halves."""
        messages = self.prompt.ask(prepared, chunk)
        name = cache.key(self.model, messages)
        found = self._kept(name) or self._asked(messages, name)
        halves = chunk.halves() if found is CUT_OFF else ()
        if not halves:
            yield chunk, found
        for half in halves:
            yield from self.answers(prepared, half)

    def _kept(self, name: str) -> Answer | Unread | None:
        """What is kept, None where there is nothing or nothing usable."""
        known = self.kept.get(name)
        if known is None or known == cache.CUT_OFF:
            return CUT_OFF if known else None
        try:
            return parse(known)
        except BadInput:
            return None   # damaged: asked for again

    def _asked(self, messages: tuple[Message, ...], name: str) -> Answer | Unread:
        """The answer, after one try to have it repaired."""
        content, fault = "", ""
        for again in (False, True):
            reply = self.client.ask(self.prompt.again(messages, content, fault) if again else messages)
            if reply.fault is not None:
                return Unread(reply.fault)
            if reply.cut_off:
                self.kept.put(name, self.model, cache.CUT_OFF)
                return CUT_OFF
            content = reply.content
            try:
                answer = parse(content)
            except BadInput as found:
                fault = str(found)
                continue
            self.kept.put(name, self.model, content)
            return answer
        return Unread(f"the model's answer cannot be used, even after it was asked again: {fault}")

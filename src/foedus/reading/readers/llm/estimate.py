"""What a batch would send and cost, said before anything is sent."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from foedus import settings
from foedus.errors import BadInput
from foedus.reading.readers.llm import chunks
from foedus.reading.readers.llm.endpoint import Endpoint, endpoint
from foedus.reading.readers.llm.prompt import prompt
from foedus.reading.readers.llm.reader import NAME
from foedus.reading.readers.protocol import Reader

_CHARACTERS = 4    # of one token, as usual for English
_ANSWER = 5        # times as long as the text is an answer where every sentence holds a claim (coded conflict reports, median)
_FRAME = 1.2       # context and titles make what is sent longer than the text
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """Requests and tokens of a batch, rounded up; `cost` in the user's own currency, None where no price is set."""

    requests: int
    tokens_in: int
    tokens_out: int
    cost: Decimal | None = None


def estimate(sizes: Iterable[int]) -> Estimate:
    """What documents of these lengths, in characters, would send and cost if no answer is kept yet and each is dense with claims.

    Raises BadInput where a price is no number.
    """
    asked = [(size, math.ceil(size / chunks.LONGEST)) for size in sizes]
    requests = sum(count for _, count in asked)
    text = sum(size for size, _ in asked)
    tokens_in = math.ceil((text * _FRAME + requests * prompt().length) / _CHARACTERS)
    tokens_out = math.ceil(text * _ANSWER / _CHARACTERS)
    price_in, price_out = _price("llm_price_in"), _price("llm_price_out")
    cost = None
    if price_in is not None or price_out is not None:
        cost = (tokens_in * (price_in or Decimal(0)) + tokens_out * (price_out or Decimal(0))) / _MILLION
    return Estimate(requests, tokens_in, tokens_out, cost)


def announce(reader: Reader, sizes: Iterable[int | None]) -> str | None:
    """Where the text of a batch goes and what it may cost, in a line to print before the batch; None if nothing is sent.

    `sizes` are the lengths of the documents in characters, None where a length is not known yet. Raises BadInput or Refused
    where the reader could not send anything: then there is no use in starting.
    """
    if reader.name != NAME:
        return None
    named = endpoint()
    known = list(sizes)
    told = [size for size in known if size is not None]
    many = f"{len(known)} documents" if len(known) != 1 else "1 document"
    line = f"reader {NAME} sends the text of {many} to {_whither(named)} (model {named.model})"
    if not told:
        return line
    found = estimate(told)
    unknown = f", {len(known) - len(told)} of unknown length not counted" if len(told) < len(known) else ""
    cost = f", at a cost of at most about {found.cost:.2f}" if found.cost is not None else ""
    return (
        f"{line}: at most about {_plural(found.requests, 'request')}, {found.tokens_in:,} tokens sent and {found.tokens_out:,} "
        f"received{cost}{unknown}; what it answered before is not sent again"
    )


def _whither(named: Endpoint) -> str:
    if named.is_local:
        return f"{named.host}, on this machine"
    return f"{named.host}, unencrypted" if named.is_open else named.host


def _plural(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _price(name: str) -> Decimal | None:
    given = settings.text(name)
    if not given:
        return None
    try:
        price = Decimal(given)
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or price < 0:
        raise BadInput(
            f"FOEDUS_{name.upper()} is {given!r}, which is no price; write for example 0.15, the price of a million tokens"
        )
    return price

"""From a settled moment to a meaning, with the part of a period that its words name ("early", "the end of")."""

from __future__ import annotations

from dataclasses import replace

from foedus.reading.steps.dates.context import Settled
from foedus.reading.steps.dates.moments import Moment
from foedus.reading.steps.dates.span import Meaning, Span

# What may stand before a period: "early", "mid-", "the end of", "later that".
PART = "(?:H?e-?[ji]?H?|H?biH?|[qr]-?[jiO]?H?)?"
RELATION = "[tTlNFv]"
YEAR_OF_RELATION = f"(?:,?[ij]?H?{RELATION}U)"
YEAR = f"(?:,?i?y|{YEAR_OF_RELATION})"
UNSETTLED = "XXXX-XX-XX"


def dated(moment: Moment | None, settled: Settled) -> Meaning:
    """The meaning of a calendar expression; TIMEX3 has no value for what cannot be settled but an unknown date."""
    return Meaning("DATE", moment.timex() if moment else UNSETTLED, settled)


def part_of(span: Span) -> str | None:
    """ "early", "mid" or "late" where the words say so."""
    token = span.get("eb")
    return token.value if token and isinstance(token.value, str) and token.value != "whole" else None


def with_part(settled: Settled, part: str | None) -> Meaning:
    """The meaning of a period or of a part of it."""
    moment = settled.moment
    if moment and part:
        moment = replace(moment, part=part)
        settled = replace(settled, moment=moment)
    return dated(moment, settled)

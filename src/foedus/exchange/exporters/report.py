"""What a format could not carry: which claims are not in the file, which are there with less than the ledger knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Report:
    """Filled by an exporter while it writes.

    `left_out` has the ids of the claims that are not in the file, by the reason why; `reduced` those that are there without
    something, by what that is; `notes` what the format says of none of them.
    """

    left_out: dict[str, list[str]] = field(default_factory=dict)
    reduced: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def omit(self, claim: str, why: str) -> None:
        """A claim is not in the file."""
        self.left_out.setdefault(why, []).append(claim)

    def reduce(self, claim: str, what: str) -> None:
        """A claim is in the file without something, or with something coarser."""
        claims = self.reduced.setdefault(what, [])
        if not claims or claims[-1] != claim:
            claims.append(claim)

    def note(self, sentence: str) -> None:
        """What holds of the whole file, told once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def lines(self) -> Iterator[str]:
        """A sentence for each reason, with how many claims it concerns."""
        for why, claims in self.left_out.items():
            yield f"left out, {_counted(claims)}: {why}"
        for what, claims in self.reduced.items():
            yield f"not carried, {_counted(claims)}: {what}"
        yield from (f"not carried: {sentence}" for sentence in self.notes)

    def to_json(self) -> dict[str, Any]:
        """Everything, with the ids of the claims."""
        return {"left_out": self.left_out, "reduced": self.reduced, "notes": self.notes}


def _counted(claims: list[str]) -> str:
    return f"{len(claims)} claim{'' if len(claims) == 1 else 's'}"

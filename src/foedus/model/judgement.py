"""What people (and, for sure matches, the machine) decide about claims and identities. Appended, dated, signed, undoable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from foedus.model.ids import content_id


class Verdict(StrEnum):
    """The kinds of judgement. The first three are about a claim, the last two about a pair of actors."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    SAME_AS = "same-as"
    NOT_SAME = "not-same"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: about `subject` (a claim id, or an actor id paired with `other`), by whom, when (UTC), why.

    `correction` holds the corrected claim in the codebook's form for CORRECTED, else None. An undone judgement stays in
    the ledger with `undone_at`, `undone_by` and `undone_why`.
    """

    verdict: Verdict
    subject: str
    by: str
    at: datetime
    why: str
    other: str | None = None
    correction: Mapping[str, Any] | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None
    undone_why: str | None = None

    @property
    def id(self) -> str:
        """Content-hash id over the decision itself; undoing does not change it."""
        return content_id(
            "jdg",
            {
                "verdict": self.verdict.value,
                "subject": self.subject,
                "other": self.other,
                "by": self.by,
                "at": self.at.isoformat(),
                "why": self.why,
                "correction": dict(self.correction) if self.correction else None,
            },
        )

"""What ``foedus import`` says at the end: a line a file, however many documents it was cut into."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from foedus.interfaces.cli.common import plural
from foedus.interfaces.cli.output import note
from foedus.interfaces.cli.summary import Summary
from foedus.model.claim import EventClaim
from foedus.model.reading import Gap, GapKind

if TYPE_CHECKING:
    from foedus.interfaces.batch import Taken

ROWS = "#rows="  # in the origin of a document that is a part of a file
_REMARKS = 20  # said of one file


@dataclass(slots=True)
class _File:
    """What became of a file that is many documents."""

    outcomes: Counter[str] = field(default_factory=Counter)
    actors: set[str] = field(default_factory=set)
    events: int = 0
    relations: int = 0
    gaps: int = 0
    remarks: list[str] = field(default_factory=list)


class ImportSummary(Summary):
    """Gathers the outcomes of an import, without their texts: also which files were `broken` off, and the `origins` found."""

    def __init__(self, ledger: str | None, folder: str | None, dating: str) -> None:
        super().__init__(ledger, folder, dating)
        self._files: dict[str, _File] = {}
        self.broken: set[str] = set()
        self.origins: set[str] = set()

    @property
    def has_news(self) -> bool:
        return bool(self._files) or super().has_news

    def add(self, taken: Taken) -> None:
        """What became of one document, or of a part of a file."""
        reading = taken.outcome.reading
        if reading is None:
            self.broken.add(taken.outcome.source.where)
        elif reading.document.origin is not None:
            self.origins.add(reading.document.origin)
        if reading is None or ROWS not in (reading.document.origin or ""):
            super().add(taken)
            return
        one = self._files.setdefault(taken.outcome.source.where, _File())
        one.outcomes[taken.report.outcome.value if taken.report else "read"] += 1
        events = sum(isinstance(claim, EventClaim) for claim in reading.claims)
        one.events += events
        one.relations += len(reading.claims) - events
        one.actors.update(actor.name for actor in reading.actors)
        one.gaps += len(reading.gaps)
        one.remarks.extend(gap.detail for gap in reading.gaps if _of_the_file(gap))
        self._gaps.update(gap.kind for gap in reading.gaps)

    def let_go(self, where: str, count: int) -> None:
        """That a file no longer holds so many blocks of rows that the ledger had from it."""
        if count:
            self._files.setdefault(where, _File()).remarks.append(
                f"{plural(count, 'document')} of an earlier release, whose rows the file no longer has as they stood there, "
                "superseded"
            )

    def show(self) -> None:
        """Prints a line a file, then notes."""
        for where, one in self._files.items():
            became = ", ".join(f"{count} {said}" for said, count in sorted(one.outcomes.items()))
            parts = plural(sum(one.outcomes.values()), "document")
            self._rows.append((where, became, len(one.actors), one.events, one.relations, one.gaps, parts))
            self._outcomes.update(one.outcomes)
            for remark in one.remarks[:_REMARKS]:
                note(f"{where}: {remark}")
        self._files.clear()
        super().show()


def _of_the_file(gap: Gap) -> bool:
    return gap.kind is GapKind.NOT_TAKEN_OVER and (gap.start is None or gap.detail.startswith("column "))

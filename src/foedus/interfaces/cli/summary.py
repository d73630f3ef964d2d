"""What ``foedus read`` says at the end: what was read, what was not, and what is not known of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from foedus.interfaces.cli.common import plural
from foedus.interfaces.cli.output import Table, columns, listing, note, on_terminal, show
from foedus.model.claim import EventClaim
from foedus.model.reading import GapKind
from foedus.settings import without_password

if TYPE_CHECKING:
    from foedus.interfaces.batch import Taken
    from foedus.model.dates import DateSpan

_SHOWN = 20  # documents listed on a terminal; a pipe gets all
_NAMED = 3  # documents that a note names
_DATING = "give it with --published or a --manifest"


class Summary:
    """Gathers the outcomes of a batch, without their texts. `ledger` and `folder` are where they go, None for nowhere; `dating`
    is how to give a document its date of publication."""

    def __init__(self, ledger: str | None, folder: str | None, dating: str = _DATING) -> None:
        self.ledger, self.folder, self._dating = ledger, folder, dating
        self._otherwise: dict[str, DateSpan] = {}
        self._own: list[str] = []
        self.faults: list[str] = []
        self._rows: list[tuple[object, ...]] = []
        self._outcomes: Counter[str] = Counter()
        self._gaps: Counter[GapKind] = Counter()
        self._undated: list[str] = []

    @property
    def has_news(self) -> bool:
        """Whether anything was read, or tried."""
        return bool(self._rows or self.faults)

    def may_be_dated(self, document: str, date: DateSpan) -> None:
        """A document that is of this date unless it gives one of its own."""
        self._otherwise[document] = date

    def add_fault(self, sentence: str) -> None:
        """A document that was not read or not written, at once on standard error."""
        self.faults.append(sentence)
        note(sentence)

    def add(self, taken: Taken) -> None:
        """What became of one document."""
        outcome, report = taken.outcome, taken.report
        if outcome.fault is not None or outcome.reading is None:
            self.add_fault(outcome.fault or f"{outcome.source.where} was not read")
            return
        reading = outcome.reading
        said = report.outcome.value if report else "read"
        self._outcomes[said] += 1
        events = sum(isinstance(claim, EventClaim) for claim in reading.claims)
        told = (
            ("", "", "", "") if outcome.known else (len(reading.actors), events, len(reading.claims) - events, len(reading.gaps))
        )
        self._rows.append((outcome.source.where, said, *told, reading.document.id))
        self._gaps.update(gap.kind for gap in reading.gaps)
        if reading.document.published is None:
            self._undated.append(outcome.source.where)
        elif (date := self._otherwise.get(outcome.source.where)) is not None and date.edtf != reading.document.published.edtf:
            self._own.append(f"{outcome.source.where} ({reading.document.published.edtf})")

    def show(self) -> None:
        """Prints the documents, then notes."""
        headings = columns("document", "!became", "!actors", "!events", "!relations", "!gaps")
        if self._rows:
            show(listing(Table(headings, [row[:-1] for row in self._rows[:_SHOWN]]), [], "", self._rows), as_json=False)
        if on_terminal() and len(self._rows) > _SHOWN:
            note(f"... and {plural(len(self._rows) - _SHOWN, 'more document')}; foedus documents lists all")
        self._say_what()
        self._say_gaps()

    def _say_what(self) -> None:
        ledger = f"ledger {without_password(self.ledger)}" if self.ledger else ""
        places = [ledger, f"folder {self.folder}" if self.folder else ""]
        where = " and ".join(filter(None, places))
        kinds = ", ".join(f"{count} {said}" for said, count in sorted(self._outcomes.items()))
        note(f"{plural(sum(self._outcomes.values()), 'document')} into {where}" + (f": {kinds}" if kinds else ""))
        if self.faults:
            note(f"{plural(len(self.faults), 'problem')}, named above")

    def _say_gaps(self) -> None:
        if self._undated:
            note(f"no date of publication for {_some(self._undated)}: relative dates stay open; {self._dating}")
        if self._own:
            note(
                f"--published was not taken for {_some(self._own)}: of several documents, those with a date of their own keep "
                "it; name such a document alone, or in a --manifest, to date it otherwise"
            )
        if self._gaps:
            kinds = ", ".join(f"{count} {kind.value}" for kind, count in sorted(self._gaps.items()))
            note(f"{plural(sum(self._gaps.values()), 'gap')}: {kinds}" + ("; foedus gaps lists them" if self.ledger else ""))


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" and others" if len(names) > _NAMED else "")

"""Options that many commands share, and opening the ledger with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from foedus import settings
from foedus.errors import BadInput
from foedus.interfaces.cli.output import note
from foedus.interfaces.questions import moment_of

if TYPE_CHECKING:
    from foedus.ledger.session import Ledger
    from foedus.ledger.view import View
    from foedus.model.dates import DateSpan

LedgerOption = Annotated[
    str | None, typer.Option("--ledger", "-l", metavar="FILE|URL", help="The ledger (default: foedus.sqlite in this folder).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="MOMENT", help="As the ledger stood then: 2026-03-01 or 2026-03-01T12:00+01:00.")
]
KnownByOption = Annotated[
    str | None, typer.Option("--known-by", metavar="DATE", help="Only from documents published by that day.")
]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges (default: your login name).")]
WhyOption = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why, for those who look at it later.")]


def ledger_address(given: str | None) -> str:
    """The ledger meant: as given, else as set."""
    return given or settings.text("ledger") or "foedus.sqlite"


@contextmanager
def opened(ledger: str | None, create: bool = False) -> Iterator[Ledger]:
    """The ledger, closed at the end. Raises NotFound where there is none and it is not to be made."""
    from foedus.ledger.session import Ledger

    with Ledger.open(ledger_address(ledger), create=create) as one:
        yield one


@contextmanager
def viewed(ledger: str | None, as_of: str | None = None, known_by: str | None = None) -> Iterator[View]:
    """A view of the ledger; says how many documents the day leaves out for want of a date."""
    moment, day = moment_given(as_of, "--as-of"), day_given(known_by, "--known-by")
    with opened(ledger) as one:
        view = one.view(moment, day)
        if view.undated:
            note(f"left out, as their date of publication is not known: {plural(view.undated, 'document')}")
        yield view


def plural(count: int, thing: str) -> str:
    """A count with its noun: "1 document", "3 documents"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def span_given(text: str | None, option: str) -> DateSpan | None:
    """A date of an option, in EDTF or as dates are printed ("summer 2009"); a usage error where it is neither."""
    if text is None:
        return None
    from foedus.interfaces.wording.date_words import edtf_of
    from foedus.model.dates import DateSpan

    try:
        return DateSpan.parse(edtf_of(text))
    except BadInput as fault:
        raise typer.BadParameter(str(fault), param_hint=option) from None


def day_given(text: str | None, option: str) -> date | None:
    """The last day of an EDTF date of an option; a usage error where it is none or has no end."""
    span = span_given(text, option)
    if span is not None and span.latest is None:
        raise typer.BadParameter(f"{text} has no end; give a day, month or year", param_hint=option)
    return span.latest if span else None


def moment_given(text: str | None, option: str) -> datetime | None:
    """A moment of an option; a day alone means its end in UTC, as does a time without a zone mean UTC."""
    if text is None:
        return None
    try:
        return moment_of(text)
    except BadInput as fault:
        raise typer.BadParameter(str(fault), param_hint=option) from None

"""What callers give, as the ledger takes it: dates, moments, levels, types. A wrong value is BadInput with the choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from foedus.errors import BadInput, BadVocabulary
from foedus.model.dates import DateSpan

if TYPE_CHECKING:
    from foedus.analysis.rollup import Level
    from foedus.interfaces.naming import Asked
    from foedus.ledger.view import View
    from foedus.model.claim import Certainty

When = str | date | DateSpan  # "2013-01-01", "2009-22", "summer 2009", or a date
Moment = str | datetime
Some = str | Sequence[str]


def span_given(given: When | None) -> DateSpan | None:
    """A date as text in EDTF or as dates are printed, as a day, or as a span. Raises BadInput for text that is neither."""
    if given is None or isinstance(given, DateSpan):
        return given
    if isinstance(given, str):
        from foedus.interfaces.wording.date_words import edtf_of

        return DateSpan.parse(edtf_of(given))
    return DateSpan.of_day(given.date() if isinstance(given, datetime) else given)


def day_given(given: When) -> date:
    """The last day of a date. Raises BadInput where it has no end."""
    span = span_given(given)
    if span is None or span.latest is None:
        raise BadInput(f"{given} has no end; give a day, month or year")
    return span.latest


def day_asked(view: View, given: When | None) -> tuple[date, list[str]]:
    """The last day of a date given, else the day of the latest report, with the note that says so. Raises BadInput where nothing
    is dated."""
    from foedus.interfaces.questions import day_of_latest_report

    if given is not None:
        return day_given(given), []
    latest = day_of_latest_report(view)
    if latest is None:
        raise BadInput("no report in the ledger is dated; name a day with at=")
    return latest, [f"at {latest}, the day of the latest report; at= names another"]


def moment_given(given: Moment | None) -> datetime | None:
    """A moment; without a zone it is in UTC, and a day alone means its end. Raises BadInput for other text."""
    from datetime import UTC

    from foedus.interfaces.questions import moment_of

    if given is None or isinstance(given, datetime):
        return given.replace(tzinfo=UTC) if given is not None and given.tzinfo is None else given
    return moment_of(given)


def level_given(given: str) -> Level:
    """A level of roll-up. Raises BadInput with the choices."""
    from foedus.analysis.rollup import Level

    try:
        return Level(given)
    except ValueError:
        raise BadInput(f"{given!r} is no level of roll-up; choose one of {', '.join(Level)}") from None


def words_given(given: Some | None) -> tuple[str, ...]:
    """One word or several."""
    return () if given is None else (given,) if isinstance(given, str) else tuple(given)


def types_given(given: Some | None, form: str | None = None) -> tuple[str, ...]:
    """Types of claims of one form or of both. Raises BadVocabulary with the choices."""
    from foedus.model.vocabulary import vocabulary

    words = vocabulary()
    known = {"event": [*words.events], "relation": [*words.relations], None: [*words.events, *words.relations]}[form]
    for word in words_given(given):
        if word not in known:
            raise BadVocabulary(f"{form} type" if form else "type", word, known)
    return words_given(given)


def certainties_given(given: Some | None) -> tuple[Certainty, ...]:
    """Certainties. Raises BadVocabulary with the choices."""
    from foedus.model.claim import Certainty

    for word in words_given(given):
        if word not in list(Certainty):
            raise BadVocabulary("certainty", word, list(Certainty))
    return tuple(Certainty(word) for word in words_given(given))


def people_given(view: View, names: Iterable[str]) -> tuple[list[Asked], list[str]]:
    """Whom each name means, and what there is to say of that. Raises NotFound with the nearest names."""
    from foedus.interfaces.naming import named

    meant = [named(view, name) for name in names]
    notes = [f"taking {one.text!r} for {one.name!r}" for one in meant if one.guessed]
    notes += [
        f"{one.text!r} covers {len(one.actors)} actors of that name; same({one.text!r}) joins them"
        for one in meant
        if len(one.actors) > 1
    ]
    return meant, notes

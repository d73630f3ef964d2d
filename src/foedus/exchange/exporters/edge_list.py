"""A signed edge list in CSV: a, b, sign, and what the tie rests on; the first three are what `foedus balance` reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from foedus.analysis.standings import Standing, standings
from foedus.exchange.exporters.csv_text import csv_lines
from foedus.exchange.exporters.edges import report_loss
from foedus.exchange.exporters.labels import labels
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.tables import BETWEEN, SIGNS, Row

_COLUMNS = ("a", "b", "sign", "a_id", "b_id", "state", "types", "end_known", "disputed", "claims")


def edge_list(told: Selection, report: Report) -> Iterator[str]:
    """One row a pair: how the two stood at the date asked for, else on the day of the latest report.

    A pair of which two signs are told of the same time has none, and is left out, as are ties that had ended.
    """
    day = _day(told)
    if day is not None:
        report.note(f"ties of other days: this is how pairs stood on {day}")
    report_loss(told, report, "the kinds of ties: each pair has one sign")
    found = standings(told.grounds, day) if day is not None else {}
    kept = {pair: one for pair, one in found.items() if told.whole or not told.chosen.isdisjoint(one.claims)}
    _report(told, report, kept.values())
    named = labels(told)
    ordered = sorted(kept.values(), key=lambda one: sorted(one.pair))
    yield from csv_lines(_COLUMNS, (_row(one, named) for one in ordered if one.sign is not None))


def _row(one: Standing, named: Mapping[str, str]) -> Row:
    told = [tie for tie in one.ties if tie.sign == one.sign] or list(one.ties)
    tie = told[0]
    return {
        "a": named[tie.a],
        "b": named[tie.b],
        "sign": SIGNS[one.sign or tie.sign],
        "a_id": tie.a,
        "b_id": tie.b,
        "state": tie.state.value,
        "types": BETWEEN.join(tie.types),
        "end_known": tie.end.kind.value,
        "disputed": one.disputed,
        "claims": BETWEEN.join(one.claims),
    }


def _day(told: Selection) -> date | None:
    if told.at is not None and told.at.latest is not None:
        return told.at.latest
    days = (one.published.latest for one in told.known.values() if one.published)
    return max((day for day in days if day is not None), default=None)


def _report(told: Selection, report: Report, found: Iterable[Standing]) -> None:
    signed: set[str] = set()
    torn: set[str] = set()
    for one in found:
        (torn if one.sign is None else signed).update(one.claims)
    for entry in told.claims():
        claim = entry.claim.id
        if claim in torn:
            report.omit(claim, "of its pair two signs are told of the same time, so that it has none")
        elif claim not in signed:
            report.omit(claim, "no tie of that day rests on it: it had ended, or the claim makes none")

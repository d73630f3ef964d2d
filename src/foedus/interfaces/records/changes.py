"""What changed, and what followed an event, as records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from foedus.interfaces.records.claims import quote_record, quote_records
from foedus.interfaces.records.ties import short_tie_record

if TYPE_CHECKING:
    from foedus.analysis.change import Aftermath, Change


def change_record(one: Change, names: Mapping[str, str]) -> dict[str, Any]:
    """A tie that began, ended, turned or went quiet, with the quotes."""
    return {
        "change": one.turn.value,
        "before": short_tie_record(one.before, names) if one.before else None,
        "after": short_tie_record(one.after, names) if one.after else None,
        "quotes": quote_records(bearing.entry for bearing in one.evidence),
    }


def aftermath_record(found: Aftermath, names: Mapping[str, str]) -> dict[str, Any]:
    """An event, whom it killed, who succeeded, and what changed after it."""
    return {
        "event": quote_record(found.event),
        "from": found.since.isoformat(),
        "to": found.until.isoformat(),
        "killed": [{"actor": names.get(one.actor, one.actor), "quote": quote_record(one.entry)} for one in found.dead],
        "successions": [
            {
                "body": names.get(one.body, one.body),
                "leader": names.get(one.leader, one.leader),
                "successors": [names.get(heir.a, heir.a) for heir in one.successors],
                "quotes": quote_records((one.led.entry, *(heir.entry for heir in one.successors))),
            }
            for one in found.successions
        ],
        "lost_an_end": [
            {**short_tie_record(tie, names), "quotes": quote_records(one.entry for one in tie.speaking)} for tie in found.orphaned
        ],
        "changes": [change_record(one, names) for one in found.near],
        "elsewhere": [change_record(one, names) for one in found.elsewhere],
    }

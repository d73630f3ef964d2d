"""The page of change: between two days, or after an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from foedus.analysis.change import Aftermath, Change, Succession, Turn
from foedus.analysis.rollup import Level
from foedus.interfaces.web.api.analyses.changes import (
    AfterDays,
    days_between,
    find_aftermath,
    find_changes,
    find_events,
)
from foedus.interfaces.web.api.analyses.doubts import FromText, ToText
from foedus.interfaces.web.api.analyses.reading import ActorText, RollUp, Scene, TheScene
from foedus.interfaces.web.asking import TheSession
from foedus.interfaces.web.pages.analyses.disputes import PageNumber
from foedus.interfaces.web.pages.analyses.frame import answered, guesses, here, leaf
from foedus.interfaces.web.pages.analyses.pieces import Names, counted, quoted, tie_shown, unfolding
from foedus.interfaces.wording.claims import sentence, toll
from foedus.interfaces.wording.dates import in_words
from foedus.interfaces.wording.plain import clean
from foedus.interfaces.wording.ties import ending
from foedus.ledger.entries import Entry
from foedus.model.claim import EventClaim

router = APIRouter()
_MOST_NEAR = 60  # changes after an event that the page lists; the rest are counted

TURNS = {
    Turn.FLIPPED: ("Turned", "the two stand on another side"),
    Turn.ENDED: ("Ended", "an end is stated or follows from what came later"),
    Turn.BEGAN: ("Began", "a text dates its beginning, or its first event, within the time"),
    Turn.RENEWED: ("Seen again", "told of again after its evidence had stopped"),
    Turn.FIRST_REPORTED: ("First reported", "told of for the first time, without a beginning; it may be older"),
    Turn.QUIET: ("Went quiet", "nothing tells of it any more, and nothing tells an end"),
}


@router.get("/change")
def change_page(
    request: Request,
    scene: TheScene,
    _: TheSession,
    first: FromText = None,
    last: ToText = None,
    event: Annotated[str | None, Query(max_length=60)] = None,
    choose: bool = False,
    days: AfterDays = 90,
    level: RollUp = Level.NONE,
    actor: ActorText = None,
    every: bool = False,
    page: PageNumber = 1,
) -> HTMLResponse:
    """The page, or the answer alone."""

    def gather() -> Mapping[str, Any]:
        if choose:
            return _events(request, scene, (actor, not every), page)
        if event:
            return _after(scene, event, days, level)
        return _between(request, scene, (first, last, actor, level), page)

    mode = "choose" if choose else "event" if event else "days"
    return answered(request, scene, "change", gather, title="Change", mode=mode, level=level, days=days, every=every)


def _between(
    request: Request, scene: Scene, asked: tuple[str | None, str | None, str | None, Level], number: int
) -> Mapping[str, Any]:
    first, last, actor, level = asked
    between = find_changes(scene, days_between(scene, first, last), level, actor)
    found = between.found
    shown = leaf(request, found.items, number, lambda one: (one.turn, _change(one, found.names)))
    totals = {turn: sum(one.turn is turn for one in found.items) for turn in Turn}
    return {
        "before": between.before,
        "after": between.after,
        "list": shown,
        "groups": _grouped(shown.items, totals),
        "notes": [*guesses(found.meant), *found.notes],
        "counted": counted((link for one in found.items for link in one.tie.via), found.names),
    }


def _grouped(items: Sequence[tuple[Turn, Any]], totals: Mapping[Turn, int]) -> list[tuple[Turn, str, str, int, list[Any]]]:
    groups = ((turn, *TURNS[turn], totals[turn], [one for each, one in items if each is turn]) for turn in Turn)
    return [group for group in groups if group[4]]


def _change(one: Change, names: Names) -> Mapping[str, Any]:
    now = tie_shown(one.tie, names)
    stopped = one.turn in (Turn.ENDED, Turn.QUIET)
    return {
        "turn": one.turn.value,
        "was": tie_shown(one.before, names) if one.turn is Turn.FLIPPED and one.before else None,
        "tie": now,
        "when": ending(one.tie, in_words) if stopped else in_words(one.tie.first) or "undated",
        "rests": unfolding((bearing.entry for bearing in one.evidence), names),
    }


def _after(scene: Scene, event: str, days: int, level: Level) -> Mapping[str, Any]:
    found = find_aftermath(scene, event, days, level)
    one, names = found.item, found.material.names
    return {
        "event": quoted(one.event, names),
        "told": _told(one.event, names),
        "before": one.since,
        "after": one.until,
        "dead": [(clean(names.get(end.actor, end.actor)), in_words(end.at), quoted(end.entry, names)) for end in one.dead],
        "successions": [_succession(each, names) for each in one.successions],
        "orphaned": [tie_shown(tie, names) for tie in one.orphaned],
        **_changed(one, names),
        "notes": found.material.notes,
        "counted": counted((link for each in (*one.near, *one.elsewhere) for link in each.tie.via), names),
    }


def _changed(one: Aftermath, names: Names) -> Mapping[str, Any]:
    parts = {"near": one.near, "elsewhere": one.elsewhere}
    shown = {name: [_change(each, names) for each in found[:_MOST_NEAR]] for name, found in parts.items()}
    return {**shown, **{f"{name}_total": len(found) for name, found in parts.items()}}


def _succession(one: Succession, names: Names) -> Mapping[str, Any]:
    return {
        "body": clean(names.get(one.body, one.body)),
        "leader": clean(names.get(one.leader, one.leader)),
        "led": quoted(one.led.entry, names),
        "heirs": [(clean(names.get(heir.a, heir.a)), quoted(heir.entry, names)) for heir in one.successors],
    }


def _events(request: Request, scene: Scene, asked: tuple[str | None, bool], number: int) -> Mapping[str, Any]:
    found = find_events(scene, *asked)

    def shown(entry: Entry) -> Mapping[str, Any]:
        href = here(request, event=entry.claim.id, choose=None, every=None, actor=None, page=None)
        return {"href": href, "told": _told(entry, found.names), "quote": quoted(entry, found.names)}

    return {"list": leaf(request, found.items, number, shown), "notes": [*guesses(found.meant), *found.notes]}


def _told(entry: Entry, names: Names) -> Mapping[str, str]:
    claim, what = entry.claim, clean(sentence(entry, names, in_words))
    if not isinstance(claim, EventClaim):
        return {"when": "", "what": what, "toll": ""}
    return {"when": in_words(claim.date), "what": what, "toll": toll(claim)}

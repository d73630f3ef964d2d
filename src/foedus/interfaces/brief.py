"""The brief: what the ledger says of an actor, a pair or a day, as a page to print, each sentence with its quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from foedus.analysis.camps import camps_at
from foedus.analysis.change import Turn, change
from foedus.analysis.coverage import coverage
from foedus.analysis.disputes import Dispute, Matter, disputes
from foedus.analysis.dossier import Dossier, dossier
from foedus.analysis.grounds import Grounds, grounds
from foedus.analysis.matching import incidents
from foedus.analysis.rollup import Level
from foedus.analysis.screening import Asked, strain_at
from foedus.analysis.spells import spells_in
from foedus.analysis.standings import Standing, bodies, standings
from foedus.analysis.strain import Strain
from foedus.analysis.telling import dated, tie_words, told_name
from foedus.exchange.exporters.page import Figure, Line, Notes, Page, Section
from foedus.interfaces.drawing import MOST_ACTORS, MOST_SPELLS, network, timeline
from foedus.interfaces.naming import Asked as Named
from foedus.interfaces.wording.claims import sentence
from foedus.interfaces.wording.dates import Dates, in_words
from foedus.ledger.entries import ActorCluster, Entry
from foedus.ledger.same_event import judged_events
from foedus.ledger.view import View

YEAR = timedelta(days=365)
_QUOTES = 3  # quotes noted for a tie; the ledger has them all

_DIFFER: Mapping[Matter, str] = {
    Matter.NUMBERS: "Numbers",
    Matter.DATE: "Dates",
    Matter.AUTHORSHIP: "Perpetrators",
    Matter.DENIED: "Denied",
    Matter.TIE: "Told of two ways",
}

METHOD = (
    "Every sentence rests on the numbered words of a report; nothing else is known to the ledger.",
    "A tie is held where evidence covers the day, last seen where the evidence stops before and nothing tells an end. That no "
    "tie is told of means that none is known, not that there is none.",
    "Units, outlets, forces and leaders count as the body they belong to where a report says so, and not otherwise.",
    "Triads are judged by balance theory (Cartwright and Harary 1956; Davis 1967), with a truce as a positive tie. The share is "
    "that of readings of the record, each of which takes hedged claims for true or not, gives vague dates a day and decides "
    "disputes. Camps are those of least frustration (Harary 1959; Doreian and Mrvar 1996). Neither is a forecast.",
    "The ledger is not proof, not complete and not live.",
)


@dataclass
class Briefing:
    """Gathers a page about a day: of one actor, of two, or of all. `dates` writes those in its sentences."""

    view: View
    at: date
    about: Sequence[Named] = ()
    dates: Dates = in_words
    notes: Notes = field(default_factory=Notes)

    @cached_property
    def _actors(self) -> list[ActorCluster]:
        return self.view.actors()

    @cached_property
    def _names(self) -> dict[str, str]:
        return {actor.id: actor.name for actor in self._actors}

    @cached_property
    def _as_one(self) -> dict[str, str]:
        return {every: named.id for named in self.about for every in named.as_one}

    @cached_property
    def _inside(self) -> set[str]:
        """The actors that are told of: organisations, states, and whom the page is about."""
        return bodies(self._actors) | self._ids

    @cached_property
    def _told(self) -> Grounds:
        return grounds(self.view, self._as_one, Level.UNITS)

    @property
    def _ids(self) -> set[str]:
        return {named.id for named in self.about}

    def page(self) -> Page:
        """The page."""
        who = " and ".join(named.name for named in self.about) or "Who stood with whom"
        parts = [self._pair()] if len(self.about) == 2 else [self._standing(), *self._camps(), self._strain()]
        parts += [self._changes(), self._time(), self._disputes(), self._silence(), _method()]
        documents = sum(1 for _ in self.view.documents())
        about = f"On {self.at}, from {documents} {'report' if documents == 1 else 'reports'} in the ledger."
        return Page(f"{who}, {self.at}", about, tuple(part for part in parts if part.lines), self.notes.footnotes)

    def _standing(self) -> Section:
        found = [one for one in self._standings() if not self.about or one.pair & self._ids]
        if not found:
            return Section("How they stood", (Line("No tie is known of that day; that is not to say there was none."),))
        lines = [self._tie_line(one) for one in sorted(found, key=lambda one: (str(one.sign), self._order(one)))]
        caption = "Green: with each other; red: against; grey: truce; orange: in dispute; dashed: last seen before."
        actors = len(set().union(*(one.pair for one in found)))
        drawn = Figure("network", caption + _part("actors", MOST_ACTORS, actors), network(found, self._names))
        return Section("How they stood", tuple(lines), drawn)

    def _standings(self) -> list[Standing]:
        return list(standings(self._told, self.at, self._inside).values())

    def _tie_line(self, one: Standing) -> Line:
        words = "; but ".join(tie_words(tie, self._names) for tie in one.ties)
        return self._line(f"{words} ({dated(one)}{', in dispute' if one.disputed else ''}).", self._speaking(one))

    def _speaking(self, one: Standing) -> list[Entry]:
        return [told.entry for tie in one.ties for told in tie.speaking][:_QUOTES]

    def _order(self, one: Standing) -> list[str]:
        return sorted(self._names.get(actor, actor) for actor in one.pair)

    def _camps(self) -> list[Section]:
        found = camps_at(self._told, self.at, bodies(self._actors))
        parts = [part for part in found.camps.components if len(part) > 1 and (not self.about or self._ids & set(part))]
        lines = []
        for part in parts:
            camps = [", ".join(self._names.get(one, one) for one in camp) for camp in found.camps.members(part)]
            lines.append(Line(f"{' against '.join(camps)}." if len(camps) > 1 else f"{camps[0]}, in one camp."))
        for one in found.frustrated:
            if any(one.pair <= set(part) for part in parts):
                lines.append(self._line(f"Across these camps: {tie_words(one.ties[0], self._names)}.", self._speaking(one)))
        return [Section("Camps", tuple(lines))]

    def _strain(self) -> Section:
        found = [one for one in strain_at(self.view, Asked(self.at)) if not self.about or self._ids & set(one.actors)]
        return Section("Under strain", tuple(self._strain_line(one) for one in found[:10]))

    def _strain_line(self, one: Strain) -> Line:
        words = f"{one.sentence(self._names)} (unbalanced in {one.share:.0%} of readings)."
        return self._line(words, [told.entry for told in one.telling])

    def _pair(self) -> Section:
        one, other = self.about
        found: Dossier = dossier(self.view, (one.id, other.id), self.at, self._as_one, Level.UNITS)
        lines = (
            [self._tie_line(found.standing)]
            if found.standing
            else [Line("Nothing is known of how they stood; that is not a no.")]
        )
        parts = (("For", found.stated), ("Hedged", found.hedged), ("Denied", found.denied), ("Only foreseen", found.imagined))
        for title, told in parts:
            lines += [self._line(f"{title}: {sentence(each.entry, self._names, self.dates)}.", [each.entry]) for each in told]
        if found.flip is not None:
            then = "nothing would be known" if found.flip.sign is None else f"the sign would be {found.flip.sign}"
            flips = [entry for entry in found.entries if entry.claim.id in found.flip.claims]
            lines.append(self._line(f"Without these words {then}.", flips))
        return Section("How they stood", tuple(lines))

    def _changes(self) -> Section:
        found = [one for one in change(self._told, self.at - YEAR, self.at) if self._concerns(one.pair)]
        told = [one for one in found if one.turn in (Turn.FLIPPED, Turn.ENDED, Turn.BEGAN)]
        lines = [
            self._line(
                f"{one.turn.value.capitalize()}: {tie_words(one.tie, self._names)}.",
                [each.entry for each in one.evidence[:_QUOTES]],
            )
            for one in told
        ]
        return Section("In the year before", tuple(lines))

    def _time(self) -> Section:
        found = [one for one in spells_in(self._told) if {one.a, one.b} <= self._inside]
        own = [one for one in found if self._concerns(frozenset((one.a, one.b)))]
        caption = "Solid: surely; faint: possibly, to the next bound that is known." + _part("spells", MOST_SPELLS, len(own))
        drawn = Figure("timeline", caption, timeline(own, self._names))
        told = "1 spell of a tie is dated." if len(own) == 1 else f"{len(own)} spells of ties are dated."
        return Section("Along time", (Line(told),) if own else (), drawn if own else None)

    def _disputes(self) -> Section:
        entries = list(self.view.claims())
        found = disputes(entries, self._told, incidents(entries, judged_events(self.view)), self._names)
        own = [one for one in found if not self.about or any(self._ids <= _people(entry, self._as_one) for _, entry in one.sides)]
        return Section("Where sources differ", tuple(self._line(self._differing(one), [e for _, e in one.sides]) for one in own))

    def _differing(self, one: Dispute) -> str:
        """What is in dispute, and how many claims say each."""
        said = Counter(said for said, _ in one.sides)
        sides = ", ".join(side if count == 1 else f"{side} ({count} claims)" for side, count in said.items())
        if one.matter is Matter.DENIED and len(said) == 1:
            return f"{_DIFFER[one.matter]}: {sentence(one.sides[0][1], self._names, self.dates)}."
        if one.matter is Matter.TIE and one.pair is not None:
            one_name, other_name = (told_name(actor, self._names) for actor in one.pair)
            return f"{_DIFFER[one.matter]}: {one_name} and {other_name}: {sides}."
        return f"{_DIFFER[one.matter]}: {sentence(one.sides[0][1], self._names, self.dates)}: {sides}."

    def _silence(self) -> Section:
        if not self.about:
            return Section("What is not known", ())
        entries = [entry for entry in self.view.claims() if self._ids <= _people(entry, self._as_one)]
        found = coverage([named.name for named in self.about], entries, self.at)
        lines = [
            Line(f"No evidence of {one.first} to {one.last}." if one.last else f"No evidence after {found.last}.")
            for one in found.silences
            if one.first is not None
        ]
        return Section("What is not known", tuple(lines))

    def _concerns(self, pair: frozenset[str]) -> bool:
        """Whether a pair is what the page is about: the two, or any pair of the one."""
        return pair == self._ids if len(self.about) == 2 else not self.about or bool(pair & self._ids)

    def _line(self, text: str, entries: Sequence[Entry]) -> Line:
        return self.notes.line(text[:1].upper() + text[1:], entries)


def _people(entry: Entry, as_one: dict[str, str]) -> set[str]:
    return {as_one.get(actor, actor) for actor in entry.who.values()}


def _part(things: str, most: int, of: int) -> str:
    """What a caption says of a drawing that cannot show all."""
    return f" The drawing shows {most} {things} of {of}." if of > most else ""


def _method() -> Section:
    lines: Iterable[Line] = map(Line, METHOD)
    return Section("How this was made", tuple(lines))

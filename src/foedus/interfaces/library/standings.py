"""Who stands how to whom, from when to when, why, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast, overload

from foedus.errors import BadInput
from foedus.interfaces.library.base import Opened
from foedus.interfaces.library.given import Moment, When, day_asked, day_given, level_given, people_given, span_given
from foedus.interfaces.library.table import Kind, Table, of_kind
from foedus.interfaces.library.tie_records import (
    CampsRecord,
    ChangeRecord,
    DossierRecord,
    EvidenceRecord,
    SpellRecord,
    StrainRecord,
    TieRecord,
)
from foedus.interfaces.library.ties import Ties

if TYPE_CHECKING:
    from foedus.analysis.bearings import Link

TIES = Kind("ties", TieRecord, ("a_name", "sign", "types", "b_name", "state", "first", "last", "quotes_for"))
SPELLS = Kind(
    "spells",
    SpellRecord,
    (
        *("a_name", "sign", "type", "b_name"),
        *("start_earliest", "start_latest", "start_known"),
        *("end_earliest", "end_latest", "end_known"),
    ),
)
EVIDENCE = Kind(
    "pieces of evidence",
    EvidenceRecord,
    ("when", "voice", "signs", "type", "certainty", "quote", "document_title", "claim"),
)
CHANGES = Kind("changes", ChangeRecord, ("change", "before_sign", "after_a", "after_sign", "after_b", "after_first"))
STRAIN = Kind("strained triads", StrainRecord, ("sentence", "share", "kind"))


class Standings(Opened):
    """The questions of ties."""

    def ties(
        self,
        actor: str | None = None,
        *,
        at: When | None = None,
        roll_up: str = "none",
        everything: bool = False,
        limit: int | None = None,
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> Ties:
        """Who stands with (+), against (-) or at truce with (0) whom, of one actor or of all.

        At a time (`at`), a tie is "held" where evidence covers it and "last seen" where it stops before and nothing tells an end.
        `roll_up` counts persons and parts as the body they belong to: "none", "leaders", "units" or "branches". `everything` adds
        ties that had ended and those only denied, planned or undated. Without an actor, `limit` takes the pairs of which most is
        told: of use in a ledger of more than 100,000 claims. That no tie is listed means that none is known. Raises NotFound.

        >>> [(tie["b_name"], tie["sign"], tie["state"]) for tie in ledger.ties("ttp", at="2012-12-15")]
        [('Islamic Movement of Uzbekistan', '+', 'held'), ('Maulvi Nazir', '-', 'held')]
        """
        from foedus.analysis.foremost import foremost
        from foedus.analysis.ties import ties_at
        from foedus.interfaces.naming import names_of
        from foedus.interfaces.questions import by_sign, telling
        from foedus.interfaces.records.ties import tie_record

        view, notes = self._look(known_by, as_of)
        time, level = span_given(at), level_given(roll_up)
        if actor is not None:
            (meant,), said = people_given(view, [actor])
            notes += said
            found, names = ties_at(view, time, meant.id, meant.as_one, level), names_of(view)
        elif limit is not None:
            some = foremost(view, time, limit, level)
            found, names = some.ties, some.names
            if some.shown < some.pairs:
                notes.append(f"of {some.pairs} pairs, the {some.shown} of which most is told")
        else:
            found, names = ties_at(view, time, level=level), names_of(view)
        shown = found if everything else telling(found, time is not None)
        if len(shown) < len(found):
            left = len(found) - len(shown)
            notes.append(f"left out, as ended, denied, only planned or undated: {left}; everything=True adds them")
        notes += _counted_as((link for tie in shown for link in tie.via), names)
        return Ties(TIES, [cast(TieRecord, tie_record(tie, names)) for tie in by_sign(shown, names)], notes)

    def spells(
        self,
        actor: str | None = None,
        *,
        roll_up: str = "none",
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> Table[SpellRecord]:
        """From when to when each kind of tie lasted, repeated spells apart, and how each bound is known. Raises NotFound.

        >>> [(spell["type"], spell["start"]["known"], spell["end"]["known"]) for spell in ledger.spells("nazir")]
        [('opposes', 'stated', 'last seen'), ('expulsion', 'first seen', 'last seen')]
        """
        from foedus.analysis.spells import spells
        from foedus.interfaces.naming import names_of
        from foedus.interfaces.records.ties import spell_record

        view, notes = self._look(known_by, as_of)
        level = level_given(roll_up)
        if actor is not None:
            (meant,), said = people_given(view, [actor])
            notes += said
            found = spells(view, meant.id, meant.as_one, level)
        else:
            found = spells(view, level=level)
        names = names_of(view)
        notes += _counted_as((link for one in found for link in one.via), names)
        return of_kind(Table[SpellRecord], SPELLS, (spell_record(one, names) for one in found), notes)

    @overload
    def why(
        self, a: str, b: str, at: None = None, *, roll_up: str = "none", known_by: When | None = None, as_of: Moment | None = None
    ) -> Table[EvidenceRecord]: ...

    @overload
    def why(
        self, a: str, b: str, at: When, *, roll_up: str = "none", known_by: When | None = None, as_of: Moment | None = None
    ) -> DossierRecord: ...

    def why(
        self,
        a: str,
        b: str,
        at: When | None = None,
        *,
        roll_up: str = "none",
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> Table[EvidenceRecord] | DossierRecord:
        """Every quote about two actors in order of time. With `at`, the dossier: how they stood at that day, what speaks for and
        against it, and which claims would flip the answer. Raises NotFound, and BadInput where both names mean one actor.

        >>> [one["quote"] for one in ledger.why("imu", "nazir")]
        ['In 2007 Maulvi Nazir expelled the IMU from Wana']
        >>> ledger.why("ttp", "nazir", at="2013")["standing"]["sign"]
        '-'
        """
        from foedus.analysis.dossier import dossier
        from foedus.analysis.evidence import evidence
        from foedus.interfaces.naming import names_of
        from foedus.interfaces.records.ties import dossier_record, evidence_record

        view, notes = self._look(known_by, as_of)
        (one, other), said = people_given(view, [a, b])
        if one.id == other.id:
            raise BadInput(f"{a!r} and {b!r} are both {one.name!r}; name two actors")
        as_one = {**one.as_one, **other.as_one}
        if at is not None:
            found = dossier(view, (one.id, other.id), day_given(at), as_one, level_given(roll_up))
            return cast(DossierRecord, dossier_record(found, names_of(view)))
        pieces = evidence(view, one.id, other.id, as_one)
        return of_kind(Table[EvidenceRecord], EVIDENCE, map(evidence_record, pieces), [*notes, *said])

    def change(
        self,
        before: When,
        after: When,
        *,
        roll_up: str = "none",
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> Table[ChangeRecord]:
        """Which ties began, ended, flipped, went quiet or were seen again between the last days of two dates, with the quotes.

        >>> [(one["change"], one["after"]["b"]) for one in ledger.change("2010", "2012")]
        [('seen again', 'Islamic Movement of Uzbekistan')]
        """
        from foedus.analysis.change import change
        from foedus.analysis.grounds import grounds
        from foedus.interfaces.naming import names_of
        from foedus.interfaces.records.changes import change_record

        view, notes = self._look(known_by, as_of)
        names = names_of(view)
        found = change(grounds(view, level=level_given(roll_up)), day_given(before), day_given(after))
        notes += _counted_as((link for one in found for link in one.tie.via), names)
        return of_kind(Table[ChangeRecord], CHANGES, (change_record(one, names) for one in found), notes)

    def strain(
        self,
        at: When | None = None,
        *,
        roll_up: str = "units",
        communities: bool = False,
        readings: int = 200,
        seed: int = 1,
        limit: int = 50,
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> Table[StrainRecord]:
        """Triads whose ties pull apart at a day (that of the latest report if not given), most telling first.

        `share` is that of `readings` of the record, drawn from `seed`, in which the triad is unbalanced. A truce counts as
        positive here. `communities` lets peoples and populations take part. It is a theory's reading, no forecast.

        >>> ledger.strain("2013").notes
        ()
        """
        from foedus.analysis.screening import Asked, strain_at
        from foedus.analysis.strain import Sampling
        from foedus.interfaces.naming import names_of
        from foedus.interfaces.records.balance import strain_record

        view, notes = self._look(known_by, as_of)
        day, said = day_asked(view, at)
        found = strain_at(view, Asked(day, level_given(roll_up), communities, limit), Sampling(readings, seed))
        names = names_of(view)
        notes += [*said, *_counted_as((link for one in found for tie in one.ties for link in tie.via), names)]
        return of_kind(Table[StrainRecord], STRAIN, (strain_record(one, names) for one in found), notes)

    def camps(
        self,
        at: When | None = None,
        *,
        k: int = 2,
        truces_positive: bool = False,
        roll_up: str = "units",
        communities: bool = False,
        time_limit: float = 60.0,
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> CampsRecord:
        """The camps at a day that leave the fewest ties frustrated, proven or with bounds, and those ties.

        `k` is how many camps, above 2 in Davis's weak sense; `time_limit` in seconds. Nothing is said between actors whom no
        chain of ties connects.

        >>> ledger.camps("2013")["components"]
        [{'camps': [['Tehrik-e-Taliban Pakistan', 'Islamic Movement of Uzbekistan']]}]
        """
        from foedus.analysis.camps import CampsAsked, camps_at
        from foedus.analysis.grounds import grounds
        from foedus.analysis.standings import bodies
        from foedus.interfaces.naming import names_of
        from foedus.interfaces.records.balance import camps_record

        view, _ = self._look(known_by, as_of)
        day, _ = day_asked(view, at)
        among = bodies(view.actors(), communities)
        found = camps_at(grounds(view, level=level_given(roll_up)), day, among, CampsAsked(k, truces_positive, time_limit))
        return cast(CampsRecord, camps_record(found, day, names_of(view)))


def _counted_as(links: Iterable[Link], names: Mapping[str, str]) -> list[str]:
    from foedus.interfaces.wording.ties import counted_as

    said = list(counted_as(links, names))
    return [f"counted as the body they belong to: {'; '.join(said)}"] if said else []

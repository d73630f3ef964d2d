"""What a ledger holds: documents, actors, claims, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.interfaces.library.base import Opened
from foedus.interfaces.library.given import (
    Moment,
    Some,
    When,
    certainties_given,
    people_given,
    span_given,
    types_given,
    words_given,
)
from foedus.interfaces.library.records import (
    ActorRecord,
    ClaimRecord,
    DocumentRecord,
    EventRecord,
    GapRecord,
    RelationRecord,
)
from foedus.interfaces.library.table import Kind, Table, of_kind

if TYPE_CHECKING:
    from foedus.ledger.entries import ClaimFilter, Entry

DOCUMENTS = Kind("documents", DocumentRecord, ("published", "title", "publisher", "id"))
ACTORS = Kind("actors", ActorRecord, ("name", "kind", "id"))
CLAIMS = Kind("claims", ClaimRecord, ("type", "certainty", "quote", "document_title", "claim"))
EVENTS = Kind(
    "events", EventRecord, ("date", "type", "place", "initiators", "targets", "participants", "certainty", "quote", "claim")
)
RELATIONS = Kind("relations", RelationRecord, ("a", "type", "b", "start", "end", "certainty", "quote", "claim"))
GAPS = Kind("gaps", GapRecord, ("kind", "detail", "document"))


class Holdings(Opened):
    """The questions of what is there."""

    def documents(self, *, known_by: When | None = None, as_of: Moment | None = None) -> Table[DocumentRecord]:
        """The documents that were read, in order of recording.

        `known_by` takes only documents published by that day, `as_of` the ledger as it stood then; so in every question.

        >>> [document["title"] for document in ledger.documents(known_by="2010-12-31")]
        ['Wana in 2010']
        """
        from foedus.interfaces.records.ledger import document_record

        view, notes = self._look(known_by, as_of)
        return of_kind(Table[DocumentRecord], DOCUMENTS, map(document_record, view.documents()), notes)

    def actors(
        self, *, kind: str | None = None, known_by: When | None = None, as_of: Moment | None = None
    ) -> Table[ActorRecord]:
        """The actors, joined as judged, with all their names. Raises BadVocabulary for a kind that is none.

        >>> [actor["name"] for actor in ledger.actors(kind="group")]
        ['Islamic Movement of Uzbekistan', 'Tehrik-e-Taliban Pakistan']
        """
        from foedus.interfaces.records.ledger import actor_record
        from foedus.model.vocabulary import vocabulary

        if kind is not None:
            vocabulary().kind(kind)
        view, notes = self._look(known_by, as_of)
        found = [actor_record(one) for one in view.actors() if kind in (None, one.kind)]
        notes += [clash.sentence for clash in view.identities.contradictions]
        return of_kind(Table[ActorRecord], ACTORS, found, notes)

    def claims(
        self,
        *,
        type: Some | None = None,
        actor: Some | None = None,
        at: When | None = None,
        certainty: Some | None = None,
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> Table[ClaimRecord]:
        """The claims as they stand, rejected ones left out and corrected ones as corrected, in order of recording.

        Each of `type` and `certainty` may be one word or several; of several actors all take part. `at` takes claims whose own
        time may lie in that day, month, year or span; a claim without a date is then left out. Raises BadVocabulary, NotFound.

        >>> [(claim["type"], claim["quote"]) for claim in ledger.claims(certainty="denied")]
        [('supports', 'Islamabad denies that it supports Nazir.')]
        """
        from foedus.interfaces.records.claims import claim_record

        asked = self._filter(None, type, at, certainty)
        found, notes = self._claims(asked, actor, known_by, as_of)
        return of_kind(Table[ClaimRecord], CLAIMS, map(claim_record, found), notes)

    def events(
        self,
        *,
        type: Some | None = None,
        actor: Some | None = None,
        at: When | None = None,
        place: str | None = None,
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> Table[EventRecord]:
        """What happened, was tried, planned or denied, in order of time, the undated last; with `at`, without these.

        `place` is a name as told or as the gazetteer has it. Raises BadVocabulary, NotFound.

        >>> [(event["date"], event["place"]) for event in ledger.events(actor=["ttp", "imu"])]
        [('2012-12-15', 'Peshawar')]
        """
        from foedus.interfaces.questions import in_time
        from foedus.interfaces.records.claims import claim_record

        asked = self._filter("event", type, at, None, place)
        found, notes = self._claims(asked, actor, known_by, as_of)
        return of_kind(Table[EventRecord], EVENTS, map(claim_record, in_time(found)), notes)

    def relations(
        self,
        *,
        type: Some | None = None,
        actor: Some | None = None,
        at: When | None = None,
        certainty: Some | None = None,
        known_by: When | None = None,
        as_of: Moment | None = None,
    ) -> Table[RelationRecord]:
        """How actors are told to stand to each other, claim by claim, in order of recording. Raises BadVocabulary, NotFound.

        >>> [(one["a"], one["type"], one["b"]) for one in ledger.relations(type="opposes")]
        [('Tehrik-e-Taliban Pakistan', 'opposes', 'Maulvi Nazir')]
        """
        from foedus.interfaces.records.claims import claim_record

        asked = self._filter("relation", type, at, certainty)
        found, notes = self._claims(asked, actor, known_by, as_of)
        return of_kind(Table[RelationRecord], RELATIONS, map(claim_record, found), notes)

    def gaps(self, *, known_by: When | None = None, as_of: Moment | None = None) -> Table[GapRecord]:
        """What reading knows it did not get: dates left open, quotes not placed, pages without text.

        >>> [(gap["kind"], gap["detail"]) for gap in ledger.gaps()]
        [('unresolved date', "'last spring': no anchor")]
        """
        from foedus.interfaces.records.ledger import gap_record

        view, notes = self._look(known_by, as_of)
        return of_kind(Table[GapRecord], GAPS, map(gap_record, view.gaps()), notes)

    def _filter(
        self, form: str | None, type_: Some | None, at: When | None, certainty: Some | None, place: str | None = None
    ) -> ClaimFilter:
        from foedus.ledger.entries import ClaimFilter

        return ClaimFilter(
            form=form,
            types=types_given(type_, form),
            span=span_given(at),
            certainties=certainties_given(certainty),
            place=place,
        )

    def _claims(
        self, asked: ClaimFilter, actor: Some | None, known_by: When | None, as_of: Moment | None
    ) -> tuple[list[Entry], list[str]]:
        from foedus.interfaces.questions import claims_of_all

        view, notes = self._look(known_by, as_of)
        people, said = people_given(view, words_given(actor))
        return claims_of_all(view, people, asked), [*notes, *said]

"""What a person decides about claims and identities: appended, signed, dated, undoable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from foedus.interfaces.library.base import Opened
from foedus.interfaces.library.records import JudgementRecord, SuggestionRecord
from foedus.interfaces.library.table import Kind, Table, of_kind

if TYPE_CHECKING:
    from foedus.model.judgement import Judgement

JUDGEMENTS = Kind("judgements", JudgementRecord, ("at", "by", "verdict", "subject", "other", "why", "id"))
SUGGESTIONS = Kind("suggestions", SuggestionRecord, ("score", "a_name", "b_name", "why", "a", "b"))


class Judging(Opened):
    """Judging, and taking back. `by` signs: if not given, the setting FOEDUS_BY, else your login name."""

    def accept(self, *claims: str, why: str = "", by: str | None = None) -> Table[JudgementRecord]:
        """Judges claims right, as they stand. Ids may be cut short. Raises NotFound.

        >>> claim = ledger.claims(type="opposes")[0]["claim"]
        >>> ledger.accept(claim, by="ana")[0]["verdict"]
        'accepted'
        """
        from foedus.ledger.review import accept

        return self._judge(accept, claims, why, by)

    def reject(self, *claims: str, why: str = "", by: str | None = None) -> Table[JudgementRecord]:
        """Judges claims wrong: they are kept and no longer shown or counted. Raises NotFound.

        >>> claim = ledger.events(type="expulsion")[0]["claim"]
        >>> made = ledger.reject(claim, why="the quote tells of another town", by="ana")
        >>> len(ledger.events(type="expulsion"))
        0
        """
        from foedus.ledger.review import reject

        return self._judge(reject, claims, why, by)

    def correct(self, claim: str, fields: Mapping[str, Any], *, why: str = "", by: str | None = None) -> Table[JudgementRecord]:
        """Judges how a claim should read; `fields` are those of the claim's record that should differ.

        Raises BadInput where a new quote does not stand in the document, BadVocabulary for a word that is none, NotFound.

        >>> claim = ledger.claims(type="allied_with")[0]["claim"]
        >>> made = ledger.correct(claim, {"certainty": "hedged"}, by="ana")
        >>> ledger.claims(type="allied_with")[0]["certainty"]
        'hedged'
        """
        from foedus.interfaces.ids import claim_id
        from foedus.interfaces.signing import signature
        from foedus.ledger.review import correct

        store = self._open()
        return _table([correct(store, claim_id(store, claim), fields, signature(by, why))])

    def same(self, *names: str, why: str = "", by: str | None = None) -> Table[JudgementRecord]:
        """Judges actors the same: those of several names or ids, or all who bear one name. Raises NotFound.

        >>> made = ledger.same("Maulvi Nazir", why="the commander in both", by="ana")
        >>> [one["verdict"] for one in made]
        ['same-as']
        """
        from foedus.interfaces.signing import bearers, joined, signature

        store = self._open()
        made = joined(store, bearers(store, names), signature(by, why))
        return _table(made, [clash.sentence for clash in store.view().identities.contradictions])

    def not_same(self, a: str, b: str, *, why: str = "", by: str | None = None) -> Table[JudgementRecord]:
        """Judges two actors different, so that they are neither joined nor suggested. Raises NotFound, BadInput.

        >>> ledger.not_same("ttp", "imu", by="ana")[0]["verdict"]
        'not-same'
        """
        from foedus.interfaces.signing import parted, signature

        store = self._open()
        made = parted(store, a, b, signature(by, why))
        return _table([made], [clash.sentence for clash in store.view().identities.contradictions])

    def undo(self, judgement: str, *, why: str = "", by: str | None = None) -> JudgementRecord:
        """Takes a judgement back. It stays in the ledger, with who undid it, when and why. Raises NotFound, Refused.

        >>> made = ledger.accept(ledger.claims()[0]["claim"], by="ana")
        >>> ledger.undo(made[0]["id"], by="ana")["undone_by"]
        'ana'
        """
        from foedus.interfaces.ids import judgement_id
        from foedus.interfaces.records.ledger import judgement_record
        from foedus.interfaces.signing import signature
        from foedus.ledger.review import undo

        store = self._open()
        return cast(JudgementRecord, judgement_record(undo(store, judgement_id(store, judgement), signature(by, why))))

    def judgements(
        self, *, about: str | None = None, by: str | None = None, standing: bool = False
    ) -> Table[JudgementRecord]:
        """What was judged: about a claim or an actor by its whole id, by a person, and with `standing` without what was undone.

        >>> {one["by"] for one in ledger.judgements()}
        {'machine'}
        """
        from foedus.ledger.review import judgements

        return _table(judgements(self._open(), about, by, undone=not standing))

    def suggestions(self, limit: int | None = None) -> Table[SuggestionRecord]:
        """Pairs of actors of different documents that may be the same, likeliest first. Nothing is joined until you say so.

        >>> [(one["a_name"], one["score"]) for one in ledger.suggestions()]
        [('Maulvi Nazir', 100.0)]
        """
        from foedus.interfaces.records.ledger import suggestion_record
        from foedus.ledger.suggestions import suggestions

        store = self._open()
        found = suggestions(store, limit)
        view = store.view()
        canonical = {actor: view.identities.of(actor) for one in found for actor in (one.actor_a, one.actor_b)}
        names = {one.id: one.name for one in view.actors_of(sorted(set(canonical.values())))} if found else {}
        shown = {actor: names[one] for actor, one in canonical.items()}
        return of_kind(Table[SuggestionRecord], SUGGESTIONS, (suggestion_record(one, shown) for one in found))

    def _judge(
        self, judged: Callable[..., Judgement], claims: Iterable[str], why: str, by: str | None
    ) -> Table[JudgementRecord]:
        from foedus.interfaces.ids import claim_id
        from foedus.interfaces.signing import signature

        store, signed = self._open(), signature(by, why)
        return _table([judged(store, full, signed) for full in [claim_id(store, claim) for claim in claims]])


def _table(made: Iterable[Judgement], notes: Iterable[str] = ()) -> Table[JudgementRecord]:
    from foedus.interfaces.records.ledger import judgement_record

    return of_kind(Table[JudgementRecord], JUDGEMENTS, map(judgement_record, made), notes)

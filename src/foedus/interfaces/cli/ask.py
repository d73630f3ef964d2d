"""``foedus documents``, ``actors``, ``actor``, ``events``, ``gaps`` and ``search``: what the ledger holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.interfaces.cli.common import AsOfOption, JsonOption, KnownByOption, LedgerOption, plural, span_given, viewed
from foedus.interfaces.cli.output import Table, columns, listing, note, show, show_json
from foedus.interfaces.wording.plain import clean, short

if TYPE_CHECKING:
    from foedus.ledger.entries import ActorCluster, Entry
    from foedus.ledger.view import View
    from foedus.model.dates import DateSpan

_OTHER_NAMES = 4  # further names shown for an actor in a table

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, part of one, an acronym, or an id.", show_default=False)]
ActorOption = Annotated[
    list[str] | None, typer.Option("--actor", "-a", metavar="NAME", help="Who takes part; repeat for all of several.")
]
PlaceOption = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Where, as told or as the gazetteer has it.")]
TypeOption = Annotated[
    list[str] | None, typer.Option("--type", "-t", metavar="TYPE", help="Which type; foedus vocabulary lists them.")
]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Not over before that date.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Not begun after that date.")]
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Only of that kind; foedus vocabulary lists them.")
]
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="All of them must occur; put a phrase in double quotes.")]
Most = Annotated[int, typer.Option("--limit", min=1, help="At most that many documents.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("documents", epilog="Example: foedus documents --known-by 2010-12-31")(documents)
    app.command("actors", epilog="Example: foedus actors --kind group")(actors)
    app.command("actor", epilog="Example: foedus actor ttp")(actor)
    app.command("events", epilog="Example: foedus events --actor 'pakistani taliban' --type attack --from 2012 --to 2013-03")(
        events
    )
    app.command("gaps", epilog="Example: foedus gaps --json")(gaps)
    app.command("search", epilog="""Example: foedus search drone '"South Waziristan"'""")(search)


def documents(
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lists the documents that were read."""
    from foedus.interfaces.records.ledger import document_record

    with viewed(ledger, as_of, known_by) as view:
        found = list(view.documents())
    lines = [(one.published, one.label, one.publisher, one.id) for one in found]
    table = Table(columns("!published", "document", "publisher", "!id"), [(*line[:-1], short(line[-1])) for line in lines])
    nothing = "no document has been read yet; foedus read FILE reads one"
    show(listing(table, [document_record(one) for one in found], nothing, lines), as_json)


def actors(
    kind: KindOption = None,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lists the actors, joined as judged, with their other names and how many documents name them."""
    from foedus.interfaces.records.ledger import actor_record
    from foedus.model.vocabulary import vocabulary

    if kind is not None:
        vocabulary().kind(kind)
    with viewed(ledger, as_of, known_by) as view:
        found = [one for one in view.actors() if kind in (None, one.kind)]
        for clash in view.identities.contradictions:
            note(clash.sentence)
    lines = [(one.name, one.kind, _other_names(one), len(_documents_of(one)), one.id) for one in found]
    table = Table(columns("name", "!kind", "other names", "!documents", "!id"), [(*line[:-1], short(line[-1])) for line in lines])
    nothing = "no actor is known yet" if kind is None else f"no actor of kind {kind} is known"
    show(listing(table, [actor_record(one) for one in found], nothing, lines), as_json)


def actor(
    name: Name,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Shows an actor: its names, the documents that name it, and what they claim of it."""
    from foedus.interfaces.cli.names import asked
    from foedus.interfaces.records.claims import claim_record
    from foedus.interfaces.records.ledger import actor_record

    with viewed(ledger, as_of, known_by) as view:
        meant = asked(view, name)
        claims = _claims_of(view, [one.id for one in meant.actors])
        if as_json:
            found = [actor_record(one) for one in meant.actors]
            show_json({"asked": name, "actors": found, "claims": [claim_record(one) for one in claims]})
            return
        told = {one.id: one.label for one in view.documents()}
    for one in meant.actors:
        typer.echo(f"{clean(one.name)} ({one.kind})  {one.id}")
        for used, named_in in one.names.items():
            typer.echo(f"  {clean(used)}: {'; '.join(clean(told.get(document, document)) for document in named_in)}")
    types = Counter(claim.claim.type for claim in claims)
    typer.echo(f"{plural(len(claims), 'claim')}: " + ", ".join(f"{count} {kind}" for kind, count in sorted(types.items())))
    note(f"foedus ties {name!r} shows how it stands to others, foedus events --actor {name!r} what it did")


def events(
    actor: ActorOption = None,
    place: PlaceOption = None,
    type_: TypeOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lists what happened, was tried, planned or denied, in order of time.

    With --from or --to, events without a date are left out.
    """
    from foedus.interfaces.cli.dates import told
    from foedus.interfaces.naming import names_of
    from foedus.interfaces.records.claims import claim_record
    from foedus.interfaces.wording.claims import sentence, surety, toll
    from foedus.model.claim import EventClaim
    from foedus.model.vocabulary import vocabulary

    for one in type_ or []:
        vocabulary().event(one)
    span = _span(from_, to)
    with viewed(ledger, as_of, known_by) as view:
        found = _events(view, actor or [], {"place": place, "types": tuple(type_ or ()), "span": span})
        names = {} if as_json else names_of(view)
    lines = [
        (
            told(entry.claim.date),
            sentence(entry, names, told),
            toll(entry.claim),
            surety(entry),
            entry.document.label,
            entry.claim.id,
        )
        for entry in found
        if isinstance(entry.claim, EventClaim)
    ]
    rows = [
        (when, f"{what} ({'; '.join(filter(None, more))})" if any(more) else what, short(id_))
        for when, what, *more, _, id_ in lines
    ]
    table = Table(columns("!date", "what", "!claim"), rows)
    show(listing(table, [claim_record(entry) for entry in found], "no event is known that fits", lines), as_json)


def gaps(
    ledger: LedgerOption = None, as_of: AsOfOption = None, known_by: KnownByOption = None, as_json: JsonOption = False
) -> None:
    """Lists what reading knows it did not get: dates left open, places not settled, pages without text."""
    from foedus.interfaces.records.ledger import gap_record

    with viewed(ledger, as_of, known_by) as view:
        found = list(view.gaps())
    rows = [(one.gap.kind.value, one.gap.detail, one.document.label) for one in found]
    table = Table(columns("kind", "what", "document"), rows)
    show(listing(table, [gap_record(one) for one in found], "no gap is known"), as_json)


def search(
    words: Words, limit: Most = 50, ledger: LedgerOption = None, known_by: KnownByOption = None, as_json: JsonOption = False
) -> None:
    """Finds documents by their words, without regard to case and accents."""
    from foedus.interfaces.records.ledger import hit_record
    from foedus.ledger.search import search as found_by

    with viewed(ledger, None, known_by) as view:
        hits = found_by(view, " ".join(words), limit)
    rows = [(hit.document.published, hit.document.label, hit.snippet, len(hit.claims)) for hit in hits]
    table = Table(columns("!published", "document", "words", "!claims"), rows)
    show(listing(table, [hit_record(hit) for hit in hits], "no document holds all these words"), as_json)


def _events(view: View, actors: list[str], asked_for: dict[str, Any]) -> list[Entry]:
    """The events that all the actors named take part in, in order of time, the undated last."""
    from foedus.interfaces.cli.names import asked
    from foedus.interfaces.questions import claims_of_all, in_time
    from foedus.ledger.entries import ClaimFilter

    people = [asked(view, name) for name in actors]
    return in_time(claims_of_all(view, people, ClaimFilter(form="event", **asked_for)))


def _claims_of(view: View, ids: list[str]) -> list[Entry]:
    from foedus.analysis.bearings import claims_about

    return claims_about(view, ids)


def _span(from_: str | None, to: str | None) -> DateSpan | None:
    from foedus.model.dates import DateSpan, Precision

    first, last = span_given(from_, "--from"), span_given(to, "--to")
    if first is None and last is None:
        return None
    earliest, latest = first.earliest if first else None, last.latest if last else None
    if earliest and latest and earliest > latest:
        raise typer.BadParameter(f"{to} lies before {from_}", param_hint="--to")
    return DateSpan("", earliest, latest, Precision.INTERVAL)


def _other_names(one: ActorCluster) -> str:
    others = [name for name in one.names if name != one.name]
    more = f" and {len(others) - _OTHER_NAMES} more" if len(others) > _OTHER_NAMES else ""
    return ", ".join(others[:_OTHER_NAMES]) + more


def _documents_of(one: ActorCluster) -> set[str]:
    return {document for named_in in one.names.values() for document in named_in}

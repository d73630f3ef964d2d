"""``foedus suggestions``, ``same``, ``not-same``, ``accept``, ``reject``, ``correct``, ``judgements``, ``undo``: what people decide."""

from __future__ import annotations

import getpass
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus import settings
from foedus.errors import BadInput
from foedus.interfaces.cli.common import ByOption, JsonOption, LedgerOption, WhyOption, opened, plural
from foedus.interfaces.cli.output import Listing, clean, columns, note, show, show_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from foedus.interfaces.cli.names import Asked
    from foedus.ledger.entries import ActorCluster
    from foedus.ledger.review import Signature
    from foedus.ledger.session import Ledger
    from foedus.model.judgement import Judgement

Claims = Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Claim ids, or their beginnings.", show_default=False)]
Claim = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim id, or its beginning.", show_default=False)]
Names = Annotated[list[str], typer.Argument(metavar="NAME...", help="Names or ids; one name alone joins all who bear it.", show_default=False)]
One = Annotated[str, typer.Argument(metavar="A", help="A name or id.", show_default=False)]
Other = Annotated[str, typer.Argument(metavar="B", help="A name or id.", show_default=False)]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field as it should read; repeat for more.")]
FromFile = Annotated[str | None, typer.Option("--from", metavar="FILE.json", help="The fields as a JSON object; - for standard input.")]
JudgementId = Annotated[str, typer.Argument(metavar="ID", help="A judgement id; foedus judgements lists them.", show_default=False)]
AboutOption = Annotated[str | None, typer.Option("--about", metavar="ID", help="Only about that claim or actor.")]
MadeByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only those that NAME made.")]
StandingOption = Annotated[bool, typer.Option("--standing", help="Without the undone ones.")]
Most = Annotated[int | None, typer.Option("--limit", min=1, help="At most that many.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("suggestions", epilog="Example: foedus suggestions --limit 20")(suggestions)
    app.command("same", epilog="Example: foedus same 'Maulvi Nazir' 'Mullah Nazir' --why 'the Wazir commander in both'")(same)
    app.command("not-same", epilog="Example: foedus not-same act-0c5e7d21 act-9b1f4a60 --why 'two men called Khan'")(not_same)
    app.command("accept", epilog="Example: foedus accept clm-0c5e7d21")(accept)
    app.command("reject", epilog="Example: foedus reject clm-0c5e7d21 --why 'the quote tells of another ambush'")(reject)
    app.command("correct", epilog="Example: foedus correct clm-0c5e7d21 --set certainty=hedged --set date=2012-12-15")(correct)
    app.command("judgements", epilog="Example: foedus judgements --by demo --standing")(judgements)
    app.command("undo", epilog="Example: foedus undo jdg-0c5e7d21 --why 'joined too soon'")(undo)


def suggestions(limit: Most = None, ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Lists pairs of actors of different documents that may be the same, likeliest first. Nothing is joined until you say so."""
    from foedus.ledger.suggestions import suggestions as found_in

    with opened(ledger) as store:
        found = found_in(store, limit)
        view = store.view()
        shown = {one.id: one for one in view.actors_of(sorted({id_ for one in found for id_ in (one.actor_a, one.actor_b)}))} if found else {}
        same = view.identities
    named: Callable[[str], str] = lambda actor: shown[same.of(actor)].name  # noqa: E731
    rows = [(one.score, named(one.actor_a), named(one.actor_b), one.why, one.actor_a, one.actor_b) for one in found]
    records = [
        {"a": one.actor_a, "a_name": named(one.actor_a), "b": one.actor_b, "b_name": named(one.actor_b), "score": one.score, "why": one.why}
        for one in found
    ]
    headings = columns("!score", "A", "B", "why", "id of A", "id of B")
    show(Listing(headings, rows, records, "no two actors look as if they were the same"), as_json)


def same(names: Names, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Judges actors the same: of two or more names, or all who bear one name."""
    from foedus.ledger.review import same_as

    signed = _signature(by, why)
    with opened(ledger) as store:
        meant = _meant(store, names)
        if len(meant) < 2:
            note(f"{clean(meant[0].name)} is one actor already; nothing to join")
            return
        first = min(meant, key=lambda one: one.id.startswith("act-"))
        made = [same_as(store, first.id, _partner(first, one), signed) for one in meant if one is not first]
        for clash in store.view().identities.contradictions:
            note(clash.sentence)
    _show_made(made, as_json)


def not_same(a: One, b: Other, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Judges two actors different, so that they are neither joined nor suggested. Name them by id where names are shared."""
    from foedus.ledger.review import not_same as judged

    signed = _signature(by, why)
    with opened(ledger) as store:
        one, other = (_one_actor(store, name) for name in (a, b))
        made = judged(store, one.id, _partner(one, other), signed)
        for clash in store.view().identities.contradictions:
            note(clash.sentence)
    _show_made([made], as_json)


def accept(claims: Claims, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Judges claims right."""
    from foedus.ledger.review import accept as judged

    _judge(judged, claims, _signature(by, why), ledger, as_json)


def reject(claims: Claims, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Judges claims wrong: they are kept and no longer shown."""
    from foedus.ledger.review import reject as judged

    _judge(judged, claims, _signature(by, why), ledger, as_json)


def correct(
    claim: Claim, fields: SetOption = None, from_file: FromFile = None, by: ByOption = None, why: WhyOption = "",
    ledger: LedgerOption = None, as_json: JsonOption = False,
) -> None:
    """Judges how a claim should read. Fields are those of foedus events --json; a new quote must stand in the document.

    A VALUE is text, or JSON where it is null or begins with [, { or ".
    """
    from foedus.interfaces.cli.ids import claim_id
    from foedus.ledger.review import correct as judged

    correction = {**_from_file(from_file), **dict(map(_field, fields or []))}
    if not correction:
        raise typer.BadParameter("say what should read otherwise, as in certainty=hedged", param_hint="--set")
    signed = _signature(by, why)
    with opened(ledger) as store:
        made = judged(store, claim_id(store, claim), correction, signed)
    _show_made([made], as_json)


def judgements(
    about: AboutOption = None, by: MadeByOption = None, standing: StandingOption = False, ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lists what was judged, by whom, when and why; what "machine" judged are names of the bundled lexicon."""
    from foedus.ledger.review import judgements as found_in

    with opened(ledger) as store:
        found = found_in(store, about, by, undone=not standing)
        for clash in store.view().identities.contradictions:
            note(clash.sentence)
    _show_list(found, as_json)


def undo(judgement: JudgementId, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Takes a judgement back. It stays in the ledger, with who undid it, when and why."""
    from foedus.interfaces.cli.ids import judgement_id
    from foedus.ledger.review import undo as undone

    signed = _signature(by, why)
    with opened(ledger) as store:
        made = undone(store, judgement_id(store, judgement), signed)
    if as_json:
        show_json([_record(made)])
        return
    typer.echo(f"undone: {_sentence(made)}")


def _judge(judged: Any, claims: list[str], signed: Signature, ledger: str | None, as_json: bool) -> None:
    from foedus.interfaces.cli.ids import claim_id

    with opened(ledger) as store:
        made = [judged(store, full, signed) for full in [claim_id(store, claim) for claim in claims]]
    _show_made(made, as_json)


def _signature(by: str | None, why: str) -> Signature:
    from foedus.ledger.review import Signature

    return Signature(by or settings.text("by") or _login(), datetime.now(UTC), why)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise BadInput("a judgement is signed and your login name is not known; give --by NAME") from None


def _meant(store: Ledger, names: list[str]) -> list[ActorCluster]:
    """All actors that the names mean, each once."""
    view = store.view()
    found = {one.id: one for name in names for one in _asked_quietly(view, name).actors}
    return list(found.values())


def _asked_quietly(view: Any, name: str) -> Asked:
    from foedus.interfaces.cli.ids import actor_id
    from foedus.interfaces.cli.names import Asked
    from foedus.ledger.resolve import resolve
    from foedus.reading.steps.lexicon import lexicon

    keys: Callable[[str], list[str]] = lambda text: [entry.key for entry in lexicon().named(text)]  # noqa: E731
    return Asked(name, resolve(view, actor_id(view.store, name) or name, keys).actors)


def _one_actor(store: Ledger, name: str) -> ActorCluster:
    found = _asked_quietly(store.view(), name).actors
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise BadInput(f"{name!r} is borne by {len(found)} actors; name one by its id: {ids}")
    return found[0]


def _partner(first: ActorCluster, other: ActorCluster) -> str:
    """How to name the other beside the first: two entries of the lexicon are joined through an actor of a document."""
    both_in_lexicon = not first.id.startswith("act-") and not other.id.startswith("act-")
    return other.actors[0] if both_in_lexicon else other.id


def _from_file(name: str | None) -> dict[str, Any]:
    if name is None:
        return {}
    try:
        told = json.loads(sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise BadInput(f"cannot read the correction {name}: {fault}; give a file that holds a JSON object") from None
    if not isinstance(told, dict):
        raise BadInput(f"the correction {name} is no JSON object; write {{\"certainty\": \"hedged\"}}")
    return told


def _field(given: str) -> tuple[str, Any]:
    name, separator, value = given.partition("=")
    if not separator:
        raise typer.BadParameter(f"{given!r} has no =; write FIELD=VALUE, as in certainty=hedged", param_hint="--set")
    if value != "null" and not value.startswith(("[", "{", '"')):
        return name.strip(), value
    try:
        return name.strip(), json.loads(value)
    except ValueError as fault:
        raise typer.BadParameter(f"{value!r} is no JSON ({fault}); write plain text or correct it", param_hint="--set") from None


def _show_made(made: list[Judgement], as_json: bool) -> None:
    if as_json:
        show_json([_record(one) for one in made])
        return
    for one in made:
        typer.echo(_sentence(one))
    note(f"{plural(len(made), 'judgement')} recorded; foedus undo ID takes one back")


def _show_list(found: list[Judgement], as_json: bool) -> None:
    rows = [
        (
            f"{one.at:%Y-%m-%d %H:%M}", one.by, one.verdict.value, one.subject, one.other, one.why,
            f"undone by {one.undone_by}" if one.undone_at else "", one.id,
        )
        for one in found
    ]
    headings = columns("!when (UTC)", "by", "!verdict", "about", "and", "why", "undone", "id")
    show(Listing(headings, rows, [_record(one) for one in found], "nothing has been judged"), as_json)


def _sentence(one: Judgement) -> str:
    other = f" {one.other}" if one.other else ""
    return clean(f"{one.id}: {one.by} judged {one.subject} {one.verdict.value}{other}" + (f" ({one.why})" if one.why else ""))


def _record(one: Judgement) -> dict[str, Any]:
    return {
        "id": one.id, "verdict": one.verdict.value, "subject": one.subject, "other": one.other, "by": one.by,
        "at": one.at.isoformat(), "why": one.why, "correction": dict(one.correction) if one.correction else None,
        "undone_at": one.undone_at.isoformat() if one.undone_at else None, "undone_by": one.undone_by, "undone_why": one.undone_why,
    }

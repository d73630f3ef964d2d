"""``foedus accept``, ``reject``, ``correct``, ``judgements`` and ``undo``: what people decide about claims."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.errors import BadInput
from foedus.interfaces.cli.common import ByOption, JsonOption, LedgerOption, WhyOption, opened
from foedus.interfaces.cli.judged import sentence, show_made
from foedus.interfaces.cli.output import Table, columns, listing, note, show, show_json
from foedus.interfaces.records.ledger import judgement_record
from foedus.interfaces.signing import signature
from foedus.interfaces.wording.plain import short

if TYPE_CHECKING:
    from foedus.ledger.review import Signature
    from foedus.model.judgement import Judgement

Claims = Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Claim ids, or their beginnings.", show_default=False)]
Claim = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim id, or its beginning.", show_default=False)]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field as it should read; repeat for more.")
]
FromFile = Annotated[
    str | None, typer.Option("--from", metavar="FILE.json", help="The fields as a JSON object; - for standard input.")
]
JudgementId = Annotated[
    str, typer.Argument(metavar="ID", help="A judgement id; foedus judgements lists them.", show_default=False)
]
AboutOption = Annotated[str | None, typer.Option("--about", metavar="ID", help="Only about that claim or actor.")]
MadeByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only those that NAME made.")]
StandingOption = Annotated[bool, typer.Option("--standing", help="Without the undone ones.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("accept", epilog="Example: foedus accept clm-0c5e7d21")(accept)
    app.command("reject", epilog="Example: foedus reject clm-0c5e7d21 --why 'the quote tells of another ambush'")(reject)
    app.command("correct", epilog="Example: foedus correct clm-0c5e7d21 --set certainty=hedged --set date=2012-12-15")(correct)
    app.command("judgements", epilog="Example: foedus judgements --by demo --standing")(judgements)
    app.command("undo", epilog="Example: foedus undo jdg-0c5e7d21 --why 'joined too soon'")(undo)


def accept(
    claims: Claims, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False
) -> None:
    """Judges claims right."""
    from foedus.ledger.review import accept as judged

    _judge(judged, claims, signature(by, why), ledger, as_json)


def reject(
    claims: Claims, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False
) -> None:
    """Judges claims wrong: they are kept and no longer shown."""
    from foedus.ledger.review import reject as judged

    _judge(judged, claims, signature(by, why), ledger, as_json)


def correct(
    claim: Claim,
    fields: SetOption = None,
    from_file: FromFile = None,
    by: ByOption = None,
    why: WhyOption = "",
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Judges how a claim should read. Fields are those of foedus events --json; a new quote must stand in the document.

    A VALUE is text, or JSON where it is null or begins with [, { or ".
    """
    from foedus.interfaces.ids import claim_id
    from foedus.ledger.review import correct as judged

    correction = {**_from_file(from_file), **dict(map(_field, fields or []))}
    if not correction:
        raise typer.BadParameter("say what should read otherwise, as in certainty=hedged", param_hint="--set")
    signed = signature(by, why)
    with opened(ledger) as store:
        made = judged(store, claim_id(store, claim), correction, signed)
    show_made([made], as_json)


def judgements(
    about: AboutOption = None,
    by: MadeByOption = None,
    standing: StandingOption = False,
    ledger: LedgerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lists what was judged, by whom, when and why; what "machine" judged are names of the bundled lexicon."""
    from foedus.ledger.review import judgements as found_in

    with opened(ledger) as store:
        found = found_in(store, about, by, undone=not standing)
        for clash in store.view().identities.contradictions:
            note(clash.sentence)
    _show_list(found, as_json)


def undo(
    judgement: JudgementId, by: ByOption = None, why: WhyOption = "", ledger: LedgerOption = None, as_json: JsonOption = False
) -> None:
    """Takes a judgement back. It stays in the ledger, with who undid it, when and why."""
    from foedus.interfaces.ids import judgement_id
    from foedus.ledger.review import undo as undone

    signed = signature(by, why)
    with opened(ledger) as store:
        made = undone(store, judgement_id(store, judgement), signed)
    if as_json:
        show_json([judgement_record(made)])
        return
    typer.echo(f"undone: {sentence(made)}")


def _judge(judged: Any, claims: list[str], signed: Signature, ledger: str | None, as_json: bool) -> None:
    from foedus.interfaces.ids import claim_id

    with opened(ledger) as store:
        made = [judged(store, full, signed) for full in [claim_id(store, claim) for claim in claims]]
    show_made(made, as_json)


def _from_file(name: str | None) -> dict[str, Any]:
    if name is None:
        return {}
    try:
        told = json.loads(sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8"))
    except OSError as fault:
        raise BadInput(f"cannot read the correction {name}: {(fault.strerror or str(fault)).lower()}; check the path") from None
    except ValueError as fault:
        raise BadInput(f"cannot read the correction {name}: it is no JSON ({fault}); give a JSON object") from None
    if not isinstance(told, dict):
        raise BadInput(f'the correction {name} is no JSON object; write {{"certainty": "hedged"}}')
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


def _show_list(found: list[Judgement], as_json: bool) -> None:
    lines = [
        (
            f"{one.at:%Y-%m-%d %H:%M}",
            one.by,
            one.verdict.value,
            one.subject,
            one.other,
            one.why,
            f"undone by {one.undone_by}" if one.undone_at else "",
            one.id,
        )
        for one in found
    ]
    rows = [
        (
            line[0],
            one.by,
            f"{one.verdict.value} {line[6]}".strip(),
            one.why or f"{short(one.subject)} {short(one.other or '')}",
            short(one.id),
        )
        for line, one in zip(lines, found, strict=True)
    ]
    table = Table(columns("!when (UTC)", "by", "verdict", "why or about", "!id"), rows)
    show(listing(table, [judgement_record(one) for one in found], "nothing has been judged", lines), as_json)

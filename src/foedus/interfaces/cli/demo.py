"""``foedus demo``: three bundled briefings become a ledger, and the ledger answers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from foedus.errors import NotFound, Refused

if TYPE_CHECKING:
    from foedus.ledger.session import Ledger
    from foedus.model.judgement import Judgement

LEDGER = "foedus-demo.sqlite"
SIGNED = "demo"
_ORIGIN = "foedus demo/"
_BRIEFINGS = "briefing-*.md"
_COLLECTIVE = "community"  # "militants" of two reports need not be the same people


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("demo", epilog="Example: foedus demo")(demo)


def demo() -> None:
    """Reads three briefings into foedus-demo.sqlite in this folder and shows what can be asked.

    Run again, it adds nothing and keeps what you judged. Another ledger of that name is left alone.
    """
    from foedus.interfaces.cli.demo_page import show_demo
    from foedus.ledger.session import Ledger

    with Ledger.open(LEDGER) as ledger:
        _check_own(ledger)
        take_in(ledger)
        show_demo(ledger.view(), join(ledger), LEDGER)


def briefings() -> Sequence[Traversable]:
    """The bundled briefings, from the installed package or from the repository it is installed from. Raises NotFound."""
    for folder in (files("foedus") / "examples", Path(__file__).parents[4] / "examples"):
        if folder.is_dir():
            found = [file for file in folder.iterdir() if Path(file.name).match(_BRIEFINGS)]
            if found:
                return sorted(found, key=lambda file: file.name)
    raise NotFound("the briefings of the demo are not installed; pip install --force-reinstall foedus")


def _check_own(ledger: Ledger) -> None:
    stranger = next((one for one in ledger.view().documents() if not (one.origin or "").startswith(_ORIGIN)), None)
    if stranger is not None:
        raise Refused(
            f"{LEDGER} holds documents that are not the demo's, such as {stranger.label!r}, and was left as it is; "
            "rename it, or run foedus demo in another folder"
        )


def take_in(ledger: Ledger) -> None:
    from foedus.interfaces.batch import Task, known_readings, read_all, record_all
    from foedus.reading.documents.load import LoadOptions
    from foedus.reading.documents.sources import Source, SourceKind
    from foedus.reading.documents.web import WebPolicy
    from foedus.reading.readers.registry import DEFAULT

    with ExitStack() as stack:
        paths = [(file.name, stack.enter_context(as_file(file))) for file in briefings()]
        tasks = [Task(Source(str(path), SourceKind.FILE), LoadOptions(), WebPolicy(), f"{_ORIGIN}{name}") for name, path in paths]
        for taken in record_all(ledger, read_all(tasks, DEFAULT, known=known_readings(ledger))):
            if taken.outcome.fault is not None:
                raise NotFound(f"{taken.outcome.fault}; pip install --force-reinstall foedus")


def join(ledger: Ledger) -> list[Judgement]:
    """Judges the actors the same that bear one full name and are of one kind, unless that pair was judged before, and
    gives all such judgements that stand."""
    from foedus.ledger.review import Signature, judgements, same_as
    from foedus.ledger.suggestions import SAME_FULL_NAME, suggestions

    made = {frozenset((one.subject, one.other)): one for one in judgements(ledger)}
    view = ledger.view()
    kinds = {actor.id: actor.kind for actor in view.actors()}
    signed = Signature(SIGNED, datetime.now(UTC), "the same full name and kind in two briefings of the demo")
    for pair in suggestions(ledger):
        kind = kinds[view.identities.of(pair.actor_a)]
        if pair.score == SAME_FULL_NAME and kind != _COLLECTIVE and frozenset((pair.actor_a, pair.actor_b)) not in made:
            same_as(ledger, pair.actor_a, pair.actor_b, signed)
    return judgements(ledger, by=SIGNED, undone=False)

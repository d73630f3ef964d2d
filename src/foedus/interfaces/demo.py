"""The demo's three bundled briefings: reading them into a ledger, and joining the actors that bear one full name in two."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.errors import NotFound, Refused

if TYPE_CHECKING:
    from foedus.interfaces.batch import Task
    from foedus.ledger.session import Ledger
    from foedus.model.judgement import Judgement

SIGNED = "demo"
REINSTALL = "pip install --force-reinstall foedus"
_ORIGIN = "foedus demo/"
_BRIEFINGS = "briefing-*.md"
_COLLECTIVE = "community"  # "militants" of two reports need not be the same people


def briefings() -> Sequence[Traversable]:
    """The bundled briefings, from the installed package or from the repository it is installed from. Raises NotFound."""
    for folder in (files("foedus") / "examples", Path(__file__).parents[3] / "examples"):
        if folder.is_dir():
            found = [file for file in folder.iterdir() if Path(file.name).match(_BRIEFINGS)]
            if found:
                return sorted(found, key=lambda file: file.name)
    raise NotFound(f"the briefings of the demo are not installed; {REINSTALL}")


def check_own(ledger: Ledger, next_step: str) -> None:
    """Raises Refused where the ledger holds documents that are not the demo's; `next_step` says what to do then."""
    stranger = next((one for one in ledger.view().documents() if not (one.origin or "").startswith(_ORIGIN)), None)
    if stranger is not None:
        raise Refused(
            f"{ledger.address} holds documents that are not the demo's, such as {stranger.label!r}, and was left as it is; "
            f"{next_step}"
        )


def tasks(stack: ExitStack) -> list[Task]:
    """The briefings as documents to read, for as long as the stack is open."""
    from foedus.interfaces.batch import Task
    from foedus.reading.documents.load import LoadOptions
    from foedus.reading.documents.sources import Source, SourceKind
    from foedus.reading.documents.web import WebPolicy

    paths = [(file.name, stack.enter_context(as_file(file))) for file in briefings()]
    return [Task(Source(str(path), SourceKind.FILE), LoadOptions(), WebPolicy(), f"{_ORIGIN}{name}") for name, path in paths]


def take_in(ledger: Ledger) -> None:
    """Reads the briefings into the ledger; what it has already is not read again. Raises NotFound where one cannot be read."""
    from foedus.interfaces.batch import known_readings, read_all, record_all
    from foedus.reading.readers.registry import DEFAULT

    with ExitStack() as stack:
        for taken in record_all(ledger, read_all(tasks(stack), DEFAULT, known=known_readings(ledger))):
            if taken.outcome.fault is not None:
                raise NotFound(f"{taken.outcome.fault}; {REINSTALL}")


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

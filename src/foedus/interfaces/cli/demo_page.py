"""What the demo prints: who stood with whom, with the quotes; what happened; what is in doubt; what to try next."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

import typer

from foedus.analysis.bearings import Bearing, Voice
from foedus.analysis.disputes import rival_counts
from foedus.analysis.ties import State, Tie, ties_at
from foedus.interfaces.cli.common import plural
from foedus.interfaces.cli.dates import told
from foedus.interfaces.cli.output import on_terminal
from foedus.interfaces.wording.claims import cited, sentence, surety, toll
from foedus.interfaces.wording.dates import in_words
from foedus.interfaces.wording.plain import clean
from foedus.interfaces.wording.ties import phrase, quotes
from foedus.model.claim import Certainty, EventClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.vocabulary import vocabulary

if TYPE_CHECKING:
    from foedus.ledger.entries import Entry
    from foedus.ledger.view import View
    from foedus.model.judgement import Judgement

YEARS = ("2007", "2010", "2013")
_WIDEST, _QUOTE = 80, 200  # characters of a line, and of a quote
_EACH, _EARLIER, _EVENTS, _DOUBTS = 4, 3, 12, 3  # how many of each sort are shown; the rest is counted
_SIGNS: Mapping[str, str] = {"+": "With each other", "0": "At truce or in talks", "-": "Against each other"}
# Who leads, belongs to or speaks for whom says how a body is made, not with whom it stands.
_INSIDE = {"leads", "member_of", "part_of", "media_arm_of"}
_COLLECTIVE = "community"
_DOUBTFUL: Mapping[Certainty, str] = {
    Certainty.DENIED: "Denied",
    Certainty.HEDGED: "Told with reserve",
    Certainty.HYPOTHETICAL: "Feared, planned or expected",
}


def show_demo(view: View, joined: Sequence[Judgement], ledger: str) -> None:
    """Prints the whole page. `joined` are the judgements by which the demo took actors of several briefings for one."""
    actors = view.actors()
    names = {actor.id: actor.name for actor in actors}
    bodies = {actor.id for actor in actors if actor.kind != _COLLECTIVE}
    claims = list(view.claims())
    _intro(view, claims, ledger)
    _joins(joined)
    for year in YEARS:
        _year([tie for tie in ties_at(view, DateSpan.parse(year)) if _telling(tie, bodies)], year, names)
    _events(claims, names)
    _doubts(claims, names)
    _gaps(view)
    _next(ledger, joined)


def _intro(view: View, claims: Sequence[Entry], ledger: str) -> None:
    _heading("Three briefings became a ledger")
    readers = sorted({entry.claim.origin.reader for entry in claims if entry.original is None})
    for document in view.documents():
        count = sum(entry.document.id == document.id for entry in claims)
        _line(f"{in_words(document.published)}: {document.title} ({document.publisher}), {plural(count, 'claim')}")
    _say(
        f"They were written for this demo, from three vantage points that do not always agree. {ledger} now holds "
        f"{plural(len(claims), 'claim')}, each with the words it rests on. The reader {' and '.join(readers)!r} coded them by "
        "machine: it misses things and misreads some, so each line below shows its quote."
    )


def _joins(joined: Sequence[Judgement]) -> None:
    if joined:
        _say(
            "Names the lexicon knows were joined by the machine. The demo further judged "
            f"{plural(len(joined), 'pair')} of actors the same, as they bear one full name and are of one kind; it signed these "
            f"judgements {joined[0].by!r}. The ledger keeps both as judgements, and each can be undone."
        )


def _telling(tie: Tie, bodies: set[str]) -> bool:
    """Whether it is a tie that stands, between bodies or persons, that says with whom they stand."""
    outside = any(one.derived or one.type not in _INSIDE for one in tie.evidence)
    return tie.state in (State.HELD, State.LAST_SEEN) and outside and {tie.a, tie.b} <= bodies


def _year(ties: Sequence[Tie], year: str, names: Mapping[str, str]) -> None:
    _heading(f"Who stood with whom in {year}")
    held = [tie for tie in ties if tie.state is State.HELD]
    for sign, words in _SIGNS.items():
        own = sorted((tie for tie in held if tie.sign == sign), key=_weight)
        if own:
            _subheading(words)
        for tie in own[:_EACH]:
            _line(f"{_pair(tie, names)}: {phrase(tie)} (quotes: {quotes(tie)})")
            _quote(_best(tie, DateSpan.parse(year)).entry)
        _more(len(own) - _EACH)
    earlier = sorted((tie for tie in ties if tie.state is State.LAST_SEEN), key=_weight)
    if earlier:
        _subheading("Last seen before, no end known")
    for tie in earlier[:_EARLIER]:
        _line(f"{_pair(tie, names)}: {phrase(tie)}, last seen {in_words(tie.last)}")
    _more(len(earlier) - _EARLIER)


def _pair(tie: Tie, names: Mapping[str, str]) -> str:
    return f"{names.get(tie.a, tie.a)} / {names.get(tie.b, tie.b)}"


def _weight(tie: Tie) -> tuple[int, str, str]:
    """Those with most plain quotes first."""
    return tie.hedged - tie.quotes_for, tie.a, tie.b


def _best(tie: Tie, time: DateSpan) -> Bearing:
    """The piece of evidence to show: one that covers the time and says so plainly, else the latest."""
    speaking = [one for one in tie.evidence if one.voice is Voice.FOR]
    return min(reversed(speaking), key=lambda one: (not one.covers(time), one.hedged, one.derived))


def _events(claims: Sequence[Entry], names: Mapping[str, str]) -> None:
    _heading("What happened")
    happened = [entry for entry in claims if _happened(entry)]
    shown = sorted(_unlike(sorted(happened, key=_bareness))[:_EVENTS], key=_when)
    for entry in shown:
        if isinstance(entry.claim, EventClaim):
            extra = "; ".join(filter(None, (toll(entry.claim), surety(entry))))
            _line(f"{in_words(entry.claim.date)}: {sentence(entry, names, told)}" + (f" ({extra})" if extra else ""))
    _more(len(happened) - len(shown))
    for rivals in rival_counts(claims):
        first = rivals.told[0][0].claim
        at = f" at {first.place.name}" if isinstance(first, EventClaim) and first.place else ""
        counts = "; ".join(f"{rivals.slot} {count} ({entry.document.publisher})" for entry, count in rivals.told)
        _line(f"Reports differ on one {vocabulary().event(first.type).label}{at}: {counts}")


def _happened(entry: Entry) -> bool:
    claim = entry.claim
    if not isinstance(claim, EventClaim) or claim.date is None or not claim.actors:
        return False
    return claim.status is not Status.PLANNED and claim.certainty in (Certainty.STATED, Certainty.HEDGED)


def _bareness(entry: Entry) -> tuple[bool, bool, str]:
    """Those that tell both sides first, then those with numbers."""
    claim = entry.claim
    sides = isinstance(claim, EventClaim) and bool((claim.initiators and claim.targets) or claim.participants)
    return not sides, not (isinstance(claim, EventClaim) and toll(claim)), claim.id


def _when(entry: Entry) -> tuple[str, str]:
    return (entry.claim.date.edtf if isinstance(entry.claim, EventClaim) and entry.claim.date else "", entry.claim.id)


def _unlike(entries: Iterable[Entry]) -> list[Entry]:
    """The first entry of each quote."""
    found: dict[tuple[str, int], Entry] = {}
    for entry in entries:
        found.setdefault((entry.document.id, entry.claim.quote.start), entry)
    return list(found.values())


def _doubts(claims: Sequence[Entry], names: Mapping[str, str]) -> None:
    _heading("What is in doubt")
    for certainty, words in _DOUBTFUL.items():
        own = _unlike(entry for entry in claims if entry.claim.certainty is certainty)
        if own:
            _subheading(words)
        for entry in own[:_DOUBTS]:
            said = f", according to {entry.claim.attribution}" if entry.claim.attribution else ""
            _line(f"{sentence(entry, names, told)}{said}")
            _quote(entry)
        _more(len(own) - _DOUBTS)


def _gaps(view: View) -> None:
    _heading("What is not known")
    for one in view.gaps():
        _line(f"{one.gap.kind.value}: {one.gap.detail} ({one.document.label})")
    _line("That no tie is shown between two actors means that none is known, not that there is none.")


def _next(ledger: str, joined: Sequence[Judgement]) -> None:
    _heading("Try next")
    foedus = _program()
    typer.echo(f"  export FOEDUS_LEDGER={ledger}")
    for command, meaning in (
        ("ties nazir --at 2010", "one actor's ties in a year"),
        ("ties --at 2010 --known-by 2010-12-31", "from what was published by then"),
        ("why imu 'pakistani taliban'", "every quote about a pair"),
        ("events --actor ttp --from 2012", "what it did, with claim ids"),
        ("reject CLAIM --why 'misread'", "where the reader is wrong"),
        (f"undo {joined[0].id[:12]}" if joined else "judgements", "take a judgement back"),
        ("verify", "prove every quote"),
        ("read REPORT.pdf --ledger my.sqlite", "your own reports"),
    ):
        typer.echo(f"  {meaning}:")
        typer.echo(f"    {foedus} {command}")


def _program() -> str:
    """How the user can run the program again: by name where the shell finds it, else as it was called."""
    called = Path(sys.argv[0])
    found = shutil.which("foedus")
    if called.name != "foedus" or (found is not None and Path(found).resolve() == called.resolve()):
        return "foedus"
    here = Path.cwd()
    return called.relative_to(here).as_posix() if called.is_relative_to(here) else str(called)


def _heading(words: str) -> None:
    typer.echo("")
    typer.secho(words, bold=True)
    typer.echo("=" * len(words))


def _subheading(words: str) -> None:
    typer.secho(f"{words}:", bold=True)


def _more(count: int) -> None:
    if count > 0:
        _line(f"... and {count} more")


def _say(words: str) -> None:
    typer.echo("")
    for line in wrap(clean(words), _width()):
        typer.echo(line)


def _line(words: str) -> None:
    for line in wrap(clean(words), _width(), initial_indent="  ", subsequent_indent="    "):
        typer.echo(line)


def _quote(entry: Entry) -> None:
    """The words, and where they stand."""
    document = entry.document
    words = shorten(clean(entry.claim.quote.text), _QUOTE, placeholder=" ...")
    sources = f", citing {cited(entry.claim.citations, told)}" if entry.claim.citations else ""
    for line in wrap(clean(f"“{words}” {document.publisher}, {in_words(document.published)}{sources}"), _width() - 6):
        typer.secho(f"      {line}", dim=True)


def _width() -> int:
    return min(shutil.get_terminal_size().columns, _WIDEST) if on_terminal() else _WIDEST

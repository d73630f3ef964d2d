"""``foedus brief``: a page to print about an actor, two, or a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.errors import BadInput
from foedus.interfaces.cli.asking import DayOption, day_asked
from foedus.interfaces.cli.common import AsOfOption, KnownByOption, LedgerOption, viewed
from foedus.interfaces.cli.output import note

if TYPE_CHECKING:
    from foedus.exchange.exporters.page import Page

Whom = Annotated[
    str | None, typer.Argument(metavar="[ACTOR]", help="About that actor; about all if left out.", show_default=False)
]
Other = Annotated[str | None, typer.Argument(metavar="[OTHER]", help="About the two together.", show_default=False)]
OutOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it: a .md, .html, .pdf or .docx file.")
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("brief", epilog="Example: foedus brief 'pakistani taliban' --at 2013-03-08 -o ttp.html")(brief)


def brief(
    output: OutOption,
    actor: Whom = None,
    other: Other = None,
    at: DayOption = None,
    ledger: LedgerOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
) -> None:
    """Writes a page with numbered footnotes to document and offset, drawings of the network and of time, and a note on method.

    HTML holds the drawings; Markdown gets them as files beside it. PDF, and drawings in Word, need: pip install 'foedus[brief]'.
    """
    from foedus.interfaces.brief import Briefing
    from foedus.interfaces.cli.dates import told
    from foedus.interfaces.cli.names import asked

    write = _writer(output)
    with viewed(ledger, as_of, known_by) as view:
        about = [asked(view, name) for name in (actor, other) if name is not None]
        if len({named.id for named in about}) < len(about):
            raise BadInput(f"{actor!r} and {other!r} are both {about[0].name!r}; name two actors")
        page = Briefing(view, day_asked(view, at), about, told).page()
    try:
        write(page, output)
    except OSError as fault:
        reason = (fault.strerror or str(fault)).lower()
        raise BadInput(f"cannot write {output}: {reason}; name another file with --output") from None
    note(f"wrote {output}, with {len(page.footnotes)} footnotes")


def _writer(output: Path) -> Callable[[Page, Path], None]:
    writers: Mapping[str, Callable[[Page, Path], None]] = {".md": _markdown, ".html": _html, ".pdf": _pdf, ".docx": _docx}
    found = writers.get(output.suffix.lower())
    if found is None:
        raise typer.BadParameter(
            f"{output.name!r} ends in {output.suffix or 'nothing'!r}; name a file that ends in {', '.join(writers)}",
            param_hint="--output",
        )
    if found is _pdf and (missing := _missing("reportlab", "matplotlib")):
        raise BadInput(f"a PDF needs {' and '.join(missing)}; pip install 'foedus[brief]', or name a .html file and print it")
    return found


def _markdown(page: Page, output: Path) -> None:
    from foedus.exchange.exporters.drawn import svg
    from foedus.exchange.exporters.page_markdown import markdown

    files: dict[str, str] = {}
    for section in page.sections:
        if section.figure is not None:
            file = output.with_name(f"{output.stem}-{section.figure.name}.svg")
            file.write_text(svg(section.figure.drawing), encoding="utf-8")
            files[section.figure.name] = file.name
    output.write_text(markdown(page, files), encoding="utf-8")


def _html(page: Page, output: Path) -> None:
    from foedus.exchange.exporters.page_html import html

    output.write_text(html(page), encoding="utf-8")


def _docx(page: Page, output: Path) -> None:
    from foedus.exchange.exporters.page_docx import docx

    pictures: dict[str, bytes] = {}
    if not _missing("matplotlib"):
        from foedus.exchange.exporters.drawn_png import png

        pictures = {figure.name: png(figure.drawing) for section in page.sections if (figure := section.figure) is not None}
    elif any(section.figure for section in page.sections):
        note("the Word file has no drawings, which need matplotlib; pip install 'foedus[brief]'")
    output.write_bytes(docx(page, pictures))


def _pdf(page: Page, output: Path) -> None:
    from foedus.exchange.exporters.page_pdf import pdf

    output.write_bytes(pdf(page))


def _missing(*libraries: str) -> list[str]:
    return [library for library in libraries if find_spec(library) is None]

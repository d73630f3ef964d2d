"""The brief: a page about an actor, two, or a day, as JSON or as a file to print."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from importlib.util import find_spec
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from foedus.errors import BadInput, Refused
from foedus.exchange.exporters.page import Page
from foedus.interfaces.brief import Briefing
from foedus.interfaces.web.api.analyses import shapes
from foedus.interfaces.web.api.analyses.reading import WHOLE, ActorText, DayText, Scene, TheScene
from foedus.interfaces.web.asking import TheSession
from foedus.interfaces.wording.dates import in_words

router = APIRouter()


class Form(StrEnum):
    """The kinds of file."""

    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"
    PDF = "pdf"


_TYPES = {
    Form.MARKDOWN: "text/markdown; charset=utf-8",
    Form.HTML: "text/html; charset=utf-8",
    Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.PDF: "application/pdf",
}


def find_brief(scene: Scene, day: date, actor: str | None, other: str | None) -> Page:
    """The page. Raises Refused for a large ledger, BadInput where both names mean one actor."""
    if scene.large:
        raise Refused(f"a brief reads all claims, and this ledger holds more than {WHOLE:,}; foedus brief writes it as a file")
    about = scene.meant(actor, other)
    if len({one.id for one in about}) < len(about):
        raise BadInput(f"{actor!r} and {other!r} are both {about[0].name!r}; name two actors")
    key = ("brief", day, tuple(tuple(sorted(one.as_one)) for one in about))
    return scene.kept(key, lambda: Briefing(scene.view, day, about, in_words).page())


def missing(form: Form) -> list[str]:
    """The libraries that a kind of file needs and that are not installed."""
    needed = ("reportlab", "matplotlib") if form is Form.PDF else ()
    return [one for one in needed if find_spec(one) is None]


def undrawn(form: Form) -> bool:
    """Whether the file will lack the drawings."""
    return form is Form.MARKDOWN or (form is Form.WORD and find_spec("matplotlib") is None)


def written(page: Page, form: Form) -> bytes:
    """The file. Raises Refused where the extra is not installed."""
    if lacking := missing(form):
        raise Refused(f"a PDF needs {' and '.join(lacking)}; pip install 'foedus[brief]', or take HTML and print it")
    match form:
        case Form.MARKDOWN:
            from foedus.exchange.exporters.page_markdown import markdown

            return markdown(page, {}).encode()
        case Form.HTML:
            from foedus.exchange.exporters.page_html import html

            return html(page).encode()
        case Form.WORD:
            return _word(page)
        case Form.PDF:
            from foedus.exchange.exporters.page_pdf import pdf

            return pdf(page)


def _word(page: Page) -> bytes:
    from foedus.exchange.exporters.page_docx import docx

    pictures: dict[str, bytes] = {}
    if not undrawn(Form.WORD):
        from foedus.exchange.exporters.drawn_png import png

        pictures = {figure.name: png(figure.drawing) for section in page.sections if (figure := section.figure) is not None}
    return docx(page, pictures)


def file_name(page: Page, form: Form) -> str:
    """A name of plain letters for the file."""
    plain = unicodedata.normalize("NFKD", page.title).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain.lower()).strip('-')[:80] or 'brief'}.{form.value}"


@router.get("/brief", response_model=shapes.Brief)
def get_brief(
    scene: TheScene, _: TheSession, actor: ActorText = None, other: ActorText = None, at: DayText = None
) -> dict[str, Any]:
    """What the ledger says of an actor, two, or a day: each sentence with the numbers of its footnotes."""
    page = find_brief(scene, scene.day(at), actor, other)
    return {
        "title": page.title,
        "about": page.about,
        "sections": [
            {
                "heading": section.heading,
                "lines": [{"text": line.text, "notes": list(line.notes)} for line in section.lines],
                "figure": section.figure.caption if section.figure else None,
            }
            for section in page.sections
        ],
        "footnotes": [
            {"number": note.number, "quote": note.quote, "source": note.source, "where": note.where} for note in page.footnotes
        ],
    }


@router.get("/brief/file", response_class=Response, responses={200: {"content": {one: {} for one in _TYPES.values()}}})
def get_file(
    scene: TheScene,
    _: TheSession,
    form: Annotated[Form, Query(description="The kind of file.")],
    actor: ActorText = None,
    other: ActorText = None,
    at: DayText = None,
) -> Response:
    """The brief as a file; Word and PDF hold the drawings where the extra `brief` is installed, HTML always."""
    page = find_brief(scene, scene.day(at), actor, other)
    named = {"content-disposition": f'attachment; filename="{file_name(page, form)}"'}
    return Response(written(page, form), media_type=_TYPES[form], headers=named)

"""A page as one HTML file that needs nothing else: drawings inside, footnotes linked both ways, ready to be printed."""

from __future__ import annotations

from html import escape

from foedus.exchange.exporters.drawn import svg
from foedus.exchange.exporters.page import Footnote, Line, Page, Section

_STYLE = """body{font:11pt/1.45 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111}
h1{font-size:1.6em;margin-bottom:.2em}h2{font-size:1.15em;margin-top:1.6em;border-bottom:1px solid #bbb}
.about,figcaption,.note{color:#444;font-size:.9em}figure{margin:1em 0}svg{max-width:100%;height:auto}
sup{font-size:.7em;line-height:0;white-space:nowrap;margin-left:.2em}sup a{text-decoration:none}
ol.notes{font-size:.85em;padding-left:2em}
@media print{body{margin:0}h2{break-after:avoid}li,figure{break-inside:avoid}}"""


def html(page: Page) -> str:
    """The page."""
    sections = "\n".join(map(_section, page.sections))
    notes = "\n".join(map(_note, page.footnotes))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(page.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(page.title)}</h1>\n"
        f'<p class="about">{escape(page.about)}</p>\n{sections}\n'
        f'<h2>Notes</h2>\n<ol class="notes">\n{notes}\n</ol>\n</body>\n</html>\n'
    )


def _section(section: Section) -> str:
    figure = ""
    if section.figure is not None:
        figure = f"<figure>{svg(section.figure.drawing)}<figcaption>{escape(section.figure.caption)}</figcaption></figure>\n"
    lines = "\n".join(map(_line, section.lines))
    return f"<h2>{escape(section.heading)}</h2>\n{figure}<ul>\n{lines}\n</ul>"


def _line(line: Line) -> str:
    marks = ", ".join(f'<a href="#note{number}">{number}</a>' for number in line.notes)
    return f"<li>{escape(line.text)}" + (f"<sup>{marks}</sup></li>" if marks else "</li>")


def _note(note: Footnote) -> str:
    where = f'<span class="note">{escape(note.where)}</span>'
    return f'<li id="note{note.number}">“{escape(note.quote)}” {escape(note.source)}; {where}</li>'

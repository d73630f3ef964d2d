"""A page as Markdown, with footnotes in the common notation ``[^1]``; drawings are files beside it."""

from __future__ import annotations

import re

from foedus.exchange.exporters.page import Line, Page

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")
_BLANKS = re.compile(r"\s+")


def markdown(page: Page, figures: dict[str, str]) -> str:
    """The page; `figures` gives the file name of each drawing by its name."""
    parts = [f"# {_plain(page.title)}", _plain(page.about)]
    for section in page.sections:
        parts.append(f"## {_plain(section.heading)}")
        if section.figure is not None and section.figure.name in figures:
            parts.append(f"![{_plain(section.figure.caption)}]({figures[section.figure.name]})")
        parts.append("\n".join(f"- {_line(line)}" for line in section.lines))
    parts += [f"[^{note.number}]: “{_plain(note.quote)}” {_plain(note.source)}; {_plain(note.where)}" for note in page.footnotes]
    return "\n\n".join(part for part in parts if part) + "\n"


def _line(line: Line) -> str:
    return _plain(line.text) + "".join(f"[^{number}]" for number in line.notes)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", text).strip())

"""The pages of the documentation: where they point is there, and the commands they name exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from foedus.interfaces.cli.main import app

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\S\n]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?)[ #]*$", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)

# A command stands in a code span, after a prompt or at the start of a line of code, perhaps behind a variable or a path.
_SPAN = re.compile(r"`((?:\S*/)?foedus [a-z][^`\n]*)`")
_LINE = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:.*(?:&&|\|) *)?((?:\S*/)?foedus [a-z].*)$", re.MULTILINE)
_WORD = re.compile(r"[a-z][a-z-]*")


def _named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _prose(text: str) -> str:
    """The page without code, in which brackets are no links and # is no heading."""
    return _CODE.sub("", _FENCE.sub("", text))


def _links(page: Path) -> Iterator[str]:
    return (link for link in _LINK.findall(_prose(page.read_text(encoding="utf-8"))) if not _ELSEWHERE.match(link))


@cache
def _anchors(page: Path) -> frozenset[str]:
    """The anchors that GitHub gives the headings of a page."""
    found: list[str] = []
    for heading in _HEADING.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        plain = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()).strip().replace(" ", "-")
        found.append(f"{plain}-{found.count(plain)}" if plain in found else plain)
    return frozenset(found)


def _fault(page: Path, link: str) -> str | None:
    """Why a link leads nowhere, None where it does not."""
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(ROOT):
        return f"{link} leads out of the repository"
    if not target.exists():
        return f"{link} is not there"
    if anchor and (target.suffix != ".md" or anchor not in _anchors(target)):
        return f"{link} has no such heading"
    return None


def _commands(page: Path) -> Iterator[str]:
    """What a page says to type, from the word foedus on."""
    text = page.read_text(encoding="utf-8")
    code = "\n".join(found.group() for found in _FENCE.finditer(text))
    for line in (*_SPAN.findall(text), *_LINE.findall(code)):
        yield line[line.index("foedus ") :]


def _misnamed(line: str) -> str | None:
    """The word of a command line that is no command, None where all are."""
    known: Mapping[str, Any] = getattr(get_command(app), "commands", {})
    for word in line.split()[1:]:
        if word.isupper():  # stands for any of the words that may come here
            return None
        plain = _WORD.match(word)
        if plain is None or plain.group() not in known:
            return word
        known = getattr(known[plain.group()], "commands", {})
        if not known:
            return None
    return None


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    assert [fault for link in _links(page) if (fault := _fault(page, link)) is not None] == []


@pytest.mark.parametrize("page", PAGES, ids=_named)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    assert [line for line in _commands(page) if _misnamed(line) is not None] == []


def test_every_page_is_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    listed = {(index.parent / link.partition("#")[0]).resolve() for link in _links(index)}
    assert [_named(page) for page in PAGES if page.is_relative_to(index.parent) and page not in {*listed, index}] == []


def test_the_pages_name_commands_and_links_that_are_checked() -> None:
    assert sum(len(list(_links(page))) for page in PAGES) > 50
    named = {" ".join(line.split()[:2]) for page in PAGES for line in _commands(page)}
    assert named >= {"foedus read", "foedus ties", "foedus verify"}


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("nowhere.md", "nowhere.md is not there"),
        ("../../etc/hosts", "../../etc/hosts leads out of the repository"),
        ("#no-such-heading", "#no-such-heading has no such heading"),
        ("docs/README.md#no-such-heading", "docs/README.md#no-such-heading has no such heading"),
        ("docs/README.md#how-to", None),
        ("src/foedus", None),
    ],
)
def test_a_link_that_leads_nowhere_is_found(link: str, fault: str | None) -> None:
    assert _fault(ROOT / "README.md", link) == fault


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("foedus read report.pdf", None),
        ("foedus export json --out a.json", None),
        ("foedus export FORMAT --out FILE", None),
        ("foedus tie nazir", "tie"),
        ("foedus export pdf", "pdf"),
    ],
)
def test_a_command_that_does_not_exist_is_found(line: str, word: str | None) -> None:
    assert _misnamed(line) == word

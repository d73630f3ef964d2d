"""Reads MUC-4 texts and keys: the original files (upper case, one template a paragraph) and GTT's JSON lines (lower case).

Both give the same: lower-case text without header and dateline, paragraphs on one line, and of each template the incident
type and the five roles. A string that does not stand in the text is left out, as GTT does.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from muc.template import ROLES, Filler, Report, Template

# The numbers of the lines of a key, which are the same in all files.
_MESSAGE, _TYPE = 0, 4
_ROLE_LINES = {9: "PerpInd", 10: "PerpOrg", 12: "Target", 18: "Victim", 6: "Weapon"}

_HEADING = re.compile(r"^(?:(DEV-\S+) *\([^)]*\)|(TST\d+-\S+))", re.MULTILINE)
_DATELINE = re.compile(r"^.*?--\s+(?:\[[^\]]+\]\s+)+", re.DOTALL)
_LINE = re.compile(r"^\s*(\d+)\.\s+[A-Z :]+?(?:\s{2,}|$)(.*)$")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')

_Values = dict[int, list[str]]


def read(paths: Iterable[Path]) -> list[Report]:
    """The texts of all files in the paths, with their keys. Which file is what is told by its content.

    Exits with a message where a path is absent or a text has no key.
    """
    texts: dict[str, str] = {}
    keys: dict[str, list[Template]] = {}
    for path in _files(paths):
        content = path.read_text(encoding="latin-1")   # the originals are older than UTF-8 and hold a few odd bytes
        if content.lstrip().startswith("{"):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                texts[row["docid"]] = row["doctext"]
                keys[row["docid"]] = [_processed(template) for template in row["templates"]]
        elif "MESSAGE: TEMPLATE" in content:
            for name, template in read_keys(content):
                keys.setdefault(name, []).extend([template] if template else [])
        else:
            for name, text in read_texts(content):
                if texts.setdefault(name, text) != text:
                    print(f"{path} holds another form of {name}, which is left out", file=sys.stderr)
    missing = [name for name in texts if name not in keys]
    if missing or not texts:
        sys.exit(f"no key for {', '.join(missing[:3])}; give its key file too" if texts else "no texts in the given paths")
    return [Report(name, text, tuple(_standing(template, text) for template in keys[name])) for name, text in texts.items()]


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            sys.exit(f"there is no {path}; give files or folders of MUC-4 texts and keys")
        yield from sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]


def read_texts(content: str) -> Iterator[tuple[str, str]]:
    """Name and text of every report in an original file."""
    headings = list(_HEADING.finditer(content))
    ends = [*(heading.start() for heading in headings[1:]), len(content)]
    for heading, end in zip(headings, ends, strict=False):   # a file without headings has an end and no text
        body = content[heading.end() : end].strip()
        text = _DATELINE.sub("", body, count=1).strip().replace("[", "(").replace("]", ")")
        yield heading[1] or heading[2], text.lower().replace("\n\n", " ").replace("\n", " ")


def read_keys(content: str) -> Iterator[tuple[str, Template | None]]:
    """Name of the text and template, in order of an original key file; None tells that the text holds no incident."""
    lines = [line for line in content.splitlines() if not line.lstrip().startswith(";")]
    for values in _paragraphs(lines):
        name, incident = (_without_note(values[number][0]) for number in (_MESSAGE, _TYPE))
        if incident == "*":
            yield name, None
            continue
        fillers = {role: _fillers(values.get(number, ())) for number, role in _ROLE_LINES.items()}
        yield name, Template(incident.lower(), fillers)


def _paragraphs(lines: Iterable[str]) -> Iterator[_Values]:
    """The values by line number, each template of the file apart."""
    values: _Values = {}
    number = _MESSAGE
    for line in lines:
        found = _LINE.match(line)
        if found:
            number = int(found[1])
            if number == _MESSAGE and values:
                yield values
                values = {}
        text = found[2] if found else line
        if text.strip():
            values.setdefault(number, []).append(text.strip())
    if values:
        yield values


def _without_note(value: str) -> str:
    return re.sub(r"\s*\(.*$", "", value).strip()


def _fillers(values: Iterable[str]) -> tuple[Filler, ...]:
    """One filler a line, its strings between quotation marks; a few lines of the originals lack the marks."""
    fillers = []
    for value in values:
        if value not in ("-", "*"):
            found = _QUOTED.findall(value) or [value.strip('"')]
            fillers.append(tuple(re.sub(r"\\(.)", r"\1", words).strip().lower() for words in found))
    return tuple(fillers)


def _processed(row: dict[str, Any]) -> Template:
    fillers = {role: tuple(tuple(words for words, _ in filler) for filler in row.get(role) or []) for role in ROLES}
    return Template(row["incident_type"], fillers)


def _standing(template: Template, text: str) -> Template:
    """The template without the strings that do not stand in the text, and each role's fillers in order of the text."""
    fillers: dict[str, tuple[Filler, ...]] = {}
    for role in ROLES:
        standing = [tuple(sorted((s for s in filler if s in text), key=text.index)) for filler in template.of(role)]
        fillers[role] = tuple(sorted((filler for filler in standing if filler), key=lambda filler: text.index(filler[0])))
    return Template(template.incident, fillers)

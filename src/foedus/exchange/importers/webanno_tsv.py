"""WebAnno TSV 3 with the layer of claims that `foedus export webanno-tsv` writes, as annotated further in INCEpTION."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from foedus.errors import BadInput
from foedus.exchange.exporters.xmi import CLAIM
from foedus.exchange.features import from_features
from foedus.exchange.importers.dataset import NOTHING_KNOWN
from foedus.exchange.importers.handed import Handed, content, handed_over
from foedus.exchange.webanno_lines import HEAD, LAYER, parts, unescaped, units
from foedus.model.reading import Reading

READER, VERSION = "webanno-tsv", "1"
_TEXT = "#Text="
_TOKEN = re.compile(r"\d+-\d+(?:\.\d+)?\Z")
_OFFSETS = re.compile(r"(\d+)-(\d+)\Z")
_LONGEST = 1 << 26  # code units of a text; a larger offset is a slip, and would make a text of blanks


@dataclass
class _Table:
    """What a file says: sentences with where they begin, in UTF-16 code units, and the cells of our layer by span."""

    features: Sequence[str]
    first: int
    sentences: list[tuple[int, str]] = field(default_factory=list)
    spans: dict[tuple[int, ...], tuple[int, int, dict[str, str]]] = field(default_factory=dict)


def import_webanno_tsv(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:  # noqa: ARG001
    """The claims of one document, with its text. Layers of others are passed over. Raises NotFound or BadInput."""
    lines = content(file, "TSV").replace("\r\n", "\n").split("\n")
    table, others = _heads(file, lines)
    _body(file, lines, table)
    text = _text(table)
    before = {unit: position for position, unit in enumerate(units(text))}
    found = [
        (before.get(start, -1), before.get(end, -1), features)
        for start, end, features in sorted(table.spans.values(), key=lambda one: one[:2])
    ]
    document = Handed("", text or "\n", title=file.stem)
    claims_of(document, found)
    document.gaps += [f"annotations of layer {name} are none that the importer knows" for name in others]
    yield from handed_over(file, [document], (READER, VERSION), "text/tab-separated-values")


def claims_of(document: Handed, found: Iterable[tuple[int, int, Mapping[str, str]]]) -> None:
    """Adds the claims that features on offsets tell of a document; what is none becomes a gap."""
    text = document.text or ""
    for start, end, features in found:
        quote = text[start:end] if 0 <= start < end <= len(text) else ""
        if not quote:
            document.gaps.append(f"a claim of type {features.get('type', '')!r} stands on no words of the text")
            continue
        try:
            item, kinds = from_features(features, quote)
        except BadInput as fault:
            document.gaps.append(f"the claim on {quote[:60]!r} was not taken: {fault}")
            continue
        document.items.append({**item, "start_offset": start})
        document.kinds |= kinds


def _heads(file: Path, lines: Sequence[str]) -> tuple[_Table, list[str]]:
    if not lines or not lines[0].startswith(HEAD):
        raise BadInput(f"{file}, line 1: no {HEAD}x; export the document from the annotation tool as WebAnno TSV v3.3")
    column, table, others = 3, None, []
    for line in lines[1:]:
        if not line.startswith("#T_"):
            if line.strip():
                break
            continue
        name, *features = line.partition("=")[2].split("|")
        if line.startswith(LAYER) and name == CLAIM:
            table = _Table([_OURS.get(one, one) for one in features], column)
        else:
            others.append(name)
        column += max(1, len(features))
    if table is None:
        raise BadInput(f"{file} has no layer {CLAIM}; foedus export webanno-tsv and xmi write it, to be annotated further")
    return table, others


_OURS = {"kind": "type"}  # what a feature is called in XMI, from which the tool's own TSV comes


def _body(file: Path, lines: Sequence[str], table: _Table) -> None:
    text: list[str] = []
    begun = False
    for number, line in enumerate(lines, 1):
        if line.startswith(_TEXT):
            text, begun = ([*text, line] if text and not begun else [line]), False
            continue
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        offsets = _OFFSETS.match(cells[1]) if len(cells) > 2 and _TOKEN.match(cells[0]) else None
        if offsets is None or not text or int(offsets[2]) > _LONGEST:
            raise BadInput(
                f"{file}, line {number}: no token of a sentence, such as 1-1, 0-5 and a word; export the document again"
            )
        start, end = int(offsets[1]), int(offsets[2])
        if not begun:
            table.sentences.append((start, "\n".join(unescaped(one.removeprefix(_TEXT)) for one in text)))
            begun = True
        _cells(cells, (number, start, end), table)


def _cells(cells: Sequence[str], at: tuple[int, int, int], table: _Table) -> None:
    line, start, end = at
    for offset, name in enumerate(table.features):
        cell = cells[table.first + offset] if table.first + offset < len(cells) else "_"
        for position, (value, id_) in enumerate(parts(cell)):
            # A span without a number is on one token alone.
            key = (id_,) if id_ is not None else (-1, line, position)
            first, last, features = table.spans.get(key, (start, end, {}))
            features[name] = value
            table.spans[key] = (min(first, start), max(last, end), features)


def _text(table: _Table) -> str:
    """The sentences where they stand; a line ends before each, and what else was between them is blanks."""
    made, at = [], 0
    for start, text in table.sentences:
        if start > at:
            made.append(" " * (start - at - 1) + ("\n" if at else " "))
            at = start
        made.append(text)
        at += units(text)[-1]
    return "".join(made)

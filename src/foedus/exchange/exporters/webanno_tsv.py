"""WebAnno TSV 3.3 for INCEpTION and WebAnno: a file a document, each claim a span with its features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foedus.exchange.exporters.annotated import Annotated, Marked, annotated
from foedus.exchange.exporters.deliver import Part
from foedus.exchange.exporters.report import Report
from foedus.exchange.exporters.selection import Selection
from foedus.exchange.exporters.xmi import CLAIM
from foedus.exchange.features import FEATURES
from foedus.exchange.webanno_lines import LAYER, escaped, escaped_text, tokens, units


def webanno_tsv(told: Selection, report: Report) -> Iterator[Part]:
    """A file a document. Sentences are lines, but none ends within a claim's words."""
    report.note("titles, publishers, dates and addresses of documents; export xmi has them")
    for one in annotated(told, report):
        yield f"{one.file}.tsv", _lines(one, report)


def _lines(one: Annotated, report: Report) -> Iterator[str]:
    text = one.text
    spans = [_trimmed(text, claim, report) for claim in one.marked]
    yield f"#FORMAT=WebAnno TSV 3.3\n{LAYER}{CLAIM}|{'|'.join(FEATURES)}\n\n"
    before, cuts = units(text), {edge for start, end, _ in spans for edge in (start, end)}
    number = 0
    sentence: list[tuple[int, int]] = []
    words = list(tokens(text, cuts))
    for position, (start, end) in enumerate(words):
        sentence.append((start, end))
        following = words[position + 1][0] if position + 1 < len(words) else len(text)
        is_last = position + 1 == len(words)
        if is_last or ("\n" in text[end:following] and not any(first < following and end < last for first, last, _ in spans)):
            number += 1
            yield from _sentence(text, (number, sentence), spans, before)
            sentence = []


def _trimmed(text: str, claim: Marked, report: Report) -> tuple[int, int, Marked]:
    """A claim's words without blanks at their ends, which no token has."""
    words = text[claim.start : claim.end]
    start, end = claim.end - len(words.lstrip()), claim.start + len(words.rstrip())
    if (start, end) != (claim.start, claim.end):
        report.reduce(claim.claim, "blanks at the ends of the quote")
    return start, end, claim


def _sentence(
    text: str, told: tuple[int, Sequence[tuple[int, int]]], spans: Sequence[tuple[int, int, Marked]], before: Sequence[int]
) -> Iterator[str]:
    number, words = told
    yield f"\n#Text={escaped_text(text[words[0][0] : words[-1][1]])}\n"
    here = [(id_, span) for id_, span in enumerate(spans, 1) if span[0] < words[-1][1] and words[0][0] < span[1]]
    for position, (start, end) in enumerate(words, 1):
        over = [(id_, span[2]) for id_, span in here if span[0] <= start and end <= span[1]]
        cells = [
            "|".join(f"{escaped(span.features.get(name, '')) or '*'}[{id_}]" for id_, span in over) or "_" for name in FEATURES
        ]
        columns = (f"{number}-{position}", f"{before[start]}-{before[end]}", escaped(text[start:end]), *cells)
        yield "\t".join(columns) + "\t\n"

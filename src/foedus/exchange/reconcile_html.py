"""What came of a reconciliation as one HTML file that needs nothing else: a table with the quotes of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from foedus.analysis.differing import Aspect, How, said
from foedus.analysis.pairing import Told
from foedus.analysis.reconciling import Finding, Kind

_STYLE = """body{font:10pt/1.4 system-ui,sans-serif;margin:1.5em;color:#111;background:#fff}
h1{font-size:1.4em}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #bbb;padding:.3em .5em;vertical-align:top;text-align:left}
th{background:#eee;position:sticky;top:0}q{display:block;white-space:pre-wrap;overflow-wrap:anywhere;color:#333}
q::before,q::after{content:none}.differ{background:#fde2d8}.less{background:#fff3cd}
.none{color:#767676}.where{color:#555;font-size:.9em}
@media print{th{position:static}}"""
_ASPECTS = tuple(Aspect)


def html_text(findings: Iterable[Finding], title: str, counted: Mapping[str, int]) -> Iterator[str]:
    """The page piece by piece: how many of each kind, then a row a finding; what differs is coloured, and said in words."""
    yield f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
    yield f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
    yield f"<p>{escape('; '.join(f'{name}: {number:,}' for name, number in counted.items()))}</p>\n"
    heads = "".join(
        f'<th scope="col">{escape(name)}</th>' for name in ("finding", *(one.value for one in _ASPECTS), "we", "they")
    )
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    for one in findings:
        yield _row(one)
    yield "</tbody>\n</table>\n</body>\n</html>\n"


def _row(one: Finding) -> str:
    points = "" if one.points is None else f'<div class="where">{one.points:.1f} points</div>'
    judged = '<div class="where">judged</div>' if one.points is None and one.kind in (Kind.BOTH, Kind.DIFFER, Kind.AGAIN) else ""
    cells = "".join(_aspect(one, aspect) for aspect in _ASPECTS)
    return f'<tr><th scope="row">{one.kind.value}{points}{judged}</th>{cells}{_told(one.ours)}{_told(one.theirs)}</tr>\n'


def _aspect(one: Finding, aspect: Aspect) -> str:
    found = next((known for known in one.differences if known.aspect is aspect), None)
    if found is None:
        told = one.ours or one.theirs
        return f"<td>{escape(said(told, aspect)) if told else ''}</td>"
    style = "differ" if found.how is How.DIFFER else "less"
    said_by = f"we: {escape(found.ours) or 'nothing'}<br>they: {escape(found.theirs) or 'nothing'}"
    return f'<td class="{style}">{said_by}<div class="where">{found.how.value}</div></td>'


def _told(told: Told | None) -> str:
    if told is None:
        return '<td class="none">nothing</td>'
    return f'<td><q>{escape(told.quote)}</q><div class="where">{escape(told.where)}, {told.id}</div></td>'

"""The evidence of a tie as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from foedus.analysis.evidence import Evidence
from foedus.interfaces.cli.dates import told
from foedus.interfaces.wording.claims import cited, sentence, surety
from foedus.interfaces.wording.plain import clean


def evidence_lines(one: Evidence, names: Mapping[str, str], width: int) -> Iterable[str]:
    """One piece of evidence over several lines: when and what, the quote, the source."""
    from textwrap import wrap

    entry = one.entry
    claim, document = entry.claim, entry.document
    when = told(one.when) + ("" if one.when.basis.value == "told" else " (published)") if one.when else "undated"
    sure = surety(entry)
    head = f"{when}  {clean(sentence(entry, names, told))}" + (f"  [{sure}]" if sure else "")
    yield from wrap(head, width, subsequent_indent="    ")
    yield from wrap(f"“{clean(claim.quote.text)}”", width, initial_indent="    ", subsequent_indent="    ")
    at = f"page {one.page}" if one.page is not None else f"characters {claim.quote.start}-{claim.quote.end}"
    source = ", ".join(filter(None, (clean(document.label), clean(document.publisher), told(document.published), at)))
    yield from wrap(source, width, initial_indent="    ", subsequent_indent="    ")
    said = [f"citing {cited(claim.citations, told)}"] if claim.citations else []
    said += [f"said by {clean(claim.attribution)}"] if claim.attribution else []
    if said:
        yield from wrap("; ".join(said), width, initial_indent="    ", subsequent_indent="    ")
    origin = claim.origin
    yield f"    {claim.id}, {origin.reader} {origin.version}" + (f", {origin.rule}" if origin.rule else "")

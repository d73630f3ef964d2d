"""How well a reader fills MUC-4 templates: CEAF-REE as GTT's scorer counts it, over incident types and five roles.

    python benchmarks/muc4.py TEXTS KEYS… [--reader cues] [--show] [--json]

Each path is a file or a folder of files, told apart by what stands in them: original texts (`tst1-muc3`), original keys
(`key-tst1.v7`), or JSON lines with both as GTT gives them (`dev.json`, which is tst1 and tst2). For example

    python benchmarks/muc4.py ../shared/data/muc4/raw/tst1 ../shared/data/muc4/raw/tst2

The reader is given the text in lower case, as published systems are, each sentence set off by an empty line in place of the
two spaces of the original; nothing else is restored. `muc/templates.py` makes templates of its claims.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from muc.corpus import read
from muc.score import Score, Tally, score
from muc.template import Report, Template
from muc.templates import templates

from foedus.model.source import Document
from foedus.reading.pipeline import read as read_document
from foedus.reading.readers.registry import DEFAULT, names, reader

_SENTENCE_GAP = re.compile(r"(?<=[.?!])([\"')]*)\s{2,}")


def fill(reports: Sequence[Report], reader_name: str) -> list[list[Template]]:
    """The templates that a reader's claims come to, text by text."""
    coder = reader(reader_name)
    return [templates(read_document(Document(_SENTENCE_GAP.sub("\\1\n\n", report.text)), coder)) for report in reports]


def figures(result: Score) -> dict[str, Any]:
    """The score as plain numbers."""
    return {what: _figures(tally) for what, tally in [*result.tallies.items(), ("micro", result.micro)]}


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "precision": round(tally.precision, 4), "recall": round(tally.recall, 4), "f1": round(tally.f1, 4),
        "predicted": tally.predicted, "gold": tally.gold,
    }


def _show(reports: Sequence[Report], filled: Sequence[Sequence[Template]]) -> None:
    for report, predicted in zip(reports, filled, strict=True):
        print(f"== {report.name}")
        for label, rows in (("key", report.key), ("read", predicted)):
            for template in rows:
                print(f"  {label:5}{template.incident}", {role: fillers for role, fillers in template.fillers.items() if fillers})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--reader", action="append", dest="readers", choices=names(), help=f"repeatable (default: {DEFAULT})")
    parser.add_argument("--show", action="store_true", help="list key and reading, text by text")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    reports = read(options.paths)
    outcome: dict[str, Any] = {}
    for name in options.readers or [DEFAULT]:
        started = time.perf_counter()
        filled = fill(reports, name)
        if options.show:
            _show(reports, filled)
        result = score((predicted, report.key) for predicted, report in zip(filled, reports, strict=True))
        outcome[name] = {**figures(result), "texts": len(reports), "seconds": round(time.perf_counter() - started, 1)}
    if options.json:
        print(json.dumps(outcome, indent=1))
        return
    for name, result_of in outcome.items():
        print(f"== {name}, {result_of.pop('texts')} texts  ({result_of.pop('seconds')} s)")
        for what, row in result_of.items():
            print(
                f"  {what:14} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}"
                f"   (gold {row['gold']}, predicted {row['predicted']})"
            )


if __name__ == "__main__":
    main()

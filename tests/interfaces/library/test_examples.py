"""The examples in the docstrings of the Python interface say what happens."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import foedus
from tests.interfaces.cli import cli_sample

CLASSES = (foedus.Ledger, foedus.Table, foedus.Ties)


def _public() -> Iterator[tuple[str, Any]]:
    """Every public class, method and property, once."""
    for kind in CLASSES:
        yield kind.__name__, kind
        for name, _ in inspect.getmembers(kind):
            if not name.startswith("_") and hasattr(member := inspect.getattr_static(kind, name), "__doc__"):
                home = next(one for one in kind.__mro__ if name in vars(one))
                if home.__module__.startswith("foedus."):
                    yield f"{kind.__name__}.{name}", member


PUBLIC = dict(_public())


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_an_example_that_works(name: str, folder: Path) -> None:
    cli_sample.make(folder / "foedus.sqlite")
    told = inspect.getdoc(PUBLIC[name]) or ""
    with foedus.Ledger.open("foedus.sqlite") as ledger:
        globs = {"foedus": foedus, "ledger": ledger, "Path": Path}
        example = doctest.DocTestParser().get_doctest(told, globs, name, None, None)
        said: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        runner.run(example, out=said.append)
    assert runner.tries > 0, f"{name} has no example"
    assert runner.failures == 0, "".join(said)


def test_the_examples_are_of_all_methods_asked_for() -> None:
    asked = "open demo read documents actors claims events relations ties spells why change strain camps disputes gaps coverage"
    judging = "accept reject correct same not_same undo judgements suggestions close"
    assert {f"Ledger.{name}" for name in f"{asked} {judging}".split()} <= set(PUBLIC)
    assert {f"Ties.{name}" for name in ("to_dicts", "to_pandas", "to_polars", "to_csv", "to_networkx")} <= set(PUBLIC)

"""Pages made from the program are current, and figures and names told twice agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from tools.render_reference import PAGES

import foedus

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["python.md", "http.md"])
def test_the_reference_page_is_current(name: str) -> None:
    page = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert page == PAGES[name](), "stale; run python tools/render_reference.py"


def test_the_python_page_names_every_method() -> None:
    page = PAGES["python.md"]()
    methods = [name for name in dir(foedus.Ledger) if not name.startswith("_")]
    assert [name for name in methods if f"edger.{name}\n" not in page] == []


def test_the_http_page_names_the_parts_of_the_api() -> None:
    page = PAGES["http.md"]()
    assert "## GET `/api/actors`" in page
    assert "](#" in page


def test_the_citation_is_of_this_version_and_licence() -> None:
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (told["cff-version"], told["version"], told["license"]) == ("1.2.0", foedus.__version__, "Apache-2.0")
    assert told["message"]
    assert told["title"]
    assert told["authors"]


def test_every_figure_of_the_method_page_stands_in_the_results_or_on_a_card() -> None:
    sources = (ROOT / "benchmarks" / "RESULTS.md", ROOT / "corpus" / "CARD.md", ROOT / "src/foedus/reading/weights/card.md")
    known = "".join(source.read_text(encoding="utf-8") for source in sources)
    method = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    measured = method.partition("## How well it works")[2].partition("## How to cite")[0]
    figures = set(re.findall(r"(?<![\w.])\.\d{3}(?!\d)", measured))
    assert len(figures) > 20
    assert sorted(figure for figure in figures if figure not in known) == []

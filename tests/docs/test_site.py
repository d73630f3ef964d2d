"""The documentation builds as a site without a warning, links and anchors included, and asks nothing of the network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_FETCHED = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=[\"']?((?:https?:)?//[^\"' >]+)")
_STYLED = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(ROOT / "mkdocs.yml"), "--site-dir"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    ran = subprocess.run([*command, str(place)], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return place


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    fetched = {(page.name, found) for page in pages for found in _FETCHED.findall(page.read_text(encoding="utf-8"))}
    styled = {(page.name, found) for page in site.rglob("*.css") for found in _STYLED.findall(page.read_text(encoding="utf-8"))}
    assert fetched | styled == set()


def test_the_code_that_pages_link_to_is_on_the_site(site: Path) -> None:
    tour = (site / "tour.html").read_text(encoding="utf-8")
    links = re.findall(r'href="(repository/[^"#]+)', tour)
    assert "repository/src/foedus/reading/pipeline.py.html" in links
    assert [link for link in links if not (site / link).exists()] == []


def test_a_notebook_is_a_page(site: Path) -> None:
    page = (site / "notebooks" / "first-steps.html").read_text(encoding="utf-8")
    assert "First steps in Python" in page
    assert (site / "notebooks" / "first-steps.ipynb").exists()


def test_what_is_searched_is_on_the_site(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert any("frustration" in one["text"] for one in index["docs"])

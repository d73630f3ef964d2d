"""What MkDocs does besides for the site: notebooks become pages, and what pages link to outside docs/ comes along.

A linked file of the repository becomes a page below repository/, so that links to the code work without a network and are checked
like all others; a linked folder becomes a page that lists its files.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
PLACE = "repository"
_LINK = re.compile(r"(?<=\]\()([^()\s#]+)(#[^()\s]*)?(?=\))")
_IMAGES = (".svg", ".png")
_LARGEST = 100_000  # characters of a file that are shown
_LANGUAGES = {".py": "python", ".yml": "yaml", ".toml": "toml", ".sh": "bash", ".json": "json"}


def on_files(files: Files, config: Any) -> Files:
    """Adds a page for each notebook and for each linked file and folder of the repository."""
    docs = Path(config["docs_dir"])
    for book in sorted(docs.rglob("*.ipynb")):
        path = book.relative_to(docs).with_suffix(".md").as_posix()
        files.append(File.generated(config, path, content=_notebook(book)))
    waiting = [docs / file.src_uri for file in files.documentation_pages() if (docs / file.src_uri).exists()]
    seen: set[Path] = set()
    while waiting:
        page = waiting.pop()
        for target in sorted({*_outside(page, docs)} - seen):
            seen.add(target)
            files.append(_copied(target, config))
            if target.suffix == ".md":
                waiting.append(target)
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """Turns links out of docs/ towards the pages made for them."""
    uri = page.file.src_uri
    docs = Path(config["docs_dir"])
    is_copy = uri.startswith(f"{PLACE}/")
    source = ROOT / uri.removeprefix(f"{PLACE}/") if is_copy else docs / uri
    if is_copy and not source.exists():  # a page of code or of a folder, which has no links of its own
        return markdown

    def turned(found: re.Match[str]) -> str:
        target = _target(found[1], source)
        if target is None:
            return found[0]
        inside = target.relative_to(docs).as_posix() if target.is_relative_to(docs) else _uri(target)
        here = PurePosixPath(uri).parent.as_posix()
        return os.path.relpath(inside, here).replace(os.sep, "/") + (found[2] or "")

    return _LINK.sub(turned, markdown)


def _outside(page: Path, docs: Path) -> Iterator[Path]:
    """What a page of Markdown links to outside docs/."""
    for found in _LINK.finditer(page.read_text(encoding="utf-8")):
        target = _target(found[1], page)
        if target is not None and not target.is_relative_to(docs):
            yield target


def _target(link: str, page: Path) -> Path | None:
    """The file or folder of the repository that a link leads to, None where it leads elsewhere or nowhere."""
    if re.match(r"[a-z][a-z0-9+.-]*:", link, re.IGNORECASE):
        return None
    target = (page.parent / link).resolve()
    return target if target.is_relative_to(ROOT) and target.exists() else None


def _uri(target: Path) -> str:
    """Where the page of a file or folder stands: Markdown and pictures under their own names."""
    path = target.relative_to(ROOT).as_posix()
    return f"{PLACE}/{path}" if target.suffix in (".md", *_IMAGES) else f"{PLACE}/{path}.md"


def _copied(target: Path, config: Any) -> File:
    if target.suffix in _IMAGES:
        return File.generated(config, _uri(target), content=target.read_bytes())
    if target.suffix == ".md":
        return File.generated(config, _uri(target), content=target.read_text(encoding="utf-8"))
    name = target.relative_to(ROOT).as_posix()
    if target.is_dir():
        listed = "\n".join(sorted(one.name + "/" * one.is_dir() for one in target.iterdir() if one.name != "__pycache__"))
        return File.generated(config, _uri(target), content=f"# {name}\n\n```text\n{listed}\n```\n")
    text = target.read_text(encoding="utf-8")
    more = f"\n\nThe first {_LARGEST:,} of {len(text):,} characters." if len(text) > _LARGEST else ""
    fence = "`" * 6
    language = _LANGUAGES.get(target.suffix, "text")
    return File.generated(config, _uri(target), content=f"# {name}\n\n{fence}{language}\n{text[:_LARGEST]}\n{fence}{more}\n")


def _notebook(book: Path) -> str:
    """A notebook as a page: its words, and its code, which a test runs."""
    parts = []
    for cell in json.loads(book.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
    title, *rest = parts
    return "\n\n".join((title, f"The notebook itself: [{book.name}]({book.name}).", *rest)) + "\n"

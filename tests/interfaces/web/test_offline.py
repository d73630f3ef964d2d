"""Neither reading nor serving opens a connection beyond this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_WITHOUT_NETWORK = '''
import ipaddress, sys

def guard(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost"):
        return
    try:
        beyond = not ipaddress.ip_address(host).is_loopback
    except ValueError:
        beyond = True
    if beyond:
        print(f"a connection to {host} was tried", flush=True)
        raise SystemExit(3)

sys.addaudithook(guard)
'''

_READ_AND_SERVE = '''
from pathlib import Path
from tests.interfaces.web.conftest import entered
from foedus.interfaces.web.rooms import ROOMS
from foedus.interfaces.cli.main import app
from typer.testing import CliRunner

read = CliRunner().invoke(app, ["read", "report.txt", "--ledger", "one.sqlite", "--published", "2013-02-01"])
assert read.exit_code == 0, read.output
with entered(Path("one.sqlite")) as client:
    for room in ROOMS:
        answer = client.get(room.path, headers={"accept": "text/html"})
        assert answer.status_code == 200, (room.path, answer.text)
print("read and served")
'''

_CONNECTS = '''
import socket
try:
    socket.create_connection(("192.0.2.1", 80), 0.2)
except OSError:
    pass
'''


def _run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    report = "The Haqqani network attacked a post of the Afghan army in Khost on January 4."
    (folder / "report.txt").write_text(report, encoding="utf-8")
    root = Path(__file__).parents[3]
    code = f"{_WITHOUT_NETWORK}\nsys.path.insert(0, {str(root)!r})\n{script}"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=300, check=False)


def test_reading_and_serving_stay_on_this_machine(tmp_path: Path) -> None:
    ran = _run(_READ_AND_SERVE, tmp_path)
    assert ran.stdout.strip().endswith("read and served"), ran.stdout + ran.stderr


def test_the_guard_of_this_test_notices_a_connection(tmp_path: Path) -> None:
    ran = _run(_CONNECTS, tmp_path)
    assert ran.returncode == 3
    assert "a connection to 192.0.2.1 was tried" in ran.stdout

"""A language model of our own on the loopback interface: says what a test tells it to and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

KEY = "sk-never-to-be-shown"
NOTHING: dict[str, Any] = {"actors": [], "events": [], "relations": []}


@dataclass(frozen=True)
class Said:
    """One response: a status, a body and what goes with it."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def says(content: Any, finish: str = "stop") -> Said:
    """An answer of the model: JSON for anything that is no text."""
    text = content if isinstance(content, str) else json.dumps(content)
    return Said(body={"choices": [{"finish_reason": finish, "message": {"role": "assistant", "content": text}}]})


@dataclass
class Stub:
    """`script` is what it says, one after another, the last for ever; or a function of the request."""

    url: str = ""
    script: list[Said] | Callable[[dict[str, Any]], Said] = field(default_factory=lambda: [says(NOTHING)])
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def respond(self, request: dict[str, Any]) -> Said:
        """The next response."""
        self.asked.append(request)
        if callable(self.script):
            return self.script(request)
        return self.script[min(len(self.asked), len(self.script)) - 1]

    @property
    def passages(self) -> list[str]:
        """The passages it was asked to code, one for each request that was no repair."""
        return [request["messages"][3]["content"] for request in self.asked if len(request["messages"]) == 4]


@contextmanager
def running() -> Iterator[Stub]:
    """A stub that listens."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.headers.append(dict(self.headers.items()))
            said = stub.respond(request)
            time.sleep(said.seconds)
            body = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
            try:
                self.send_response(said.status)
                for name, value in {**said.headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                return  # the client has gone, which is what a time-out is

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def use(stub: Stub, patch: pytest.MonkeyPatch, cache: Path) -> None:
    """Names the stub as the user would."""
    for name, value in (("URL", stub.url), ("MODEL", "stub-1"), ("KEY", KEY), ("CACHE", str(cache))):
        patch.setenv(f"FOEDUS_LLM_{name}", value)

"""Fetching, from a server of our own on this machine."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from foedus.errors import BadInput, FoedusError, Refused
from foedus.reading.documents import web
from foedus.reading.documents.load import fetch
from foedus.reading.documents.web import WebPolicy

HERE = WebPolicy(allow_private=True, max_bytes=10_000, max_redirects=3, seconds=5)
PAGE = "<html><head><title>The Pact</title></head><body><p>Café in Wana.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by the path asked for."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/slow":
            self._start(200, {"Content-Type": "text/plain"})
            for _ in range(50):
                self._write(b"slow ")
                time.sleep(0.1)
            return
        status, headers, body = ANSWERS.get(path, (404, {}, b"nothing"))
        if path == "/who":
            body = self.headers["Host"].encode()
        self._start(status, {**headers, **({} if path == "/endless" else {"Content-Length": str(len(body))})})
        self._write(body * 100 if path == "/endless" else body)

    def _start(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _write(self, body: bytes) -> None:
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests' output is for faults."""


ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, PAGE.encode("latin-1")),
    "/text": (200, {"Content-Type": "text/plain"}, b"One."),
    "/who": (200, {"Content-Type": "text/plain"}, b""),
    "/report.md": (200, {"Content-Type": "application/octet-stream"}, b"# The Pact"),
    "/unnamed": (200, {}, b"<!doctype html><p>One.</p>"),
    "/moved": (301, {"Location": "/text#part"}, b""),
    "/inside": (302, {"Location": "http://10.1.2.3/secret"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/circle": (302, {"Location": "/circle"}, b""),
    "/film": (200, {"Content-Type": "video/mp4"}, b"x"),
    "/empty": (200, {"Content-Type": "text/plain"}, b""),
    "/large": (200, {"Content-Type": "text/plain"}, b"x" * 20_000),
    "/endless": (200, {"Content-Type": "text/plain"}, b"x" * 1_000),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()
    served.server_close()


def test_a_page_is_kept_as_fetched_beside_its_document(server: str) -> None:
    loaded = fetch(f"{server}/page#top", policy=HERE)
    assert loaded.raw == PAGE.encode("latin-1")
    assert (loaded.document.text, loaded.document.title, loaded.document.media_type) == ("Café in Wana.", "The Pact", "text/html")
    assert (loaded.document.origin, loaded.document.url) == (f"{server}/page#top", f"{server}/page")


@pytest.mark.parametrize(("path", "text", "media_type"), [
    ("/text", "One.", "text/plain"), ("/report.md", "The Pact", "text/markdown"), ("/unnamed", "One.", "text/html"),
])
def test_the_format_is_told_by_the_server_or_the_address_or_the_bytes(server: str, path: str, text: str, media_type: str) -> None:
    document = fetch(server + path, policy=HERE).document
    assert (document.text.strip(), document.media_type) == (text, media_type)


def test_a_redirect_is_followed_and_its_end_is_the_url(server: str) -> None:
    document = fetch(f"{server}/moved", policy=HERE).document
    assert (document.text, document.origin, document.url) == ("One.", f"{server}/moved", f"{server}/text")


FAULTS = [
    ("/no", "the server answered 404 Not Found; check the address in a browser"),
    ("/circle", "it redirects more than 3 times; give the address it ends at"),
    ("/film", "the server gave video/mp4, which is not read; save it as one of "),
    ("/empty", "it is empty; fetch or save it again"),
    ("/large", "it is larger than the limit of 10.0 kB; save the part you need and read that"),
    ("/endless", "it is larger than the limit of 10.0 kB; save the part you need and read that"),
    ("/file", "it is not an http or https address; write for example https://example.org/report.html"),
]


@pytest.mark.parametrize(("path", "reason"), FAULTS)
def test_what_cannot_be_fetched_is_one_sentence(server: str, path: str, reason: str) -> None:
    with pytest.raises(BadInput, match=f"^{re.escape(f'cannot read {server}{path}: {reason}')}"):
        fetch(server + path, policy=HERE)


def test_a_server_that_drips_is_left_at_the_deadline(server: str) -> None:
    start = time.perf_counter()
    with pytest.raises(BadInput, match=r"the server took more than 0\.5 seconds; try again later, or save the page"):
        fetch(f"{server}/slow", policy=WebPolicy(allow_private=True, seconds=0.5))
    assert time.perf_counter() - start < 20


def test_a_server_that_is_not_there_says_so() -> None:
    with socket.socket() as taken:  # bound, not listening: nobody answers on this port
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        start = re.escape(f"cannot read {url}: the connection failed (")
        with pytest.raises(BadInput, match=f"^{start}.*; check the address and try again$"):
            fetch(url, policy=HERE)


def test_this_machine_is_refused_unless_allowed(server: str) -> None:
    with pytest.raises(Refused) as caught:
        fetch(f"{server}/text")
    assert str(caught.value) == (
        f"cannot read {server}/text: the host '127.0.0.1' stands for 127.0.0.1, a private or reserved address; "
        "if you mean it, add --allow-private"
    )


PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
]
PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"]


def answering(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Has every name stand for these addresses."""
    real = socket.getaddrinfo

    def known(host: str | bytes | None, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host in ("reports.example", "localhost"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", known)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_for_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    answering(monkeypatch, "8.8.8.8", address)
    with pytest.raises(Refused, match=r"the host 'reports\.example' stands for .*, a private or reserved address"):
        fetch("http://reports.example/")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_name_for_a_public_address_passes_the_check(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    answering(monkeypatch, address)
    import httpx

    assert web._checked_address(httpx.URL("http://reports.example/"), WebPolicy()) == ipaddress.ip_address(address)


@pytest.mark.parametrize("url", [
    "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost/",
])
def test_other_spellings_of_this_machine_are_refused_too(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    answering(monkeypatch, "127.0.0.1")
    with pytest.raises(FoedusError, match=r"private or reserved|not a web address|not known"):
        fetch(url)


def test_the_connection_goes_to_the_checked_address_under_the_hosts_name(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "127.0.0.1")
    port = server.rsplit(":", 1)[1]
    assert fetch(f"http://reports.example:{port}/who", policy=HERE).document.text == f"reports.example:{port}"


def test_a_redirect_into_the_private_network_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_is_public", lambda address: str(address) == "127.0.0.1")
    with pytest.raises(Refused, match=r"/inside: the host '10\.1\.2\.3' stands for 10\.1\.2\.3, a private or reserved address"):
        fetch(f"{server}/inside")


@pytest.mark.parametrize(("url", "fault"), [
    ("ftp://example.org/", "it is not an http or https address"),
    ("http://", "it is not an http or https address"),
    ("http://exa mple.org:x/", "it is not a web address"),
    ("http://me:secret@example.org/", "it holds a user name or password, which would be kept in the ledger; give"),
    ("http://reports.invalid/", "the host 'reports.invalid' is not known; check the address and the network"),
])
def test_what_is_no_address_is_refused_in_one_sentence(url: str, fault: str) -> None:
    with pytest.raises(FoedusError, match=f"^{re.escape(f'cannot read {url}: {fault}')}"):
        fetch(url)

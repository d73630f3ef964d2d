"""Pages from the web, fetched so that an address in a list cannot reach into the reader's own network."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foedus import __version__
from foedus.errors import BadInput, Refused
from foedus.reading.documents.parsed import megabytes

if TYPE_CHECKING:
    import httpx

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_REDIRECTS = (301, 302, 303, 307, 308)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class WebPolicy:
    """What a fetch may do. Sizes in bytes, `seconds` for the whole fetch, redirects included.

    `allow_private` lets it reach loopback, private, link-local and reserved addresses.
    """

    allow_private: bool = False
    max_bytes: int = 50_000_000
    max_redirects: int = 5
    seconds: float = 30.0


DEFAULT_POLICY = WebPolicy()


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave: the bytes as fetched, the address they came from in the end, and what the server calls them."""

    url: str
    data: bytes
    media_type: str | None
    charset: str | None


def get(url: str, policy: WebPolicy) -> Page:
    """The page at an http or https address.

    Every address the host's name stands for is checked, and the connection goes to a checked address, on each redirect
    anew. Raises Refused for an address that may not be reached, BadInput with the reason for one that cannot be.
    Proxy settings of the environment are not used, as a proxy would resolve the name again.
    """
    import httpx

    deadline = time.monotonic() + policy.seconds
    at = _parsed(url)
    for _ in range(policy.max_redirects + 1):
        with _response(at, policy, deadline) as response:
            target = response.headers.get("location")
            if response.status_code in _REDIRECTS and target:
                at = _parsed(str(at.join(target)))
                continue
            if response.status_code != httpx.codes.OK:
                reason = f"{response.status_code} {response.reason_phrase}".strip()
                raise BadInput(f"the server answered {reason}; check the address in a browser")
            data = b"".join(_body(response, policy, deadline))
            media_type = response.headers.get("content-type", "").split(";")[0].strip().lower() or None
            return Page(str(at), data, media_type, response.charset_encoding)
    raise BadInput(f"it redirects more than {policy.max_redirects} times; give the address it ends at")


def _parsed(url: str) -> httpx.URL:
    import httpx

    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as fault:
        raise BadInput(f"it is not a web address ({fault}); write for example https://example.org/report.html") from None
    if parsed.scheme not in _PORTS or not parsed.host:
        raise BadInput("it is not an http or https address; write for example https://example.org/report.html")
    if parsed.userinfo:
        raise Refused("it holds a user name or password, which would be kept in the ledger; give the address without")
    return parsed


@contextmanager
def _response(url: httpx.URL, policy: WebPolicy, deadline: float) -> Iterator[httpx.Response]:
    """The answer of the checked address, its body not yet read."""
    import httpx

    address = _checked_address(url, policy)
    headers = {"Host": url.netloc.decode("ascii"), "User-Agent": f"foedus/{__version__}", "Accept-Encoding": "identity"}
    # The certificate must be that of the name, though the connection is made to the address. A client for each redirect,
    # so that no connection made for one name is used for another at the same address.
    secure = {"sni_hostname": url.raw_host.decode("ascii")}
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=_left(deadline, policy)) as client,
            client.stream("GET", url.copy_with(host=str(address)), headers=headers, extensions=secure) as response,
        ):
            yield response
    except httpx.TimeoutException:
        raise _too_slow(policy) from None
    except (httpx.HTTPError, httpx.StreamError) as fault:
        raise BadInput(f"the connection failed ({fault or type(fault).__name__}); check the address and try again") from None


def _checked_address(url: httpx.URL, policy: WebPolicy) -> IpAddress:
    """The first address of the host, once all of them are seen to be allowed."""
    try:
        answers = socket.getaddrinfo(url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise BadInput(f"the host {url.host!r} is not known; check the address and the network") from None
    addresses = [ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]
    for address in addresses:
        if not policy.allow_private and not _is_public(address):
            raise Refused(
                f"the host {url.host!r} stands for {address}, a private or reserved address; "
                "if you mean it, add --allow-private"
            )
    return addresses[0]


def _is_public(address: IpAddress) -> bool:
    """Whether the address, and the IPv4 address it may carry inside, belongs to the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _body(response: httpx.Response, policy: WebPolicy, deadline: float) -> Iterator[bytes]:
    told = response.headers.get("content-length", "")
    size = int(told) if told.isdigit() else 0
    _check_size(size, policy)
    size = 0
    for piece in response.iter_bytes():
        size += len(piece)
        _check_size(size, policy)
        _left(deadline, policy)
        yield piece


def _check_size(size: int, policy: WebPolicy) -> None:
    if size > policy.max_bytes:
        raise BadInput(f"it is larger than the limit of {megabytes(policy.max_bytes)}; save the part you need and read that")


def _left(deadline: float, policy: WebPolicy) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _too_slow(policy)
    return left


def _too_slow(policy: WebPolicy) -> BadInput:
    return BadInput(f"the server took more than {policy.seconds:g} seconds; try again later, or save the page and read the file")

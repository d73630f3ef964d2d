"""Reviewers at one ledger at the same time: python benchmarks/serving.py [--reviewers N] [--seconds S] [--ledger ADDRESS].

A server of the workbench runs in a process of its own; each reviewer has an account, a session and a connection, and does what
the review page does: asks for the queue, takes a card, judges it with the judgement last seen on it (`expected`), goes on. In
`--clash` of the cases a reviewer takes a claim that another looks at just then; who is refused looks again, and half the time
decides anew. `--pause` is the mean time to think about a card, 0 for as fast as the server answers.

Afterwards the ledger is compared with the answers: each judgement answered as recorded stands in it, no refused one does, and
each followed on the one that its reviewer had seen. A ledger of `--claims` made-up claims is recorded first; `--ledger` names an
empty PostgreSQL database, or a file that is not there yet (a temporary one if left out). It is written to.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import resource
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select

from analysis import readings
from foedus.interfaces.web.guards import CSRF
from foedus.interfaces.web.server import LOCAL, Address, serve
from foedus.ledger import tables
from foedus.ledger.accounts import Standing, add_account
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger

PAGE = 25  # claims of the queue asked for at once, as the review page does
WAIT = 120.0  # seconds until an answer counts as none
SHARES = (50, 95, 99)
_CSRF = re.compile(r'name="csrf" content="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Told:
    """A judgement that the server answered as recorded."""

    id: str
    claim: str
    by: str
    expected: str | None


@dataclass
class Board:
    """What all reviewers share: who looks at what, what was answered, and how long each kind of request took, in seconds."""

    looking: dict[str, str] = field(default_factory=dict)
    recorded: list[Told] = field(default_factory=list)
    refused: int = 0
    unclear: list[str] = field(default_factory=list)  # answers other than recorded or refused
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Reviewer:
    """One person at the workbench."""

    name: str
    client: httpx.AsyncClient
    board: Board
    chance: random.Random
    clash: float
    pause: float

    async def enter(self, password: str) -> None:
        """Logs in, and takes the token against forgery from the page."""
        answer = await self._timed("log in", "POST", "/login", data={"name": self.name, "password": password})
        if answer.status_code != 303:
            raise SystemExit(f"{self.name} could not log in: {answer.status_code} {answer.text[:200]}")
        shown = await self._timed("page", "GET", "/review", headers={"accept": "text/html"})
        found = _CSRF.search(shown.text)
        if found is None:
            raise SystemExit(f"the review page has no token: {shown.status_code} {shown.text[:200]}")
        self.client.headers[CSRF] = found[1]

    async def work(self, until: float, claims: int) -> None:
        """Judges until the time is over, each time somewhere else in the queue."""
        while time.monotonic() < until:
            params = {"order": self.chance.choice(("consequence", "document")), "limit": PAGE}
            params["offset"] = self.chance.randrange(max(1, min(1_000, claims) - PAGE))
            answer = await self._timed("queue", "GET", "/api/review/queue", params=params)
            if answer.status_code != 200:
                self.board.unclear.append(f"queue: {answer.status_code} {answer.text[:200]}")
                await asyncio.sleep(1)
                continue
            for claim in answer.json()["ids"]:
                if time.monotonic() >= until:
                    return
                await self._judge(self._other(claim) if self.chance.random() < self.clash else claim)

    def _other(self, otherwise: str) -> str:
        """A claim that somebody else looks at."""
        others = sorted(claim for name, claim in self.board.looking.items() if name != self.name)
        return self.chance.choice(others or [otherwise])

    async def _judge(self, claim: str) -> None:
        self.board.looking[self.name] = claim
        while True:
            shown = await self._timed("card", "GET", f"/api/review/claims/{claim}")
            if shown.status_code != 200:
                self.board.unclear.append(f"card: {shown.status_code} {shown.text[:200]}")
                return
            if self.pause:
                await asyncio.sleep(self.chance.expovariate(1 / self.pause))
            if await self._decide(shown.json()) or self.chance.random() < 0.5:
                return

    async def _decide(self, card: Mapping[str, Any]) -> bool:
        """Whether the decision was taken, or cannot be."""
        decision = self.chance.choices(("accept", "reject", "correct"), (60, 25, 15))[0]
        told = {"claim": card["id"], "decision": decision, "expected": card["expected"]}
        if decision == "correct":
            told["correction"] = {"certainty": "stated" if card["claim"]["certainty"] == "hedged" else "hedged"}
        start = time.perf_counter()
        try:
            answer = await self.client.post("/api/review/judgements", json=told)
        except httpx.HTTPError as fault:
            self.board.unclear.append(f"judgement: {fault!r}")
            return True
        took = time.perf_counter() - start
        if answer.status_code == 200:
            self.board.took["judgement"].append(took)
            self.board.recorded.append(Told(answer.json()["judgement"]["id"], card["id"], self.name, card["expected"]))
        elif answer.status_code == 409:
            self.board.took["judgement, refused"].append(took)
            self.board.refused += 1
        else:
            self.board.unclear.append(f"judgement: {answer.status_code} {answer.text[:200]}")
        return answer.status_code != 409

    async def _timed(self, kind: str, method: str, path: str, **given: Any) -> httpx.Response:
        start = time.perf_counter()
        answer = await self.client.request(method, path, **given)
        self.board.took[kind].append(time.perf_counter() - start)
        return answer


def prepare(address: str, claims: int, actors: int, people: Sequence[str], password: str) -> None:
    """Records the made-up claims, unless there are some, and the accounts."""
    with Ledger.open(address) as ledger:
        with ledger.reading() as connection:
            held = connection.scalar(select(func.count()).select_from(tables.claim))
        if not held:
            names = {f"made:{one}": f"Band {one}" for one in range(actors)}
            for reading in readings(claims, actors):
                record(ledger, reading, now=datetime.now(UTC), lexicon=names)
        for name in people:
            add_account(ledger, name, Standing.REVIEWER, password, datetime.now(UTC))


@contextmanager
def served(address: str) -> Iterator[str]:
    """The URL of a server in a process of its own."""
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, __file__, "--serve", str(port), "--ledger", address])
    url = f"http://{LOCAL}:{port}"
    try:
        for _ in range(600):
            try:
                if httpx.get(f"{url}/healthz").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        else:
            raise SystemExit("the server did not start")
        yield url
    finally:
        process.terminate()
        process.wait(30)


async def visit(url: str, given: argparse.Namespace, people: Sequence[str], password: str) -> Board:
    """All reviewers for the time given."""
    board = Board()
    clients = [httpx.AsyncClient(base_url=url, timeout=WAIT) for _ in people]
    team = [
        Reviewer(name, client, board, random.Random(number), given.clash, given.pause)
        for number, (name, client) in enumerate(zip(people, clients, strict=True))
    ]
    try:
        for one in team:
            await one.enter(password)
        until = time.monotonic() + given.seconds
        await asyncio.gather(*(one.work(until, given.claims) for one in team))
    finally:
        for client in clients:
            await client.aclose()
    return board


def compare(address: str, board: Board, before: set[str]) -> dict[str, int]:
    """How the ledger differs from what was answered; nothing should be but zero."""
    judged = tables.judgement.c
    with Ledger.open(address) as ledger, ledger.reading() as connection:
        wanted = select(judged.id, judged.subject, judged.judged_by, judged.undone_at).order_by(judged.seq)
        rows = [row for row in connection.execute(wanted) if row.id not in before]
    told = {one.id: one for one in board.recorded}
    last: dict[str, str] = {}
    wrong = overtaken = 0
    for row in rows:
        one = told.get(row.id)
        if one is not None:
            wrong += (row.subject, row.judged_by, row.undone_at) != (one.claim, one.by, None)
            overtaken += one.expected != last.get(row.subject)
        last[row.subject] = row.id
    held = {row.id for row in rows}
    return {
        "lost": len(set(told) - held),
        "recorded though not answered so": len(held - set(told)),
        "recorded otherwise than answered": wrong,
        "recorded over one not seen": overtaken,
        "answered twice": len(board.recorded) - len(told),
    }


def judgements(address: str) -> set[str]:
    """The ids of all judgements."""
    with Ledger.open(address) as ledger, ledger.reading() as connection:
        return set(connection.scalars(select(tables.judgement.c.id)))


def measure(address: str, given: argparse.Namespace) -> dict[str, Any]:
    """Makes the ledger, sends the reviewers, compares."""
    people = [f"reviewer {number:02}" for number in range(1, given.reviewers + 1)]
    password = secrets.token_urlsafe(12)
    prepare(address, given.claims, given.actors, people, password)
    before = judgements(address)
    loads = [os.getloadavg()[0]]
    own = time.process_time()
    with served(address) as url:
        board = asyncio.run(visit(url, given, people, password))
    loads.append(os.getloadavg()[0])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    during = sum(len(times) for kind, times in board.took.items() if kind not in ("log in", "page"))
    return {
        "reviewers": given.reviewers, "seconds": given.seconds, "pause": given.pause, "claims": given.claims,
        "recorded": len(board.recorded), "refused": board.refused, "unclear": board.unclear,
        "requests_per_second": during / given.seconds,
        "differences": compare(address, board, before),
        "latency": {kind: spread(times) for kind, times in sorted(board.took.items())},
        "load": loads, "server_cpu_seconds": used.ru_utime + used.ru_stime, "own_cpu_seconds": time.process_time() - own,
    }  # fmt: skip


def spread(times: Sequence[float]) -> dict[str, float]:
    """Percentiles in milliseconds, each the smallest time that so many do not exceed."""
    ranked = sorted(times)
    shares = {f"p{share}": ranked[max(0, -(-len(ranked) * share // 100) - 1)] * 1000 for share in SHARES}
    return {"count": len(ranked), **shares, "max": ranked[-1] * 1000}


def show(figures: Mapping[str, Any]) -> None:
    """Prints the figures."""
    print(
        f"{figures['reviewers']} reviewers for {figures['seconds']:.0f} s, {figures['pause']:g} s of thought, "
        f"{figures['claims']:,} claims: {figures['recorded']:,} judgements recorded, {figures['refused']:,} refused as "
        f"overtaken, {len(figures['unclear'])} other answers; {figures['requests_per_second']:.0f} requests/s"
    )
    print("differences of the ledger: " + ", ".join(f"{count} {name}" for name, count in figures["differences"].items()))
    print(f"{'ms':20}{'count':>8}" + "".join(f"{f'p{share}':>8}" for share in SHARES) + f"{'max':>8}")
    for kind, one in figures["latency"].items():
        print(f"{kind:20}{one['count']:8}" + "".join(f"{one[f'p{share}']:8.0f}" for share in SHARES) + f"{one['max']:8.0f}")
    print(
        f"load {figures['load'][0]:.1f} before, {figures['load'][1]:.1f} after; "
        f"{figures['server_cpu_seconds']:.1f} s of work by the server, {figures['own_cpu_seconds']:.1f} s by the reviewers"
    )
    for told in figures["unclear"][:5]:
        print(told)


def main() -> None:
    """Measures and prints; fails where the ledger differs from the answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviewers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=5.0, help="seconds of thought over a card, on average")
    parser.add_argument("--clash", type=float, default=0.1, help="share of cards that another reviewer is looking at")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--actors", type=int, default=1_000)
    parser.add_argument("--ledger", help="an empty PostgreSQL database, or a file; a temporary one if left out")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.serve:
        serve(Ledger.open(given.ledger), Address(port=given.serve), None, "")
        return
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(given.ledger or str(Path(folder) / "ledger.sqlite"), given)
    print(json.dumps(figures, indent=2)) if given.json else show(figures)
    if any(figures["differences"].values()):
        raise SystemExit("judgements were lost or mixed up")


if __name__ == "__main__":
    main()

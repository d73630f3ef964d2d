"""Joining actors and taking them apart: judgements on pairs, so that each can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from foedus.errors import BadInput, NotFound
from foedus.ledger.entries import ActorCluster
from foedus.ledger.identity import is_actor, nodes_of, standing, standing_pairs
from foedus.ledger.restore import judgement_from
from foedus.ledger.review import Signature, not_same, same_as, undo
from foedus.ledger.scope import among
from foedus.ledger.session import Ledger
from foedus.ledger.tables import actor, document, judgement, reading
from foedus.ledger.view import View
from foedus.model.judgement import Judgement, Verdict

_BEFORE, _AFTER = 70, 150  # characters around a mention
OF_ACTORS = (Verdict.SAME_AS, Verdict.NOT_SAME)


@dataclass(frozen=True, slots=True)
class Member:
    """One document's actor that a canonical actor joins."""

    id: str
    name: str
    kind: str
    document: str
    document_label: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What was judged and what was undone to get there, and the judgements that now contradict one another."""

    made: tuple[Judgement, ...]
    undone: tuple[Judgement, ...]
    clashes: tuple[str, ...]


def actor_now(view: View, name: str) -> ActorCluster:
    """The actor of an id, or of an entry of the lexicon that people joined into another's. Raises NotFound."""
    try:
        return view.actor(name)
    except NotFound:
        if is_actor(name):
            raise
        with view.store.reading() as connection:
            _, nodes = nodes_of(standing_pairs(connection, view.scope.as_of))
        if nodes.get(name, name) == name:
            raise
        return view.actor(nodes[name])


def members(view: View, cluster: ActorCluster, most: int) -> list[Member]:
    """The first actors that are joined, by document."""
    shown = cluster.actors[:most]
    told = (actor.c.id, actor.c.name, actor.c.kind, document.c.id.label("document"), document.c.title, document.c.origin)
    wanted = select(*told).join_from(actor, reading, reading.c.seq == actor.c.reading)
    wanted = wanted.join(document, document.c.seq == reading.c.document)
    with view.store.reading() as connection:
        rows = connection.execute(wanted.where(among(connection, actor.c.id, shown)).order_by(document.c.seq, actor.c.seq)).all()
    once = {row.id: row for row in rows}
    return [Member(row.id, row.name, row.kind, row.document, row.title or row.origin or row.document) for row in once.values()]


def contexts(view: View, wanted: Sequence[str]) -> dict[str, str]:
    """The words around the first mention of actors of documents, those that are mentioned."""
    told = (actor.c.id, actor.c.mentions, document.c.seq)
    rows = select(*told).join_from(actor, reading, reading.c.seq == actor.c.reading)
    rows = rows.join(document, document.c.seq == reading.c.document).order_by(actor.c.seq)
    found: dict[str, str] = {}
    with view.store.reading() as connection:
        for row in connection.execute(rows.where(among(connection, actor.c.id, sorted(set(wanted))))).all():
            if row.mentions and row.id not in found:
                found[row.id] = _around(connection, row.seq, row.mentions[0][0])
    return found


def _around(connection: Connection, number: int, start: int) -> str:
    """Some words of a document around an offset, cut at blanks."""
    begins = max(0, start - _BEFORE)
    words = select(func.substr(document.c.text, begins + 1, _BEFORE + _AFTER)).where(document.c.seq == number)
    text = str(connection.scalar(words) or "")
    first = text.find(" ") + 1 if begins else 0
    last = text.rfind(" ") if len(text) == _BEFORE + _AFTER else len(text)
    told = " ".join(text[first : max(first, last)].split())
    return f"{'… ' if begins else ''}{told}{' …' if last < len(text) else ''}"


def joins(view: View, cluster: ActorCluster, most: int) -> list[Judgement]:
    """The standing judgements that join the actor's members, people's first."""
    table = judgement
    about = table.c.verdict == Verdict.SAME_AS
    with view.store.reading() as connection:
        theirs = or_(among(connection, table.c.subject, cluster.actors), among(connection, table.c.other, cluster.actors))
        rows = connection.execute(select(table).where(about, theirs, standing(view.scope.as_of)).order_by(table.c.seq)).all()
    found = [judgement_from(row) for row in rows]
    return sorted(found, key=lambda one: one.by == "machine")[:most]


def merge(ledger: Ledger, a: str, b: str, signed: Signature) -> Changed:
    """Judges two actors the same. Raises NotFound for an unknown one, BadInput where they are one already."""
    one, other = _two(ledger, a, b)
    if one.id == other.id:
        raise BadInput(f"{one.name} is one actor already; nothing to join")
    return _changed(ledger, [same_as(ledger, *_pair(a, b, one, other), signed)])


def part(ledger: Ledger, a: str, b: str, signed: Signature) -> Changed:
    """Judges two actors not the same, so that they are neither joined nor suggested. Raises NotFound for an unknown one."""
    return _changed(ledger, [not_same(ledger, *_pair(a, b, *_two(ledger, a, b)), signed)])


def split(ledger: Ledger, member: str, signed: Signature) -> Changed:
    """Takes one document's actor out of those it is joined with: undoes the judgements that join it, joins anew what hung
    together only by it, and judges it not the same as the rest. Raises BadInput where it is joined with none."""
    view = ledger.view()
    cluster = view.actor(member)
    rest = [one for one in cluster.actors if one != member]
    if member not in cluster.actors or not rest:
        raise BadInput(f"{cluster.name} is the actor of one document alone; there is nothing to split")
    undone = [undo(ledger, one, signed) for one in _tying(view, member, rest)]
    after = ledger.view().identities
    after.look_up(cluster.actors)
    groups = list(dict.fromkeys(after.of(one) for one in rest if after.of(one) != after.of(member)))
    made = [same_as(ledger, *_nodes(groups[0], one, after.actors(one)), signed) for one in groups[1:]]
    if groups:
        made.append(not_same(ledger, member, next(one for one in rest if after.of(one) == groups[0]), signed))
    return _changed(ledger, made, undone)


def take_back(ledger: Ledger, judged: str, signed: Signature) -> Changed:
    """Undoes a judgement on two actors. Raises NotFound, BadInput for one on claims, Refused if it was undone before."""
    with ledger.reading() as connection:
        row = connection.execute(select(judgement.c.subject, judgement.c.verdict).where(judgement.c.id == judged)).first()
    if row is None:
        raise NotFound(f"there is no judgement {judged!r} in the ledger")
    if row.verdict not in OF_ACTORS or not is_actor(row.subject):
        raise BadInput(f"judgement {judged} is about claims; undo it on the page Review")
    return _changed(ledger, [], [undo(ledger, judged, signed)])


def _tying(view: View, member: str, rest: Sequence[str]) -> list[str]:
    """The judgements that tie the member to the rest. One to a key of the lexicon that no other member has a judgement to is
    not among them, as it is then the member's own."""
    table = judgement
    told = (table.c.id, table.c.subject, table.c.other)
    same = (table.c.verdict == Verdict.SAME_AS, standing(None))
    with view.store.reading() as connection:
        about = or_(table.c.subject == member, table.c.other == member)
        own = connection.execute(select(*told).where(about, *same)).all()
        keys = {row.other for row in own if not is_actor(row.other)}
        of_rest = (among(connection, table.c.subject, rest), among(connection, table.c.other, sorted(keys)))
        shared = set(connection.scalars(select(table.c.other).where(*of_rest, *same)))
    return [row.id for row in own if is_actor(row.other) or row.other in shared]


def _two(ledger: Ledger, a: str, b: str) -> list[ActorCluster]:
    view = ledger.view()
    return [actor_now(view, a), actor_now(view, b)]


def _pair(a: str, b: str, one: ActorCluster, other: ActorCluster) -> tuple[str, str]:
    """How to name the two in a judgement: as asked, but two entries of the lexicon through an actor of a document."""
    if is_actor(a) or is_actor(b):
        return a, b
    return one.actors[0], other.id


def _nodes(one: str, other: str, of_other: Sequence[str]) -> tuple[str, str]:
    return (one, other) if is_actor(one) or is_actor(other) else (one, of_other[0])


def _changed(ledger: Ledger, made: Iterable[Judgement], undone: Iterable[Judgement] = ()) -> Changed:
    clashes = ledger.view().identities.contradictions
    return Changed(tuple(made), tuple(undone), tuple(one.sentence for one in clashes))

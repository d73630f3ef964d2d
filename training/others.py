"""The texts of other collections that `corpus/others/` codes without their words, each as `<name>.txt`.

    python -m training.others --data ../shared/data --report DIR --re3d DIR --milestones DIR --archives DIR --record DIR
        --briefings DIR --out TEXTS [--gold DIR]

`--data` holds `ud/`, `tempeval3/` and `geoparsing/lgl.xml`; `--report` the chapters of the 9/11 Commission Report as the Open
American National Corpus sets them (`chapter-2.txt` …), `--re3d` a checkout of the Relationship and Entity Extraction Evaluation
Dataset of Dstl, `--milestones` the chapters of the Office of the Historian's Milestones (`1945-1952.xml` …), `--archives` a
checkout of papers of the National Archives as a machine read them (`jfk_doc_881.md` …), `--record` one of speeches of the
Congressional Record (a Markdown file each, named by its hash), `--briefings` one of the White House's briefings in Markdown.
What is not given is left out. A name begins with its collection: `ewt-`, `gum-`, `tb-`, `lgl-`, `911-`, `re3d-`, `hst-`,
`nara-`, `cr-`, `wh-`; where only a part of a document is coded, it ends with the first paragraph and the one after the last.
`--gold` writes those of the passages that no run learns from (`held-out.txt`) with their claims as `benchmarks/gold.py` takes
them.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from training import passages

FOLDER = passages.FOLDER / "others"
HELD_OUT = Path(__file__).with_name("held-out.txt")
_TEI, _ID = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
Texts = Iterator[tuple[str, str]]


def treebank(folder: Path) -> Texts:
    """The documents of a Universal Dependencies treebank, its paragraphs set apart by an empty line."""
    for path in sorted(folder.glob("*.conllu.gz")):
        documents: dict[str, list[str]] = {}
        name = ""
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n"):
            if line.startswith("# newdoc id"):
                name = line.partition("=")[2].strip()
            elif line.startswith("# newpar"):
                documents.setdefault(name, []).append("\n\n")
            elif line.startswith("# text ="):
                documents.setdefault(name, []).append(line.partition("=")[2].strip() + " ")
        for name, parts in documents.items():
            yield f"{folder.name}-{name}", re.sub(r" *\n\n *", "\n\n", "".join(parts)).strip()


def timebank(folder: Path) -> Texts:
    """The news of TimeBank and AQUAINT (TempEval-3) without their marks."""
    for path in sorted(folder.rglob("*.tml")):
        body = re.search(r"<TEXT>(.*?)</TEXT>", path.read_text(encoding="utf-8", errors="replace"), re.DOTALL)
        words = html.unescape(re.sub(r"<[^>]+>", "", body[1])).strip() if body else ""
        yield f"tb-{path.stem}", re.sub(r"\n ?", "\n", re.sub(r"[ \t]+", " ", words))


def lexicon(path: Path) -> Texts:
    """The articles of the Local-Global Lexicon, numbered as they stand."""
    for number, article in enumerate(ElementTree.parse(path).getroot().iter("article")):
        yield f"lgl-{number}", html.unescape(article.findtext("text") or "").strip()


def part(paragraphs: Callable[[Path, str], list[str]]) -> Callable[[Path, str], str]:
    """Reads what a name like ``911-5-8-14`` means: of the document ``5``, from paragraph 8 up to 14."""

    def read(folder: Path, name: str) -> str:
        document, first, last = name.partition("-")[2].rsplit("-", 2)
        return "\n\n".join(paragraphs(folder, document)[int(first) : int(last)])

    return read


def report(folder: Path, chapter: str) -> list[str]:
    """A chapter of the 9/11 Commission Report.

    A paragraph begins at a line set in by at most twelve spaces, its other lines by more.
    """
    paragraphs: list[str] = []
    for line in (folder / f"chapter-{chapter}.txt").read_text(encoding="utf-8", errors="replace").split("\n"):
        if line.strip() and (not paragraphs or len(line) - len(line.lstrip()) <= 12):
            paragraphs.append(line.strip())
        elif line.strip():
            paragraphs[-1] += " " + line.strip()
    return [re.sub(r"\s+", " ", paragraph) for paragraph in paragraphs]


def archives(folder: Path, number: str) -> list[str]:
    """A paper that a machine read from typescript: its misreadings stay, words cut at a line's end are joined.

    Headings and fences are left out, and so is a block with fewer than five words of three or more small letters (a stamp, a
    table); one that begins small or follows an unended sentence goes on with the paragraph before it.
    """
    text = _one(folder, f"jfk_doc_{number}.md")
    paragraphs: list[str] = []
    for block in re.split(r"\n\s*\n", re.sub(r"^(```.*|#.*)$", "", text, flags=re.MULTILINE)):
        words = re.sub(r"\s+", " ", re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", block.strip())).strip()
        if len(re.findall(r"\b[a-z]{3,}\b", words)) < 5:
            continue
        if paragraphs and (words[0].islower() or not re.search(r"[.?!:)\"'”]\W*$", paragraphs[-1])):
            paragraphs[-1] += " " + words
        else:
            paragraphs.append(words)
    return paragraphs


def record(folder: Path, document: str) -> list[str]:
    """A speech of the Congressional Record, found by the beginning of its hash."""
    return _blocks(re.split(r"^---$", _one(folder, f"{document}*.md"), maxsplit=3, flags=re.MULTILINE)[-1])


def briefings(folder: Path, document: str) -> list[str]:
    """A briefing of the White House without its head, links and marks."""
    text = _one(folder, f"{document}.md")
    body = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text.partition("\n---\n")[2] or text)
    return _blocks(re.sub(r"[*#>\\]+", "", body))


def _one(folder: Path, pattern: str) -> str:
    """The text of the one file of that name, wherever in the folder; a copy in a deeper folder does not count.

    Exits where there is none, or more than one side by side.
    """
    found = sorted(folder.rglob(pattern), key=lambda path: len(path.parts))
    found = [path for path in found if len(path.parts) == len(found[0].parts)]
    if len(found) != 1:
        raise SystemExit(f"{folder} holds {len(found)} files {pattern!r}; name the checkout that corpus/README.md tells of")
    return found[0].read_text(encoding="utf-8", errors="replace")


def _blocks(text: str) -> list[str]:
    """What empty lines set apart, each on one line."""
    return [re.sub(r"\s+", " ", block).strip() for block in re.split(r"\n\s*\n", text) if block.strip()]


def re3d(folder: Path) -> Texts:
    """The documents of every part of re3d."""
    for path in sorted(folder.glob("*/documents.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                yield f"re3d-{row['_id']['$oid'] if isinstance(row['_id'], dict) else row['_id']}", row["text"].strip()


def milestones(folder: Path) -> Texts:
    """The essays of the Milestones in the History of U.S. Foreign Relations, without notes and captions."""
    for path in sorted(folder.glob("*.xml")):
        for essay in ElementTree.parse(path).getroot().iter(f"{_TEI}div"):
            paragraphs = (re.sub(r"\s+", " ", "".join(_words(one))).strip() for one in essay.findall(f"{_TEI}p"))
            yield f"hst-{path.stem}-{essay.get(_ID)}", "\n\n".join(filter(None, paragraphs))


def _words(element: ElementTree.Element) -> Iterator[str]:
    """What an element says, without notes and captions."""
    if element.tag not in (f"{_TEI}note", f"{_TEI}figure"):
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""


def held_out() -> set[str]:
    """The ids of the passages that no run learns from."""
    return set(HELD_OUT.read_text(encoding="utf-8").split())


def write_gold(texts: dict[str, str], folder: Path) -> int:
    """Those of the coded passages that are held out, as pairs of text and claims; how many."""
    held = held_out()
    folder.mkdir(parents=True, exist_ok=True)
    found = [one for one in passages.with_words(FOLDER, texts) if one[0] in held]
    for name, text, gold in found:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(found)


PARTS = {
    "911": ("report", part(report)),
    "nara": ("archives", part(archives)),
    "cr": ("record", part(record)),
    "wh": ("briefings", part(briefings)),
}
"""The collections of which parts of documents are coded: their option, and how a name is read."""


def collect(options: argparse.Namespace, wanted: set[str]) -> dict[str, str]:
    """Those of the wanted texts whose collections are given."""
    sources: list[tuple[Callable[[Path], Texts], Path]] = []
    if options.data:
        ud = options.data / "ud"
        sources += [(treebank, ud / "ewt"), (treebank, ud / "gum"), (timebank, options.data / "tempeval3")]
        sources += [(lexicon, options.data / "geoparsing" / "lgl.xml")]
    sources += [(read, path) for read, path in ((re3d, options.re3d), (milestones, options.milestones)) if path]
    texts = {name: text for read, path in sources for name, text in read(path) if name in wanted}
    for name in sorted(wanted):
        collection = name.partition("-")[0]
        if collection in PARTS:
            option, read_part = PARTS[collection]
            if folder := getattr(options, option):
                texts[name] = read_part(folder, name)
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("data", "re3d", "milestones", *(option for option, _ in PARTS.values()), "gold"):
        parser.add_argument(f"--{option}", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    wanted = {passage["of"] for _, passage in passages.load(FOLDER)}
    texts = collect(options, wanted)
    if not texts:
        raise SystemExit("none of the coded texts was found; name a collection, as --data ../shared/data, or another folder")
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (options.out / f"{name}.txt").write_text(text, encoding="utf-8")
    print(f"{len(texts)} of {len(wanted)} texts -> {options.out}")
    if options.gold:
        all_held = sum(name.startswith("ot-") for name in held_out())
        print(f"{write_gold(texts, options.gold)} of {all_held} held out -> {options.gold}")


if __name__ == "__main__":
    main()

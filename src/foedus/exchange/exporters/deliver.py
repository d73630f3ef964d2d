"""Where an export goes: a file, a folder, a zip of that folder, or standard output. Never half a file under its own name."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from foedus.errors import BadInput

Piece = str | bytes
Part = tuple[str, Iterable[Piece]]  # a file of a folder: its path below the folder, with slashes, and its content

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the time of packing is no property of what is packed
_PLAIN_FILE = 0o644 << 16
_UNIX = 3


def encoded(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The pieces as bytes, text in UTF-8."""
    return (piece.encode() if isinstance(piece, str) else piece for piece in pieces)


def write_file(target: Path, pieces: Iterable[Piece]) -> None:
    """Writes beside the file first, so that a broken-off export never passes for a whole one. Raises BadInput."""
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            file.writelines(encoded(pieces))
        part.replace(target)
    except OSError as fault:
        raise _unwritable(target, fault) from None
    finally:
        part.unlink(missing_ok=True)


def write_folder(target: Path, parts: Iterable[Part]) -> None:
    """Writes a folder that is not there yet, or is empty. Raises BadInput where it is not."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput(f"{target} is there already and not empty; name another folder, or a file that ends in .zip, with --out")
    part = target.with_name(f"{target.name}.part")
    try:
        for name, pieces in parts:
            file = part / name
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as written:
                written.writelines(encoded(pieces))
        part.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rmdir()
        part.replace(target)
    except OSError as fault:
        raise _unwritable(target, fault) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_zip(target: Path, parts: Iterable[Part]) -> None:
    """Writes the same files into a zip; the same parts give the same bytes."""
    part = target.with_name(f"{target.name}.part")
    try:
        with ZipFile(part, "w", ZIP_DEFLATED) as made:
            for name, pieces in parts:
                with made.open(_info(name), "w", force_zip64=True) as written:
                    for piece in encoded(pieces):
                        written.write(piece)
        part.replace(target)
    except OSError as fault:
        raise _unwritable(target, fault) from None
    finally:
        part.unlink(missing_ok=True)


def timeless(packed: ZipFile) -> Iterator[tuple[ZipInfo, bytes]]:
    """The parts of a zip that another library packed, each under an entry that bears no time."""
    for part in packed.infolist():
        yield _info(part.filename), packed.read(part)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _NO_TIME)
    info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, _PLAIN_FILE, _UNIX
    return info


def _unwritable(target: Path, fault: OSError) -> BadInput:
    return BadInput(f"cannot write {target}: {(fault.strerror or str(fault)).lower()}; name another file with --out")

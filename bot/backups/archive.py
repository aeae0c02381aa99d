"""What is in a backup's file, and is all of it there, unchanged?

One zip: `manifest.json`, and the database as members beside it. The manifest has every member's
length and SHA-256; the archive's comment has the manifest's own.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import OperatorError

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK_BYTES = 1 << 20
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What reading a damaged zip raises."""
PRIVATE_MODE = 0o600
"""The file holds everything about everybody."""


class BackupDamaged(OperatorError):
    """The file is no backup, or not all of one."""


@dataclass(frozen=True)
class Manifest:
    """What was backed up."""

    kind: str
    """"sqlite" or "postgresql": one is not restored into the other."""
    revision: str
    """Of the schema."""
    version: str
    """Of Sarafan."""
    made_at: str
    rows: dict[str, int]
    ledger_number: int
    ledger_seal: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    members: dict[str, list[Any]] = field(default_factory=dict)
    """Length and SHA-256 by name."""
    format: int = FORMAT


def pack(file: Path, manifest: Manifest, members: dict[str, Path]) -> None:
    """Write the archive beside its place and move it there when all of it is on the disk."""
    part = file.with_name(f"{file.name}.part")
    try:
        with open(part, "wb", opener=_private) as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                for name, source in members.items():
                    manifest.members[name] = _add(archive, name, source)
                content = json.dumps(asdict(manifest), indent=1).encode()
                archive.writestr(MANIFEST, content)
                archive.comment = hashlib.sha256(content).hexdigest().encode()
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(file)
        _sync_folder(file.parent)
    finally:
        part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_MODE)


def _add(archive: zipfile.ZipFile, name: str, source: Path) -> list[Any]:
    digest, length = hashlib.sha256(), 0
    with source.open("rb") as content, archive.open(name, "w", force_zip64=True) as member:
        while chunk := content.read(CHUNK_BYTES):
            digest.update(chunk)
            length += len(chunk)
            member.write(chunk)
    return [length, digest.hexdigest()]


def _sync_folder(folder: Path) -> None:
    # A rename is kept through a power cut when its folder is.
    handle = os.open(folder, os.O_RDONLY)
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)


@contextmanager
def opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive and its manifest. Raises `BackupDamaged`, and `OperatorError` without a file."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive, _manifest(archive, file)
    except FileNotFoundError:
        raise OperatorError(f"There is no {file}.") from None
    except (*UNREADABLE, KeyError, OSError) as error:
        raise BackupDamaged(f"{file} is no whole backup ({type(error).__name__}).") from None


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    content = archive.read(MANIFEST)
    if hashlib.sha256(content).hexdigest().encode() != archive.comment:
        raise BackupDamaged(f"{file} is no whole backup (its manifest was changed).")
    try:
        said = json.loads(content)
        if said.get("format") != FORMAT:
            raise OperatorError(f"{file} was made by a newer Sarafan. Install that version.")
        return Manifest(**said)
    except (ValueError, TypeError):
        raise BackupDamaged(f"{file} is no whole backup (its manifest cannot be read).") from None


def unpack(archive: zipfile.ZipFile, manifest: Manifest, name: str, target: Path) -> None:
    """Write a member into a file. Raises `BackupDamaged` when it is not what was packed."""
    digest, length = hashlib.sha256(), 0
    try:
        with archive.open(name) as member, open(target, "wb", opener=_private) as output:
            while chunk := member.read(CHUNK_BYTES):
                digest.update(chunk)
                length += len(chunk)
                output.write(chunk)
            output.flush()
            os.fsync(output.fileno())
    except UNREADABLE:
        raise BackupDamaged(f"The backup is damaged: {name} was changed.") from None
    if manifest.members.get(name) != [length, digest.hexdigest()]:
        raise BackupDamaged(f"The backup is damaged: {name} was changed.")

"""How much room is left where the bot writes?"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from bot.config import Settings


@dataclass(frozen=True)
class Room:
    """What a disk has left."""

    folder: Path
    free_bytes: int
    total_bytes: int

    @property
    def free_percent(self) -> float:
        return 100 * self.free_bytes / self.total_bytes


def rooms(settings: Settings) -> list[Room]:
    """The disks of the database's file (or of the folder we run in) and of the backups."""
    url = make_url(settings.database.url)
    file = url.database if url.get_backend_name() == "sqlite" else None
    folders = [existing(Path(file or "sarafan").absolute().parent)]
    if settings.backup.directory is not None:
        folders.append(existing(settings.backup.directory.absolute()))
    found = {folder.stat().st_dev: folder for folder in reversed(folders)}
    return [_room(folder) for folder in folders if folder in found.values()]


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _room(folder: Path) -> Room:
    usage = shutil.disk_usage(folder)
    return Room(folder, usage.free, usage.total)

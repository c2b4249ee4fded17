"""Originals by content hash."""

from bot.archive.archive import Archive, Kept
from bot.archive.folder import FolderArchive

__all__ = ["Archive", "FolderArchive", "Kept"]

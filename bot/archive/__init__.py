"""Originals by content hash."""

from bot.archive.folder import FolderArchive

__all__ = ["FolderArchive"]

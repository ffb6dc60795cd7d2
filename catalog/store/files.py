"""A file of a department, replaced as a whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


class FileBusyError(Exception):
    """A file isn't what it was when it was read, or no plain file."""


def is_plain_file(file: Path) -> bool:
    """Return whether there is a file at *file* that is neither a link nor a device nor a folder."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except OSError:
        return False


def replace_file(file: Path, before: bytes, after: bytes) -> None:
    """Put *after* in the place of *before*, the content of *file*; permissions stay, a link is never followed.

    Written beside it and renamed: an interruption leaves the file as it was. There is no copy of what was there, which
    is in git.

    Raises:
        FileBusyError: The file is a link, or no longer has the content *before*.
        OSError: It can't be written; also where it may only be read, since somebody meant it to stay as it is.
    """
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise FileBusyError(file.name)
    if not status.st_mode & stat.S_IWUSR or not os.access(file, os.W_OK):
        raise PermissionError(f"read-only: {file.name}")
    beside = file.with_name(f".{file.name[:100]}.{os.getpid()}.repair")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(stat.S_IMODE(status.st_mode))
        # As late as can be: what somebody else has written meanwhile mustn't be lost.
        if not is_plain_file(file) or file.read_bytes() != before:
            raise FileBusyError(file.name)
        beside.replace(file)
    except BaseException:
        with suppress(FileNotFoundError):
            beside.unlink()
        raise

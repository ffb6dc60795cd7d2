"""What a file really is, by its first bytes; an ending can be changed by anyone."""

from __future__ import annotations

_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def detect_kind(data: bytes) -> str | None:
    """Return the name of a well-known kind of file, or ``None`` for anything else, such as plain text.

    ``XLSX``, ``ZIP``, ``XLS`` (any Office file of 1997 to 2003), ``XLSX+password``, ``PDF``, ``HTML``, ``XML``.
    """
    if data.startswith(b"PK\x03\x04"):
        return "XLSX" if b"xl/workbook.xml" in data else "ZIP"
    if data.startswith(_OLD_OFFICE):
        return "XLSX+password" if _ENCRYPTED in data else "XLS"
    if data.startswith(b"%PDF-"):
        return "PDF"
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "HTML"
    return "XML" if start.startswith(b"<?xml") else None

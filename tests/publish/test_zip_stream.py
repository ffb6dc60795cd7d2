"""Archives that are made piece by piece are archives."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from zipfile import ZipFile

from catalog.publish.zip_stream import Entry, zip_pieces


def test_what_was_put_in_comes_out() -> None:
    entries = [Entry("a.txt", [b"x" * 10, b"y"]), Entry("表/空.txt", []), Entry("z.bin", [bytes(range(256))] * 40, 0)]
    archive = ZipFile(io.BytesIO(b"".join(zip_pieces(entries, date(2026, 4, 1)))))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {
        "a.txt": b"x" * 10 + b"y",
        "表/空.txt": b"",
        "z.bin": bytes(range(256)) * 40,
    }
    assert {entry.date_time for entry in archive.infolist()} == {(2026, 4, 1, 0, 0, 0)}
    assert archive.getinfo("z.bin").compress_size > archive.getinfo("z.bin").file_size


def test_no_entry_is_held_as_a_whole() -> None:
    held = 0

    def pieces() -> Iterator[bytes]:
        for number in range(200):
            yield number.to_bytes(2, "big") * 50_000

    for piece in zip_pieces([Entry("a", pieces(), 1)]):
        held = max(held, len(piece))
    assert held < 200_000


def test_the_same_entries_give_the_same_bytes() -> None:
    entries = [Entry("a", [b"1" * 1000, b"2"])]
    assert b"".join(zip_pieces(entries)) == b"".join(zip_pieces(entries))

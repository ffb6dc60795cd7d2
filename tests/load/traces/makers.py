"""Pictures and documents with names and places in them, made by hand and fictitious."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

NAME = "架空 一郎"
ENTRY = tuple[int, int, int, bytes]
"""Tag, type, count, value."""


def text(tag: int, value: str) -> ENTRY:
    data = value.encode() + b"\0"
    return tag, 2, len(data), data


def number(tag: int, value: int, order: str = "<") -> ENTRY:
    return tag, 3, 1, struct.pack(f"{order}H", value)


def degrees(tag: int, *parts: int, order: str = "<") -> ENTRY:
    return tag, 5, len(parts), b"".join(struct.pack(f"{order}II", part, 1) for part in parts)


def tiff(main: list[ENTRY], exif: list[ENTRY] | None = None, gps: list[ENTRY] | None = None, order: str = "<") -> bytes:
    """Return a TIFF file with three directories at most."""
    directories = [(None, main), (0x8769, exif), (0x8825, gps)]
    given = [(tag, list(entries)) for tag, entries in directories if entries is not None]
    pointers = [tag for tag, _ in given[1:]]
    sizes = [2 + 12 * (len(entries) + (len(pointers) if tag is None else 0)) + 4 for tag, entries in given]
    starts = [8 + sum(sizes[:place]) for place in range(len(sizes) + 1)]
    head, values = b"", b""
    for tag, entries in given:
        if tag is None:
            entries = entries + [
                (pointer, 4, 1, struct.pack(f"{order}I", start))
                for pointer, start in zip(pointers, starts[1:], strict=False)
                if pointer is not None
            ]
        head += struct.pack(f"{order}H", len(entries))
        for key, kind, count, value in sorted(entries):
            head += struct.pack(f"{order}HHI", key, kind, count)
            if len(value) <= 4:
                head += value.ljust(4, b"\0")
            else:
                head += struct.pack(f"{order}I", starts[-1] + len(values))
                values += value
        head += bytes(4)
    return (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8) + head + values


def camera(order: str = "<", orientation: int = 6) -> bytes:
    """Return what a telephone notes: orientation, photographer, copyright, number of the camera, place."""
    return tiff(
        [number(0x0112, orientation, order), text(0x013B, NAME), text(0x8298, "(c) Kaku City")],
        [text(0xA431, "SN-4711"), number(0xA001, 1, order)],
        [text(1, "N"), degrees(2, 34, 39, 41, order=order), text(3, "E"), degrees(4, 133, 55, 6, order=order)],
        order,
    )


def segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload


SCAN = (
    segment(0xDB, bytes(65)) + segment(0xC0, bytes(15)) + segment(0xDA, bytes(6)) + b"\x12\xff\x00\x34\xff\xd0\x56" * 9
)
"""What a JPEG shows: tables, sizes, and pixels with stuffed and restart marks."""


def jpeg(*payloads: tuple[int, bytes], after: bytes = b"") -> bytes:
    """Return a JPEG with *payloads* (marker, content) before its pixels."""
    head = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    return b"\xff\xd8" + head + b"".join(segment(*payload) for payload in payloads) + SCAN + b"\xff\xd9" + after


def photo() -> bytes:
    return jpeg((0xE1, b"Exif\0\0" + camera()))


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PIXELS = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0\xff"))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of one pixel with *chunks* before its pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*each) for each in chunks) + PIXELS + chunk(b"IEND", b"")


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a WebP with *chunks* after its pixels."""
    parts = ((b"VP8X", bytes((0x0C, *bytes(9)))), (b"VP8L", b"/pixels"), *chunks)
    packed = b"".join(struct.pack("<4sI", kind, len(data)) + data + bytes(len(data) % 2) for kind, data in parts)
    return b"RIFF" + struct.pack("<I", len(packed) + 4) + b"WEBP" + packed


def xmp(inner: str) -> bytes:
    """Return an XMP packet."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/">'
        f'{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def xmp_creator(name: str = NAME) -> bytes:
    return xmp(f"<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>")


def zipped(files: Mapping[str, bytes], comment: bytes = b"") -> bytes:
    """Return a ZIP of *files*, compressed but for the first."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for place, (name, data) in enumerate(files.items()):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED)
        archive.comment = comment
    return stream.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = (
    '<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc"><dc:title>計画</dc:title><dc:creator>{0}</dc:creator>'
    "<cp:lastModifiedBy>{0}</cp:lastModifiedBy></cp:coreProperties>"
)


def docx(name: str = NAME, body: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a text by *name*; *body* stands in its paragraph."""
    document = f'<w:document xmlns:w="{WORD}"><w:body><w:p>{body}</w:p></w:body></w:document>'
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": document.encode(),
            "docProps/core.xml": CORE.format(name).encode(),
            **(more or {}),
        }
    )


REVISED = f'<w:ins w:id="1" w:author="{NAME}"><w:r><w:t>追加</w:t></w:r></w:ins>'
COMMENTS = f'<w:comments xmlns:w="{WORD}"><w:comment w:id="0" w:author="{NAME}" w:initials="架"/></w:comments>'.encode()
PEOPLE = (
    f'<w15:people xmlns:w15="p"><w15:person w15:author="{NAME}"><w15:presenceInfo w15:userId="{NAME}"/></w15:person>'
    f'<w15:person w15:author="{NAME}2"/></w15:people>'
).encode()


def odt(name: str = NAME, kind: str = "text", content: str = "") -> bytes:
    meta = (
        '<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta>'
        f"<meta:initial-creator>{name}</meta:initial-creator><dc:creator>{name}</dc:creator>"
        "</office:meta></office:document-meta>"
    )
    body = f'<office:document-content xmlns:office="o" xmlns:dc="d" xmlns:text="t">{content}</office:document-content>'
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": body.encode(),
            "meta.xml": meta.encode(),
        }
    )


def pdf(info: bytes = b"", more: bytes = b"") -> bytes:
    """Return enough of a PDF: readers of properties never look at pages."""
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\n2 0 obj\n<<" + info + b">>\nendobj\n" + more + b"\n"
        b"trailer\n<</Root 1 0 R /Info 2 0 R>>\n%%EOF\n"
    )


def pdf_hex(name: str = NAME) -> bytes:
    return b"<FEFF" + name.encode("utf-16-be").hex().upper().encode() + b">"


def summary(*properties: tuple[int, str]) -> bytes:
    """Return a property set with texts in CP932."""
    values, table = b"", b""
    for number_, value in properties:
        encoded = value.encode("cp932") + b"\0"
        table += struct.pack("<II", number_, 8 + 8 * len(properties) + len(values))
        values += struct.pack("<II", 30, len(encoded)) + encoded + bytes(-len(encoded) % 4)
    section = struct.pack("<II", 8 + len(table) + len(values), len(properties)) + table + values
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, bytes(16), 1, bytes(16), 48) + section


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE compound file; each stream is padded so that it is stored in whole sectors."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)]
    for place, (name, data) in enumerate(streams.items(), 1):
        padded = data.ljust(4096, b"\0")
        padded += bytes(-len(padded) % 512)
        right = place + 1 if place < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, 0xFFFFFFFF, len(sectors), len(padded), right))
        count = len(padded) // 512
        chain += [*range(len(sectors) + 1, len(sectors) + count), 0xFFFFFFFE]
        sectors += [padded[start : start + 512] for start in range(0, len(padded), 512)]
    directory = b"".join(entries).ljust(512 * -(-len(entries) // 4), b"\0")
    first = len(sectors)
    count = len(directory) // 512
    chain += [*range(first + 1, first + count), 0xFFFFFFFE]
    sectors += [directory[start : start + 512] for start in range(0, len(directory), 512)]
    chain.append(0xFFFFFFFD)
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH6xI", 0x3E, 3, 0xFFFE, 9, 6, 0)
    header += struct.pack("<IIIIIIIII", 1, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, len(sectors))
    header += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    return header + b"".join(sectors) + table


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, right, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def dbf(headings: list[str], rows: list[list[str]], codec: str = "cp932") -> bytes:
    """Return a dBASE table of texts, 20 bytes each."""
    fields = b"".join(
        h.encode(codec)[:10].ljust(11, b"\0") + b"C" + bytes(4) + bytes((20, 0)) + bytes(14) for h in headings
    )
    header = 32 + len(fields) + 1
    head = struct.pack("<B3BIHH20x", 3, 25, 4, 1, len(rows), header, 1 + 20 * len(headings))
    body = b"".join(b" " + b"".join(cell.encode(codec)[:20].ljust(20) for cell in row) for row in rows)
    return head + fields + b"\r" + body + b"\x1a"


FOLDER = "C:" + "\\Users" + "\\kaku02\\Documents\\道路.shp"
ESRI = (
    '<?xml version="1.0" encoding="UTF-8"?><metadata><Esri><DataProperties><lineage>'
    f"<Process>CopyFeatures {FOLDER} 道路</Process></lineage></DataProperties></Esri>"
    f"<mdContact><rpIndName>{NAME}</rpIndName></mdContact></metadata>"
).encode()

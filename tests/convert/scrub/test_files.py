from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest

from catalog.convert.scrub.files import scrub_file
from catalog.load.traces.exif import read_exif
from catalog.load.traces.files import read_traces
from catalog.load.traces.pictures import jpeg_segments
from tests.load.traces import makers
from tests.load.traces.makers import NAME


def exif_of(data: bytes) -> dict[int, bytes]:
    place = max(data.find(b"II*\0"), data.find(b"MM\0*"))
    exif = read_exif(data[place:])
    assert exif is not None
    return {entry.tag: entry.value for entry in exif.entries}


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_jpeg_keeps_its_pixels_its_orientation_and_its_copyright(order: str) -> None:
    colours = (0xE2, b"ICC_PROFILE\0\1\1profile")
    data = makers.jpeg((0xE1, b"Exif\0\0" + makers.camera(order)), colours, (0xFE, NAME.encode()), after=makers.photo())
    scrubbed = scrub_file(data)
    assert scrubbed is not None
    assert scrubbed.endswith(makers.SCAN + b"\xff\xd9")
    assert [segment.marker for segment in jpeg_segments(scrubbed)] == [0xE0, 0xE1, 0xE2, 0xDB, 0xC0, 0xDA, 0xD9]
    assert colours[1] in scrubbed
    kept = exif_of(scrubbed)
    assert set(kept) == {0x0112, 0x8298, 0x8769, 0xA001}
    assert kept[0x0112] == struct.pack(f"{order}H", 6) and kept[0x8298] == b"(c) Kaku City\0"
    assert NAME.encode() not in scrubbed and b"SN-4711" not in scrubbed
    assert read_traces(scrubbed, "") == () and scrub_file(scrubbed) is None
    assert scrub_file(data) == scrubbed


def test_png_and_webp_keep_their_pixels() -> None:
    texts = ((b"tEXt", b"Title\0map"), (b"tEXt", b"Author\0" + NAME.encode()), (b"eXIf", makers.camera()))
    scrubbed = scrub_file(makers.png(*texts))
    assert scrubbed is not None and makers.PIXELS in scrubbed and b"Title\0map" in scrubbed
    assert exif_of(scrubbed)[0x0112] == b"\6\0"
    assert read_traces(scrubbed, "") == () and NAME.encode() not in scrubbed
    scrubbed = scrub_file(makers.webp((b"EXIF", makers.camera()), (b"XMP ", makers.xmp_creator())))
    assert scrubbed is not None and b"VP8L\x07\0\0\0/pixels\0" in scrubbed
    assert scrubbed[20] == 0x08 and len(scrubbed) == 8 + int.from_bytes(scrubbed[4:8], "little")
    assert read_traces(scrubbed, "") == ()
    scrubbed = scrub_file(makers.webp((b"XMP ", makers.xmp_creator())))
    assert scrubbed is not None and scrubbed[20] == 0


def test_pictures_that_tell_nothing_or_are_broken_stay() -> None:
    assert scrub_file(makers.jpeg((0xE1, b"Exif\0\0" + makers.tiff([makers.number(0x0112, 6)])))) is None
    assert scrub_file(makers.photo()[:-40]) is None
    assert scrub_file(makers.camera()) is None  # TIFF


def test_a_text_without_names() -> None:
    more = {"word/comments.xml": makers.COMMENTS, "word/people.xml": makers.PEOPLE, "word/media/i.jpg": makers.photo()}
    data = makers.docx(body=makers.REVISED, more=more)
    scrubbed = scrub_file(data)
    assert scrubbed is not None
    before, after = makers.unzipped(data), makers.unzipped(scrubbed)
    assert list(before) == list(after)
    assert all(NAME.encode() not in part for part in after.values())
    assert before["[Content_Types].xml"] == after["[Content_Types].xml"]
    assert b'<w:ins w:id="1" w:author="">' in after["word/document.xml"]
    assert after["word/people.xml"] == b'<w15:people xmlns:w15="p"></w15:people>'
    assert "<dc:title>計画</dc:title><dc:creator></dc:creator>".encode() in after["docProps/core.xml"]
    assert scrub_file(scrubbed) is None and scrub_file(data) == scrubbed


def test_an_opendocument_stays_one() -> None:
    changed = (
        f"<text:changed-region><dc:creator>{NAME}</dc:creator></text:changed-region><text:creator>{NAME}</text:creator>"
    )
    for kind in ("text", "presentation", "spreadsheet"):
        scrubbed = scrub_file(makers.odt(kind=kind, content=changed))
        assert scrubbed is not None
        assert scrubbed[30:].startswith(f"mimetypeapplication/vnd.oasis.opendocument.{kind}".encode())
        parts = makers.unzipped(scrubbed)
        assert b"<dc:creator></dc:creator>" in parts["meta.xml"] and NAME.encode() not in parts["meta.xml"]
        # What the text shows is content.
        assert parts["content.xml"].count(NAME.encode()) == 1


def test_what_is_signed_stays() -> None:
    assert scrub_file(makers.docx(more={"_xmlsignatures/origin.sigs": b"x"})) is None


def test_files_in_a_zip() -> None:
    data = makers.zipped({"一覧.csv": b"a,b\n" * 100, "園庭.jpg": makers.photo(), "計画.docx": makers.docx()}, b"note")
    scrubbed = scrub_file(data)
    assert scrubbed is not None
    before, after = makers.unzipped(data), makers.unzipped(scrubbed)
    assert list(after) == list(before) and after["一覧.csv"] == before["一覧.csv"]
    assert read_traces(scrubbed, "a.zip") == () and scrub_file(scrubbed) is None
    with zipfile.ZipFile(io.BytesIO(scrubbed)) as archive:
        assert archive.comment == b"note"


def test_names_in_cp932_stay_as_they_are() -> None:
    data = makers.zipped({"________.jpg": makers.photo()})
    data = data.replace(b"________.jpg", "園庭写真".encode("cp932") + b".jpg")
    scrubbed = scrub_file(data)
    assert scrubbed is not None and scrubbed.count("園庭写真".encode("cp932")) == 2


def test_a_zip_in_a_zip_stays() -> None:
    assert scrub_file(makers.zipped({"a.zip": makers.zipped({"a.jpg": makers.photo()})})) is None


def test_broken_files_end_quietly() -> None:
    dice = random.Random(11)
    files = [
        makers.jpeg((0xE1, b"Exif\0\0" + makers.camera()), after=makers.photo()),
        makers.png((b"eXIf", makers.camera())),
        makers.webp((b"EXIF", makers.camera())),
        makers.docx(more={"word/people.xml": makers.PEOPLE}),
        makers.zipped({"a.jpg": makers.photo(), "b.odt": makers.odt()}),
    ]
    for data in files:
        for _ in range(120):
            broken = bytearray(data)
            for _ in range(dice.randrange(1, 6)):
                broken[dice.randrange(len(broken))] = dice.randrange(256)
            cut = bytes(broken[: dice.randrange(len(broken) // 2, len(broken)) + 1])
            scrubbed = scrub_file(cut)
            if scrubbed is not None:
                read_traces(scrubbed, "x.zip")

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load.decoding import (
    Undecodable,
    candidate_codecs,
    detect_encoding,
    encoding_finding,
    find_undecodable,
)

# These are written as other bytes than they are read from: the wave dash and its relatives.
ONE_WAY = "¢£¬‖−〜\x80\xa0"
CP932 = st.text(st.characters(codec="cp932", exclude_categories=["Cc", "Co"], exclude_characters=ONE_WAY))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf_8_is_always_known(text: str) -> None:
    assert detect_encoding(text.encode()) in ("utf-8", "utf-8-sig")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_byte_order_mark_decides(text: str) -> None:
    assert detect_encoding(b"\xef\xbb\xbf" + text.encode()) == "utf-8-sig"


@pytest.mark.parametrize("text", ["①㈱髙﨑", "ﾄｲﾚ", "施設一覧", "〜～−－"])
def test_what_shift_jis_lacks_is_read_as_cp932(text: str) -> None:
    data = text.encode("cp932", errors="ignore")
    assert detect_encoding(data) == "cp932"


@given(CP932)
def test_what_is_neither_utf_8_nor_euc_jp_but_cp932_is_cp932(text: str) -> None:
    data = f"施設{text}".encode("cp932")
    if find_undecodable(data, "utf-8") is not None:
        assert detect_encoding(data) == "cp932"


@given(st.text(st.characters(codec="euc_jp", min_codepoint=0x3041, exclude_categories=["Cc"]), min_size=1))
def test_euc_jp_is_never_taken_for_cp932(text: str) -> None:
    data = text.encode("euc_jp")
    if find_undecodable(data, "utf-8") is not None:
        assert detect_encoding(data) is None


@pytest.mark.parametrize("byte", [b"\x80", b"\xa0", b"\xfd", b"\xfe", b"\xff"])
def test_bytes_that_stand_for_nothing_are_no_text(byte: bytes) -> None:
    data = "施設\n".encode("cp932") + byte
    assert find_undecodable(data, "cp932") == Undecodable(line=2, offset=5)


def test_the_first_unreadable_byte_has_a_line() -> None:
    found = find_undecodable("名称\r\n北\r\n".encode() + b"\xff\r\n", "utf-8")
    assert found is not None
    assert (found.line, found.offset) == (3, len("名称\r\n北\r\n".encode()))


def test_the_byte_order_mark_counts_in_the_offset() -> None:
    found = find_undecodable(b"\xef\xbb\xbfa\xff", "utf-8-sig")
    assert found is not None and found.offset == 4


@given(st.binary())
def test_no_bytes_whatever_are_an_exception(data: bytes) -> None:
    codec = detect_encoding(data)
    if codec is not None:
        data.decode(codec)


TABLE = "番号,名称\n1,北公民館\n"


@pytest.mark.parametrize(
    ("data", "declared", "detected"),
    [
        (TABLE.encode(), "cp932", "utf-8"),
        (TABLE.encode("utf-8-sig"), "cp932", "utf-8-sig"),
        (TABLE.encode(), "euc_jp", "utf-8"),
        (TABLE.encode("utf-16"), "utf-8", "utf-16"),
        (b"a,b\n1,2\n", "utf-16", "utf-8"),
        (TABLE.encode("cp932"), "utf-8", "cp932"),
    ],
)
def test_a_wrong_declaration_is_never_believed(data: bytes, declared: str, detected: str) -> None:
    """UTF-8 can often be read as CP932, and anything as UTF-16: as nonsense."""
    assert [codec for codec in candidate_codecs(data, declared) if find_undecodable(data, codec) is None] == []
    finding = encoding_finding(data, declared, "list")
    assert (finding.code, finding.params) == (
        "encoding-not-as-declared",
        {"declared": declared, "detected": detected},
    )


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (TABLE.encode("cp932"), "cp932"),
        ("ﾃｱ,ﾃｲ\n".encode("cp932"), "cp932"),  # Valid UTF-8 as well, for ñ and ò.
        (TABLE.encode("euc_jp"), "euc_jp"),
        (TABLE.encode("utf-16-le"), "utf-16"),
        (b"a,b\n1,2\n", "cp932"),
    ],
)
def test_a_right_declaration_is_believed(data: bytes, declared: str) -> None:
    (codec,) = candidate_codecs(data, declared)
    assert find_undecodable(data, codec) is None


@pytest.mark.parametrize(
    ("data", "declared", "code", "line"),
    [
        (TABLE.encode() + b"\x83\n", "utf-8", "encoding-unknown", 3),
        (TABLE.encode("euc_jp") + b"\xff\n", "euc_jp", "encoding-unknown", 3),
        (TABLE.encode() * 3 + TABLE.encode("cp932") * 3, "utf-8", "encoding-mixed", 7),
    ],
)
def test_where_no_encoding_fits_the_file_is_damaged(data: bytes, declared: str, code: str, line: int) -> None:
    finding = encoding_finding(data, declared, "list")
    assert (finding.code, finding.location.line) == (code, line)


@pytest.mark.parametrize(("codec", "name"), [("iso2022_jp", "ISO-2022-JP"), ("euc_jp", "EUC-JP")])
def test_old_encodings_are_called_by_name(codec: str, name: str) -> None:
    """Each byte of ISO-2022-JP is ASCII, and would be read as UTF-8: as nonsense."""
    data = f"{TABLE}2,みほん\n".encode(codec)
    assert detect_encoding(data) is None
    finding = encoding_finding(data, None, "list")
    assert (finding.code, finding.params) == ("encoding-rare", {"codec": name})

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import archives
from catalog.load.archives import read_table_member
from catalog.load.tables import take_resource_table
from tests.load.resources import declare

TABLE = "番号,名称\n1,北公民館\n"


def packed(**members: str) -> bytes:
    return packed_as({name.replace("_", "."): text for name, text in members.items()})


def packed_as(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


def code(data: bytes, innerpath: str | None = None) -> str:
    member, [finding] = read_table_member(data, innerpath, "list.zip")
    assert member is None
    return finding.code


def test_the_only_table_is_taken() -> None:
    data = packed_as({"説明.txt": "x", "__MACOSX/._一覧.csv": "x", "表/": "", "表/一覧.csv": TABLE})
    member, findings = read_table_member(data, None, "list.zip")
    assert member is not None and findings == ()
    assert (member.name, member.file_type, member.data) == ("表/一覧.csv", "csv", TABLE.encode())


def test_one_of_several_is_named() -> None:
    data = packed(a_csv="x", b_csv=TABLE)
    member, _ = read_table_member(data, "b.csv", "list.zip")
    assert member is not None and member.data == TABLE.encode()


def test_names_that_windows_wrote_are_found() -> None:
    name = "避難所.csv"
    placeholder = "x" * len(name.encode("cp932"))
    data = packed_as({placeholder: TABLE}).replace(placeholder.encode(), name.encode("cp932"))
    for innerpath in (None, name):
        member, _ = read_table_member(data, innerpath, "list.zip")
        assert member is not None and member.name == name


@pytest.mark.parametrize(
    ("members", "innerpath", "expected"),
    [
        ({"a.csv": "x", "b.csv": "x"}, None, "archive-tables"),
        ({"a.pdf": "x"}, None, "archive-tables"),
        ({"inner.zip": "x"}, "inner.zip", "archive-member"),
        ({"a.csv": "x"}, "b.csv", "archive-member"),
        ({"../a.csv": "x"}, None, "archive-name"),
        ({"/a.csv": "x"}, None, "archive-name"),
        ({"C:/a.csv": "x"}, None, "archive-name"),
        ({"a/../../b.csv": "x", "a.csv": "x"}, "a.csv", "archive-name"),
    ],
)
def test_what_isn_t_one_safe_table_is_a_finding(members: dict[str, str], innerpath: str | None, expected: str) -> None:
    assert code(packed_as(members), innerpath) == expected


def test_a_bomb_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_SMALL_BYTES", 1_000_000)
    _, [finding] = read_table_member(packed(a_csv="0" * 3_000_000), None, "list.zip")
    assert finding.code == "archive-too-large"


def test_a_size_that_is_a_lie_is_no_help() -> None:
    data = bytearray(packed(a_csv="x" * 100))
    for place in (data.index(b"PK\x01\x02") + 24, 22):
        data[place : place + 4] = (5).to_bytes(4, "little")
    assert code(bytes(data)) == "archive-broken"


def test_a_zip_with_a_password_is_a_finding() -> None:
    data = bytearray(packed(a_csv=TABLE))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert code(bytes(data)) == "archive-encrypted"


@given(st.integers(0, 200), st.binary(min_size=1, max_size=4))
def test_no_damage_whatever_is_an_exception(place: int, damage: bytes) -> None:
    data = packed(a_csv=TABLE)
    place %= len(data)
    member, findings = read_table_member(data[:place] + damage + data[place + len(damage) :], None, "list.zip")
    assert (member is None) == bool(findings)


def test_the_table_in_a_zip_is_read_as_the_descriptor_says() -> None:
    data = packed_as({"一覧.csv": "施設一覧\n" + TABLE})
    table, findings = take_resource_table(data, declare("zip", innerpath="一覧.csv", header_row=2), "list.zip")
    assert table is not None and findings == ()
    assert (table.labels, list(table.rows())) == (("番号", "名称"), [["1", "北公民館"]])


def test_content_that_isn_t_as_named_is_a_finding_in_a_zip_too() -> None:
    _, [finding] = take_resource_table(packed(a_csv="%PDF-1.7"), declare("zip", innerpath="a.csv"), "list.zip")
    assert (finding.code, finding.params) == ("file-kind", {"kind": "PDF", "extension": "csv"})

"""What the printer made, kept for the next time."""

from __future__ import annotations

from pathlib import Path

from catalog.store.prints import Prints, read_prints, write_prints

PRINTS = Prints({"ja/index.md": (["<html>", "</html>"], ["body"])}, {"ja/about/": "<html>市</html>"})


def test_what_was_kept_comes_back_under_its_key_only(tmp_path: Path) -> None:
    file = tmp_path / "store/prints.json"
    assert read_prints(file, "a") is None
    write_prints(file, "a", PRINTS)
    assert read_prints(file, "a") == PRINTS
    assert read_prints(file, "b") is None
    write_prints(file, "b", PRINTS)
    assert read_prints(file, "a") is None
    assert [each.name for each in file.parent.iterdir()] == ["prints.json"]


def test_a_damaged_file_is_no_print(tmp_path: Path) -> None:
    file = tmp_path / "prints.json"
    for content in (b"", b"{", b"[]", b'{"key": "a"}', b'{"key": "a", "shells": {"b": []}, "pages": {}}'):
        file.write_bytes(content)
        assert read_prints(file, "a") is None

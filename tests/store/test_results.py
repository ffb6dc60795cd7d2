"""Results are kept under their key, whole or not at all."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.store.results import EDITIONS_KEPT, DigestCache, ResultStore


def test_a_result_is_found_under_its_key_only(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.write("city/x", "k1", {"a": "あ"}, {"ja": {"title": "あ"}}, [b"1", b"2"])
    assert store.read("city/x", "k1") == {"a": "あ"}
    assert store.read("city/x", "k2") is None
    assert store.read_pages("city/x", "k1") == {"ja": {"title": "あ".encode()}}
    assert Path(store.file_path("city/x", "k1", 1)).read_bytes() == b"2"


def test_files_are_written_as_they_are_made_side_by_side(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    with store.stage("city/x", "k") as staged:
        first, second = staged.keep(((f"{number}".encode(), b"x") for number in range(12)), 2)
        (third,) = staged.keep([])
        assert [(each.number, each.size_bytes) for each in (first, second, third)] == [(0, 14), (1, 12), (2, 0)]
        assert first.sha256 == hashlib.sha256(b"01234567891011").hexdigest()
        assert b"".join(second.pieces()) == b"x" * 12
        assert store.read("city/x", "k") is None
        staged.finish({"a": 1}, {})
    assert store.read("city/x", "k") == {"a": 1}
    assert Path(store.file_path("city/x", "k", 1)).read_bytes() == b"x" * 12


def break_off() -> Iterator[tuple[bytes]]:
    yield (b"1",)
    raise RuntimeError("a bug")


def test_work_that_breaks_off_leaves_nothing_and_harms_no_earlier_result(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.write("city/x", "k", {"a": 1}, {}, [b"1"])
    with pytest.raises(RuntimeError), store.stage("city/x", "k") as staged:
        staged.keep(break_off())
    assert store.read("city/x", "k") == {"a": 1}
    assert [path.name for path in (tmp_path / "city/x").iterdir()] == ["k"]


def test_rounds_that_do_not_fit_the_files_are_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zip"), ResultStore(tmp_path).stage("city/x", "k") as staged:
        staged.keep([(b"1", b"2")], 3)


def test_a_damaged_result_counts_as_none(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.write("city/x", "k", {"a": 1}, {}, [])
    (tmp_path / "city/x/k/result.json").write_text("{")
    assert store.read("city/x", "k") is None
    store.write("city/x", "k", {"a": 2}, {}, [])
    assert store.read("city/x", "k") == {"a": 2}


def test_a_result_whose_file_was_edited_counts_as_none(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.write("city/x", "k", {"a": 1}, {}, [b"1"])
    Path(store.file_path("city/x", "k", 0)).write_bytes(b"2")
    assert store.read("city/x", "k") is None


def test_results_survive_an_archive_that_knows_only_seconds(tmp_path: Path) -> None:
    store = ResultStore(tmp_path / "a")
    store.write("city/x", "k", {"a": 1}, {}, [b"1"])
    with tarfile.open(tmp_path / "cache.tar", "w", format=tarfile.GNU_FORMAT) as archive:
        archive.add(tmp_path / "a", "b")
    with tarfile.open(tmp_path / "cache.tar") as archive:
        archive.extractall(tmp_path, filter="data")
    assert ResultStore(tmp_path / "b").read("city/x", "k") == {"a": 1}


def test_only_the_last_editions_stay(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    for number in range(EDITIONS_KEPT + 2):
        store.write("city/x", f"k{number}", {"number": number}, {}, [])
    assert len(list((tmp_path / "city/x").iterdir())) == EDITIONS_KEPT
    assert store.read("city/x", f"k{EDITIONS_KEPT + 1}") is not None


def test_results_of_datasets_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.write("city/x", "k", {"x": 1}, {}, [])
    store.write("city/y", "k", {"y": 1}, {}, [])
    store.forget_others(["city/y"])
    assert store.read("city/x", "k") is None
    assert store.read("city/y", "k") == {"y": 1}


def test_a_digest_is_known_until_size_or_time_change(tmp_path: Path) -> None:
    cache = DigestCache(tmp_path / "digests.json")
    cache.put("a", 1, 2, "d")
    cache.write()
    again = DigestCache(tmp_path / "digests.json")
    assert again.get("a", 1, 2) == "d"
    assert again.get("a", 1, 3) is None
    assert again.get("a", 2, 2) is None

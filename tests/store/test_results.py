"""Results are kept under their key, whole or not at all."""

from __future__ import annotations

import tarfile
from pathlib import Path

from catalog.store.results import EDITIONS_KEPT, DigestCache, ResultStore


def test_a_result_is_found_under_its_key_only(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.write("city/x", "k1", {"a": "あ"}, {"ja": {"title": "あ"}}, [b"1", b"2"])
    assert store.read("city/x", "k1") == {"a": "あ"}
    assert store.read("city/x", "k2") is None
    assert store.read_pages("city/x", "k1") == {"ja": {"title": "あ"}}
    assert Path(store.file_path("city/x", "k1", 1)).read_bytes() == b"2"


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

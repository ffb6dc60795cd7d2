"""The site's folder: staged beside, put in place at the end, unchanged files untouched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog.store.site_folder import JOURNAL, SiteFolder


def publish(tmp_path: Path, files: dict[str, str]) -> SiteFolder:
    """Build a site with *files*, as a build does."""
    folder = SiteFolder(tmp_path / "site", tmp_path / "store/site.json")
    folder.start()
    for uri, content in files.items():
        if not folder.keep(uri, content):
            folder.write(uri, content.encode(), content)
    folder.publish()
    return folder


def contents(folder: Path) -> dict[str, str]:
    """Return what stands in *folder*."""
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return inode and time of change of each file in *folder*."""
    return {
        file.relative_to(folder).as_posix(): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_a_site_has_exactly_the_files_of_its_last_build(tmp_path: Path) -> None:
    publish(tmp_path, {"index.html": "a", "ja/old/index.html": "b", "ja/old/deep/x": "c"})
    publish(tmp_path, {"index.html": "A", "ja/new/index.html": "d"})
    assert contents(tmp_path / "site") == {"index.html": "A", "ja/new/index.html": "d"}
    assert not (tmp_path / "site/ja/old").exists()


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "1", "b/c": "2"})
    before = stamps(tmp_path / "site")
    second = publish(tmp_path, {"a": "1", "b/c": "3"})
    after = stamps(tmp_path / "site")
    assert after["a"] == before["a"]
    assert after["b/c"] != before["b/c"]
    assert second.written_count == 1


def test_a_file_that_somebody_edited_in_the_site_is_written_again(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "1"})
    (tmp_path / "site/a").write_text("tampered")
    publish(tmp_path, {"a": "1"})
    assert contents(tmp_path / "site") == {"a": "1"}


def test_what_an_interrupted_build_staged_never_reaches_the_site(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "1", "b": "1"})
    interrupted = SiteFolder(tmp_path / "site", tmp_path / "store/site.json")
    interrupted.start()
    interrupted.write("a", b"2", "2")
    assert contents(tmp_path / "site") == {"a": "1", "b": "1"}
    publish(tmp_path, {"a": "1", "b": "1"})
    assert contents(tmp_path / "site") == {"a": "1", "b": "1"}
    assert not interrupted.staging.exists()


def test_a_build_interrupted_while_it_took_its_place_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, {"a": "1", "b": "1", "gone": "1"})
    interrupted = SiteFolder(tmp_path / "site", tmp_path / "store/site.json")
    interrupted.start()
    for uri in ("a", "b"):
        interrupted.write(uri, b"2", "2")
    moves = 0
    replace = Path.replace

    def replace_once(self: Path, target: Path) -> Path:
        nonlocal moves
        if interrupted.staging in self.parents and not self.name.startswith(JOURNAL):
            moves += 1
            if moves > 1:
                raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", replace_once)
        interrupted.publish()
    assert sorted(contents(tmp_path / "site").values()) == ["1", "2"]
    SiteFolder(tmp_path / "site", tmp_path / "store/site.json").start()
    assert contents(tmp_path / "site") == {"a": "2", "b": "2"}


def test_a_folder_may_become_a_file_and_a_file_a_folder(tmp_path: Path) -> None:
    publish(tmp_path, {"a/b": "1", "c": "1"})
    publish(tmp_path, {"a": "2", "c/d": "2"})
    assert contents(tmp_path / "site") == {"a": "2", "c/d": "2"}


def test_files_of_another_program_are_adopted_and_kept_when_they_say_the_same(tmp_path: Path) -> None:
    def build() -> SiteFolder:
        folder = SiteFolder(tmp_path / "site", tmp_path / "store/site.json")
        folder.start()
        (folder.staging / "assets").mkdir()
        (folder.staging / "assets/theme.css").write_text("body{}")
        folder.adopt_staged()
        folder.publish()
        return folder

    build()
    before = stamps(tmp_path / "site")
    assert build().written_count == 0
    assert stamps(tmp_path / "site") == before


def test_a_broken_manifest_costs_only_time(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "1"})
    (tmp_path / "store/site.json").write_text(json.dumps([1, 2]) + "{")
    publish(tmp_path, {"a": "1"})
    assert contents(tmp_path / "site") == {"a": "1"}


def test_files_of_somebody_else_are_noticed(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path / "site", tmp_path / "store/site.json")
    assert not folder.is_somebody_elses
    (tmp_path / "site/.git").mkdir(parents=True)
    assert not folder.is_somebody_elses
    (tmp_path / "site/letter.txt").write_text("dear")
    assert folder.is_somebody_elses
    (tmp_path / "site/catalog.json").write_text("{}")
    assert not folder.is_somebody_elses


def test_a_checkout_in_the_site_folder_stays(tmp_path: Path) -> None:
    publish(tmp_path, {"a": "1"})
    (tmp_path / "site/.git").mkdir()
    (tmp_path / "site/.git/config").write_text("x")
    (tmp_path / "site/.nojekyll").write_text("")
    publish(tmp_path, {"b": "1"})
    assert contents(tmp_path / "site") == {".git/config": "x", ".nojekyll": "", "b": "1"}


def publish_group(tmp_path: Path, fingerprint: str, files: dict[str, str]) -> tuple[bool, SiteFolder]:
    """Build a site of one group of files, made anew unless the site has them; return whether it has, too."""
    folder = SiteFolder(tmp_path / "site", tmp_path / "store/site.json")
    folder.start()
    is_kept = folder.keep_group("lists", fingerprint)
    if not is_kept:
        for uri, content in files.items():
            if not folder.keep(uri, content):
                folder.write(uri, content.encode(), content)
        folder.remember_group("lists", fingerprint, list(files))
    folder.publish()
    return is_kept, folder


def test_a_group_is_kept_as_long_as_its_fingerprint_and_none_of_its_files_change(tmp_path: Path) -> None:
    files = {"a": "1", "b/c": "2"}
    assert publish_group(tmp_path, "x", files)[0] is False
    is_kept, folder = publish_group(tmp_path, "x", files)
    assert (is_kept, folder.written_count, folder.removed_count) == (True, 0, 0)
    assert contents(tmp_path / "site") == files
    is_kept, folder = publish_group(tmp_path, "y", {"a": "1", "b/c": "3"})
    assert (is_kept, folder.written_count) == (False, 1)
    (tmp_path / "site/b/c").unlink()
    is_kept, folder = publish_group(tmp_path, "y", {"a": "1", "b/c": "3"})
    assert (is_kept, folder.written_count) == (False, 1)
    assert contents(tmp_path / "site") == {"a": "1", "b/c": "3"}

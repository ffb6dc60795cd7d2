"""What git's history tells of datasets: by day, along the main line, in counts alone, and nothing where it can't."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from catalog.load.past_editions import FolderChange, read_folder_changes, read_head
from catalog.model.edition import Aspect, Edition, EditionKind, ResourceChange
from catalog.model.ids import DatasetId, Slug
from catalog.pipeline import past
from catalog.pipeline.past import derive_steps, read_histories
from catalog.pipeline.past_steps import Step, decode_edition, encode_edition
from catalog.store.results import ResultStore

ID = DatasetId(Slug("kaku-city"), Slug("parks"))
DESCRIPTOR = """name: parks
title: 公園一覧
title@en: Parks
description: 公園の一覧です。
licenses: [{name: CC-BY-4.0}]
modified: %s
resources:
  - name: parks
    path: parks.csv
    title: 公園
    schema:
      fields:
        - {name: 番号, type: string}
        - {name: 名称, type: string}
      primaryKey: [番号]
"""
ROWS = ["番号,名称", "001,中央公園", "002,北公園"]


class Repository:
    """A git repository of one dataset."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "datasets/kaku-city/parks"
        self.folder.mkdir(parents=True)
        self.git("init", "-q", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2026-04-01") -> None:
        """Run git at noon of *day* in Japan."""
        moment = f"{day}T12:00:00+0900"
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.jp", *arguments]
        environment = {**os.environ, "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment}
        subprocess.run(command, cwd=self.root, check=True, capture_output=True, env=environment)

    def commit(self, day: str, rows: list[str] | None = None, descriptor: str = DESCRIPTOR) -> None:
        """Commit an edition of the dataset."""
        if rows is not None:
            (self.folder / "parks.csv").write_text("\n".join(rows) + "\n", "utf-8")
        text = descriptor % day if "%s" in descriptor else descriptor
        (self.folder / "datapackage.yaml").write_text(text, "utf-8")
        self.git("add", "-A", "datasets")
        self.git("commit", "-q", "-m", "edition", day=day)

    def editions(self, *aliases: str, id: DatasetId = ID) -> tuple[Edition, ...]:
        """Return what the history tells, found out anew."""
        store = ResultStore(self.root / f".catalog/{len(list(self.root.glob('.catalog/*')))}")
        return read_histories(self.root, {id: aliases}, store, 1).get(id, ())


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a first edition."""
    made = Repository(tmp_path)
    made.commit("2026-04-01", ROWS)
    return made


def test_rows_that_came_went_and_changed_are_counted(repository: Repository) -> None:
    repository.commit("2026-05-01", [ROWS[0], "001,中央の公園", "003,南公園", "004,東公園"])
    newest, first = repository.editions()
    assert newest == Edition(
        "2026-05-01",
        EditionKind.CHANGED,
        (ResourceChange("parks", "", None, added=2, removed=1, changed=1),),
    )
    assert first == Edition("2026-04-01", EditionKind.FIRST)


def test_what_is_only_written_otherwise_is_silent(repository: Repository) -> None:
    quoted = [",".join(f'"{cell}"' for cell in row.split(",")) for row in ROWS]
    repository.commit("2026-05-01", quoted, DESCRIPTOR + "# 注\n")
    assert [edition.kind for edition in repository.editions()] == [EditionKind.FIRST]


def test_the_description_and_other_files_are_told(repository: Repository) -> None:
    (repository.folder / "notes.pdf").write_bytes(b"%PDF-1.4")
    changed = DESCRIPTOR.replace("公園の一覧です。", "市の公園の一覧です。").replace("CC-BY-4.0", "PDL-1.0")
    repository.commit("2026-05-01", None, changed)
    newest = repository.editions()[0]
    assert newest.about == (Aspect.DESCRIPTION, Aspect.LICENCE)
    assert newest.files_added == ("notes.pdf",)


def test_a_day_is_one_edition_and_a_day_that_undid_itself_none(repository: Repository) -> None:
    repository.commit("2026-05-01", [*ROWS, "003,南公園"])
    repository.commit("2026-05-01", [*ROWS, "003,南公園", "004,東公園"])
    repository.commit("2026-06-01", ROWS)
    repository.commit("2026-06-01", [*ROWS, "003,南公園", "004,東公園"], DESCRIPTOR % "2026-05-01")
    editions = repository.editions()
    assert [(each.day, [change.added for change in each.resources]) for each in editions] == [
        ("2026-05-01", [2]),
        ("2026-04-01", []),
    ]


def test_a_pull_request_is_what_it_brought_to_the_main_line(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit("2026-05-01", [*ROWS, "003,南公園"])
    repository.commit("2026-05-02", [*ROWS, "003,南公園", "004,東公園"])
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "merged", "branch", day="2026-05-10")
    assert [(each.day, [change.added for change in each.resources]) for each in repository.editions()] == [
        ("2026-05-10", [2]),
        ("2026-04-01", []),
    ]


def test_a_new_name_is_the_same_dataset(repository: Repository) -> None:
    repository.git("mv", "datasets/kaku-city/parks", "datasets/kaku-city/city-parks", day="2026-05-01")
    repository.folder = repository.root / "datasets/kaku-city/city-parks"
    renamed = DESCRIPTOR.replace("name: parks\ntitle: 公園一覧", "name: city-parks\naliases: [parks]\ntitle: 公園一覧")
    repository.commit("2026-05-01", ROWS, renamed)
    repository.commit("2026-06-01", [*ROWS, "003,南公園"], renamed)
    id = DatasetId(Slug("kaku-city"), Slug("city-parks"))
    editions = repository.editions("kaku-city/parks", id=id)
    assert editions[0].day == "2026-06-01"
    assert editions[-1] == Edition("2026-04-01", EditionKind.FIRST)


def test_an_edition_that_cannot_be_read_is_told_as_such(repository: Repository) -> None:
    repository.commit("2026-05-01", None, "not: [a dataset\n")
    repository.commit("2026-06-01", None)
    assert [edition.kind for edition in repository.editions()][:2] == [EditionKind.UNREAD, EditionKind.UNREAD]


def test_a_shallow_clone_does_not_say_that_everything_is_new(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-05-01", [*ROWS, "003,南公園"])
    repository.commit("2026-06-01", [*ROWS, "003,南公園", "004,東公園"])
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "2", repository.root.as_uri(), str(clone))
    histories = read_histories(clone, {ID: ()}, ResultStore(clone / ".catalog"), 1)
    assert [edition.day for edition in histories[ID]] == ["2026-06-01"]
    assert len(read_head(clone).cut) == 1


def test_without_git_there_is_no_history_and_no_harm(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    assert read_histories(tmp_path, {ID: ()}, ResultStore(tmp_path / ".catalog"), 1) == {}


def test_a_catalog_may_lie_in_a_folder_of_a_repository(repository: Repository) -> None:
    inside = repository.root / "site"
    shutil.copytree(repository.root / "datasets", inside / "datasets")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "moved", day="2026-07-01")
    changes = read_folder_changes(inside, read_head(inside))
    assert [(change.place, change.day) for change in changes] == [("kaku-city/parks", "2026-07-01")]


def test_what_is_known_is_not_compared_again(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("2026-05-01", [*ROWS, "003,南公園"])
    store = ResultStore(repository.root / ".catalog")
    before = read_histories(repository.root, {ID: ()}, store, 1)
    repository.commit("2026-06-01", [*ROWS, "003,南公園", "004,東公園"])
    compared: list[int] = []
    compare = past._compare
    monkeypatch.setattr(
        past,
        "_compare",
        lambda root, datasets, count: compared.append(len(datasets[0][1])) or compare(root, datasets, count),
    )
    after = read_histories(repository.root, {ID: ()}, store, 1)
    assert compared == [1]
    assert after[ID][1:] == before[ID]
    monkeypatch.setattr(past, "read_folder_changes", lambda *arguments: pytest.fail("the history was read again"))
    assert read_histories(repository.root, {ID: ()}, store, 1) == after


def test_the_same_commit_tells_the_same_from_nothing_and_step_by_step(repository: Repository) -> None:
    store = ResultStore(repository.root / ".catalog/steps")
    rows = [*ROWS]
    for number in range(3, 9):
        rows = [*rows, f"{number:03d},公園"]
        repository.commit(f"2026-05-{number:02d}", rows)
        stepwise = read_histories(repository.root, {ID: ()}, store, 1)
    assert stepwise == read_histories(repository.root, {ID: ()}, ResultStore(repository.root / ".catalog/new"), 1)


def test_names_that_lead_out_of_the_folder_are_refused(repository: Repository) -> None:
    """Git itself would refuse to make such a tree; a repository from elsewhere may have one."""
    blob = _output(repository, b"x", "hash-object", "-w", "--stdin")
    tree = _output(
        repository,
        b"100644 ../../../evil\0" + bytes.fromhex(blob),
        "hash-object",
        "-w",
        "-t",
        "tree",
        "--literally",
        "--stdin",
    )
    steps = (Step("2026-05-01", tree, tree),)
    from catalog.pipeline.past_worker import compare_steps

    found = compare_steps(past.StepsTask(repository.root, ((ID, steps),)))
    assert [value["kind"] for value in found.values()] == ["unread"]
    assert not (repository.root.parent / "evil").exists()


def _output(repository: Repository, content: bytes, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=repository.root, input=content, capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_only_the_last_days_are_looked_at() -> None:
    changes = [
        FolderChange(str(ID), number, f"2026-01-{31 - number:02d}", f"{number + 1}", f"{number}")
        for number in range(20)
    ]
    ((_, steps),) = derive_steps(changes, {ID: ()})
    assert len(steps) == past.MOST_DAYS
    assert steps[0] == Step("2026-01-31", "1", "0")


def test_editions_are_kept_whole() -> None:
    change = ResourceChange("a", "表", "Table", 1, 2, 3, 4, ("x",), ("y",), (("p", "q"),), True, True)
    edition = Edition("2026-04-01", EditionKind.CHANGED, (change,), (Aspect.TITLE,), ("f",), ("g",), ("h",), 5)
    assert decode_edition(encode_edition(edition)) == edition

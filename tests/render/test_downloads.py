"""Downloads: the forms that most people want in sight, the others a tap away, and why one isn't there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from catalog.i18n import interface_texts
from catalog.model.described import METADATA_ROLES, DescribedResource, LostCharacter, MissingForm
from catalog.model.text import LANGS, Lang
from catalog.render.downloads import MAIN_ROLES, ROLES, file_groups, file_types
from tests.render import samples

TYPES = {"excel-csv": "csv", "cp932-csv": "csv", "english-csv": "csv", "original": "xls", "datapackage": "json"}
RESOURCE_ROLES = [role for role in ROLES if role not in {"zip", "datapackage", *METADATA_ROLES}]


def whole(*missing: MissingForm) -> DescribedResource:
    """Return a resource that is offered in every form, but for those that are *missing*."""
    without = {each.role for each in missing}
    files = [
        samples.distribution(f"data/fictitious-city/sample/offices.{role}", role, TYPES.get(role, role))
        for role in reversed(RESOURCE_ROLES)
        if role not in without
    ]
    return replace(samples.resource(), distributions=tuple(files), missing_forms=missing)


def page_of(resource: DescribedResource, lang: Lang) -> str:
    return samples.pages(samples.described(resources=[resource]))[lang].body_html


@pytest.mark.parametrize("lang", LANGS)
def test_main_forms_come_first_and_the_others_lie_behind(lang: Lang) -> None:
    (group,) = file_groups(samples.described(resources=[whole()]), lang)
    texts = interface_texts(lang)
    names = [texts[f"role_{role}"].format(type="XLS") for role in RESOURCE_ROLES]
    assert [file.label for file in group.files] == names[: len(MAIN_ROLES)]
    assert [file.label for file in group.others] == names[len(MAIN_ROLES) :]
    assert [file.is_main for file in (*group.files, *group.others)] == [True] + [False] * (len(names) - 1)
    html = page_of(whole(), lang)
    closed = re.search(rf"<details><summary>{texts['other_forms']}.*?</details>", html, re.DOTALL)
    assert closed is not None
    assert closed[0].count("<a ") == len(group.others)


def test_a_file_that_is_no_table_has_nothing_behind() -> None:
    resource = replace(samples.resource(), distributions=(samples.distribution("x.pdf", "original", "pdf"),))
    assert interface_texts("ja")["other_forms"] not in page_of(resource, "ja")


def test_lists_show_the_main_kinds_of_files() -> None:
    assert file_types(samples.described(resources=[whole()])) == ("csv", "xlsx", "json", "geojson", "xls")


LOST = MissingForm(
    "cp932-csv",
    "characters",
    (LostCharacter("〜", 1_300, tuple(range(2, 22)), 1_200), LostCharacter("\u200b", 1, (7,), 1)),
    3,
)


def test_the_page_says_which_characters_of_which_rows_would_be_lost() -> None:
    (group,) = file_groups(samples.described(resources=[whole(LOST)]), "ja")
    (view,) = group.missing
    assert view.characters[0] == ("〜 (U+301C)", "、".join(map(str, range(2, 22))) + "行目（ほかに1,180行）")
    assert view.characters[1] == ("\\u200b (U+200B)", "7行目")
    assert view.more == "ほかに1種類の文字があります。"
    html = page_of(whole(LOST), "en")
    assert "There is no CSV in Shift_JIS" in html
    assert "21 and 1,180 more rows" in html
    assert "row 7<" in html
    assert "There is 1 more such character." in html


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("reason", ["rows", "columns", "cell", "size"])
def test_the_page_says_why_there_is_no_workbook(reason: str, lang: Lang) -> None:
    html = page_of(whole(MissingForm("xlsx", reason)), lang)
    assert interface_texts(lang)[f"unoffered_xlsx_{reason}"].replace("'", "&#39;") in html
    assert "offices.xlsx" not in html

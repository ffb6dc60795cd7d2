"""A shell is a page with slots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.render.shell import SLOTS, body_placeholder, parse_shell, slot_token


def test_a_shell_gives_back_the_page_with_its_slots_filled() -> None:
    html = f"<html>\n    <head>{slot_token('head')}</head>\n  <body>\n{body_placeholder()}{slot_token('toc')}</body>"
    shell = parse_shell(html)
    slots = {slot: f"<{slot}>".encode() for slot in SLOTS}
    assert shell.fill(slots) == b"<html>\n<head><head></head>\n<body>\n<body><toc></body>"


@given(st.dictionaries(st.sampled_from(SLOTS), st.text(), min_size=len(SLOTS)))
def test_what_is_filled_in_is_never_read_as_a_slot(texts: dict[str, str]) -> None:
    shell = parse_shell(f"a{body_placeholder()}b{slot_token('title')}c")
    slots = {slot: (texts[slot] + slot_token("head")).encode() for slot in SLOTS}
    assert shell.fill(slots) == b"a%bb%bc" % (slots["body"], slots["title"])


@pytest.mark.parametrize("html", ["no slot", f"{body_placeholder()}{body_placeholder()}", "[[machi-slot:other]]"])
def test_a_theme_that_loses_the_body_is_a_bug(html: str) -> None:
    with pytest.raises(ValueError, match="theme"):
        parse_shell(html)

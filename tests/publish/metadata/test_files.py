"""The metadata files of a layer: where they are, and what they are called."""

from __future__ import annotations

from dataclasses import replace

from catalog.model.described import METADATA_ROLES
from catalog.publish.metadata.files import plan_layer_metadata
from catalog.publish.metadata.xml import element, render_xml, text_element
from tests.publish.factory import write
from tests.publish.metadata.subjects import LayerSubject, bare, ordinary


def plan(subject: LayerSubject) -> dict[str, str]:
    described = replace(subject.described, layer=subject.layer)
    passes = plan_layer_metadata(subject.dataset, described, subject.municipality, subject.site)
    files = [file for each in passes for file in write(each)]
    assert all(file.size_bytes > 500 for file in files)
    return {file.distribution.role: file.distribution.uri for file in files}


def test_they_lie_beside_the_other_files() -> None:
    folder = "data/okayama-city/ward-offices/offices"
    assert plan(ordinary()) == {
        "iso19139": f"{folder}.iso19139.xml",
        "jmp20": f"{folder}.jmp20.xml",
        "record-ja": f"{folder}.record.ja.json",
        "record-en": f"{folder}.record.en.json",
    }
    assert tuple(plan(ordinary())) == METADATA_ROLES


def test_without_a_date_there_is_no_jmp() -> None:
    assert "jmp20" not in plan(bare())


def test_what_is_no_layer_has_none() -> None:
    subject = ordinary()
    described = replace(subject.described, layer=None)
    assert plan_layer_metadata(subject.dataset, described, subject.municipality, subject.site) == ()


def test_xml_holds_what_xml_can_hold() -> None:
    content = render_xml(element("a", text_element("b", "<&>\x00\r", c='"\n'), None, [element("d")]))
    assert content.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <b c="&quot;&#10;">&lt;&amp;&gt;\ufffd&#13;</b>\n  <d/>\n</a>\n'
    )

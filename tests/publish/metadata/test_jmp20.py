"""JMP 2.0: its elements in their order, its codes, nobody's name."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from catalog.model.dataset import Period
from catalog.model.layer import ReferenceSystem
from catalog.publish.metadata.jmp20 import render_jmp20, system_name
from tests.publish.metadata.subjects import SUBJECTS, bare, full, ordinary

SPACE = "{http://zgate.gsi.go.jp/ch/jmp/}"

# What may be in an element, in this order; "!" is mandatory, "*" may repeat. Source: JMP20.xsd of the authority.
PARTY = "individualName organisationName positionName contactInfo role!"
IDENTIFIER = "authority code!"
BOX = "extentTypeCode extentReferenceSystem"
CONTENT = {
    "MD_Metadata": "identificationInfo! dataQualityInfo distributionInfo referenceSystemInfo fileIdentifier language! "
    "characterSet! parentIdentifier hierarchyLevel* hierarchyLevelName* contact! dateStamp! metadataStandardName "
    "metadataStandardVersion",
    "identificationInfo": "MD_DataIdentification!",
    "MD_DataIdentification": "citation! abstract! purpose status* pointOfContact* resourceConstraints "
    "descriptiveKeywords graphicOverview spatialRepresentationType* spatialResolution* language!* characterSet!* "
    "topicCategory* extent*",
    "citation": "title! date!*",
    "date": "date! dateType!",
    "pointOfContact": PARTY,
    "contact": PARTY,
    "contactInfo": "phone address onlineResource hoursOfService contactInstructions",
    "onlineResource": "linkage! description",
    "onLine": "linkage! description",
    "resourceConstraints": "MD_Constraints!*",
    "MD_Constraints": "useLimitation*",
    "descriptiveKeywords": "MD_Keywords!*",
    "MD_Keywords": "keyword!* type",
    "spatialResolution": "equivalentScale distance",
    "equivalentScale": "denominator!",
    "language": "isoCode!",
    "extent": "description verticalElement temporalElement geographicElement",
    "temporalElement": "EX_TemporalExtent!*",
    "EX_TemporalExtent": "extent!",
    "beginEnd": "begin! end!",
    "geographicElement": "EX_GeographicBoundingBox* EX_CoordinateBoundingBox* EX_GeographicDescription*",
    "EX_GeographicBoundingBox": f"{BOX} westBoundLongitude! eastBoundLongitude! southBoundLatitude! "
    "northBoundLatitude!",
    "EX_CoordinateBoundingBox": f"{BOX} westBoundCoordinate! eastBoundCoordinate! southBoundCoordinate! "
    "northBoundCoordinate!",
    "EX_GeographicDescription": f"{BOX} geographicIdentifier!",
    "extentReferenceSystem": IDENTIFIER,
    "geographicIdentifier": IDENTIFIER,
    "referenceSystemIdentifier": IDENTIFIER,
    "dataQualityInfo": "DQ_DataQuality!*",
    "DQ_DataQuality": "scope! lineage report",
    "scope": "level! extent levelDescription*",
    "lineage": "LI_Lineage!",
    "LI_Lineage": "statement!",
    "distributionInfo": "MD_Distribution!",
    "MD_Distribution": "distributionFormat! transferOptions",
    "distributionFormat": "MD_Format!*",
    "MD_Format": "name! version!",
    "transferOptions": "MD_DigitalTransferOptions!*",
    "MD_DigitalTransferOptions": "onLine* offLine",
    "referenceSystemInfo": "MD_ReferenceSystem!*",
    "MD_ReferenceSystem": "referenceSystemIdentifier!",
}
CODES = {"status": 7, "dateType": 3, "type": 5, "role": 11, "level": 16, "hierarchyLevel": 16, "characterSet": 29}
CODES |= {"topicCategory": 19, "spatialRepresentationType": 6}
DAYS = ("dateStamp", "begin", "end")


def read(name: str) -> ElementTree.Element:
    content = render_jmp20(SUBJECTS[name]())
    assert content is not None
    return ElementTree.fromstring(content)


def find_problems(element: ElementTree.Element, parent: str = "") -> list[str]:
    name = element.tag.removeprefix(SPACE)
    children = [child.tag.removeprefix(SPACE) for child in element]
    if not children:
        return find_value_problems(name, element.text or "")
    # A time span is one extent in another.
    allowed = "beginEnd!" if (parent, name) == ("EX_TemporalExtent", "extent") else CONTENT.get(name)
    if allowed is None:
        return [f"{parent}/{name} may have no elements"]
    pattern = "".join(
        f"(?:{word.rstrip('*!')} )" + ({"!*": "+", "!": "", "*": "*"}.get(word[len(word.rstrip("*!")) :], "?"))
        for word in allowed.split()
    )
    problems = [] if re.fullmatch(pattern, "".join(f"{child} " for child in children)) else [f"{name}: {children}"]
    return problems + [problem for child in element for problem in find_problems(child, name)]


def find_value_problems(name: str, value: str) -> list[str]:
    if name in CODES and not (re.fullmatch("[0-9]{3}", value) and 1 <= int(value) <= CODES[name]):
        return [f"{name}: code {value}"]
    if name in DAYS and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return [f"{name}: day {value}"]
    return [] if value.strip() else [f"{name} is empty"]


@pytest.mark.parametrize("name", [name for name in SUBJECTS if name != "bare"])
def test_elements_and_codes_are_those_of_the_schema(name: str) -> None:
    assert find_problems(read(name)) == []


def test_a_wrong_order_is_seen() -> None:
    root = read("full")
    root.append(root[0])
    root.remove(root[0])
    assert find_problems(root) != []


def test_without_a_date_there_is_none() -> None:
    assert render_jmp20(bare()) is None


def test_it_names_organisations_and_no_mail() -> None:
    for name in ("ordinary", "full", "hostile"):
        content = render_jmp20(SUBJECTS[name]()) or b""
        assert b"@" not in content
        assert b"individualName" not in content
    assert read("ordinary").findtext(f"{SPACE}contact/{SPACE}organisationName") == "岡山市情報政策課"


def test_both_systems_have_their_box() -> None:
    root = read("full")
    systems = [each.text for each in root.findall(f".//{SPACE}extentReferenceSystem/{SPACE}code")]
    assert systems == ["WGS84 / (B,L)", "JGD2011 / 5(X,Y)"]
    assert root.findtext(f".//{SPACE}westBoundCoordinate") == "-37911.9"


@pytest.mark.parametrize(
    ("code", "unit", "zone", "name"),
    [
        ("EPSG:6668", "degree", None, "JGD2011 / (B,L)"),
        ("EPSG:2445", "metre", 3, "JGD2000 / 3(X,Y)"),
        ("EPSG:30169", "metre", 9, "TD / 9(X,Y)"),
        ("EPSG:3857", "metre", None, "EPSG:3857"),
        ("EPSG:4267", "degree", None, "EPSG:4267"),
    ],
)
def test_names_of_systems(code: str, unit: str, zone: int | None, name: str) -> None:
    assert system_name(ReferenceSystem(code, "", "", unit, zone)) == name


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024", "2024", ["2024-01-01", "2024-12-31"]),
        ("2023-02", "2024-02", ["2023-02-01", "2024-02-29"]),
        ("2024-04-01", "2025-03-31", ["2024-04-01", "2025-03-31"]),
        ("2024-04-01", None, []),
    ],
)
def test_a_time_has_whole_days(start: str, end: str | None, days: list[str]) -> None:
    root = ElementTree.fromstring(render_jmp20(ordinary(temporal=Period(start, end))) or b"")
    assert [part.text for part in root.iterfind(f".//{SPACE}beginEnd/*")] == days


def test_a_survey_of_a_known_day_is_a_date_of_creation() -> None:
    subject = full()
    declaration = replace(subject.layer.declaration, surveyed="2023-10-05")
    known = replace(subject, layer=replace(subject.layer, declaration=declaration))
    kinds = [
        [each.text for each in ElementTree.fromstring(render_jmp20(one) or b"").iterfind(f".//{SPACE}dateType")]
        for one in (subject, known)
    ]
    assert kinds == [["002", "003"], ["002", "003", "001"]]

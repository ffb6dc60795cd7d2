"""Templates and texts of the interface fit: nothing is missing, nothing is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from catalog.codes import CODES
from catalog.findings import Severity
from catalog.i18n import interface_texts, overview_texts
from catalog.model.conversion import ConversionKind
from catalog.model.dataset import ServiceType
from catalog.model.geometry_repair import GeometryDefect
from catalog.model.site import MunicipalityKind
from catalog.model.text import LANGS, Lang
from catalog.render.downloads import ROLES
from catalog.standards.datums import Datum
from catalog.standards.readability import Seen, Weight
from tests.conftest import ROOT_PATH

RENDER_PATH = ROOT_PATH / "catalog" / "render"
TYPES = (
    *("string", "integer", "number", "boolean", "date", "time", "datetime", "year", "yearmonth", "duration"),
    *("geopoint", "geojson", "object", "array", "list", "any"),
)
FAMILIES = {
    "subject": {code.subject for code in CODES.values()},
    "kind": {kind.value for kind in MunicipalityKind},
    "role": {*ROLES, *(f"{role}_note" for role in ROLES)},
    "unoffered": {
        *("cp932-csv_characters", "shapefile_columns", "shapefile_size", "kml_size"),
        *(f"xlsx_{reason}" for reason in ("rows", "columns", "cell", "size")),
    },
    "severity": {value for each in Severity for value in (each.value, f"{each.value}_meaning")},
    "type": {*TYPES, "with_format"},
    "format": {"uri", "email", "uuid"},
    "finding": {"looks_for", "why", "hint", "bad", "good", "source"},
    "geometry": {f"{prefix}{name}" for prefix in ("", "Multi") for name in ("Point", "LineString", "Polygon")}
    | {"GeometryCollection"},
    "datum": {datum.value for datum in Datum},
    "defect": {*(defect.value for defect in GeometryDefect), "unchecked"},
    "service": {*(service.value for service in ServiceType), "geojson", "layer"},
    "qgis": {*(f"open_{kind}" for kind in ("xyz", "wms", "wfs", "geojson")), "address", "add"},
    "weight": {weight.value for weight in Weight},
    "seen": {seen.value for seen in Seen},
    "changed": {kind.value for kind in ConversionKind},
    "search_js_facet": {"body", "theme", "format", "licence", "map", "standard", "freshness", "language"},
    "search_js_freshness": {"month", "year", "years3", "older", "unknown"},
    "search_js_language": {"ja", "en"},
    "search_js_sort": {"relevance", "updated", "title"},
    "search_js_reason": {
        *("title", "kana", "keywords", "columns", "labels", "departments", "body", "code", "text"),
        *("standard", "theme", "format", "licence"),
    },
    "search_js_map": {"yes"},
    "constraint": {"key", "required", "unique", "minimum", "maximum", "minLength", "maxLength", "pattern", "enum"},
}
"""Keys that are put together from a prefix and a word of the model."""
COUNTED = re.compile(r"(?:counted\(|_counted\(\s*)[\"'](\w+)[\"']")


def sources() -> Iterator[str]:
    """Yield every template and module that says something."""
    for folder, pattern in (("templates", "*.html"), ("theme", "*.html"), ("", "*.py")):
        for path in sorted((RENDER_PATH / folder).rglob(pattern)):
            yield path.read_text("utf-8")


def browser_code(part: str) -> str:
    """Return the code of the map or of the search in the browser."""
    folder = ROOT_PATH / "catalog" / "web" / "src" / part
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.js")))


def used_keys() -> set[str]:
    """Return every key that a template or a module names as a whole."""
    found: set[str] = set()
    for text in sources():
        found |= set(re.findall(r"\b(?:t|texts|words\.(?:ja|en)|words)\.([a-z][a-z_]+)\b(?!\()", text))
        found |= set(re.findall(r"\b(?:interface_)?texts(?:\(lang\))?\[[\"']([a-z_]+)[\"']\]", text))
        found |= {f"{key}_{number}" for key in COUNTED.findall(text) for number in ("one", "other")}
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_word_of_the_model_has_a_text(family: str, lang: Lang) -> None:
    names = {key.removeprefix(f"{family}_") for key in interface_texts(lang) if key.startswith(f"{family}_")}
    assert FAMILIES[family] <= names


@pytest.mark.parametrize("lang", LANGS)
def test_templates_use_only_texts_that_exist(lang: Lang) -> None:
    ours = {key for key in used_keys() if key not in {"items", "text", "get", "format"}}
    assert len(ours) > 80
    assert ours - set(interface_texts(lang)) - set(overview_texts(lang)) == set()


def test_no_text_of_the_overview_is_missing_or_left_over() -> None:
    said = {key for text in sources() for key in re.findall(r"\bo\.([a-z][a-z_]+)\b", text)}
    literals = {literal for text in sources() for literal in re.findall(r"[\"']([a-z][a-z_]+)[\"']", text)}
    families = {f"standard_edition_{each}" for each in ("new", "old")}
    families |= {f"standard_{each}" for each in ("required", "recommended", "optional")}
    feeds = {"changes_of", "changes_of_site"}
    when = {key for key in overview_texts("ja") if key.startswith("when_")}  # the browser says them
    counted = {f"{literal}_{number}" for literal in literals for number in ("one", "other")}
    assert said <= set(overview_texts("ja"))
    assert set(overview_texts("ja")) - said - literals - families - counted - feeds - when == set()


def test_no_text_is_left_over() -> None:
    families = {f"{family}_{name}" for family, names in FAMILIES.items() for name in names}
    literals = {literal for text in sources() for literal in re.findall(r"[\"']([A-Za-z][A-Za-z0-9_-]+)[\"']", text)}
    counted = {f"{literal}_{number}" for literal in literals for number in ("one", "other")}
    browser = {
        f"{part}_js_{key}{number}"
        for part in ("map", "search")
        for key in re.findall(r"\"(\w+)\"", browser_code(part))
        for number in ("", "_one", "_other")
    }
    assert set(interface_texts("ja")) - used_keys() - families - literals - counted - browser == set()


@pytest.mark.parametrize("lang", LANGS)
def test_the_map_says_only_what_there_is_a_text_for(lang: Lang) -> None:
    texts = interface_texts(lang)
    words = {key.removeprefix("map_js_").removesuffix("_one") for key in texts if key.startswith("map_js_")}
    said = set(re.findall(r"\b(?:say|tell|count|LayerError)\(\s*\"(\w+)\"", browser_code("map")))
    assert len(said) > 30
    assert said - words == {"colon"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_search_says_only_what_there_is_a_text_for(lang: Lang) -> None:
    texts = interface_texts(lang)
    words = {key.removeprefix("search_js_").removesuffix("_one") for key in texts if key.startswith("search_js_")}
    said = set(re.findall(r"\b(?:say|count)\(\s*\"(\w+)\"", browser_code("search")))
    assert len(said) > 10
    assert said - words == set()


def test_templates_say_nothing_by_themselves() -> None:
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    for path in (RENDER_PATH / "templates").glob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert japanese.findall(text) == [], path.name
        words = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
        assert re.findall(r"[A-Za-z]{3,}", words) == [], path.name

"""Imports run one way through the rooms of the package (docs/en/developers/architecture.md)."""

from __future__ import annotations

import ast

from tests.contracts.source import ROOT_PATH, Module, modules

# From the top down. A room may import the rooms of the tiers below, never another room of its own tier.
TIERS = (
    {"__main__"},
    {"cli"},
    {"commands"},
    {"pipeline"},
    {"report", "render", "publish"},
    {"check", "convert", "describe"},
    {"load", "store"},
    {"infer"},
    {"standards", "i18n", "codes", "notation", "shapes"},
    {"model"},
    {"findings"},
)
TIER_OF = {room: number for number, tier in enumerate(TIERS) for room in tier}


def room_of(name: str) -> str | None:
    """Return the room of an imported name of ours, or None for a library's."""
    parts = name.split(".")
    return parts[1] if parts[0] == "catalog" and len(parts) > 1 else None


def upward_imports(module: Module) -> list[str]:
    """Return what *module* imports from a room that isn't below its own."""
    # The package itself holds nothing but its name and version, so that it imports nothing of ours.
    tier = TIER_OF.get(module.room, len(TIERS))
    rooms = ((name, room_of(name)) for name in module.imports())
    return [name for name, room in rooms if room in TIER_OF and room != module.room and TIER_OF[room] <= tier]


def test_every_module_is_in_a_known_room() -> None:
    assert [module.name for module in modules() if module.room and module.room not in TIER_OF] == []


def test_imports_run_down() -> None:
    assert {module.name: names for module in modules() if (names := upward_imports(module))} == {}


def test_the_package_knows_no_mkdocs() -> None:
    imported = {(module.name, name.split(".")[0]) for module in modules() for name in module.imports()}
    assert [pair for pair in imported if pair[1] in {"mkdocs", "material", "pymdownx"}] == []


def test_an_upward_import_is_seen() -> None:
    tree = ast.parse("def f():\n    from ..convert import cells\n    from catalog.model import ids")
    module = Module("catalog.check.table", ROOT_PATH, tree, is_package=False)
    assert upward_imports(module) == ["catalog.convert.cells"]


def test_relative_imports_are_understood() -> None:
    names = {module.name for module in modules()}
    assert {"catalog", "catalog.findings", "catalog.model.ids"} <= names
    findings = next(module for module in modules() if module.name == "catalog.model.marked")
    assert "catalog.findings.Location" in set(findings.imports())


def circle_in(imports: dict[str, set[str]]) -> list[str]:
    """Return modules that import one another in a circle, in that order; nothing where there is none."""
    done: set[str] = set()

    def search(name: str, way: list[str]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        found: list[str] = []
        for other in sorted(imports.get(name, ())) if name not in done else ():
            found = found or search(other, [*way, name])
        done.add(name)
        return found

    return next((found for name in sorted(imports) if (found := search(name, []))), [])


def test_no_modules_import_one_another() -> None:
    names = {module.name for module in modules()}
    imports = {
        module.name: {name if name in names else name.rpartition(".")[0] for name in module.imports()} & names
        for module in modules()
    }
    imports = {name: others - {name, name.rpartition(".")[0]} for name, others in imports.items()}
    assert circle_in(imports) == []
    assert circle_in({**imports, "catalog.findings": {"catalog.cli"}})[0] in names

"""Imports run one way through the rooms of the package (docs/en/developers/architecture.md)."""

from __future__ import annotations

import pytest

from tests.contracts.source import Module, modules

# From the top down. A room may import the rooms of the tiers below, never another room of its own tier.
TIERS = (
    {"cli", "__main__"},
    {"pipeline"},
    {"report", "render", "publish"},
    {"check", "convert", "describe"},
    {"load", "store"},
    {"standards", "i18n", "codes"},
    {"model"},
    {"findings"},
)
TIER_OF = {room: number for number, tier in enumerate(TIERS) for room in tier}


def room_of(name: str) -> str | None:
    """Return the room of an imported name of ours, or None for a library's."""
    parts = name.split(".")
    return parts[1] if parts[0] == "catalog" and len(parts) > 1 else None


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_every_module_is_in_a_known_room(module: Module) -> None:
    assert module.room == "" or module.room in TIER_OF


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_imports_run_down(module: Module) -> None:
    # The package itself holds nothing but its name and version, so that it imports nothing of ours.
    lowest = TIER_OF.get(module.room, len(TIERS))
    upward = [
        name
        for name in module.imports()
        if (room := room_of(name)) in TIER_OF and room != module.room and TIER_OF[room] <= lowest
    ]
    assert upward == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_the_package_knows_no_mkdocs(module: Module) -> None:
    assert [name for name in module.imports() if name.split(".")[0] in {"mkdocs", "material", "pymdownx"}] == []


def test_relative_imports_are_understood() -> None:
    names = {module.name for module in modules()}
    assert {"catalog", "catalog.findings", "catalog.model.ids"} <= names
    findings = next(module for module in modules() if module.name == "catalog.model.marked")
    assert "catalog.findings.Location" in set(findings.imports())

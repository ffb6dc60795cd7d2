"""The locks hold what ``pyproject.toml`` asks for, exactly and with hashes."""

from __future__ import annotations

import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.contracts.source import ROOT_PATH, modules

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock", "requirements-uv.lock")
PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;]+)(?: ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


@cache
def project() -> dict[str, Any]:
    """Return ``pyproject.toml``."""
    return tomllib.loads((ROOT_PATH / "pyproject.toml").read_text("utf-8"))


@cache
def locked(name: str) -> dict[str, str]:
    """Return version by name of package."""
    text = (ROOT_PATH / name).read_text("utf-8")
    return {match["name"]: match["version"] for match in map(PIN.fullmatch, text.splitlines()) if match}


def unmet(requirements: list[str], lock: str) -> list[str]:
    """Return those of *requirements* that *lock* doesn't meet."""
    versions = locked(lock)
    parsed = [Requirement(requirement) for requirement in requirements]
    return [str(r) for r in parsed if not r.specifier.contains(versions.get(canonicalize_name(r.name), "0"))]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_exact_versions_with_hashes_and_nothing_else(lock: str) -> None:
    lines = (ROOT_PATH / lock).read_text("utf-8").splitlines()
    code = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert [line for line in code if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []
    assert len(locked(lock)) == sum(PIN.fullmatch(line) is not None for line in code), "one version of each package"


def test_the_locks_meet_the_project() -> None:
    groups = project()["dependency-groups"]
    runtime = project()["project"]["dependencies"]
    assert unmet([*runtime, *groups["build"]], "requirements.lock") == []
    assert unmet([*runtime, *groups["build"], *groups["test"]], "requirements-test.lock") == []
    assert unmet(groups["bench"], "requirements-bench.lock") == []
    assert unmet(groups["uv"], "requirements-uv.lock") == []


def test_tests_run_with_the_versions_of_the_site() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-test.lock").items()


def test_a_build_without_isolation_finds_what_a_build_with_isolation_gets() -> None:
    assert set(project()["build-system"]["requires"]) <= set(project()["dependency-groups"]["build"])


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT_PATH / "pyproject.toml").read_text("utf-8")
    lists = re.findall(r"^(?:dependencies|test) = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert len(lists) == 2
    assert [line for part in lists for line in part.splitlines() if " # " not in line] == []


def test_everything_imported_is_a_dependency() -> None:
    distributions = packages_distributions()
    ours = [*modules("catalog"), *modules("hooks")]
    imported = {name.split(".")[0] for module in ours for name in module.imports()}
    foreign = imported - sys.stdlib_module_names - {"catalog", "hooks"}
    declared = {canonicalize_name(Requirement(text).name) for text in project()["project"]["dependencies"]}
    providers = {name: {canonicalize_name(provider) for provider in distributions.get(name, [])} for name in foreign}
    assert {name: found for name, found in providers.items() if not found & declared} == {}

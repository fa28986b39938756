"""The frame itself: pins, versions, pages, and that what they name is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import detente
from detente.codebook.frames import KEYS, KINDS, PLACES, STATUSES, Words, read_frame
from detente.codebook.lexicon import HERE, load_lists
from detente.codebook.plover import load_plover
from detente.codebook.yamltext import read_entries

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "requirements-embed.txt")
PINNED_EXTRAS = {"dev": REQUIREMENTS[1], "embed": REQUIREMENTS[2]}
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LEXICON_PAGE = ROOT / "docs" / "lexicon.md"

PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; [^\\]+)? \\")
HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}(?: \\)?")
ADDRESS = re.compile(r"://|@|^\s*-\S|\b(?:git|hg|svn)\+|--(?:extra-)?index-url|--find-links|--trusted-host", re.M)
REGISTRIES = tuple(
    ".".join(parts)  # assembled here, so that this file does not name them either
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
        ("deb", "debian", "org"), ("crates", "io"), ("proxy", "golang", "org"), ("anaconda", "org"),
        ("maven", "apache", "org"), ("rubygems", "org"),
    )
)  # fmt: skip
CALL = re.compile(r"(?:^|[`\n])\s*(?:time )?make(?: --?\S+| \w+=\S+)* ([a-z-]+)")
MADE = {"build", "dist", "detente-demo", "__pycache__", "node_modules"}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def pins_of(name: str) -> dict[str, str]:
    return {canonicalize_name(m["name"]): m["version"] for m in PIN.finditer(read(ROOT / name))}


def project_files() -> Iterator[Path]:
    """Files that belong to the project: no environments, caches or things that were built."""
    for folder, below, files in os.walk(ROOT):
        below[:] = [d for d in below if d not in MADE and (not d.startswith(".") or d == ".ci")]
        yield from (Path(folder, file) for file in files)


def registries_in(text: str) -> list[str]:
    low = text.lower()
    return [host for host in REGISTRIES if host in low]


def section(page: str, heading: str) -> str:
    """The text from a heading of the second level to the next."""
    return re.split(r"^## ", page.split(f"\n## {heading}\n", 1)[1], maxsplit=1, flags=re.M)[0]


def rows_in(text: str) -> set[str]:
    """Names in backticks in the first column of a section's tables."""
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.M))


# -- requirements ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_by_hash_and_has_no_address(name: str) -> None:
    lines = read(ROOT / name).splitlines()
    assert lines[0].startswith("#")
    pinned = False  # whether the line above opened or continued a pin
    for number, line in enumerate(lines[1:], 2):
        where = f"{name}:{number}: {line}"
        if PIN.fullmatch(line):
            assert not pinned, f"{where}: the package above has no last hash"
        else:
            assert HASH.fullmatch(line), where
            assert pinned, f"{where}: a hash without a package"
        pinned = line.endswith("\\")
    assert not pinned, f"{name} ends within a package"
    assert not ADDRESS.search(re.sub(r" {4}--hash=sha256:", "", read(ROOT / name)))


@pytest.mark.parametrize("line", ["-e .", "--index-url x", "a @ file:///a.whl", "git+ssh://a/b"])
def test_an_address_is_seen(line: str) -> None:
    assert ADDRESS.search(line)


def test_the_files_share_no_package_with_the_first_and_no_two_differ() -> None:
    runtime, dev, embed = (pins_of(name) for name in REQUIREMENTS)
    assert not runtime.keys() & {**dev, **embed}.keys()
    assert {p: dev[p] for p in dev.keys() & embed.keys()} == {p: embed[p] for p in dev.keys() & embed.keys()}


@pytest.mark.parametrize("dependency", PROJECT["dependencies"])
def test_the_pin_is_what_the_project_asks_for(dependency: str) -> None:
    is_pinned(dependency, pins_of(REQUIREMENTS[0]))


@pytest.mark.parametrize(
    ("extra", "dependency"), [(e, d) for e in PINNED_EXTRAS for d in PROJECT["optional-dependencies"][e]]
)
def test_the_pin_is_what_an_extra_asks_for(extra: str, dependency: str) -> None:
    is_pinned(dependency, {**pins_of(REQUIREMENTS[0]), **pins_of(PINNED_EXTRAS[extra])})


def is_pinned(dependency: str, pins: dict[str, str]) -> None:
    wanted = Requirement(dependency)
    name = canonicalize_name(wanted.name)
    assert name in pins, f"{name} is not pinned; run `make requirements`"
    assert wanted.specifier.contains(pins[name], prereleases=True), f"{name} is pinned at {pins[name]}"


@pytest.mark.parametrize("dependency", PROJECT["dependencies"])
def test_every_dependency_has_its_reason(dependency: str) -> None:
    page = next(p for p in DECISIONS if p.name.endswith("-dependencies.md"))
    named = {name for row in re.findall(r"^\| (.+?) \|", read(page), re.M) for name in re.findall(r"`([^`]+)`", row)}
    assert Requirement(dependency).name in named, f"{page.name} gives no reason for it"


# -- what no file may name ---------------------------------------------------------------------------


def test_no_file_names_a_registry_host() -> None:
    named = {}
    for path in project_files():
        hosts = registries_in(path.read_bytes().decode("utf-8", errors="ignore"))
        if hosts:
            named[str(path.relative_to(ROOT))] = hosts
    assert not named


@pytest.mark.parametrize("host", REGISTRIES)
def test_a_registry_host_is_seen(host: str) -> None:
    assert registries_in(f"pip install --index-url https://{host.upper()}/simple x") == [host]


# -- versions ----------------------------------------------------------------------------------------


def test_citation_has_the_package_version() -> None:
    citation = yaml.safe_load(read(ROOT / "CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["version"] == detente.__version__
    assert citation["license"] == PROJECT["license"]


def test_changelog_has_the_package_version_and_the_heading_for_coded_data() -> None:
    newest = re.split(r"^## ", read(ROOT / "CHANGELOG.md"), flags=re.M)[1]
    assert detente.__version__ in newest.splitlines()[0]
    assert "### Changes that alter coded data" in newest


# -- pages -------------------------------------------------------------------------------------------


def test_decisions_are_numbered_in_sequence() -> None:
    assert DECISIONS
    for number, path in enumerate(DECISIONS, 1):
        assert re.fullmatch(rf"{number:04d}-[a-z0-9-]+\.md", path.name)
        assert read(path).startswith(f"# {number}. "), f"{path.name} has another number in its title"


@pytest.mark.parametrize("path", DECISIONS, ids=lambda p: p.stem)
def test_a_decision_tells_context_and_consequences(path: Path) -> None:
    page = read(path)
    assert re.match(r"# \d+\. .+\n\n\d{4}-\d\d-\d\d\n\n## Context\n", page), "title, day, context"
    assert "\n## Consequences\n" in page


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)\s#]+)[^)]*\)", read(path))
    missing = [t for t in targets if "://" not in t and not t.startswith("mailto:") and not (path.parent / t).exists()]
    assert not missing


def test_pages_that_the_source_names_are_there() -> None:
    named = {
        (str(path.relative_to(ROOT)), page)
        for path in [ROOT / "pyproject.toml", *(ROOT / "src").rglob("*.py")]
        for page in re.findall(r"\bdocs/[\w/.-]+\.md", read(path))
    }
    assert named
    assert not [where for where in named if not (ROOT / where[1]).is_file()]


def test_the_lexicon_page_has_every_key() -> None:
    assert rows_in(section(read(LEXICON_PAGE), "Keys")) == KEYS


def test_the_lexicon_page_has_every_condition_on_a_place() -> None:
    conditions = {field.name for field in fields(Words)} - {"words"}
    told = section(read(LEXICON_PAGE), "Keys").split("Under which conditions.")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", told)) - KEYS == conditions


def test_the_lexicon_page_has_every_place() -> None:
    places = section(read(LEXICON_PAGE), "Places")
    _, told, prepositions = re.split(r"\n\n(?=\| place|And behind)", places, maxsplit=2)
    listed = set(re.findall(r"`([^`]+)`", prepositions.split("\n\n")[0].replace("\n", " ")))
    assert rows_in(told) | listed == PLACES


def test_the_lexicon_page_has_every_channel_and_status() -> None:
    page = section(read(LEXICON_PAGE), "Channels")
    kinds, statuses = re.search(r"Kinds: (.+?)\.\s.*?Statuses: (.+?)\.\s", page, re.S).groups()
    assert set(re.findall(r"`(\w+)`", kinds)) == KINDS
    assert set(re.findall(r"`(\w+)`", statuses)) == STATUSES


def test_the_entries_on_the_lexicon_page_are_valid(tmp_path: Path) -> None:
    plover, lists = load_plover(HERE / "data" / "plover"), load_lists(HERE / "lexicon" / "en" / "lists")
    blocks = re.findall(r"```yaml\n(- id: .+?)```", read(LEXICON_PAGE), re.S)
    assert blocks
    for block in blocks:
        file = tmp_path / "page.yaml"
        file.write_text(block, encoding="utf-8")
        for entry in read_entries(file):
            assert read_frame(entry, plover, lists).id == entry.text("id")


# -- make, CI, hooks ---------------------------------------------------------------------------------


def targets() -> set[str]:
    return set(re.search(r"^\.PHONY: (.+)$", read(ROOT / "Makefile"), re.M)[1].split())


def test_every_target_is_made_somewhere() -> None:
    made = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.M))
    assert made == targets()


@pytest.mark.parametrize("path", [*PAGES, ROOT / ".ci" / "run"], ids=lambda p: p.relative_to(ROOT).as_posix())
def test_pages_name_only_targets_that_exist(path: Path) -> None:
    text = read(path)
    spans = [text] if path.suffix != ".md" else re.findall(r"`{1,3}[^`]+`{1,3}", text)
    said = {target for span in spans for target in CALL.findall(span)}
    assert said <= targets()


def test_ci_is_an_executable_script_that_stops_at_the_first_fault() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in read(script)
    assert re.search(r"^make .*\bcheck$", read(script).rstrip(), re.M)
    subprocess.run(["bash", "-n", script], check=True)


def test_check_ends_with_the_tests() -> None:
    recipe = re.search(r"^check:.*\n((?:\t.+\n)+)", read(ROOT / "Makefile"), re.M)[1]
    steps = re.findall(r"\$\(MAKE\) --no-print-directory (\w+)", recipe)
    assert steps == ["lint", "types", "lexicon", "demo", "demo", "test"]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_without_python_make_says_so_in_a_sentence(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    command = ["make", "--no-print-directory", "PYTHON=", f"VENV={tmp_path / 'venv'}", "venv"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode != 0
    assert "needs Python 3.11 or newer" in ended.stderr


def test_hooks_run_from_the_environment_and_fetch_nothing() -> None:
    repos = yaml.safe_load(read(ROOT / ".pre-commit-config.yaml"))["repos"]
    assert [repo["repo"] for repo in repos] == ["local"]
    for hook in repos[0]["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].startswith(".venv/bin/")

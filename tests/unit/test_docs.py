"""The documents say what there is: a setting, command, target or transition that nobody wrote down is a failure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aid.followups.model import FollowUpKind
from aid.requests.model import Status
from aid.requests.rules import TRANSITIONS
from cli.main import app
from cli.settings import ROOT, Settings

READMES = ("README.md", "README.zh-CN.md")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
HEADINGS = ["Context", "Decision", "Consequence"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def missing(name: str, wanted: Iterator[str]) -> list[str]:
    """Those that the document never names whole: `make run` is not named by `make run-all`."""
    text = text_of(name)
    return [each for each in wanted if not re.search(rf"(?<![\w-]){re.escape(each)}(?![\w-])", text)]


@pytest.mark.parametrize("name", [*READMES, ".env.example"])
def test_every_setting_is_explained(name: str) -> None:
    """Each field of the settings stands in both READMEs and in the example of a .env."""
    assert missing(name, (f"WOBANGLIN_{field.upper()}" for field in Settings.model_fields)) == []


@pytest.mark.parametrize("name", READMES)
def test_no_setting_is_explained_that_does_not_exist(name: str) -> None:
    """A setting that was taken away leaves the READMEs, too."""
    known = {f"WOBANGLIN_{field.upper()}" for field in Settings.model_fields}
    assert set(re.findall(r"WOBANGLIN_[A-Z_]+", text_of(name))) <= known


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_explained(name: str) -> None:
    """Each command of `wobanglin`, the hidden ones included, stands in both READMEs."""
    commands = [each.name for each in (*app.registered_commands, *app.registered_groups)]
    assert commands and missing(name, (f"wobanglin {each}" for each in commands)) == []


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_is_explained(name: str) -> None:
    """Each target that `make` shows stands in both READMEs."""
    targets = re.findall(r"^([a-z][a-z-]*):.*##", text_of("Makefile"), re.MULTILINE)
    assert targets and missing(name, (f"make {each}" for each in targets)) == []


def test_decisions_are_numbered_without_a_gap() -> None:
    """A decision is found by its number."""
    assert [path.name[:4] for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_context_decision_and_consequence(path: Path) -> None:
    """Each decision says why, what, and what follows, on one screen."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == HEADINGS
    assert lines[0].startswith(f"# {path.name[:4]}: ") and len(lines) <= 40


def test_the_status_diagram_shows_exactly_the_legal_moves() -> None:
    """The picture of a request's life and the table that the program obeys are the same."""
    diagram = re.search(r"```mermaid\nstateDiagram-v2\n(.*?)```", text_of("docs/architecture.md"), re.DOTALL)
    assert diagram is not None
    drawn = re.findall(r"^ *(\w+) --> (\w+)", diagram[1], re.MULTILINE)
    legal = {(before.value, after.value) for before, follow in TRANSITIONS.items() for after in follow}
    assert set(drawn) == legal and len(drawn) == len(legal)


def test_the_clocks_table_names_every_clock_and_no_other() -> None:
    """Whoever looks a clock up finds what it does."""
    table = text_of("docs/architecture.md").split("## The clocks")[1].split("\n## ")[0]
    assert sorted(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == sorted(FollowUpKind)


def test_the_glossary_has_every_status() -> None:
    """Each status of a request has its Chinese name and a sentence."""
    assert missing("docs/glossary.md", (f"`{status.value}`" for status in Status)) == []


@pytest.mark.parametrize("name", [*READMES, "docs/architecture.md", "docs/glossary.md"])
def test_every_file_that_is_pointed_to_exists(name: str) -> None:
    """No link of a document leads nowhere."""
    here = (ROOT / name).parent
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text_of(name)) if not link.startswith("http")]
    assert [link for link in links if link and not (here / link).exists()] == []

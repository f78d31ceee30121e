"""The 25 kinds of thing a resident says, as `taxonomy.toml` beside this file lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Any


class Urgency(StrEnum):
    """紧急程度: which clocks of `community.toml` run."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NORMAL = "normal"


class Group(StrEnum):
    """Who deals with a category."""

    HELP = "help"  # matched to volunteers
    SERVICE = "service"  # the property company or a partner first
    COMMUNITY = "community"  # one of the 邻+8宝
    TALK = "talk"  # answered in the chat, never a request
    DANGER = "danger"  # never waits


class UnknownCategory(ValueError):
    """A category id that `taxonomy.toml` does not list."""


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of message; `id` is the Rasa intent and never changes."""

    id: str
    name: str
    en: str
    group: Group
    urgency: Urgency
    sensitive: bool
    means: str
    not_: str


def _category(row: Mapping[str, Any]) -> Category:
    return Category(
        id=row["id"],
        name=row["name"],
        en=row["en"],
        group=Group(row["group"]),
        # Talk is answered in the chat and has no clock of its own.
        urgency=Urgency(row.get("urgency", Urgency.NORMAL)),
        sensitive=bool(row.get("sensitive", False)),
        means=row["means"],
        not_=row.get("not", ""),
    )


def _read() -> Mapping[str, Category]:
    table = tomllib.loads(files(__package__).joinpath("taxonomy.toml").read_text(encoding="utf-8"))
    return MappingProxyType({row["id"]: _category(row) for row in table["category"]})


CATEGORIES: Mapping[str, Category] = _read()


def category(id: str) -> Category:
    """The category of that id; UnknownCategory says which id was asked for."""
    try:
        return CATEGORIES[id]
    except KeyError:
        raise UnknownCategory(f"没有类别 {id!r}, 应为 taxonomy.toml 中的 {len(CATEGORIES)} 个之一") from None

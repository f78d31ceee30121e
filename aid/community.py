"""The compound as its `community.toml` describes it, checked on reading."""

from __future__ import annotations

import re
import tomllib
from datetime import time, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from aid.understanding.taxonomy import CATEGORIES, Urgency


class BadCommunity(ValueError):
    """`community.toml` is missing or wrong; the message names the line to mend."""


class Workdays(BaseModel):
    """A duration counted in working days of the Chinese calendar."""

    model_config = ConfigDict(frozen=True)
    days: int


_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _duration(value: Any) -> timedelta | Workdays:
    text = str(value).strip()
    if found := re.fullmatch(r"(\d+)\s*workdays?", text):
        return Workdays(days=int(found[1]))
    if found := re.fullmatch(r"(\d+)\s*([smhd])", text):
        return timedelta(**{_UNITS[found[2]]: int(found[1])})
    raise ValueError(f"时长 {text!r} 应写成 10m、4h、7d 或 2 workdays")


def _hours(value: Any) -> tuple[time, time]:
    found = re.fullmatch(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", str(value).strip())
    if not found:
        raise ValueError(f"时段 {value!r} 应写成 22:00-07:00")
    return time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))


Duration = Annotated[timedelta | Workdays, BeforeValidator(_duration)]
PlainDuration = Annotated[timedelta, BeforeValidator(_duration)]
Hours = Annotated[tuple[time, time], BeforeValidator(_hours)]


class WaveSize(BaseModel):
    """How many are asked in the first wave, and by how many each later wave grows."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    first: int = Field(ge=1)
    grow: int = Field(ge=0)


class Partner(BaseModel):
    """同盟单位: whom a service request is referred to."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    name: str
    categories: tuple[str, ...]
    opens: Hours


class Community(BaseModel):
    """What `community.toml` says; immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    city: str
    assistant: str
    promise: str
    timezone: str
    hotline: str
    rows: tuple[tuple[str, ...], ...]
    quiet: tuple[Hours, ...]
    digest_at: time
    reopen_window: PlainDuration
    clocks: dict[Urgency, dict[str, Duration]]
    waves: dict[Urgency, WaveSize]
    weights: dict[str, float]
    partner: tuple[Partner, ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def buildings(self) -> frozenset[str]:
        return frozenset(building for row in self.rows for building in row)

    @cached_property
    def ordered_buildings(self) -> tuple[str, ...]:
        return tuple(building for row in self.rows for building in row)

    def neighbours(self, building: str) -> frozenset[str]:
        """The buildings beside this one in its row; empty for an unknown one."""
        found: set[str] = set()
        for row in self.rows:
            for here, there in pairwise(row):
                if building in (here, there):
                    found |= {here, there}
        return frozenset(found - {building})

    def partner_for(self, category: str) -> Partner | None:
        return next((partner for partner in self.partner if category in partner.categories), None)


def read_community(path: Path) -> Community:
    """Read and check; BadCommunity says in one line what is wrong and where."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadCommunity(f"找不到小区文件 {path} (WOBANGLIN_COMMUNITY 指向它)") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCommunity(f"{path}: {error}") from error
    try:
        community = Community.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadCommunity(f"{path}: {where}: {first['msg']}") from error
    for partner in community.partner:
        for category in partner.categories:
            if category not in CATEGORIES:
                raise BadCommunity(f"{path}: partner {partner.id}: 没有类别 {category}")
    return community

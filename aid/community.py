"""The compound as its `community.toml` describes it, checked on reading."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from datetime import time, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from aid.followups.model import FollowUpKind
from aid.understanding.taxonomy import CATEGORIES, Urgency
from aid.volunteers.skills import skills


class BadCommunity(ValueError):
    """`community.toml` is missing or wrong; the message names the line to mend."""


class Workdays(BaseModel):
    """A duration counted in working days of the Chinese calendar."""

    model_config = ConfigDict(frozen=True)
    days: int


# Each promise to the resident, and who hears that it was broken unless the compound says otherwise.
_TOLD = {"first_word": "deputy", "word_to_resident": "captain", "done_by": "secretary"}
# The last clock of each status: without it a request could wait for ever. (A partner is never asked in an emergency.)
_MUST_STRIKE = frozenset({"to_captain", "captain_must_act", "reoffer", "captain_secretary", "confirm_due", "aftercare_close"})
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


def _opening(hours: tuple[time, time]) -> tuple[time, time]:
    if hours[0] >= hours[1]:
        raise ValueError("开门时间应早于关门时间")
    return hours


def _minutes(begin: time, end: time) -> int:
    """From one time of day to the next such time; a whole day when they are the same."""
    return ((end.hour - begin.hour) * 60 + end.minute - begin.minute - 1) % 1440 + 1


Duration = Annotated[timedelta | Workdays, BeforeValidator(_duration)]
PlainDuration = Annotated[timedelta, BeforeValidator(_duration)]
Hours = Annotated[tuple[time, time], BeforeValidator(_hours)]


class Partner(BaseModel):
    """同盟单位: whom a service request is referred to."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    name: str
    en: str = ""  # the same in English
    categories: tuple[str, ...]
    opens: Annotated[Hours, AfterValidator(_opening)]
    phone: str = ""  # of the office, never of a person
    skills: tuple[str, ...] = ()  # what they can do for residents, by the ids of the skills library: a captain finds them by it

    @property
    def hours_words(self) -> str:
        """「08:30-17:30」."""
        return "-".join(f"{each:%H:%M}" for each in self.opens)


class Team(BaseModel):
    """An ambassador team (五大使团); who belongs to it and who leads it stands in the volunteers' rows."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str


class Keep(BaseModel):
    """How long personal data is kept before it is made anonymous."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    requests: PlainDuration = timedelta(days=180)  # words, phone and door, after a request has ended
    messages: PlainDuration = timedelta(days=90)  # what came in, once answered, and conversations that have ended
    people: PlainDuration = timedelta(days=730)  # who has neither post nor skills and has not written for so long


class English(BaseModel):
    """What the compound is called for those who read English; what is empty stays as it is in Chinese."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = ""
    assistant: str = ""
    promise: str = ""


class Community(BaseModel):
    """What `community.toml` says; immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    city: str
    assistant: str
    promise: str
    timezone: str
    hotline: str
    issuer: str = ""  # 记录单位: who signs certificates of volunteer service; empty: the compound's name
    rows: tuple[tuple[str, ...], ...]
    quiet: tuple[Hours, ...]
    digest_at: time
    reports: tuple[Literal["week", "month"], ...] = ("week", "month")
    reopen_window: PlainDuration
    extension: dict[Urgency, PlainDuration]  # what one 延期 adds; none for an emergency
    send_back_limit: int = Field(ge=1)
    same_issue_window: PlainDuration
    broken_promise_tells: dict[Literal["first_word", "word_to_resident", "done_by"], Literal["captain", "deputy", "secretary"]] = Field(
        default_factory=lambda: dict(_TOLD)  # type: ignore[arg-type]  # the literals above
    )
    clocks: dict[Urgency, dict[str, Duration]]
    targets: dict[Urgency, Annotated[float, Field(gt=0, lt=1)]]
    least: int = Field(ge=1)
    worth_asking: float = Field(ge=0, lt=1)
    answers: PlainDuration
    cold_start: float = Field(gt=0, lt=1)
    exploration: float = Field(ge=0, le=1)
    weights: dict[
        Literal["chance", "skill", "nearness", "hours", "rest", "room", "spare", "never_asked", "again"], Annotated[float, Field(ge=0)]
    ]
    partner: tuple[Partner, ...] = ()
    group_mode: bool = False  # whether a request may be shown, anonymous, in the group of its building
    telegram_bot: str = ""  # the bot's name without @, for whole links in invitations
    ways: dict[str, str] = Field(default_factory=dict)  # building → how one gets there, for a volunteer who has never been
    units: dict[str, Annotated[int, Field(ge=1, le=20)]] = Field(default_factory=dict)  # building → its units, for buttons
    keep: Keep = Keep()
    english: English = English()
    team: tuple[Team, ...] = ()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"没有时区 {name!r} (例: Asia/Shanghai)") from None
        return name

    @field_validator("quiet")
    @classmethod
    def _some_time_awake(cls, quiet: tuple[Hours, ...]) -> tuple[Hours, ...]:
        resting = {(begin.hour * 60 + begin.minute + at) % 1440 for begin, end in quiet for at in range(_minutes(begin, end))}
        if len(resting) == 1440:
            raise ValueError("安静时段占满了一整天")
        return quiet

    @field_validator("clocks", "targets")
    @classmethod
    def _every_urgency(cls, table: dict[Urgency, Any]) -> dict[Urgency, Any]:
        if missing := set(Urgency) - table.keys():
            raise ValueError(f"缺少 {', '.join(sorted(missing))}")
        return table

    @field_validator("clocks")
    @classmethod
    def _known_clocks(cls, clocks: dict[Urgency, dict[str, Duration]]) -> dict[Urgency, dict[str, Duration]]:
        for urgency, table in clocks.items():
            if unknown := table.keys() - set(FollowUpKind):
                raise ValueError(f"{urgency}: 没有时钟 {', '.join(sorted(unknown))}")
            must = _MUST_STRIKE if urgency is Urgency.EMERGENCY else _MUST_STRIKE | {"partner_back", "partner_news", "wait_over"}
            if missing := must - table.keys():
                raise ValueError(f"{urgency}: 缺少 {', '.join(sorted(missing))}, 求助会无人跟进")
        return clocks

    @model_validator(mode="after")
    def _kept_while_it_may_reopen(self) -> Self:
        if self.keep.requests < self.reopen_window:
            raise ValueError("keep.requests 比 reopen_window 短: 重新打开时就没有原话和地址了")
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def buildings(self) -> frozenset[str]:
        return frozenset(building for row in self.rows for building in row)

    @cached_property
    def ordered_buildings(self) -> tuple[str, ...]:
        return tuple(building for row in self.rows for building in row)

    @cached_property
    def _beside(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for row in self.rows:
            for here, there in pairwise(row):
                found.setdefault(here, set()).add(there)
                found.setdefault(there, set()).add(here)
        return {building: frozenset(others - {building}) for building, others in found.items()}

    def neighbours(self, building: str) -> frozenset[str]:
        """The buildings beside this one in its row; empty for an unknown one."""
        return self._beside.get(building, frozenset())

    def partner_for(self, category: str) -> Partner | None:
        return next((partner for partner in self.partner if category in partner.categories), None)

    def partners_with(self, skills: Collection[str]) -> list[Partner]:
        """The partners who offer one of these skills, in the file's order."""
        return [partner for partner in self.partner if set(partner.skills) & set(skills)]


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
    if community.group_mode and not community.telegram_bot:
        raise BadCommunity(f"{path}: group_mode: 群里的链接要用机器人的名字, 请先写 telegram_bot")
    if unknown := community.ways.keys() - community.buildings:
        raise BadCommunity(f"{path}: ways: 没有 {', '.join(sorted(unknown))} 号楼 (见 rows)")
    if unknown := community.units.keys() - community.buildings:
        raise BadCommunity(f"{path}: units: 没有 {', '.join(sorted(unknown))} 号楼 (见 rows)")
    for partner in community.partner:
        for category in partner.categories:
            if category not in CATEGORIES:
                raise BadCommunity(f"{path}: partner {partner.id}: 没有类别 {category}")
        if unknown := set(partner.skills) - skills().keys():
            raise BadCommunity(f"{path}: partner {partner.id}: 技能库里没有 {', '.join(sorted(unknown))}")
    return community

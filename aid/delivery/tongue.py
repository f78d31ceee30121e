"""How things are called and times are said to one reader: in their language, at this moment, in the compound's time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

from aid.delivery.catalogue import DEFAULT_LANGUAGE, say
from aid.people.model import Household
from aid.store.work import Unit
from aid.understanding.recurring import Recurring
from aid.understanding.taxonomy import CATEGORIES
from aid.volunteers.hours import Span, by_days
from aid.volunteers.skills import group_in_english, skills
from aid.volunteers.steps import LANGUAGES


@dataclass(frozen=True)
class Tongue:
    """A language, and what hangs on it beside the sentences of the catalogue."""

    language: str
    now: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, unit: Unit, language: str) -> Tongue:
        return cls(language, unit.now, unit.community.zone)

    def say(self, key: str, **args: str | int) -> str:
        """The text under `key` of the catalogue."""
        return say(self.language, key, args)

    # — names —

    def called(self, name: str, english: str) -> str:
        """What has an English name beside its Chinese one is called by it; without one it keeps the Chinese."""
        return english if english and self.language != DEFAULT_LANGUAGE else name

    def category(self, category: str | None) -> str:
        found = CATEGORIES.get(category or "")
        return self.called(found.name, found.en) if found else self.say("category-unknown")

    def skill(self, skill: str) -> str:
        found = skills().get(skill)
        return self.called(found.name, found.en) if found else skill

    def group(self, group: str) -> str:
        """A group of skills."""
        return self.called(group, group_in_english(group))

    def speech(self, name: str) -> str:
        """A language that volunteers speak; what they wrote themselves stays as it is."""
        return self.say("speech", which=LANGUAGES.index(name)) if name in LANGUAGES else name

    def building(self, building: str) -> str:
        return self.say("building-name", building=building)

    def door(self, building: str | None, household: Household | None) -> str:
        """「3号楼2单元501」 as far as it is known."""
        if building is None:
            return self.say("door-unknown")
        unit, room = (household.unit, household.room) if household else (None, None)
        return self.say("door", building=building, unit=unit or "none", room=room or "none")

    def listed(self, names: Iterable[str], nothing: str) -> str:
        """「林、陈」; `nothing` where there is none."""
        found = list(names)
        return reduce(lambda first, second: self.say("listed", first=first, second=second), found) if found else nothing

    # — times —

    def day(self, day: date) -> str:
        """「9月18日」."""
        return self.say("day-date", month=day.month, day=day.day)

    def full_day(self, day: date) -> str:
        """「2027年9月18日」."""
        return self.say("date-full", year=str(day.year), date=self.day(day))

    def when(self, start: datetime | None, end: datetime | None = None) -> str | None:
        """「明天 15:00」, 「9月19日 周六 全天」, 「今天 14:00—18:00」, once it has begun 「今天 18:00 前」; None without a start."""
        if start is None:
            return None
        local = start.astimezone(self.zone)
        day = self._day_name(local.date())
        if end is None:
            return self._at(day, local)
        last = end.astimezone(self.zone)
        if start <= self.now < end and local.time() != time():
            midnight = last.time() == time()
            last_day = self._day_name(last.date())
            return self.say("when-before-day", day=last_day) if midnight else self.say("when-before", day=last_day, clock=f"{last:%H:%M}")
        if last.time() == local.time() and not local.hour:
            until = (last - timedelta(days=1)).date()
            return self.say("when-all-day", day=day) if until == local.date() else self.say("when-days", day=day, until=self.day(until))
        to = f"{last:%H:%M}" if last.date() == local.date() else self._at(self._day_name(last.date()), last)
        return self.say("when-from-to", day=day, clock=f"{local:%H:%M}", to=to)

    def until(self, end: datetime) -> str:
        """「9月18日 周五 15:00」; midnight is the end of the day before: 「9月18日 周五 24:00」."""
        local = end.astimezone(self.zone)
        if local.time() == time():
            return self.say("when-at", day=self._weekday((local - timedelta(days=1)).date()), clock="24:00")
        return self._at(self._weekday(local.date()), local)

    def hours(self, spans: Sequence[Span]) -> str:
        """When a volunteer is free, span by span: 「周一、周二 18:00-22:00」."""
        days = [
            f"{self.listed((self.say('weekday', day=day + 1) for day in each), '')} {self.listed(ranges, '')}"
            for each, ranges in by_days(spans)
        ]
        return "; ".join(days) or self.say("hours-any")

    def recurring(self, rule: Recurring) -> str:
        """「每周一、周三 08:00—12:00, 到 12月31日」."""
        if rule.times:
            return self.say("recurring-so-often", unit=rule.unit, every=rule.every, times=rule.times)
        if rule.unit == "week":
            weekend = rule.weekdays == (5,) and rule.ends == 2 * 1440
            days = self.say("weekend") if weekend else self.listed((self.say("weekday", day=day + 1) for day in rule.weekdays), "")
            every = self.say("recurring-weeks", every=rule.every, days=days)
        else:
            every = self.say(f"recurring-{rule.unit}s", every=rule.every, day=rule.day or 0)
        begins, ends = f"{rule.begins // 60:02}:{rule.begins % 60:02}", ""
        if rule.ends is not None:
            ends = "none" if not rule.begins and rule.ends >= 1440 else f"{rule.ends // 60:02}:{rule.ends % 60:02}"
        until = self.day(rule.until) if rule.until else "none"
        return self.say("recurring", every=every, begins=begins, ends=ends or "open", until=until)

    def _at(self, day: str, local: datetime) -> str:
        return self.say("when-at", day=day, clock=f"{local:%H:%M}")

    def _day_name(self, day: date) -> str:
        ahead = (day - self.now.astimezone(self.zone).date()).days
        return self.say("day-near", ahead=ahead) if ahead in (0, 1, 2) else self._weekday(day)

    def _weekday(self, day: date) -> str:
        return self.say("day-weekday", date=self.day(day), weekday=self.say("weekday", day=day.isoweekday()))

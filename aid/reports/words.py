"""A report's tables in words: what all three formats print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aid.followups.model import FollowUpKind
from aid.hours.rules import hours
from aid.reports.rules import REPEATS, WITHIN, Rate, Rates, percent
from aid.reports.service import Report
from aid.requests.service import CAPTAIN, NEIGHBOURS
from aid.understanding.taxonomy import CATEGORIES

THREE = (("responded", "响应率"), ("solved", "解决率"), ("satisfied", "满意率"))
EXPLAINED = (
    "响应: 承诺时间内有人和居民说上话; 解决、满意: 居民自己说的。「全部」以所有办结的求助为底, 没有答复的也算在内, 不算解决也不算满意; "
    "「答复者」只以有答复的为底。两个数并排看, 答复数写在旁边。并入另一件的求助算在那一件里。"
)
_CELLS = "每格先是全部办结, 后是答复者 (答复数)。"
CLOCKS = {
    FollowUpKind.WORD_TO_RESIDENT: "给居民报信",
    FollowUpKind.DONE_BY: "按时办好",
    FollowUpKind.REOFFER: "接单后有消息",
    FollowUpKind.CAPTAIN_REMIND: "楼栋长动手 (催办前)",
    FollowUpKind.FIRST_WORD: "第一句人话",
    FollowUpKind.CAPTAIN_DEPUTY: "楼栋长动手 (督办前)",
    FollowUpKind.CAPTAIN_SECRETARY: "楼栋长动手 (通报前)",
    FollowUpKind.CONFIRM_DUE: "楼栋长确认",
    FollowUpKind.PARTNER_REMIND: "同盟单位回话 (催之前)",
    FollowUpKind.PARTNER_BACK: "同盟单位回话 (退回前)",
}


@dataclass(frozen=True)
class Sheet:
    """One table: its title, what stands under it, headings and rows of text."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


def title_of(report: Report) -> str:
    """「金辉华府 580 我帮邻 报告」 without the day."""
    return f"{report.community} 邻里互助报告"


def category_words(category: str | None) -> str:
    found = CATEGORIES.get(category or "")
    return found.name if found else "还没说清"


def building_words(building: str | None) -> str:
    return f"{building}号楼" if building else "楼号不明"


def team_words(team: str | None, partners: Mapping[str, str]) -> str:
    names = {NEIGHBOURS: "邻居 (没有使团)", CAPTAIN: "楼栋长", **partners}
    return names.get(team or "", team or "—")


def rate_words(rate: Rate) -> tuple[str, str]:
    """「75% (3/4)」 of all and of those who answered."""
    return (
        f"{percent(rate.of_all)} ({rate.yes}/{rate.closed})",
        f"{percent(rate.of_answers)} ({rate.yes_of_answers}/{rate.answers})",
    )


def summary(report: Report) -> list[tuple[str, str]]:
    """The numbers at the head."""
    return [
        ("新求助", str(report.asked)),
        ("办结", str(report.closed)),
        ("撤销", str(report.cancelled)),
        ("现在还在办", str(report.unfinished)),
        ("志愿服务", f"{hours(report.hours.minutes)} 小时"),
    ]


def sheets(report: Report) -> list[Sheet]:
    """All tables, in the order in which they are read."""
    return [
        _overall(report),
        _grouped("按楼栋", "楼栋", report.by_building, building_words),
        _grouped("按类别", "类别", report.by_category, category_words),
        _grouped("按队伍", "谁办的", report.by_team, lambda team: team_words(team, report.partners)),
        _grouped("按月", "月份", report.by_month, lambda month: month or "—"),
        _clocks(report),
        _busiest(report),
        _repeats(report),
        _hours(report),
    ]


def _overall(report: Report) -> Sheet:
    rows = []
    for name, words in THREE:
        rate: Rate = getattr(report.overall, name)
        rows.append((words, *rate_words(rate), str(rate.answers), str(rate.closed - rate.answers)))
    merged = f" 另有 {report.merged} 件并入别的求助。" if report.merged else ""
    return Sheet("三率", ("", "全部办结", "答复者", "答复数", "没答复"), rows, EXPLAINED + merged)


def _grouped(title: str, heading: str, found: Mapping[str | None, Rates], words: Callable[[str | None], str]) -> Sheet:
    rows = []
    for name, each in found.items():
        both = [
            f"{percent(rate.of_all)} | {percent(rate.of_answers)} ({rate.answers})"
            for rate in (each.responded, each.solved, each.satisfied)
        ]
        rows.append((words(name), str(each.solved.closed), *both))
    return Sheet(title, (heading, "办结", "响应", "解决", "满意"), rows, _CELLS if rows else "本期没有办结的求助。")


def _clocks(report: Report) -> Sheet:
    rows = [
        (CLOCKS[kind], str(each.kept), str(each.missed), str(each.running), percent(each.share))
        for kind, each in report.clocks.items()
        if each.kept + each.missed + each.running
    ]
    return Sheet("时限", ("时限", "守住", "没守住", "还没到", "守住的比例"), rows, "本期开始计时的时限。")


def _busiest(report: Report) -> Sheet:
    rows = [(category_words(category), str(count)) for category, count in report.busiest.items()]
    return Sheet("最忙的类别", ("类别", "新求助"), rows)


def _repeats(report: Report) -> Sheet:
    rows = [
        (f"{building_words(each.building)}{' (同一户)' if each.at_home else ''}", category_words(each.category), str(each.times))
        for each in report.repeats
    ]
    note = f"同一处、同一类, {WITHIN.days} 天里 {REPEATS} 次以上: 建议未诉先办, 主动上门看看。" if rows else "本期没有反复出现的问题。"
    return Sheet("反复出现", ("地方", "类别", f"{WITHIN.days} 天里几次"), rows, note)


def _hours(report: Report) -> Sheet:
    rows = [(category_words(category), hours(minutes)) for category, minutes in report.hours.by_category.items()]
    found = report.hours
    note = f"{found.people} 位志愿者, {found.pieces} 次, 共 {hours(found.minutes)} 小时 (只计已确认的)。"
    return Sheet("志愿服务时长", ("类别", "小时"), rows, note)

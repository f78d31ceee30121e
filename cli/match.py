"""`wobanglin match`: whom a request would ask, in what order and why. Nothing is written: volunteers are named as residents see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import typer
from rich.console import Console
from rich.table import Table

from aid.delivery.catalogue import DEFAULT_LANGUAGE
from aid.delivery.facts import neighbour_name, parts_words
from aid.delivery.tongue import Tongue
from aid.followups.model import FollowUpKind
from aid.matching import rules
from aid.matching.chance import any_yes
from aid.matching.rules import Need, Ranked
from aid.matching.service import candidates, rank_for
from aid.matching.waves import Moment, plan
from aid.store.work import Unit
from aid.understanding.headcount import read_headcount
from aid.understanding.taxonomy import CATEGORIES, Urgency
from aid.volunteers.model import Volunteer
from aid.volunteers.skills import skills, skills_for
from cli.settings import read_settings
from cli.understand import rasa_at_hand, read_text
from cli.wiring import open_work

console = Console()
_URGENCY = {Urgency.EMERGENCY: "紧急", Urgency.URGENT: "着急", Urgency.NORMAL: "一般"}
WHY_NOT = {
    "unavailable": "暂停、没通过或聊天里还没有", "skill": "不会这个", "muted": "静音了这类", "same_household": "同一户",
    "not_vetted": "还没审核",
    "asked_before": "这件已经请过", "unwilling": "说过不去这户", "too_far": "太远", "quiet": "现在是安静时段", "cap": "今天或这周请够了",
    "hours": "现在没空",
}  # fmt: skip
"""What `rules.refusal` answers, for whoever runs the command."""


def match(text: str = typer.Argument(..., help="一句求助, 例: 水管爆了 3号楼")) -> None:
    """Print the ranked table with reasons and the planned waves."""
    work = open_work(read_settings())
    with rasa_at_hand() as http:
        found = read_text(http, text, work.clock.now(), work.community.buildings)
    category = CATEGORIES[found.category]
    wanted = skills_for(category.id, found.text)
    need = Need(
        skills=frozenset(wanted),
        building=found.place.place.building,
        household_id=None,
        requester_id=0,
        urgency=found.urgency,
        sensitive=category.sensitive,
        wanted_from=found.time.start if found.time else None,
        category=category.id,
    )
    needed = read_headcount(found.text) or 1
    names = "、".join(skills()[each].name for each in wanted) or "—"
    console.print(f"类别: {category.name}  紧急程度: {_URGENCY[found.urgency]}  需要 {needed} 人  技能: {names}")
    with work.read() as unit:
        ranked = rank_for(unit, need)
        waves = _waves(ranked, need, needed, unit)
        tongue = Tongue.of(unit, DEFAULT_LANGUAGE)
        table = Table("#", "批次", "志愿者", "分数", "答应的可能", "为什么", "各项")
        for place, each in enumerate(ranked, 1):
            volunteer = unit.session.get_one(Volunteer, each.candidate.volunteer_id)
            why = parts_words(each.parts, each.candidate.skills, list(wanted), tongue)
            numbers = " ".join(f"{name}={value:.2f}" for name, value in each.parts.items())
            in_wave = next((str(number) for number, wave in enumerate(waves, 1) if each in wave), "—")
            table.add_row(
                str(place), in_wave, neighbour_name(volunteer.person, tongue), f"{each.score:.2f}", f"{each.chance:.0%}", why, numbers
            )
        console.print(table)
        for number, wave in enumerate(waves, 1):
            yes = any_yes((each.chance for each in wave), needed)
            console.print(f"第 {number} 批请 {len(wave)} 位, 至少{needed}位答应的可能 {yes:.0%}", highlight=False)
        for candidate in candidates(unit, need):
            if refused := rules.refusal(candidate, need, unit.now, unit.community):
                console.print(f"  不请 志愿者 {candidate.volunteer_id}: {WHY_NOT[refused]}", style="dim")
        for partner in unit.community.partners_with(wanted):
            console.print(f"同盟单位也提供: {partner.name} ({partner.hours_words})", highlight=False)
    if not ranked:
        console.print("现在没有可以请的邻居: 会直接交给楼栋长。")


def _waves(ranked: Sequence[Ranked], need: Need, needed: int, unit: Unit) -> list[list[Ranked]]:
    """The waves as they would go out if everybody were silent, by the clocks of the urgency."""
    clocks = unit.community.clocks[need.urgency]
    left, step = clocks[FollowUpKind.CAPTAIN_MUST_ACT], clocks.get(FollowUpKind.NEXT_WAVE, timedelta(0))
    assert isinstance(left, timedelta) and isinstance(step, timedelta)
    return plan(ranked, Moment(unit.now, left, step, needed), need.urgency, unit.community)

"""`wobanglin match`: whom a request would ask, in what order and why; nothing is written."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.table import Table

from aid.delivery.catalogue import DEFAULT_LANGUAGE
from aid.delivery.facts import parts_words, volunteer_name
from aid.matching import rules
from aid.matching.rules import Need
from aid.matching.service import candidates
from aid.understanding.taxonomy import CATEGORIES
from aid.volunteers.model import Volunteer
from aid.volunteers.skills import skills, skills_for
from cli.settings import read_settings
from cli.understand import rasa_at_hand, read_text
from cli.wiring import open_work

console = Console()


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
    )
    console.print(
        f"类别: {category.name}  紧急程度: {found.urgency.value}  需要: {'、'.join(skills()[each].name for each in wanted) or '—'}"
    )
    with work.read() as unit:
        everyone = candidates(unit, need)
        ranked = rules.rank(everyone, need, unit.now, unit.community)
        table = Table("#", "批次", "志愿者", "分数", "为什么", "各项")
        wave, left = 1, rules.wave_size(need.urgency, 1, unit.community)
        for place, each in enumerate(ranked, 1):
            if left == 0:
                wave += 1
                left = rules.wave_size(need.urgency, wave, unit.community)
            left -= 1
            volunteer = unit.session.get_one(Volunteer, each.candidate.volunteer_id)
            why = parts_words(each.parts, each.candidate.skills, list(wanted), DEFAULT_LANGUAGE)
            numbers = " ".join(f"{name}={value:.2f}" for name, value in each.parts.items())
            table.add_row(str(place), str(wave), volunteer_name(volunteer), f"{each.score:.2f}", why, numbers)
        console.print(table)
        for candidate in everyone:
            if refused := rules.refusal(candidate, need, unit.now, unit.community):
                console.print(f"  不请 志愿者 {candidate.volunteer_id}: {refused}", style="dim")
    if not ranked:
        console.print("现在没有可以请的邻居: 会直接交给楼栋长。")

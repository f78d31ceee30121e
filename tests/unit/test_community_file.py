"""`community.toml`: what it gives, and one clear line for each way to get it wrong."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from aid.community import BadCommunity, Community, Workdays, read_community
from aid.understanding.taxonomy import Urgency
from cli.settings import ROOT

GOOD = (ROOT / "community.toml").read_text(encoding="utf-8")


def changed(folder: Path, before: str, after: str) -> Path:
    """The good file with one thing in it replaced."""
    assert before in GOOD
    path = folder / "community.toml"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    return path


def test_the_compound_is_read_whole(community: Community) -> None:
    """Buildings, quiet hours, durations of both kinds, waves and partners come out typed."""
    assert len(community.buildings) == 32 and community.ordered_buildings[:3] == ("1", "2", "3")
    assert community.quiet == ((time(22), time(7)), (time(12, 30), time(14)))
    assert community.clocks[Urgency.URGENT]["captain_remind"] == timedelta(minutes=15)
    assert community.clocks[Urgency.NORMAL]["partner_back"] == Workdays(days=2)
    assert community.targets[Urgency.URGENT] == 0.85 and community.answers == timedelta(minutes=6)
    assert len({team.name for team in community.team}) == 5
    assert [partner.id for partner in community.partners_with(["locks"])] == ["property"] and not community.partners_with(["piano"])
    assert str(community.zone) == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("building", "beside"), [("1", {"2"}), ("3", {"2", "4"}), ("8", {"7"}), ("9", {"10"}), ("99", set())]
)  # fmt: skip
def test_buildings_next_to_each_other_in_a_row_are_neighbours(building: str, beside: set[str], community: Community) -> None:
    """The end of one row is not beside the beginning of the next."""
    assert community.neighbours(building) == beside


@pytest.mark.parametrize(("category", "partner"), [("environment", "property"), ("repair_home", None), ("noise_dispute", None)])
def test_a_service_category_has_its_partner(category: str, partner: str | None, community: Community) -> None:
    """Help is no partner's business, and a quarrel always the captain's."""
    found = community.partner_for(category)
    assert (found.id if found else None) == partner


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('name = "金辉华府"', "", "name"),
        ('hotline = "12345"', 'hot_line = "12345"', "hotline"),
        ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Fuqing"', "timezone"),
        ('timezone = "Asia/Shanghai"', 'timezone = "../etc"', "timezone"),
        ('"22:00-07:00"', '"22:00"', "quiet.0"),
        ('"22:00-07:00"', '"25:00-07:00"', "quiet.0"),
        ('"22:00-07:00"', '"07:00-07:00"', "quiet"),
        ('digest_at = "08:00"', 'digest_at = "eight"', "digest_at"),
        ('reopen_window = "10d"', 'reopen_window = "10"', "reopen_window"),
        ('resident_reminder = "3m"', 'resident_reminder = "soon"', "clocks.urgent.resident_reminder"),
        ('resident_reminder = "3m"', 'resident_remindre = "3m"', "resident_remindre"),
        ('captain_secretary = "4h"\n', "", "captain_secretary"),
        ('partner_back = "4h"\n', "", "partner_back"),
        ("[clocks.urgent]", "[clocks.hurried]", "clocks.hurried"),
        ("urgent = 0.85\n", "", "targets"),
        ("urgent = 0.85", "urgent = 1.0", "targets.urgent"),
        ("least = 2", "least = 0", "least"),
        ('answers = "6m"', 'answers = "soon"', "answers"),
        ("cold_start = 0.15", "cold_start = 15", "cold_start"),
        ("skill = 1.0", "skil = 1.0", "weights.skil"),
        ("skill = 1.0", 'skill = "much"', "weights.skill"),
        ("skill = 1.0", "skill = -1.0", "weights.skill"),
        ('skills = ["drain_unblocking"', 'skills = ["drains"', "drains"),
        ('name = "矛盾调解使团"', 'nam = "矛盾调解使团"', "team.1.name"),
        ('opens = "08:30-17:30"', 'opens = "morning"', "partner.0.opens"),
        ('opens = "08:30-17:30"', 'opens = "17:30-08:30"', "partner.0.opens"),
        ('"lost_found"]', '"lost_and_found"]', "lost_and_found"),
        ('id = "property"', 'identity = "property"', "partner.0.id"),
        ('name = "金辉华府"', "name = ", "line 3"),
        ("rows = [", 'rows = [ ["1", 2],', "rows.0.1"),
        ("rows = [", 'ways = { "99" = "往里走" }\nrows = [', "ways"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line_that_names_the_place(before: str, after: str, named: str, tmp_path: Path) -> None:
    """A new compound's first mistakes are told where they are, in the file's own words."""
    path = changed(tmp_path, before, after)
    with pytest.raises(BadCommunity) as refused:
        read_community(path)
    said = str(refused.value)
    assert named in said and str(path) in said
    assert len(said.splitlines()) == 1


def test_a_missing_file_says_which_setting_points_at_it(tmp_path: Path) -> None:
    """The line names the path and WOBANGLIN_COMMUNITY."""
    with pytest.raises(BadCommunity, match=r"nowhere\.toml.*WOBANGLIN_COMMUNITY"):
        read_community(tmp_path / "nowhere.toml")


def test_a_file_that_is_no_text_is_refused_in_one_line(tmp_path: Path) -> None:
    """A spreadsheet saved under the wrong name is no traceback."""
    path = tmp_path / "community.toml"
    path.write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(BadCommunity) as refused:
        read_community(path)
    assert len(str(refused.value).splitlines()) == 1

"""Certificates, tools and teams as the office's sheet holds them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.volunteers.cells import Unreadable, read_team, read_tools
from aid.volunteers.certificates import Certificate, Certificates, read_certificates, write_certificates
from aid.volunteers.skills import skills

MAY = date(2027, 5, 1)


@pytest.mark.parametrize(
    ("cell", "known", "found"),
    [
        ("电工证", ["electrical", "plumbing"], {"electrical": Certificate("电工证")}),
        ("电工证(至2027-05-01)", ["electrical", "plumbing"], {"electrical": Certificate("电工证", MAY)}),
        ("电工证(有效期至2027年5月1日)、有", ["electrical"], {"electrical": Certificate(None, None)}),
        ("电路跳闸:电工证(2027/5/1到期)", ["electrical", "plumbing"], {"electrical": Certificate("电工证", MAY)}),
        ("plumbing:管道工证", ["electrical", "plumbing"], {"plumbing": Certificate("管道工证")}),
        ("是", ["electrical"], {"electrical": Certificate()}),
        ("否", ["electrical"], {}),
        ("", ["electrical"], {}),
        ("高级技师", ["electrical"], {"electrical": Certificate("高级技师")}),
    ],
)
def test_a_certificate_goes_to_the_skill_it_means(cell: str, known: list[str], found: dict[str, Certificate]) -> None:
    """By the skill's name before it, by its own words, or to the only skill there is."""
    assert dict(read_certificates(cell, known)[0]) == found


def test_a_certificate_that_fits_no_skill_is_told() -> None:
    """Of two skills that a certificate names neither of, none is certified."""
    assert read_certificates("驾驶证", ["electrical", "plumbing"]) == ((), ("驾驶证",))


def test_a_day_of_its_own_column_counts_where_the_cell_names_none() -> None:
    """The column 有效期 beside 证书."""
    assert dict(read_certificates("电工证", ["electrical"], MAY)[0])["electrical"].until == MAY


def test_a_day_that_does_not_exist_is_refused() -> None:
    """The 31st of February is somebody's slip."""
    with pytest.raises(Unreadable, match="没有"):
        read_certificates("电工证(至2027-02-31)", ["electrical"])


names = st.sampled_from(["电工证", "家电维修证", "A本", None])
days = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(
    st.dictionaries(
        st.sampled_from(sorted(skills())), st.builds(Certificate, names, days).filter(lambda each: each != Certificate()), max_size=4
    )
)
def test_what_is_written_is_read_back_as_the_same(certificates: dict[str, Certificate]) -> None:
    """Skill, name and last day survive the sheet."""
    written: Certificates = tuple(certificates.items())
    assert read_certificates(write_certificates(written), list(certificates)) == (written, ())


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("平安守护使团", ("平安守护使团", False)),
        ("平安守护使团(团长)", ("平安守护使团", True)),
        ("平安守护使团 团长", ("平安守护使团", True)),
        ("平安守护使团(副团长)", ("平安守护使团", False)),
    ],
)
def test_a_team_and_whether_they_lead_it(cell: str, found: tuple[str, bool]) -> None:
    """「(团长)」 leads, 「(副团长)」 does not."""
    assert read_team(cell) == found


def test_tools_stand_in_any_order_once() -> None:
    """However they are parted."""
    assert read_tools("梯子、电钻,三轮车;梯子") == ("梯子", "电钻", "三轮车")

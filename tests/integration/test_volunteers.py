"""Volunteers by their own word, on both engines: how an application begins, and what a mute keeps away."""

from __future__ import annotations

import pytest

from aid.conversations.incoming import Incoming, Kind
from aid.people.invitations import invite_volunteer
from aid.people.model import Person
from aid.requests.model import Outcome, Status
from aid.store.work import Unit
from aid.understanding.taxonomy import CATEGORIES
from aid.volunteers import quiet, reminding
from aid.volunteers.application import volunteer_of
from aid.volunteers.model import Level, Volunteer, VolunteerSkill, VolunteerStatus
from tests.integration.compound import DAY, LEAK, Compound, opens


def test_who_says_what_they_can_do_applies_and_asks_for_nothing(compound: Compound) -> None:
    """「我会修电脑」 is the category volunteer_offer: the application begins with the skill, and no request is made."""
    compound.says("he", "我会修电脑", "volunteer_offer")
    assert "电脑" in compound.last("he", "volunteer_skills").text
    with compound.work.read() as unit:
        mine = volunteer_of(unit, compound.ids["he"])
        assert mine is not None and mine.status is VolunteerStatus.DRAFT
        assert [each.skill for each in mine.skills] == ["computer"]
    compound.says("he", LEAK, "repair_home")  # and the next need is a need
    assert compound.last("he").key == "confirm_card"


def test_an_unclear_offer_of_help_becomes_an_application_by_one_tap(small: Compound) -> None:
    """The model was unsure and a request was begun: choosing it ends it as a mistake and begins the application."""
    small.says("he", "我可以教老人用手机", "volunteer_offer", sure=False)
    number = small.last("he", "ask_category").request
    assert number is not None
    small.taps("he", CATEGORIES["volunteer_offer"].name)
    assert (small.status(number), small.request(number).outcome) == (Status.CANCELLED, Outcome.MISTAKEN)
    assert small.last("he").key == "volunteer_skills"


def test_a_mute_keeps_its_kind_away_until_it_ends(small: Compound) -> None:
    """Lin has muted 家中小修: chen is asked instead; a month later lin is asked again."""

    def mute(unit: Unit) -> None:
        lin = volunteer_of(unit, small.ids["lin"])
        assert lin is not None
        quiet.mute(unit, lin, category="repair_home")

    small.does(mute)
    opens(small)
    assert "lin" not in small.offers(1)
    small.passes(31 * DAY)
    assert "lin" in small.offers(opens(small, "he"))


def test_a_forgotten_application_is_shown_again_and_then_to_the_secretary(small: Compound) -> None:
    """Every other day until somebody decides, and each reminder once however often the day's look is repeated."""
    small.lives("gao", "3", name="高先生")
    small.says("gao", "我会修电脑", "volunteer_offer")
    small.taps("gao", "后面都按默认")
    small.taps("gao", "✅ 提交")
    assert reminding.remind(small.work) == 0
    for days, captain, secretary in ((2, 2, 0), (1, 2, 0), (1, 3, 1)):
        small.passes(days * DAY)
        reminding.remind(small.work)
        reminding.remind(small.work)
        small.delivers()
        assert (small.posted("captain3", "captain_application"), small.posted("secretary", "captain_application")) == (captain, secretary)
    small.taps("captain3", "通过")
    small.passes(4 * DAY)
    assert reminding.remind(small.work) == 0


def _on_the_sheet(unit: Unit) -> int:
    """A volunteer whom the office has entered, and who has never written to us."""
    person = Person(created_at=unit.now, name="样例·邱阿姨", building="3", phone="13800000099")
    skill = VolunteerSkill(skill="plumbing", level=Level.SKILLED)
    volunteer = Volunteer(person=person, status=VolunteerStatus.APPROVED, skills=[skill], hours=[])
    unit.session.add(volunteer)
    unit.session.flush()
    return volunteer.id


def test_the_offices_word_takes_the_place_of_a_half_filled_application(compound: Compound) -> None:
    """Somebody applies, and then gets the invitation that was meant for them: one volunteer, reachable, with what the sheet says."""
    number = compound.does(_on_the_sheet)
    compound.says("he", "我会修电脑", "volunteer_offer")
    code = compound.does(invite_volunteer, number)
    compound.sends("he", Incoming(Kind.START, text=f"/start {code}"))
    assert compound.last("he").key == "volunteer_linked"
    with compound.work.read() as unit:
        mine = volunteer_of(unit, compound.ids["he"])
        assert mine is not None and (mine.id, [each.skill for each in mine.skills]) == (number, ["plumbing"])
        assert unit.session.get_one(Person, compound.ids["he"]).phone == "13800000099"
    with pytest.raises(ValueError, match="已经连上聊天"):
        compound.does(invite_volunteer, number)


def test_who_is_approved_already_cannot_take_another_volunteers_row(small: Compound) -> None:
    """The code stays good for the one it was meant for."""
    number = small.does(_on_the_sheet)
    code = small.does(invite_volunteer, number)
    small.sends("lin", Incoming(Kind.START, text=f"/start {code}"))
    assert small.last("lin").key == "invitation_refused"
    small.sends("he", Incoming(Kind.START, text=f"/start {code}"))
    assert small.last("he").key == "volunteer_linked"

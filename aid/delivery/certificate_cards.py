"""What volunteers and captains see of certificates that end: texts' facts and buttons."""

from __future__ import annotations

from collections.abc import Callable

from aid.delivery.facts import volunteer_name
from aid.delivery.page import Extra, Page, Rows
from aid.delivery.taps import Act
from aid.volunteers import expiring
from aid.volunteers.model import Volunteer, VolunteerSkill


def _row(page: Page) -> VolunteerSkill | None:
    """The certificate that is spoken of, unless it was given up meanwhile."""
    return page.unit.session.get(VolunteerSkill, page.message.args["skill"])


def _certificate(page: Page) -> Extra:
    return _facts(page, _row(page))


def _facts(page: Page, row: VolunteerSkill | None) -> Extra:
    if row is None:
        return {**dict.fromkeys(("called", "skill", "until", "name", "building", "lapses"), "none"), "left": 0, "standing": "gone"}
    today = expiring.today(page.unit)
    volunteer, until = page.unit.session.get_one(Volunteer, row.volunteer_id), row.certified_until
    skill = page.tongue.skill(row.skill)
    return {
        "called": page.tongue.say("certificate-called", certificate=row.certificate or "none", skill=skill),
        "skill": skill,
        "until": page.tongue.full_day(until) if until else "none",
        "standing": "over" if until and until < today else "ends",
        "left": (until - today).days if until else 0,
        "name": volunteer_name(volunteer, page.tongue),
        "building": volunteer.person.building or "none",
        "lapses": "yes" if row.lets_lapse else "no",
    }


def _lines(page: Page) -> Extra:
    """A line for each that still ends, or has ended."""
    rows = [page.unit.session.get(VolunteerSkill, number) for number in page.message.args["skills"]]
    said = [page.tongue.say("certificate-line", **_facts(page, row)) for row in rows if row is not None and row.expiry_said is not None]
    return {"lines": "\n".join(said) or "none"}


def _ends(page: Page) -> Rows:
    row = _row(page)
    if row is None or row.expiry_said is None:  # renewed or given up: nothing to do
        return ()
    again = (page.button("renew", Act.RENEW, row.id),)
    return (again,) if row.lets_lapse else (again, (page.button("let-lapse", Act.LET_LAPSE, row.id),))


def _until(page: Page) -> Rows:
    row = _row(page)
    if row is None:
        return ()
    days = expiring.choices(row, expiring.today(page.unit))
    rows = [(page.button("good-until", Act.GOOD_UNTIL, row.id, f"{day:%Y%m%d}", day=page.tongue.full_day(day)),) for day in days]
    return (*rows, (page.button("good-always", Act.GOOD_UNTIL, row.id, "open"),))


BUTTONS: dict[str, Callable[[Page], Rows]] = {
    "certificate_ends": _ends,
    "certificate_over": _ends,
    "certificate_lapses": _ends,
    "volunteer_certificate": _until,
}
EXTRA: dict[str, Callable[[Page], Extra]] = {
    **dict.fromkeys(
        (
            "certificate_ends", "certificate_over", "certificate_lapses", "certificate_renewed", "volunteer_certificate",
            "captain_certificate_renewed",
        ),
        _certificate,
    ),
    "captain_certificates": _lines,
}  # fmt: skip

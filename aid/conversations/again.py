"""What residents and captains say to help that comes again: leave a day out, or several, or no more of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from aid.captains import service as captains
from aid.captains.service import NotYours
from aid.conversations import service as conversations
from aid.conversations.phrases import Phrase
from aid.delivery.service import answered, post
from aid.delivery.taps import Act, Tap
from aid.people.model import Person
from aid.people.service import may_act_for
from aid.requests import series as rows
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Series, Status
from aid.requests.rules import may_move
from aid.store.work import Unit
from aid.understanding.leave_out import LeaveOut, NoMore, Wish, read_wish

PHRASES = frozenset({Phrase.NO_MORE, Phrase.NOT_THIS_TIME})


def obey(unit: Unit, phrase: Phrase, person_id: int) -> bool:
    """「以后不用了」, 「这次不用来了」; False of somebody whom nobody helps again and again, or who is saying something else."""
    return _grant(unit, person_id, NoMore() if phrase is Phrase.NO_MORE else LeaveOut())


def heeds(unit: Unit, person: Person, text: str) -> bool:
    """「明天不用来」, 「下周不用来了」 in people's own words; False as above, and where nobody was to come on these days anyway."""
    wish = read_wish(text, unit.now)
    return wish is not None and _grant(unit, person.id, wish)


def _grant(unit: Unit, person_id: int, wish: Wish) -> bool:
    mine = rows.live_of(unit, person_id)
    if not mine or conversations.running(unit, person_id) is not None:
        return False
    if isinstance(wish, LeaveOut) and wish.first and wish.last:
        first, last = wish.first, wish.last
        meant = [each for each in mine if rows.days_within(each, first, last) or _under_way(unit, each, first, last)]
        if not meant or _others_then(unit, person_id, first, last):
            return False
        if len(meant) > 1:
            series = [each.id for each in meant]
            post(unit, person_id, "which_series_then", series=series, first=first.isoformat(), last=last.isoformat())
        else:
            leave_out(unit, meant[0].id, person_id, first, last)
    elif len(mine) > 1:
        post(unit, person_id, "which_series", series=[each.id for each in mine])
    elif isinstance(wish, NoMore):
        end(unit, mine[0].id, person_id)
    else:
        skip(unit, mine[0].id, person_id)
    return True


def _others_then(unit: Unit, person_id: int, first: date, last: date) -> bool:
    """Whether something else of theirs is wanted on these days: 「取消明早的陪诊」 may mean that, and is asked about like any other."""
    zone = unit.community.zone
    wanted = [each.wanted_from for each in requests.unfinished_of(unit, person_id) if each.series_id is None]
    return any(first <= each.astimezone(zone).date() <= last for each in wanted if each)


def _under_way(unit: Unit, series: Series, first: date, last: date) -> list[HelpRequest]:
    """The requests of these days that may still be withdrawn."""
    return [each for each in rows.requests_within(unit, series, first, last) if may_move(each.status, Status.CANCELLED)]


def end(unit: Unit, series_id: int, actor_id: int) -> None:
    """以后不用了: no more requests of it; the one already open goes on, and may be withdrawn by itself."""
    series, latest = _mine(unit, series_id, actor_id)
    already = series.ended_at is not None
    rows.end(unit, series)
    goes_on = "yes" if may_move(latest.status, Status.CANCELLED) else "no"
    post(unit, actor_id, "series_ended", request=latest, goes_on=goes_on)
    if already:
        return
    if actor_id != latest.requester_id:
        requests.tell_resident(unit, latest, "series_ended", goes_on=goes_on)
    if actor_id != latest.captain_id:
        requests.tell_captain(unit, latest, "captain_series_ended")
    requests.show_card(unit, latest)


def skip(unit: Unit, series_id: int, actor_id: int) -> None:
    """这次不用来: the day that comes next, whether it has a request by now or not."""
    series, latest = _mine(unit, series_id, actor_id)
    ahead = latest.wanted_from is not None and latest.wanted_from > unit.now and may_move(latest.status, Status.CANCELLED)
    if ahead and actor_id == latest.requester_id:
        captains.withdraw(unit, latest.id, actor_id)
    elif series.next_day is None:
        post(unit, actor_id, "series_ended", request=latest, goes_on="no")
    else:
        _leave_out(unit, series, latest, actor_id, [series.next_day])


def leave_out(unit: Unit, series_id: int, actor_id: int, first: date, last: date) -> None:
    """下周不用来了: what is open for these days is withdrawn, of the others nobody is asked. Only residents name days."""
    series, latest = _mine(unit, series_id, actor_id)
    if actor_id != series.requester_id:
        raise NotYours(f"person {actor_id} does not say when series {series_id} is wanted")
    for request in _under_way(unit, series, first, last):
        captains.withdraw(unit, request.id, actor_id)
    if days := rows.days_within(series, first, last):
        _leave_out(unit, series, latest, actor_id, days)


def _leave_out(unit: Unit, series: Series, latest: HelpRequest, actor_id: int, days: list[date]) -> None:
    rows.skip(unit, series, days)
    post(unit, actor_id, "series_skipped", request=latest, days=[day.isoformat() for day in days], series=series.id)


def _mine(unit: Unit, series_id: int, actor_id: int) -> tuple[Series, HelpRequest]:
    """The series, held, with its newest request, if it is this person's or of a building they answer for; else NotYours."""
    series = rows.hold(unit, series_id)
    latest = requests.hold(unit, rows.latest_of(unit, series).id)
    unit.actor_id = actor_id
    if actor_id not in (series.requester_id, latest.captain_id) and not may_act_for(unit, actor_id, latest.building):
        raise NotYours(f"person {actor_id} has no part in series {series_id}")
    return series, latest


def _skip(unit: Unit, person: Person, tap: Tap) -> None:
    """The next day; where the button names days, these."""
    if len(tap.args) == 1:
        skip(unit, tap.number(0), person.id)
    else:
        leave_out(unit, tap.number(0), person.id, tap.day(1), tap.day(2))
    answered(unit)


def _end(unit: Unit, person: Person, tap: Tap) -> None:
    end(unit, tap.number(0), person.id)
    answered(unit)


ACTS: Mapping[Act, Callable[[Unit, Person, Tap], None]] = {Act.SKIP_SERIES: _skip, Act.END_SERIES: _end}

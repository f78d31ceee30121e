"""What residents and captains say to help that comes again: leave the next day out, or no more of it."""

from __future__ import annotations

from aid.captains import service as captains
from aid.captains.service import NotYours
from aid.conversations import service as conversations
from aid.conversations.phrases import Phrase
from aid.delivery.service import post
from aid.people.service import may_act_for
from aid.requests import series as rows
from aid.requests import service as requests
from aid.requests.model import HelpRequest, Series, Status
from aid.requests.rules import may_move
from aid.store.work import Unit

PHRASES = frozenset({Phrase.NO_MORE, Phrase.NOT_THIS_TIME})


def obey(unit: Unit, phrase: Phrase, person_id: int) -> bool:
    """「以后不用了」, 「这次不用来了」; False of somebody whom nobody helps again and again, or who is saying something else."""
    mine = rows.live_of(unit, person_id)
    if not mine or conversations.running(unit, person_id) is not None:
        return False
    if len(mine) > 1:
        post(unit, person_id, "which_series", series=[each.id for each in mine])
    elif phrase is Phrase.NO_MORE:
        end(unit, mine[0].id, person_id)
    else:
        skip(unit, mine[0].id, person_id)
    return True


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
        day = series.next_day
        rows.skip(unit, series)
        post(unit, actor_id, "series_skipped", request=latest, day=day.isoformat(), series=series.id)


def _mine(unit: Unit, series_id: int, actor_id: int) -> tuple[Series, HelpRequest]:
    """The series, held, with its newest request, if it is this person's or of a building they answer for; else NotYours."""
    series = rows.hold(unit, series_id)
    latest = requests.hold(unit, rows.latest_of(unit, series).id)
    unit.actor_id = actor_id
    if actor_id not in (series.requester_id, latest.captain_id) and not may_act_for(unit, actor_id, latest.building):
        raise NotYours(f"person {actor_id} has no part in series {series_id}")
    return series, latest

"""Which buttons a message carries, by its key and by how things stand when it is sent."""

from __future__ import annotations

from collections.abc import Callable

from aid.delivery import certificate_cards, digest, offer_cards, post_cards, series_cards, volunteer_cards
from aid.delivery.captain_buttons import CAPTAIN_BUTTONS, SHOWN_CARDS, no_more
from aid.delivery.facts import request_facts
from aid.delivery.page import Page, Rows
from aid.delivery.talk_buttons import TALK_BUTTONS
from aid.delivery.taps import Act
from aid.hours.model import RecordStatus, ServiceRecord
from aid.hours.rules import SETTLEMENTS
from aid.matching.model import OfferStatus, Progress
from aid.requests.model import Discontent, HelpRequest, Outcome, Status
from aid.requests.rules import FINISHED, TAKES_A_YES, may_move
from aid.requests.subscribers import own_request_of
from aid.understanding.day_parts import still_ahead


def _consent(page: Page) -> Rows:
    return ((page.button("agree", Act.CONSENT),),)


def _languages(page: Page) -> Rows:
    return ((page.button("english", Act.SPEAK, "en"), page.button("chinese", Act.SPEAK, "zh")),)


def _back_to_chinese(page: Page) -> Rows:
    return ((page.button("chinese", Act.SPEAK, "zh"),),)


def _my_data(page: Page) -> Rows:
    return ((page.button("erase", Act.ERASE_ASK, page.reader.id),),)


def _erase(page: Page) -> Rows:
    person = page.reader.id
    rows = [(page.button("erase-now", Act.ERASE, person, True),)]
    if page.message.args["requests"]:
        rows = [(page.button("erase-withdraw", Act.ERASE, person, True),), (page.button("erase-later", Act.ERASE, person, False),)]
    if page.message.args["danger"]:
        rows = [(page.button("erase-later", Act.ERASE, person, False),)]
    return (*rows, (page.button("erase-not", Act.ERASE_NOT, person),))


def _erase_not(page: Page) -> Rows:
    return ((page.button("erase-not", Act.ERASE_NOT, page.reader.id),),)


def _cancel(page: Page) -> Rows:
    rows = []
    for request_id in page.message.args["requests"]:
        request = page.unit.session.get_one(HelpRequest, request_id)
        if may_move(request.status, Status.CANCELLED):
            facts = request_facts(page.unit, request, page.tongue)
            rows.append((page.button("cancel-one", Act.WITHDRAW, request.id, number=request.id, category=facts["category"]),))
    return tuple(rows)


def _false_alarm(page: Page) -> Rows:
    return ((page.button("false-alarm", Act.FALSE_ALARM, page.needed_request.id),),)


def _holder(page: Page) -> Rows:
    assert page.offer is not None
    if page.offer.status is not OfferStatus.ACCEPTED or page.needed_request.status not in TAKES_A_YES:
        return ()
    offer = page.offer.id
    step = {
        None: page.button("coming", Act.COMING, offer),
        Progress.COMING: page.button("arrived", Act.ARRIVED, offer),
    }.get(page.offer.progress)
    done = page.button("done", Act.DONE, offer)
    return (*offer_cards.way_rows(page), (step, done) if step else (done,), (page.button("step-back", Act.STEP_BACK, offer),))


def _hand_back(page: Page) -> Rows:
    return ((page.button("hand-back", Act.HAND_BACK, page.needed_request.id),),)


def _solved(page: Page) -> Rows:
    number = page.needed_request.id
    return (
        (page.button("solved", Act.SOLVED, number, True), page.button("not-solved", Act.SOLVED, number, False)),
        (page.button("partly", Act.PARTLY, number),),
    )


def _partly(page: Page) -> Rows:
    return (*_satisfied(page), (page.button("go-on", Act.SOLVED, page.needed_request.id, False),))


def _not_the_same(page: Page) -> Rows:
    return ((page.button("not-the-same", Act.SPLIT, page.needed_request.id),),)


def _subscriber(page: Page) -> Rows:
    """At the end whoever had the same trouble may say that theirs is not over."""
    mine = own_request_of(page.unit, page.needed_request, page.reader.id)
    over = page.needed_request.status in FINISHED
    return ((page.button("not-solved", Act.SPLIT, mine.id),),) if over and mine else ()


def _not_solved(page: Page) -> Rows:
    return ((page.button("not-solved", Act.SOLVED, page.needed_request.id, False),),)


def _satisfied(page: Page) -> Rows:
    number = page.needed_request.id
    return ((page.button("satisfied", Act.SATISFIED, number, True), page.button("not-satisfied", Act.SATISFIED, number, False)),)


def _hours_wrong(page: Page) -> Rows:
    record = page.record
    if record is None or record.status is RecordStatus.DISPUTED:
        return ()
    return ((page.button("hours-wrong", Act.HOURS_WRONG, record.id),),)


def _my_hours(page: Page) -> Rows:
    records = [page.unit.session.get_one(ServiceRecord, each) for each in page.message.args["records"]]
    wrong = [
        page.button("hours-wrong-one", Act.HOURS_WRONG, each.id, number=each.request_id)
        for each in records
        if each.status is not RecordStatus.DISPUTED
    ]
    return tuple(tuple(wrong[at : at + 2]) for at in range(0, len(wrong), 2))


def _settlements(page: Page) -> Rows:
    record = page.record
    if record is None or record.status is not RecordStatus.DISPUTED:
        return ()
    kept = page.button("hours-keep", Act.HOURS_SETTLE, record.id, record.minutes, minutes=record.minutes)
    others = [
        page.button("hours-minutes", Act.HOURS_SETTLE, record.id, each, minutes=each) for each in SETTLEMENTS if each != record.minutes
    ]
    return ((kept,), *(tuple(others[at : at + 4]) for at in range(0, len(others), 4)))


def _resident_card(page: Page) -> Rows:
    request = page.needed_request
    number = request.id
    captain = page.button("reach-captain", Act.REACH_CAPTAIN, number)
    if request.status in (Status.DONE, Status.CONFIRMED):
        return (*_solved(page), (captain,))
    if request.status is Status.CLOSED:
        asked = request.outcome is Outcome.SOLVED and request.satisfied is None
        return (*(_satisfied(page) if asked else ()), *_not_solved(page))
    if request.status is Status.CANCELLED:
        return ()
    return (
        (page.button("add-words", Act.ADD_WORDS, number), page.button("ask-time", Act.ASK_TIME, number)),
        (page.button("withdraw", Act.ASK_WITHDRAW, number), captain),
        *no_more(page),
    )


def _why_not(page: Page) -> Rows:
    number = page.needed_request.id
    buttons = [page.button(f"why-{each.value}", Act.WHY_NOT, number, each.value) for each in Discontent]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _new_time(page: Page) -> Rows:
    number = page.needed_request.id
    buttons = [page.button(f"time-{each.value}", Act.SET_TIME, number, each.value) for each in still_ahead(page.unit.now)]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _same_issue(page: Page) -> Rows:
    number = page.needed_request.id
    return ((page.button("same-issue", Act.SAME, number, True), page.button("other-issue", Act.SAME, number, False)),)


def _withdraw(page: Page) -> Rows:
    number = page.needed_request.id
    return ((page.button("withdraw-yes", Act.WITHDRAW, number), page.button("keep", Act.KEEP, number)), *no_more(page))


def _my_requests(page: Page) -> Rows:
    rows = []
    for request_id in page.message.args["requests"]:
        request = page.unit.session.get_one(HelpRequest, request_id)
        category = request_facts(page.unit, request, page.tongue)["category"]
        rows.append((page.button("show-card", Act.SHOW_CARD, request.id, number=request.id, category=category),))
    return tuple(rows)


def _digest(page: Page) -> Rows:
    open_ones = [each for each in (*digest.requests_in(page), *digest.also_waiting(page)) if each.status not in FINISHED]
    cards = [page.button("card", Act.CARD, each.id, number=each.id) for each in open_ones[:SHOWN_CARDS]]
    return tuple(tuple(cards[at : at + 4]) for at in range(0, len(cards), 4))


BUTTONS: dict[str, Callable[[Page], Rows]] = {
    "welcome": _consent,
    "notice": _consent,
    "language_choice": _languages,
    "language_followed": _back_to_chinese,
    **TALK_BUTTONS,
    "my_data": _my_data,
    "erase_ask": _erase,
    "erase_later": _erase_not,
    "which_to_cancel": _cancel,
    "emergency_paged": _false_alarm,
    "offer": offer_cards.offer_buttons,
    "resident_card": _resident_card,
    "ask_new_time": _new_time,
    "ask_withdraw": _withdraw,
    "ask_why_not": _why_not,
    "my_requests": _my_requests,
    "holder_card": _holder,
    "holder_nudge": _holder,
    "resident_handed_over": _hand_back,
    "resident_done": _not_solved,
    "resident_closed_by_captain": _not_solved,
    "resident_closed_no_answer": _not_solved,
    "digest": _digest,
    "holder_thanks": _hours_wrong,
    "hours_settled": _hours_wrong,
    "my_hours": _my_hours,
    "captain_hours": _settlements,
    "ask_solved": _solved,
    "ask_solved_again": _solved,
    "ask_satisfied": _satisfied,
    **series_cards.BUTTONS,
    **certificate_cards.BUTTONS,
    **volunteer_cards.BUTTONS,
    **offer_cards.BUTTONS,
    "resident_partly": _partly,
    "ask_same_issue": _same_issue,
    "resident_joined": _not_the_same,
    "subscriber_news": _subscriber,
    **CAPTAIN_BUTTONS,
    **post_cards.BUTTONS,
}

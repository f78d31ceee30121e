"""What a run left in the store, in a form in which two runs of the same play can be compared."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sqlalchemy import select

from aid.captains.model import Referral
from aid.conversations.model import Conversation
from aid.delivery.model import InboxMessage, OutboxMessage
from aid.followups.model import FollowUp
from aid.matching.model import Offer
from aid.people.audit import first_break
from aid.people.model import Address, AuditEvent, Leave
from aid.requests.model import HelpRequest, Subscriber
from aid.store.work import Work

# A kill may show as one of these and as nothing else.
APOLOGIES = {"please_wait", "in_line", "trouble"}
# Two volunteers tap at the same moment in scene d; either may win.
_EITHER = {"volunteer4", "volunteer5"}

Rows = dict[str, Counter[str]]


def rows_of(work: Work) -> Rows:
    """Counted rows of every table that a chain writes, without random ids and lease times."""
    with work.read() as unit:
        session = unit.session
        who = {each.person_id: "volunteer4|5" if each.value in _EITHER else each.value for each in session.scalars(select(Address))}
        # By the order in which they came: PostgreSQL leaves numbers out where a transaction was cut.
        number = {each: place for place, each in enumerate(session.scalars(select(HelpRequest.id).order_by(HelpRequest.id)), start=1)}
        helper = {each.id: who[each.volunteer.person_id] for each in session.scalars(select(Offer))}
        volunteers = {each.volunteer_id: who[each.volunteer.person_id] for each in session.scalars(select(Offer))}
        asked = {each.id: each.update_id for each in session.scalars(select(InboxMessage))}
        strikes = {
            each.id: f"{number[each.request_id]}:{each.kind}:{each.episode}:{each.round}" for each in session.scalars(select(FollowUp))
        }

        def cause(text: str) -> str:
            kind, _, id_ = text.partition(":")
            if kind == "inbox":
                return asked.get(int(id_), text)
            return strikes.get(int(id_), text) if kind == "followup" else kind

        def facts(found: dict[str, Any]) -> dict[str, Any]:
            clean = {key: value for key, value in found.items() if key not in ("conversation", "inbox", "leave", "record", "records")}
            for name in ("other", "requests"):
                if name in clean:
                    clean[name] = [number[each] for each in clean[name]] if name == "requests" else number[clean[name]]
            if "offer" in clean:
                clean["offer"] = helper.get(clean["offer"], "?")
            if "volunteer" in clean:
                clean["volunteer"] = volunteers.get(clean["volunteer"], "?")
            return clean

        def chain(event: AuditEvent) -> str:
            return f"request:{number[event.request_id]}" if event.request_id and event.chain.startswith("request:") else event.chain

        def line(*parts: Any) -> str:
            return json.dumps(parts, default=str, ensure_ascii=False, sort_keys=True)

        return {
            "求助": Counter(
                line(
                    number[each.id], who[each.requester_id], each.status, each.episode, each.category, each.urgency, each.building,
                    each.words, each.wave, who[each.captain_id], each.outcome, each.reason, each.reopened, each.solved,
                    each.satisfied, each.created_at, each.done_at, each.confirmed_at, each.closed_at, each.captain_level, each.partner,
                    each.stands_in_for, each.waiting_until, each.first_word_at, each.extended, each.sent_back, number.get(each.merged_into or 0),
                )
                for each in session.scalars(select(HelpRequest))
            ),
            "邀约": Counter(
                line(number[each.request_id], who[each.volunteer.person_id], each.wave, each.status, each.proposed_at, each.answered_at, each.progress)
                if who[each.volunteer.person_id] != "volunteer4|5"
                else line(number[each.request_id], "volunteer4|5", each.proposed_at)
                for each in session.scalars(select(Offer))
            ),
            "跟进": Counter(
                line(number[each.request_id], each.kind, each.episode, each.round, each.status, each.due_at, each.fired_at, each.left_seconds)
                for each in session.scalars(select(FollowUp))
            ),
            "待发": Counter(
                line(who[each.person_id], each.key, number.get(each.request_id or 0), facts(each.args), cause(each.cause), each.status, each.created_at)
                for each in session.scalars(select(OutboxMessage))
                if each.key not in APOLOGIES
            ),
            "来信": Counter(line(each.update_id, each.answered_at) for each in session.scalars(select(InboxMessage))),
            "会话": Counter(line(who[each.person_id], each.state, number.get(each.request_id or 0)) for each in session.scalars(select(Conversation))),
            "留痕": Counter(
                line(chain(each), each.kind, each.at, facts(each.facts), cause(each.cause))
                for each in session.scalars(select(AuditEvent))
                if each.kind != "viewed"  # a message that is sent again is viewed again
            ),
            "转介": Counter(
                line(number[each.request_id], each.partner, each.referred_at, each.acknowledged_at, each.acknowledged_by, each.ended_at, each.ended_as)
                for each in session.scalars(select(Referral))
            ),
            "关注": Counter(line(number[each.request_id], who[each.person_id], each.since) for each in session.scalars(select(Subscriber))),
            "请假": Counter(
                line(who[each.person_id], each.starts_at, each.ends_at, each.begun_at, each.ended_at) for each in session.scalars(select(Leave))
            ),
        }  # fmt: skip


def broken_chains(work: Work) -> list[str]:
    """The audit chains in which a row was changed or is missing."""
    with work.read() as unit:
        chains: dict[str, list[AuditEvent]] = {}
        for each in unit.session.scalars(select(AuditEvent).order_by(AuditEvent.chain, AuditEvent.seq)):
            chains.setdefault(each.chain, []).append(each)
        return [chain for chain, events in chains.items() if first_break(events)]


def differences(whole: Rows, broken: Rows) -> list[str]:
    """What one run has and the other has not, a line each."""
    found = []
    for table in whole:
        found += [f"{table}: 少了 {row} ×{count}" for row, count in (whole[table] - broken[table]).items()]
        found += [f"{table}: 多了 {row} ×{count}" for row, count in (broken[table] - whole[table]).items()]
    return found

"""The week told as a table: what happened, and whether nothing was lost and no limit broken."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.table import Table
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from aid.delivery.model import InboxMessage, OutboxMessage, OutboxStatus
from aid.followups.model import FollowUp, FollowUpStatus
from aid.people.audit import first_break
from aid.people.model import AuditEvent
from aid.requests.model import HelpRequest
from aid.requests.rules import FINISHED
from aid.store.work import Work

# A message or a clock later than this has been let lie.
LATE = timedelta(minutes=2)
# Within this everybody who writes has heard something, unless Telegram itself was busy or away.
ANSWERED_IN = timedelta(minutes=1)
TROUBLED = timedelta(minutes=15)


@dataclass(frozen=True)
class Account:
    """The table, the checks that held and that did not, and what was found for those that did not."""

    table: Table
    passed: int
    failed: int
    found: dict[str, Any]


def _rows(session: Session, now: datetime) -> dict[str, Any]:
    follow_ups = session.scalars(select(FollowUp)).all()
    requests = session.scalars(select(HelpRequest)).all()
    watched = {each.request_id for each in follow_ups if each.status is FollowUpStatus.PENDING}
    chains: dict[str, list[AuditEvent]] = {}
    for event in session.scalars(select(AuditEvent).order_by(AuditEvent.chain, AuditEvent.seq)):
        chains.setdefault(event.chain, []).append(event)
    count = select(func.count()).select_from
    late = (OutboxMessage.status == OutboxStatus.PENDING, OutboxMessage.due_at < now - LATE)
    return {
        "requests": Counter(each.status.value for each in requests),
        "emergencies": sum(1 for each in requests if each.emergency_kind),
        "outbox": Counter(each.value for each in session.scalars(select(OutboxMessage.status))),
        "failures": Counter(session.scalars(select(OutboxMessage.failure).where(OutboxMessage.failure.is_not(None)))),
        "inbox": session.scalar(count(InboxMessage)),
        "unanswered": session.scalar(count(InboxMessage).where(InboxMessage.answered_at.is_(None))),
        "lying": session.scalar(count(OutboxMessage).where(*late)),
        "fired": sum(1 for each in follow_ups if each.fired_at),
        "late": sum(1 for each in follow_ups if each.fired_at and each.fired_at - each.due_at > LATE),
        "overdue": sum(1 for each in follow_ups if each.status is FollowUpStatus.PENDING and each.due_at < now - LATE),
        "unwatched": [each.id for each in requests if each.status not in FINISHED and each.id not in watched],
        "broken": sum(1 for events in chains.values() if first_break(events)),
    }


def _unheard(said: Sequence[tuple[int, datetime]], heard: dict[str, list[str]]) -> list[tuple[int, str, float]]:
    """Who wrote, and when, and had to wait for how many minutes (-1: for ever)."""
    found = []
    for chat, at in said:
        times = [datetime.fromisoformat(each) for each in heard.get(str(chat), [])]
        place = bisect_left(times, at)
        wait = times[place] - at if place < len(times) else None
        if wait is None or wait > ANSWERED_IN:
            found.append((chat, at.isoformat(), round(wait / timedelta(minutes=1), 1) if wait else -1.0))
    return found


def account_of(
    work: Work, telegram: dict[str, Any], done: Counter[str], said: Sequence[tuple[int, datetime]], days: float, falls: int, seconds: float
) -> Account:
    """Of the rows, and of what Telegram saw."""
    with work.read() as unit:
        found = _rows(unit.session, unit.now)
    unheard = _unheard(said, telegram["heard"])
    sent = done["write"] + done["tap"] + done["edit"]
    checks = {
        "来信一条不少, 重复的只算一次": found["inbox"] == sent and not found["unanswered"],
        "每句话都很快有回音": all(0 <= wait <= TROUBLED / timedelta(minutes=1) for *_, wait in unheard),
        "没有该发未发的": not found["lying"],
        "没发出去的只有拉黑和注销的": set(found["failures"]) <= {"forbidden"},
        "时钟没有晚响、漏响": not found["late"] and not found["overdue"],
        "没办完的求助都有时钟看着": not found["unwatched"],
        "没有碰到 Telegram 的限制": not any(key.startswith("429") for key in telegram["refused"]) and telegram["busiest"] <= 30,
        "Telegram 说等, 就等够了": not telegram["impatient"],
        "没有别的被 Telegram 拒绝的调用": not telegram["refused"] and not telegram["surprises"],
        "留痕链都是完整的": not found["broken"],
        "机器人没有倒过": not falls,
    }
    title = f"模拟的 {days:g} 天: 50 位居民, 108 位志愿者, 20 位楼栋长 ({seconds:.0f} 秒)"
    table = Table("", "", title=title, show_header=False)
    calls = telegram["calls"]
    table.add_row("写来的话 / 点的按钮 / 改过的话", f"{done['write']} / {done['tap']} / {done['edit']}")
    table.add_row("求助", ", ".join(f"{status} {number}" for status, number in sorted(found["requests"].items())))
    table.add_row("其中紧急", str(found["emergencies"]))
    table.add_row("待发消息", ", ".join(f"{status} {number}" for status, number in sorted(found["outbox"].items())))
    table.add_row("新消息 / 原地更新", f"{calls.get('sendMessage', 0)} / {calls.get('editMessageText', 0)}")
    table.add_row("一秒里最多发出", str(telegram["busiest"]))
    table.add_row("故意弄出的拒绝", ", ".join(f"{code}: {number}" for code, number in sorted(telegram["provoked"].items())) or "无")
    table.add_row("响过的时钟", str(found["fired"]))
    for what, good in checks.items():
        table.add_row(what, "✓" if good else "✗")
    failed = sum(1 for good in checks.values() if not good)
    kept = {key: telegram[key] for key in ("refused", "impatient", "surprises")}
    return Account(table, len(checks) - failed, failed, found | kept | {"unheard": unheard})

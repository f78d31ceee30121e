"""`--from` and `--to`: days of the compound, by default the month so far."""

from __future__ import annotations

from datetime import date

import typer

from aid.reports.period import Period
from aid.store.work import Unit
from cli.settings import BadSetting

FROM = typer.Option(None, "--from", help="从哪天起 (2026-09-01); 不写: 本月 1 日")
TO = typer.Option(None, "--to", help="到哪天为止, 含当天; 不写: 今天")


def period_of(since: str | None, until: str | None, unit: Unit) -> Period:
    """The period that was asked for; BadSetting for what is no day, or ends before it begins."""
    today = unit.now.astimezone(unit.community.zone).date()
    last = _day("--to", until) if until else today
    first = _day("--from", since) if since else last.replace(day=1)
    if first > last:
        raise BadSetting(f"--from {first} 在 --to {last} 之后")
    return Period(first, last, unit.community.zone)


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadSetting(f"{option} {text}: 日期应写成 2026-09-01") from None

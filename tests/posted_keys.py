"""What the code says to people, read out of its syntax: the keys it posts and the arguments it posts them with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aid.captains import aftercare, extension, sendback
from aid.captains.inviting import Invited
from aid.delivery.facts import PROMISE_LABELS
from aid.delivery.my_data import FIELDS
from aid.matching.model import DECLINE_REASONS, Progress, Went
from aid.people.model import PostKind
from aid.requests.model import Discontent, Outcome, Status
from aid.understanding.day_parts import DayPart
from aid.understanding.screen import EmergencyKind
from aid.understanding.things import THINGS
from aid.volunteers.decisions import DECLINE_REASONS as NO_VOLUNTEER
from aid.volunteers.model import Level, Reach
from aid.volunteers.quiet import PAUSES
from aid.volunteers.steps import HOURS, Step
from bot.telegram_reading import COMMANDS, FOR_ROLES
from cli.settings import ROOT

ROOMS = ("aid", "bot", "actions", "cli")
# Functions that write to a person, and the place of the message's key among their arguments.
_POSTING = {"post": 2, "tell_resident": 2, "tell_captain": 2, "_answer": 2}
# These pass on a key they were given; their callers name it.
_PASSING_ON = {"tell_resident", "tell_captain", "_answer", "say", "_say_beside"}

_STEPS = [step.value for step in Step]
# What may follow where the code puts a key together.
ENDINGS = {
    "resident_*": [step.value for step in Progress if step is not Progress.DONE],
    "status-*": [status.value for status in Status],
    "emergency-*": [kind.value for kind in EmergencyKind],
    "outcome-*": [outcome.value for outcome in Outcome],
    "button-extend-*": list(extension.REASONS),
    "button-back-*": list(sendback.REASONS),
    "button-partner-back-*": list(sendback.PARTNER_REASONS),
    "button-decide-*": [kind.value for kind in PostKind],
    "button-end-*": [outcome.value for outcome in aftercare.ENDINGS],
    "button-why-*": [*(each.value for each in Discontent), *(reason for reasons in aftercare.ENDINGS.values() for reason in reasons)],
    "button-time-*": [each.value for each in DayPart],
    "button-phoned-*": list(aftercare.CALLS),
    "recurring-*": ["days", "months"],
    "clock-*": list(PROMISE_LABELS.values()),
    "command-*": ["start", *COMMANDS, *FOR_ROLES],
    "post-*": [kind.value for kind in PostKind],
    "field-*": [*FIELDS, "other"],
    "volunteer_*": _STEPS,
    "button-because-*": [reason.value for reason in DECLINE_REASONS],
    "button-invite-*": [each.value for each in Invited],
    "button-went-*": [how.value for how in Went],
    "level-*": [level.value for level in Level],
    "thing-*": list(THINGS),
    "reach-*": [reach.value for reach in Reach],
    "hours-*": list(HOURS),
    "button-hours-*": list(HOURS),
    "button-reach-*": [reach.value for reach in Reach],
    "button-pause-*": [*PAUSES, "open"],
    "button-change-*": [step for step in _STEPS if step != Step.SUMMARY],
    "button-decline-*": list(NO_VOLUNTEER),
}


def spelled_out(keys: set[str]) -> set[str]:
    """The keys with every ending they may take."""
    whole = {key for key in keys if not key.endswith("*")}
    return whole | {stem.rstrip("*") + ending for stem in keys - whole for ending in ENDINGS[stem]}


@dataclass(frozen=True)
class Posted:
    """One place in the code that posts a message: its keys (a trailing * stands for any ending), and what it hands over."""

    where: str
    keys: tuple[str, ...]
    args: frozenset[str]
    with_request: bool


def posted() -> list[Posted]:
    """Every place that posts to a person."""
    return [each for path in _sources() for each in _posted_in(path)]


def said() -> set[str]:
    """Every key that is looked up in the catalogue directly, buttons included (a trailing * stands for any ending)."""
    found: set[str] = set()
    for path in _sources():
        for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            name = _name(call.func)
            if isinstance(call.func, ast.Name) and name == "say" and len(call.args) > 1:
                found |= {key for key in _strings(call.args[1], None) if key}
            elif name == "say" and isinstance(call.func, ast.Attribute) and _says_to_a_reader(call.func.value) and call.args:
                found |= {key for key in _strings(call.args[0], None) if key}
            elif name == "button" and call.args:
                found |= {f"button-{key}" for key in _strings(call.args[0], None) if key}
    return found - {"button-*"}  # Page.button itself


def _sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def _posted_in(path: Path) -> Iterator[Posted]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for call in _calls(function):
            name = _name(call.func)
            place = _POSTING.get(name)
            if name == "say" and isinstance(call.func, ast.Attribute) and _name(call.func.value) == "small_talk":
                place = 2
            if place is None or len(call.args) <= place or (name == "post" and not isinstance(call.func, ast.Name)):
                continue
            keys = tuple(sorted(_strings(call.args[place], function)))
            if not keys and function.name in _PASSING_ON:
                continue
            given = {keyword.arg for keyword in call.keywords if keyword.arg}
            tells = name.startswith("tell_")
            yield Posted(
                where=f"{path.relative_to(ROOT)}:{call.lineno}",
                keys=keys,
                args=frozenset(given - {"request", "reader", "answering"}),
                with_request=tells or "request" in given,
            )


def _says_to_a_reader(speaker: ast.expr) -> bool:
    """`tongue.say(…)`, `page.tongue.say(…)`, and in the tongue itself `self.say(…)`."""
    return _name(speaker) in ("tongue", "self")


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _strings(node: ast.expr, function: ast.AST | None) -> set[str]:
    """The strings this expression may be; a name is looked up among the assignments of its function."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return _strings(node.body, function) | _strings(node.orelse, function)
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return {f"{first.value}*"} if isinstance(first, ast.Constant) else set()
    if isinstance(node, ast.Name) and function is not None:
        given = [
            each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Assign) and any(isinstance(target, ast.Name) and target.id == node.id for target in each.targets)
        ]
        return {key for value in given for key in _strings(value, None)}
    return set()

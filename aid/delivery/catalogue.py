"""The message catalogue: Fluent files, one a language, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

DEFAULT_LANGUAGE = "zh-CN"
# fluent.runtime refuses arguments of more than 2,500 characters (MAX_PART_LENGTH): longer ones are put in afterwards.
_LONGEST_PART = 2000


class NoSuchText(KeyError):
    """The catalogue has no text under this key."""


@cache
def _bundle(language: str) -> FluentBundle:
    text = files("aid.delivery").joinpath("messages", f"{language}.ftl").read_text(encoding="utf-8")
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle


_BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)")


def say(language: str, key: str, args: Mapping[str, str | int] | None = None) -> str:
    """The text under `key` with `args` filled in; NoSuchText when key or an argument is missing."""
    bundle = _bundle(language)
    if not bundle.has_message(key) and not bundle.has_message(key.replace("_", "-")):
        raise NoSuchText(key)
    message = bundle.get_message(key if bundle.has_message(key) else key.replace("_", "-"))
    if message.value is None:
        raise NoSuchText(key)
    args = dict(args or {})
    # A request's number is a name, not an amount: without commas.
    numbers = {name: fluent_number(value, useGrouping=False) for name, value in args.items() if isinstance(value, int)}
    long = {f"\ue000{name}\ue000": value for name, value in args.items() if isinstance(value, str) and len(value) > _LONGEST_PART}
    text, errors = bundle.format_pattern(message.value, args | numbers | {mark.strip("\ue000"): mark for mark in long})
    if errors:
        raise NoSuchText(f"{key}: {errors[0]}")
    whole = str(text)
    for mark, value in long.items():
        whole = whole.replace(mark, value)
    # A name that nobody has said leaves two blanks where it would stand.
    return "\n".join(_BLANKS.sub(" ", line.rstrip()) for line in whole.splitlines() if line.strip())

"""What Telegram refuses in a message by itself: too long, empty, badly marked up."""

from __future__ import annotations

import json
from typing import Any

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_CALLBACK, MOST_BUTTONS = 4096, 1024, 64, 100
LARGEST_FILE = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024


class Refusal(Exception):
    """Telegram says no."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def as_json(value: Any) -> Any:
    """A parameter that may come as text or as what it says."""
    return json.loads(value) if isinstance(value, str) else value


def checked_text(params: dict[str, Any]) -> str:
    """The text of a message; Refusal when it is empty or too long."""
    text = str(params.get("text", "")).strip()
    if not text:
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text) > LONGEST_TEXT:
        raise Refusal(400, "Bad Request: message is too long")
    return text


def checked_file(params: dict[str, Any]) -> tuple[str, bytes, str]:
    """An uploaded file: name, content, type."""
    if not isinstance(params.get("document"), tuple):
        raise Refusal(400, "Bad Request: there is no document in the request")
    name, content, kind = params["document"]
    if not content:
        raise Refusal(400, "Bad Request: file must be non-empty")
    if len(content) > LARGEST_FILE:
        raise Refusal(413, "Request Entity Too Large")
    return name, content, kind


def checked_markup(params: dict[str, Any]) -> list[tuple[str, str]]:
    """The buttons of an inline keyboard; Refusal for what is none."""
    if "reply_markup" not in params:
        return []
    try:
        keyboard = as_json(params["reply_markup"])["inline_keyboard"]
        buttons = [button for row in keyboard for button in row]
        labels = [str(button["text"]) for button in buttons]
    except (ValueError, KeyError, TypeError):
        raise Refusal(400, "Bad Request: can't parse reply keyboard markup JSON object") from None
    if len(buttons) > MOST_BUTTONS or any(len(row) > 8 for row in keyboard):
        raise Refusal(400, "Bad Request: reply markup is too long")
    if any(not label.strip() for label in labels):
        raise Refusal(400, "Bad Request: inline keyboard button text is empty")
    codes = [button.get("callback_data") for button in buttons]
    if None in codes:
        raise Refusal(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if any(not 1 <= len(code.encode()) <= LONGEST_CALLBACK for code in codes):
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return list(zip(labels, codes, strict=True))

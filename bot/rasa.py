"""Talking to Rasa over its REST channel, on loopback."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import httpx

log = logging.getLogger(__name__)

# A turn costs 75–210 ms; what takes this long has hung, and the resident gets the button menu.
PATIENCE = 8.0


@dataclass(frozen=True)
class RasaAddress:
    """Where Rasa listens and the token of its API."""

    url: str
    token: str


class Rasa:
    """A client of one Rasa. Nothing it says is trusted: a turn counts when the Conversation row says so."""

    def __init__(self, address: RasaAddress, patience: float = PATIENCE) -> None:
        self._http = httpx.AsyncClient(
            base_url=address.url,
            params={"token": address.token} if address.token else None,
            timeout=patience,
            trust_env=False,
        )

    async def turn(self, conversation_id: str, text: str, inbox_id: int) -> bool:
        """Let Rasa decide a turn; False when nobody answered (down, hung, or an error). The text is never logged."""
        body = {"sender": conversation_id, "message": text, "metadata": {"inbox_id": inbox_id}}
        try:
            answer = await self._http.post("/webhooks/rest/webhook", json=body)
        except httpx.HTTPError as error:
            log.warning("Rasa did not answer: %s", type(error).__name__)
            return False
        if answer.status_code != httpx.codes.OK:
            log.warning("Rasa answered %s", answer.status_code)
        return answer.status_code == httpx.codes.OK

    async def forget(self, conversation_id: str) -> None:
        """Let Rasa drop its memory of a conversation: the next turn begins a session restored from our row.

        After a turn that broke off, Rasa's own idea of form and slots is not to be trusted.
        """
        try:
            await self._http.post(f"/conversations/{conversation_id}/tracker/events", json={"event": "restart"})
        except httpx.HTTPError as error:
            log.warning("Rasa did not answer: %s", type(error).__name__)

    async def parse(self, text: str) -> dict[str, Any]:
        """`/model/parse` of one text; httpx.HTTPError when it fails."""
        answer = await self._http.post("/model/parse", json={"text": text})
        answer.raise_for_status()
        found = answer.json()
        assert isinstance(found, dict)
        return found

    async def is_ready(self) -> bool:
        """Whether a model is loaded and answering."""
        try:
            answer = await self._http.get("/status", timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    async def close(self) -> None:
        await self._http.aclose()

"""What a clause of a message may mean, asked of the same Rasa whose turn waits for our action."""

from __future__ import annotations

import logging

import httpx

from aid.understanding.needs import Ranking
from aid.understanding.reading import parse_of

log = logging.getLogger(__name__)

# A clause costs some 10 ms; a Rasa that takes longer than this is in trouble, and one need is taken.
PATIENCE = 1.5


class Clauses:
    """A `Classify` over Rasa's `/model/parse`; what fails is no need. The words are never logged."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.Client(base_url=url, params={"token": token} if token else None, timeout=PATIENCE, trust_env=False)

    def __call__(self, clause: str) -> Ranking:
        try:
            answer = self._http.post("/model/parse", json={"text": clause})
            answer.raise_for_status()
            return parse_of(answer.json()).ranking
        except httpx.HTTPError as error:
            log.warning("a clause could not be read: %s", type(error).__name__)
            return ()

"""Rasa's memory, bounded: the conversations that spoke last. Any other is restored from our row when it speaks again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class LatestTrackers(InMemoryTrackerStore):
    """Rasa's own store keeps every conversation for ever; this one keeps the `most` latest (endpoints.yml)."""

    def __init__(self, domain: Domain, event_broker: Optional[EventBroker] = None, most: int = 1000, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.store: OrderedDict[str, str] = OrderedDict()
        self.most = most

    async def save(self, tracker: DialogueStateTracker) -> None:
        await super().save(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self.most:
            self.store.popitem(last=False)

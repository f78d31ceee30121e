"""Rasa's memory does not grow with the number of conversations."""

import asyncio
import unittest

from nlu.trackers import LatestTrackers
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


class Trackers(unittest.TestCase):
    def test_only_the_latest_conversations_are_kept(self) -> None:
        """Who spoke last stays, whoever began first; what fell out begins anew."""
        store = LatestTrackers(Domain.empty(), most=2)

        async def speak(sender: str) -> int:
            tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
            assert isinstance(tracker, DialogueStateTracker)
            tracker.update(UserUttered("你好"))
            await store.save(tracker)
            return len(tracker.events)

        async def play() -> list[int]:
            return [await speak(sender) for sender in ("a", "b", "a", "c", "a", "b")]

        self.assertEqual(asyncio.run(play()), [1, 1, 2, 1, 3, 1])
        self.assertEqual(list(store.store), ["a", "b"])

"""Voice notes with ears behind the bot: heard, shown, and counted at 对; an emergency waits for nothing."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest

from actions.clauses import Clauses
from actions.turns import all_actions
from aid.requests.model import Status
from bot.telegram import TelegramDoor
from cli.rasa_process import free_port
from tests.dialogue.fake_bot_api import TOKEN
from tests.dialogue.running_rasa import RunningRasa
from tests.dialogue.test_attachments import files_in, sound
from tests.dialogue.town import Town, leak_by_taps
from tests.soak.fake_telegram import fake_app

LEAK = "我家厨房水管漏水了"


class Listener:
    """Hears what lies in the file, as if its bytes were its words; `gate` holds it up, `falls` breaks it."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self.falls = False
        self.asked = 0

    async def hear(self, sound: bytes) -> str:
        self.asked += 1
        await self.gate.wait()
        if self.falls:
            raise RuntimeError("a worker that fell")
        return sound.decode()

    async def stop(self) -> None:
        """Nothing to end."""


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def hearing(closed_town: Town, listener: Listener) -> Town:
    """A town whose bot has ears, and no Rasa."""
    await closed_town.open(transcriber=listener)
    return closed_town


def note(town: Town, words: str, seconds: int = 7, **more: Any) -> dict[str, Any]:
    """A voice note that says this."""
    town.api.files["note"] = words.encode()
    voice = {"file_id": "note", "file_unique_id": "n", "duration": seconds, "mime_type": "audio/ogg", "file_size": 20_000}
    return {"voice": voice} | more


async def test_what_was_heard_counts_when_they_say_so(hearing: Town) -> None:
    """收到, then the words with two buttons; 对 is as if they had been typed; the note goes with the request."""
    await hearing.wu.sends(**note(hearing, LEAK))
    _, asked = hearing.wu.sees("voice_listening", "voice_heard")
    assert asked.text == f"我听到的是:「{LEAK}」对吗?" and asked.labels == ["对", "不对, 我来打字"]
    assert hearing.status() is Status.RECEIVED and LEAK not in hearing.request_of(1).words
    await hearing.wu.taps("对")
    assert LEAK in hearing.request_of(1).words
    assert asked.shown.buttons == []
    await hearing.wu.taps("家中小修")
    await hearing.wu.taps("对")
    await hearing.lin.taps("接单")
    assert any("[voice note]" in each for each in files_in(hearing, "lin"))
    assert len(hearing.requests()) == 1


@pytest.mark.rasa
async def test_the_model_hears_what_was_said(closed_town: Town, rasa: RunningRasa, listener: Listener) -> None:
    """After 对 the model reads the words like typed ones: nothing is asked twice."""
    clauses = Clauses(rasa.address.url, rasa.address.token)
    await closed_town.open(rasa.address, rasa.action_port, actions=lambda work: all_actions(work, clauses), transcriber=listener)
    await closed_town.wu.sends(**note(closed_town, LEAK))
    await closed_town.wu.taps("对")
    assert closed_town.wu.new()[-1].key == "confirm_card"
    assert closed_town.request_of(1).category == "repair_home"


@pytest.mark.parametrize(("kind", "size", "heard"), [("audio", 900_000, True), ("document", 900_000, True), ("document", 3_000_000, False)])
async def test_a_recording_is_listened_to_like_a_note(hearing: Town, listener: Listener, kind: str, size: int, heard: bool) -> None:
    """Sent as music or as a file; a file too large for a minute of speech is kept unheard, as nobody says how long it is."""
    hearing.api.files["sound-1"] = LEAK.encode()
    await hearing.wu.sends(**sound(kind, size=size))
    assert listener.asked == heard
    if heard:
        await hearing.wu.taps("对")
        assert LEAK in hearing.request_of(1).words
    else:
        assert "一分钟以内" in hearing.wu.sees("attached_first", "ask_category")[0].text


async def test_misheard_words_do_not_count(hearing: Town) -> None:
    """不对 asks for typed words, with buttons; nothing of what was heard is kept in the request."""
    await hearing.wu.sends(**note(hearing, "我家厨房水管漏油了"))
    hearing.wu.looks_away()
    await hearing.wu.taps("不对")
    assert [card.key for card in hearing.wu.new()] == ["voice_retype", "ask_category"]
    assert "漏油" not in hearing.request_of(1).words
    await hearing.wu.says(LEAK)
    assert LEAK in hearing.request_of(1).words


async def test_each_answer_counts_once(hearing: Town) -> None:
    """A second tap, either way, finds the question settled; somebody else's tap is refused."""
    await hearing.wu.sends(**note(hearing, LEAK))
    asked = hearing.wu.last("voice_heard")
    await hearing.chen.sends_code(asked.code("对"))
    assert hearing.chen.new()[-1].key == "tap_refused"
    await hearing.wu.presses(asked, "对")
    hearing.wu.looks_away()
    await hearing.wu.presses(asked, "不对")
    await hearing.wu.presses(asked, "对")
    hearing.wu.sees("tap_stale", "tap_stale")


async def test_silence_after_the_question_ends_with_the_captain(hearing: Town) -> None:
    """Nobody has to say 对 to be helped: the captain gets the note, and not the unconfirmed words."""
    await hearing.wu.sends(**note(hearing, LEAK))
    await hearing.waits(hours=1, minutes=5)
    assert hearing.status() is Status.WITH_CAPTAIN
    assert any("[voice note]" in each for each in files_in(hearing, "captain"))
    assert not any(LEAK in each.text for each in hearing.api.seen_by(hearing.captain.chat))


async def test_an_emergency_waits_for_no_yes(hearing: Town) -> None:
    """The number comes first, what was heard after it with the way back; the captain has the note and the words at once."""
    await hearing.wu.sends(**note(hearing, "快来人我家着火了"))
    keys = [card.key for card in hearing.wu.new()]
    assert keys.index("emergency_number") < keys.index("voice_alarm") and "voice_heard" not in keys
    assert "119" in hearing.wu.last("emergency_number").text.splitlines()[0]
    assert "着火了" in hearing.wu.last("voice_alarm").text
    assert "着火了" in hearing.captain.last("captain_emergency").text
    assert any("[voice note]" in each for each in files_in(hearing, "captain"))
    await hearing.wu.taps("误报")
    assert hearing.status() is Status.CANCELLED


async def test_a_strangers_first_word_may_be_an_emergency(hearing: Town) -> None:
    """Who has never written to us hears the number before the notice."""
    stranger = hearing.newcomer()
    await stranger.sends(**note(hearing, "救命啊我家着火了"))
    assert [card.key for card in stranger.new()][:2] == ["voice_listening", "emergency_number"]


@pytest.mark.parametrize("trouble", ["nothing understood", "no such file", "the worker falls"])
async def test_what_is_not_understood_is_kept_and_asked_for(hearing: Town, listener: Listener, trouble: str) -> None:
    """The note waits for the captain; the person is asked to write or to tap."""
    what = note(hearing, "" if trouble == "nothing understood" else LEAK)
    listener.falls = trouble == "the worker falls"
    if trouble == "no such file":
        hearing.api.files.clear()
        hearing.provoked.add(400)
    await hearing.wu.sends(**what)
    _, kept, _ = hearing.wu.sees("voice_listening", "attached_first", "ask_category")
    assert "没听清" in kept.text
    await hearing.waits(hours=1, minutes=5)
    assert any("[voice note]" in each for each in files_in(hearing, "captain"))


async def test_the_file_comes_over_http_from_another_telegram(hearing: Town) -> None:
    """With WOBANGLIN_TELEGRAM_API_URL files come from there too."""
    hearing.api.files["note"] = LEAK.encode()
    port = free_port()
    server = await fake_app(hearing.api).create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
    assert server is not None and hearing.bot is not None
    await server.startup()
    await server.start_serving()
    door = TelegramDoor(hearing.work, hearing.bot.turns, TOKEN, api_url=f"http://127.0.0.1:{port}")
    async with door.application.bot:
        assert await door.fetch("note") == LEAK.encode()
    server.close()
    await server.wait_closed()


async def test_a_long_note_is_kept_unheard(hearing: Town, listener: Listener) -> None:
    """Over a minute: said at once, without listening."""
    await hearing.wu.sends(**note(hearing, LEAK, seconds=61))
    assert "一分钟以内" in hearing.wu.sees("attached_first", "ask_category")[0].text
    assert listener.asked == 0


async def test_who_speaks_and_then_types_is_not_kept_waiting(hearing: Town, listener: Listener) -> None:
    """While one note is listened to, the same person's cry for help is answered, and so are others; the note comes after."""
    listener.gate.clear()
    hearing.api.write(hearing.wu.chat, **note(hearing, LEAK))
    hearing.api.write(hearing.wu.chat, "家里着火了")
    hearing.api.write(hearing.he.chat, "你好")
    async with asyncio.timeout(30):
        while not (listener.asked and len(hearing.api.seen_by(hearing.he.chat)) and "119" in str(hearing.api.seen_by(hearing.wu.chat))):
            await hearing.breathe(0.02)  # the relay sends one message a second to a chat: the clock must move on
            hearing.clock.move_to(hearing.clock.now() + timedelta(seconds=1))
            assert hearing.bot is not None
            hearing.bot.relay.wake()
    assert "voice_heard" not in [card.key for card in hearing.wu.new()]
    listener.gate.set()
    await hearing.settle()
    assert "voice_heard" in [card.key for card in hearing.wu.new()]


async def test_a_bot_that_is_stopped_while_it_listens_listens_again(hearing: Town, listener: Listener) -> None:
    """The note is an unanswered row: the next start takes it up; the person hears 收到 once and is asked once."""
    listener.gate.clear()
    hearing.api.write(hearing.wu.chat, **note(hearing, LEAK))
    async with asyncio.timeout(30):
        while not listener.asked:
            await hearing.breathe(0.02)
    await hearing.close()
    listener.gate.set()
    await hearing.open(transcriber=listener)
    await hearing.settle()
    assert listener.asked == 2
    hearing.wu.sees("voice_listening", "voice_heard")


async def test_without_ears_after_the_stop_the_person_is_asked(hearing: Town, listener: Listener) -> None:
    """The extra was taken away meanwhile: as without it."""
    listener.gate.clear()
    hearing.api.write(hearing.wu.chat, **note(hearing, LEAK))
    async with asyncio.timeout(30):
        while not listener.asked:
            await hearing.breathe(0.02)
    await hearing.close()
    await hearing.open()
    await hearing.settle()
    assert [card.key for card in hearing.wu.new()] == ["voice_listening", "attached_first", "ask_category"]


async def test_a_holders_note_reaches_the_resident_as_it_is(hearing: Town) -> None:
    """Where people talk through us the voice itself is passed on, and nobody is asked whether we heard rightly."""
    await leak_by_taps(hearing)
    await hearing.lin.taps("接单")
    hearing.lin.looks_away()
    await hearing.lin.sends(**note(hearing, "我马上到楼下"))
    assert [card.key for card in hearing.lin.new()] == ["voice_listening", "attached"]
    assert any("[voice note]" in each for each in files_in(hearing, "wu"))


async def test_a_spoken_addition_goes_to_its_request(hearing: Town) -> None:
    """补充, spoken: after 对 the words are on the request, like typed ones."""
    await leak_by_taps(hearing)
    await hearing.wu.taps("补充")
    await hearing.wu.sends(**note(hearing, "阀门在水槽下面"))
    await hearing.wu.taps("对")
    assert "阀门在水槽下面" in hearing.request_of(1).words


async def test_no_word_of_it_is_logged(hearing: Town, listener: Listener, caplog: pytest.LogCaptureFixture) -> None:
    """Neither what was heard nor where the file lies."""
    caplog.set_level(logging.DEBUG)
    await hearing.wu.sends(**note(hearing, "我电话一三九零零零零零零零九"))
    listener.falls = True
    await hearing.wu.sends(**note(hearing, "我电话一三九零零零零零零零九"))
    assert "一三九" not in caplog.text and "voice/note" not in caplog.text

"""Photos, albums, voice notes, places and contact cards: kept with the request, passed on to whoever works on it, bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from aid.requests.model import Attachment
from tests.dialogue.town import Town, leak_by_taps


def photo(name: str, size: int = 90_000, **more: Any) -> dict[str, Any]:
    """A photo in the two sizes that Telegram makes of it."""
    sizes = [
        {"file_id": f"{name}-{width}", "file_unique_id": f"u{name}{width}", "width": width, "height": width, "file_size": size}
        for width in (90, 800)
    ]
    return {"photo": sizes} | more


def picture_file(name: str, mime: str | None = "image/jpeg", size: int = 3_000_000, **more: Any) -> dict[str, Any]:
    """A picture sent as a file: Telegram makes no sizes of it."""
    file = {"file_id": name, "file_unique_id": f"u{name}", "file_name": f"{name}.jpg", "file_size": size}
    return {"document": file | ({"mime_type": mime} if mime else {})} | more


def sound(kind: str, mime: str = "audio/mpeg", size: int = 500_000, **more: Any) -> dict[str, Any]:
    """A recording out of a folder: as music with its length, or as a file without."""
    length = {"duration": more.pop("duration", 30)} if kind == "audio" else {}
    return {
        kind: {"file_id": "sound-1", "file_unique_id": "s1", "file_name": "sound.mp3", "mime_type": mime, "file_size": size} | length
    } | more


VOICE = {"voice": {"file_id": "voice-1", "file_unique_id": "v1", "duration": 7, "mime_type": "audio/ogg", "file_size": 20_000}}


def files_in(town: Town, name: str) -> list[str]:
    """The files that somebody was shown."""
    return [each.text for each in town.api.seen_by(getattr(town, name).chat) if each.text.startswith("[")]


async def test_a_photo_goes_with_the_request_to_its_holder(town: Town) -> None:
    """Sent while neighbours are asked: nobody sees it until somebody has said yes; then the holder does, and only they."""
    await leak_by_taps(town)
    await town.wu.sends(**photo("pipe"))
    assert "照片收到了, 已放到求助 #1" in town.wu.sees_one("attached").text
    assert files_in(town, "lin") == files_in(town, "chen") == []
    await town.lin.taps("接单")
    assert ["[photo pipe-800]" in each for each in files_in(town, "lin")] == [True]
    assert files_in(town, "chen") == files_in(town, "captain") == []


async def test_a_photo_before_the_first_word_waits_for_it(town: Town) -> None:
    """A picture alone says nothing; the words after it begin the request to which it belongs."""
    await town.wu.sends(**photo("pipe"))
    town.wu.sees("attached_first")
    await leak_by_taps(town)
    await town.lin.taps("接单")
    assert len(files_in(town, "lin")) == 1


async def test_a_photo_with_words_is_a_request_with_a_photo(town: Town) -> None:
    """The caption is heard like any words, and nothing else is said about the picture."""
    await town.wu.sends(**photo("pipe", caption="我家厨房水管漏水了"))
    assert "attached" not in [card.key for card in town.wu.new()]
    await town.wu.taps("家中小修")
    await town.wu.taps("对")
    await town.lin.taps("接单")
    assert len(files_in(town, "lin")) == 1


@pytest.mark.parametrize(("picture", "shown"), [(photo, "[album p0-800 p1-800 p2-800]"), (picture_file, "[album p0 p1 p2]")])
async def test_an_album_is_one(town: Town, picture: Callable[..., dict[str, Any]], shown: str) -> None:
    """Three pictures sent as one, as photos or as files: one answer, and one message to the holder."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    for number in range(3):
        town.api.write(town.wu.chat, **picture(f"p{number}", media_group_id="album-1"))
    await town.settle()
    await town.waits(seconds=10)
    assert [card.key for card in town.wu.new()].count("attached") == 1
    assert files_in(town, "lin")[0].startswith(shown)


async def test_a_voice_note_alone_begins_a_request_by_buttons(town: Town) -> None:
    """Without ears of ours the note is kept, the person asked to type or tap, and the captain hears it if nothing follows."""
    await town.wu.sends(**VOICE)
    assert [card.key for card in town.wu.new()] == ["attached_first", "ask_category"]
    await town.waits(hours=1, minutes=5)
    assert any("[voice voice-1]" in each for each in files_in(town, "captain"))


async def test_a_place_and_a_contact_card(town: Town) -> None:
    """The place is shown to the holder as a place; the number of the card is the one to call, on the holder's card."""
    await leak_by_taps(town)
    await town.wu.sends(location={"latitude": 25.72, "longitude": 119.38})
    await town.wu.sends(contact={"phone_number": "+8613900000009", "first_name": "样例"})
    await town.lin.taps("接单")
    assert "13900000009" in town.lin.last("holder_card").text
    assert any("latitude" in each for each in files_in(town, "lin"))
    others = {town.chen.chat, town.captain.chat}  # asked and not chosen; not in charge of it now
    assert not any("latitude" in each.text for each in town.api.shown if each.chat in others)
    assert not any("13900000009" in each for each in files_in(town, "lin"))


async def test_a_photo_of_the_work_done_reaches_the_resident(town: Town) -> None:
    """What the holder sends belongs to the job in hand."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.sends(**photo("done"))
    assert any("[photo done-800]" in each for each in files_in(town, "wu"))


@pytest.mark.parametrize("mime", ["image/jpeg", "image/heic", None])
async def test_a_picture_sent_as_a_file_is_a_picture(town: Town, mime: str | None) -> None:
    """It goes with the request like any photo, and is shown as the file that it is; without a type its name says what it is."""
    await leak_by_taps(town)
    await town.wu.sends(**picture_file("pipe", mime))
    assert "照片收到了, 已放到求助 #1" in town.wu.sees_one("attached").text
    await town.lin.taps("接单")
    assert ["[document pipe]" in each for each in files_in(town, "lin")] == [True]


@pytest.mark.parametrize("kind", ["audio", "document"])
async def test_a_recording_is_a_voice_note(town: Town, kind: str) -> None:
    """Kept, its sender asked to write or tap, and passed on as what it came."""
    await town.wu.sends(**sound(kind))
    assert [card.key for card in town.wu.new()] == ["attached_first", "ask_category"]
    await town.waits(hours=1, minutes=5)
    assert any(f"[{kind} sound-1]" in each for each in files_in(town, "captain"))


@pytest.mark.parametrize(
    "what",
    [
        photo("big", size=21 * 1024 * 1024), {"voice": VOICE["voice"] | {"duration": 301}}, picture_file("big", size=21 * 1024 * 1024),
        sound("audio", duration=301), sound("document", size=13_000_000),
    ],
)  # fmt: skip
async def test_what_is_too_large_is_refused_in_words(town: Town, what: dict[str, Any]) -> None:
    """Nothing of it is kept."""
    await leak_by_taps(town)
    await town.wu.sends(**what)
    assert "我收不下" in town.wu.last("attachment_unwelcome").text
    assert town.read(lambda unit: unit.session.scalars(select(Attachment)).all()) == []


@pytest.mark.parametrize("caption", [{}, {"caption": "水管就是这样漏的"}])
@pytest.mark.parametrize("kind", ["video", "document", "video_note", "animation"])
async def test_what_we_do_not_keep_is_said_so(town: Town, kind: str, caption: dict[str, str]) -> None:
    """A video, a moving picture or a file of any other kind: what can be sent instead; words that came with it are heard all the same."""
    file = {"file_id": "x", "file_unique_id": "x", "duration": 3, "width": 10, "height": 10, "length": 10}
    size = ("duration", "width", "height")
    wanted = {"video": size, "document": (), "video_note": ("duration", "length"), "animation": size}[kind]
    sent = {name: file[name] for name in ("file_id", "file_unique_id", *wanted)}
    as_a_file = {"document": sent | {"mime_type": "video/mp4"}} if kind == "animation" else {}  # Telegram names it as a file too
    await town.wu.sends(**{kind: sent}, **as_a_file, **caption)
    keys = [card.key for card in town.wu.new()]
    assert (keys[0], keys[-1]) == ("attachment_unwelcome", "ask_category" if caption else "attachment_unwelcome")
    assert "可以发照片、语音或录音" in town.wu.last("attachment_unwelcome").text
    assert town.read(lambda unit: unit.session.scalars(select(Attachment)).all()) == []


async def test_there_is_an_end_to_pictures(town: Town) -> None:
    """Ten for one request are enough; the eleventh is refused, and the request goes on."""
    await leak_by_taps(town)
    for number in range(11):
        await town.wu.sends(**photo(f"p{number}"))
    assert "够多了" in town.wu.last("attachment_unwelcome").text


async def test_who_steps_back_sees_no_more(town: Town) -> None:
    """A picture that comes after is the next holder's."""
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.taps("我去不了了")
    await town.wu.sends(**photo("later"))
    await town.chen.taps("接单")
    assert files_in(town, "lin") == []
    assert len(files_in(town, "chen")) == 1

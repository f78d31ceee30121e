"""Residents, volunteers and captains who read English: everything comes in their language, buttons work without understanding."""

from __future__ import annotations

import re

import pytest

from aid.requests.model import Status
from tests.dialogue.someone import Someone
from tests.dialogue.town import Town, leak_by_taps

CHINESE = re.compile("[\u4e00-\u9fff]")
# Names of people and of the compound, what people wrote, and what stands beside its English on purpose.
THEIR_OWN = re.compile(
    "样例·?|金辉华府|我帮邻|[吴何林陈俞郑薛严游江黄](?:阿姨|师傅|大哥|大姐|楼长|副楼长|书记|依伯)?|我家厨房水管漏水了|水龙头坏了|煤气 méiqì|着火了 zháohuǒ le"
    "|救护车 jiùhùchē|中文|要中文请点下面。|说中文请点「中文」。|普通话|福清话|福州话|闽南语|英语|我十分钟后到"
)


def reads_english(who: Someone) -> list[str]:
    """The keys of what has arrived since the last look, all of it in English, buttons too."""
    cards = who.new()
    for card in cards:
        said = " ".join([card.text, *card.labels])
        assert not CHINESE.search(THEIR_OWN.sub("", said)), f"{card.key}: {said}"
    return [card.key for card in cards if card.key != "please_wait"]


async def speaks_english(who: Someone) -> None:
    """Somebody has chosen English."""
    await who.says("English")
    who.looks_away()


def foreigner(town: Town, device: str = "en") -> Someone:
    """Somebody new whose Telegram speaks another language."""
    who = town.newcomer()
    town.api.devices[who.chat] = device
    return who


async def a_leak_in_english(town: Town, who: Someone) -> None:
    """From the first words to the open request, by words and by taps."""
    await who.says("Hello, my kitchen tap is leaking")
    await who.taps("Small repairs at home")
    await who.says("Building 3, unit 2, room 502")
    await who.says("yes")
    assert town.status() is Status.OFFERING


async def test_a_foreign_resident_from_first_contact_to_the_card(town: Town) -> None:
    """Offered in one line, chosen by a tap, asked by buttons, doors and yes read out of English."""
    who = foreigner(town)
    await who.starts()
    assert [card.key for card in who.new()] == ["welcome", "language_choice"]
    await who.taps("English")
    assert reads_english(who) == ["language_set", "notice"]
    await who.taps("I understand")
    await who.says("Hello")
    assert reads_english(who) == ["welcome_agreed", "smalltalk"]
    await who.says("My kitchen tap is leaking, can someone help?")
    assert reads_english(who) == ["ask_category"]
    await who.taps("Small repairs at home")
    await who.says("Building 3, unit 2, room 502")
    assert "Building 3, unit 2, room 502" in who.last("confirm_card").text
    await who.says("yes")
    assert reads_english(who) == ["ask_place", "confirm_card", "resident_card"]
    request = town.request_of(1)
    assert (request.category, request.building, request.status) == ("repair_home", "3", Status.OFFERING)
    assert "My kitchen tap is leaking" in request.words
    assert "家中小修" in town.lin.last("offer").text  # who helps reads what they read


async def test_a_foreign_phone_that_writes_chinese_is_offered_english_and_understood(town: Town) -> None:
    """One line beside the notice; nothing else changes."""
    who = foreigner(town, "fr")
    await who.says("水龙头坏了")
    assert [card.key for card in who.new() if card.key != "please_wait"] == ["notice", "language_choice", "ask_category"]
    await who.says("查进度")
    assert "language_choice" not in [card.key for card in who.new()]


async def test_whoever_writes_english_is_answered_in_english(town: Town) -> None:
    """Followed at once where nobody has chosen; one tap brings Chinese back, and then it stays."""
    await town.he.says("Hi, the lamp in my kitchen is broken, please help")
    assert reads_english(town.he) == ["language_followed", "ask_category"]
    await town.he.taps("中文")
    assert [card.key for card in town.he.new()] == ["language_set", "ask_category"]
    assert "家中小修" in town.he.last("ask_category").labels
    await town.he.says("It is the lamp over the table")
    assert "哪一类" in town.he.sees_one("ask_category").text


@pytest.mark.parametrize("text", ["ok", "3-302", "13800000001", "wifi", "OK 好的", "SOS"])
async def test_short_words_make_nobody_a_foreigner(town: Town, text: str) -> None:
    """A door, a number, an abbreviation, even a cry for help on a Chinese phone."""
    await town.he.says(text)
    assert town.person(town.he).language == "zh-CN"
    assert "language_followed" not in [card.key for card in town.he.new()]


async def test_english_to_a_foreign_resident_makes_nobody_a_foreigner(town: Town) -> None:
    """Who helps or answers writes what the other reads, and goes on reading Chinese."""
    who = foreigner(town)
    await a_leak_in_english(town, who)
    await town.lin.taps("接单")
    await town.lin.says("I am at the door of your building")
    assert "I am at the door" in who.last("relayed").text
    await town.captain.says("please open the door for him", reply_to=town.captain.last("captain_accepted"))
    assert {town.person(each).language for each in (town.lin, town.captain)} == {"zh-CN"}


async def test_an_emergency_in_english(town: Town) -> None:
    """The number to call first and nothing before it, in English; the captain is told what the resident reads."""
    who = town.newcomer()
    await who.says("There is a fire in building 3, room 501, please help!")
    card = who.new()[0]
    assert card.key == "emergency_number" and card.text.splitlines()[0] == "🚨 Call 119 now!"
    assert "False alarm" in who.last("emergency_paged").labels[0]
    page = town.captain.last("captain_emergency")
    assert "3号楼501" in page.text and "看英文" in page.text
    assert "起火或燃气" in town.lin.last("offer").text


async def test_a_foreign_phone_is_understood_by_one_word(town: Town) -> None:
    """「Fire!」: in English, though nothing else has been said."""
    who = foreigner(town)
    await who.says("Fire!")
    assert reads_english(who)[:2] == ["emergency_number", "emergency_where"]
    await who.says("Building 3 room 501")
    assert town.request_of(1).building == "3"


async def test_two_answers_that_nobody_can_read_bring_a_person(town: Town) -> None:
    """No endless menu: the captain comes, and knows that the words are English."""
    who = foreigner(town)
    for words in ("I have a strange thing in my flat", "not sure, it hums", "it is in the wall I think"):
        await who.says(words)
    assert reads_english(who)[-1] == "resident_handed_over"
    card = town.secretary.last("captain_handoff")
    assert "看英文" in card.text and "it hums" in card.text


async def test_a_hand_off_in_two_languages(town: Town) -> None:
    """Words go to and fro as they were written; each side's frame is its own language."""
    who = foreigner(town)
    await a_leak_in_english(town, who)
    who.looks_away()
    town.captain.looks_away()
    await who.taps("Talk to the captain")
    assert reads_english(who) == ["resident_handed_over"]
    card = town.captain.sees_one("captain_handoff")
    await town.captain.says("我十分钟后到", reply_to=card)
    assert who.last("relayed").text.startswith("Building captain")
    await who.says("thank you, which door?")
    assert "居民说" in town.captain.last("relayed").text and "which door?" in town.captain.last("relayed").text
    await who.says("back to the assistant")
    assert reads_english(who) == ["relayed", "relay_noted", "handed_back"]


async def test_commands_in_english_words(town: Town) -> None:
    """As by the menu: progress, requests, data, deletion, cancelling, help."""
    who = foreigner(town)
    await a_leak_in_english(town, who)
    who.looks_away()
    for words, keys in (
        ("progress", ["progress"]),
        ("my requests", ["my_requests"]),
        ("my data", ["my_data"]),
        ("delete my data", ["erase_ask"]),
        ("cancel", ["which_to_cancel"]),
        ("/language", ["language_choice"]),
        ("help", ["ask_category"]),
    ):
        await who.says(words)
        assert reads_english(who) == keys
    await who.sends_code("rw:1")
    assert reads_english(who) == ["cancelled"]


async def test_what_is_already_in_the_chat_turns_with_the_language(town: Town) -> None:
    """Cards that live, and what waits in the outbox, are in the language that is read when they are shown."""
    await leak_by_taps(town)
    card = town.wu.last("resident_card")
    assert "正在找邻居" in card.text
    await town.wu.says("English")
    assert reads_english(town.wu) == ["language_set"]
    assert "looking for a neighbour" in card.text and "Cancel" in [label for label, _ in card.shown.buttons]
    await town.lin.taps("接单")
    assert reads_english(town.wu) == ["resident_accepted"]
    await town.wu.says("中文")
    assert "已有邻居接单" in card.text


async def test_times_in_english(town: Town) -> None:
    """In the first words, and on the question of the card."""
    who = foreigner(town)
    await who.says("Please fix my kitchen tap tomorrow afternoon")
    await who.taps("Small repairs at home")
    await who.says("Building 3, unit 2, room 502")
    assert "When: tomorrow 13:00–18:00" in who.last("confirm_card").text
    await who.says("Hello?")
    assert reads_english(who)[-2:] == ["smalltalk", "confirm_card"]
    await who.says("ok great")
    await who.taps("Change time")
    await who.says("Friday at 10 am")
    assert "When: Fri" not in who.last("resident_card").text
    assert "When: the day after tomorrow 10:00" in who.last("resident_card").text


async def test_a_volunteer_in_english(town: Town) -> None:
    """From the offer to the hours; the resident reads Chinese all the while."""
    await leak_by_taps(town)
    offer = town.lin.last("offer")
    await town.lin.says("English")
    assert "I'll take it" in [label for label, _ in offer.shown.buttons]
    town.lin.looks_away()
    await town.lin.taps("I'll take it")
    assert "Building 3, unit 2, room 501" in town.lin.last("holder_card").text
    await town.lin.taps("I'm on my way")
    await town.lin.taps("In 10 min")
    await town.lin.taps("I'm here")
    await town.lin.taps("Done")
    await town.lin.taps("30 min")
    await town.lin.taps("It went well")
    assert reads_english(town.lin) == ["holder_card", "holder_done", "holder_how", "holder_again"]
    assert "邻居说办好了" in town.wu.last("resident_card").text
    await town.lin.says("my settings")
    await town.lin.says("not today")
    await town.lin.says("my hours")
    assert reads_english(town.lin)[:2] == ["volunteer_settings", "volunteer_rests"]


async def test_applying_in_english(town: Town) -> None:
    """Skills, hours, range, languages, limits, name and building; the captain decides in Chinese."""
    who = foreigner(town)
    await who.says("I want to volunteer")
    await who.taps("➕ Add another")
    await who.taps("Languages")
    await who.taps("Foreign languages")
    await who.taps("That's all")
    await who.taps("Next")
    await who.taps("Weekends")
    await who.taps("Whole compound")
    await who.taps("English 英语")
    await who.taps("Next")
    await who.taps("At most once a day")
    await who.taps("Not at night")
    await who.says("My name is Anna Lee")
    await who.taps("Building 3")
    summary = who.last("volunteer_summary")
    assert "Anna Lee, Building 3" in summary.text and "Foreign languages (well)" in summary.text
    await who.taps("✅ Send it in")
    assert not [key for key in reads_english(who) if key == "ask_category"]
    assert "外语翻译" in town.captain.last("captain_application").text
    await town.captain.taps("通过")
    assert reads_english(who) == ["volunteer_welcome"]


@pytest.mark.parametrize("text", ["ok", "yes", "Thanks, great!", "501", "13800000001", "You're welcome"])
async def test_a_word_that_asks_for_nothing_begins_nothing(town: Town, text: str) -> None:
    """After everything is said somebody still writes 「OK」: a kind word, and no captain."""
    await speaks_english(town.he)
    await town.he.says(text)
    assert reads_english(town.he) == ["smalltalk"]
    assert town.requests() == []


async def test_applying_by_writing_in_english(town: Town) -> None:
    """Skills and hours, and everything after them, in the volunteer's own English words."""
    who = foreigner(town)
    await who.says("I want to volunteer")
    await who.says("I can fix computers and do plumbing")
    assert "Computers (well)" in who.last("volunteer_skills").text and "Pipes and taps (well)" in who.last("volunteer_skills").text
    await who.says("I'm also good at dog walking, but I can't cook")
    await who.taps("Next")
    await who.says("Mon to Fri 9 to 5 and weekend mornings")
    await who.says("the whole compound")
    await who.says("English and Mandarin")
    await who.says("twice a day")
    await who.taps("Not at night")
    await who.says("My name is Anna Lee")
    await who.says("Building 3")
    summary = who.last("volunteer_summary").text
    assert "Skills: Computers (well), Dog walking (well), Pipes and taps (well)" in summary
    assert "Mon, Tue, Wed, Thu, Fri 09:00-17:00" in summary and "Sat, Sun 08:00-12:00" in summary
    assert "whole compound" in summary and "At most 2 a day" in summary and "英语" in summary and "普通话" in summary
    assert town.requests() == []


async def test_an_answer_that_nobody_can_read_begins_no_request(town: Town) -> None:
    """A volunteer whose skills are none of ours, or whose hours say no hours, sees buttons, and no captain is called for it."""
    who = foreigner(town)
    await who.says("I want to volunteer")
    await who.says("I can juggle and I like to whistle")
    assert reads_english(who)[-1] == "ask_category"
    assert town.requests() == []
    await who.taps("Errands")
    assert "I can juggle" in town.request_of(1).words


async def test_a_captain_in_english(town: Town) -> None:
    """To do, handling, checking what is done, leave and return, by words and by buttons."""
    await speaks_english(town.captain)
    await leak_by_taps(town)
    await town.lin.taps("接单")
    await town.lin.taps("办好了")
    assert reads_english(town.captain) == ["captain_accepted", "captain_confirm"]
    await town.captain.says("to do")
    await town.captain.taps("#1")
    await town.captain.taps("Yes, it is done")
    assert reads_english(town.captain) == ["captain_todo", "captain_card", "captain_confirmed"]
    assert town.status() is Status.CONFIRMED
    await town.wu.sends_code("rs:1:0")  # not solved
    assert "a volunteer took it" in town.captain.last("captain_card").text
    assert reads_english(town.captain) == ["captain_card"]
    await town.captain.says("leave")
    await town.captain.taps("Three days")
    await town.captain.says("I'm back")
    assert reads_english(town.captain) == ["leave_until_when", "leave_noted", "leave_over"]
    await town.captain.says("file for a resident")
    assert reads_english(town.captain) == ["file_how"]


async def test_menus_by_role_and_language(town: Town) -> None:
    """A chat's own menu follows its roles and the language that was chosen, there and back; others keep that of their device."""
    await town.settle()
    for who in (town.captain, town.lin, town.he, town.yu):
        await who.says("English" if who is not town.yu else "查进度")
    menus = town.api.menus
    assert list(menus[f"chat:{town.captain.chat}"].items())[:2] == [("todo", "To do"), ("file", "File for a resident")]
    assert list(menus[f"chat:{town.lin.chat}"].items())[:2] == [("settings", "My settings"), ("thanks", "My thanks")]
    assert menus[f"chat:{town.he.chat}"] == menus["all_private_chats:en"]
    assert menus[f"chat:{town.yu.chat}"]["settings"] == "我的设置"
    await town.he.says("中文")
    assert menus[f"chat:{town.he.chat}"] == menus["all_private_chats"]


async def test_nobody_else_and_no_other_language_can_be_chosen(town: Town) -> None:
    """A forged code changes nothing."""
    await town.he.sends_code("ln:fr")
    town.he.sees("tap_refused")
    assert town.person(town.he).language == "zh-CN"


async def test_a_language_that_volunteers_speak_is_no_wish_to_change_it(town: Town) -> None:
    """「英文」 is the answer while we ask which languages they speak."""
    await town.lin.says("我的设置")
    await town.lin.taps("改语言")
    await town.lin.says("英文")
    assert town.person(town.lin).language == "zh-CN"
    assert "英语" in town.lin.last("volunteer_settings").text


async def test_the_choice_is_in_the_trail_and_forgotten_with_the_person(town: Town) -> None:
    """Chosen is recorded, as a code; after deletion a newcomer reads Chinese again."""
    await speaks_english(town.he)
    assert [each.facts for each in town.trail("language_chosen")] == [{"language": "en"}]
    person = town.person(town.he).id
    await town.he.says("delete my data")
    await town.he.taps("Yes, delete")
    await town.waits(minutes=5)
    forgotten = town.read(lambda unit: unit.session.get_one(type(town.person(town.he)), person))
    assert (forgotten.language, forgotten.language_chosen_at) == ("zh-CN", None)


@pytest.mark.rasa
@pytest.mark.xdist_group("rasa")
async def test_the_same_with_the_real_model_behind_it(rasa_town: Town) -> None:
    """Taps go through Rasa, English words do not; what is written in Chinese is understood and answered in English."""
    town, who = rasa_town, foreigner(rasa_town)
    await a_leak_in_english(town, who)
    assert reads_english(who)[-1] == "resident_card"
    await who.says("我家厨房水管漏水了, 3号楼2单元502")
    assert reads_english(who)[-1] in ("confirm_card", "ask_add_or_new")

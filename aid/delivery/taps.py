"""What a button carries: a short typed code, at most 64 bytes, naming an act and rows."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from datetime import date, datetime

LONGEST = 64  # bytes: Telegram's limit on callback_data
LARGEST_ID = 2**31 - 1  # what a row's integer key can be; PostgreSQL refuses to be asked for more


@enum.unique  # of two acts with one code the second would silently be the first
class Act(enum.StrEnum):
    """The acts a tap may name; the value is what travels."""

    CONSENT = "cs"
    SPEAK = "ln"  # en or zh
    ERASE_ASK = "ga"  # person
    ERASE = "ge"  # person, 1 at once or 0 when everything is closed
    ERASE_NOT = "gk"  # person
    CATEGORY = "kc"  # conversation, category
    PLACE = "kp"  # conversation, building
    LEAVE_PLACE = "kl"  # conversation
    CONFIRM = "ky"  # conversation, 1 or 0, of a sensitive need also "own" or "others"
    WHICH = "kw"  # conversation, both, first or second
    CHANGE = "kx"  # conversation, field
    DAY = "kd"  # conversation, weekday (Monday is 0) or day of the month
    NEW_NEED = "kn"  # conversation
    ADD_TO = "ka"  # conversation, request
    HUMAN = "kh"  # conversation
    OTHER_MATTER = "ko"  # inbox message
    HEARD = "kv"  # inbox message, 1 or 0
    WITHDRAW = "rw"  # request
    FALSE_ALARM = "rf"  # request
    PROGRESS = "rp"
    SOLVED = "rs"  # request, 1 or 0
    SATISFIED = "rt"  # request, 1 or 0
    WHY_NOT = "ry"  # request, discontent
    DOOR_UNIT = "rg"  # request, unit
    NO_DOOR = "rh"  # request
    WHERE = "rb"  # request, building
    ADD_WORDS = "ra"  # request
    ASK_TIME = "rm"  # request
    SET_TIME = "rd"  # request, day part
    ASK_WITHDRAW = "rq"  # request
    KEEP = "rk"  # request
    REACH_CAPTAIN = "rc"  # request
    SHOW_CARD = "rv"  # request
    SKIP_SERIES = "ek"  # series: the next day, or every one of two dates, both included
    END_SERIES = "ee"  # series
    ACCEPT = "oy"  # offer
    DECLINE = "on"  # offer
    COMING = "oc"  # offer
    ARRIVED = "oa"  # offer
    DONE = "od"  # offer
    STEP_BACK = "ob"  # offer
    TAKE_OVER = "ct"  # request
    CHOOSE = "cl"  # request
    ASK_NAMED = "ca"  # request, volunteer
    MARK_DONE = "cd"  # request
    CLOSE = "cx"  # request, outcome, reason; without a reason: why?
    CAPTAIN_CONFIRM = "cc"  # request
    NOT_DONE = "cn"  # request
    PHONED = "cp"  # request, what was said: 1, 0, partly or silent
    HAND_BACK = "hb"  # request
    CARD = "ck"  # request: the card of one in a list
    HOURS_WRONG = "hw"  # service record
    HOURS_SETTLE = "hs"  # service record, minutes
    SKILL_TURN = "vs"  # volunteer, skill
    SKILL_PICK = "vp"  # volunteer, skill
    SKILL_GROUPS = "vg"  # volunteer
    SKILL_GROUP = "vk"  # volunteer, place of the group
    HOURS = "vh"  # volunteer, name of a preset
    REACH = "vr"  # volunteer, reach
    LANGUAGE = "vl"  # volunteer, place of the language
    LIMIT = "vm"  # volunteer, how often a day
    NIGHT = "vq"  # volunteer, 1 or 0
    LIVES_IN = "vb"  # volunteer, building
    STEP_DONE = "vn"  # volunteer, step
    STEP_OPEN = "vo"  # volunteer, step
    REST_DEFAULT = "vd"  # volunteer, step
    SUBMIT = "vy"  # volunteer
    DROP_APPLICATION = "vx"  # volunteer
    PAUSE_ASK = "va"  # volunteer
    PAUSE = "vz"  # volunteer, name of a rest
    VOLUNTEER_BACK = "vw"  # volunteer
    UNMUTE = "vu"  # mute
    RENEW = "ve"  # skill of a volunteer
    LET_LAPSE = "vf"  # skill of a volunteer
    GOOD_UNTIL = "vi"  # skill of a volunteer, last day, or "open"
    APPROVE = "ap"  # volunteer, 1 when also vetted
    DECLINE_WHY = "aw"  # volunteer
    DECLINE_APPLICATION = "ar"  # volunteer, reason
    VET = "av"  # volunteer
    APPLICATION = "ac"  # volunteer
    NOT_TODAY = "ot"  # offer
    MUTE_KIND = "om"  # offer
    MUTE_SKILL = "ok"  # offer, skill
    DECLINE_BECAUSE = "or"  # offer, reason
    EXPECT = "oi"  # offer, minutes
    WAY = "ow"  # offer
    SPENT = "os"  # offer, minutes
    WENT = "og"  # offer, how
    AGAIN = "oz"  # offer, 1 or 0
    TELL_CAPTAIN = "oe"  # offer
    TELL_NEXT = "ox"  # offer
    THANK = "rn"  # request
    TELL_THEM = "jt"  # inbox message, request
    AS_ANSWER = "ja"  # inbox message, question
    NEW_WORDS = "jn"  # inbox message
    TAKE_ANYWAY = "da"  # request
    NOTE = "dn"  # request
    CATEGORIES = "dk"  # request
    RECATEGORISE = "dc"  # request, category
    TODO = "dt"
    INVITE = "ai"  # whom, building
    INVITE_LINK = "al"  # volunteer
    MORE = "cm"  # request: the rarer acts
    WAIT = "cw"  # request, days; without days: until when?
    EXTEND = "ce"  # request, reason; without a reason: why?
    GRANT = "ci"  # request, 1 or 0
    ENDINGS = "cz"  # request: how does it end?
    SEND_BACK = "cb"  # request, reason
    DECIDE = "cv"  # request, level
    REFER = "cr"  # request, partner
    MERGE = "cg"  # request, the one it becomes part of
    SPLIT = "cu"  # request that was merged
    CALL_VOLUNTEER = "cq"  # request, volunteer
    PHONE_YES = "cy"  # request, volunteer
    SATISFIED_BY_PHONE = "cj"  # request, 1 or 0
    PARTLY = "ru"  # request
    PARTNER_TAKES = "pa"  # request
    PARTNER_WORKS = "pw"  # request
    PARTNER_DONE = "pd"  # request
    PARTNER_BACK = "pb"  # request, reason
    LEAVE = "lv"  # days, 0 is until tonight
    BACK = "lb"
    RESIGN = "lr"
    GIVE_UP = "lg"  # post
    KEEP_POST = "lk"
    SAME = "rj"  # request, 1 or 0: the same public trouble as one that runs


class BadTap(ValueError):
    """Not a code of ours."""


class Stale(Exception):
    """The button belongs to something that is over."""


@dataclass(frozen=True)
class Tap:
    """An act and its arguments, all plain words of letters, digits and underscores."""

    act: Act
    args: tuple[str, ...] = ()

    def number(self, place: int) -> int:
        """The argument at this place as a row's id; BadTap when it is none."""
        if place >= len(self.args) or not re.fullmatch(r"[0-9]{1,10}", self.args[place]) or int(self.args[place]) > LARGEST_ID:
            raise BadTap(f"argument {place} is no id")
        return int(self.args[place])

    def word(self, place: int) -> str:
        if place >= len(self.args):
            raise BadTap(f"argument {place} is missing")
        return self.args[place]

    def day(self, place: int) -> date:
        """The argument at this place, written 20260930; BadTap when it is no day."""
        try:
            return datetime.strptime(self.word(place), "%Y%m%d").date()  # noqa: DTZ007  # a day of the calendar
        except ValueError as error:
            raise BadTap(f"argument {place} is no day") from error

    def flag(self, place: int) -> bool:
        return self.word(place) == "1"


def encode(act: Act, *args: object) -> str:
    """The code of a button; ValueError if it would not fit."""
    code = ":".join([act.value, *(str(int(arg) if isinstance(arg, bool) else arg) for arg in args)])
    if len(code.encode()) > LONGEST:
        raise ValueError(f"a tap of {len(code)} bytes: {code}")
    return code


def decode(code: str) -> Tap:
    """The tap behind a code; BadTap for anything we did not write."""
    if len(code.encode(errors="replace")) > LONGEST or not re.fullmatch(r"[a-z]{2}(:[A-Za-z0-9_]{1,40}){0,3}", code):
        raise BadTap("malformed")
    act, *args = code.split(":")
    try:
        return Tap(Act(act), tuple(args))
    except ValueError as error:
        raise BadTap("unknown act") from error

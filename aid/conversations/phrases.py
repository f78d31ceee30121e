"""What people say instead of tapping a menu: short phrases that mean one thing whoever says them, and nothing else in the message. Pure."""

from __future__ import annotations

import enum
import re

from aid.understanding.text import fold


class Phrase(enum.StrEnum):
    """A phrase by what it asks for."""

    PROGRESS = "progress"  # 查进度
    MINE = "mine"  # 我的求助
    CANCEL = "cancel"  # 撤销求助
    NO_MORE = "no_more"  # 以后不用了: the end of recurring help
    NOT_THIS_TIME = "not_this_time"  # 这次不用来了
    HAND_BACK = "hand_back"  # 说完了: the end of a hand-off
    VOLUNTEER = "volunteer"  # 我想当志愿者
    SETTINGS = "settings"  # 我的设置
    PAUSE = "pause"  # 暂停接单
    NOT_TODAY = "not_today"  # 今天别找我
    BACK = "back"  # 恢复接单
    THANKS = "thanks"  # 我的感谢
    VOLUNTEERS = "volunteers"  # 志愿者名单
    TODO = "todo"  # 待办
    FILE = "file"  # 代居民登记
    INVITE = "invite"  # 邀请
    LANGUAGE = "language"  # 语言
    ENGLISH = "english"
    CHINESE = "chinese"
    HELP = "help"  # 帮助
    RESIGN = "resign"  # 我不当楼栋长了


_PHRASES: dict[Phrase, str] = {
    Phrase.PROGRESS: r"(?:我)?(?:想|要)?(?:查|看)(?:看|询|一下)?(?:我的)?进度|办到哪(?:里|儿)?了",
    Phrase.MINE: r"(?:看看?)?我的求助",
    Phrase.CANCEL: r"(?:我)?(?:想|要)?撤销(?:我的)?(?:求助)?|(?:我)?(?:想|要)?取消(?:我的)?求助",
    Phrase.NO_MORE: r"以后(?:都|再)?(?:也)?(?:不用|不要|别|不必)(?:再)?(?:来|陪|帮|麻烦|安排)?(?:了|啦)?"
    r"|(?:不用|不要|不必)(?:再)?每(?:天|周|个?月)(?:都)?来了?"
    r"|(?:取消|停掉?|结束)(?:我的)?定期(?:求助|帮忙)?",
    Phrase.NOT_THIS_TIME: r"(?:这|下)(?:一)?(?:次|回|趟)(?:先|就)?(?:不用|不要|别|不必)(?:再)?(?:来|陪|帮)?(?:了|啦)?",
    Phrase.HAND_BACK: r"(?:我)?说完了|[交转]回助手|结束人工",
    Phrase.VOLUNTEER: r"(?:我)?(?:也)?(?:想|要|愿意|能不能|可以)?(?:报名|当|做|成为|加入|申请)(?:当|做)?"
    r"(?:个|一名|一个)?(?:社区|小区|邻里)?志愿者(?:吗|报名)?|志愿者报名",
    Phrase.SETTINGS: r"(?:我的|志愿者|接单)设置|设置",
    Phrase.PAUSE: r"(?:我)?(?:想|要)?(?:先)?(?:暂停|停止)(?:接单|找我|派单)",
    # Word for word: anything that only resembles it (「别找我了」) is for the emergency screen to judge.
    Phrase.NOT_TODAY: r"今天(?:先)?(?:别|不要)(?:找|叫|派)我",
    Phrase.BACK: r"(?:我)?(?:可以)?(?:恢复|继续)接单(?:了)?|(?:我)?可以接单了",
    Phrase.THANKS: r"(?:看看)?(?:我的|收到的)感谢|谁谢过我",
    Phrase.TODO: r"(?:看看|查看|我的|有什么|有哪些)?待办(?:事项|列表|清单)?",
    Phrase.FILE: r"(?:我)?(?:要|来)?(?:代|帮|替)(?:居民|邻居|老人)?(?:登记|报单|报事|报修|报)",
    Phrase.INVITE: r"(?:发|做|生成)?(?:一个)?邀请(?:人|码|链接)?",
    Phrase.RESIGN: r"(?:我)?(?:想|要|申请)?(?:卸任|(?:辞去|辞掉|不当|不做|不想当|不想做|不再当|不再担任|卸下|交出)"
    r"(?:这个|我的)?(?:副?楼栋?长|书记|岗位|职务))(?:了)?",
    Phrase.VOLUNTEERS: r"(?:我的|本楼|查看|看看)?志愿者(?:名单|列表|审批|审核)",
}
# The same in English, without blanks and apostrophes; each line of the English menu is among them.
_ENGLISH: dict[Phrase, str] = {
    Phrase.PROGRESS: r"(?:(?:my|show|check)*(?:progress|status)"
    r"|when(?:are|is|will)(?:they|he|she|somebody|someone|the(?:volunteer|neighbou?r))(?:be)?(?:coming|come|here)|whoiscoming|anynews"
    r"|how(?:far|s)is?myrequest|howfaris(?:it|myrequest)|whereismyrequest)",
    Phrase.MINE: r"(?:show|see)?(?:all)?myrequests?",
    Phrase.CANCEL: r"(?:iwantto|please)?cancel(?:(?:my|a|the)?requests?|it)?",
    Phrase.NO_MORE: r"nomore(?:ofit|help)?(?:please)?|(?:please)?stopcoming(?:please)?|i?(?:dont|donot|nolonger)needit(?:anymore)?",
    Phrase.NOT_THIS_TIME: r"(?:please)?skip(?:the)?(?:it|nexttime|next|once)(?:please)?",
    Phrase.HAND_BACK: r"backtotheassistant|were?donebacktotheassistant|imdone|wearedone",
    Phrase.VOLUNTEER: r"i(?:want|wouldlike|dlike)to(?:bea|becomea)?"
    r"(?:volunteer|help(?:out|others|myneighbou?rs)?)|volunteer|becomeavolunteer",
    Phrase.SETTINGS: r"(?:my)?settings",
    Phrase.PAUSE: r"pause|takeabreak",
    Phrase.NOT_TODAY: r"nottoday(?:please)?|notodayplease",
    Phrase.BACK: r"takerequestsagain|resume|unpause",
    Phrase.THANKS: r"(?:show)?mythanks",
    Phrase.TODO: r"(?:my)?todo(?:list)?",
    Phrase.FILE: r"file(?:for(?:a|the)?resident)?",
    Phrase.INVITE: r"invite(?:somebody|someone)?",
    Phrase.RESIGN: r"i(?:wantto|wouldliketo|dliketo)?(?:resign|stepdown)|(?:giveup|resignfrom)(?:my|the)post|resign",
    Phrase.VOLUNTEERS: r"(?:list(?:of)?|show|my)*volunteers",
    Phrase.LANGUAGE: r"(?:语言|换语言|改语言|切换语言)(?:language)?|(?:change|switch)?(?:my|the)?language(?:语言)?",
    Phrase.ENGLISH: r"(?:(?:我)?(?:要|想)?(?:说|讲|看|换成?|改成?|切换成?到?|用))?(?:英文|英文版)"
    r"|(?:in|speak|switchto|useto?|please|iwant|iread)*english(?:please)?",
    Phrase.CHINESE: r"(?:(?:我)?(?:要|想)?(?:说|讲|看|换成?|改成?|切换成?到?|换回|用))?(?:中文|汉语|中文版)"
    r"|(?:in|speak|switchto|useto?|please|iwant|iread|backto)*(?:chinese|mandarin)(?:please)?",
    Phrase.HELP: r"帮助|怎么用|使用说明|help(?:me)?(?:please)?|pleasehelp(?:me)?|howdoesitwork|whatcanyoudo|menu|start",
}
_COMPILED = {phrase: re.compile("|".join(each[phrase] for each in (_PHRASES, _ENGLISH) if phrase in each)) for phrase in Phrase}


def phrase_in(text: str) -> Phrase | None:
    """The phrase that the whole message is, if it is one."""
    said = re.sub(r"[\s,,。.!!??~/、'’-]+", "", fold(text))
    found = next((phrase for phrase, pattern in _COMPILED.items() if pattern.fullmatch(said)), None)
    return None if found is Phrase.HELP and "!" in fold(text) else found  # 「Help!」 is for the emergency screen

"""Taking out of a sentence who somebody is and where they live, before it may teach a model."""

from __future__ import annotations

import re

from aid.understanding.numerals import DIGITS
from aid.understanding.place_mentions import mentions
from aid.understanding.text import clean, fold

_COMMON = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗郑梁谢宋唐许邓冯韩曹曾彭蔡潘田董袁余叶蒋杜苏魏程吕"
_RARER = "丁沈任姚卢傅钟姜谭廖范汪陆金石江薛雷黎史龙陶贺顾毛龚邵万钱严武翁游施俞倪薛"
_SURNAME = f"[{_COMMON}{_RARER}]"
_TITLE = "(?:先生|女士|小姐|师傅|老师|医生|阿姨|叔叔?|伯伯?|大爷|大妈|大姐|大哥|奶奶|爷爷|阿婆|阿公|阿嬷|依伯|依姆|姐|哥|姨|婶)"
# 「我叫林小芳」, 「姓陈」, 「联系人老郑」: the introduction goes with the name; a title stays, without its surname.
_INTRODUCED = re.compile(
    rf"(?:我(?:的名字)?叫|我是|本人|姓名:?是?|名字:?是?|联系人:?是?|户主:?是?|我姓|免贵姓|姓)\s*(?:老|小)?{_SURNAME}[\u4e00-\u9fff]{{0,2}}(?=$|[,，。.、;；:：!！?？\s\d])"
)
_TITLED = re.compile(rf"{_SURNAME}[\u4e00-\u9fff]{{0,2}}?(?={_TITLE})")
# Any long number is somebody's: phone, identity, card, order.
_DIGIT = "[0-9" + "".join(DIGITS) + "]"
_NUMBER = re.compile(rf"(?:\+?86[\s-]?)?{_DIGIT}(?:[\s\-.,，]?{_DIGIT}){{6,}}")
_ADDRESS_WORDS = re.compile(
    r"(?:我?家?住在?|地址是?:?|门牌号?是?:?|房号是?:?|电话是?:?|手机号?是?:?|微信号?是?:?|号码是?:?|身份证号?是?:?)(?=$|[,，。、;；!！?？\s])"
)
_MAIL = re.compile(r"\S+@\S+|https?://\S+|(?:微信|qq)号?[:：是]?\s*[A-Za-z0-9_-]{5,}", re.IGNORECASE)
_EDGES = " ,，、;；:：。.\t"


def without_personal_data(text: str) -> str:
    """The sentence in one line without phone and other long numbers, doors, names and addresses; empty when nothing is left."""
    words = re.sub(r"\s*\n\s*", "，", clean(text))
    words = _MAIL.sub("", _NUMBER.sub("", words))
    for mention in reversed(mentions(words, elsewhere=True)):
        if mention.room or mention.unit:
            words = words[: mention.start] + words[mention.end :]
    words = _TITLED.sub("", _INTRODUCED.sub("", words))
    words = _ADDRESS_WORDS.sub("", words)
    words = re.sub(r"(?<=[\u4e00-\u9fff]),", "，", words)
    words = re.sub(r"([,，、;；:：。])[\s,，、;；:：]+", r"\1", words).strip(_EDGES)
    return words if any(sign.isalnum() for sign in fold(words)) else ""

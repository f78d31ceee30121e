"""The headings of the sheets that community offices keep, and which of our fields each one means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from aid.understanding.text import fold

NUMBER = "系统编号"
"""Heading of the volunteer's number here: only our own export writes it."""

HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "number": (NUMBER,),
        "name": ("姓名", "名字"),
        "gender": ("性别",),
        "phone": ("电话", "手机", "联系方式"),
        "building": ("楼栋", "楼号", "栋号", "楼幢", "幢号", "几栋", "几号楼", "座号"),
        "unit": ("单元",),
        "room": ("房号", "室号", "门牌", "房间", "门号", "楼栋房间"),
        "address": ("住址", "地址", "居住地", "楼栋房号", "楼栋门牌", "楼栋单元"),
        "skills": ("技能", "特长", "专长", "擅长", "能做什么", "会做什么", "服务项目", "服务内容", "可提供服务", "服务意向"),
        "level": ("熟练", "技能等级", "技能水平", "掌握程度"),
        "certificate": ("持证", "证书", "资格证", "职业资格"),
        "certified_until": ("证书有效期", "有效期", "证书到期", "到期日"),
        "tools": ("工具", "器材", "自备"),
        "hours": ("空闲", "时段", "可服务时间", "方便时间", "有空时间", "服务时间"),
        "languages": ("语言", "会说", "会讲"),
        "reach": ("服务范围", "接单范围", "愿意去"),
        "night_ok": ("夜里", "夜间", "半夜"),
        "cap_day": ("每日上限", "每天最多", "每日最多", "每天上限"),
        "cap_week": ("每周上限", "每周最多"),
        "vetted": ("审核日期", "审查日期", "背景审查", "背景核查", "政审", "是否审核", "已审核"),
        "team": ("使团",),
        "note": ("备注",),
    }
)
"""Field → words of its heading. A heading that contains one of them means the field; the longest such word decides."""

# Too short or too common to be looked for inside a longer heading.
_WHOLE: Mapping[str, str] = MappingProxyType(
    {
        "志愿者": "name", "栋": "building", "幢": "building", "座": "building", "楼": "building",
        "室": "room", "房": "room",
        "等级": "level", "水平": "level", "级别": "level", "时间": "hours",
        "方言": "languages", "范围": "reach", "有证": "certificate", "审核": "vetted", "团队": "team", "队伍": "team", "说明": "note",
    }
)  # fmt: skip

# Somebody else's name or phone, or another time than the one a volunteer is free.
_NOT_THEIRS = re.compile(
    "紧急|监护|推荐|楼栋长|负责人|家属|配偶|队长|审核人|登记|填表|填报|网格|入党|加入|出生|累计|时长|身份证|证件|编码|qq|邮箱|工作|单位|户籍|拼音|型号|车牌"
)


def plain(heading: str) -> str:
    """A heading without what is written around it: 「 联系 电话*（必填）：」 is 「联系电话」, 「技能2」 「技能」."""
    return re.sub(r"[\s*_:\-#?]|\(.*?\)|\[.*?\]|\d+$", "", fold(heading))


def field_of(heading: str) -> str | None:
    """The field a heading means, or None when it means none of ours: 「联系电话（必填）」 → phone."""
    words = plain(heading)
    if not words or len(words) > 16 or _NOT_THEIRS.search(words):
        return None
    if words in _WHOLE:
        return _WHOLE[words]
    found = [(len(variant), field) for field, variants in HEADINGS.items() for variant in variants if variant in words]
    return max(found, key=lambda each: each[0])[1] if found else None


def fields_in(cells: Sequence[str]) -> dict[int, str]:
    """Position → field of every heading known in this row."""
    return {at: field for at, cell in enumerate(cells) if (field := field_of(cell))}


def looks_like_headings(cells: Sequence[str]) -> bool:
    """Whether this row names at least two fields, one of them the name or the phone."""
    fields = set(fields_in(cells).values())
    return len(fields) >= 2 and bool(fields & {"name", "phone"})

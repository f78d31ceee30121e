"""The trail of a request told in words: what happened, when, and who moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from aid.people.model import AuditEvent
from aid.people.trail import AuditKind
from aid.understanding.taxonomy import CATEGORIES

_STATUS = {
    "received": "已收到", "open": "已受理", "offering": "派单中", "accepted": "已接单", "with_captain": "楼栋长处理中",
    "referred": "已转介", "done": "待确认", "confirmed": "待回访", "closed": "已办结", "cancelled": "已撤销",
}  # fmt: skip
_WHY = {
    "confirmed": "居民确认", "recurring": "定期求助的日子到了", "seeking": "找邻居", "accepted": "邻居接单", "holder_done": "邻居说办好了",
    "captain_confirms": "楼栋长确认", "resident_solved": "居民说解决了", "resident_confirms": "居民先确认了",
    "nobody_left": "没有可请的邻居了", "not_enough": "到点没人接单", "captain_asks": "楼栋长点名请人",
    "not_solved": "居民说没解决", "captain_did_it": "楼栋长办好了", "captain_takes_over": "楼栋长接手",
    "resident_silent": "居民没有下文", "emergency": "紧急", "no_answer": "一直没有回话", "stepped_back": "邻居去不了",
    "holder_silent": "接单后没有消息", "withdrawn": "居民撤销", "false_alarm": "误报", "referred": "转给同盟单位",
    "for_captain": "归楼栋长", "phoned": "电话回访", "captain_disagrees": "楼栋长说没办好", "partner_silent": "单位没有动静",
    "recategorised": "改了类别", "mistaken": "弄错了",
    "partner_done": "单位说办好了", "partner_sent_back": "单位退回", "split": "拆开", "merged": "并入另一件",
    "same_household": "同一户同一件事", "same_issue": "邻居已经反映过", "captain_merges": "楼栋长合并",
    "asked_for_human": "居民找真人", "not_understood": "没听懂, 请人来", "not_ours": "不归小区管", "unsolved": "办不了",
}  # fmt: skip
CLOCK_WORDS = {
    "resident_reminder": "提醒居民", "to_captain": "交给楼栋长", "next_wave": "下一批邻居", "captain_must_act": "请楼栋长出手",
    "nudge_holder": "问接单的邻居", "reoffer": "换人", "captain_remind": "催办", "captain_deputy": "督办", "captain_secretary": "通报",
    "partner_remind": "催单位", "partner_back": "退回楼栋长", "word_to_resident": "给居民报个信", "wait_remind": "提醒居民回话",
    "first_warn": "提醒: 还没人和居民说过话", "first_word": "没人和居民说过话", "word_warn": "提醒: 该给居民报信了",
    "done_warn": "提醒: 快到期了", "partner_news": "问单位办得怎样", "wait_over": "等够了",
    "done_by": "到期未办", "confirm_due": "催确认", "ask_after": "回访", "aftercare_remind": "再问一次",
    "aftercare_call": "请楼栋长打电话", "aftercare_close": "未答复办结",
}  # fmt: skip
_LEVEL = {"captain": "楼栋长", "deputy": "副楼栋长", "secretary": "书记"}
_CONSENT = {"general": "保存和使用资料", "sensitive": "涉及健康、孩子的事给审核过的邻居看", "beneficiary": " (替别人办的, 本人同意)"}
_PROMISE = {"first_word": "有人说第一句话", "word_to_resident": "给居民报信", "done_by": "按时办好"}
_CALL = {"yes": "解决了", "partly": "解决了一部分", "no": "没解决", "unanswered": "没打通"}
_STEP = {"coming": "在路上", "arrived": "到了", "done": "办好了"}

_DISCONTENT = {
    "nobody": "没人来", "slow": "来得太慢", "unfinished": "没弄好", "again": "又坏了", "manner": "态度不好", "other": "别的原因",
}  # fmt: skip
_ATTACHED = {"photo": "照片", "voice": "语音", "location": "位置", "contact": "联系电话"}
_Facts = dict[str, Any]


def _category(name: str | None) -> str:
    return CATEGORIES[name].name if name and name in CATEGORIES else "没有类别"


_WORDS: dict[AuditKind, Callable[[_Facts], str]] = {
    AuditKind.STARTED: lambda f: f"收到求助, 由{_LEVEL[f['level']]}负责",
    AuditKind.MOVED: lambda f: f"{_STATUS[f['before']]} → {_STATUS[f['after']]} ({_WHY.get(f['reason'], f['reason'])})",
    AuditKind.OWNED: lambda f: f"改由{_LEVEL[f['level']]}负责",
    AuditKind.STOOD_IN: lambda f: f"负责人不在, 由{_LEVEL[f['level']]}接着",
    AuditKind.FIRST_WORD: lambda f: "居民知道有人管了",
    AuditKind.PROMISE_BROKEN: lambda f: f"没守住「{_PROMISE.get(f['promise'], f['promise'])}」, 告诉{_LEVEL[f['level']]}",
    AuditKind.WAITS: lambda f: "等居民回话, 时限暂停" if f["on"] == "resident" else "等到约好的那天, 时限暂停",
    AuditKind.WOKEN: lambda f: "不等了, 时限接着走",
    AuditKind.EXTENSION_ASKED: lambda f: "再要延期, 请上一级定",
    AuditKind.EXTENDED: lambda f: "延期",
    AuditKind.EXTENSION_REFUSED: lambda f: "上一级没有同意延期",
    AuditKind.SENT_BACK: lambda f: f"退单 (第 {f['times']} 次)",
    AuditKind.DECIDED: lambda f: f"书记定了: 由{_LEVEL[f['level']]}办",
    AuditKind.REFERRED: lambda f: f"转给同盟单位 {f['partner']}",
    AuditKind.ACKNOWLEDGED: lambda f: "同盟单位收到了" if f["by"] == "chat" else "电话里同盟单位说收到了",
    AuditKind.CALLED: lambda f: f"打了电话: {_CALL.get(f['answer'], f['answer'])}",
    AuditKind.JOINED: lambda f: f"并入 #{f['other']}",
    AuditKind.SPLIT: lambda f: f"拆开 #{f['other']}",
    AuditKind.SUBSCRIBED: lambda f: "又一位居民有同样的事",
    AuditKind.UNSUBSCRIBED: lambda f: "一位居民不再一起等",
    AuditKind.PASSED_ON: lambda f: "原来的居民撤了, 别的居民接着等",
    AuditKind.LEAVE_NOTED: lambda f: "请假",
    AuditKind.LEAVE_BEGUN: lambda f: "假期开始",
    AuditKind.LEAVE_ENDED: lambda f: "回岗",
    AuditKind.POST_GIVEN_UP: lambda f: f"卸任: {_LEVEL[f['post']]}",
    AuditKind.PARTNER_JOINED: lambda f: f"成为同盟单位 {f['partner']} 的联系人",
    AuditKind.WAVE: lambda f: f"第 {f['wave']} 批, 请了 {f['asked']} 位邻居",
    AuditKind.OFFERED: lambda f: f"请志愿者 {f['volunteer']}",
    AuditKind.ACCEPTED: lambda f: f"志愿者 {f['volunteer']} 接单",
    AuditKind.DECLINED: lambda f: "一位志愿者这次不行",
    AuditKind.TOO_LATE: lambda f: "另一位也想接单, 已如实告知",
    AuditKind.RELEASED: lambda f: "从接单人手里收回",
    AuditKind.PROGRESS: lambda f: f"接单人: {_STEP[f['progress']]}",
    AuditKind.FIRED: lambda f: f"⏰ {CLOCK_WORDS[f['clock']]}",
    AuditKind.ESCALATED: lambda f: f"告诉{_LEVEL[f['level']]}",
    AuditKind.CAPTAIN_ACTS: lambda f: "楼栋长动手了",
    AuditKind.ALARM: lambda f: "🚨 拉响警报",
    AuditKind.VIEWED: lambda f: f"有人查看了 {'、'.join(f['fields'])}",
    AuditKind.ANSWERED_SOLVED: lambda f: "居民回答: 解决了" if f["answer"] == "yes" else "居民回答: 没解决",
    AuditKind.ANSWERED_SATISFIED: lambda f: "居民回答: 满意" if f["answer"] == "yes" else "居民回答: 不满意",
    AuditKind.ANSWERED_WHY: lambda f: f"居民说为什么: {_DISCONTENT.get(f['answer'], f['answer'])}",
    AuditKind.ATTACHED: lambda f: f"发来{_ATTACHED[f['attached']]}",
    AuditKind.ADDED: lambda f: "居民改了时间" if f["fields"] == ["time"] else "居民有补充",
    AuditKind.HANDED_OVER: lambda f: "转人工",
    AuditKind.RELABELLED: lambda f: f"改类别: {_category(f['before'])} → {_category(f['after'])}",
    AuditKind.SERIES_BEGUN: lambda f: "定期求助开始",
    AuditKind.SERIES_SKIPPED: lambda f: f"定期求助: {f['day']} 这次不用",
    AuditKind.SERIES_ENDED: lambda f: "定期求助结束",
    AuditKind.RELAYED: lambda f: "转达了一句话",
    AuditKind.NOT_DELIVERED: lambda f: "有一条消息送不到",
    AuditKind.ALARM_AGAIN: lambda f: "居民又喊了一次",
    AuditKind.PERSON_MET: lambda f: "第一次来",
    AuditKind.HOME_KNOWN: lambda f: "知道了住处",
    AuditKind.NAMED: lambda f: "说了姓名",
    AuditKind.LANGUAGE_CHOSEN: lambda f: "换了语言",
    AuditKind.NOTICED: lambda f: "告知了存什么、为什么",
    AuditKind.CONSENTED: lambda f: f"同意{_CONSENT[f['field']]}",
    AuditKind.ERASE_ASKED: lambda f: "要求删除自己的资料",
    AuditKind.ERASE_TAKEN_BACK: lambda f: "又说不删了",
    AuditKind.FORGOTTEN: lambda f: "抹去了个人信息",
    AuditKind.INVITED: lambda f: f"发出一份邀请 ({_LEVEL.get(f.get('post', ''), f.get('partner') or '志愿者')})",
    AuditKind.POST_GIVEN: lambda f: f"上岗: {_LEVEL[f['post']]}",
    AuditKind.INVITATION_REFUSED: lambda f: "用了一个不对的邀请",
    AuditKind.TAP_REFUSED: lambda f: "点了不是给自己的按钮",
    AuditKind.HOURS_NOTED: lambda f: f"记下服务 {f['minutes']} 分钟",
    AuditKind.HOURS_SAID: lambda f: f"志愿者说用了 {f['minutes']} 分钟",
    AuditKind.HOURS_CONFIRMED: lambda f: f"服务时长 {f['minutes']} 分钟已确认",
    AuditKind.HOURS_DISPUTED: lambda f: f"志愿者说时长不对 (记的是 {f['minutes']} 分钟)",
    AuditKind.HOURS_SETTLED: lambda f: f"楼栋长定了服务时长 {f['minutes']} 分钟",
    AuditKind.HOURS_EXPORTED: lambda f: f"导出服务时长: {f['records']} 条",
    AuditKind.CERTIFIED: lambda f: f"开出志愿服务记录证明, {f['minutes']} 分钟",
    AuditKind.SHEET_IMPORTED: lambda f: f"导入技能库: 新增 {f['added']}, 修改 {f['changed']}, 拒绝 {f['refused']}",
    AuditKind.SHEET_EXPORTED: lambda f: f"导出技能库: {f['volunteers']} 位",
    AuditKind.VOLUNTEER_ADDED: lambda f: f"成为志愿者 {f['volunteer']}",
    AuditKind.VOLUNTEER_CHANGED: lambda f: f"志愿者资料改了 {'、'.join(f['fields'])}",
    AuditKind.APPLICATION_BEGUN: lambda f: "开始报名志愿者",
    AuditKind.APPLICATION_DROPPED: lambda f: "不报名了",
    AuditKind.APPLIED: lambda f: "交了志愿者报名",
    AuditKind.VOLUNTEER_APPROVED: lambda f: "报名通过",
    AuditKind.VOLUNTEER_DECLINED: lambda f: "报名没通过",
    AuditKind.VETTED: lambda f: "审核通过, 可以帮老人和孩子",
    AuditKind.VOLUNTEER_PAUSED: lambda f: "暂停接单",
    AuditKind.VOLUNTEER_BACK: lambda f: "恢复接单",
    AuditKind.MUTED: lambda f: "静音了一类",
    AuditKind.UNMUTED: lambda f: "取消静音",
    AuditKind.EXPECTED: lambda f: f"接单人还要 {f['minutes']} 分钟到",
    AuditKind.WENT: lambda f: "接单人说了这次怎么样",
    AuditKind.WOULD_RETURN: lambda f: "接单人说了下次去不去",
    AuditKind.NOTED: lambda f: "写了一条备注",
    AuditKind.HANDLED: lambda f: "有人说「我来处理」",
    AuditKind.PHONE_LEFT: lambda f: "留了自己的电话",
    AuditKind.GROUP_BOUND: lambda f: f"绑定 {f['building']} 号楼的群",
    AuditKind.GROUP_UNBOUND: lambda f: f"解绑 {f['building']} 号楼的群",
    AuditKind.GROUP_REFUSED: lambda f: "想绑定一个群, 没有资格",
    AuditKind.ASKED_IN_GROUP: lambda f: "在楼栋群里问了一声",
    AuditKind.CAME_FROM_GROUP: lambda f: "有人从群里来帮忙" if f["may"] else "有人从群里来, 但不合适",
    AuditKind.VOLUNTEER_LINKED: lambda f: "连上了名册里的志愿者",
    AuditKind.FILING_BEGUN: lambda f: "开始代居民登记",
}


def told(event: AuditEvent, zone: ZoneInfo) -> str:
    """「09-16 09:00 已受理 → 派单中 (找邻居)」."""
    return f"{event.at.astimezone(zone):%m-%d %H:%M}  {_WORDS[AuditKind(event.kind)](event.facts)}"


def story(events: Iterable[AuditEvent], zone: ZoneInfo, *, views: bool = False) -> list[str]:
    """A request's trail in words; views are folded away unless asked for: they are for the audit, not for the story."""
    return [told(event, zone) for event in events if views or event.kind != AuditKind.VIEWED]

"""`wobanglin invite`: a one-time code that makes somebody captain, deputy or secretary, brings the chat of a volunteer who came
from the office's sheet, or lets somebody speak for a partner."""

from __future__ import annotations

import typer
from rich.console import Console

from aid.people.invitations import GOOD_FOR, invite, invite_partner, invite_volunteer
from aid.people.model import PostKind
from cli.settings import BadSetting, read_settings
from cli.wiring import open_work

console = Console()
_NAMES = {PostKind.SECRETARY: "书记", PostKind.CAPTAIN: "楼栋长", PostKind.DEPUTY: "副楼栋长"}
_VOLUNTEER, _PARTNER = "volunteer", "partner"


def make_invitation(
    post: str = typer.Argument(..., help="secretary 书记, captain 楼栋长, deputy 副楼栋长, volunteer 志愿者, partner 同盟单位"),
    name: str | None = typer.Argument(None, help="名册里志愿者的系统编号, 或同盟单位的 id (community.toml 里的)"),
    building: str | None = typer.Option(None, "--building", help="楼号 (书记、志愿者和同盟单位不用)"),
) -> None:
    """Print what the invited person sends to the bot."""
    named = post in (_VOLUNTEER, _PARTNER)
    if not named and post not in set(PostKind):
        raise BadSetting(f"没有 {post!r}; 可以邀请: {', '.join((*PostKind, _VOLUNTEER, _PARTNER))}")
    if named != (name is not None) or (named and building):
        raise BadSetting(
            "名册里的志愿者这样邀请: wobanglin invite volunteer 12; 同盟单位: wobanglin invite partner property; "
            "其他人: wobanglin invite captain --building 3"
        )
    work = open_work(read_settings())
    try:
        if post == _VOLUNTEER:
            code = work.write("invite", invite_volunteer, _number(name))
            whose = f"志愿者 {name} "
        elif name is not None:
            code = work.write("invite", invite_partner, name)
            whose = f"{next(each.name for each in work.community.partner if each.id == name)}联系人"
        else:
            code = work.write("invite", invite, PostKind(post), building)
            whose = (f"{building} 号楼" if building else work.community.name) + _NAMES[PostKind(post)]
    except ValueError as error:
        raise BadSetting(str(error)) from None
    console.print(f"{whose}的邀请, {GOOD_FOR.days} 天内有效, 只能用一次。请本人在聊天里发:")
    console.print(f"/start {code}", style="bold", highlight=False)
    console.print("(Telegram 里也可以点链接: https://t.me/您的机器人名?start=" + code + ")", highlight=False, soft_wrap=True)


def _number(name: str | None) -> int:
    if not name or not name.isdigit():
        raise BadSetting("志愿者的系统编号是数字, 例: wobanglin invite volunteer 12 (编号见 wobanglin skills export 的最后一列)")
    return int(name)

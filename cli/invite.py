"""`wobanglin invite`: a one-time code that makes somebody captain, deputy or secretary."""

from __future__ import annotations

import typer
from rich.console import Console

from aid.people.invitations import GOOD_FOR, invite
from aid.people.model import PostKind
from cli.settings import BadSetting, read_settings
from cli.wiring import open_work

console = Console()
_NAMES = {PostKind.SECRETARY: "书记", PostKind.CAPTAIN: "楼栋长", PostKind.DEPUTY: "副楼栋长"}


def make_invitation(
    post: PostKind = typer.Argument(..., help="secretary 书记, captain 楼栋长, deputy 副楼栋长"),
    building: str | None = typer.Option(None, "--building", help="楼号 (书记不用)"),
) -> None:
    """Print what the invited person sends to the bot."""
    work = open_work(read_settings())
    try:
        code = work.write("invite", invite, post, building)
    except ValueError as error:
        raise BadSetting(str(error)) from None
    where = f"{building} 号楼" if building else work.community.name
    console.print(f"{where}{_NAMES[post]}的邀请, {GOOD_FOR.days} 天内有效, 只能用一次。请本人在聊天里发:")
    console.print(f"/start {code}", style="bold", highlight=False)
    console.print("(Telegram 里也可以点链接: https://t.me/您的机器人名?start=" + code + ")", highlight=False, soft_wrap=True)

"""The `wobanglin` command."""

from __future__ import annotations

import logging
import sys

import typer
from rich.console import Console
from sqlalchemy.exc import OperationalError

from aid.community import BadCommunity
from aid.store.copies import BadBackup
from aid.store.engine import BadDatabaseUrl, why_not
from aid.store.secrets import WrongKey
from bot.telegram import RefusedToken
from cli import audit, backup, chat, demo, doctor, hours, invite, keys, match, report, review, run, skills, train, understand, volunteers
from cli.settings import BadSetting

app = typer.Typer(help="580 我帮邻: 您有困难我帮您", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("demo", help="不用令牌, 看一遍整条链: 求助、派单、接单、确认、回访")(demo.demo)
app.command("chat", help="在终端里当居民、志愿者或楼栋长")(chat.chat)
app.command("run", help="启动 Rasa 和机器人, 倒了自动拉起")(run.run)
app.command("serve", help="只启动机器人进程 (run 会调用它)", hidden=True)(run.serve)
app.command("rasa", help="只启动 Rasa 进程 (run 会调用它)", hidden=True)(run.rasa)
app.command("train", help="训练语言模型; 没有改动就不重训")(train.train)
app.command("understand", help="看一句话被理解成什么")(understand.understand)
app.command("review", help="看居民和楼栋长改过的类别; 收下的句子才进训练语料")(review.review)
app.command("match", help="看一句求助会请哪些邻居, 为什么")(match.match)
app.command("volunteers", help="技能库: 志愿者、技能、最近打扰情况")(volunteers.volunteers)
app.command("invite", help="邀请书记、楼栋长、副楼栋长、同盟单位 (一次性口令)")(invite.make_invitation)
app.add_typer(skills.app, name="skills")
app.command("report", help="报告: 三率、时限、最忙的类别、反复出现的问题、志愿时长 (没有个人信息)")(report.report)
app.add_typer(hours.app, name="hours")
app.add_typer(audit.app, name="audit")
app.command("backup", help="备份: 一个文件, 机器人开着也行")(backup.backup)
app.command("restore", help="恢复: 只往空数据库里恢复")(backup.restore)
app.command("rekey", help="换密钥: 全部重新加密, 中断了再运行一次就接着换")(keys.rekey)
app.command("doctor", help="检查设置、数据库、密钥、模型、Rasa、时钟")(doctor.doctor)


def set_up_logging() -> None:
    """Our own lines, and of the libraries only what has gone wrong."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # These print whole addresses or messages, or every glyph of a font.
    for noisy in ("httpx", "apscheduler", "telegram", "sanic", "rasa_sdk", "alembic", "stamina", "fontTools", "fpdf", "matplotlib"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


def main() -> None:
    """Run the command; a wrong setting is one line and exit code 2."""
    set_up_logging()
    try:
        app()
    except (BadSetting, BadCommunity, BadDatabaseUrl, BadBackup, WrongKey, RefusedToken) as error:
        _refuse(f"[red]设置有误:[/red] {error}")
    except OperationalError as error:  # the message may carry the database's address with its password
        _refuse("[red]数据库用不了:[/red] " + why_not(error))


def _refuse(line: str) -> None:
    Console(stderr=True).print(line, highlight=False, soft_wrap=True)
    sys.exit(2)


if __name__ == "__main__":
    main()

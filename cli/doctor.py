"""`wobanglin doctor`: a line for each thing that must be right, with the cure."""

from __future__ import annotations

import socket
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import typer
from rich.console import Console
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from aid.clock import RemoteClock
from aid.community import read_community
from aid.people.model import Post, PostKind
from aid.store.secrets import WrongKey
from cli import rasa_process
from cli.settings import BadSetting, Settings, read_settings, token_from_file
from cli.voice import Voice, voice_of
from cli.wiring import clock_of, open_work

console = Console()


class Ill(Exception):
    """Something is wrong; the message is cause and cure."""


def doctor() -> None:
    """Check everything; exit code 1 when something is wrong."""
    settings = read_settings()
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("设置", _settings), ("小区", _community), ("数据库和密钥", _store), ("密钥文件", _key_file),
        ("岗位", _posts), ("模型", _model), ("Rasa", _rasa), ("语音", _voice), ("只听本机", _loopback), ("时钟", _clock),
    ]  # fmt: skip
    ill = 0
    for name, check in checks:
        try:
            console.print(f"[green]✓[/green] {name}: {check(settings)}", highlight=False)
        except OperationalError:
            ill += 1
            console.print(f"[red]✗[/red] {name}: 数据库连不上: 看 WOBANGLIN_DATABASE_URL, 数据库启动了吗", highlight=False)
        except httpx.HTTPError:
            ill += 1
            console.print(f"[red]✗[/red] {name}: 测试时钟 {settings.clock} 没有回应: 去掉 WOBANGLIN_CLOCK 就用机器的时间", highlight=False)
        except (Ill, BadSetting, ValueError, WrongKey) as error:
            ill += 1
            console.print(f"[red]✗[/red] {name}: {error}", highlight=False)
    if ill:
        raise typer.Exit(1)


def _settings(settings: Settings) -> str:
    return "Telegram " + ("已配置" if settings.telegram_token else "未配置 (设 WOBANGLIN_TELEGRAM_TOKEN 后才连)")


def _community(settings: Settings) -> str:
    community = read_community(settings.community)
    return f"{community.name}, {len(community.buildings)} 栋楼, {len(community.partner)} 个同盟单位"


def _store(settings: Settings) -> str:
    work = open_work(settings)
    return f"{work.engine.dialect.name}, 表结构最新, 密钥相符"


def _key_file(settings: Settings) -> str:
    if settings.secret_key:
        return "取自 WOBANGLIN_SECRET_KEY"
    mode = stat.S_IMODE(settings.key_file.stat().st_mode)
    if mode & 0o077:
        raise Ill(f"{settings.key_file} 别人也能读 ({mode:o}): chmod 600 {settings.key_file}")
    return f"{settings.key_file} (请另存一份: 丢了它, 数据再也读不出)"


def _posts(settings: Settings) -> str:
    with open_work(settings).read() as unit:
        posts = unit.session.scalars(select(Post)).all()
    if not any(post.kind is PostKind.SECRETARY for post in posts):
        raise Ill("还没有书记: 没有人兜底, 不能受理求助: wobanglin invite secretary")
    secretaries, captains = (sum(post.kind is kind for post in posts) for kind in (PostKind.SECRETARY, PostKind.CAPTAIN))
    return f"书记 {secretaries} 位, 楼栋长 {captains} 位"


def _model(settings: Settings) -> str:
    if not rasa_process.MODEL.exists():
        raise Ill("还没有模型: wobanglin train")
    if not rasa_process.is_trained():
        raise Ill("模型不是用现在的 nlu/ 训练的: wobanglin train")
    return f"{rasa_process.MODEL.stat().st_size / 1e6:.0f} MB, 最新"


def _rasa(settings: Settings) -> str:
    token = settings.rasa_token or token_from_file(settings.var / "rasa.token")
    try:
        answer = httpx.get(settings.rasa + "/status", params={"token": token}, timeout=3, trust_env=False)
    except httpx.HTTPError:
        raise Ill(f"{settings.rasa} 没有回应: make run 会启动它") from None
    if answer.status_code != httpx.codes.OK:
        raise Ill(f"{settings.rasa} 回答 {answer.status_code}: 令牌不对? 看 WOBANGLIN_RASA_TOKEN")
    return f"{settings.rasa} 正常"


def _voice(settings: Settings) -> str:
    voice = voice_of(settings)
    if voice is Voice.BROKEN:
        raise Ill(f"{settings.voice_model} 里的模型不全或 sha256 不符, 语音没有开: make voice 会重装")
    return "听得懂 (Whisper base, sha256 相符)" if voice is Voice.ON else "没有装 (可选), 语音只转交: make voice 装上就听得懂"


def _loopback(settings: Settings) -> str:
    """Nothing of ours may answer on an address that others reach."""
    outside = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1", "127.0.1.1"}
    for address in sorted(str(each) for each in outside):
        for port in (settings.action_port, settings.rasa_port):
            with socket.socket() as probe:
                probe.settimeout(0.5)
                if probe.connect_ex((address, port)) == 0:
                    raise Ill(f"{address}:{port} 对外开着: 请用 make run 启动, 它只听 127.0.0.1")
    return "5005/5055 只在 127.0.0.1" if (settings.rasa_port, settings.action_port) == (5005, 5055) else "只在 127.0.0.1"


def _clock(settings: Settings) -> str:
    clock = clock_of(settings)
    now = clock.now()
    if isinstance(clock, RemoteClock):
        clock.close()
        return f"测试时钟 {settings.clock}: {now:%Y-%m-%d %H:%M} UTC"
    if now < datetime(2026, 1, 1, tzinfo=UTC) - timedelta(days=1):
        raise Ill(f"机器时间是 {now:%Y-%m-%d}: 请校时 (timedatectl set-ntp true)")
    return f"{now.astimezone(read_community(settings.community).zone):%Y-%m-%d %H:%M %Z}"

"""`make pictures`: the real cards as a phone shows them, out of transcripts, into docs/pictures/ by headless Chromium.

The town of the dialogue tests is played without Rasa; nobody in it exists.
"""

from __future__ import annotations

import asyncio
import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment

from cli.settings import ROOT
from tests.dialogue.fake_people import Shown
from tests.dialogue.founded import Founded
from tests.dialogue.someone import Someone
from tests.dialogue.town import Town, leak_by_taps

OUT = ROOT / "docs" / "pictures"
# Without these a sandbox of root's or a closed network keeps Chromium from starting.
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
WIDTH, HEIGHT = 400, 640

PHONE = Environment(autoescape=True).from_string("""<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: Noto; src: url("file://{{ font }}"); }
* { box-sizing: border-box; margin: 0 }
body { font: 15px/1.45 Noto, "Noto Color Emoji", sans-serif; width: {{ width }}px; height: {{ height }}px; background: #d5e3ee; overflow: hidden;
       display: flex; flex-direction: column }
header { background: #527da3; color: #fff; padding: 10px 14px; font-size: 17px }
header small { display: block; font-size: 12px; opacity: .8 }
main { flex: 1; padding: 10px; display: flex; flex-direction: column; justify-content: flex-end; gap: 8px; overflow: hidden }
.bot, .me { max-width: 88%; padding: 8px 11px; border-radius: 12px; white-space: pre-wrap; overflow-wrap: anywhere }
.bot { background: #fff; align-self: flex-start } .me { background: #e3fec6; align-self: flex-end }
.row { display: flex; gap: 4px; width: 88%; margin-top: -4px }
.row span { flex: 1; background: #7ba6c7; color: #fff; text-align: center; border-radius: 8px; padding: 7px 4px; font-size: 14px }
</style><header>{{ who }}<small>580 我帮邻 · 样例</small></header><main>
{% for kind, text, rows in lines %}<div class="{{ kind }}">{{ text }}</div>
{% for row in rows %}<div class="row">{% for label in row %}<span>{{ label }}</span>{% endfor %}</div>{% endfor %}{% endfor %}</main>""")

Line = tuple[str, str, list[list[str]]]


def lines_of(who: Someone, keep: int) -> list[Line]:
    """The last messages in somebody's chat, as they stand now."""
    seen = [shown for shown in who.town.api.seen_by(who.chat) if not any(wait in shown.text for wait in ("请稍等", "one moment please"))]
    return [("bot", shown.text, rows_of(shown)) for shown in seen[-keep:]]


def rows_of(shown: Shown) -> list[list[str]]:
    """The buttons, two in a row where they are short."""
    labels, rows = [label for label, _ in shown.buttons], []
    while labels:
        pair = len(labels) > 1 and all(len(label) <= (20 if label.isascii() else 6) for label in labels[:2])
        rows.append(labels[: 1 + pair])
        labels = labels[1 + pair :]
    return rows


def picture(name: str, who: str, lines: Sequence[Line]) -> None:
    """One phone as a PNG."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("没有 Chromium: 请先安装 (例: apt-get install chromium)")
    font = files("mplfonts").joinpath("fonts", "NotoSansCJKsc-Regular.otf")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "phone.html"
        page.write_text(PHONE.render(who=who, lines=lines, font=font, width=WIDTH, height=HEIGHT), encoding="utf-8")
        shot = Path(folder) / "phone.png"
        subprocess.run(
            [chromium, *FLAGS, f"--user-data-dir={folder}/profile", f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={shot}", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        shutil.copy(shot, OUT / f"{name}.png")


async def play() -> dict[str, tuple[str, list[Line]]]:
    """A leak, from the resident's, the volunteer's and the captain's side."""
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Founded.new(Path(folder)))
        await town.open()
        await leak_by_taps(town)
        offer = lines_of(town.lin, 1)
        await town.lin.taps("接单")
        await town.lin.taps("我在路上")
        resident, holder = lines_of(town.wu, 2), lines_of(town.lin, 1)
        lost = lines_of(town.chen, 1)
        await town.wu.says("家里还有个灯坏了")
        await town.lin.taps("办好了")
        captain = lines_of(town.captain, 3)
        english = await in_english(town)
        await town.close()
        town.shut()
    said: Line = ("me", "我家厨房水管漏水了", [])
    return {
        "resident": ("样例·吴阿姨 (居民)", [said, *resident]),
        "volunteer": ("样例·林师傅 (志愿者)", [*offer, *holder]),
        "lost-offer": ("样例·陈大哥 (志愿者)", lost),
        "captain": ("样例·郑楼长 (楼栋长)", captain),
        "english": ("样例·何依伯 (resident)", english),
    }


async def in_english(town: Town) -> list[Line]:
    """A resident who reads English: asked by buttons, then the card."""
    await town.he.says("English")
    await town.he.says("My kitchen lamp is broken, can someone come tomorrow afternoon?")
    asked = lines_of(town.he, 1)[0]
    await town.he.taps("Small repairs at home")
    await town.he.says("yes")
    first_buttons = [[label for label, _ in town.he.last("ask_category").buttons[at : at + 2]] for at in (0, 2)]
    said: Line = ("me", "My kitchen lamp is broken, can someone come tomorrow afternoon?", [])
    return [said, (asked[0], asked[1], [*first_buttons, ["…"]]), *lines_of(town.he, 1)]


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for name, (who, lines) in asyncio.run(play()).items():
        picture(name, html.escape(who), lines)
        print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    main()

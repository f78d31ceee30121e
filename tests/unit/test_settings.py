"""Settings: every bad one is a line that names it, says why, and ends with exit code 2."""

from __future__ import annotations

import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from aid.store.engine import why_not
from cli import rasa_process
from cli.main import main
from cli.settings import BadSetting, read_settings, token_from_file


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, without a .env and without settings of the machine's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WOBANGLIN_VAR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TELEGRAM_TOKEN", "abc", "BotFather"),
        ("TELEGRAM_WEBHOOK_URL", "http://bot.example.org", "https"),
        ("TELEGRAM_API_URL", "localhost:8081", "http"),
        ("RASA_URL", "127.0.0.1:5005", "http"),
        ("CLOCK", "tomorrow", "http"),
        ("ACTION_PORT", "99999", "65535"),
        ("RASA_PORT", "zero", "integer"),
        ("TICK_SECONDS", "0", "greater"),
    ],
)
def test_a_bad_setting_is_one_line_with_its_name(name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads it knows which line of the .env to mend."""
    monkeypatch.setenv(f"WOBANGLIN_{name}", value)
    with pytest.raises(BadSetting, match=f"WOBANGLIN_{name}") as refused:
        read_settings()
    assert len(str(refused.value).splitlines()) == 1 and words in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TELEGRAM_TOKEN", "abc", "WOBANGLIN_TELEGRAM_TOKEN"),
        ("SECRET_KEY", "abc", "WOBANGLIN_SECRET_KEY"),
        ("DATABASE_URL", "mysql://root@localhost/x", "WOBANGLIN_DATABASE_URL"),
        ("DATABASE_URL", "postgresql://nobody:geheim@127.0.0.1:1/x", "WOBANGLIN_DATABASE_URL"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all/x.db", "WOBANGLIN_DATABASE_URL"),
        ("COMMUNITY", "/nowhere.toml", "WOBANGLIN_COMMUNITY"),
    ],
)
def test_the_command_ends_with_2_and_one_line(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, no password of the database's address."""
    monkeypatch.setenv(f"WOBANGLIN_{name}", value)
    monkeypatch.setattr(sys, "argv", ["wobanglin", "invite", "secretary"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err.strip()
    assert ended.value.code == 2
    assert len(said.splitlines()) == 1 and words in said and "geheim" not in said


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("database or disk is full", "磁盘满了"),
        ("database is locked", "占着"),
        ("attempt to write a readonly database", "权限"),
        ("unable to open database file", "权限"),
        ("connection failed: Connection refused", "启动了吗"),
    ],
)
def test_a_database_in_trouble_is_cause_and_cure(said: str, words: str) -> None:
    """Disk full and database locked are told apart, without the statement that met them."""
    line = why_not(OperationalError("INSERT INTO person", {"name": "吴阿姨"}, sqlite3.OperationalError(said)))
    assert words in line and "person" not in line and "吴" not in line


def test_a_token_may_begin_with_a_dash() -> None:
    """One in 64 does: Rasa must not take it for an option."""
    (token,) = [each for each in rasa_process.command(5005, "-abc") if "-abc" in each]
    assert token == "--auth-token=-abc"


def test_a_token_is_made_once_and_for_nobody_elses_eyes(tmp_path: Path) -> None:
    """Mode 600; a second look finds the same."""
    path = tmp_path / "var" / "rasa.token"
    token = token_from_file(path)
    assert len(token) > 30 and token_from_file(path) == token and stat.S_IMODE(path.stat().st_mode) == 0o600

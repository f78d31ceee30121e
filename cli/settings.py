"""Settings: environment or `.env`, every one named WOBANGLIN_…; a bad one is one clear line and exit code 2."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A setting is missing or wrong; the message says which and how to mend it."""


class Settings(BaseSettings):
    """All of it. `var` is where the database, the key and the tokens live unless told otherwise."""

    model_config = SettingsConfigDict(env_prefix="WOBANGLIN_", env_file=".env", extra="ignore", frozen=True)

    telegram_token: str | None = None
    telegram_api_url: str | None = None
    telegram_webhook_url: str | None = None
    telegram_webhook_port: int = Field(default=8443, ge=1, le=65535)
    database_url: str | None = None
    rasa_url: str | None = None
    rasa_token: str = ""
    community: Path = ROOT / "community.toml"
    secret_key: str | None = None
    clock: str | None = None
    var: Path = ROOT / "var"
    voice_model: Path = ROOT / "models" / "whisper-base"
    action_port: int = Field(default=5055, ge=0, le=65535)
    rasa_port: int = Field(default=5005, ge=1, le=65535)
    tick_seconds: float = Field(default=1.0, gt=0, le=60)

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: str | None) -> str | None:
        if value is None or not value.strip():
            return None
        number, _, secret = value.strip().partition(":")
        if not number.isdigit() or len(secret) < 10:
            raise ValueError("不像 BotFather 给的令牌 (例: 123456:ABC-…)")
        return value.strip()

    @field_validator("telegram_webhook_url")
    @classmethod
    def _public(cls, value: str | None) -> str | None:
        if value and not value.startswith("https://"):
            raise ValueError("应是 https:// 开头的公网地址: Telegram 只往 https 送")
        return value or None

    @field_validator("clock", "rasa_url", "telegram_api_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if not value:
            return None
        if not value.startswith(("http://", "https://")):
            raise ValueError("应是 http:// 开头的地址")
        return value

    @property
    def database(self) -> str:
        if self.database_url:
            return self.database_url
        self.var.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{self.var / 'wobanglin.db'}"

    @property
    def key_file(self) -> Path:
        return self.var / "secret.key"

    @property
    def rasa(self) -> str:
        return self.rasa_url or f"http://127.0.0.1:{self.rasa_port}"


def read_settings() -> Settings:
    """The settings as they stand; BadSetting names the variable and the cure."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(["WOBANGLIN", *(str(part).upper() for part in first["loc"])])
        raise BadSetting(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None


def token_from_file(path: Path) -> str:
    """A random token kept at `path` with mode 600, made on first use."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(32))
        return path.read_text().strip()

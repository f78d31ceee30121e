"""Training and running stock Rasa in its own environment."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from cli.settings import ROOT, BadSetting

PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
MODEL = ROOT / "models" / "wobanglin.tar.gz"
CANDIDATE = ROOT / "models" / "candidate.tar.gz"
STAMP = ROOT / "models" / "wobanglin.sha256"
_TRAINED_FROM = ("config.yml", "domain.yml", "nlu/**/*.yml", "nlu/**/*.py", "nlu/**/*.txt", "nlu/requirements.lock")
_NOT_TRAINED_FROM = frozenset({"nlu/trackers.py"})  # runs in Rasa, and is no part of the model
START_WITHIN = 180.0


def need_python() -> Path:
    """Rasa's own Python; BadSetting says how to get it."""
    if not PYTHON.exists():
        raise BadSetting("没有 Rasa 的环境 .venv-rasa: 请先运行 make install")
    return PYTHON


def sources_hash() -> str:
    """SHA-256 over everything the model is trained from."""
    total = hashlib.sha256()
    for pattern in _TRAINED_FROM:
        for path in sorted(ROOT.glob(pattern)):
            if path.relative_to(ROOT).as_posix() in _NOT_TRAINED_FROM:
                continue
            total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def is_trained() -> bool:
    """Whether the model on disk was trained from what is in nlu/ now."""
    return MODEL.exists() and STAMP.exists() and STAMP.read_text().strip() == sources_hash()


def train(log: Path) -> int:
    """Train and put the model in its place; Rasa's own words go to `log`. Its exit code."""
    wanted = sources_hash()
    code = train_candidate(log)
    if code == 0:
        adopt(wanted)
    return code


def adopt(trained_from: str) -> None:
    """The candidate becomes the model."""
    CANDIDATE.replace(MODEL)
    STAMP.write_text(trained_from + "\n")


def train_candidate(log: Path) -> int:
    """Train beside the model in use, which stays. Rasa's exit code."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as file:
        done = subprocess.run(
            [str(need_python()), "-W", "ignore", "-m", "rasa", "train", "--data", "nlu", "--domain", "domain.yml",
             "--config", "config.yml", "--out", "models", "--fixed-model-name", CANDIDATE.name.removesuffix(".tar.gz")],
            cwd=ROOT, env=environment(), stdout=file, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    return done.returncode


def environment(action_port: int = 5055) -> dict[str, str]:
    """Rasa's environment: no telemetry, quiet, and where the action endpoint is."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "WOBANGLIN_ACTION_PORT": str(action_port),
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "CRITICAL",  # Rasa prints whole messages when a turn fails
    }


def command(port: int, token: str, model: Path = MODEL) -> list[str]:
    """The command line of a Rasa server on loopback, with a token before its API."""
    return [
        str(need_python()), "-W", "ignore", "-m", "rasa", "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port),
        f"--auth-token={token}", "--model", str(model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
    ]  # fmt: skip


class RasaProcess:
    """A Rasa server that this process started; stopped by `stop`, killed by `kill`."""

    def __init__(self, port: int, token: str, action_port: int, log: Path, model: Path = MODEL) -> None:
        self.port, self.token, self._action_port, self._log, self._model = port, token, action_port, log, model
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("a") as file:
            self._process = subprocess.Popen(
                command(self.port, self.token, self._model),
                cwd=ROOT,
                env=environment(self._action_port),
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    def ready(self) -> Iterator[None]:
        """Yields until the model is loaded; RuntimeError when Rasa died or took too long."""
        until = time.monotonic() + START_WITHIN
        with httpx.Client(base_url=self.url, params={"token": self.token}, timeout=2, trust_env=False) as http:
            while time.monotonic() < until:
                if self._process is not None and self._process.poll() is not None:
                    raise RuntimeError(f"Rasa 没有启动成功, 原因见 {self._log}")
                try:
                    if http.get("/status").status_code == httpx.codes.OK:
                        http.post("/model/parse", json={"text": "你好"}, timeout=30)  # the first parse is slow
                        return
                except httpx.HTTPError:
                    pass
                yield
                time.sleep(0.2)
        raise RuntimeError(f"Rasa 启动超过 {START_WITHIN:.0f} 秒, 原因见 {self._log}")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def free_port() -> int:
    """A port on loopback that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert isinstance(port, int)
    return port

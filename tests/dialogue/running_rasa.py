"""One real Rasa for all transcripts that need one; every bot of theirs listens where it looks for the actions."""

from __future__ import annotations

import fcntl
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.rasa import RasaAddress
from cli import rasa_process
from cli.rasa_process import RasaProcess
from cli.settings import ROOT

# `port,token,action port,log file` of a Rasa that already runs: saves its 15 s of start while writing tests.
LENT = "WOBANGLIN_TEST_RASA"


@dataclass
class RunningRasa:
    """Where Rasa listens, the port at which it expects the actions, and where its own words go."""

    address: RasaAddress
    action_port: int
    log: Path
    process: RasaProcess | None = None

    @classmethod
    def start(cls, folder: Path) -> RunningRasa:
        """Start one, training first if the model is not that of today's nlu/."""
        if lent := os.environ.get(LENT):
            port, token, action_port, log = lent.split(",")
            return cls(RasaAddress(f"http://127.0.0.1:{port}", token), int(action_port), Path(log))
        with (ROOT / "models" / ".training").open("w") as turn:  # two test processes must not train at once
            fcntl.flock(turn, fcntl.LOCK_EX)
            if not rasa_process.is_trained():
                assert rasa_process.train(folder / "train.log") == 0, (folder / "train.log").read_text()[-2000:]
        return cls.another(folder, rasa_process.free_port())

    @classmethod
    def another(cls, folder: Path, action_port: int) -> RunningRasa:
        """A Rasa with an empty memory."""
        token, log = secrets.token_urlsafe(16), folder / "rasa.log"
        process = RasaProcess(rasa_process.free_port(), token, action_port, log)
        process.start()
        try:
            for _ in process.ready():
                pass
        except BaseException:
            process.kill()
            raise
        return cls(RasaAddress(process.url, token), action_port, log, process)

    def stop(self) -> None:
        if self.process is not None:
            self.process.stop()

    async def forget(self, conversation_id: str) -> None:
        """Wipe what Rasa remembers of a conversation, as a restart does."""
        async with httpx.AsyncClient(base_url=self.address.url, params={"token": self.address.token}, trust_env=False) as http:
            answer = await http.put(f"/conversations/{conversation_id}/tracker/events", json=[])
        assert not answer.raise_for_status().json()["events"], "Rasa still remembers"

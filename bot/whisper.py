"""The program that listens: Whisper base, offline. Sounds come in by stdin, their words go out by stdout; it ends with its parent.

A sound is four bytes of length and then itself, in any format; its words are one line of JSON, empty where nothing can be relied on.
"""

from __future__ import annotations

import io
import json
import os
import select
import struct
import sys
from pathlib import Path
from typing import Any

# Seconds without a note after which the memory is given back; the next note waits some seconds longer.
IDLE = 600.0
THREADS = 2
# Of one half-minute window: nobody says more, but a model that has lost its way does.
MOST_TOKENS = 200
NO_SPEECH, UNSURE, REPEATS = 0.5, -1.0, 2.4


class Listener:
    """The loaded model."""

    def __init__(self, model: Path) -> None:
        from faster_whisper import WhisperModel  # the extra `voice`
        from opencc import OpenCC

        self._model = WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=THREADS, local_files_only=True)
        self._simplified = OpenCC("t2s")

    def hear(self, sound: bytes) -> str:
        """The words of a sound in simplified characters. No example is given to the model: it would come back as what was said."""
        segments, _ = self._model.transcribe(
            io.BytesIO(sound), language="zh", vad_filter=True, condition_on_previous_text=False, max_new_tokens=MOST_TOKENS,
            temperature=0.0, without_timestamps=True,
        )  # fmt: skip
        said = ",".join(each.text.strip() for each in segments if reliable(each))
        return str(self._simplified.convert(said)) if any(character.isalnum() for character in said) else ""


def reliable(segment: Any) -> bool:
    """Whether the model heard speech, is sure of its words and does not repeat itself."""
    return bool(segment.no_speech_prob <= NO_SPEECH and segment.avg_logprob >= UNSURE and segment.compression_ratio <= REPEATS)


def main(model: Path) -> None:
    """Until nobody is there to ask, or nobody has asked for long."""
    os.nice(10)  # whoever types is answered first
    listener = Listener(model)
    asked, answer = sys.stdin.buffer, sys.stdout
    while select.select([asked], [], [], IDLE)[0] and len(header := asked.read(4)) == 4:
        sound = asked.read(struct.unpack(">I", header)[0])
        try:
            words = listener.hear(sound)
        except Exception:  # no sound at all, or in a format that nothing reads
            words = ""
        answer.write(json.dumps(words, ensure_ascii=True) + "\n")
        answer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

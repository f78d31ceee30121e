"""Trains a Rasa pipeline on utterances given in memory and parses others with it: what both benchmarks stand on."""

import asyncio
import contextlib
import io
import json
import logging
import os
import tempfile
import time
import warnings
from pathlib import Path
from statistics import median
from typing import Any, Dict, List, NamedTuple, Sequence, Tuple

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
warnings.simplefilter("ignore")

ROOT = Path(__file__).resolve().parent.parent

STOCK: Dict[str, List[Dict[str, Any]]] = {
    "stock: jieba, char 1-4-grams, logistic regression": [
        {"name": "JiebaTokenizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "LogisticRegressionClassifier", "ranking_length": 0},
    ],
    "stock: jieba, char 1-4-grams, DIET": [
        {"name": "JiebaTokenizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": 100, "entity_recognition": False, "ranking_length": 0, "random_seed": 580},
    ],
}

Labelled = Tuple[str, str]
"""An utterance and its class."""


class Trained(NamedTuple):
    """A pipeline that has learned, and what that cost."""

    agent: Any
    train_seconds: float
    model_mb: float

    def rankings(self, asked: Sequence[str]) -> List[Dict[str, float]]:
        """The probability of every class, for each text."""
        return [_ranking(parsed) for parsed in asyncio.run(_parse_all(self.agent, asked))]

    def best(self, asked: Sequence[str]) -> List[str]:
        """The likeliest class of each text."""
        return [max(ranking, key=lambda name: ranking[name]) for ranking in self.rankings(asked)]


def our_pipeline() -> List[Dict[str, Any]]:
    """The pipeline of `config.yml` up to its classifier: the fallback adds a name that no benchmark knows."""
    import rasa.shared.utils.io

    config = rasa.shared.utils.io.read_model_configuration(ROOT / "config.yml")
    return [component for component in config["pipeline"] if component["name"] != "FallbackClassifier"]


def trained(pipeline: List[Dict[str, Any]], known: Sequence[Labelled]) -> Trained:
    """Trains the pipeline on the known utterances, in a temporary folder and without Rasa's cache."""
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.disable(logging.WARNING)
    import rasa.shared.utils.io
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        config = {"recipe": "default.v1", "assistant_id": "bench", "language": "zh", "pipeline": pipeline}
        rasa.shared.utils.io.write_yaml(config, folder / "config.yml")
        (folder / "nlu.json").write_text(_as_rasa_json(known), encoding="utf-8")
        # the cache would hand out what an earlier trial has learned, and the seconds would mean nothing
        os.environ["RASA_MAX_CACHE_SIZE"] = "0"
        began = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.json"), str(folder / "models"))
        seconds = time.perf_counter() - began
        return Trained(Agent.load(model), seconds, Path(str(model)).stat().st_size / 2**20)


def parse_ms(several: Dict[str, Trained], asked: Sequence[str]) -> Dict[str, float]:
    """The median milliseconds that each takes for a parse, in turns, so that what else runs hits all alike."""
    taken: Dict[str, List[float]] = {name: [] for name in several}

    async def in_turns() -> None:
        for text in asked:
            for name, one in several.items():
                began = time.perf_counter()
                await one.agent.parse_message(text)
                taken[name].append(1000 * (time.perf_counter() - began))

    asyncio.run(in_turns())
    return {name: median(times[len(times) // 10 :]) for name, times in taken.items()}


def _as_rasa_json(known: Sequence[Labelled]) -> str:
    """Rasa's JSON form, in which no character of an utterance means anything."""
    examples = [{"text": text, "intent": name, "entities": []} for text, name in known]
    return json.dumps({"rasa_nlu_data": {"common_examples": examples}}, ensure_ascii=False)


async def _parse_all(agent: Any, asked: Sequence[str]) -> List[Dict[str, Any]]:
    return [await agent.parse_message(text) for text in asked]


def _ranking(parsed: Dict[str, Any]) -> Dict[str, float]:
    return {place["name"]: place["confidence"] for place in parsed["intent_ranking"]}


def progress(words: str) -> None:
    """A line that appears at once."""
    print(f"[{time.strftime('%H:%M:%S')}] {words}", flush=True)

"""Trains a Rasa pipeline on utterances given in memory and parses others with it: what both benchmarks stand on."""

import asyncio
import json
import logging
import os
import tempfile
import time
import warnings
from pathlib import Path
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


class Trial(NamedTuple):
    """What one pipeline did: a ranking a text, and what it cost."""

    rankings: List[Dict[str, float]]
    train_seconds: float
    parse_ms: float
    model_mb: float

    @property
    def best(self) -> List[str]:
        """The likeliest class of each text."""
        return [max(ranking, key=lambda name: ranking[name]) for ranking in self.rankings]


def our_pipeline() -> List[Dict[str, Any]]:
    """The pipeline of `config.yml` up to its classifier: the fallback adds a name that no benchmark knows."""
    import rasa.shared.utils.io

    config = rasa.shared.utils.io.read_model_configuration(ROOT / "config.yml")
    return [component for component in config["pipeline"] if component["name"] != "FallbackClassifier"]


def trial(pipeline: List[Dict[str, Any]], known: Sequence[Labelled], asked: Sequence[str]) -> Trial:
    """Trains the pipeline on the known utterances in a temporary folder, then parses the asked ones, one by one."""
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
        # the cache would hand out what an earlier trial has trained, and the seconds would mean nothing
        os.environ["RASA_MAX_CACHE_SIZE"] = "0"
        began = time.perf_counter()
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.json"), str(folder / "models"))
        train_seconds = time.perf_counter() - began
        agent = Agent.load(model)
        rankings, parse_ms = asyncio.run(_parsed(agent, asked))
        return Trial(rankings, train_seconds, parse_ms, Path(str(model)).stat().st_size / 2**20)


def _as_rasa_json(known: Sequence[Labelled]) -> str:
    """Rasa's JSON form, in which no character of an utterance means anything."""
    examples = [{"text": text, "intent": name, "entities": []} for text, name in known]
    return json.dumps({"rasa_nlu_data": {"common_examples": examples}}, ensure_ascii=False)


async def _parsed(agent: Any, asked: Sequence[str]) -> Tuple[List[Dict[str, float]], float]:
    for text in asked[:20]:
        await agent.parse_message(text)
    rankings = []
    began = time.perf_counter()
    for text in asked:
        parsed = await agent.parse_message(text)
        rankings.append({place["name"]: place["confidence"] for place in parsed["intent_ranking"]})
    return rankings, 1000 * (time.perf_counter() - began) / max(1, len(asked))


def progress(words: str) -> None:
    """A line that appears at once."""
    print(f"[{time.strftime('%H:%M:%S')}] {words}", flush=True)

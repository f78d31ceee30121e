"""What the words of a message are near to in ordinary Chinese."""

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.writing import fingerprint, normalised, words

RARE = 1e-3
"""A word this frequent counts half (a in Arora et al. 2017, A Simple but Tough-to-Beat Baseline for Sentence Embeddings)."""


@lru_cache(maxsize=None)
def word_vectors() -> Dict[str, np.ndarray]:
    """125,796 words, 100 numbers each, of length 1 (word2vec, from the package synonyms 3.10.2, MIT); once a process.

    The package is only read, never imported: it would bring a word segmenter of its own.
    """
    found = importlib.util.find_spec("synonyms")
    if found is None or not found.submodule_search_locations:
        raise ImportError("The package synonyms==3.10.2 is missing in Rasa's environment.")
    content = (Path(found.submodule_search_locations[0]) / "data" / "words.vector").read_bytes()
    start = content.index(b"\n") + 1
    number, size = map(int, content[:start].split())
    vectors = np.empty((number, size), dtype=np.float32)
    names: List[str] = []
    for row in range(number):
        gap = content.index(b" ", start)
        names.append(content[start:gap].strip().decode("utf-8", "ignore"))
        vectors[row] = np.frombuffer(content, "<f4", size, gap + 1)
        start = gap + 1 + 4 * size
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return dict(zip(names, vectors))


@lru_cache(maxsize=None)
def _share(word: str) -> float:
    """How much a word weighs by its frequency in jieba's dictionary: near 1 for rare words, near 0 for 的."""
    import jieba

    jieba.initialize()
    return RARE / (RARE + jieba.dt.FREQ.get(word, 0) / jieba.dt.total)


def vector(text: str) -> np.ndarray:
    """The weighted sum of a normalised text's word vectors; an unknown word counts by its characters, at half."""
    known = word_vectors()
    summed = np.zeros(100, dtype=np.float32)
    for word in words(text):
        if word in known:
            summed += _share(word) * known[word]
        elif len(word) > 1:
            for sign in word:
                if sign in known:
                    summed += 0.5 * _share(word) * known[sign]
    return summed


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class WordVectors(DenseFeaturizer, GraphComponent):
    """The average of the message's word vectors as dense sentence features: cheap, and blind to word order."""

    @classmethod
    def required_components(cls) -> List[Type]:
        return []

    @staticmethod
    def required_packages() -> List[Text]:
        return ["jieba"]  # synonyms is a file for us: importing it, as Rasa would, costs a second segmenter

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return DenseFeaturizer.get_default_config()

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Every configuration is a valid one."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        return fingerprint(__file__)

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "WordVectors":
        return cls(execution_context.node_name, config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the vector to each message that has a text."""
        for message in messages:
            text = message.get(TEXT)
            if text is not None:
                row = vector(normalised(text))
                length = float(np.linalg.norm(row))
                self.add_features_to_message(None, row[None, :] / (length or 1.0), TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the vectors to the training examples, in place."""
        self.process(training_data.training_examples)
        return training_data

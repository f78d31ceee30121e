"""Which pieces of writing and of sound a message is made of."""

import json
from abc import ABC, abstractmethod
from collections import Counter
from typing import Any, Dict, List, Optional, Text, Type

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.writing import fingerprint, grams, normalised, syllables, words


class NgramFeaturizer(SparseFeaturizer, GraphComponent, ABC):
    """TF-IDF (sublinear) over n-grams of one view of the text; the vocabulary is learned and kept in the model."""

    @abstractmethod
    def pieces(self, text: str) -> List[str]:
        """The n-grams of a normalised text, repeated as often as they occur."""

    @classmethod
    def required_components(cls) -> List[Type]:
        return []

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {
            **SparseFeaturizer.get_default_config(),
            "min_ngram": 1,
            "max_ngram": 3,
            # in how many utterances a piece must occur to count
            "min_df": 1,
            # also give every token the features of its own text, for classifiers that read tokens
            "sequence": False,
        }

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Raises InvalidConfigException when the lengths of the pieces make no sense."""
        if not 1 <= config["min_ngram"] <= config["max_ngram"]:
            raise InvalidConfigException(f"{cls.__name__}: 1 <= min_ngram <= max_ngram is needed, but got {config}")

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        return fingerprint(__file__)

    def __init__(self, config: Dict[Text, Any], name: Text, model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._column: Dict[str, int] = {}
        self._idf = np.zeros(0)
        self._unseen = 1.0

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NgramFeaturizer":
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "NgramFeaturizer":
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            kept = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
        component._remember(kept["pieces"], np.array(kept["idf"]), kept["unseen"])
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the pieces of the training utterances and how rare each is."""
        texts = sorted({normalised(example.get(TEXT)) for example in training_data.training_examples if example.get(TEXT)})
        found: Dict[str, int] = {}
        for text in texts:
            for piece in set(self.pieces(text)):
                found[piece] = found.get(piece, 0) + 1
        kept = sorted(piece for piece, count in found.items() if count >= self._config["min_df"])
        counts = np.array([found[piece] for piece in kept], dtype=float)
        self._remember(kept, np.log((1 + len(texts)) / (1 + counts)) + 1, float(np.log(1 + len(texts)) + 1))
        with self._model_storage.write_to(self._resource) as folder:
            content = {"pieces": kept, "idf": [round(weight, 6) for weight in self._idf], "unseen": self._unseen}
            (folder / "pieces.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def _remember(self, pieces: List[str], idf: np.ndarray, unseen: float) -> None:
        self._column = {piece: column for column, piece in enumerate(pieces)}
        self._idf = np.round(idf, 6)
        self._unseen = unseen

    def row(self, text: str) -> scipy.sparse.csr_matrix:
        """The weights of a normalised text's known pieces.

        The length is 1 when all are known, and shorter the more of the text was never seen: a strange message must not
        look as familiar as a training utterance does.
        """
        counts = Counter(self.pieces(text))
        columns, weights, strange = [], [], 0.0
        for piece, count in counts.items():
            column = self._column.get(piece)
            if column is None:
                strange += ((1 + np.log(count)) * self._unseen) ** 2
            else:
                columns.append(column)
                weights.append((1 + np.log(count)) * self._idf[column])
        length = np.sqrt(np.square(weights).sum() + strange) or 1.0
        order = np.argsort(columns)
        values, places = np.array(weights)[order] / length, np.array(columns, dtype=np.int32)[order]
        return scipy.sparse.csr_matrix((values, places, [0, len(places)]), shape=(1, max(1, len(self._column))))

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the row to each message that has a text."""
        for message in messages:
            text = message.get(TEXT)
            if text is None:
                continue
            tokens = message.get(TOKENS_NAMES[TEXT]) if self._config["sequence"] else None
            rows = [self.row(normalised(token.text)) for token in tokens or []]
            sequence = scipy.sparse.vstack(rows).tocsr() if rows else None
            self.add_features_to_message(sequence, self.row(normalised(text)), TEXT, message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the rows to the training examples, in place."""
        self.process(training_data.training_examples)
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class CharNgrams(NgramFeaturizer):
    """Pieces of writing: n-grams of characters, with the message's begin and end."""

    @staticmethod
    def required_packages() -> List[Text]:
        return []

    def pieces(self, text: str) -> List[str]:
        return grams(f"⟨{text}⟩", self._config["min_ngram"], self._config["max_ngram"])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class PinyinNgrams(NgramFeaturizer):
    """Pieces of sound: n-grams of toneless syllables, the same for every homophone."""

    @staticmethod
    def required_packages() -> List[Text]:
        return ["pypinyin"]

    def pieces(self, text: str) -> List[str]:
        return grams(syllables(text), self._config["min_ngram"], self._config["max_ngram"], "'")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class WordNgrams(NgramFeaturizer):
    """Pieces of wording: words as jieba cuts them, and runs of neighbouring ones."""

    @staticmethod
    def required_packages() -> List[Text]:
        return ["jieba"]

    def pieces(self, text: str) -> List[str]:
        return grams(words(text), self._config["min_ngram"], self._config["max_ngram"], " ")

"""What a message is about: several simple models, each with its own view of it, and what they agree on."""

import json
from typing import Any, Dict, List, Optional, Text, Type

import numpy as np
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components import linear, writing


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AgreementClassifier(IntentClassifier, GraphComponent):
    """Averages the calibrated probabilities of linear models that see different features.

    A view names featurizers (their `name` in the pipeline, with a weight) and one of the models in `linear.MODELS`.
    Each view's temperature, and that of the average, is found on predictions for utterances left out of the fit
    (`folds` of them). The ranking holds every intent that has examples.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> List[Text]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"views": {}, "folds": 5, "random_state": 580}

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        return writing.fingerprint(__file__, linear.__file__)

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._intents: List[Text] = []
        self._views: Dict[Text, linear.Linear] = {}
        self._temperature = 1.0
        for name, view in self._config["views"].items():
            if view.get("model") not in linear.MODELS or not view.get("featurizers"):
                models = ", ".join(linear.MODELS)
                raise InvalidConfigException(f"View {name}: give `featurizers` and a `model` out of {models}.")
        if not self._config["views"]:
            raise InvalidConfigException("AgreementClassifier needs at least one view.")

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "AgreementClassifier":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "AgreementClassifier":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            kept = json.loads((folder / "agreement.json").read_text(encoding="utf-8"))
            arrays = np.load(folder / "agreement.npz")
            component._intents = kept["intents"]
            component._temperature = kept["temperature"]
            component._views = {
                name: linear.Linear(arrays[f"{name}.weights"], arrays[f"{name}.offset"], temperature)
                for name, temperature in kept["views"].items()
            }
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fits every view on the utterances that have an intent; intents without utterances stay unknown."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._intents = sorted({example.get(INTENT) for example in examples})
        number = {intent: index for index, intent in enumerate(self._intents)}
        labels = np.array([number[example.get(INTENT)] for example in examples])
        if len(self._intents) < 2:
            raise InvalidConfigException("AgreementClassifier needs utterances of at least two intents.")
        texts = [writing.normalised(example.get(TEXT)) for example in examples]
        folds = linear.folds(texts, labels, self._config["folds"], self._config["random_state"])
        left_out = []
        for name, view in self._config["views"].items():
            features = self._features(examples, view)
            fit = linear.MODELS[view["model"]]
            logits = np.zeros((len(labels), len(self._intents)))
            for fold in sorted(set(folds)):
                rest, held = folds != fold, folds == fold
                logits[held] = fit(features[rest], labels[rest], len(self._intents), view).logits(features[held])
            model = fit(features, labels, len(self._intents), view)
            model.temperature = linear.temperature(logits, labels)
            self._views[name] = model
            left_out.append(linear.softmax(logits / model.temperature))
        self._temperature = linear.temperature(linear.log_of_mean(left_out), labels)
        self._persist()
        return self._resource

    def _persist(self) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            kept = {
                "intents": self._intents,
                "temperature": self._temperature,
                "views": {name: model.temperature for name, model in self._views.items()},
            }
            (folder / "agreement.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            arrays = {f"{name}.weights": model.weights for name, model in self._views.items()}
            arrays.update({f"{name}.offset": model.offset for name, model in self._views.items()})
            np.savez(folder / "agreement.npz", **arrays)

    @staticmethod
    def _features(messages: List[Message], view: Dict[Text, Any]) -> scipy.sparse.csr_matrix:
        rows = []
        for message in messages:
            parts = []
            for featurizer, weight in view["featurizers"].items():
                sparse = message.get_sparse_features(TEXT, [featurizer])[1]
                dense = message.get_dense_features(TEXT, [featurizer])[1]
                found = sparse or dense
                if found is None:
                    raise InvalidConfigException(f"No featurizer of the pipeline is named {featurizer}.")
                parts.append(scipy.sparse.csr_matrix(found.features, dtype=np.float64) * weight)
            rows.append(scipy.sparse.hstack(parts, format="csr"))
        return scipy.sparse.vstack(rows, format="csr")

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets the best intent and the whole ranking; a message without text stays without."""
        spoken = [message for message in messages if message.get(TEXT) is not None]
        if not spoken or not self._views:
            return messages
        views = [
            self._views[name].probabilities(self._features(spoken, view))
            for name, view in self._config["views"].items()
        ]
        agreed = linear.softmax(linear.log_of_mean(views) / self._temperature)
        for message, row in zip(spoken, agreed):
            order = np.argsort(-row, kind="stable")
            ranking = [{"name": self._intents[index], "confidence": float(row[index])} for index in order]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the training examples alone: nothing behind this component reads its guesses on them."""
        return training_data

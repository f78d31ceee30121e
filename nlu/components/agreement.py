"""What a message is about: what it means, how it is written and how it sounds each have a say."""

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

from nlu.components import likeness, writing
from nlu.components.likeness import Judge, Likeness, Rows, Scores


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AgreementClassifier(IntentClassifier, GraphComponent):
    """Compares a message with every known utterance in several views, and judges what they say together.

    `featurizers` tells how the features of each (its `alias` in the pipeline) count: `weight`, and for dense ones
    `roundness` (see `likeness.Likeness`). A view is a list of featurizers whose likenesses are added up. The judge
    learns from what the views say about utterances left out of their fit (`folds` of them), so its probabilities can
    be believed. The ranking holds every intent that has utterances.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> List[Text]:
        return []

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {
            "featurizers": {},
            "views": {},
            # how much the likenesses are smoothed: higher believes single utterances less
            "ridge": 1.0,
            # how far the judge may lean from an equal say of all views
            "trust": 0.2,
            "folds": 5,
            "random_state": 580,
        }

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        return writing.fingerprint(__file__, likeness.__file__)

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._intents: List[Text] = []
        self._likeness: Dict[Text, Likeness] = {}
        self._scores: Dict[Text, Scores] = {}
        self._judge: Optional[Judge] = None
        views = self._config["views"]
        unknown = {name for view in views.values() for name in view} - set(self._config["featurizers"])
        if not views or unknown:
            raise InvalidConfigException(
                "AgreementClassifier: give `views`, each a list of names under `featurizers`"
                + (f"; unknown: {', '.join(sorted(unknown))}." if unknown else ".")
            )

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "AgreementClassifier":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the utterances that have an intent; an intent without utterances (a button's) stays unknown."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._intents = sorted({example.get(INTENT) for example in examples})
        if len(self._intents) < 2:
            raise InvalidConfigException("AgreementClassifier needs utterances of at least two intents.")
        number = {intent: index for index, intent in enumerate(self._intents)}
        labels = np.array([number[example.get(INTENT)] for example in examples])
        texts = [writing.normalised(example.get(TEXT)) for example in examples]
        folds = likeness.folds(texts, labels, self._config["folds"], self._config["random_state"])
        mutual = {}
        for name, settings in self._config["featurizers"].items():
            rows = self._rows(examples, name)
            self._likeness[name] = Likeness.learned(rows, settings.get("weight", 1.0), settings.get("roundness"))
            mutual[name] = self._likeness[name].to(rows)
        unseen = [self._learn_view(name, mutual, labels, folds) for name in self._config["views"]]
        with likeness.one_thread():
            self._judge = Judge.learned(unseen, labels, folds, self._config["trust"])
        self._persist()
        return self._resource

    def _learn_view(self, view: Text, mutual: Dict[Text, np.ndarray], labels: np.ndarray, folds: np.ndarray) -> np.ndarray:
        """Fits one view; returns what it says about utterances that were left out."""
        alike = sum(mutual[name] for name in self._config["views"][view])
        classes, ridge = len(self._intents), self._config["ridge"]
        unseen = np.zeros((len(labels), classes), dtype=np.float32)
        for fold in np.unique(folds):
            rest, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            if len(rest):
                fitted = Scores.learned(alike[np.ix_(rest, rest)], labels[rest], classes, ridge)
                unseen[held] = fitted.of(alike[np.ix_(held, rest)])
        self._scores[view] = Scores.learned(alike, labels, classes, ridge)
        return unseen

    @staticmethod
    def _rows(messages: List[Message], featurizer: Text) -> Rows:
        found = []
        for message in messages:
            sparse = message.get_sparse_features(TEXT, [featurizer])[1]
            dense = message.get_dense_features(TEXT, [featurizer])[1]
            feature = sparse or dense
            if feature is None:
                raise InvalidConfigException(f"No featurizer of the pipeline has the alias {featurizer}.")
            found.append(feature.features)
        if len(found) == 1:
            return found[0]
        return scipy.sparse.vstack(found, format="csr") if scipy.sparse.issparse(found[0]) else np.vstack(found)

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets the best intent and the whole ranking; only messages with a text (be it empty) get them."""
        spoken = [message for message in messages if message.get(TEXT) is not None]
        if not spoken or self._judge is None:
            return messages
        with likeness.one_thread():
            alike = {name: known.to(self._rows(spoken, name)) for name, known in self._likeness.items()}
            said = [self._scores[view].of(sum(alike[name] for name in names)) for view, names in self._config["views"].items()]
            probabilities = self._judge.probabilities(said)
        for message, row in zip(spoken, probabilities):
            order = np.argsort(-row, kind="stable")
            ranking = [{"name": self._intents[index], "confidence": float(row[index])} for index in order]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the training utterances alone: nothing behind this component reads guesses about them."""
        return training_data

    def _persist(self) -> None:
        assert self._judge is not None
        arrays: Dict[Text, np.ndarray] = {
            "judge.say": np.array(self._judge.say),
            "judge.weights": self._judge.weights,
            "judge.offset": self._judge.offset,
        }
        for view, scores in self._scores.items():
            arrays[f"{view}.weights"], arrays[f"{view}.offset"] = scores.weights, scores.offset
        with self._model_storage.write_to(self._resource) as folder:
            (folder / "intents.json").write_text(json.dumps(self._intents, ensure_ascii=False), encoding="utf-8")
            for name, known in self._likeness.items():
                if known.centre is None:
                    scipy.sparse.save_npz(folder / f"{name}.npz", known.known)
                else:
                    np.savez(folder / f"{name}.npz", known=known.known, centre=known.centre)
            np.savez(folder / "agreement.npz", **arrays)

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
            component._intents = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
            kept = np.load(folder / "agreement.npz")
            component._judge = Judge(float(kept["judge.say"]), kept["judge.weights"], kept["judge.offset"])
            for view in component._config["views"]:
                component._scores[view] = Scores(kept[f"{view}.weights"], kept[f"{view}.offset"])
            for name, settings in component._config["featurizers"].items():
                weight, roundness = settings.get("weight", 1.0), settings.get("roundness")
                if roundness is None:
                    component._likeness[name] = Likeness(scipy.sparse.load_npz(folder / f"{name}.npz"), weight)
                else:
                    rows = np.load(folder / f"{name}.npz")
                    component._likeness[name] = Likeness(rows["known"], weight, roundness, rows["centre"])
        return component

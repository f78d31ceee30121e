"""Linear models that give a score for every class, and what is needed to trust their probabilities."""

from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping

import numpy as np
import scipy.sparse
from scipy.optimize import minimize_scalar


@dataclass
class Linear:
    """`features @ weights + offset`, a column a class; divided by the temperature it is a logit."""

    weights: np.ndarray
    offset: np.ndarray
    temperature: float = 1.0

    def logits(self, features: scipy.sparse.csr_matrix) -> np.ndarray:
        """Scores before calibration, a row a message."""
        return np.asarray(features @ self.weights) + self.offset

    def probabilities(self, features: scipy.sparse.csr_matrix) -> np.ndarray:
        """Calibrated probabilities, a row a message."""
        return softmax(self.logits(features) / self.temperature)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities of logits, row by row."""
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def log_of_mean(views: List[np.ndarray]) -> np.ndarray:
    """The logarithm of the average of several views' probabilities."""
    return np.log(np.clip(np.mean(views, axis=0), 1e-12, None))


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature at which these logits fit the labels best (Guo et al. 2017, On Calibration of Modern Neural Networks)."""

    def surprise(log_temperature: float) -> float:
        scaled = softmax(logits / np.exp(log_temperature))
        return float(-np.log(np.clip(scaled[np.arange(len(labels)), labels], 1e-12, None)).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-6, 6), method="bounded").x))


def folds(texts: List[str], labels: np.ndarray, number: int, seed: int) -> np.ndarray:
    """A fold for every text: the classes spread evenly, equal texts kept together."""
    order = np.random.RandomState(seed).permutation(len(texts))
    fold_of: Dict[str, int] = {}
    used = np.zeros(int(labels.max()) + 1, dtype=int)
    for index in order:
        if texts[index] not in fold_of:
            fold_of[texts[index]] = used[labels[index]] % number
            used[labels[index]] += 1
    return np.array([fold_of[text] for text in texts])


def _logistic(
    features: scipy.sparse.csr_matrix, labels: np.ndarray, classes: int, settings: Mapping[str, Any]
) -> Linear:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=settings.get("C", 10.0), class_weight="balanced", max_iter=settings.get("max_iter", 200), random_state=0
    )
    model.fit(features, labels)
    return _spread(model.coef_, model.intercept_, model.classes_, classes)


def _svm(features: scipy.sparse.csr_matrix, labels: np.ndarray, classes: int, settings: Mapping[str, Any]) -> Linear:
    from sklearn.svm import LinearSVC

    model = LinearSVC(C=settings.get("C", 0.5), class_weight="balanced", random_state=0)
    model.fit(features, labels)
    return _spread(model.coef_, model.intercept_, model.classes_, classes)


def _spread(coefficients: np.ndarray, offset: np.ndarray, known: np.ndarray, classes: int) -> Linear:
    """A column for every class; two classes share one row in scikit-learn; a class without examples is never chosen."""
    if len(known) == 2 and len(coefficients) == 1:
        coefficients, offset = np.vstack([-coefficients, coefficients]), np.concatenate([-offset, offset])
    weights = np.zeros((coefficients.shape[1], classes), dtype=np.float32)
    weights[:, known] = coefficients.T
    offsets = np.full(classes, -30.0)
    offsets[known] = offset
    return Linear(weights, offsets)


Fit = Callable[[scipy.sparse.csr_matrix, np.ndarray, int, Mapping[str, Any]], Linear]

MODELS: Dict[str, Fit] = {"logistic": _logistic, "svm": _svm}
"""The models a view can choose, by the name used in `config.yml`."""

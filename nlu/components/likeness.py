"""How alike two messages are, what follows from it about a new one, and how far that can be trusted.

Scores come from regularised least squares over likenesses, one against the rest (Rifkin & Klautau 2004,
In Defense of One-Vs-All Classification): on a few thousand utterances it is exact, needs a second, and was more
often right here than logistic regression or a linear support vector machine on the same features (docs/nlu.md).
"""

from dataclasses import dataclass
from typing import Dict, List, Optional, Union

import numpy as np
import scipy.sparse
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize_scalar

Rows = Union[np.ndarray, scipy.sparse.csr_matrix]


@dataclass
class Likeness:
    """How like each known utterance a message is, in the eyes of one featurizer.

    With `roundness` None it is the product of the rows; else exp(-roundness * (1 - cosine)) after taking the known
    rows' mean away: two messages are then alike only when they lie close together.
    `known` holds a column an utterance; sparse ones as CSR, or each product would first turn the whole matrix round.
    """

    known: Rows
    weight: float = 1.0
    roundness: Optional[float] = None
    centre: Optional[np.ndarray] = None

    @classmethod
    def learned(cls, rows: Rows, weight: float, roundness: Optional[float]) -> "Likeness":
        """The likeness to these rows."""
        if roundness is None:
            return cls(scipy.sparse.csr_matrix(rows.T, dtype=np.float32), weight)
        rows = np.asarray(rows, dtype=np.float32)
        centre = rows.mean(axis=0)
        return cls(np.ascontiguousarray(_unit(rows - centre).T), weight, roundness, centre)

    def to(self, rows: Rows) -> np.ndarray:
        """A line a message, a column a known utterance."""
        if self.roundness is None:
            return self.weight * (scipy.sparse.csr_matrix(rows, dtype=np.float32) @ self.known).toarray()
        cosine = _unit(np.asarray(rows, dtype=np.float32) - self.centre) @ self.known
        return self.weight * np.exp(-self.roundness * (1 - cosine))


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@dataclass
class Scores:
    """`likeness @ weights + offset`: near 1 for a class whose utterances the message resembles, near -1 for others."""

    weights: np.ndarray
    offset: np.ndarray

    @classmethod
    def learned(cls, likeness: np.ndarray, labels: np.ndarray, classes: int, ridge: float) -> "Scores":
        """Fits the scores to utterances whose likeness to each other and whose labels are known."""
        targets = np.where(np.arange(classes) == labels[:, None], 1.0, -1.0)
        offset = targets.mean(axis=0)
        system = likeness.astype(np.float64)
        system[np.diag_indices_from(system)] += ridge
        weights = cho_solve(cho_factor(system, overwrite_a=True, check_finite=False), targets - offset)
        return cls(weights.astype(np.float32), offset.astype(np.float32))

    def of(self, likeness: np.ndarray) -> np.ndarray:
        """A line a message, a column a class."""
        return likeness @ self.weights + self.offset


@dataclass
class Judge:
    """Turns the scores of several views into one probability a class, and learns which view to believe where."""

    weights: np.ndarray
    offset: np.ndarray
    temperature: float = 1.0

    @classmethod
    def learned(cls, scores: np.ndarray, labels: np.ndarray, folds: np.ndarray, trust: float) -> "Judge":
        """Learns from scores of utterances that the views had not seen; `trust` is the inverse of the regularisation."""
        logits = np.zeros((len(labels), int(labels.max()) + 1))
        for fold in np.unique(folds):
            rest, held = folds != fold, folds == fold
            logits[held] = cls._fitted(scores[rest], labels[rest], logits.shape[1], trust).logits(scores[held])
        judge = cls._fitted(scores, labels, logits.shape[1], trust)
        judge.temperature = temperature(logits, labels)
        return judge

    @classmethod
    def _fitted(cls, scores: np.ndarray, labels: np.ndarray, classes: int, trust: float) -> "Judge":
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=trust, multi_class="multinomial", max_iter=1000, tol=1e-6, random_state=0)
        model.fit(scores, labels)
        weights, offset = np.zeros((scores.shape[1], classes)), np.full(classes, -30.0)
        coefficients, intercept = model.coef_, model.intercept_
        if len(model.classes_) == 2:
            coefficients, intercept = np.vstack([-coefficients, coefficients]), np.r_[-intercept, intercept]
        weights[:, model.classes_], offset[model.classes_] = coefficients.T, intercept
        return cls(weights, offset)

    def logits(self, scores: np.ndarray) -> np.ndarray:
        """Before the temperature."""
        return scores @ self.weights + self.offset

    def probabilities(self, scores: np.ndarray) -> np.ndarray:
        """Calibrated; a line a message, a column a class."""
        return softmax(self.logits(scores) / self.temperature)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities of logits, line by line."""
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The number that makes `softmax(logits / number)` fit the labels best.

    Guo et al. 2017, On Calibration of Modern Neural Networks.
    """

    def surprise(log_temperature: float) -> float:
        right = softmax(logits / np.exp(log_temperature))[np.arange(len(labels)), labels]
        return float(-np.log(np.clip(right, 1e-12, None)).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-5, 5), method="bounded").x))


def folds(texts: List[str], labels: np.ndarray, number: int, seed: int) -> np.ndarray:
    """A fold for every text: the classes spread evenly, equal texts kept together."""
    fold_of: Dict[str, int] = {}
    used = np.zeros(int(labels.max()) + 1, dtype=int)
    for index in np.random.RandomState(seed).permutation(len(texts)):
        if texts[index] not in fold_of:
            fold_of[texts[index]] = used[labels[index]] % number
            used[labels[index]] += 1
    return np.array([fold_of[text] for text in texts])

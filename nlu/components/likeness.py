"""How alike two messages are, what follows from it about a new one, and how far that can be trusted.

Scores come from regularised least squares over likenesses, one against the rest (Rifkin & Klautau 2004,
In Defense of One-Vs-All Classification): on a few thousand utterances it is exact, needs a second, and was more
often right here than logistic regression or a linear support vector machine on the same features (docs/nlu.md).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, List, Optional, Tuple, Union

import numpy as np
import scipy.sparse
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize, minimize_scalar

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
    """Turns the scores of several views into one probability a class, and learns which view to believe where.

    `say` times the views' average, plus corrections (`scores @ weights + offset`) that are kept small: with few
    utterances the average speaks alone. What it learns from are scores of utterances that the views had not seen, so
    its probabilities can be believed.
    """

    say: float
    weights: np.ndarray
    offset: np.ndarray

    @classmethod
    def learned(cls, views: List[np.ndarray], labels: np.ndarray, folds: np.ndarray, trust: float) -> "Judge":
        """Fits to utterances that the views had not seen; `trust` is the inverse of the penalty on the corrections.

        It is a little too sure of what it was fitted to, so all of it is divided by the temperature at which judges
        fitted without a fold suit that fold best (Guo et al. 2017, On Calibration of Modern Neural Networks).
        """
        logits = np.zeros((len(labels), views[0].shape[1]))
        for fold in np.unique(folds):
            rest, held = folds != fold, folds == fold
            if rest.any():
                judge = cls._fitted([view[rest] for view in views], labels[rest], trust)
                logits[held] = judge._logits([view[held] for view in views])
        lines = np.arange(len(labels))

        def surprise(log_temperature: float) -> float:
            right = softmax(logits / np.exp(log_temperature))[lines, labels]
            return float(-np.log(np.clip(right, 1e-12, None)).mean())

        temperature = np.exp(minimize_scalar(surprise, bounds=(-2, 3), method="bounded").x)
        judge = cls._fitted(views, labels, trust)
        return cls(judge.say / temperature, judge.weights / temperature, judge.offset / temperature)

    @classmethod
    def _fitted(cls, views: List[np.ndarray], labels: np.ndarray, trust: float) -> "Judge":
        scores, average = np.hstack(views).astype(np.float64), np.mean(views, axis=0, dtype=np.float64)
        classes, lines = average.shape[1], np.arange(len(labels))

        def parts(flat: np.ndarray) -> "Judge":
            return cls(flat[0], flat[1 + classes :].reshape(-1, classes), flat[1 : 1 + classes])

        def penalised(flat: np.ndarray) -> Tuple[float, np.ndarray]:
            judge = parts(flat)
            found = softmax(judge.say * average + scores @ judge.weights + judge.offset)
            loss = -np.log(np.clip(found[lines, labels], 1e-12, None)).sum() + (flat[1:] ** 2).sum() / (2 * trust)
            found[lines, labels] -= 1
            slope = np.r_[(found * average).sum(), found.sum(axis=0), (scores.T @ found).ravel()]
            slope[1:] += flat[1:] / trust
            return float(loss), slope

        start = np.zeros(1 + classes + scores.shape[1] * classes)
        start[0] = 5.0
        best = minimize(penalised, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
        return parts(best.x)

    def _logits(self, views: List[np.ndarray]) -> np.ndarray:
        return self.say * np.mean(views, axis=0) + np.hstack(views) @ self.weights + self.offset

    def probabilities(self, views: List[np.ndarray]) -> np.ndarray:
        """Calibrated; a line a message, a column a class."""
        return softmax(self._logits(views))


def one_thread() -> Any:
    """A context in which matrix products use one thread: small ones gain nothing from two, which wait for each other."""
    return _blas().limit(limits=1, user_api="blas")


@lru_cache(maxsize=None)
def _blas() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities of logits, line by line."""
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def folds(texts: List[str], labels: np.ndarray, number: int, seed: int) -> np.ndarray:
    """A fold for every text: the classes spread evenly, equal texts kept together."""
    fold_of: Dict[str, int] = {}
    used = np.zeros(int(labels.max()) + 1, dtype=int)
    for index in np.random.RandomState(seed).permutation(len(texts)):
        if texts[index] not in fold_of:
            fold_of[texts[index]] = used[labels[index]] % number
            used[labels[index]] += 1
    return np.array([fold_of[text] for text in texts])

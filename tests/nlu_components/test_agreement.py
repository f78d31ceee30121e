"""What the classifier says, and how sure it is."""

import unittest
from typing import Any, List

import numpy as np
import yaml

from nlu.components import writing
from nlu.components.agreement import AgreementClassifier
from nlu.components.likeness import Judge, Likeness, Scores, folds, softmax
from nlu.components.ngrams import CharNgrams, PinyinNgrams
from nlu.components.sentence_vectors import SentenceVectors
from nlu.components.word_vectors import WordVectors
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from tests.nlu_components.graph import Stand, message, training

KNOWN = [
    *((text, "repair_home") for text in ("水管爆了", "水龙头滴水", "灯泡坏了换一个", "马桶堵住了", "门锁打不开", "插座没电")),
    *((text, "pet") for text in ("猫丢了", "帮我遛狗", "狗狗寄养两天", "喂一下猫", "流浪猫受伤", "狗不吃饭")),
    *((text, "cancel") for text in ("取消吧", "不用来了", "算了不麻烦", "撤回刚才的", "不需要了谢谢", "先别派人")),
]
CONFIG = {
    "featurizers": {"chars": {"weight": 1.0}, "meaning": {"weight": 2.0, "roundness": 2.0}},
    "views": {"form": ["chars"], "together": ["chars", "meaning"]},
    "folds": 3,
}


class Trained:
    """Featurizers and classifier, trained together."""

    def __init__(self, known: Any = KNOWN) -> None:
        self.data = training(known)
        self.chars, self.meaning = Stand(CharNgrams, name="chars"), Stand(SentenceVectors, name="meaning")
        self.chars.created().train(self.data)
        self.featurize(self.data.training_examples)
        self.stand = Stand(AgreementClassifier, CONFIG)
        self.classifier = self.stand.created()
        self.classifier.train(self.data)

    def featurize(self, messages: List[Message]) -> List[Message]:
        self.chars.loaded().process(messages)
        return self.meaning.created().process(messages)

    def ranking(self, text: str, classifier: Any = None) -> List[Any]:
        asked = self.featurize([message(text)])
        (classifier or self.classifier).process(asked)
        return asked[0].get("intent_ranking")


class Agreement(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.trained = Trained()

    def test_the_likeliest_comes_first_and_all_are_named(self) -> None:
        """Every intent is ranked, and the probabilities add up to one."""
        ranking = self.trained.ranking("家里水龙头坏了")
        self.assertEqual(ranking[0]["name"], "repair_home")
        self.assertEqual({place["name"] for place in ranking}, {"repair_home", "pet", "cancel"})
        self.assertAlmostEqual(sum(place["confidence"] for place in ranking), 1.0, places=5)
        self.assertEqual(ranking, sorted(ranking, key=lambda place: -place["confidence"]))

    def test_a_loaded_classifier_says_the_same(self) -> None:
        """What was trained is what is served."""
        for text in ("猫在哪", "取消", ""):
            before, after = self.trained.ranking(text), self.trained.ranking(text, self.trained.stand.loaded())
            self.assertEqual([place["name"] for place in before], [place["name"] for place in after])
            for one, two in zip(before, after):
                self.assertAlmostEqual(one["confidence"], two["confidence"], places=6)

    def test_training_twice_gives_the_same_numbers(self) -> None:
        """Same data, same seed, same figures."""
        self.assertEqual(self.trained.ranking("门坏了"), Trained().ranking("门坏了"))

    def test_an_intent_without_utterances_is_not_learned(self) -> None:
        """A button's intent is in the domain, not in the ranking."""
        trained = Trained([*KNOWN, (None, "tap")])
        self.assertNotIn("tap", {place["name"] for place in trained.ranking("取消")})

    def test_odd_texts_get_a_whole_ranking(self) -> None:
        """The fallback behind it fails on a message without an intent."""
        for text in ("", "😀", "水" * 10_000):
            self.assertEqual(len(self.trained.ranking(text)), 3)

    def test_a_view_of_unknown_featurizers_is_refused(self) -> None:
        """A slip in config.yml is named at once."""
        with self.assertRaises(InvalidConfigException):
            Stand(AgreementClassifier, {"featurizers": {}, "views": {"form": ["chars"]}}).created()


class Mathematics(unittest.TestCase):
    def test_scores_learn_their_own_utterances(self) -> None:
        """With hardly any smoothing a known utterance gets its own class."""
        rows = np.eye(4, dtype=np.float32)
        labels = np.array([0, 0, 1, 2])
        scores = Scores.learned(rows @ rows.T, labels, 3, 1e-3).of(rows @ rows.T)
        self.assertEqual(scores.argmax(axis=1).tolist(), labels.tolist())

    def test_round_likeness_is_greatest_for_itself(self) -> None:
        """An utterance is most like itself, and the weight is what that comes to."""
        rows = np.random.RandomState(0).randn(6, 8).astype(np.float32)
        alike = Likeness.learned(rows, 3.0, 2.0).to(rows)
        np.testing.assert_allclose(np.diag(alike), 3.0, rtol=1e-4)
        self.assertEqual(alike.argmax(axis=1).tolist(), list(range(6)))

    def test_the_judge_is_not_surer_than_it_is_right(self) -> None:
        """Where a view is right three times in four, the judge is about that sure."""
        chance = np.random.RandomState(1)
        labels = chance.randint(0, 2, 2000)
        said = np.where(chance.rand(2000) < 0.75, labels, 1 - labels)
        view = np.eye(2)[said] * 2 - 1
        sure = Judge.learned([view], labels, np.arange(2000) % 5, 0.2).probabilities([view]).max(axis=1)
        self.assertAlmostEqual(sure.mean(), 0.75, delta=0.03)

    def test_equal_texts_share_a_fold(self) -> None:
        """Else a model would be asked what it was told."""
        found = folds(["甲", "乙", "甲", "丙", "丁"], np.array([0, 0, 0, 1, 1]), 2, 1)
        self.assertEqual(found[0], found[2])

    def test_softmax_stands_large_numbers(self) -> None:
        """No overflow."""
        np.testing.assert_allclose(softmax(np.array([[1000.0, 0.0]])), [[1.0, 0.0]])


class Together(unittest.TestCase):
    def test_the_cache_is_told_of_every_file(self) -> None:
        """Rasa hashes the class only; each component adds its modules and the lexicon."""
        for kind in (SentenceVectors, WordVectors, CharNgrams, PinyinNgrams, AgreementClassifier):
            addon = kind.fingerprint_addon({})
            self.assertIsNotNone(addon)
            self.assertNotEqual(addon, writing.fingerprint())

    def test_config_names_each_featurizer_it_compares_with(self) -> None:
        """An alias without a featurizer, or a featurizer that nobody reads, is a slip."""
        with open("config.yml", encoding="utf-8") as file:
            pipeline = yaml.safe_load(file)["pipeline"]
        aliases = {each["alias"] for each in pipeline if "alias" in each}
        ours = next(each for each in pipeline if each["name"].endswith("AgreementClassifier"))
        self.assertEqual(aliases, set(ours["featurizers"]))
        self.assertEqual(aliases, {name for view in ours["views"].values() for name in view})


if __name__ == "__main__":
    unittest.main()

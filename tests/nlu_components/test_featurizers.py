"""What the featurizers see in a message."""

import unittest

import numpy as np

from nlu.components.ngrams import CharNgrams, PinyinNgrams, WordNgrams
from nlu.components.sentence_vectors import SentenceVectors, encoder
from nlu.components.word_vectors import WordVectors
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import TEXT
from tests.nlu_components.graph import Stand, message, training

KNOWN = [("水管爆了", "repair_home"), ("楼道灯不亮", "property_public_facility"), ("你好", "greeting_chitchat")]
ODD = ["", "😀", "水" * 10_000, "\u200b", "?"]


class Dense(unittest.TestCase):
    def vector(self, stand: Stand, text: str) -> np.ndarray:
        asked = message(text)
        stand.created().process([asked])
        return asked.get_dense_features(TEXT, [])[1].features

    def test_near_meanings_are_near(self) -> None:
        """A dripping tap is nearer to a leaking faucet than to a wedding, in sentences and in words."""
        for kind in (SentenceVectors, WordVectors):
            with self.subTest(kind=kind.__name__):
                stand = Stand(kind)
                tap, leak, wedding = (self.vector(stand, text)[0] for text in ("水龙头滴水", "厨房水管漏水", "下个月结婚"))
                self.assertGreater(tap @ leak, tap @ wedding)

    def test_shapes_are_one_row(self) -> None:
        """A row a message, 512 and 100 numbers, for odd texts too, all of them finite."""
        for kind, size in ((SentenceVectors, 512), (WordVectors, 100)):
            for text in ODD:
                with self.subTest(kind=kind.__name__, text=text[:3]):
                    row = self.vector(Stand(kind), text)
                    self.assertEqual(row.shape, (1, size))
                    self.assertTrue(np.isfinite(row).all())

    def test_a_message_without_text_is_left_alone(self) -> None:
        """A button's intent has no text and gets no features."""
        for kind in (SentenceVectors, WordVectors):
            asked = message(None, "tap")
            Stand(kind).created().process([asked])
            self.assertEqual(asked.get_dense_features(TEXT, []), (None, None))

    def test_the_encoder_is_loaded_once(self) -> None:
        """Two components share one model in memory."""
        self.assertIs(encoder(), encoder())

    def test_company_does_not_change_a_vector(self) -> None:
        """A text has the same vector alone and among others."""
        alone, together, other = message("水龙头滴水"), message("水龙头滴水"), message("我想报名插花班，还有名额吗")
        Stand(SentenceVectors).created().process([alone])
        Stand(SentenceVectors).created().process([other, together])
        first, second = (each.get_dense_features(TEXT, [])[1].features for each in (alone, together))
        np.testing.assert_allclose(first, second, atol=1e-5)


class Sparse(unittest.TestCase):
    def test_a_loaded_featurizer_sees_what_the_trained_one_saw(self) -> None:
        """The vocabulary is kept in the model."""
        for kind in (CharNgrams, PinyinNgrams, WordNgrams):
            with self.subTest(kind=kind.__name__):
                stand = Stand(kind, {"max_ngram": 2})
                trained = stand.created()
                trained.train(training(KNOWN))
                before, after = message("水管坏了"), message("水管坏了")
                trained.process([before])
                stand.loaded().process([after])
                one, two = (each.get_sparse_features(TEXT, [])[1].features for each in (before, after))
                self.assertGreater(one.nnz, 0)
                np.testing.assert_array_equal(one.toarray(), two.toarray())

    def test_a_homophone_has_the_features_of_the_right_word(self) -> None:
        """Dictation that hears 水管豹了 does no harm."""
        stand = Stand(PinyinNgrams, {"max_ngram": 2})
        trained = stand.created()
        trained.train(training(KNOWN))
        right, heard = trained.row("水管爆了"), trained.row("水管豹了")
        np.testing.assert_array_equal(right.toarray(), heard.toarray())
        self.assertAlmostEqual(right.multiply(right).sum(), 1.0)

    def test_a_strange_text_is_less_like_anything(self) -> None:
        """Known pieces weigh less among unknown ones."""
        stand = Stand(CharNgrams)
        trained = stand.created()
        trained.train(training(KNOWN))
        lengths = [np.sqrt(trained.row(text).multiply(trained.row(text)).sum()) for text in ("水管爆了", "水管与火星移民")]
        self.assertAlmostEqual(lengths[0], 1.0)
        self.assertLess(lengths[1], 0.7)

    def test_odd_texts_have_rows(self) -> None:
        """Nothing known means a row of zeros, never an error."""
        for kind in (CharNgrams, PinyinNgrams, WordNgrams):
            stand = Stand(kind)
            trained = stand.created()
            trained.train(training(KNOWN))
            for text in ODD:
                asked = message(text)
                trained.process([asked])
                self.assertEqual(asked.get_sparse_features(TEXT, [])[1].features.shape[0], 1)

    def test_lengths_that_make_no_sense_are_refused(self) -> None:
        """min_ngram above max_ngram is a mistake in config.yml."""
        with self.assertRaises(InvalidConfigException):
            Stand(CharNgrams, {"min_ngram": 3, "max_ngram": 2}).created()


if __name__ == "__main__":
    unittest.main()

"""One way of writing for every view."""

import unittest

from nlu.components.writing import LONGEST, grams, normalised, syllables, words


class Writing(unittest.TestCase):
    def test_width_case_and_number_do_not_matter(self) -> None:
        """Full-width letters, capitals and any number read the same."""
        self.assertEqual(normalised("ＷｉＦｉ　坏了 ３号楼"), normalised("wifi 坏了 17号楼"))

    def test_traditional_characters_read_as_simplified_ones(self) -> None:
        """樓上漏水 and 楼上漏水 are one sentence."""
        self.assertEqual(normalised("樓上漏水裏面都濕了"), "楼上漏水里面都湿了")

    def test_a_cry_is_as_long_as_two_signs(self) -> None:
        """Repeated signs and letters are cut to two."""
        self.assertEqual(normalised("救命啊啊啊啊！！！！"), "救命啊啊!!")

    def test_any_text_is_read(self) -> None:
        """Nothing, emoji, half a surrogate pair, invisible signs and very long texts are read without error."""
        for text in ("", " ", "😀", "\ud83d", "\u200b\ufeff", "\x00", "﷽" * 900, "a" * 10_000, "水" * 10_000):
            with self.subTest(text=text[:3]):
                self.assertLessEqual(len(normalised(text)), LONGEST)

    def test_homophones_sound_the_same(self) -> None:
        """水管豹了 is heard as 水管爆了."""
        self.assertEqual(syllables("水管豹了"), syllables("水管爆了"))
        self.assertEqual(syllables("app 0号楼!"), ["app", "0", "hao", "lou"])

    def test_words_come_without_signs(self) -> None:
        """What jieba cuts, less commas and spaces."""
        self.assertEqual(words("水龙头, 坏了"), ["水龙头", "坏", "了"])

    def test_grams_are_runs_of_neighbours(self) -> None:
        """Every run of the lengths asked for, joined; none when the text is too short."""
        self.assertEqual(grams(["a", "b", "c"], 1, 2, "'"), ["a", "b", "c", "a'b", "b'c"])
        self.assertEqual(grams("水", 2, 3), [])


if __name__ == "__main__":
    unittest.main()

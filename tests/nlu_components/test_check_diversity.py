"""The check that tells breadth from a pattern filled in."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path
from typing import Dict, List, Tuple
from unittest import mock

from nlu import check_diversity

BROAD = ["水龙头一直滴水", "灯泡坏了谁会换", "马桶堵得厉害", "纱窗破了个洞", "门锁卡住打不开", "抽油烟机不吸烟"]


class Diversity(unittest.TestCase):
    def verdict(self, files: Dict[str, List[str]], least: int = 3) -> Tuple[int, str]:
        """The exit code and what was printed for these utterances."""
        with tempfile.TemporaryDirectory() as place, mock.patch.object(check_diversity, "LEAST", least):
            for category, lines in files.items():
                listed = "".join(f"    - {line}\n" for line in lines)
                text = f'version: "3.1"\nnlu:\n- intent: {category}\n  examples: |\n{listed}'
                (Path(place) / f"{category}.yml").write_text(text, encoding="utf-8")
            rules = "rules:\n- rule: hello\n  steps:\n  - intent: greet\n  - action: utter_greet\n"
            (Path(place) / "rules.yml").write_text(rules, encoding="utf-8")
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                return check_diversity.main([place]), printed.getvalue()

    def test_broad_utterances_pass(self) -> None:
        """Six ways to need a handyman are no pattern, and steps of rules are no utterances."""
        code, printed = self.verdict({"repair_home": BROAD})
        self.assertEqual((code, "6 utterances in 1 categories: diverse enough" in printed), (0, True), printed)

    def test_too_few_are_named(self) -> None:
        """The least number counts."""
        code, printed = self.verdict({"repair_home": BROAD}, least=200)
        self.assertEqual(code, 1)
        self.assertIn("repair_home: 6 utterances, 200 are needed", printed)

    def test_a_filled_pattern_fails(self) -> None:
        """One sentence with the thing swapped shows in the opening, the prefix and the runs of four."""
        things = ["电视机", "洗衣机", "空调", "油烟机", "热水器", "冰箱"]
        code, printed = self.verdict({"repair_home": [f"你好我想请人来帮我修一下家里的{thing}可以吗" for thing in things]})
        self.assertEqual(code, 1)
        for words in ("begin with 「你好我想」", "three or more begin with", "are used once", "nearly the same"):
            self.assertIn(words, printed)

    def test_numbers_and_signs_make_no_difference(self) -> None:
        """The same line with another door and other signs is the same line."""
        code, printed = self.verdict({"repair_home": [*BROAD, "3号楼501，灯不亮了！", "12号楼二零二灯不亮了"]})
        self.assertEqual(code, 1)
        self.assertIn("nearly the same (1.00), within repair_home", printed)

    def test_one_line_in_two_categories_fails(self) -> None:
        """A line cannot mean two things; both places are named."""
        code, printed = self.verdict({"repair_home": BROAD, "pet": [BROAD[0], "猫丢了两天了", "狗没人遛"]})
        self.assertEqual(code, 1)
        self.assertIn("pet and repair_home", printed)
        self.assertIn("repair_home.yml:5", printed)


if __name__ == "__main__":
    unittest.main()

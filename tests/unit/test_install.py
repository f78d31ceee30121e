"""What a fresh machine needs: a Python 3.10 that runs, and locks that name no place."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from cli.settings import ROOT


def script(path: Path, text: str) -> Path:
    """An executable shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def found(tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """What nlu/find_python310.sh says on a machine that has only what lies under `tmp_path`."""
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "PYENV_ROOT": str(tmp_path / "pyenv"), "HOME": str(tmp_path)}
    command = ["sh", "nlu/find_python310.sh", str(tmp_path / "bin" / "uv")]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_python_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    """A shim that only exists is no Python: the next candidate is tried, and the one that runs is printed."""
    script(tmp_path / "bin" / "uv", "exit 1")
    script(tmp_path / "bin" / "python3.10", "exit 127")
    works = script(tmp_path / "pyenv" / "versions" / "3.10.13" / "bin" / "python", "exit 0")
    done = found(tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, str(works))


def test_uv_may_fetch_one(tmp_path: Path) -> None:
    """Where none runs, uv is asked to bring one."""
    fetched = tmp_path / "fetched" / "python"
    script(tmp_path / "bin" / "python3.10", "exit 127")
    install = f"mkdir -p {fetched.parent} && printf '#!/bin/sh\\nexit 0\\n' > {fetched} && chmod +x {fetched}"
    script(tmp_path / "bin" / "uv", f'case "$2" in find) [ -x {fetched} ] && echo {fetched};; install) {install};; esac')
    done = found(tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, str(fetched))


def test_without_any_one_message_says_how_to_get_it(tmp_path: Path) -> None:
    """A line with the cure, and nothing on the way that a Makefile could take for a path."""
    script(tmp_path / "bin" / "uv", "exit 1")
    script(tmp_path / "bin" / "python3.10", "exit 127")
    done = found(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1 and "pyenv install 3.10" in done.stderr


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-voice.lock", "nlu/requirements.lock"])
def test_a_lock_holds_names_versions_and_hashes_and_no_address(name: str) -> None:
    """Whatever index a machine uses, it gets these very files."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    pinned = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(pinned) > 50
    assert [
        each.splitlines()[0] for each in pinned if not re.match(r"[\w.\[\]-]+==\S+( ; .+)? \\\n +--hash=sha256:[0-9a-f]{64}", each)
    ] == []

#!/bin/sh
# Print a Python 3.10 that runs: each candidate is tried first, because a pyenv shim may exist and exit 127.
uv=$1
works() { [ -n "$1" ] && "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }
for candidate in "$("$uv" python find 3.10 2>/dev/null)" "$(command -v python3.10)" \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python; do
    if works "$candidate"; then echo "$candidate"; exit 0; fi
done
if "$uv" python install -q 3.10 >/dev/null 2>&1; then
    candidate=$("$uv" python find 3.10 2>/dev/null)
    if works "$candidate"; then echo "$candidate"; exit 0; fi
fi
echo "Rasa 3.6 需要 Python 3.10, 这台机器上没有, 也下载不到: 请装一个 (如 pyenv install 3.10, 或 apt 的 python3.10) 再来" >&2
exit 1

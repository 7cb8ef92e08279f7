# make help lists the targets. Go 1.26, Node 20 and make are all it needs;
# what else a target wants it installs with go and npm.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export CGO_ENABLED := 0

GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS  := -s -w -X mevbot/internal/cli.version=$(VERSION)
STAMP    := internal/artifact/data/.stamp
RACE     := $(shell command -v gcc >/dev/null 2>&1 && echo -race)

.PHONY: help
help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: $(STAMP) ## build bin/mev-bot, one static binary
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/mev-bot ./cmd/mev-bot

.PHONY: demo
demo: build ## 60 s of the bot on the embedded local chain
	./bin/mev-bot demo

# The third-party contracts come from npm and are never committed.
$(STAMP): contracts/package-lock.json contracts/build.mjs $(wildcard contracts/src/*.sol contracts/src/*/*.sol contracts/test/*.sol)
	cd contracts && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node build.mjs
	@touch $@

.PHONY: contracts
contracts: ## install the contract packages and compile our own
	@rm -f $(STAMP)
	@$(MAKE) --no-print-directory $(STAMP)

.PHONY: generate
generate: contracts ## contracts, then the Go bindings of our own contracts
	go generate ./internal/...

# The tests of crash and cli start chains and bots dozens of times: without the race
# detector (those of demo run the whole bot with it), and when nothing else runs.
.PHONY: test
test: $(STAMP) ## all tests; what cannot run here is skipped by name and counted
	@echo "== go test $(RACE)"
	@set -o pipefail; { failed=0; \
	CGO_ENABLED=$(if $(RACE),1,0) go test $(RACE) -p 2 -timeout 20m -json $$(go list ./... | grep -vE '/(crash|cli)$$') || failed=1; \
	go test -p 1 -timeout 20m -json ./internal/cli ./internal/crash || failed=1; exit $$failed; } | go run ./tools/testreport $(if $(RACE),,-skip "race detector: gcc is missing")

.PHONY: test-deps
test-deps: ## install from Debian what some tests need (gcc, promtool, chromium)
	@missing=; command -v gcc >/dev/null || missing="$$missing gcc libc6-dev"; \
	command -v promtool >/dev/null || missing="$$missing prometheus"; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	if [ -n "$$missing" ]; then \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing; fi

.PHONY: crash
crash: $(STAMP) ## kill the bot KILLS times (default 100) and audit it from outside each time
	go test -count=1 -run Killed -v -timeout 60m ./internal/crash -kills $${KILLS:-100}

.PHONY: failures
failures: $(STAMP) ## make each failure of docs/alerts.md real and see its alert fire and end (half an hour), then a quiet hour
	go test -tags failures -count=1 -run FailuresAreTold -v -timeout 60m ./internal/demo
	go test -tags failures -count=1 -run QuietHour -v -timeout 90m ./internal/demo

.PHONY: check
check: ## before each commit: format, vet, lint, rules of the repository, unit tests
	go vet ./...
	go run $(GOLANGCI) run
	go test -short ./...

.PHONY: lint
lint: ## golangci-lint with the repository's configuration
	go run $(GOLANGCI) run

.PHONY: fmt
fmt: ## rewrite the sources as gofumpt wants them
	go run $(GOLANGCI) fmt

.PHONY: bench
bench: $(STAMP) ## benchmarks with allocations
	go test -run '^$$' -bench . -benchmem ./internal/...

DECODERS = feed:FuzzParseFrame feed/socket:FuzzNext feed/socket:FuzzInflate decode:FuzzParse decode:FuzzSigned decode:FuzzIntents fastfeed:FuzzParse rpc:FuzzAnswer

.PHONY: fuzz-decoders
fuzz-decoders: ## each decoder of foreign bytes: FUZZTIME (default 1m) led by coverage, then MUTATIONS (default 10,000,000) of what that found
	@for t in $(DECODERS); do p=$${t%%:*}; f=$${t##*:}; echo "== $$t"; \
	  corpus=$$(go env GOCACHE)/fuzz/mevbot/internal/$$p/$$f; mkdir -p $$corpus; \
	  go test ./internal/$$p -run '^$$' -fuzz "^$$f$$" -fuzztime $${FUZZTIME:-1m} -fuzzminimizetime 10x || exit 1; \
	  go test ./internal/$$p -run "^$$f$$" -v -timeout 2h -mutations $${MUTATIONS:-10000000} -corpus $$corpus -keep | grep -E 'executions|input was|^(ok|FAIL|panic)' ; done

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME (default 30s) each
	@for pkg in $$(go list ./internal/...); do \
	  for f in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    echo "== $$pkg $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $${FUZZTIME:-30s} $$pkg || exit 1; done; done

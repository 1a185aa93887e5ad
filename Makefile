# Thin on purpose: each target is a script in bin/, which also works where make is missing.
.PHONY: help run test test-long bench protections reset

help:
	@echo "make run        the portal on this machine, with everything it needs (PORT=8000)"
	@echo "make test       the checks and the tests"
	@echo "make test-long  the crash, load and state-machine tests (SCALE=0.1 for a tenth)"
	@echo "make bench      what things cost, as tables and JSON (SCALE=0.1 for a tenth)"
	@echo "make protections  switches each protection off, one at a time, and shows which test fails"
	@echo "make reset      empty var/: database, mails, files and the demonstration's clock"

run:
	@sh bin/run

test:
	@sh bin/test

test-long:
	@SCALE="$(SCALE)" sh bin/test long

bench:
	@SCALE="$(SCALE)" sh bin/bench

protections:
	@sh bin/without

reset:
	@sh bin/reset

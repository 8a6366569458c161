# Doors to run.py, which does the work and needs no make.
PYTHON ?= python3
.PHONY: run test test-fast check format manage messages bench demo-clock drill-changes drill-access drill-audit drill-examples drill-reminders drill-rate drill-writers lock
run:       ; @$(PYTHON) run.py
test:      ; @$(PYTHON) run.py test
test-fast: ; @$(PYTHON) run.py test --fast
check:     ; @$(PYTHON) run.py check
format:    ; @$(PYTHON) run.py format
# CMD reaches the recipe through the environment, so that no shell takes its quotes apart.
manage:    ; @$(PYTHON) run.py manage-line "$$CMD"
bench:     ; @$(PYTHON) run.py bench
# Ten thousand random histories of the record, each followed to its end; a test run has five. Half an hour on two processors.
drill-changes: ; @HISTORIES=10000 $(PYTHON) run.py test tests/cycles/test_api_answers.py -k random_history --timeout=0 \
                   --numprocesses=auto --dist=load
# Every address × everybody who has no business there × every private row; then each of the two walls alone.
drill-access: ; @ACCESS_EVERY=1 $(PYTHON) run.py test tests/access --timeout=0
# Two million events of the audit trail, harmed in every way, and what one more costs; a test run has two thousand.
drill-audit: ; @EVENTS=2000000 $(PYTHON) run.py test tests/common/test_audit_drill.py --timeout=0
# Every property of the readers and the search on four times as many random examples.
drill-examples: ; @EXAMPLES=all $(PYTHON) run.py test -m hypothesis
# A thousand reminders with each broker while worker, scheduler, broker, database and mail server are killed 20 times.
drill-reminders: ; @REMINDERS=1000 KILLS=20 $(PYTHON) run.py test tests/reminders/test_drill.py -k twice --timeout=0
# A hundred thousand reminders that are due at once: how many a minute, and how much memory the worker takes.
drill-rate: ; @HEAP=100000 $(PYTHON) run.py test tests/reminders/test_drill.py -k heap --timeout=0
# Eight writers with a thousand edits each on one submission, half of them by the page and half by the API.
drill-writers: ; @WRITERS=8 EDITS=1000 PROGRAM_RATE=100000/min $(PYTHON) run.py test tests/submissions/test_writers_drill.py \
                   -k at_once --timeout=0
messages:  ; @$(PYTHON) run.py manage extract_messages
# A whole cycle of reminders in about a minute, in the terminal and in a folder of mails.
demo-clock: ; @$(PYTHON) run.py demo-clock
lock:      ; @sh tools/lock.sh

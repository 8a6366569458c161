#!/bin/sh
# Makes the hash-checked locks from pyproject.toml. Needs uv; the project itself does not.
set -eu
cd "$(dirname "$0")/.."
uv lock --quiet "$@"
export_lock() { uv export --quiet --frozen --no-emit-project --no-annotate --no-header --format requirements-txt --no-default-groups "$@"; }
export_lock -o requirements/base.txt
export_lock --group embedded --group test --group e2e -o requirements/dev.txt
export_lock --group lint -o requirements/lint.txt
export_lock --group bench -o requirements/bench.txt
if grep -nE '^--|https?://|file:' requirements/*.txt; then
    echo "A lock names a host or a path." >&2
    exit 1
fi

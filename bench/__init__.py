"""The benchmark: the API of the record beside other ways to serve the same rows. `make bench`; docs/benchmark.md."""

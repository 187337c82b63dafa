"""Measures what docs/performance.md promises: `make bench`."""

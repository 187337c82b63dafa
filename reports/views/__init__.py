"""Pages of reports, the overview and what waits for a person."""

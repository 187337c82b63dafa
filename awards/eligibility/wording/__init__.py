"""Criteria, findings and cures as sentences for the officer of a unit."""

"""One pure function a criterion type: facts in, a finding out. What is not stated is unknown.

Parameters are those of the catalogue (docs/catalogue.md). `table.CHECKS` holds them all;
`local_rule` and `any_of` are handled in judging.py.
"""

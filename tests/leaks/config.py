"""The page of components: administrators only, no object in the address."""

from tests.leaks import Case

URLS = {"components": Case(owner="administrator")}

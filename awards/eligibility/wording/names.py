"""Names of awards as the rulebook gives them."""

from collections.abc import Iterable

from awards.eligibility.rules import Rulebook


class Names:
    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def award(self, code: str) -> str:
        known = self.rulebook.awards.get(code)
        return known.name if known else code

    def awards(self, codes: Iterable[str]) -> str:
        return " / ".join(self.award(code) for code in codes)

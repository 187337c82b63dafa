from types import SimpleNamespace

import pytest

from jobs import bell, outbox, registry


@pytest.fixture(autouse=True)
def own_registries(monkeypatch):
    """What a test registers is gone after it, and a broker found down is forgotten."""
    monkeypatch.setattr(registry, "HANDLERS", dict(registry.HANDLERS))
    monkeypatch.setattr(outbox, "DELIVERERS", dict(outbox.DELIVERERS))
    monkeypatch.setattr(bell, "DOWN", {})
    registry.handles("test")(lambda run: None)


@pytest.fixture
def handle():
    """Register a handler for jobs of the kind "test": handle(function, attempts=2)."""

    def register(function, **limits):
        registry.HANDLERS.pop("test", None)
        registry.handles("test", **limits)(function)

    return register


@pytest.fixture
def person():
    return SimpleNamespace(pk=7, acting=None)

from django.conf import settings
from django.utils import translation

from awards.diagram import page


def test_the_diagram_in_the_documentation_is_that_of_the_table():
    with translation.override("en"):
        assert (settings.BASE_DIR / "docs" / "workflow.md").read_text(encoding="utf-8") == page()

"""HTML to PDF/A. The only module that imports WeasyPrint, inside the function: the import takes
half a second, which a web process that prints nothing need not spend."""

import contextlib
import gc
import hashlib
import re
import warnings
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from vietnamese.folding import clean_line

MAX_HTML = 20_000_000  # characters
MAX_DEPTH = 60
MAX_SPAN = 100
VOID = {"base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/svg+xml;base64,")
# Many small boxes make the collector run in vain: 20 to 40 % of the time of a long list.
GC_THRESHOLD = (200_000, 50, 50)


class PdfError(ValueError):
    """The document cannot be printed; the text says why, for a person."""


class _Bounds(HTMLParser):
    """Refuses nesting and spans that would make the layout run away."""

    def __init__(self):
        super().__init__()
        self.depth = 0

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("rowspan", "colspan"):
                if not re.fullmatch(r"[0-9]{1,4}", value or "") or not 1 <= int(value) <= MAX_SPAN:
                    raise PdfError(_("A table cell spans too many rows or columns."))
        if tag not in VOID:
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise PdfError(_("The document is nested too deeply to be printed."))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.depth = max(0, self.depth - 1)


def check_bounds(html):
    if len(html) > MAX_HTML:
        raise PdfError(_("The document is too long to be printed as one file."))
    bounds = _Bounds()
    bounds.feed(html)
    bounds.close()


@contextlib.contextmanager
def _printing():
    """A collector that runs rarely; no word on the colour profile that WeasyPrint leaves open."""
    before = gc.get_threshold()
    gc.set_threshold(*GC_THRESHOLD)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            yield
    finally:
        gc.set_threshold(*before)


def _fetcher():
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415 - slow import

    class Pictures(URLFetcher):
        """The document's own pictures and nothing else: no network, no file."""

        def fetch(self, url, headers=None):
            if not url.startswith(PICTURES):
                raise FatalURLFetchingError(url[:100])
            return super().fetch(url, headers)

    return Pictures(allowed_protocols=("data",), fail_on_errors=True), FatalURLFetchingError


def from_html(html, *, title, subject=""):
    """A PDF/A-2a: tagged, in Vietnamese, fonts embedded, no dates or names in its metadata.

    The same HTML and title give the same bytes on the same machine: when a document was made stands
    in its row, not in the file.
    """
    check_bounds(html)
    title, subject = clean_line(title), clean_line(subject) if subject else ""
    from weasyprint import HTML  # noqa: PLC0415 - slow import

    fetcher, refused = _fetcher()
    identifier = hashlib.sha256(f"{title}\0{subject}\0{html}".encode()).digest()[:16]
    try:
        with _printing():
            document = HTML(string=html, url_fetcher=fetcher, base_url=None).render(
                pdf_variant="pdf/a-2a", pdf_tags=True
            )
            metadata = document.metadata
            metadata.title, metadata.description, metadata.lang = title, subject, "vi"
            metadata.authors, metadata.keywords, metadata.generator = [], [], None
            metadata.created = metadata.modified = None
            metadata.custom, metadata.attachments = {}, []
            return document.write_pdf(
                pdf_variant="pdf/a-2a", pdf_tags=True, pdf_identifier=identifier
            )
    except refused as error:
        raise PdfError(_("The document asks for something outside itself: %s") % error) from error

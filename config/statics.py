"""Where static files are: names with the hash of their content, each looked up once a process."""

import functools

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Remembered:
    """A row of a list shows several icons of one file: its address is not computed each time."""

    @functools.cached_property
    def addresses(self):
        return {}

    def url(self, name, force=False):
        found = self.addresses.get(name)
        if found is None:
            found = self.addresses[name] = super().url(name, force)
        return found


class Storage(Remembered, CompressedManifestStaticFilesStorage):
    """What serves pages."""


class Uncompressed(Remembered, ManifestStaticFilesStorage):
    """The same names without the minute that compressing takes; for measuring."""

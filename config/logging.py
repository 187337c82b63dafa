"""Log lines as JSON, one a line; line breaks inside are escaped by JSON itself."""

import datetime
import json
import logging
import re
from zoneinfo import ZoneInfo

from django.conf import settings

FACTS = ("reference", "who", "method", "path", "status", "ms", "address")


def without_rows(trace):
    """PostgreSQL repeats the refused row, names and all, in the detail of its errors."""
    return re.sub(r"^DETAIL: .*$", "DETAIL: left out", trace, flags=re.MULTILINE)


class JsonFormatter(logging.Formatter):
    def format(self, record):
        zone = ZoneInfo(settings.TIME_ZONE)
        line = {
            "at": datetime.datetime.fromtimestamp(record.created, zone).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "log": record.name,
            "says": record.getMessage(),
        }
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        request = getattr(record, "request", None)  # django.request adds it to refusals and errors
        if reference := getattr(request, "reference", None):
            line["reference"] = reference
        if record.exc_info:
            line["trace"] = without_rows(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)

"""The sections of a report, one module each: `write(body, data)` adds its blocks."""

"""Numbers and marks of official documents for their templates."""

from django import template

from documents import official

register = template.Library()

register.filter("letter", official.letter)
register.filter("roman", official.roman)
register.filter("end_mark", official.end_mark)
register.filter("joined_lines", official.joined_lines)

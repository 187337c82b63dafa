"""Deeds on places in a cluster: a place stands with the minutes that say it."""

from django.db import IntegrityError

import audit
from awards.records import actions, rules
from documents import actions as documents


def enter_rank(rank, files, *, by):
    """Keep a new place with its minutes (`files`: none or one checked upload)."""
    actions.require_right(rank, by=by)
    rules.refuse_impossible(rank)
    try:
        with audit.deed(by=by) as event:
            attach(rank, files, by=by, event=event)
            actions.entered(rank, by=by, event=event)
    except IntegrityError as taken:
        raise actions.recorded_already(rank) from taken
    return rank


def attach_minutes(rank, files, *, version, by):
    actions.require_right(rank, by=by)
    with audit.deed(by=by) as event:
        attach(rank, files, by=by, event=event)
        actions.corrected(rank, version=version, by=by, event=event)
    return rank


def attach(rank, files, *, by, event):
    for file in files:
        rank.minutes = documents.attach(file, unit=rank.unit, by=by, event=event)

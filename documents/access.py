"""Who may see a file: owning apps say it, because this app knows no campaign and no dossier.

    # campaigns/apps.py, in ready()
    access.register(lambda user: Campaign.objects.visible_to(user).values("attachments"))
    access.register(..., to=access.DOCUMENT)

A function takes the user and returns a queryset of one column, the primary keys.
"""

from django.db.models import Q

ATTACHMENT = "attachment"
DOCUMENT = "document"

_registered: dict[str, list] = {ATTACHMENT: [], DOCUMENT: []}


def register(function, to=ATTACHMENT):
    if function not in _registered[to]:
        _registered[to].append(function)


def shown(to, user, own):
    """The condition for `visible_to`: own, or named by any registered function."""
    condition = own
    for function in _registered[to]:
        condition |= Q(pk__in=function(user))
    return condition

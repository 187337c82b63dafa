"""What several pages of targets need."""

from collections import defaultdict

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from targets.models import Result, Target
from units.templatetags.shapes import row_url


def campaign_of(request, code):
    """The campaign, or 404 for whoever does not see it."""
    campaigns = Campaign.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(campaigns, code=code)


def target_of(request, pk):
    targets = Target.objects.visible_to(request.user).for_list()
    return get_object_or_404(targets.select_related("campaign__unit", "part_of"), pk=pk)


def crumbs_to(campaign, *more):
    board = reverse("targets:campaign_targets", args=[campaign.code])
    return [(_("Targets"), reverse("targets:target_list")), (campaign.title, board), *more]


def files_of(results):
    """{result id: address and name of each file that proves it}; a prefetch builds a queryset for
    every row."""
    proofs = Result.evidence.through.objects.filter(result__in=results)
    proofs = proofs.order_by("attachment__uploaded_at", "attachment")
    files = defaultdict(list)
    for result, file, name in proofs.values_list("result", "attachment", "attachment__name"):
        files[result].append({"url": row_url("documents:attachment", file), "name": name})
    return files


def version_in(request):
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def status_of(refusal):
    """409 when somebody was faster, 422 when what was typed has to be mended."""
    code = getattr(refusal, "code", "")
    return 409 if code == "conflict" else 422


def seen_in(values):
    """ "12:3" (id and version) of each chosen row -> {12: 3}; anything else is ignored."""
    seen = {}
    for text in values[:1000]:
        pk, _colon, version = text.partition(":")
        if pk.isdecimal() and version.isdecimal() and len(text) < 30:
            seen[int(pk)] = int(version)
    return seen

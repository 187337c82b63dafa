"""The logged-in floor: session, user, a count and fifty joined rows in a small template."""

from django.http import HttpResponse
from django.template import engines

from units.models import Post

TEMPLATE = """<!doctype html><html lang="vi"><title>{{ user.full_name }}</title>
<p>{{ count }}</p><table>{% for post in posts %}<tr>
<td>{{ post.pk }}</td><td>{{ post.person.full_name }}</td>
<td>{{ post.position }}</td><td>{{ post.unit.name }}</td>
</tr>{% endfor %}</table></html>"""
template = None


def floor(request):
    global template  # compiled once, like every template behind the cached loader
    template = template or engines["django"].from_string(TEMPLATE)
    rows = Post.objects.all()
    context = {
        "user": request.user,
        "count": rows.count(),
        "posts": rows.select_related("person", "unit").order_by("pk")[:50],
    }
    return HttpResponse(template.render(context))

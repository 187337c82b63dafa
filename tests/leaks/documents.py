from tests.leaks import Case

URLS = {
    "documents:attachment": Case(lambda world: {"pk": world.attachment.pk}),
    "documents:document": Case(lambda world: {"pk": world.document.pk}),
}

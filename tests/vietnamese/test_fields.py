import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.migrations.writer import MigrationWriter
from django.db.models.functions import Collate
from django.test.utils import isolate_apps

from vietnamese import forms
from vietnamese.fields import FoldedField, LineField, ProseField, SortKeyField
from vietnamese.folding import fold
from vietnamese.sorting import person_sort_key, sort_key

with isolate_apps("tests"):

    class Member(models.Model):
        full_name = LineField("name", max_length=20)
        about = ProseField(blank=True)
        search_key = FoldedField(source="full_name")
        sort_key = SortKeyField(source="full_name", person=True)

        class Meta:
            app_label = "tests"


@pytest.fixture
def members(db):
    editor = connection.schema_editor()
    editor.deferred_sql = []  # not entered: its table goes with the transaction of the test
    editor.create_model(Member)
    for statement in editor.deferred_sql:
        editor.execute(statement)
    return Member.objects


NAME = "Nguyễn Văn Đức"


def stored(members):
    return list(members.values_list("full_name", "about", "search_key", "sort_key"))


def test_saving_cleans_and_fills_the_keys(members):
    member = members.create(full_name=" Nguyễn\u200b  Văn Đức ", about="a \r\nb")
    row = (NAME, "a\nb", "nguyen van duc", person_sort_key(NAME))
    assert stored(members) == [row]
    assert (member.full_name, member.about, member.search_key, member.sort_key) == row
    member.full_name = "Lê An"
    member.save()
    assert stored(members) == [("Lê An", "a\nb", "le an", person_sort_key("Lê An"))]


def test_bulk_create_cleans_and_fills_the_keys(members):
    members.bulk_create([Member(full_name=f" {NAME} "), Member(full_name="Lê  An")])
    assert stored(members.order_by("sort_key")) == [
        ("Lê An", "", "le an", person_sort_key("Lê An")),
        (NAME, "", "nguyen van duc", person_sort_key(NAME)),
    ]


def test_the_database_orders_and_finds_by_the_keys(members):
    names = ["Trần An", "Lê Ân", "Lê Bình", "Đỗ Đức", "Vũ Hà", "Lý Hạ", "Tạ Hai", "Tổ 2", "Tổ 10"]
    members.bulk_create(Member(full_name=name) for name in reversed(names))
    by_database = list(members.order_by("sort_key").values_list("full_name", flat=True))
    assert by_database == sorted(names, key=person_sort_key)
    found = members.filter(search_key__contains=fold("ĐỖ ĐUC")).values_list("full_name", flat=True)
    assert list(found) == ["Đỗ Đức"]


@pytest.mark.postgres
@pytest.mark.parametrize("collation", ["C", "vi-x-icu", "und-x-icu"])
def test_every_collation_orders_the_keys_alike(members, collation):
    names = [
        "Lê Ân",
        "Trần An",
        "Đỗ Đức",
        "Vũ Dũng",
        "Lý Hạ",
        "Vũ Hà",
        "Tạ Hai",
        "Tổ 10",
        "Tổ 2",
        "Tổ a",
    ]
    members.bulk_create(Member(full_name=name) for name in names)
    ordered = members.order_by(Collate("sort_key", collation)).values_list("full_name", flat=True)
    assert list(ordered) == sorted(names, key=person_sort_key)


def test_what_may_not_be_stored_is_refused_by_every_way_in(members):
    members.create(full_name="Lê An")
    for bad in ("\u200b\u202e", "x" * 21):
        with pytest.raises(ValidationError), transaction.atomic():
            members.create(full_name=bad)
        with pytest.raises(ValidationError), transaction.atomic():
            members.bulk_create([Member(full_name=bad)])
        with pytest.raises(ValidationError), transaction.atomic():
            members.update(full_name=bad)
        with pytest.raises(ValidationError) as caught:
            Member(full_name=bad).full_clean()
        assert list(caught.value.message_dict) == ["full_name"]
        assert not members.filter(full_name=bad).exists()
    members.update(full_name=" B\u200b ")
    members.update(about=models.F("full_name"))
    assert members.values_list("full_name", "about").get() == ("B", "B")


def test_clean_normalises_before_it_counts():
    member = Member(full_name="x" * 20 + "\u200b" * 9)
    member.full_clean()
    assert member.full_name == "x" * 20


def test_prose_is_limited():
    with pytest.raises(ValidationError) as caught:
        Member(full_name="A", about="x" * 20_001).full_clean()
    assert list(caught.value.message_dict) == ["about"]


@pytest.mark.parametrize(
    ("field", "kwargs"),
    [
        (LineField("name", max_length=20), {"max_length": 20, "verbose_name": "name"}),
        (ProseField(), {"max_length": 20_000}),
        (ProseField(max_length=500, blank=True), {"max_length": 500, "blank": True}),
        (
            FoldedField(),
            {"source": "name", "max_length": 600, "blank": True, "default": "", "db_index": True},
        ),
        (
            SortKeyField(source="full_name", person=True, db_index=False),
            {
                "source": "full_name",
                "person": True,
                "max_length": 600,
                "blank": True,
                "default": "",
                "db_index": False,
            },
        ),
    ],
)
def test_deconstruct_rebuilds_the_field(field, kwargs):
    _name, path, args, found = field.deconstruct()
    assert (path, args, found) == (f"vietnamese.fields.{type(field).__name__}", [], kwargs)
    again = type(field)(*args, **found)
    assert again.deconstruct()[1:] == field.deconstruct()[1:]
    assert "vietnamese.fields." in MigrationWriter.serialize(field)[0]


def test_keys_are_indexed_and_not_editable():
    for name in ("search_key", "sort_key"):
        field = Member._meta.get_field(name)
        assert (field.db_index, field.editable) == (True, False)


def test_keys_are_cut_to_their_column():
    long = Member(full_name="Đặng " * 500)
    field = Member._meta.get_field("sort_key")
    assert field.pre_save(long, add=True) == person_sort_key("Đặng " * 500)[:600]
    plain = SortKeyField(source="full_name")
    assert plain.compute(Member(full_name=NAME)) == sort_key(NAME)
    assert plain.compute(Member()) == ""


def test_form_fields():
    assert type(Member._meta.get_field("full_name").formfield()) is forms.LineField
    assert type(Member._meta.get_field("about").formfield()) is forms.ProseField

"""Conditions written by hand, for rules that stand in every statement of a page."""

from django.db.models import BooleanField, Func


class RowExists(Func):
    """EXISTS (statement); in it {0} is the primary key of the row, {1} ... are the expressions.

    As `Exists` of a queryset, which costs several times as much to put together.
    """

    output_field = BooleanField()

    def __init__(self, statement, *expressions):
        super().__init__("pk", *expressions)
        self.statement = statement

    def as_sql(self, compiler, connection, **context):
        compiled = [compiler.compile(source) for source in self.source_expressions]
        sql = self.statement.format(*(sql for sql, _params in compiled))
        return f"EXISTS ({sql})", [param for _sql, params in compiled for param in params]

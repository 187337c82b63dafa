import datetime

import pytest

from campaigns.schedule import drive_problems, due_problem, review_problem, span_problem

CAMPAIGN = (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
PARENT = (datetime.date(2024, 1, 1), datetime.date(2024, 6, 30))


def day(text):
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("start", "end", "is_peak", "parent", "fields"),
    [
        ("2024-01-01", "2024-12-31", False, None, set()),
        ("2024-05-01", "2024-05-01", False, None, set()),
        (None, None, True, None, set()),
        (None, None, True, PARENT, set()),
        (None, None, False, None, {"start"}),
        ("2024-05-01", None, True, None, {"end"}),
        (None, "2024-05-01", True, None, {"start"}),
        ("2024-05-02", "2024-05-01", False, None, {"end"}),
        ("2023-12-31", "2024-05-01", False, None, {"start"}),
        ("2024-05-01", "2025-01-01", False, None, {"end"}),
        ("2023-05-01", "2025-01-01", False, None, {"start", "end"}),
        ("2024-04-20", "2024-05-07", True, PARENT, set()),
        ("2024-06-20", "2024-07-01", True, PARENT, {"end"}),
        ("2024-07-02", "2024-07-20", True, PARENT, {"start", "end"}),
    ],
)
def test_drive_problems(start, end, is_peak, parent, fields):
    found = drive_problems(day(start), day(end), is_peak=is_peak, campaign=CAMPAIGN, parent=parent)
    assert set(found) == fields
    assert all(found.values())


@pytest.mark.parametrize(
    ("due", "begins", "wrong"),
    [
        ("2024-07-15", "2024-01-01", False),
        ("2024-01-01", "2024-01-01", False),
        ("2023-12-31", "2024-01-01", True),
        (None, "2024-01-01", False),
        ("2023-12-31", None, False),
    ],
)
def test_reviews_and_tasks_are_not_due_before_the_beginning(due, begins, wrong):
    assert bool(review_problem(day(due), day(begins))) is wrong
    assert bool(due_problem(day(due), day(begins))) is wrong


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2024-01-01", "2024-01-01", False),
        ("2024-01-02", "2024-01-01", True),
        (None, "2024-01-01", False),
        ("2024-01-01", None, False),
    ],
)
def test_a_span_does_not_end_before_it_starts(start, end, wrong):
    assert bool(span_problem(day(start), day(end))) is wrong

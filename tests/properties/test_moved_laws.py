"""The laws of what moves a deadline, their exceptions by hand, and each going red."""

# ---------- the exceptions by hand


def test_a_restart_at_the_same_time_of_day_can_be_earlier() -> None:
    """Saturday at 23:00 and Sunday at 10:00 both have Monday as working day 1, at 23:00 and at 10:00."""
    limit = Within(amount=Duration(1, Unit.WORKING_DAY), same_time=True)
    at, again = london("2023-01-07T23:00"), london("2023-01-08T10:00")
    found = [restarted(limit, at, one, (), WEEK) for one in ((), (again,))]
    assert [moved and last_in_time(moved.due) for moved in found] == [
        london("2023-01-09T23:00"),
        london("2023-01-09T10:00"),
    ]


def test_a_restart_of_months_that_were_paused_can_be_earlier() -> None:
    """Both 30 and 31 January lead to 28 February; counted from the first, the 31st stood still."""
    limit = Within(amount=Duration(1, Unit.MONTH), roll=Roll.NONE)
    at, again = london("2023-01-30T10:00"), london("2023-01-31T10:00")
    pauses = ((london("2023-01-30T12:00"), london("2023-02-03T12:00")),)
    found = [restarted(limit, at, one, pauses, WEEK) for one in ((), (again,))]
    assert [moved and last_in_time(moved.due) for moved in found] == [
        london("2023-03-05T00:00") - 1,
        london("2023-03-04T00:00") - 1,
    ]


def test_a_roll_back_goes_before_an_announced_day() -> None:
    """7 days from Monday 2 January end on Monday 9 January; announced on Thursday, that rolls back to Friday the 6th."""
    new = ClosedDay(dt.date(2023, 1, 9), "new", announced=dt.date(2023, 1, 5))
    rules = replace(WEEK, roll=Roll.BACK, closed=(new,))
    limit, at = Within(amount=Duration(7, Unit.DAY)), london("2023-01-02T10:00")
    found = [answered(limit, at, rules, one) for one in (Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED)]
    assert found == [london("2023-01-10T00:00") - 1, london("2023-01-07T00:00") - 1]


def test_a_cut_off_does_not_act_on_a_day_that_is_said_to_have_been_closed() -> None:
    """Monday at 18:00, cut-off at 17:00: day 0 is Tuesday, day 1 Wednesday. On Tuesday it is said that Monday was
    closed: so Monday is day 0 itself, and Tuesday day 1.
    """
    new = ClosedDay(dt.date(2023, 1, 2), "new", announced=dt.date(2023, 1, 3))
    rules = replace(WEEK, cutoff=dt.time(17), closed=(new,))
    limit, at = Within(amount=Duration(1, Unit.WORKING_DAY)), london("2023-01-02T18:00")
    found = [answered(limit, at, rules, one) for one in (Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED)]
    assert found == [london("2023-01-05T00:00") - 1, london("2023-01-04T00:00") - 1]


def test_the_closing_of_a_night_is_later_than_the_end_of_its_day_that_is_closed() -> None:
    """On Monday, open until 02:00 on Tuesday. Said on Tuesday to have been closed, Monday has no closing."""
    night = Hours(spans=((20 * 60, 26 * 60),), weekdays=(0, 1, 2, 3, 4))
    new = ClosedDay(dt.date(2023, 1, 2), "new", announced=dt.date(2023, 1, 3))
    rules = replace(WEEK, hours=(night,), closed=(new,))
    limit, at = SameDay(by_closing=True), london("2023-01-02T21:00")
    found = [answered(limit, at, rules, one) for one in (Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED)]
    assert found == [london("2023-01-03T02:00"), london("2023-01-03T00:00") - 1]


def test_an_announced_day_and_the_same_time_of_day_can_cross() -> None:
    """Tuesday at 10:00, when next open: day 0, and due on Wednesday at 10:00. Announced on Wednesday to be closed, on
    Tuesday itself: a contact of that day arrives on Wednesday at midnight, and is due on Thursday at midnight, which is
    later; by 5 days, rolling forward, both are due on Monday 9 January, at 10:00 and at midnight.
    """
    new = ClosedDay(dt.date(2023, 1, 3), "new", announced=dt.date(2023, 1, 4))
    rules = replace(WEEK, counting=Counting.WHEN_NEXT_OPEN, roll=Roll.FORWARD, closed=(new,))
    limit, at = Within(amount=Duration(5, Unit.DAY), same_time=True), london("2023-01-03T10:00")
    found = [answered(limit, at, rules, one) for one in (Reading.KNOWN_ON_ARRIVAL, Reading.ANNOUNCED)]
    assert found == [london("2023-01-09T10:00"), london("2023-01-09T00:00")]


def test_a_roll_back_goes_before_a_day_that_is_not_counted() -> None:
    rules = replace(WEEK, roll=Roll.BACK)
    limit, at = Within(amount=Duration(7, Unit.DAY)), london("2023-01-02T10:00")
    rule = NotCounted(days=(dt.date(2023, 1, 9), dt.date(2023, 1, 9)))
    # Without the rule the seventh day is Monday 9 January. With it the 9th is passed over, and Tuesday 10 is the seventh.
    found = [counted(limit, at, one) for one in (rules, replace(rules, not_counted=(rule,)))]
    assert found == [london("2023-01-10T00:00") - 1, london("2023-01-11T00:00") - 1]
    week = Within(amount=Duration(1, Unit.WEEK))
    # A week passes over it, ends on Monday 9 January, and rolls back to Friday.
    found = [counted(week, at, one) for one in (rules, replace(rules, not_counted=(rule,)))]
    assert found == [london("2023-01-10T00:00") - 1, london("2023-01-07T00:00") - 1]


def test_a_day_that_is_no_day_1_and_the_same_time_of_day_can_cross() -> None:
    """Friday 6 January at 10:00 is day 1, and so is Monday at midnight where the 6th is not counted: 2 days from either
    end on Saturday, which rolls to Monday; and on Tuesday. A week ends on Thursday 12 January, or on Sunday, rolled.
    A month from 30 and from 31 January ends on the day before 28 February alike: at 10:00, or at midnight.
    """
    rules = replace(WEEK, counting=Counting.ARRIVAL_IS_DAY_1, roll=Roll.NONE)
    rule = NotCounted(days=(dt.date(2023, 1, 30), dt.date(2023, 1, 30)))
    limit = Within(amount=Duration(1, Unit.MONTH), same_time=True)
    at = london("2023-01-30T10:00")
    found = [counted(limit, at, one) for one in (rules, replace(rules, not_counted=(rule,)))]
    assert found == [london("2023-02-27T10:00"), london("2023-02-27T00:00")]

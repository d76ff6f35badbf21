-- From where a limit starts to where it ends: blocks that steps include. A level reads the one before it as q.
-- sg is 1, or -1 where days are counted back from an event.

## amount
-- Walks n{i} of u{i} from the day l{j}.
>>
SELECT q.*, y.wi AS wi{i}, y.di AS di{i}, y.counted AS counted{i}, y.dayable AS dayable{i},
  CASE WHEN q.day1 = 1 THEN y.mon1 ELSE y.mon END AS mon{i}, CASE WHEN q.day1 = 1 THEN y.dom1 ELSE y.dom END AS dom{i}
FROM q LEFT JOIN @day y ON y.cal = q.cal AND y.day = q.l{j} AND q.n{i} > 0
>>
SELECT q.*, CASE
  WHEN q.n{i} = 0 THEN q.l{j}
  WHEN q.u{i} = 'k' THEN q.l{j} + 7 * q.sg * q.n{i}
  WHEN q.u{i} = 'm' THEN m.first - 1 - q.day1
    + CASE WHEN q.dom{i} > m.days THEN m.days + q.over ELSE q.dom{i} END
  ELSE t.day END AS l{i}
FROM q
LEFT JOIN @nth t ON t.cal = q.cal AND t.u = q.u{i} AND t.i = CASE
  WHEN q.u{i} = 'w' THEN q.wi{i} + CASE WHEN q.sg < 0 THEN 1 - q.counted{i} ELSE 0 END + q.sg * q.n{i}
  WHEN q.u{i} = 'd' THEN q.di{i} + CASE WHEN q.sg < 0 THEN 1 - q.dayable{i} ELSE 0 END + q.sg * q.n{i} END
LEFT JOIN @month m ON m.mon = CASE WHEN q.u{i} = 'm' THEN q.mon{i} + q.sg * q.n{i} END

## days_end
-- From the last day of a walk, q.walked, to the deadline: e_t, e_in, e_last; e_out: beyond the years.
>>
SELECT q.*, CASE WHEN q.mend = 1 THEN y.month_end ELSE y.day END AS e_day
FROM q LEFT JOIN @day y ON y.cal = q.cal AND y.day = q.walked - q.less AND y.start_at IS NOT NULL
>>
SELECT q.*, CASE
  WHEN q.roll IS NULL OR y.counted = 1 OR (q.rolls = 0 AND NOT (q.times > 0 AND q.xu <> 'w')) THEN q.e_day
  WHEN q.roll = 'f' THEN y.nc ELSE y.pc END AS e_last
FROM q LEFT JOIN @day y ON y.cal = q.cal AND y.day = q.e_day
>>
SELECT q.*, y.start_at AS e_start, y.end_at AS e_end, CASE
  WHEN q.by_kind IS NULL OR (q.by_kind = 'closing' AND y.closes IS NULL) THEN y.end_at
  WHEN q.by_kind = 'closing' THEN y.closes
  WHEN q.by_kind = 'same' THEN AT(y, q.same_tod)
  ELSE AT(y, q.by_at) END AS e_t,
  CASE WHEN q.by_kind IS NULL OR (q.by_kind = 'closing' AND y.closes IS NULL) THEN 0 ELSE 1 END AS e_in
FROM q LEFT JOIN @day y ON y.cal = q.cal AND y.day = q.e_last AND y.start_at IS NOT NULL
>>
SELECT q.*, CASE WHEN q.e_t IS NULL OR (q.e_in = 1 AND q.e_t >= q.cal_end) THEN 1 ELSE 0 END AS e_out
FROM q

## timed_end
-- From an instant, q.from_at, and the time that is to pass, q.span, to the deadline: t_t; t_out: beyond the years.
>>
SELECT q.*, s.cum + s.is_open * (q.from_at - s.t0) + q.span AS t_sum,
  CASE WHEN s.day IS NULL OR (q.is_open_time = 1 AND s.dim = 1) THEN 1 ELSE 0 END AS t_dark
FROM q LEFT JOIN @seg s ON s.cal = q.cal AND s.u = UDAY(q.from_at) AND q.from_at >= s.t0 AND q.from_at < s.t1
>>
SELECT q.*, CASE WHEN q.is_open_time = 1 THEN o.t0 + q.t_sum - o.c0 ELSE q.from_at + q.span END AS t_at
FROM q LEFT JOIN @openseg o
  ON q.is_open_time = 1 AND o.cal = q.cal AND o.b = UDAY(q.t_sum - 1) AND q.t_sum > o.c0 AND q.t_sum <= o.c1
>>
SELECT q.*, s.day AS t_day, q.t_at - s.zero AS t_tod
FROM q LEFT JOIN @seg s ON s.cal = q.cal AND s.u = UDAY(q.t_at) AND q.t_at >= s.t0 AND q.t_at < s.t1
>>
SELECT q.*, CASE WHEN q.roll IS NULL OR y.counted = 1 THEN q.t_day WHEN q.roll = 'f' THEN y.nc ELSE y.pc END AS t_rolled
FROM q LEFT JOIN @day y ON y.cal = q.cal AND y.day = q.t_day
>>
SELECT q.*, CASE WHEN q.t_rolled = q.t_day THEN q.t_at ELSE AT(y, q.t_tod) END AS t_t
FROM q LEFT JOIN @day y ON y.cal = q.cal AND y.day = q.t_rolled
>>
SELECT q.*, CASE WHEN q.t_t IS NULL OR q.t_dark = 1 THEN 1 ELSE 0 END AS t_out
FROM q

-- What moves a deadline, in the order of time: pauses, restarts and tellings.

## pair
-- Each pause of a contact with its end, or without: an end ends one pause.
SELECT DISTINCT m.contact, s.from_event, s.to_event
FROM @@moment m JOIN @stop s ON s.from_event = m.event
>>
SELECT q.contact, q.from_event, q.to_event, CAST(1 AS BIGINT) AS i, CAST(1 AS BIGINT) AS j, NUL AS until,
  CAST(0 AS BIGINT) AS said, NUL AS s0, NUL AS s1, NUL AS e0, NUL AS e1
FROM q
recursion
SELECT q.*, s.at_first AS n_s0, s.at_last AS n_s1, e.at_first AS n_e0, e.at_last AS n_e1,
  CASE WHEN s.at_first < q.until THEN 'skip' WHEN e.n IS NULL THEN 'last'
    WHEN e.at_last >= s.at_first THEN 'pair' ELSE 'end' END AS what
FROM me q
JOIN @@moment s ON s.contact = q.contact AND s.event = q.from_event AND s.n = q.i
LEFT JOIN @@moment e ON e.contact = q.contact AND e.event = q.to_event AND e.n = q.j
>>
SELECT q.contact, q.from_event, q.to_event,
  CASE q.what WHEN 'last' THEN CAST(-1 AS BIGINT) WHEN 'end' THEN q.i ELSE q.i + 1 END AS i,
  CASE WHEN q.what IN ('pair', 'end') THEN q.j + 1 ELSE q.j END AS j,
  CASE WHEN q.what = 'pair' THEN q.n_e0 ELSE q.until END AS until,
  CAST(CASE WHEN q.what IN ('pair', 'last') THEN 1 ELSE 0 END AS BIGINT) AS said, q.n_s0 AS s0, q.n_s1 AS s1,
  CASE WHEN q.what = 'pair' THEN q.n_e0 END AS e0, CASE WHEN q.what = 'pair' THEN q.n_e1 END AS e1
FROM q
finally
SELECT me.contact, me.from_event, me.to_event, me.s0, me.s1, me.e0, me.e1 FROM me WHERE me.said = 1

## moving
-- Rows whose deadline can move, with what their walk needs.
SELECT a.id, a.contact, a.prom, a.as_of, a.ext_so, a.m_ext, a.ext_told, a.once, a.times, a.restart, l.lim, l.cal,
  l.in_days, l.is_elapsed, l.n1, l.u1, l.n2, l.u2, l.total, l.xslot, l.xn, l.xu, l.xtotal, l.less, l.mend, l.rolls,
  l.roll, l.by_kind, l.by_at, l.over, l.cal_end, l.last_day, l.first_day,
  o.x0, o.x1, o.xd, o.z_day0, o.from_at, o.day1, o.same_tod, o.t, o.is_in, o.last, o.day0,
  t.id AS has_by, t.waits AS by_waits, t.miss AS by_miss, t.out AS by_out, t.t AS by_t, t.is_in AS by_in, t.early AS by_early
FROM @@asked a
JOIN @lim l ON l.lim = a.lim AND l.v = a.v
JOIN @@due o ON o.id = a.id AND o.role = 'own'
LEFT JOIN @@due t ON t.id = a.id AND t.role = 'telling'
WHERE a.reached = 1 AND l.kind IN ('days', 'elapsed', 'open') AND o.waits = 0 AND o.miss IS NULL AND o.out = 0
  AND (a.has_ext = 0 OR a.ext_told = 1 OR a.ext_so IS NOT NULL) AND a.moves = 1
>>
SELECT q.*, s.cum + s.is_open * (q.from_at - s.t0) AS r_from
FROM q LEFT JOIN @seg s ON s.cal = q.cal AND s.u = UDAY(q.from_at) AND q.from_at >= s.t0 AND q.from_at < s.t1

## happening
-- What happened to each such row, numbered in the order of time. kind: 0 a pause, 1 a restart, 2 a telling.
SELECT b.id, b.cal, 0 AS kind, p.k AS k, r.s0, r.s1, r.e0, r.e1, p.both_days,
  NUL AS z_day0, NUL AS from_at, NUL AS day1, NUL AS same_tod, NULT AS z_miss, NUL AS z_out
FROM @@moving b JOIN @pause p ON p.prom = b.prom
JOIN @@pair r ON r.contact = b.contact AND r.from_event = p.from_event AND r.to_event = p.to_event
UNION ALL
SELECT b.id, b.cal, 1, 0, r.x0, r.x1, NUL, NUL, 0, r.z_day0, r.from_at, r.day1, r.same_tod,
  r.miss, r.out
FROM @@moving b
JOIN @@due r ON r.id = b.id AND r.role = 'restart'
UNION ALL
SELECT b.id, b.cal, 2, 0, m.at_first, m.at_last, NUL, NUL, 0, NUL, NUL, NUL, NUL, NULT, NUL
FROM @@moving b JOIN @@moment m ON m.contact = b.contact AND m.event = 'told'
WHERE b.ext_told = 1
>>
SELECT q.*, ROW_NUMBER() OVER (PARTITION BY q.id ORDER BY q.s0, q.kind, q.k, q.s1) AS idx,
  s.day + 1 - q.both_days AS a_day, e.day AS b_day, s.cum + s.is_open * (q.s0 - s.t0) AS r_s,
  e.cum + e.is_open * (q.e0 - e.t0) AS r_e, f.cum + f.is_open * (q.from_at - f.t0) AS r_from
FROM q
LEFT JOIN @seg s ON s.cal = q.cal AND s.u = UDAY(q.s0) AND q.s0 >= s.t0 AND q.s0 < s.t1
LEFT JOIN @seg e ON e.cal = q.cal AND e.u = UDAY(q.e0) AND q.e0 >= e.t0 AND q.e0 < e.t1
LEFT JOIN @seg f ON f.cal = q.cal AND f.u = UDAY(q.from_at) AND q.from_at >= f.t0 AND q.from_at < f.t1
>>
SELECT q.*, CAST(CASE WHEN q.idx > 60 THEN 0 ELSE POWER(2, CASE WHEN q.idx > 60 THEN 0 ELSE q.idx END) END AS BIGINT)
    AS bit, a.wi AS a_wi, a.di AS a_di, b.wi AS b_wi, b.di AS b_di, COALESCE(b.nc, 9000000) AS b_nc
FROM q
LEFT JOIN @day a ON a.cal = q.cal AND a.day = q.a_day - 1
LEFT JOIN @day b ON b.cal = q.cal AND b.day = q.b_day

## moved
-- One step at a time: `h` looks at a happening; then `b` begins an amount, `r` steps over one pause, `e` ends the
-- amount, `f` ends the limit. `x`: over.
SELECT b.id, 'h' AS ph, CAST(1 AS BIGINT) AS h, CAST(0 AS BIGINT) AS i, CAST(0 AS BIGINT) AS j,
  CAST(0 AS BIGINT) AS l, CAST(0 AS BIGINT) AS l_idx, CAST(0 AS BIGINT) AS goal, CAST(-1 AS BIGINT) AS cov,
  CAST(b.times AS BIGINT) AS times, CAST(0 AS BIGINT) AS mask, CAST(0 AS BIGINT) AS ended, CAST(0 AS BIGINT) AS ended_nc,
  CAST(1 AS BIGINT) AS exact, CAST(0 AS BIGINT) AS restarted, CAST(b.x0 AS BIGINT) AS x0, CAST(b.x1 AS BIGINT) AS x1,
  CAST(b.z_day0 AS BIGINT) AS z_day0, CAST(b.from_at AS BIGINT) AS f_at, CAST(b.r_from AS BIGINT) AS r_from,
  CAST(b.day1 AS BIGINT) AS day1, CAST(b.same_tod AS BIGINT) AS same_tod,
  CAST(b.t AS BIGINT) AS t, CAST(b.is_in AS BIGINT) AS is_in, CAST(b.last AS BIGINT) AS last,
  CAST(b.day0 AS BIGINT) AS day0, NULT AS miss, CAST(0 AS BIGINT) AS paused, CAST(0 AS BIGINT) AS out
FROM @@moving b JOIN @@happening h
  ON h.id = b.id AND h.idx = 1
recursion
SELECT q.*, b.as_of, b.ext_so, b.m_ext, b.once, b.restart, b.cal, b.in_days, b.is_elapsed, b.u1, b.u2, b.total,
  b.xslot, b.xn, b.xu, b.xtotal, b.less, b.mend, b.rolls, b.roll, b.by_kind, b.by_at, b.over, b.cal_end, b.last_day,
  b.xd, b.n1 + CASE WHEN b.xslot = 1 THEN q.times * b.xn ELSE 0 END AS n1,
  b.n2 + CASE WHEN b.xslot = 2 THEN q.times * b.xn ELSE 0 END AS n2,
  CASE WHEN b.xslot = 3 THEN q.times * b.xn ELSE 0 END AS n3,
  b.has_by, b.by_waits, b.by_miss, b.by_out,
  CASE WHEN b.has_by IS NULL THEN q.t ELSE b.by_t END AS by_t,
  CASE WHEN b.has_by IS NULL THEN q.is_in ELSE b.by_in END AS by_in,
  CASE WHEN b.has_by IS NOT NULL THEN b.by_early END AS by_early,
  y.idx, y.kind, y.s0, y.s1, y.e0, y.e1, y.a_day, y.b_day, y.a_wi, y.a_di, y.b_wi, y.b_di, y.b_nc, y.r_s, y.r_e, y.bit,
  y.z_day0 AS n_day0, y.from_at AS n_from, y.r_from AS n_read, y.day1 AS n_day1, y.same_tod AS n_tod,
  y.z_miss AS n_miss, y.z_out AS n_out
FROM me q
JOIN @@moving b ON b.id = q.id
LEFT JOIN @@happening y ON y.id = q.id
  AND y.idx = CASE WHEN q.ph = 'r' THEN q.j ELSE q.h END
WHERE q.ph <> 'x'
>>
SELECT q.*, KEPT(q.s0, q.s1, q.t, q.is_in, NUL) AS kept, KEPT(q.s0, q.s1, q.t, 0, NUL) AS begun,
  KEPT(q.s0, q.s1, q.by_t, q.by_in, q.by_early) AS by_kept
FROM q
>>
SELECT q.*, CASE
  WHEN q.ph <> 'h' THEN NULL
  WHEN q.idx IS NULL THEN 'end'
  WHEN q.idx > 60 THEN 'many'
  WHEN q.kind = 1 THEN CASE
    WHEN q.s1 < q.x0 OR (q.s0 = q.x0 AND q.s1 = q.x1 AND (q.xd = 0 OR q.restarted = 1)) OR q.kept = 0 THEN 'skip'
    WHEN q.kept IS NULL THEN 'unclear restart'
    ELSE 'restart' END
  WHEN q.kind = 0 THEN CASE
    WHEN q.begun IS NULL THEN 'unclear pause' WHEN q.begun = 0 THEN 'skip'
    WHEN q.e0 IS NULL OR (q.s0 <= q.as_of AND q.as_of < q.e0) THEN 'paused'
    WHEN q.a_day IS NULL OR q.b_day IS NULL THEN 'out' ELSE 'pause' END
  WHEN q.ext_so = 0 OR (q.once = 1 AND q.times > 0) THEN 'skip'
  WHEN q.has_by IS NOT NULL AND q.by_waits = 1 THEN 'skip'
  WHEN q.has_by IS NOT NULL AND q.by_out = 1 THEN 'out'
  WHEN q.has_by IS NOT NULL AND q.by_miss IS NOT NULL THEN 'unclear limit'
  WHEN q.by_kept = 0 OR q.kept = 0 THEN 'skip'
  WHEN q.by_kept IS NULL OR q.kept IS NULL THEN 'unclear telling'
  WHEN q.m_ext IS NOT NULL THEN 'unclear condition'
  ELSE 'told' END AS verdict
FROM q
>>
SELECT q.*, CASE WHEN q.verdict IN ('restart', 'pause', 'told') THEN 1 ELSE 0 END AS goes,
  CASE WHEN q.verdict = 'restart' THEN q.s0 ELSE q.x0 END AS w_x0,
  CASE WHEN q.verdict = 'restart' THEN q.s1 ELSE q.x1 END AS w_x1,
  CASE WHEN q.verdict = 'restart' THEN q.n_day0 ELSE q.z_day0 END AS w_day0,
  CASE WHEN q.verdict = 'restart' THEN q.n_from ELSE q.f_at END AS w_from,
  CASE WHEN q.verdict = 'restart' THEN q.n_read ELSE q.r_from END AS w_read,
  CASE WHEN q.verdict = 'restart' THEN q.n_day1 ELSE q.day1 END AS w_day1,
  CASE WHEN q.verdict = 'restart' THEN q.n_tod ELSE q.same_tod END AS w_tod,
  CASE WHEN q.verdict = 'told' THEN q.times + 1 ELSE q.times END AS w_times,
  CASE WHEN q.verdict = 'pause' THEN q.mask + q.bit ELSE q.mask END AS w_mask,
  CASE WHEN q.verdict = 'pause' AND q.b_day > q.ended THEN q.b_day ELSE q.ended END AS w_ended,
  CASE WHEN q.verdict = 'pause' AND q.b_nc > q.ended_nc THEN q.b_nc ELSE q.ended_nc END AS w_ended_nc,
  CASE WHEN q.verdict = 'pause' AND (q.s0 <> q.s1 OR q.e0 <> q.e1) THEN 0 ELSE q.exact END AS w_exact,
  CASE q.i WHEN 1 THEN q.u1 WHEN 2 THEN q.u2 ELSE q.xu END AS u,
  CASE q.i WHEN 1 THEN q.n1 WHEN 2 THEN q.n2 ELSE q.n3 END AS n,
  CASE WHEN q.ph = 'r' AND q.kind = 0 AND q.mask % (2 * q.bit) >= q.bit THEN 1 ELSE 0 END AS steps
FROM q
>>
SELECT q.*, y.wi AS y_wi, y.di AS y_di, CASE WHEN q.w_day1 = 1 THEN y.mon1 ELSE y.mon END AS y_mon,
  CASE WHEN q.w_day1 = 1 THEN y.dom1 ELSE y.dom END AS y_dom,
  CASE WHEN q.in_days = 0 THEN CASE WHEN q.is_elapsed = 1 THEN q.s0 ELSE q.r_s END
    WHEN q.u = 'w' THEN q.a_wi WHEN q.u = 'd' THEN q.a_di ELSE q.a_day - 1 END AS p_a,
  CASE WHEN q.in_days = 0 THEN CASE WHEN q.is_elapsed = 1 THEN q.e0 ELSE q.r_e END
    WHEN q.u = 'w' THEN q.b_wi WHEN q.u = 'd' THEN q.b_di ELSE q.b_day END AS p_b,
  CASE WHEN q.verdict = 'restart' AND q.in_days = 0 AND q.w_mask > 0 AND q.w_exact = 0 THEN 'time of a pause'
    WHEN q.verdict = 'restart' AND q.n_miss IS NOT NULL THEN q.n_miss
    WHEN q.goes = 1 AND q.in_days = 0 AND q.w_mask > 0 AND q.w_exact = 0 THEN 'time of a pause'
    WHEN q.verdict = 'unclear restart' THEN 'time of event ' || q.restart
    WHEN q.verdict = 'unclear pause' THEN 'time of a pause'
    WHEN q.verdict = 'unclear limit' THEN q.by_miss
    WHEN q.verdict = 'unclear telling' THEN 'time of event told'
    WHEN q.verdict = 'unclear condition' THEN q.m_ext
    WHEN q.verdict = 'many' THEN 'not in SQL: more than 60 pauses, restarts and tellings of one contact' END AS n_said
FROM q LEFT JOIN @day y ON y.cal = q.cal AND y.day = q.l AND q.ph = 'b'
>>
SELECT q.*, GREATEST(q.p_a, q.cov, CASE WHEN q.in_days = 1 THEN q.l_idx WHEN q.is_elapsed = 1 THEN q.x0 ELSE q.r_from END)
    AS low, m.first AS m_first, m.days AS m_days, t.day AS nth_day,
  CASE WHEN q.ph = 'f' AND q.in_days = 1 THEN CASE WHEN q.mask > 0 AND q.l < q.ended
    THEN CASE WHEN CASE WHEN q.n3 > 0 THEN q.xu WHEN q.n2 > 0 THEN q.u2 WHEN q.n1 > 0 THEN q.u1 ELSE 'w' END = 'w'
      THEN q.ended_nc ELSE q.ended END ELSE q.l END END AS walked,
  CASE WHEN q.ph = 'f' AND q.in_days = 0 THEN CASE WHEN q.is_elapsed = 1 THEN q.x0 ELSE q.f_at END END AS from_at,
  q.goal AS span, 1 - q.is_elapsed AS is_open_time
FROM q
LEFT JOIN @month m ON q.ph = 'b' AND m.mon = CASE WHEN q.u = 'm' THEN q.y_mon + q.n END
LEFT JOIN @nth t ON q.ph = 'e' AND t.cal = q.cal AND t.u = q.u AND t.i = q.goal
include days_end
include timed_end
>>
SELECT q.*, CASE WHEN q.in_days = 1 THEN q.e_t ELSE q.t_t END AS f_t,
  CASE WHEN q.in_days = 1 THEN q.e_in ELSE 1 END AS f_in,
  CASE WHEN q.in_days = 1 THEN q.e_out ELSE q.t_out END AS f_out,
  CASE WHEN q.ph = 'e' THEN CASE WHEN q.u IN ('w', 'd') THEN q.nth_day ELSE q.goal END END AS ends_on
FROM q
>>
SELECT q.id,
  CASE
    WHEN q.ph = 'h' THEN CASE
      WHEN q.verdict IN ('end', 'paused', 'out') OR q.n_said IS NOT NULL OR (q.verdict = 'restart' AND q.n_out = 1) THEN 'x'
      WHEN q.goes = 1 THEN CASE WHEN q.in_days = 1 THEN 'b' ELSE 'r' END ELSE 'h' END
    WHEN q.ph = 'b' THEN CASE WHEN q.n = 0 THEN CASE WHEN q.i = 3 THEN 'f' ELSE 'b' END ELSE 'r' END
    WHEN q.ph = 'r' THEN CASE WHEN q.j < q.h THEN 'r' WHEN q.in_days = 1 THEN 'e' ELSE 'f' END
    WHEN q.ph = 'e' THEN CASE WHEN q.ends_on IS NULL OR q.ends_on > q.last_day THEN 'x' WHEN q.i = 3 THEN 'f' ELSE 'b' END
    ELSE CASE WHEN q.f_out = 1 THEN 'x' ELSE 'h' END END AS ph,
  CASE WHEN q.ph = 'h' THEN q.h + 1 ELSE q.h END AS h,
  CAST(CASE WHEN q.ph = 'h' THEN 1 WHEN (q.ph = 'b' AND q.n = 0) OR q.ph = 'e' THEN q.i + 1 ELSE q.i END AS BIGINT) AS i,
  CAST(CASE WHEN q.ph IN ('h', 'b') THEN 1 WHEN q.ph = 'r' THEN q.j + 1 ELSE q.j END AS BIGINT) AS j,
  CASE WHEN q.goes = 1 THEN q.w_day0 + CASE WHEN q.w_day1 = 1 AND q.n1 + q.n2 + q.n3 = 0 AND q.w_times = 0 THEN 1 ELSE 0 END
    WHEN q.ph = 'e' THEN q.ends_on ELSE q.l END AS l,
  CASE WHEN q.ph = 'b' THEN CASE q.u WHEN 'w' THEN q.y_wi WHEN 'd' THEN q.y_di ELSE q.l END ELSE q.l_idx END AS l_idx,
  CASE WHEN q.goes = 1 AND q.in_days = 0 THEN q.total + q.w_times * q.xtotal
    WHEN q.ph = 'b' THEN CASE q.u WHEN 'w' THEN q.y_wi + q.n WHEN 'd' THEN q.y_di + q.n WHEN 'k' THEN q.l + 7 * q.n
      ELSE q.m_first - 1 - q.w_day1 + CASE WHEN q.y_dom > q.m_days THEN q.m_days + q.over ELSE q.y_dom END END
    WHEN q.steps = 1 AND q.p_b > q.low AND (q.in_days = 0 OR q.low < q.goal) THEN q.goal + q.p_b - q.low
    ELSE q.goal END AS goal,
  CAST(CASE WHEN q.goes = 1 OR q.ph = 'b' THEN -1 WHEN q.steps = 1 THEN GREATEST(q.cov, q.p_b) ELSE q.cov END AS BIGINT) AS cov,
  q.w_times AS times, q.w_mask AS mask, q.w_ended AS ended, q.w_ended_nc AS ended_nc,
  CAST(q.w_exact AS BIGINT) AS exact, CAST(CASE WHEN q.verdict = 'restart' THEN 1 ELSE q.restarted END AS BIGINT) AS restarted,
  q.w_x0 AS x0, q.w_x1 AS x1, q.w_day0 AS z_day0, q.w_from AS f_at, q.w_read AS r_from, q.w_day1 AS day1, q.w_tod AS same_tod,
  CASE WHEN q.ph = 'f' AND q.f_out = 0 THEN q.f_t ELSE q.t END AS t,
  CAST(CASE WHEN q.ph = 'f' AND q.f_out = 0 THEN q.f_in ELSE q.is_in END AS BIGINT) AS is_in,
  CASE WHEN q.ph = 'f' AND q.f_out = 0 THEN CASE WHEN q.in_days = 1 THEN q.e_last END ELSE q.last END AS last,
  CASE WHEN q.ph = 'f' AND q.f_out = 0 THEN CASE WHEN q.in_days = 1 THEN q.z_day0 END ELSE q.day0 END AS day0,
  COALESCE(q.miss, q.n_said) AS miss, CAST(CASE WHEN q.verdict = 'paused' THEN 1 ELSE q.paused END AS BIGINT) AS paused,
  CAST(CASE WHEN q.verdict = 'out' OR (q.verdict = 'restart' AND q.n_miss IS NULL AND q.n_out = 1)
    OR (q.ph = 'e' AND (q.ends_on IS NULL OR q.ends_on > q.last_day)) OR (q.ph = 'f' AND q.f_out = 1)
    THEN 1 ELSE q.out END AS BIGINT) AS out
FROM q
finally
SELECT me.* FROM me WHERE me.ph = 'x'

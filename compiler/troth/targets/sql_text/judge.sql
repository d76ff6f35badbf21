-- A round: what was asked of contacts (asked), judged; `@@` names are those of this round.

## request
-- Each deadline that a row may need, with its limit: role `own`, `latest`, `earliest`, `telling`, `dated`, `or`.
SELECT a.id, a.contact, a.v, 'own' AS role, 0 AS k, a.lim, a.a0, a.a1, a.d0, a.d1, a.times,
  NUL AS g0, NUL AS g1, NULT AS gwhat, l.own_which, l.own_e1, l.own_e2, l.own_what
FROM @@asked a JOIN @lim l ON l.lim = a.lim AND l.v = a.v
WHERE a.reached = 1 AND l.kind NOT IN ('rings', 'every')
UNION ALL
SELECT a.id, a.contact, a.v, r.role, r.k, r.lim, a.a0, a.a1, a.d0, a.d1, 0,
  NUL, NUL, NULT, l.own_which, l.own_e1, l.own_e2, l.own_what
FROM @@asked a JOIN @lim l ON l.lim = a.lim AND l.v = a.v JOIN @part r ON r.prom = a.prom
WHERE a.reached = 1 AND l.kind NOT IN ('rings', 'every', 'not before')
UNION ALL
SELECT a.id, a.contact, a.v, 'update', 1, l.step, a.a0, a.a1, a.d0, a.d1, 0,
  NUL, NUL, NULT, l.own_which, l.own_e1, l.own_e2, l.own_what
FROM @@asked a JOIN @lim l ON l.lim = a.lim AND l.v = a.v
WHERE a.reached = 1 AND l.kind = 'every'
UNION ALL
SELECT u.id, u.contact, u.v, 'update', u.number + 1, u.step, u.a0, u.a1, u.d0, u.d1, 0,
  u.u0, u.u1, 'event ' || u.event, NULT, NULT, NULT, NULT
FROM @@updated u
UNION ALL
SELECT a.id, a.contact, a.v, 'restart', m.n, a.lim, a.a0, a.a1, a.d0, a.d1, 0,
  m.at_first, m.at_last, 'event ' || a.restart, NULT, NULT, NULT, NULT
FROM @@asked a JOIN @lim l ON l.lim = a.lim AND l.v = a.v
JOIN @@moment m ON m.contact = a.contact AND m.event = a.restart
WHERE a.reached = 1 AND l.kind IN ('days', 'elapsed', 'open')
>>
SELECT q.id, q.contact, q.role, q.k, q.a0, q.a1, q.d0, q.d1, q.times, q.g0, q.g1,
  l.*, COALESCE(q.gwhat, CASE WHEN l.e1 IS NULL THEN q.own_what ELSE l.what END) AS said,
  CASE WHEN l.e1 IS NULL THEN q.own_which ELSE l.which END AS f_which,
  CASE WHEN l.e1 IS NULL THEN q.own_e1 ELSE l.e1 END AS f_e1,
  CASE WHEN l.e1 IS NULL THEN q.own_e2 ELSE l.e2 END AS f_e2
FROM q JOIN @lim l ON l.lim = q.lim AND l.v = q.v

## updated
-- The updates of promises to update, each with its number, up to the one before the closing event.
SELECT a.id, a.contact, a.v, a.a0, a.a1, a.d0, a.d1, a.event, l.step,
  CASE WHEN c.at_last >= a.a0 THEN c.at_last END AS closed
FROM @@asked a JOIN @lim l ON l.lim = a.lim AND l.v = a.v
LEFT JOIN @@moment c ON c.contact = a.contact AND c.event = l.e1 AND a.a0 > c.lo AND a.a0 <= c.hi
WHERE a.reached = 1 AND l.kind = 'every'
>>
SELECT q.*, m.at_first AS u0, m.at_last AS u1, ROW_NUMBER() OVER (
  PARTITION BY q.id ORDER BY m.n) AS number
FROM q JOIN @@moment m ON m.contact = q.contact AND m.event = q.event
WHERE m.at_last >= q.a0 AND (q.closed IS NULL OR m.at_first <= q.closed)

## anchored
-- Each request with its anchor: x0 to x1; xd: it is a day that is day 0 whatever the counting.
SELECT q.*, c.at_first AS c0, c.at_last AS c1,
  CASE WHEN q.f_e1 = 'arrives' THEN CASE WHEN q.kind = 'notice' THEN q.a0 ELSE COALESCE(q.d0, q.a0) END
    ELSE m.at_first END AS p0,
  CASE WHEN q.f_e1 = 'arrives' THEN CASE WHEN q.kind = 'notice' THEN q.a1 ELSE COALESCE(q.d1, q.a1) END
    ELSE m.at_last END AS p1,
  CASE WHEN q.f_e1 = 'arrives' AND q.d0 IS NOT NULL AND q.kind <> 'notice' THEN 1
    WHEN q.f_e1 LIKE 'the deadline|%' THEN q.in_days ELSE 0 END AS pd,
  CASE WHEN q.f_e2 = 'arrives' THEN COALESCE(q.d0, q.a0) ELSE o.at_first END AS r0,
  CASE WHEN q.f_e2 = 'arrives' THEN COALESCE(q.d1, q.a1) ELSE o.at_last END AS r1,
  CASE WHEN q.f_e2 = 'arrives' AND q.d0 IS NOT NULL THEN 1
    WHEN q.f_e2 LIKE 'the deadline|%' THEN q.in_days ELSE 0 END AS rd
FROM @@request q
LEFT JOIN @@moment m ON m.contact = q.contact AND m.event = q.f_e1
  AND (CASE WHEN q.kind = 'notice' THEN m.n = m.cnt ELSE q.a0 > m.lo AND q.a0 <= m.hi END)
LEFT JOIN @@moment o ON o.contact = q.contact AND o.event = q.f_e2 AND q.a0 > o.lo AND q.a0 <= o.hi
LEFT JOIN @carried c ON c.contact = q.contact AND c.date = q.f_e1 AND q.kind = 'carried'
>>
SELECT q.*, CASE
  WHEN q.g0 IS NOT NULL THEN 0
  WHEN q.f_which = 'later' AND q.p0 IS NOT NULL AND q.r0 > q.p0 THEN 2
  WHEN q.f_which = 'earlier' AND (q.p0 IS NULL OR q.r0 < q.p0) THEN 2
  WHEN q.f_which = 'later' AND q.r0 IS NULL THEN 3
  WHEN q.kind = 'carried' THEN 4 ELSE 1 END AS pick
FROM q
>>
SELECT q.*,
  CASE q.pick WHEN 0 THEN q.g0 WHEN 1 THEN q.p0 WHEN 2 THEN q.r0 WHEN 4 THEN q.c0 END AS x0,
  CASE q.pick WHEN 0 THEN q.g1 WHEN 1 THEN q.p1 WHEN 2 THEN q.r1 WHEN 4 THEN q.c1 END AS x1,
  CASE q.pick WHEN 1 THEN q.pd WHEN 2 THEN q.rd ELSE 0 END AS xd
FROM q

## zero
-- Day 0 of each request that has an anchor; miss: what would have to be known; out: beyond the years.
SELECT q.*, s.day AS s_day, s.is_open AS s_open, s.nxt AS s_nxt, s.dim AS s_dim, q.x0 - s.zero AS s_tod,
  e.day AS e_day0, e.is_open AS e_open, e.nxt AS e_nxt, e.dim AS e_dim, q.x1 - e.zero AS e_tod0
FROM @@anchored q
LEFT JOIN @seg s ON s.cal = q.cal AND s.u = UDAY(q.x0) AND q.x0 >= s.t0 AND q.x0 < s.t1
LEFT JOIN @seg e ON e.cal = q.cal AND e.u = UDAY(q.x1) AND q.x1 >= e.t0 AND q.x1 < e.t1
WHERE q.x0 IS NOT NULL AND q.kind IN ('days', 'elapsed', 'open', 'notice', 'not before')
>>
SELECT q.*, CASE WHEN q.xd = 1 OR q.sg < 0 THEN NULL ELSE q.counting END AS way,
  CASE WHEN a.worked = 1 AND q.s_tod >= q.cutoff THEN 1 ELSE 0 END AS a_cut,
  CASE WHEN b.worked = 1 AND q.e_tod0 >= q.cutoff THEN 1 ELSE 0 END AS b_cut,
  a.worked AS a_worked, a.nc AS a_nc, a.nc1 AS a_nc1, a.no1 AS a_no1, a.no1_at AS a_no1_at, a.end_at AS a_end,
  b.worked AS b_worked, b.nc AS b_nc, b.nc1 AS b_nc1, b.no1 AS b_no1, b.no1_at AS b_no1_at, b.end_at AS b_end
FROM q
LEFT JOIN @day a ON a.cal = q.cal AND a.day = q.s_day
LEFT JOIN @day b ON b.cal = q.cal AND b.day = q.e_day0
>>
SELECT q.*,
  CASE WHEN q.way IS NULL THEN q.s_day
    WHEN q.way = 'day 0' THEN q.s_day + q.a_cut
    WHEN q.way = 'day 1' THEN CASE WHEN q.a_cut = 1 THEN q.a_nc1 ELSE q.a_nc END - 1
    WHEN q.a_worked = 1 AND q.a_cut = 0 AND (q.s_open = 1 OR q.s_nxt IS NOT NULL) THEN q.s_day
    ELSE q.a_no1 END AS day0,
  CASE WHEN q.way IS NULL THEN q.e_day0
    WHEN q.way = 'day 0' THEN q.e_day0 + q.b_cut
    WHEN q.way = 'day 1' THEN CASE WHEN q.b_cut = 1 THEN q.b_nc1 ELSE q.b_nc END - 1
    WHEN q.b_worked = 1 AND q.b_cut = 0 AND (q.e_open = 1 OR q.e_nxt IS NOT NULL) THEN q.e_day0
    ELSE q.b_no1 END AS other_day0,
  CASE WHEN q.way = 'next open' AND q.a_worked = 1 AND q.a_cut = 0 AND q.s_dim = 1 THEN 1
    WHEN q.way = 'next open' AND q.b_worked = 1 AND q.b_cut = 0 AND q.e_dim = 1 THEN 1 ELSE 0 END AS z_dark
FROM q
>>
SELECT q.*,
  CASE WHEN q.way IS NULL THEN q.x0
    WHEN q.way = 'day 0' THEN CASE WHEN q.a_cut = 1 THEN q.a_end ELSE q.x0 END
    WHEN q.way = 'day 1' THEN CASE WHEN q.day0 = q.s_day - 1 THEN q.x0 ELSE z.end_at END
    WHEN q.a_worked = 1 AND q.a_cut = 0 AND q.s_open = 1 THEN q.x0
    WHEN q.a_worked = 1 AND q.a_cut = 0 AND q.s_nxt IS NOT NULL THEN q.s_nxt
    ELSE q.a_no1_at END AS from_at,
  CASE WHEN q.way IS NULL THEN q.x1
    WHEN q.way = 'day 0' THEN CASE WHEN q.b_cut = 1 THEN q.b_end ELSE q.x1 END
    WHEN q.way = 'day 1' THEN CASE WHEN q.other_day0 = q.e_day0 - 1 THEN q.x1 ELSE o.end_at END
    WHEN q.b_worked = 1 AND q.b_cut = 0 AND q.e_open = 1 THEN q.x1
    WHEN q.b_worked = 1 AND q.b_cut = 0 AND q.e_nxt IS NOT NULL THEN q.e_nxt
    ELSE q.b_no1_at END AS other_from,
  CASE WHEN q.way = 'day 1' THEN 1 ELSE 0 END AS day1
FROM q
LEFT JOIN @day z ON z.cal = q.cal AND z.day = q.day0
LEFT JOIN @day o ON o.cal = q.cal AND o.day = q.other_day0
>>
SELECT q.*, CASE WHEN q.by_kind = 'same' THEN q.from_at - s.zero END AS same_tod,
  CASE WHEN q.s_day IS NULL OR q.day0 IS NULL OR q.z_dark = 1 OR q.day0 > q.last_day
      OR (q.x0 <> q.x1 AND q.sg > 0 AND (q.e_day0 IS NULL OR q.other_day0 IS NULL)) THEN 1 ELSE 0 END AS z_out,
  CASE WHEN q.x0 <> q.x1 AND q.sg > 0 AND (q.other_day0 <> q.day0
      OR (q.other_from <> q.from_at AND (q.kind = 'open' OR q.by_kind = 'same'))) THEN 1 ELSE 0 END AS z_unclear
FROM q
LEFT JOIN @seg s ON q.by_kind = 'same' AND s.cal = q.cal AND s.u = UDAY(q.from_at) AND q.from_at >= s.t0
  AND q.from_at < s.t1

## by_days
-- Deadlines in days, and days counted back.
SELECT q.*, q.n1 + CASE WHEN q.xslot = 1 THEN q.times * q.xn ELSE 0 END AS nx1,
  q.n2 + CASE WHEN q.xslot = 2 THEN q.times * q.xn ELSE 0 END AS nx2,
  CASE WHEN q.xslot = 3 THEN q.times * q.xn ELSE 0 END AS n3, q.xu AS u3
FROM @@zero q WHERE q.in_days = 1 AND q.role <> 'restart'
>>
SELECT q.*, CASE WHEN q.nx1 + q.nx2 + q.n3 = 0 AND q.day1 = 1 THEN q.day0 + 1 ELSE q.day0 END AS l0
FROM q
include amount(1, 0)
include amount(2, 1)
include amount(3, 2)
>>
SELECT q.*, q.l3 AS walked,
  CASE WHEN q.z_out = 1 OR q.l0 > q.last_day OR q.l1 IS NULL OR q.l2 IS NULL OR q.l3 IS NULL
    OR q.l1 > q.last_day OR q.l2 > q.last_day OR q.l3 > q.last_day
    OR (q.sg < 0 AND (q.l1 < q.first_day OR q.l2 < q.first_day)) THEN 1 ELSE 0 END AS w_out
FROM q
include days_end
>>
SELECT q.id, q.role, q.k, q.kind, q.at_most,
  CASE WHEN q.s_day IS NULL AND q.sg < 0 THEN NULL WHEN q.z_unclear = 1 THEN 'time of ' || q.said END AS miss,
  CASE WHEN q.z_unclear = 1 AND q.s_day IS NOT NULL THEN 0 WHEN q.w_out = 1 OR q.e_out = 1 THEN 1 ELSE 0 END AS out,
  q.e_t, q.e_in, CASE WHEN q.sg < 0 THEN q.e_last ELSE q.day0 END AS e_day0, q.e_last, q.e_start,
  q.x0, q.x1, q.xd, q.day0, q.from_at, q.day1, q.same_tod, q.cal, q.risk_u, q.risk_total, q.xtotal
FROM q

## by_time
-- Deadlines by the clock and while open, forward.
SELECT q.*, q.total + q.times * q.xtotal AS span, CASE WHEN q.is_elapsed = 1 THEN q.x0 ELSE q.from_at END AS begins
FROM @@zero q WHERE q.in_days = 0 AND q.sg > 0 AND q.role <> 'restart'
>>
SELECT q.id, q.role, q.k, q.kind, q.at_most, q.said, q.x0, q.x1, q.xd, q.day0, q.day1,
  q.same_tod, q.risk_u, q.risk_total, q.xtotal, q.z_unclear, q.z_out, q.cal, q.roll, q.is_elapsed, q.s_day, q.begins AS from_at, q.span,
  1 - q.is_elapsed AS is_open_time
FROM q
include timed_end
>>
SELECT q.id, q.role, q.k, q.kind, q.at_most,
  CASE WHEN CASE WHEN q.is_elapsed = 1 AND q.x0 <> q.x1 THEN 1 WHEN q.is_elapsed = 0 THEN q.z_unclear ELSE 0 END = 1
    THEN 'time of ' || q.said END AS miss,
  CASE WHEN q.is_elapsed = 1 AND q.x0 <> q.x1 THEN 0 WHEN q.is_elapsed = 1 THEN q.t_out
    WHEN q.z_out = 1 THEN 1 WHEN q.z_unclear = 1 THEN 0 ELSE q.t_out END AS out,
  q.t_t AS e_t, 1 AS e_in, NUL AS e_day0, NUL AS e_last, q.t_t AS e_start,
  q.x0, q.x1, q.xd, q.day0, q.from_at, q.day1, q.same_tod, q.cal, q.risk_u, q.risk_total, q.xtotal
FROM q

## by_time_back
-- Time counted back from an event.
SELECT q.*, s.cum + s.is_open * (q.x0 - s.t0) - q.total AS left_over
FROM @@zero q
LEFT JOIN @seg s ON s.cal = q.cal AND s.u = UDAY(q.x0) AND q.x0 >= s.t0 AND q.x0 < s.t1
WHERE q.in_days = 0 AND q.sg < 0
>>
SELECT q.*, CASE WHEN q.is_elapsed = 1 THEN q.x0 - q.total WHEN q.left_over >= 0 THEN o.t0 + q.left_over - o.c0 END AS b_t
FROM q LEFT JOIN @openseg o
  ON q.is_elapsed = 0 AND o.cal = q.cal AND o.b = UDAY(q.left_over) AND q.left_over >= o.c0 AND q.left_over < o.c1
>>
SELECT q.id, q.role, q.k, q.kind, q.at_most,
  CASE WHEN q.x0 <> q.x1 THEN 'time of ' || q.said END AS miss,
  CASE WHEN q.x0 <> q.x1 THEN 0 WHEN q.b_t IS NULL OR q.b_t < q.cal_start OR q.b_t >= q.cal_end
    OR (q.is_elapsed = 0 AND q.s_day IS NULL) THEN 1 ELSE 0 END AS out,
  q.b_t AS e_t, 1 AS e_in, NUL AS e_day0, NUL AS e_last, q.b_t AS e_start,
  q.x0, q.x1, q.xd, q.day0, q.from_at, q.day1, q.same_tod, q.cal, q.risk_u, q.risk_total, q.xtotal
FROM q

## due
-- When each request is due: t, is_in (is that instant in time?), early (the first it could be), opens, day0, last.
SELECT * FROM @@by_days
UNION ALL
SELECT * FROM @@by_time
UNION ALL
SELECT * FROM @@by_time_back
>>
SELECT q.id, q.role, q.k, 0 AS waits, q.miss, q.out,
  CASE WHEN q.at_most = 1 THEN q.x1 ELSE q.e_t END AS t,
  CASE WHEN q.at_most = 1 THEN 0 ELSE q.e_in END AS is_in,
  CASE WHEN q.at_most = 1 AND q.x0 <> q.x1 THEN q.x0 END AS early,
  CASE WHEN q.at_most = 1 OR q.kind = 'not before' THEN q.e_start END AS opens,
  CASE WHEN q.at_most = 1 THEN NULL ELSE q.e_day0 END AS day0,
  CASE WHEN q.at_most = 1 THEN NULL ELSE q.e_last END AS last,
  q.x0, q.x1, q.xd, q.day0 AS z_day0, q.from_at, q.day1, q.same_tod, q.cal, q.kind, q.risk_u, q.risk_total, q.xtotal
FROM q
UNION ALL
SELECT q.id, q.role, q.k, 0, NULT, CASE WHEN s.day IS NULL THEN 1 ELSE 0 END,
  CASE WHEN q.kind = 'event' THEN q.x1 WHEN q.x0 = q.x1 THEN q.x0 ELSE y.end_at END,
  CASE WHEN q.kind = 'event' THEN q.incl WHEN q.x0 = q.x1 THEN 1 ELSE 0 END,
  CASE WHEN q.kind = 'event' AND q.x0 <> q.x1 THEN q.x0 END, NUL, NUL,
  CASE WHEN q.kind = 'carried' AND q.x0 <> q.x1 THEN s.day END,
  q.x0, q.x1, q.xd, NUL, NUL, NUL, NUL, q.cal, q.kind, NULT, NUL, NUL
FROM @@anchored q
LEFT JOIN @seg s ON s.cal = q.cal AND s.u = UDAY(q.x0) AND q.x0 >= s.t0 AND q.x0 < s.t1
LEFT JOIN @day y ON y.cal = q.cal AND y.day = s.day
WHERE q.x0 IS NOT NULL AND q.kind IN ('event', 'carried')
UNION ALL
SELECT q.id, q.role, q.k, 1, NULT, 0,
  NUL, NUL, NUL, NUL, NUL, NUL, NUL, NUL, NUL, NUL, NUL, NUL, NUL, q.cal, q.kind, NULT, NUL, NUL
FROM @@anchored q WHERE q.x0 IS NULL
UNION ALL
SELECT q.id, q.role, q.k, 0,
  CASE WHEN q.kind = 'days' OR q.kind = 'open' THEN CASE WHEN q.z_unclear = 1 THEN 'time of ' || q.said END
    WHEN q.x0 <> q.x1 THEN 'time of ' || q.said END, q.z_out,
  NUL, NUL, NUL, NUL, NUL, NUL, q.x0, q.x1, q.xd, q.day0,
  CASE WHEN q.is_elapsed = 1 THEN q.x0 ELSE q.from_at END, q.day1, q.same_tod, q.cal, q.kind, NULT, NUL, NUL
FROM @@zero q WHERE q.role = 'restart'

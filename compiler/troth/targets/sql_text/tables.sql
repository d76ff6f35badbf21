-- The tables that lie behind every answer: days, stretches of time, counted days and months.

## day
-- One row a local day. wi, di: how many counted working days, and counted days, there are up to it.
SELECT q.cal, q.day, q.start_at, q.mon, q.dom, q.flags % 2 AS worked, q.opens, q.closes,
  CAST((q.flags - q.flags % 2) / 2 AS BIGINT) % 2 AS counted,
  CAST((q.flags - q.flags % 4) / 4 AS BIGINT) % 2 AS dayable
FROM @raw_day q
>>
SELECT q.*,
  LEAD(q.start_at) OVER (PARTITION BY q.cal ORDER BY q.day) AS end_at,
  LEAD(q.mon) OVER (PARTITION BY q.cal ORDER BY q.day) AS mon1,
  LEAD(q.dom) OVER (PARTITION BY q.cal ORDER BY q.day) AS dom1,
  CAST(SUM(q.counted) OVER (PARTITION BY q.cal ORDER BY q.day) AS BIGINT) AS wi,
  CAST(SUM(q.dayable) OVER (PARTITION BY q.cal ORDER BY q.day) AS BIGINT) AS di,
  MIN(CASE WHEN q.worked = 1 THEN q.day END) OVER w AS nw,
  MIN(CASE WHEN q.counted = 1 THEN q.day END) OVER w AS nc,
  MIN(CASE WHEN q.worked = 1 AND q.opens IS NOT NULL THEN q.day END) OVER w AS no,
  MIN(CASE WHEN q.worked = 1 AND q.opens IS NOT NULL THEN q.opens END) OVER w AS no_at,
  MAX(CASE WHEN q.counted = 1 THEN q.day END) OVER (PARTITION BY q.cal ORDER BY q.day) AS pc
FROM q
WINDOW w AS (PARTITION BY q.cal ORDER BY q.day DESC)
>>
SELECT q.*,
  LEAD(q.nw) OVER (PARTITION BY q.cal ORDER BY q.day) AS nw1,
  LEAD(q.nc) OVER (PARTITION BY q.cal ORDER BY q.day) AS nc1,
  LEAD(q.no) OVER (PARTITION BY q.cal ORDER BY q.day) AS no1,
  LEAD(q.no_at) OVER (PARTITION BY q.cal ORDER BY q.day) AS no1_at,
  q.day - q.dom + m.days AS month_end
FROM q JOIN @month m ON m.mon = q.mon
>>
SELECT q.*, f.ofs AS off0, t.since AS trans, t.ofs AS off1
FROM q
LEFT JOIN @clock f ON f.cal = q.cal AND q.start_at >= f.since AND q.start_at < f.til
LEFT JOIN @clock t ON t.cal = q.cal AND t.since > q.start_at AND t.since < q.end_at
WHERE q.end_at IS NOT NULL

## nth
SELECT cal, 'w' AS u, wi AS i, day FROM @day WHERE counted = 1
UNION ALL
SELECT cal, 'd' AS u, di AS i, day FROM @day WHERE dayable = 1

## span
SELECT cal, opens, closes FROM @raw_span
UNION ALL
SELECT r.cal, d.start_at AS opens, d.end_at AS closes
FROM @raw_day r JOIN @day d ON d.cal = r.cal AND d.day = r.day
WHERE r.flags >= 8 AND d.start_at < d.end_at

## seg
-- Stretches of time in which the local day, the offset, and whether it is open stay as they are.
SELECT cal, start_at AS t, day, 0 AS delta FROM @day WHERE start_at IS NOT NULL
UNION ALL
SELECT cal, opens AS t, NULL AS day, 1 AS delta FROM @span
UNION ALL
SELECT cal, closes AS t, NULL AS day, -1 AS delta FROM @span
UNION ALL
SELECT cal, (UDAY(start_at) + 1) * 86400000000 AS t, NULL AS day, 0 AS delta FROM @day WHERE start_at IS NOT NULL
UNION ALL
SELECT cal, (UDAY(start_at) + 2) * 86400000000 AS t, NULL AS day, 0 AS delta FROM @day WHERE start_at IS NOT NULL
UNION ALL
SELECT cal, since AS t, NULL AS day, 0 AS delta FROM @clock
UNION ALL
SELECT cal, dim_until AS t, NULL AS day, 0 AS delta FROM @cal
>>
SELECT q.cal, q.t, MAX(q.day) AS day, CAST(SUM(q.delta) AS BIGINT) AS delta,
  MAX(CASE WHEN q.delta = 1 THEN q.t END) AS opens
FROM q GROUP BY q.cal, q.t
>>
SELECT q.cal, q.t AS t0, q.opens,
  LEAD(q.t) OVER (PARTITION BY q.cal ORDER BY q.t) AS t1,
  MAX(q.day) OVER (PARTITION BY q.cal ORDER BY q.t) AS day,
  CAST(SUM(q.delta) OVER (PARTITION BY q.cal ORDER BY q.t) AS BIGINT) AS depth
FROM q
>>
SELECT q.cal, q.t0, q.t1, q.day, CASE WHEN q.depth > 0 THEN 1 ELSE 0 END AS is_open, q.opens,
  CASE WHEN q.t0 < c.dim_until THEN 1 ELSE 0 END AS dim
FROM q JOIN @cal c ON c.cal = q.cal
WHERE q.t0 >= c.start_at AND q.t1 <= c.end_at
>>
SELECT q.cal, UDAY(q.t0) AS u, q.t0, q.t1, q.day, q.is_open, q.dim, k.ofs,
  (q.day - 719163) * 86400000000 - k.ofs * 1000000 AS zero,
  MIN(q.opens) OVER (PARTITION BY q.cal, q.day ORDER BY q.t0 ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS nxt,
  CAST(SUM(q.is_open * (q.t1 - q.t0)) OVER (PARTITION BY q.cal ORDER BY q.t0) AS BIGINT) - q.is_open * (q.t1 - q.t0)
    AS cum
FROM q JOIN @clock k ON k.cal = q.cal AND q.t0 >= k.since AND q.t0 < k.til

## openseg
-- Open stretches by the open time that has passed at their ends, to be found by a number of days of 24 open hours.
SELECT s.cal, UDAY(s.cum) AS b, s.cum AS c0, s.cum + s.t1 - s.t0 AS c1, s.t0
FROM @seg s WHERE s.is_open = 1
UNION
SELECT s.cal, UDAY(s.cum + s.t1 - s.t0 - 1) AS b, s.cum AS c0, s.cum + s.t1 - s.t0 AS c1, s.t0
FROM @seg s WHERE s.is_open = 1

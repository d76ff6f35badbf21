-- Events that misses set off: a round judges the promises that are watched, and the next one has what that set off.

## sure
-- The rows of a round; one that waits for what may have been set off is not known.
SELECT r.*, l.e1, l.e2 FROM @@row r LEFT JOIN @lim l ON l.lim = r.waits_lim AND l.v = r.v
>>
SELECT q.*, COALESCE(u.missing, o.missing) AS unsure
FROM q
LEFT JOIN @@unsure u ON q.status = 'waiting' AND u.contact = q.contact AND u.event = q.e1
LEFT JOIN @@unsure o ON q.status = 'waiting' AND o.contact = q.contact AND o.event = q.e2
>>
SELECT q.contact, q.v, q.prom, q.number, q.as_of, q.a0, q.a1, q.day, q.path,
  CASE WHEN q.unsure IS NOT NULL THEN 'unknown' ELSE q.status END AS status, COALESCE(q.unsure, q.missing) AS missing,
  q.anchor_first, q.anchor_last, q.due, q.met_at_due, q.last_day, q.not_before,
  CASE WHEN q.unsure IS NULL THEN q.done_first END AS done_first, CASE WHEN q.unsure IS NULL THEN q.done_last END AS done_last,
  q.late_by_seconds, q.most_rings, q.by_limit, q.early, q.lim, q.excuse, q.any_out,
  q.id, q.mask, q.is_paused, q.xd
FROM q

## watched
-- The rows of watched promises, with how many deadlines the customer's contacts have missed up to each.
SELECT s.contact, w.event, s.number, s.status, s.missing, w.n, w.within, w.unit, w.over,
  CASE WHEN s.status IN ('late', 'overdue') THEN s.due - 1 + s.met_at_due END AS last, s.prom, w.cal, w.p
FROM @@sure s JOIN @misses w ON w.prom = s.prom
LEFT JOIN (SELECT DISTINCT contact, event FROM @moment_read) e ON e.contact = s.contact AND e.event = w.event
WHERE e.contact IS NULL
>>
SELECT q.*, g.day AS last_day
FROM q LEFT JOIN @seg g ON g.cal = q.cal AND g.u = UDAY(q.last) AND q.last >= g.t0 AND q.last < g.t1
>>
SELECT q.*, CASE WHEN m.at_first IS NOT NULL THEN UDAY(m.at_first + k.ofs * 1000000) + 719163 END AS was
FROM q
LEFT JOIN @missed_read m ON m.contact = q.contact AND m.prom = q.prom AND q.last IS NOT NULL
LEFT JOIN @ever k ON k.p = q.p AND m.at_first >= k.since AND m.at_first < k.til
>>
SELECT q.*, IDIV(q.was + 305, 146097) AS era, (q.was + 305) % 146097 AS doe FROM q
>>
SELECT q.*, IDIV(q.doe - IDIV(q.doe, 1460) + IDIV(q.doe, 36524) - IDIV(q.doe, 146096), 365) AS yoe FROM q
>>
SELECT q.*, q.doe - (365 * q.yoe + IDIV(q.yoe, 4) - IDIV(q.yoe, 100)) AS doy FROM q
>>
SELECT q.*, IDIV(5 * q.doy + 2, 153) AS mp FROM q
>>
SELECT q.*, (q.yoe + q.era * 400) * 12 + q.mp + 2 AS mon, q.doy - IDIV(153 * q.mp + 2, 5) + 1 AS dom FROM q
>>
-- A month beyond the years begins after every deadline.
SELECT q.*, CASE WHEN q.was IS NULL OR q.was > q.last_day THEN 0 WHEN q.within IS NULL THEN 1
    WHEN q.unit = 'd' THEN CASE WHEN q.last_day <= q.was + q.within THEN 1 ELSE 0 END
    WHEN q.unit = 'k' THEN CASE WHEN q.last_day <= q.was + 7 * q.within THEN 1 ELSE 0 END
    WHEN q.mon + q.within > y.mon THEN 1
    WHEN q.last_day <= m.first - 1 + CASE WHEN q.dom > m.days THEN m.days + q.over ELSE q.dom END THEN 1 ELSE 0 END AS is_within
FROM q
LEFT JOIN @month m ON m.mon = q.mon + q.within AND q.unit = 'm'
LEFT JOIN @day y ON y.cal = q.cal AND y.day = q.last_day AND q.unit = 'm'
>>
SELECT q.contact, q.event, q.number, q.status, q.missing, q.n, q.last, 1 + SUM(q.is_within) AS misses
FROM q GROUP BY q.contact, q.event, q.number, q.status, q.missing, q.n, q.last

## set_off
SELECT w.contact, w.event, w.last,
  ROW_NUMBER() OVER (PARTITION BY w.contact, w.event ORDER BY w.number DESC) AS place
FROM @@watched w WHERE w.last IS NOT NULL AND w.misses >= w.n
>>
SELECT q.contact, q.event, q.last AS at_first, q.last AS at_last FROM q WHERE q.place = 1

## unsure_here
SELECT w.contact, w.event, w.missing, ROW_NUMBER() OVER (PARTITION BY w.contact, w.event ORDER BY w.number DESC) AS place
FROM @@watched w WHERE w.status = 'unknown'
>>
SELECT q.contact, q.event, q.missing FROM q WHERE q.place = 1

## unsure_none
SELECT a.contact, NULT AS event, NULT AS missing FROM @arrived a WHERE 1 = 0

## missed_read
SELECT m.contact, w.name AS prom, m.at_first FROM @missed m
JOIN @contact c ON c.contact = m.contact
JOIN @word w ON w.p = {p} AND w.what = 'missed' AND w.said = m.promise

## sure_plain
SELECT q.contact, q.v, q.prom, q.number, q.as_of, q.a0, q.a1, q.day, q.path, q.status, q.missing,
  q.anchor_first, q.anchor_last, q.due, q.met_at_due, q.last_day, q.not_before, q.done_first, q.done_last,
  q.late_by_seconds, q.most_rings, q.by_limit, q.early, q.lim, q.excuse, q.any_out,
  q.id, q.mask, q.is_paused, q.xd
FROM @@row q

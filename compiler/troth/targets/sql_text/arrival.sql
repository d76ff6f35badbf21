-- From the input tables to contacts as they are judged: read, refused, and by which days.

## moment_read
SELECT e.contact, w.name AS event, e.at_first, COALESCE(e.at_last, e.at_first) AS at_last
FROM @event e JOIN @contact c ON c.contact = e.contact JOIN @word w ON w.p = {p} AND w.what = 'event' AND w.said = e.event
WHERE e.at_first IS NOT NULL

## carried
SELECT d.contact, d.date, d.at_first, COALESCE(d.at_last, d.at_first) AS at_last FROM @dates d

## problem
SELECT c.contact, 'T701' AS code, 'the contact has no id' AS reason FROM @contact c WHERE c.contact IS NULL
UNION ALL
SELECT c.contact, 'T701', 'the contact is given twice' FROM @contact c WHERE c.contact IS NOT NULL
GROUP BY c.contact HAVING COUNT(*) > 1
UNION ALL
SELECT c.contact, 'T701', 'the contact has no `arrives_first`' FROM @contact c WHERE c.arrives_first IS NULL
UNION ALL
SELECT c.contact, 'T701', '`arrives_last` lies before `arrives_first`' FROM @contact c WHERE c.arrives_last < c.arrives_first
UNION ALL
SELECT c.contact, 'T701', 'the contact has no `as_of`' FROM @contact c WHERE c.as_of IS NULL
UNION ALL
SELECT c.contact, 'T701', '`' || c.reading || '` is no reading of the calendar: announced, known-on-arrival'
FROM @contact c WHERE c.reading NOT IN ('announced', 'known-on-arrival')
UNION ALL
SELECT c.contact, 'T701', 'the contact has no `channel`' FROM @contact c WHERE c.channel IS NULL
UNION ALL
SELECT c.contact, 'T101', '`' || c.channel || '` is not a channel'
FROM @contact c LEFT JOIN @word w ON w.p = {p} AND w.what = 'channel' AND w.said = c.channel
WHERE c.channel IS NOT NULL AND w.said IS NULL
UNION ALL
SELECT c.contact, 'T101', '`' || c.kind || '` is not a kind'
FROM @contact c LEFT JOIN @word w ON w.p = {p} AND w.what = 'kind' AND w.said = c.kind
WHERE c.kind IS NOT NULL AND w.said IS NULL
UNION ALL
SELECT c.contact, 'T101', '`' || c.party || '` is not a party'
FROM @contact c LEFT JOIN @word w ON w.p = {p} AND w.what = 'party' AND w.said = c.party
WHERE c.party IS NOT NULL AND w.said IS NULL
UNION ALL
SELECT e.contact, 'T701', 'an event has no name or no time' FROM @event e WHERE e.event IS NULL OR e.at_first IS NULL
UNION ALL
SELECT e.contact, 'T701', 'the last instant of `' || e.event || '` lies before its first'
FROM @event e WHERE e.at_last < e.at_first
UNION ALL
SELECT e.contact, 'T101', '`' || e.event || '` is not an event'
FROM @event e JOIN @contact c ON c.contact = e.contact
LEFT JOIN @word w ON w.p = {p} AND w.what = 'event' AND w.said = e.event WHERE e.event IS NOT NULL AND w.said IS NULL
UNION ALL
SELECT f.contact, 'T101', '`' || COALESCE(f.fact, '') || '` is not a fact or state of this policy'
FROM @fact f JOIN @contact c ON c.contact = f.contact
LEFT JOIN @word w ON w.p = {p} AND w.what = 'fact' AND w.said = f.fact WHERE w.said IS NULL
UNION ALL
SELECT f.contact, 'T701', '`' || f.fact || '` is neither true nor false' FROM @fact f WHERE f.holds IS NULL
UNION ALL
SELECT f.contact, 'T701', '`' || f.fact || '` is given twice' FROM @fact f
GROUP BY f.contact, f.fact HAVING COUNT(*) > 1
UNION ALL
SELECT f.contact, 'T101', '`' || COALESCE(f.count, '') || '` is not a count'
FROM @counts f JOIN @contact c ON c.contact = f.contact
LEFT JOIN @word w ON w.p = {p} AND w.what = 'count' AND w.said = f.count WHERE w.said IS NULL
UNION ALL
SELECT f.contact, 'T701', '`' || f.count || '` is less than none' FROM @counts f WHERE f.n < -1
UNION ALL
SELECT f.contact, 'T701', '`' || f.count || '` has no number: write -1 where nobody answered' FROM @counts f WHERE f.n IS NULL
UNION ALL
SELECT f.contact, 'T701', '`' || f.count || '` is given twice' FROM @counts f
GROUP BY f.contact, f.count HAVING COUNT(*) > 1
UNION ALL
SELECT f.contact, 'T101', '`' || COALESCE(f.date, '') || '` is not a date that a contact carries'
FROM @dates f JOIN @contact c ON c.contact = f.contact
LEFT JOIN @word w ON w.p = {p} AND w.what = 'date' AND w.said = f.date WHERE w.said IS NULL
UNION ALL
SELECT f.contact, 'T701', 'the date `' || f.date || '` has no time' FROM @dates f WHERE f.at_first IS NULL
UNION ALL
SELECT f.contact, 'T701', 'the last instant of `' || f.date || '` lies before its first' FROM @dates f
WHERE f.at_last < f.at_first
UNION ALL
SELECT f.contact, 'T701', 'the date `' || f.date || '` is given twice' FROM @dates f
GROUP BY f.contact, f.date HAVING COUNT(*) > 1
UNION ALL
SELECT f.contact, 'T101', '`' || COALESCE(f.value, '') || '` is not a value of `' || COALESCE(f.category, '') || '`'
FROM @categories f JOIN @contact c ON c.contact = f.contact
LEFT JOIN @word w ON w.p = {p} AND w.what = f.category AND w.said = f.value WHERE w.said IS NULL
UNION ALL
SELECT f.contact, 'T701', '`' || f.category || '` is given twice' FROM @categories f
GROUP BY f.contact, f.category HAVING COUNT(*) > 1
UNION ALL
SELECT f.contact, 'T101', '`' || COALESCE(f.promise, '') || '` is not a promise whose misses set something off'
FROM @missed f JOIN @contact c ON c.contact = f.contact
LEFT JOIN @word w ON w.p = {p} AND w.what = 'missed' AND w.said = f.promise WHERE w.said IS NULL
UNION ALL
SELECT f.contact, 'T701', 'a missed deadline has no time' FROM @missed f WHERE f.at_first IS NULL
UNION ALL
SELECT a.contact, 'T701', 'there is no such contact' FROM (
  SELECT contact FROM @event UNION SELECT contact FROM @fact UNION SELECT contact FROM @counts
  UNION SELECT contact FROM @dates UNION SELECT contact FROM @categories UNION SELECT contact FROM @missed) a
LEFT JOIN @contact c ON c.contact = a.contact WHERE c.contact IS NULL

## arrived
-- Contacts that can be read, on the local day of their arrival; day is null beyond the years. Nothing is so long ago
-- that a day before it is no number.
SELECT c.contact, {p} AS p, w.name AS channel, k.name AS kind, COALESCE(r.name, 'customer') AS party,
  GREATEST(c.arrives_first, -9000000000000000000) AS a0, GREATEST(COALESCE(c.arrives_last, c.arrives_first), -9000000000000000000) AS a1,
  GREATEST(c.as_of, -9000000000000000000) AS as_of, c.customer,
  CASE WHEN c.reading = 'known-on-arrival' THEN 0 ELSE 1 END AS hears
FROM @contact c
JOIN @word w ON w.p = {p} AND w.what = 'channel' AND w.said = c.channel
LEFT JOIN @word k ON k.p = {p} AND k.what = 'kind' AND k.said = c.kind
LEFT JOIN @word r ON r.p = {p} AND r.what = 'party' AND r.said = c.party
LEFT JOIN (SELECT DISTINCT contact FROM @problem) b ON b.contact = c.contact
WHERE b.contact IS NULL AND c.arrives_first IS NOT NULL
>>
SELECT q.*, s.day, (y.mon % 12 + 1) * 100 + y.dom AS md
FROM q
JOIN @version v ON v.p = q.p AND v.v = 0
LEFT JOIN @seg s ON s.cal = v.cal AND s.u = UDAY(q.a0) AND q.a0 >= s.t0 AND q.a0 < s.t1
LEFT JOIN @day y ON y.cal = v.cal AND y.day = s.day

## judging
-- Each contact by the days known on arrival, and by those of each announcement heard since.
SELECT q.*, w.v, w.cal, w.start_at FROM @arrived q JOIN @version w ON w.p = q.p
  AND ((w.from_day <= q.day AND q.day < w.until_day)
    OR (q.hears = 1 AND w.from_day > q.day AND w.in_years = 1 AND w.start_at <= q.as_of))
>>
SELECT q.*, ROW_NUMBER() OVER (PARTITION BY q.contact ORDER BY q.v) AS hv,
  COUNT(*) OVER (PARTITION BY q.contact) AS heard,
  LEAD(q.start_at) OVER (PARTITION BY q.contact ORDER BY q.v) AS next_start,
  r.before_tod, r.n AS r_n, r.u AS r_u, r.roll AS r_roll, r.channel AS rule, r.event AS r_event
FROM q LEFT JOIN @deemed r ON r.p = q.p AND r.channel = q.channel
>>
SELECT q.*, COALESCE(m.at_first, q.a0) AS sent0, COALESCE(m.at_last, q.a1) AS sent1
FROM q LEFT JOIN @moment m ON m.contact = q.contact AND m.event = q.r_event AND q.a0 > m.lo AND q.a0 <= m.hi
>>
SELECT q.*, s.day AS s_day, q.sent0 - s.zero AS s_tod, e.day AS e_day, q.sent1 - e.zero AS e_tod
FROM q
LEFT JOIN @seg s ON q.rule IS NOT NULL AND s.cal = q.cal AND s.u = UDAY(q.sent0) AND q.sent0 >= s.t0 AND q.sent0 < s.t1
LEFT JOIN @seg e ON q.rule IS NOT NULL AND e.cal = q.cal AND e.u = UDAY(q.sent1) AND q.sent1 >= e.t0 AND q.sent1 < e.t1
>>
SELECT q.*, CASE WHEN q.r_n IS NOT NULL THEN n.day WHEN q.s_tod < q.before_tod AND a.worked = 1 THEN q.s_day ELSE a.nw1 END
    AS s_arr,
  CASE WHEN q.r_n IS NOT NULL THEN o.day WHEN q.e_tod < q.before_tod AND b.worked = 1 THEN q.e_day ELSE b.nw1 END AS e_arr
FROM q
LEFT JOIN @day a ON a.cal = q.cal AND a.day = q.s_day
LEFT JOIN @day b ON b.cal = q.cal AND b.day = q.e_day
LEFT JOIN @nth n ON n.cal = q.cal AND n.u = q.r_u AND n.i = CASE q.r_u WHEN 'w' THEN a.wi ELSE a.di END + q.r_n
LEFT JOIN @nth o ON o.cal = q.cal AND o.u = q.r_u AND o.i = CASE q.r_u WHEN 'w' THEN b.wi ELSE b.di END + q.r_n
>>
SELECT q.*,
  CASE WHEN q.r_roll IS NULL OR a.counted = 1 THEN q.s_arr WHEN q.r_roll = 'f' THEN a.nc ELSE a.pc END AS s_deemed,
  CASE WHEN q.r_roll IS NULL OR b.counted = 1 THEN q.e_arr WHEN q.r_roll = 'f' THEN b.nc ELSE b.pc END AS e_deemed
FROM q
LEFT JOIN @day a ON a.cal = q.cal AND a.day = q.s_arr
LEFT JOIN @day b ON b.cal = q.cal AND b.day = q.e_arr
>>
SELECT q.contact, q.p, q.v, q.cal, q.channel, q.kind, q.party, q.a0, q.a1, q.as_of, q.customer, q.day, q.md, q.hv, q.heard,
  q.next_start, q.hears, a.start_at AS d0, b.end_at - 1 AS d1,
  CASE WHEN q.rule IS NOT NULL AND (a.start_at IS NULL OR b.start_at IS NULL) THEN 1 ELSE 0 END AS d_out
FROM q
LEFT JOIN @day a ON a.cal = q.cal AND a.day = q.s_deemed
LEFT JOIN @day b ON b.cal = q.cal AND b.day = q.e_deemed

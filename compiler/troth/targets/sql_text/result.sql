-- What is said of the contacts: rows, what is refused, and what nobody can judge.

## outside
-- Contacts that are judged in no row, as their arrival or a deadline lies beyond the years.
SELECT a.contact FROM @arrived a WHERE a.day IS NULL
UNION
SELECT j.contact FROM @judging j WHERE j.d_out = 1

## refused
SELECT b.contact, MIN(b.code || ' ' || b.reason) AS said
FROM (SELECT contact, code, reason FROM @problem WHERE contact IS NOT NULL
  UNION ALL SELECT contact, 'T207', {outside} FROM @outside_all) b
GROUP BY b.contact
>>
SELECT c.contact, SUBSTR(q.said, 1, 4) AS code, SUBSTR(q.said, 6) AS reason FROM q JOIN @contact c ON c.contact = q.contact
UNION ALL
SELECT c.contact, 'T701', 'the contact has no id' FROM @contact c WHERE c.contact IS NULL

## stray
SELECT DISTINCT b.contact FROM @problem b WHERE b.reason = 'there is no such contact'

## placed
-- Rows of contacts that are not refused, with the month in which they were due.
SELECT s.*, v.cal FROM @@whole s
JOIN @version v ON v.p = {p} AND v.v = 0
LEFT JOIN @outside_all o ON o.contact = s.contact
WHERE o.contact IS NULL
>>
SELECT q.*, g.day AS due_day FROM q
LEFT JOIN @seg g ON g.cal = q.cal AND g.u = UDAY(q.due - 1 + q.met_at_due)
  AND q.due - 1 + q.met_at_due >= g.t0 AND q.due - 1 + q.met_at_due < g.t1
>>
SELECT q.*, y.mon AS due_mon FROM q LEFT JOIN @day y ON y.cal = q.cal AND y.day = q.due_day

## result
SELECT s.contact, s.prom || CASE WHEN s.number > 0 THEN '.' || CAST(s.number AS VARCHAR) ELSE '' END AS promise,
  t.event, t.strength, s.path AS "case", s.anchor_first AS anchor, s.anchor_last, s.due,
  CASE s.met_at_due WHEN 1 THEN TRUE WHEN 0 THEN FALSE END AS met_at_due, s.last_day - 719163 AS last_day, s.not_before,
  s.done_first AS done, s.done_last, s.status, s.missing, s.late_by_seconds, s.most_rings AS "limit",
  YEAR(s.due_mon) || '-' || TWO(s.due_mon % 12 + 1) AS period,
  DECIMAL(s.minor, s.minors, s.places) AS amount,
  DECIMAL(s.claimable, s.minors, s.places) AS claimable, s.currency, s.amount_missing, {promises} AS promises, {calendar} AS calendar
FROM @placed s JOIN @promise t ON t.prom = s.prom AND t.shown = 1

## unmeasured
SELECT DISTINCT g.contact, g.prom AS promise
FROM @@logic g JOIN @lim l ON l.lim = g.lim AND l.v = g.v
LEFT JOIN @outside_all o ON o.contact = g.contact
WHERE g.m_applies IS NULL AND l.kind = 'vague' AND o.contact IS NULL

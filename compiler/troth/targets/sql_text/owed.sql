-- What is owed for missed promises: further periods, sums, and the rows of claims and payments.

## lapsed
-- The rows of promises with a remedy: until when periods run, and the calendar that was known then.
SELECT s.contact, s.prom, s.number, s.status, s.missing, s.due, s.due - 1 + s.met_at_due AS last, s.early, s.lim,
  COALESCE(s.done_first, s.as_of) AS u0, COALESCE(s.done_last, s.as_of) AS u1,
  r.currency, r.places, r.minors, r.delayed, r.started, r.most, r.claim, r.claim_timed, r.payment, r.payment_timed,
  j.p, j.v, j.hears
FROM @@sure s
JOIN @remedy r ON r.prom = s.prom
JOIN @judging j ON j.contact = s.contact AND j.hv = 1
>>
SELECT q.*, w.v AS end_v, w.cal AS main_cal, ROW_NUMBER() OVER (PARTITION BY q.contact, q.prom ORDER BY w.v DESC) AS place
FROM q
JOIN @version w ON w.p = q.p AND (w.v = q.v OR (q.hears = 1 AND w.v > q.v AND w.start_at <= q.u0))
>>
SELECT q.*, l.cal, s.day AS last_day
FROM q
LEFT JOIN @lim l ON l.lim = q.lim AND l.v = q.end_v
LEFT JOIN @seg s ON s.cal = q.main_cal AND s.u = UDAY(q.last) AND q.last >= s.t0 AND q.last < s.t1
WHERE q.place = 1

## stretch
-- From a missed deadline to the act, or to now: the least that it can be, and the most.
SELECT l.contact, l.prom, t.role, t.k, t.n, t.u, t.sum, l.cal, l.last_day, l.u0, l.u1, x.side,
  CASE x.side WHEN 0 THEN l.due ELSE COALESCE(l.early, l.due) END AS b, CASE x.side WHEN 0 THEN l.u0 ELSE l.u1 END AS e
FROM @@lapsed l
JOIN @stint t ON t.prom = l.prom
JOIN (SELECT 0 AS side UNION ALL SELECT 1 AS side) x ON x.side >= 0
WHERE l.status IN ('late', 'overdue') AND l.due IS NOT NULL
>>
SELECT q.*, g.day AS today, g.cum + g.is_open * (q.e - g.t0) AS e_read, h.cum + h.is_open * (q.b - h.t0) AS b_read,
  h.dim AS b_dim
FROM q
LEFT JOIN @seg g ON g.cal = q.cal AND g.u = UDAY(q.e) AND q.e >= g.t0 AND q.e < g.t1
LEFT JOIN @seg h ON h.cal = q.cal AND h.u = UDAY(q.b) AND q.b >= h.t0 AND q.b < h.t1
>>
SELECT q.*, t.wi - t.counted AS e_wi, t.di - t.dayable AS e_di, d.wi AS b_wi, d.di AS b_di, d.mon, d.dom, c.over,
  IDIV(CASE WHEN t.mon > d.mon THEN t.mon - d.mon ELSE 0 END, q.n) AS times
FROM q
LEFT JOIN @day t ON t.cal = q.cal AND t.day = q.today
LEFT JOIN @day d ON d.cal = q.cal AND d.day = q.last_day
LEFT JOIN (SELECT DISTINCT cal, over FROM @lim) c ON c.cal = q.cal
>>
SELECT q.*,
  CASE WHEN q.times > 0 AND m.first - 1 + CASE WHEN q.dom > m.days THEN m.days + q.over ELSE q.dom END >= q.today THEN 1
    ELSE 0 END AS less,
  CASE WHEN q.times > 1 AND o.first - 1 + CASE WHEN q.dom > o.days THEN o.days + q.over ELSE q.dom END >= q.today THEN 1
    ELSE 0 END AS less_again
FROM q
LEFT JOIN @month m ON q.u = 'm' AND m.mon = q.mon + q.n * q.times
LEFT JOIN @month o ON q.u = 'm' AND o.mon = q.mon + q.n * (q.times - 1)
>>
SELECT q.*, CASE
    WHEN q.u = 'e' THEN GREATEST(q.e - q.b, 0)
    WHEN q.today IS NULL OR q.last_day IS NULL THEN NULL
    WHEN q.u = 'o' THEN CASE WHEN q.e <= q.b THEN 0 WHEN q.b_dim = 0 THEN q.e_read - q.b_read END
    WHEN q.today <= q.last_day THEN 0
    WHEN q.u = 'w' THEN q.e_wi - q.b_wi
    WHEN q.u = 'd' THEN q.e_di - q.b_di
    WHEN q.u = 'k' THEN IDIV(q.today - q.last_day - 1, 7)
    ELSE q.n * (q.times - q.less - q.less_again) END AS passed
FROM q
>>
SELECT q.*, IDIV(q.passed, q.n) AS complete,
  CASE WHEN q.u IN ('e', 'o') THEN IDIV(q.passed + q.n - 1, q.n) WHEN q.today <= q.last_day THEN 0
    ELSE IDIV(q.passed, q.n) + 1 END AS begun
FROM q

## period
-- How many periods are over and have begun, or what would have to be known.
SELECT s.contact, s.prom, s.role, s.k, s.sum, s.u0, s.u1, MIN(s.complete) AS complete, MAX(s.complete) AS complete1,
  MIN(s.begun) AS begun, MAX(s.begun) AS begun1, COUNT(s.complete) AS sides
FROM @@stretch s GROUP BY s.contact, s.prom, s.role, s.k, s.sum, s.u0, s.u1
>>
SELECT q.contact, q.prom, q.role, q.k, q.sum, q.complete, q.begun,
  CASE WHEN q.sides < 2 THEN 'a day beyond the calendar''s years'
    WHEN q.complete <> q.complete1 OR q.begun <> q.begun1 THEN
      CASE WHEN q.u0 <> q.u1 THEN 'time of the act' ELSE 'time of event the deadline' END END AS missing
FROM q

## owed
-- What is owed for each row, in minor units: null where something would have to be known.
SELECT l.*, w.paid, w.m_paid, w.m_base, w.m_each, w.each, w.base AS by_case,
  f.missing AS m_further, CASE WHEN l.started = 1 THEN f.begun ELSE f.complete END AS further,
  y.delay, y.unclear
FROM @@lapsed l
JOIN @@owing w ON w.contact = l.contact AND w.prom = l.prom
LEFT JOIN @@period f ON f.contact = l.contact AND f.prom = l.prom AND f.role = 'further'
LEFT JOIN (SELECT contact, prom, MAX(CASE WHEN complete > 0 THEN k END) AS delay,
    MIN(CASE WHEN missing IS NOT NULL THEN k END) AS unclear
  FROM @@period WHERE role = 'delay' GROUP BY contact, prom) y ON y.contact = l.contact AND y.prom = l.prom
>>
SELECT q.*, u.missing AS m_delay, CASE WHEN q.delayed = 1 THEN COALESCE(d.sum, 0) ELSE q.by_case END AS base
FROM q
LEFT JOIN @@period d ON d.contact = q.contact AND d.prom = q.prom AND d.role = 'delay' AND d.k = q.delay
LEFT JOIN @@period u ON u.contact = q.contact AND u.prom = q.prom AND u.role = 'delay' AND u.k = q.unclear
>>
SELECT q.*, CASE
    WHEN q.status = 'unknown' THEN q.missing
    WHEN q.status NOT IN ('late', 'overdue') OR q.paid = 0 THEN NULL
    WHEN q.paid IS NULL THEN q.m_paid
    WHEN q.delayed = 1 AND q.unclear IS NOT NULL THEN q.m_delay
    WHEN q.delayed = 0 AND q.base IS NULL THEN q.m_base
    WHEN q.each IS NULL THEN q.m_each
    ELSE q.m_further END AS m_owed
FROM q
>>
SELECT q.*, CASE
    WHEN q.m_owed IS NOT NULL THEN NULL
    WHEN q.status NOT IN ('late', 'overdue') OR q.paid = 0 THEN 0
    ELSE LEAST(q.base + q.each * COALESCE(q.further, 0), COALESCE(q.most, 9000000000000000000)) END AS minor
FROM q

## missed_moment
-- The deadline from which a claim and a payment are counted: an instant where time is counted, else its last day.
SELECT o.contact, o.claim AS prom, o.claim_timed AS timed, o.last, o.early, o.main_cal, o.last_day
FROM @@owed o WHERE o.minor > 0 AND o.claim IS NOT NULL AND o.due IS NOT NULL
UNION ALL
SELECT o.contact, o.payment, o.payment_timed, o.last, o.early, o.main_cal, o.last_day
FROM @@owed o WHERE o.minor > 0 AND o.payment IS NOT NULL AND o.due IS NOT NULL
>>
SELECT q.contact, 'the deadline|' || q.prom AS event,
  CASE WHEN q.timed = 1 THEN LEAST(COALESCE(q.early, q.last), q.last) ELSE y.start_at END AS at_first,
  CASE WHEN q.timed = 1 THEN q.last ELSE y.end_at - 1 END AS at_last
FROM q LEFT JOIN @day y ON y.cal = q.main_cal AND y.day = q.last_day

## with_remedies
-- The rows with what is owed for each; then those of claims and payments.
SELECT s.*, o.currency, o.places, o.minors,
  CASE c.status WHEN 'met' THEN o.minor WHEN 'unknown' THEN NULL ELSE CASE WHEN c.status IS NULL THEN o.minor ELSE 0 END END
    AS minor,
  CASE WHEN c.status = 'unknown' THEN c.missing ELSE o.m_owed END AS amount_missing,
  CASE WHEN c.status NOT IN ('met', 'unknown', 'late', 'overdue') THEN o.minor END AS claimable
FROM @@sure s
LEFT JOIN @@owed o ON o.contact = s.contact AND o.prom = s.prom
LEFT JOIN @sure_paid c ON c.contact = s.contact AND c.prom = o.claim AND o.minor > 0
UNION ALL
SELECT s.*, CASE WHEN r.late IS NOT NULL THEN r.currency END, r.places, r.minors,
  CASE WHEN r.late IS NULL OR s.status = 'unknown' THEN NULL WHEN s.status IN ('late', 'overdue') THEN r.late ELSE 0 END,
  CASE WHEN r.late IS NOT NULL AND s.status = 'unknown' THEN s.missing END, NUL
FROM @sure_paid s
LEFT JOIN @remedy r ON r.payment = s.prom
LEFT JOIN @sure_paid c ON c.contact = s.contact AND c.prom = r.claim AND c.status = 'late'
WHERE c.contact IS NULL

## without_remedies
SELECT s.*, NULT AS currency, NUL AS places, NUL AS minors, NUL AS minor, NULT AS amount_missing,
  NUL AS claimable
FROM @@sure s

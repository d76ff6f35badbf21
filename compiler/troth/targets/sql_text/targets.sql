-- What targets say of each row of their promise, tier by tier.

## tiered
-- Each row with each tier of its targets: whether it counts, and how it was by the limit of the tier.
SELECT s.contact, s.prom, s.number, t.tier, t.says, t.each, t.bare_prom, s.due, s.met_at_due, s.missing, s.lim, l.kind,
  j.p, j.cal, j.a0, j.day AS arrived, g.counts, g.m_counts, k.taken, k.unit, k.missing AS m_taken,
  CASE WHEN s.status = 'excused' OR (s.status = 'met' AND s.excuse = 1) THEN 'excused' ELSE s.status END AS status,
  b.status AS by_status, b.missing AS by_missing, b.due AS by_due,
  b.any_out AS by_out
FROM @@sure s
JOIN @tier t ON t.prom = s.prom
JOIN @judging j ON j.contact = s.contact AND j.hv = 1
JOIN @@counting g ON g.contact = s.contact AND g.prom = s.prom AND g.tier = t.tier
LEFT JOIN @lim l ON l.lim = s.lim AND l.v = j.v
LEFT JOIN @@taken k ON k.contact = s.contact AND k.prom = s.prom AND k.number = s.number AND k.tier = t.tier
LEFT JOIN @@sure b ON b.contact = s.contact AND b.prom = t.bare_prom
>>
SELECT q.*, CASE WHEN q.bare_prom IS NULL THEN 'own' WHEN q.status = 'excused' OR q.lim IS NULL THEN 'none' ELSE 'tier' END AS by_what,
  CASE WHEN q.due IS NOT NULL THEN q.due - 1 + q.met_at_due WHEN q.kind IN ('rings', 'not before') THEN q.a0 END AS falls
FROM q
>>
SELECT q.*, d.day AS fell, d.mon, d.dom, d.day - (d.day + 6) % 7 + 3 AS thursday
FROM q
LEFT JOIN @seg s ON s.cal = q.cal AND s.u = UDAY(q.falls) AND q.falls >= s.t0 AND q.falls < s.t1
LEFT JOIN @day d ON d.cal = q.cal AND d.day = s.day
>>
SELECT q.*, q.mon - q.mon % 12 AS january FROM q
>>
SELECT q.*, CASE WHEN q.thursday < m.first THEN q.january - 12 WHEN q.thursday >= n.first THEN q.january + 12 ELSE q.january END
    AS weeks_of
FROM q
LEFT JOIN @month m ON m.mon = q.january
LEFT JOIN @month n ON n.mon = q.january + 12
>>
SELECT q.contact, q.prom, q.number, q.tier, q.says,
  CASE q.by_what WHEN 'own' THEN q.due WHEN 'tier' THEN q.by_due END AS due,
  CASE q.by_what WHEN 'tier' THEN q.by_status ELSE q.status END AS status, q.counts,
  CASE WHEN q.fell IS NULL THEN NULL ELSE CASE q.each
    WHEN 'day' THEN YEAR(q.mon) || '-' || TWO(q.mon % 12 + 1) || '-' || TWO(q.dom)
    WHEN 'week' THEN YEAR(q.weeks_of) || '-W' || TWO(IDIV(q.thursday - w.first, 7) + 1)
    WHEN 'month' THEN YEAR(q.mon) || '-' || TWO(q.mon % 12 + 1)
    WHEN 'quarter' THEN YEAR(q.mon) || '-Q' || CAST(IDIV(q.mon % 12, 3) + 1 AS VARCHAR)
    WHEN 'year' THEN YEAR(q.mon) ELSE '' END END AS period,
  COALESCE(q.m_counts, CASE q.by_what WHEN 'tier' THEN q.by_missing ELSE COALESCE(q.m_taken, q.missing) END)
    AS missing, q.taken, q.unit,
  CASE WHEN q.by_what = 'tier' THEN q.by_out ELSE 0 END AS beyond
FROM q
LEFT JOIN @month w ON w.mon = q.weeks_of

## target
SELECT s.contact, s.prom || CASE WHEN s.number > 0 THEN '.' || CAST(s.number AS VARCHAR) ELSE '' END AS promise,
  s.tier AS number, s.says, s.due, s.status, CASE s.counts WHEN 1 THEN TRUE WHEN 0 THEN FALSE END AS counts, s.period, s.missing,
  s.taken, s.unit
FROM @@tiered s
LEFT JOIN @outside_all o ON o.contact = s.contact
WHERE o.contact IS NULL

## no_target
SELECT a.contact, NULT AS promise, NUL AS number, NULT AS says, NUL AS due, NULT AS status, 1 = 0 AS counts, NULT AS period,
  NULT AS missing, NUL AS taken, NULT AS unit
FROM @arrived a WHERE 1 = 0

-- From deadlines to the rows of an answer.

## dues
SELECT d.id,
  PIVOT(own, o), PIVOT(latest, l), PIVOT(earliest, e), PIVOT(dated, d), PIVOT(or, r)
FROM @@due d WHERE d.role IN ('own', 'latest', 'earliest', 'dated', 'or')
GROUP BY d.id

## weighed
-- Each row but those of updates: what stops it, or the deadline that binds.
SELECT a.*, l.kind, l.most, l.e1, l.what, d.o_waits, d.o_miss, d.o_out, d.o_t, d.o_in, d.o_early, d.o_opens, d.o_day0,
  d.o_last, d.o_x0, d.o_x1, d.o_xd, d.o_cal, d.o_u, d.o_total, d.o_xtotal,
  d.l_waits, d.l_miss, d.l_out, d.l_t, d.l_in, d.l_early, d.l_day0, d.l_last, d.l_cal, d.l_kind, d.l_u, d.l_total,
  d.e_waits, d.e_miss, d.e_out, d.e_t, d.e_in, d.e_early, d.e_day0, d.e_last, d.e_cal, d.e_kind, d.e_u, d.e_total,
  d.d_waits, d.d_miss, d.d_out, d.d_t, d.d_in, d.d_early,
  d.r_waits, d.r_miss, d.r_out, d.r_t, d.r_in, d.r_early,
  m.ph, m.t AS m_t, m.is_in AS m_in, m.day0 AS m_day0, m.last AS m_last, m.times AS m_times, m.miss AS m_miss, m.out AS m_out,
  COALESCE(m.paused, 0) AS paused, COALESCE(m.restarted, 0) AS restarted, m.x0 AS m_x0, m.x1 AS m_x1, m.mask AS m_mask,
  CASE WHEN c.contact IS NOT NULL THEN 1 ELSE 0 END AS counted,
  CASE WHEN c.n >= 0 THEN c.n END AS count_n
FROM @@asked a
LEFT JOIN @lim l ON l.lim = a.lim AND l.v = a.v
LEFT JOIN @@dues d ON d.id = a.id
LEFT JOIN @@moved m ON m.id = a.id
LEFT JOIN @counts c ON c.contact = a.contact AND c.count = 'rings' AND l.kind = 'rings'
WHERE l.kind IS NULL OR l.kind <> 'every' OR a.reached = 0
>>
SELECT q.*,
  CASE WHEN q.kind = 'carried' OR (q.kind = 'event' AND q.e1 = 'ended') OR (q.kind = 'notice' AND q.e1 = 'arrives')
    THEN COALESCE(q.d0, q.a0) ELSE q.o_x0 END AS ax0,
  CASE WHEN q.kind = 'carried' OR (q.kind = 'event' AND q.e1 = 'ended') OR (q.kind = 'notice' AND q.e1 = 'arrives')
    THEN COALESCE(q.d1, q.a1) ELSE q.o_x1 END AS ax1,
  CASE WHEN q.ph IS NULL THEN q.o_t ELSE q.m_t END AS w_t, CASE WHEN q.ph IS NULL THEN q.o_in ELSE q.m_in END AS w_in,
  CASE WHEN q.ph IS NULL THEN q.o_day0 ELSE q.m_day0 END AS w_day0,
  CASE WHEN q.ph IS NULL THEN q.o_last ELSE q.m_last END AS w_last,
  CASE WHEN q.ph IS NULL THEN q.times ELSE q.m_times END AS w_times,
  CASE WHEN q.ph IS NOT NULL THEN q.m_miss
    WHEN q.kind IN ('days', 'elapsed', 'open') AND q.has_ext = 1 AND q.ext_told = 0 THEN q.m_ext END AS w_miss
FROM q
>>
SELECT q.*, CASE WHEN q.restarted = 1 THEN q.m_x0 ELSE q.ax0 END AS bx0,
  CASE WHEN q.restarted = 1 THEN q.m_x1 ELSE q.ax1 END AS bx1,
  CASE WHEN q.m_applies IS NOT NULL THEN 'unknown'
    WHEN q.excuse = 1 THEN 'excuse'
    WHEN q.m_excuse IS NOT NULL OR q.lim IS NULL THEN 'unknown'
    WHEN q.kind = 'rings' THEN 'rings'
    WHEN q.o_out = 1 THEN 'out'
    WHEN q.kind = 'not before' THEN CASE WHEN q.o_waits = 1 THEN 'open ended' WHEN q.o_miss IS NOT NULL THEN 'unanchored'
      ELSE 'not before' END
    WHEN q.o_miss IS NOT NULL THEN 'unanchored'
    WHEN q.m_out = 1 OR q.l_out = 1 THEN 'out'
    WHEN q.l_miss IS NOT NULL THEN 'unanchored'
    WHEN q.e_out = 1 THEN 'out'
    WHEN q.e_miss IS NOT NULL THEN 'unanchored'
    WHEN q.o_waits = 1 AND COALESCE(q.l_waits, 1) = 1 THEN 'waits' END AS stop,
  CASE WHEN q.m_applies IS NOT NULL THEN q.m_applies WHEN q.excuse = 1 THEN NULL
    WHEN q.m_excuse IS NOT NULL THEN q.m_excuse WHEN q.lim IS NULL THEN q.m_lim
    WHEN q.o_miss IS NOT NULL THEN q.o_miss WHEN q.l_miss IS NOT NULL THEN q.l_miss
    WHEN q.e_miss IS NOT NULL THEN q.e_miss END AS stop_miss
FROM q
>>
SELECT q.*, w.at_first AS first0, w.at_last AS first1, z.at_first AS act0, z.at_last AS act1,
  b.at_first AS orig0, b.at_last AS orig1,
  CASE WHEN c.at_last >= q.o_opens THEN c.at_first END AS open0, CASE WHEN c.at_last >= q.o_opens THEN c.at_last END AS open1,
  t.at_first AS told0, t.at_last AS told1, k.at_first AS said0,
  u.at_first AS less0, u.min_last AS less1, r.at_first AS or0, r.at_last AS or1
FROM q
LEFT JOIN @@moment w ON w.contact = q.contact AND w.event = q.event AND w.n = 1
LEFT JOIN @@moment z ON z.contact = q.contact AND z.event = q.event
  AND (CASE WHEN q.kind = 'notice' OR q.stop = 'excuse' THEN q.a0 ELSE COALESCE(q.bx0, q.a0) END) > z.lo
  AND (CASE WHEN q.kind = 'notice' OR q.stop = 'excuse' THEN q.a0 ELSE COALESCE(q.bx0, q.a0) END) <= z.hi
LEFT JOIN @@moment b ON q.restarted = 1 AND b.contact = q.contact AND b.event = q.event AND q.ax0 > b.lo AND q.ax0 <= b.hi
LEFT JOIN @@moment c ON q.o_opens IS NOT NULL AND c.contact = q.contact AND c.event = q.event
  AND q.o_opens > c.lo AND q.o_opens <= c.hi
LEFT JOIN @@moment t ON t.contact = q.contact AND t.event = q.dated AND t.n = 1
LEFT JOIN @carried k ON k.contact = q.contact AND k.date = q.dated
LEFT JOIN @@moment u ON u.contact = q.contact AND u.event = q.unless AND u.n = 1
LEFT JOIN @@moment r ON r.contact = q.contact AND r.event = q.or_event
  AND COALESCE(q.bx0, q.a0) > r.lo AND COALESCE(q.bx0, q.a0) <= r.hi
>>
SELECT q.*,
  CASE WHEN q.o_opens IS NOT NULL THEN q.open0 ELSE q.act0 END AS done0,
  CASE WHEN q.o_opens IS NOT NULL THEN q.open1 ELSE q.act1 END AS done1,
  CASE WHEN q.stop IS NULL AND q.o_waits = 0 AND q.dated IS NOT NULL AND COALESCE(q.dated_so, 1) = 1 THEN CASE
    WHEN q.told0 IS NULL THEN CASE WHEN q.said0 IS NOT NULL THEN 'no event' END
    WHEN q.d_waits = 1 THEN NULL
    WHEN q.d_out = 1 THEN 'out'
    WHEN q.d_miss IS NOT NULL THEN 'no limit'
    ELSE CASE
      CASE WHEN q.d_waits IS NULL THEN KEPT(q.told0, q.told1, q.w_t, q.w_in, q.o_early)
        ELSE KEPT(q.told0, q.told1, q.d_t, q.d_in, q.d_early) END
      WHEN 1 THEN CASE WHEN q.said0 IS NOT NULL THEN 'dated' END WHEN 0 THEN NULL ELSE 'unclear' END END END AS dating
FROM q
>>
SELECT q.*, s.day AS said_day, y.end_at AS said_end
FROM q
LEFT JOIN @seg s ON q.dating = 'dated' AND s.cal = q.base_cal AND s.u = UDAY(q.said0) AND q.said0 >= s.t0 AND q.said0 < s.t1
LEFT JOIN @day y ON y.cal = q.base_cal AND y.day = s.day
>>
SELECT q.*,
  CASE WHEN q.stop IS NOT NULL THEN q.stop
    WHEN q.o_waits = 1 THEN NULL
    WHEN q.o_opens IS NOT NULL AND q.open0 < q.o_opens THEN 'unclear act'
    WHEN q.w_miss IS NOT NULL THEN 'unmoved'
    WHEN q.dating = 'out' OR (q.dating = 'dated' AND q.said_day IS NULL) THEN 'out'
    WHEN q.dating IN ('no event', 'no limit', 'unclear') OR (q.dating = 'dated' AND q.m_dated IS NOT NULL) THEN 'unmoved'
    END AS stop2,
  CASE WHEN q.stop IS NOT NULL THEN q.stop_miss
    WHEN q.o_waits = 1 THEN NULL
    WHEN q.o_opens IS NOT NULL AND q.open0 < q.o_opens THEN 'time of the act'
    WHEN q.w_miss IS NOT NULL THEN q.w_miss
    WHEN q.dating = 'no event' THEN 'event ' || q.dated
    WHEN q.dating = 'no limit' THEN q.d_miss
    WHEN q.dating = 'unclear' THEN 'time of event ' || q.dated
    WHEN q.dating = 'dated' THEN q.m_dated END AS miss2,
  CASE WHEN q.dating = 'dated' THEN 'dated' WHEN q.paused = 1 OR q.o_waits = 1 THEN NULL ELSE 'own' END AS free
FROM q
>>
SELECT q.*, CASE q.free WHEN 'dated' THEN q.said_end - 1 WHEN 'own' THEN q.w_t - 1 + q.w_in END AS free_last
FROM q
>>
SELECT q.*, CASE WHEN q.l_waits = 0 AND (q.free IS NULL OR q.free_last > q.l_t - 1 + q.l_in) THEN 'latest' ELSE q.free END AS free2,
  CASE WHEN q.l_waits = 0 AND (q.free IS NULL OR q.free_last > q.l_t - 1 + q.l_in) THEN q.l_t - 1 + q.l_in
    ELSE q.free_last END AS free2_last
FROM q
>>
SELECT q.*, CASE WHEN q.free2 IS NOT NULL AND q.e_waits = 0 AND q.free2_last < q.e_t - 1 + q.e_in THEN 'earliest'
  ELSE q.free2 END AS bind
FROM q
>>
SELECT q.*,
  CASE q.bind WHEN 'dated' THEN q.said_end WHEN 'latest' THEN q.l_t WHEN 'earliest' THEN q.e_t WHEN 'own' THEN q.w_t END AS t,
  CASE q.bind WHEN 'dated' THEN 0 WHEN 'latest' THEN q.l_in WHEN 'earliest' THEN q.e_in WHEN 'own' THEN q.w_in END AS is_in,
  CASE q.bind WHEN 'latest' THEN q.l_early WHEN 'earliest' THEN q.e_early WHEN 'own' THEN q.o_early END AS early,
  CASE q.bind WHEN 'dated' THEN q.said_day WHEN 'latest' THEN q.l_last WHEN 'earliest' THEN q.e_last WHEN 'own' THEN q.w_last
    END AS last,
  CASE q.bind WHEN 'own' THEN q.o_opens END AS opens,
  CASE q.bind WHEN 'latest' THEN q.l_day0 WHEN 'earliest' THEN q.e_day0 WHEN 'own' THEN q.w_day0 END AS risk_day0,
  CASE q.bind WHEN 'latest' THEN q.l_kind WHEN 'earliest' THEN q.e_kind WHEN 'own' THEN q.kind END AS risk_kind,
  CASE q.bind WHEN 'latest' THEN q.l_cal WHEN 'earliest' THEN q.e_cal WHEN 'own' THEN q.o_cal END AS risk_cal,
  CASE q.bind WHEN 'latest' THEN q.l_u WHEN 'earliest' THEN q.e_u
    WHEN 'own' THEN COALESCE(q.o_u, CASE WHEN q.w_times > 0 THEN q.xu END) END AS risk_u,
  CASE q.bind WHEN 'latest' THEN q.l_total WHEN 'earliest' THEN q.e_total
    WHEN 'own' THEN q.o_total + q.w_times * q.o_xtotal END AS risk_total
FROM q
>>
SELECT q.*, CASE WHEN q.done0 IS NOT NULL THEN KEPT(q.done0, q.done1, q.t, q.is_in, q.early) END AS kept,
  CASE WHEN q.r_waits = 0 THEN q.or0 END AS alt0, CASE WHEN q.r_waits = 0 THEN q.or1 END AS alt1,
  CASE WHEN q.r_waits = 0 AND q.or0 IS NOT NULL THEN KEPT(q.or0, q.or1, q.r_t, q.r_in, q.r_early) END AS alt_kept,
  CASE WHEN q.unless IS NULL OR q.less0 IS NULL THEN 0 ELSE KEPT(q.less0, q.less1, q.t, q.is_in, q.early) END AS less_kept,
  CASE WHEN q.as_of >= q.t + q.is_in AND (COALESCE(q.r_waits, 1) = 1 OR q.as_of >= q.r_t + q.r_in) THEN 1 ELSE 0 END AS is_over
FROM q
>>
SELECT q.*, CASE
    WHEN q.stop2 = 'excuse' THEN CASE WHEN q.act0 IS NOT NULL THEN 'met' ELSE 'excused' END
    WHEN q.stop2 = 'rings' THEN CASE WHEN q.counted = 0 THEN 'unknown' WHEN q.count_n <= q.most THEN 'met' ELSE 'late' END
    WHEN q.stop2 = 'waits' THEN CASE WHEN q.act0 IS NOT NULL THEN 'met' ELSE 'waiting' END
    WHEN q.stop2 = 'open ended' THEN CASE WHEN q.first0 IS NOT NULL THEN 'early' ELSE 'waiting' END
    WHEN q.stop2 = 'not before' THEN CASE WHEN q.open0 < q.o_opens THEN 'unknown' WHEN q.open0 IS NOT NULL THEN 'met'
      WHEN q.first0 IS NOT NULL THEN 'early' ELSE 'open' END
    WHEN q.stop2 = 'out' THEN 'out'
    WHEN q.stop2 IS NOT NULL THEN 'unknown'
    WHEN q.bind IS NULL THEN CASE WHEN q.done0 IS NOT NULL THEN 'met' ELSE 'paused' END
    WHEN q.r_out = 1 THEN 'out'
    WHEN q.r_miss IS NOT NULL THEN 'unknown'
    WHEN q.done0 IS NOT NULL AND q.kept IS NULL THEN 'unknown'
    WHEN q.kept = 1 THEN 'met'
    WHEN q.alt0 IS NOT NULL AND q.alt_kept IS NULL THEN 'unknown'
    WHEN q.alt_kept = 1 THEN 'met'
    WHEN q.done0 IS NULL AND q.alt0 IS NULL AND q.less_kept = 1 THEN 'excused'
    WHEN q.done0 IS NULL AND q.alt0 IS NULL AND q.less_kept IS NULL THEN 'unknown'
    WHEN (q.done0 IS NOT NULL OR q.alt0 IS NOT NULL) AND (q.is_over = 1
      OR (q.done0 IS NOT NULL AND (COALESCE(q.r_waits, 1) = 1 OR q.alt0 IS NOT NULL))) THEN 'late'
    WHEN q.is_over = 1 THEN CASE WHEN q.opens IS NOT NULL AND q.first0 IS NOT NULL THEN 'early' ELSE 'overdue' END
    ELSE 'open' END AS status,
  CASE WHEN q.stop2 = 'rings' THEN CASE WHEN q.counted = 0 THEN 'count rings' END
    WHEN q.stop2 = 'not before' THEN CASE WHEN q.open0 < q.o_opens THEN 'time of the act' END
    WHEN q.stop2 IN ('excuse', 'waits', 'open ended', 'out') THEN NULL
    WHEN q.stop2 IS NOT NULL THEN q.miss2
    WHEN q.bind IS NULL THEN NULL
    WHEN q.r_miss IS NOT NULL THEN q.r_miss
    WHEN q.done0 IS NOT NULL AND q.kept IS NULL THEN 'time of the act'
    WHEN q.kept = 1 THEN NULL
    WHEN q.alt0 IS NOT NULL AND q.alt_kept IS NULL THEN 'time of the act'
    WHEN q.alt_kept = 1 THEN NULL
    WHEN q.done0 IS NULL AND q.alt0 IS NULL AND q.less_kept IS NULL THEN 'time of event ' || q.unless END AS missing
FROM q
>>
include read_clock(q.risk_day0)
>>
SELECT q.contact, q.v, q.prom, CAST(0 AS BIGINT) AS number, q.as_of, q.a0, q.a1, q.day,
  CASE WHEN q.lim IS NOT NULL AND q.m_applies IS NULL THEN q.path END AS path,
  CASE WHEN q.status = 'open' AND q.stop2 IS NULL AND q.as_of >= q.a0 AND q.bind <> 'dated' THEN CASE
include at_risk(q.risk_day0)
    ELSE 'open' END ELSE q.status END AS status,
  q.missing,
  CASE WHEN q.stop2 IN ('unknown', 'excuse', 'rings', 'waits', 'open ended', 'out') THEN NULL WHEN q.stop2 = 'unanchored' THEN q.ax0
    ELSE q.bx0 END AS anchor_first,
  CASE WHEN q.stop2 IN ('unknown', 'excuse', 'rings', 'waits', 'open ended', 'out') THEN NULL WHEN q.stop2 = 'unanchored' THEN q.ax1
    ELSE q.bx1 END AS anchor_last,
  CASE WHEN q.stop2 IN ('unclear act', 'unmoved') THEN q.w_t WHEN q.stop2 IS NULL THEN q.t END AS due,
  CASE WHEN q.stop2 IN ('unclear act', 'unmoved') THEN q.w_in WHEN q.stop2 IS NULL THEN q.is_in END AS met_at_due,
  CASE WHEN q.stop2 IN ('unclear act', 'unmoved') THEN q.w_last WHEN q.stop2 IS NULL THEN q.last END AS last_day,
  CASE WHEN q.stop2 IN ('unclear act', 'unmoved', 'not before') THEN q.o_opens WHEN q.stop2 IS NULL THEN q.opens END AS not_before,
  CASE WHEN q.stop2 IN ('excuse', 'waits') THEN q.act0 WHEN q.stop2 IN ('unknown', 'rings', 'out') THEN NULL
    WHEN q.stop2 = 'unanchored' THEN CASE WHEN q.kind = 'not before' THEN NULL WHEN q.restarted = 1 THEN q.orig0 ELSE q.act0 END
    WHEN q.status = 'early' THEN q.first0
    WHEN q.status = 'met' AND q.kept = 1 THEN q.done0
    WHEN q.status = 'met' AND q.alt_kept = 1 THEN q.alt0
    WHEN q.status = 'excused' THEN NULL
    WHEN q.status = 'late' AND q.done0 IS NULL THEN q.alt0
    ELSE q.done0 END AS done_first,
  CASE WHEN q.stop2 IN ('excuse', 'waits') THEN q.act1 WHEN q.stop2 IN ('unknown', 'rings', 'out') THEN NULL
    WHEN q.stop2 = 'unanchored' THEN CASE WHEN q.kind = 'not before' THEN NULL WHEN q.restarted = 1 THEN q.orig1 ELSE q.act1 END
    WHEN q.status = 'early' THEN q.first1
    WHEN q.status = 'met' AND q.kept = 1 THEN q.done1
    WHEN q.status = 'met' AND q.alt_kept = 1 THEN q.alt1
    WHEN q.status = 'excused' THEN NULL
    WHEN q.status = 'late' AND q.done0 IS NULL THEN q.alt1
    ELSE q.done1 END AS done_last,
  CASE WHEN q.status = 'late' AND q.stop2 IS NULL THEN SECONDS(COALESCE(q.done0, q.alt0) - q.t) END AS late_by_seconds,
  CASE WHEN q.kind = 'rings' AND COALESCE(q.m_applies, '') = '' THEN q.most END AS most_rings,
  CASE WHEN q.status = 'waiting' THEN q.lim END AS waits_lim,
  CASE WHEN q.bind IS NOT NULL AND q.stop2 IS NULL THEN q.kind END AS by_limit,
  q.early, q.lim, q.excuse, q.id, q.m_mask AS mask, q.paused AS is_paused,
  CASE WHEN q.restarted = 1 THEN 0 WHEN q.kind = 'carried' OR (q.kind = 'event' AND q.e1 = 'ended')
    OR (q.kind = 'notice' AND q.e1 = 'arrives') THEN CASE WHEN q.d0 IS NULL THEN 0 ELSE 1 END ELSE q.o_xd END AS xd
FROM q

## read_clock
-- What a limit's own clock shows now and at the deadline.
SELECT q.*, s.day AS now_day, s.dim AS now_dim, s.cum + s.is_open * (q.as_of - s.t0) AS now_read,
  g.cum + g.is_open * (q.t - g.t0) AS due_read
FROM q
LEFT JOIN @seg s ON q.status = 'open' AND q.risk_kind IN ('days', 'open') AND s.cal = q.risk_cal AND s.u = UDAY(q.as_of)
  AND q.as_of >= s.t0 AND q.as_of < s.t1
LEFT JOIN @seg g ON q.status = 'open' AND q.risk_kind = 'open' AND g.cal = q.risk_cal AND g.u = UDAY(q.t)
  AND q.t >= g.t0 AND q.t < g.t1
>>
SELECT q.*, y.wi AS first_wi, z.wi AS last_wi, x.wi AS now_wi,
  CASE WHEN q.now_day - 1 > {i} THEN q.now_day - 1 ELSE {i} END AS since_day
FROM q
LEFT JOIN @day y ON q.status = 'open' AND q.risk_kind = 'days' AND y.cal = q.risk_cal AND y.day = {i}
LEFT JOIN @day z ON q.status = 'open' AND q.risk_kind = 'days' AND z.cal = q.risk_cal AND z.day = q.last
LEFT JOIN @day x ON q.status = 'open' AND q.risk_kind = 'days' AND x.cal = q.risk_cal
  AND x.day = CASE WHEN q.now_day - 1 > {i} THEN q.now_day - 1 ELSE {i} END

## at_risk
-- Is less than a fifth of the limit left?
    WHEN q.risk_kind = 'elapsed' THEN CASE WHEN (q.t - q.as_of) * 5 < q.risk_total THEN 'at risk' ELSE 'open' END
    WHEN q.risk_kind = 'open' THEN CASE
      WHEN q.as_of >= q.t THEN CASE WHEN q.risk_total > 0 THEN 'at risk' ELSE 'open' END
      WHEN q.now_read IS NULL OR q.now_dim = 1 OR q.due_read IS NULL THEN 'out'
      WHEN (q.due_read - q.now_read) * 5 < q.risk_total THEN 'at risk' ELSE 'open' END
    WHEN q.risk_kind = 'days' THEN CASE
      WHEN q.now_day IS NULL THEN 'out'
      WHEN q.risk_u = 'w' THEN CASE WHEN q.last_wi > q.first_wi
        AND (CASE WHEN q.last_wi > q.now_wi THEN q.last_wi - q.now_wi ELSE 0 END) * 5 < q.last_wi - q.first_wi
        THEN 'at risk' ELSE 'open' END
      WHEN q.risk_u IS NOT NULL AND q.last > {i}
        AND (CASE WHEN q.last > q.since_day THEN q.last - q.since_day ELSE 0 END) * 5 < q.last - {i}
        THEN 'at risk' ELSE 'open' END

## updates
-- The rows of promises to update: one for each update, and the one that is not made.
SELECT a.*, l.e1 AS until, l.step, d.k AS number, d.miss, d.out, d.t, d.is_in, d.early, d.last, d.day0, d.x0, d.x1,
  d.cal AS risk_cal, d.kind AS risk_kind, d.risk_u, d.risk_total, d.waits,
  MIN(CASE WHEN d.miss IS NOT NULL THEN d.k END) OVER (PARTITION BY a.id) AS stops_at
FROM @@asked a
JOIN @lim l ON l.lim = a.lim AND l.v = a.v
JOIN @@due d ON d.id = a.id AND d.role = 'update'
WHERE l.kind = 'every'
>>
SELECT q.*, u.u0 AS done0, u.u1 AS done1, CASE WHEN c.at_last >= q.a0 THEN c.at_first END AS close0,
  CASE WHEN c.at_last >= q.a0 THEN c.at_last END AS close1, s.min_last AS less1, s.at_first AS less0,
  CASE WHEN q.number = 1 THEN COALESCE(q.d0, q.a0) ELSE q.x0 END AS ax0,
  CASE WHEN q.number = 1 THEN COALESCE(q.d1, q.a1) ELSE q.x1 END AS ax1
FROM q
LEFT JOIN @@updated u ON u.id = q.id AND u.number = q.number
LEFT JOIN @@moment c ON c.contact = q.contact AND c.event = q.until AND q.a0 > c.lo AND q.a0 <= c.hi
LEFT JOIN @@moment s ON s.contact = q.contact AND s.event = q.unless AND s.n = 1
WHERE q.stops_at IS NULL OR q.number <= q.stops_at
>>
SELECT q.*, CASE WHEN q.done0 IS NULL AND q.close0 IS NOT NULL THEN KEPT(q.close0, q.close1, q.t, q.is_in, q.early) ELSE 0 END
    AS ended,
  CASE WHEN q.done0 IS NOT NULL THEN KEPT(q.done0, q.done1, q.t, q.is_in, q.early) END AS kept,
  CASE WHEN q.unless IS NULL OR q.less0 IS NULL THEN 0 ELSE KEPT(q.less0, q.less1, q.t, q.is_in, q.early) END AS less_kept
FROM q
>>
SELECT q.*, CASE WHEN q.miss IS NOT NULL THEN 'unknown' WHEN q.out = 1 THEN 'out'
    WHEN q.ended IS NULL THEN 'unknown' WHEN q.ended = 1 THEN 'excused'
    WHEN q.done0 IS NOT NULL THEN CASE q.kept WHEN 1 THEN 'met' WHEN 0 THEN 'late' ELSE 'unknown' END
    WHEN q.less_kept = 1 THEN 'excused' WHEN q.less_kept IS NULL THEN 'unknown'
    WHEN q.as_of >= q.t + q.is_in THEN 'overdue' ELSE 'open' END AS status,
  CASE WHEN q.miss IS NOT NULL THEN q.miss WHEN q.ended IS NULL THEN 'time of event ' || q.until WHEN q.ended = 1 THEN NULL
    WHEN q.done0 IS NOT NULL AND q.kept IS NULL THEN 'time of the act'
    WHEN q.done0 IS NULL AND q.less_kept IS NULL THEN 'time of event ' || q.unless END AS missing
FROM q
>>
include read_clock(q.day0)
>>
SELECT q.contact, q.v, q.prom, q.number, q.as_of, q.a0, q.a1, q.day, q.path,
  CASE WHEN q.status = 'open' AND q.as_of >= q.a0 THEN CASE
include at_risk(q.day0)
    ELSE 'open' END ELSE q.status END AS status,
  q.missing, q.ax0 AS anchor_first, q.ax1 AS anchor_last,
  CASE WHEN q.miss IS NULL THEN q.t END AS due, CASE WHEN q.miss IS NULL THEN q.is_in END AS met_at_due,
  CASE WHEN q.miss IS NULL THEN q.last END AS last_day, NUL AS not_before,
  CASE WHEN q.miss IS NOT NULL THEN NULL ELSE q.done0 END AS done_first,
  CASE WHEN q.miss IS NOT NULL THEN NULL ELSE q.done1 END AS done_last,
  CASE WHEN q.status = 'late' THEN SECONDS(q.done0 - q.t) END AS late_by_seconds, NUL AS most_rings, NUL AS waits_lim,
  CASE WHEN q.miss IS NULL THEN 'every' END AS by_limit, q.early, q.step AS lim, q.excuse,
  q.id, CAST(0 AS BIGINT) AS mask, 0 AS is_paused, CASE WHEN q.number = 1 AND q.d0 IS NOT NULL THEN 1 ELSE 0 END AS xd
FROM q

## row
-- Rows by the days that were known when: those of the first announcement before which the deadline had passed.
SELECT * FROM @@weighed
UNION ALL
SELECT * FROM @@updates
>>
SELECT q.*, w.hv, w.heard, w.next_start FROM q JOIN @judging w ON w.contact = q.contact AND w.v = q.v
>>
SELECT q.*, CASE WHEN q.due - 1 + q.met_at_due < q.next_start THEN q.hv ELSE q.heard END AS stands,
  ROW_NUMBER() OVER (PARTITION BY q.contact, q.prom, q.number ORDER BY q.hv DESC) + q.hv AS run,
  MAX(CASE WHEN q.status = 'out' THEN 1 ELSE 0 END) OVER (PARTITION BY q.contact, q.prom, q.number) AS any_out
FROM q
>>
SELECT q.*, ROW_NUMBER() OVER (PARTITION BY q.contact, q.prom, q.number ORDER BY
  CASE WHEN q.run <> q.heard + 1 OR (q.stands = q.heard AND q.hv < q.heard) THEN 1000 ELSE q.hv END) AS place,
  MAX(q.hv) OVER (PARTITION BY q.contact, q.prom, q.number) AS newest
FROM q
>>
SELECT q.* FROM q WHERE q.place = 1 AND (q.newest = q.heard OR q.any_out = 1)

-- How long it took, for averages: from the anchor to the act, less what stood still.

## took
-- Rows that were kept or late with each average of theirs, as requests of which `zero` finds day 0.
SELECT s.contact, s.prom, s.number, s.done_first, s.id, s.mask, s.is_paused, s.lim, t.tier, t.unit, t.avg, t.size,
  l.kind AS own_kind, j.p, j.v AS known_v, j.hears, a.event,
  CASE WHEN l.kind = 'rings' THEN COALESCE(j.d0, j.a0) ELSE s.anchor_first END AS x0,
  CASE WHEN l.kind = 'rings' THEN COALESCE(j.d1, j.a1) ELSE s.anchor_last END AS x1,
  CASE WHEN l.kind <> 'rings' THEN s.xd WHEN j.d0 IS NULL THEN 0 ELSE 1 END AS xd,
  CASE WHEN l.kind = 'rings' THEN m.at_first ELSE s.done_first END AS done0,
  CASE WHEN l.kind = 'rings' THEN m.at_last ELSE s.done_last END AS done1,
  CASE WHEN s.number > 1 THEN 'event ' || a.event ELSE COALESCE(l.what, 'arrival') END AS said
FROM @@sure s
JOIN @tier t ON t.prom = s.prom AND t.avg IS NOT NULL
JOIN @promise a ON a.prom = s.prom
JOIN @judging j ON j.contact = s.contact AND j.hv = 1
JOIN @lim l ON l.lim = s.lim AND l.v = j.v
LEFT JOIN @@moment m ON l.kind = 'rings' AND m.contact = s.contact AND m.event = a.event AND j.a0 > m.lo AND j.a0 <= m.hi
WHERE (s.status = 'late' OR (s.status = 'met' AND s.excuse = 0)) AND (s.due IS NOT NULL OR l.kind = 'rings')
>>
SELECT q.*, w.v, ROW_NUMBER() OVER (PARTITION BY q.contact, q.prom, q.number, q.tier ORDER BY w.v DESC) AS place
FROM q
JOIN @version w ON w.p = q.p AND (w.v = q.known_v OR (q.hears = 1 AND w.v > q.known_v AND w.start_at <= q.done_first))
>>
SELECT q.*, l.cal, 'days' AS kind, 1 AS sg, CASE WHEN l.kind = 'days' THEN l.counting ELSE l.zeroed END AS counting, l.cutoff,
  NULT AS by_kind, l.last_day
FROM q JOIN @lim l ON l.lim = q.lim AND l.v = q.v
WHERE q.place = 1

## spent
-- When it began, and ended: instants, or the last day that does not count and the last one that does.
SELECT z.contact, z.prom, z.number, z.tier, z.id, z.mask, z.is_paused, z.unit, z.avg, z.size, z.own_kind, z.event, z.said,
  z.cal, z.x0, z.x1, z.done0, z.done1, z.z_out, z.z_unclear, g.day AS act_day, h.day AS act_day1,
  CASE z.avg WHEN 'e' THEN z.x0 WHEN 'o' THEN z.from_at ELSE z.day0 END AS begins,
  CASE WHEN z.avg IN ('e', 'o') THEN z.done0 ELSE g.day END AS ends
FROM @zero_took z
LEFT JOIN @seg g ON g.cal = z.cal AND g.u = UDAY(z.done0) AND z.done0 >= g.t0 AND z.done0 < g.t1
LEFT JOIN @seg h ON h.cal = z.cal AND h.u = UDAY(z.done1) AND z.done1 >= h.t0 AND z.done1 < h.t1

## taken
-- How long that was, in the unit of the average, or in seconds.
SELECT s.contact, s.prom, s.number, s.tier, s.avg, s.cal, 0 AS is_still, s.begins AS lo, s.ends AS hi, 0 AS vague
FROM @@spent s
UNION ALL
SELECT s.contact, s.prom, s.number, s.tier, s.avg, s.cal, 1,
  GREATEST(s.begins, CASE WHEN s.avg IN ('e', 'o') THEN h.s0 ELSE h.a_day - 1 END),
  LEAST(s.ends, CASE WHEN s.avg IN ('e', 'o') THEN h.e0 ELSE h.b_day END),
  CASE WHEN h.s0 <> h.s1 OR h.e0 <> h.e1 THEN 1 ELSE 0 END
FROM @@spent s
JOIN @@happening h ON h.id = s.id AND h.kind = 0
WHERE h.bit > 0 AND s.mask % (2 * CASE WHEN h.bit > 0 THEN h.bit ELSE 1 END) >= h.bit
>>
SELECT q.*, MAX(q.hi) OVER (PARTITION BY q.contact, q.prom, q.number, q.tier, q.is_still ORDER BY q.lo, q.hi
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
FROM q
>>
SELECT q.*, GREATEST(q.lo, COALESCE(q.before, q.lo)) AS since FROM q
>>
SELECT q.contact, q.prom, q.number, q.tier, q.is_still, q.vague, CASE
    WHEN q.hi <= q.since THEN 0
    WHEN q.avg = 'w' THEN e.wi - b.wi
    WHEN q.avg = 'd' THEN e.di - b.di
    WHEN q.avg <> 'o' THEN q.hi - q.since
    WHEN s.dim = 0 THEN g.cum + g.is_open * (q.hi - g.t0) - s.cum - s.is_open * (q.since - s.t0) END AS long
FROM q
LEFT JOIN @day b ON b.cal = q.cal AND b.day = q.since AND q.avg IN ('w', 'd')
LEFT JOIN @day e ON e.cal = q.cal AND e.day = q.hi AND q.avg IN ('w', 'd')
LEFT JOIN @seg s ON q.avg = 'o' AND s.cal = q.cal AND s.u = UDAY(q.since) AND q.since >= s.t0 AND q.since < s.t1
LEFT JOIN @seg g ON q.avg = 'o' AND g.cal = q.cal AND g.u = UDAY(q.hi) AND q.hi >= g.t0 AND q.hi < g.t1
>>
SELECT q.contact, q.prom, q.number, q.tier, MAX(q.vague) AS vague,
  CAST(SUM(CASE q.is_still WHEN 1 THEN -q.long ELSE q.long END) AS BIGINT) AS long,
  MAX(CASE WHEN q.long IS NULL THEN 1 ELSE 0 END) AS beyond
FROM q GROUP BY q.contact, q.prom, q.number, q.tier
>>
SELECT s.contact, s.prom, s.number, s.tier, s.unit, s.avg, s.size, GREATEST(q.long, 0) AS long, CASE
    WHEN s.own_kind = 'rings' AND s.done0 IS NULL THEN 'event ' || s.event
    WHEN s.is_paused = 1 THEN 'end of a pause'
    WHEN s.avg IN ('e', 'o') AND s.x0 <> s.x1 THEN 'time of ' || s.said
    WHEN s.avg IN ('e', 'o') AND s.done0 <> s.done1 THEN 'time of the act'
    WHEN s.avg IN ('e', 'o') AND q.vague = 1 THEN 'time of a pause'
    WHEN s.avg = 'e' THEN NULL
    WHEN s.z_out = 1 THEN 'a calendar of that year'
    WHEN s.avg <> 'o' AND s.z_unclear = 1 THEN 'time of ' || s.said
    WHEN s.avg <> 'o' AND s.act_day <> s.act_day1 THEN 'time of the act'
    WHEN s.act_day IS NULL OR s.act_day1 IS NULL OR q.beyond = 1 THEN 'a calendar of that year' END AS missing
FROM q JOIN @@spent s ON s.contact = q.contact AND s.prom = q.prom AND s.number = q.number AND s.tier = q.tier
>>
SELECT q.*, IDIV(q.long, 1000000) AS seconds FROM q
>>
SELECT q.contact, q.prom, q.number, q.tier, q.missing,
  CASE WHEN q.missing IS NOT NULL THEN NULL WHEN q.avg NOT IN ('e', 'o') THEN q.long
    WHEN q.seconds % q.size > 0 THEN q.seconds ELSE IDIV(q.seconds, q.size) END AS taken,
  CASE WHEN q.missing IS NOT NULL THEN NULL WHEN q.avg IN ('e', 'o') AND q.seconds % q.size > 0 THEN 'second' ELSE q.unit END
    AS unit
FROM q

-- What a round begins with: its events, in order, and what is so on arrival.

## moment
-- Each time of an event, numbered, with the instants (lo excluded, hi included) from which on it is the first one or,
-- after all of them, the last.
SELECT e.contact, e.event, e.at_first, e.at_last,
  ROW_NUMBER() OVER (PARTITION BY e.contact, e.event ORDER BY e.at_first, e.at_last) AS n,
  COUNT(*) OVER (PARTITION BY e.contact, e.event) AS cnt,
  MIN(e.at_last) OVER (PARTITION BY e.contact, e.event) AS min_last
FROM @@moment_read e
>>
SELECT q.*, COALESCE(MAX(q.at_last) OVER (PARTITION BY q.contact, q.event ORDER BY q.n
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), -9000000000000000000) AS lo,
  CASE WHEN q.n = q.cnt THEN 9000000000000000000 ELSE MAX(q.at_last) OVER (PARTITION BY q.contact, q.event ORDER BY q.n
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) END AS hi
FROM q

## state_so
-- The states of a policy that are told by events: 1 or 0 at the arrival, null where that is not known.
SELECT a.contact, a.a0, a.a1, t.state, t.start_event, t.end_event, COUNT(s.n) AS starts,
  MAX(CASE WHEN s.at_last > a.a0 AND s.at_first <= a.a1 THEN 1 ELSE 0 END) AS unclear,
  MAX(CASE WHEN s.at_last <= a.a0 THEN s.n END) AS begun
FROM @arrived a
JOIN @state t ON t.p = a.p
LEFT JOIN @@moment s ON s.contact = a.contact AND s.event = t.start_event
GROUP BY a.contact, a.a0, a.a1, t.state, t.start_event, t.end_event
>>
SELECT q.contact, q.state, q.starts, q.unclear, q.begun,
  MAX(CASE WHEN e.at_last <= q.a0 THEN 1 ELSE 0 END) AS ended,
  MAX(CASE WHEN e.at_first <= q.a1 THEN 1 ELSE 0 END) AS ending
FROM q
LEFT JOIN @@moment b ON b.contact = q.contact AND b.event = q.start_event AND b.n = q.begun
LEFT JOIN @@moment e ON e.contact = q.contact AND e.event = q.end_event AND e.at_first >= b.at_first
GROUP BY q.contact, q.state, q.starts, q.unclear, q.begun
>>
SELECT q.contact, q.state, CASE WHEN q.starts = 0 OR q.unclear = 1 THEN NULL WHEN q.begun IS NULL OR q.ended = 1 THEN 0
  WHEN q.ending = 1 THEN NULL ELSE 1 END AS so
FROM q

## asked
-- Each promise that is made to a contact, with what its row needs.
SELECT g.*, t.event, t.unless, t.restart, t.ext_told, t.once, t.has_ext, t.dated, t.or_event, t.moves, t.xu, l.kind AS own_kind
FROM @@logic g
JOIN @promise t ON t.prom = g.prom
LEFT JOIN @lim l ON l.lim = g.lim AND l.v = g.v
WHERE g.m_applies IS NOT NULL OR g.m_lim IS NOT NULL OR (g.lim IS NOT NULL AND l.kind <> 'vague')
>>
SELECT q.*, ROW_NUMBER() OVER () AS id,
  CASE WHEN q.m_applies IS NULL AND q.excuse = 0 AND q.m_excuse IS NULL AND q.m_lim IS NULL THEN 1 ELSE 0 END AS reached,
  CASE WHEN q.has_ext = 1 AND q.ext_told = 0 AND q.ext_so = 1 AND q.own_kind IN ('days', 'elapsed', 'open') THEN 1 ELSE 0 END
    AS times
FROM q

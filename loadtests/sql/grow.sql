-- Makes a store look as after years of traffic: copies the newest decisions that are there, with new ids, applications, moments of this month and
-- borrowers (:borrowers different ones), until there are :decisions. Run by psql, which repeats the statement until it has nothing to do.
-- What is made is in no chain of hashes, so a store that was grown is for measuring only.
SELECT setseed(0.5);
CREATE TEMP TABLE base AS SELECT row_number() OVER (ORDER BY sequence) - 1 AS place, d.* FROM (SELECT * FROM decisions ORDER BY sequence DESC LIMIT 2000) AS d;
CREATE UNIQUE INDEX ON base(place);
ANALYZE base;
SELECT count(*) AS have FROM base \gset

SELECT format(
  $grow$
  WITH made AS MATERIALIZED (
    SELECT nextval('decision_sequence') AS sequence,
      (lpad(to_hex(1600000000000 + s), 12, '0') || '7' || substr(md5(s::text), 1, 3) || '8' || substr(md5(s::text), 5, 15))::uuid AS decision_id,
      b.client_id, 'grown-' || s AS application_id, b.content_hash, sha256(int8send(s %% %2$s)) AS borrower, b.product, b.outcome,
      date_trunc('month', now()) + (now() - date_trunc('month', now())) * (s::double precision / %3$s) AS decided_at,
      b.strategy_id, b.strategy_version, b.evidence, b.summary, b.decision
    FROM generate_series(%1$s::bigint, least(%1$s + 249999, %3$s - 1)::bigint) AS s JOIN base b ON b.place = s %% %4$s),
  claimed AS (INSERT INTO applications(client_id, application_id, decision_id, decided_at, sequence)
    SELECT client_id, application_id, decision_id, decided_at, sequence FROM made),
  owned AS (INSERT INTO exposures(borrower, reserved_fen, cap_fen)
    SELECT DISTINCT borrower, 0, 20000000 FROM made ON CONFLICT DO NOTHING),
  -- As long as a key is; nothing that was copied opens.
  sealed AS (INSERT INTO borrower_keys(borrower, sealed_key)
    SELECT DISTINCT borrower, borrower || borrower || substr(borrower, 1, 8) FROM made ON CONFLICT DO NOTHING)
  INSERT INTO decisions(sequence, decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at, reserved_fen,
    strategy_id, strategy_version, evidence, summary, decision)
  SELECT sequence, decision_id, client_id, application_id, content_hash, borrower, product, outcome, decided_at, 0,
    strategy_id, strategy_version, evidence, summary, decision FROM made
  $grow$, step, :borrowers, :decisions, :have)
FROM generate_series((SELECT count(*) FROM decisions), :decisions - 1, 250000) AS step
\gexec

VACUUM ANALYZE decisions;
VACUUM ANALYZE applications;
VACUUM ANALYZE exposures;
VACUUM ANALYZE borrower_keys;
CHECKPOINT;

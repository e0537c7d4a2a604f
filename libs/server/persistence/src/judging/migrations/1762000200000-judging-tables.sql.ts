/** Sittings, passes, rounds and seats: the side of people. */
export const SITTING_TABLES = [
  `CREATE TABLE sittings (
    id uuid PRIMARY KEY,
    edition_id uuid NOT NULL,
    name text NOT NULL,
    venue text NOT NULL,
    held_on date NOT NULL,
    next_alias integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    CONSTRAINT sittings_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES editions (id)
  )`,
  'CREATE INDEX sittings_edition_id_idx ON sittings (edition_id)',
  `CREATE TABLE passes (
    id uuid PRIMARY KEY,
    sitting_id uuid NOT NULL,
    juror_id uuid NOT NULL,
    alias text NOT NULL,
    state text NOT NULL,
    code_hmac bytea NOT NULL,
    secret_hmac bytea NOT NULL,
    code_counter integer NOT NULL,
    holder_name text,
    holder_company text,
    holder_author_id uuid,
    replaced_by uuid,
    issued_at timestamptz NOT NULL,
    activated_at timestamptz,
    returned_at timestamptz,
    revoked_at timestamptz,
    revoke_reason text,
    CONSTRAINT passes_code_hmac_key UNIQUE (code_hmac),
    CONSTRAINT passes_sitting_id_fkey FOREIGN KEY (sitting_id) REFERENCES sittings (id),
    CONSTRAINT passes_holder_author_id_fkey FOREIGN KEY (holder_author_id) REFERENCES authors (id) ON DELETE SET NULL,
    CONSTRAINT passes_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES passes (id),
    CONSTRAINT passes_state_check CHECK (state IN ('issued', 'active', 'returned', 'revoked'))
  )`,
  `CREATE UNIQUE INDEX passes_sitting_id_alias_idx ON passes (sitting_id, alias) WHERE state <> 'revoked'`,
  'CREATE INDEX passes_sitting_id_juror_id_idx ON passes (sitting_id, juror_id)',
  `CREATE TABLE rounds (
    id uuid PRIMARY KEY,
    sitting_id uuid NOT NULL,
    parent_id uuid,
    name text NOT NULL,
    state text NOT NULL,
    method jsonb NOT NULL,
    winners integer NOT NULL,
    planned_minutes integer NOT NULL,
    target_exposure integer NOT NULL,
    seed text NOT NULL,
    seed_commitment text NOT NULL,
    tie_ladder jsonb NOT NULL,
    caps jsonb NOT NULL,
    exclude_own_company boolean NOT NULL,
    all_entries boolean NOT NULL,
    created_at timestamptz NOT NULL,
    opened_at timestamptz,
    paused_at timestamptz,
    paused_ms bigint NOT NULL DEFAULT 0,
    collecting_at timestamptz,
    closed_at timestamptz,
    tallied_by uuid,
    tallied_by_name text,
    tallied_at timestamptz,
    certified_by uuid,
    certified_by_name text,
    certified_at timestamptz,
    published_by uuid,
    published_at timestamptz,
    cancelled_at timestamptz,
    CONSTRAINT rounds_sitting_id_fkey FOREIGN KEY (sitting_id) REFERENCES sittings (id),
    CONSTRAINT rounds_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES rounds (id),
    CONSTRAINT rounds_state_check CHECK (state IN ('draft', 'ready', 'open', 'paused', 'collecting', 'closed',
      'tallied', 'certified', 'published', 'corrected', 'cancelled'))
  )`,
  'CREATE INDEX rounds_sitting_id_idx ON rounds (sitting_id)',
  'CREATE INDEX rounds_parent_id_idx ON rounds (parent_id)',
  `CREATE TABLE round_entries (
    round_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    number integer NOT NULL,
    photo_sha256 text NOT NULL,
    exposures integer NOT NULL DEFAULT 0,
    PRIMARY KEY (round_id, entry_id),
    CONSTRAINT round_entries_round_id_number_key UNIQUE (round_id, number),
    CONSTRAINT round_entries_round_id_fkey FOREIGN KEY (round_id) REFERENCES rounds (id),
    CONSTRAINT round_entries_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries (id)
  )`,
  'CREATE INDEX round_entries_entry_id_idx ON round_entries (entry_id)',
  `CREATE TABLE seats (
    id uuid PRIMARY KEY,
    pass_id uuid NOT NULL,
    round_id uuid NOT NULL,
    device_id uuid NOT NULL,
    device_name text NOT NULL,
    token_hash bytea NOT NULL,
    delivery_hash bytea NOT NULL,
    pending integer NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text,
    CONSTRAINT seats_token_hash_key UNIQUE (token_hash),
    CONSTRAINT seats_delivery_hash_key UNIQUE (delivery_hash),
    CONSTRAINT seats_pass_id_fkey FOREIGN KEY (pass_id) REFERENCES passes (id),
    CONSTRAINT seats_round_id_fkey FOREIGN KEY (round_id) REFERENCES rounds (id),
    CONSTRAINT seats_end_reason_check CHECK (end_reason IN ('completed', 'moved', 'revoked'))
  )`,
  'CREATE INDEX seats_round_id_idx ON seats (round_id)',
  'CREATE INDEX seats_pass_id_idx ON seats (pass_id) WHERE ended_at IS NULL',
  `CREATE TABLE ballots_completed (
    round_id uuid NOT NULL,
    juror_id uuid NOT NULL,
    completed_at timestamptz NOT NULL,
    PRIMARY KEY (round_id, juror_id),
    CONSTRAINT ballots_completed_round_id_fkey FOREIGN KEY (round_id) REFERENCES rounds (id)
  )`,
] as const;

/** Decks, screens, receipts and the ledger: the side of votes, which knows pseudonyms only. */
export const VOTE_TABLES = [
  `CREATE TABLE decks (
    id uuid PRIMARY KEY,
    round_id uuid NOT NULL,
    pseudonym text NOT NULL,
    no integer NOT NULL,
    leased_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT decks_round_id_no_key UNIQUE (round_id, no),
    CONSTRAINT decks_round_id_fkey FOREIGN KEY (round_id) REFERENCES rounds (id)
  )`,
  'CREATE INDEX decks_round_id_pseudonym_idx ON decks (round_id, pseudonym)',
  `CREATE TABLE screens (
    id uuid PRIMARY KEY,
    round_id uuid NOT NULL,
    deck_id uuid NOT NULL,
    pseudonym text NOT NULL,
    no integer NOT NULL,
    ordinal integer NOT NULL,
    entry_ids uuid[] NOT NULL,
    status text NOT NULL DEFAULT 'leased',
    revision integer,
    answer_id uuid,
    first_seq bigint,
    CONSTRAINT screens_round_id_no_key UNIQUE (round_id, no),
    CONSTRAINT screens_round_id_pseudonym_ordinal_key UNIQUE (round_id, pseudonym, ordinal),
    CONSTRAINT screens_round_id_fkey FOREIGN KEY (round_id) REFERENCES rounds (id),
    CONSTRAINT screens_status_check CHECK (status IN ('leased', 'answered', 'skipped'))
  )`,
  `CREATE TABLE receipts (
    round_id uuid NOT NULL,
    nonce bytea NOT NULL,
    receipt text NOT NULL,
    counted boolean NOT NULL,
    PRIMARY KEY (round_id, nonce),
    CONSTRAINT receipts_round_id_fkey FOREIGN KEY (round_id) REFERENCES rounds (id)
  )`,
  `CREATE TABLE answers (
    round_id uuid NOT NULL,
    seq bigint NOT NULL,
    answer_id uuid NOT NULL,
    pseudonym text NOT NULL,
    screen_id uuid NOT NULL,
    revision integer NOT NULL,
    body text NOT NULL,
    prev bytea NOT NULL,
    hash bytea NOT NULL,
    received_at timestamptz NOT NULL,
    shown_ms integer NOT NULL,
    PRIMARY KEY (round_id, seq),
    CONSTRAINT answers_answer_id_key UNIQUE (answer_id),
    CONSTRAINT answers_round_id_prev_key UNIQUE (round_id, prev)
  )`,
  `CREATE TABLE late_answers (
    answer_id uuid PRIMARY KEY,
    round_id uuid NOT NULL,
    pseudonym text NOT NULL,
    screen_id uuid NOT NULL,
    revision integer NOT NULL,
    body text NOT NULL,
    received_at timestamptz NOT NULL,
    shown_ms integer NOT NULL
  )`,
  'CREATE INDEX late_answers_round_id_idx ON late_answers (round_id)',
  `CREATE TABLE tallies (
    round_id uuid NOT NULL,
    version integer NOT NULL,
    result text NOT NULL,
    chain_seq bigint NOT NULL,
    chain_head bytea NOT NULL,
    chain_verified boolean NOT NULL,
    leaf_count integer NOT NULL,
    merkle_root bytea NOT NULL,
    signature bytea NOT NULL,
    public_key bytea NOT NULL,
    late_answers integer NOT NULL,
    entries jsonb NOT NULL,
    run_offs jsonb NOT NULL,
    tallied_by uuid NOT NULL,
    tallied_by_name text NOT NULL,
    tallied_at timestamptz NOT NULL,
    PRIMARY KEY (round_id, version)
  )`,
  `CREATE TABLE bundles (
    round_id uuid NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (round_id, version)
  )`,
  `CREATE TABLE ledger_tips (
    round_id uuid PRIMARY KEY,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    sealed boolean NOT NULL DEFAULT false
  )`,
] as const;

/** What keeps the ledger's rows as they were written, whoever asks: a grant can be given back, a trigger has to be seen. */
export const refuseChanges = (table: string): string => `
  CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()`;

export const REFUSE_FUNCTION = `
  CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END $$`;

"""The ledger's tables as one readable text.

How to read it:

- A row is never edited. It is added in one transaction (``recorded_tx``) and may later cease to stand
  (``superseded_tx``); ``instants`` tells when each transaction was, in UTC. What stood at an instant is
  ``recorded_tx <= tx AND (superseded_tx IS NULL OR superseded_tx > tx)``.
- ``sha256`` is the hash of a row's content. It leaves out what depends on the order of deliveries (row
  numbers, transactions, the name under which a page came first), so equal content has an equal hash in every
  ledger. The ledger hash is made of these.
- ``chain`` has one entry for each row added and each row superseded, with a hash over the whole row; each
  entry's ``hash`` covers the one before it. An altered, missing, added or reordered row breaks it.
- ``report_parties``, ``report_pairs``, ``rollups`` and ``article_words`` can be made again from the rest.
- Days are ISO 8601; ``valid_to`` is the day after the last. ``begins`` is the day from which a report counts
  as having happened: its first day, else its day of publication.
"""

from __future__ import annotations

APPLICATION = 0x44544E54  # "DTNT", in the header of every ledger file
VERSION = 1

DDL = """
CREATE TABLE instants (
    tx   INTEGER PRIMARY KEY,
    at   TEXT NOT NULL UNIQUE,       -- 2026-11-25T03:25:00.000001Z, strictly increasing
    note TEXT NOT NULL DEFAULT ''    -- 'clock went back' where the machine's clock did
) STRICT;

CREATE TABLE chain (
    seq    INTEGER PRIMARY KEY,
    tx     INTEGER NOT NULL REFERENCES instants,
    entry  TEXT NOT NULL,            -- 'add', 'supersede', 'purge', 'instant'
    place  TEXT NOT NULL,            -- name of the table
    row    INTEGER NOT NULL,
    sha256 BLOB NOT NULL,            -- over the whole row, or over the reason for its end
    hash   BLOB NOT NULL             -- over the entry before and this one
) STRICT;

CREATE TABLE runs (                  -- a version of the coder with a version of the lexicon
    row         INTEGER PRIMARY KEY,
    coder       TEXT NOT NULL,
    lexicon     TEXT NOT NULL,
    sha256      BLOB NOT NULL,
    recorded_tx INTEGER NOT NULL REFERENCES instants,
    UNIQUE (coder, lexicon)
) STRICT;

CREATE TABLE articles (              -- one reading of a page
    row            INTEGER PRIMARY KEY,
    article_id     TEXT NOT NULL,
    name           TEXT NOT NULL,    -- as it came first
    path           TEXT,
    raw_sha256     TEXT NOT NULL,
    text_sha256    TEXT NOT NULL,
    text_row       INTEGER NOT NULL REFERENCES texts,
    title          TEXT,
    outlet         TEXT,
    agencies       TEXT NOT NULL,    -- JSON
    published_at   TEXT,
    facts          TEXT NOT NULL,    -- JSON: everything else the page tells of itself
    lines          TEXT NOT NULL,    -- JSON: [[start, end, label, reason], ...]
    sha256         BLOB NOT NULL,
    recorded_tx    INTEGER NOT NULL REFERENCES instants,
    superseded_tx  INTEGER REFERENCES instants,
    superseded_why TEXT
) STRICT;
CREATE INDEX articles_by_id ON articles (article_id, superseded_tx);
CREATE INDEX articles_by_day ON articles (published_at, article_id);
CREATE INDEX articles_by_title ON articles (outlet, title, superseded_tx);

CREATE TABLE texts (                 -- the page's text; only `purge` removes one
    text_row INTEGER PRIMARY KEY,
    text     TEXT                    -- NULL where it was purged
) STRICT;

CREATE TABLE sightings (             -- under which names a page came
    row         INTEGER PRIMARY KEY,
    article_id  TEXT NOT NULL,
    name        TEXT NOT NULL,
    path        TEXT NOT NULL,       -- '' where it came from no file
    sha256      BLOB NOT NULL,
    recorded_tx INTEGER NOT NULL REFERENCES instants,
    UNIQUE (name, path, article_id)
) STRICT;

CREATE TABLE codings (               -- what one run gave for one reading
    row            INTEGER PRIMARY KEY,
    article_row    INTEGER NOT NULL REFERENCES articles,
    run            INTEGER NOT NULL REFERENCES runs,
    result         TEXT NOT NULL,    -- JSON: ids of its reports, links and states; people it introduces
    counts         TEXT NOT NULL,    -- JSON: sentences, triggers, reasons for silence
    sha256         BLOB NOT NULL,
    recorded_tx    INTEGER NOT NULL REFERENCES instants,
    superseded_tx  INTEGER REFERENCES instants,
    superseded_why TEXT
) STRICT;
CREATE INDEX codings_by_article ON codings (article_row);

CREATE TABLE reports (               -- one telling of one event; amended by a judgement where that is named
    row            INTEGER PRIMARY KEY,
    report_id      TEXT NOT NULL,
    article_row    INTEGER NOT NULL REFERENCES articles,
    run            INTEGER NOT NULL REFERENCES runs,
    judgement      INTEGER REFERENCES judgements,
    event          TEXT NOT NULL,
    valid_from     TEXT,
    valid_to       TEXT,
    begins         TEXT,
    published_at   TEXT,
    outlet         TEXT,
    report         TEXT NOT NULL,    -- JSON
    sha256         BLOB NOT NULL,
    recorded_tx    INTEGER NOT NULL REFERENCES instants,
    superseded_tx  INTEGER REFERENCES instants,
    superseded_why TEXT,
    superseded_by  TEXT              -- the report that took its place, if one did
) STRICT;
CREATE INDEX reports_by_id ON reports (report_id, superseded_tx);
CREATE INDEX reports_by_article ON reports (article_row);

CREATE TABLE parties (               -- how a party is keyed and how a table shows it
    key   TEXT PRIMARY KEY,
    label TEXT NOT NULL COLLATE NOCASE
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_by_label ON parties (label);

CREATE TABLE report_parties (
    key          TEXT NOT NULL,
    published_at TEXT NOT NULL,      -- '' where unknown
    report_id    TEXT NOT NULL,
    row          INTEGER NOT NULL REFERENCES reports,
    role         TEXT NOT NULL,      -- 'actor', 'recipient', 'both'
    PRIMARY KEY (key, published_at, report_id, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_pairs (          -- one side acted upon the other; lesser key first
    one          TEXT NOT NULL,
    other        TEXT NOT NULL,
    published_at TEXT NOT NULL,
    report_id    TEXT NOT NULL,
    row          INTEGER NOT NULL REFERENCES reports,
    PRIMARY KEY (one, other, published_at, report_id, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (                 -- between two reports of one article
    row              INTEGER PRIMARY KEY,
    link_id          TEXT NOT NULL,
    article_row      INTEGER NOT NULL REFERENCES articles,
    source_report_id TEXT NOT NULL,
    target_report_id TEXT NOT NULL,
    link             TEXT NOT NULL,  -- JSON
    sha256           BLOB NOT NULL,
    recorded_tx      INTEGER NOT NULL REFERENCES instants,
    superseded_tx    INTEGER REFERENCES instants,
    superseded_why   TEXT
) STRICT;
CREATE INDEX links_by_article ON links (article_row);

CREATE TABLE channel_states (        -- one telling of a channel's state
    row            INTEGER PRIMARY KEY,
    state_id       TEXT NOT NULL,
    article_row    INTEGER NOT NULL REFERENCES articles,
    report_id      TEXT,
    kind           TEXT NOT NULL,
    holder         TEXT NOT NULL,
    counterpart    TEXT NOT NULL,
    status         TEXT NOT NULL,
    begins         TEXT,
    published_at   TEXT,
    outlet         TEXT,
    state          TEXT NOT NULL,    -- JSON
    sha256         BLOB NOT NULL,
    recorded_tx    INTEGER NOT NULL REFERENCES instants,
    superseded_tx  INTEGER REFERENCES instants,
    superseded_why TEXT
) STRICT;
CREATE INDEX channel_states_by_article ON channel_states (article_row);

CREATE TABLE assignments (           -- which event a report tells of
    row            INTEGER PRIMARY KEY,
    report_id      TEXT NOT NULL,
    event_id       TEXT NOT NULL,
    sha256         BLOB NOT NULL,
    recorded_tx    INTEGER NOT NULL REFERENCES instants,
    superseded_tx  INTEGER REFERENCES instants,
    superseded_why TEXT
) STRICT;
CREATE UNIQUE INDEX assignments_standing ON assignments (report_id) WHERE superseded_tx IS NULL;
CREATE INDEX assignments_by_event ON assignments (event_id);

CREATE TABLE event_links (           -- between events, found across articles
    row            INTEGER PRIMARY KEY,
    source         TEXT NOT NULL,
    target         TEXT NOT NULL,
    kind           TEXT NOT NULL,
    link           TEXT NOT NULL,    -- JSON
    sha256         BLOB NOT NULL,
    recorded_tx    INTEGER NOT NULL REFERENCES instants,
    superseded_tx  INTEGER REFERENCES instants,
    superseded_why TEXT
) STRICT;
CREATE UNIQUE INDEX event_links_standing ON event_links (sha256) WHERE superseded_tx IS NULL;

CREATE TABLE judgements (            -- withdrawn (superseded), never deleted
    row            INTEGER PRIMARY KEY,
    judgement_id   TEXT NOT NULL,
    verdict        TEXT NOT NULL,    -- 'accept', 'amend', 'split', 'merge', 'retract'
    body           TEXT NOT NULL,    -- JSON: on what, and what it changes
    outlet         TEXT,             -- where a whole outlet is retracted,
    since          TEXT,             -- from this day of publication on
    by             TEXT NOT NULL,
    why            TEXT NOT NULL,
    sha256         BLOB NOT NULL,
    recorded_tx    INTEGER NOT NULL REFERENCES instants,
    superseded_tx  INTEGER REFERENCES instants,
    superseded_why TEXT,             -- why it was withdrawn
    superseded_by  TEXT              -- by whom
) STRICT;
CREATE UNIQUE INDEX judgements_standing ON judgements (judgement_id) WHERE superseded_tx IS NULL;
CREATE INDEX judgements_by_id ON judgements (judgement_id);
CREATE INDEX judgements_by_outlet ON judgements (outlet) WHERE outlet IS NOT NULL;

CREATE TABLE judged (                -- the reports a judgement is on; carried over when one is coded anew
    row            INTEGER PRIMARY KEY,
    judgement      INTEGER NOT NULL REFERENCES judgements,
    report_id      TEXT NOT NULL,
    side           TEXT NOT NULL,    -- 'on', or 'against' for the other side of a split
    origin         TEXT NOT NULL,    -- the report that was judged
    sha256         BLOB NOT NULL,
    recorded_tx    INTEGER NOT NULL REFERENCES instants,
    UNIQUE (judgement, report_id, side)
) STRICT;
CREATE INDEX judged_by_report ON judged (report_id);

CREATE TABLE purges (                -- texts that were taken away; their hashes stay
    row         INTEGER PRIMARY KEY,
    article_id  TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    by          TEXT NOT NULL,
    why         TEXT NOT NULL,
    sha256      BLOB NOT NULL,
    recorded_tx INTEGER NOT NULL REFERENCES instants
) STRICT;

CREATE TABLE rollups (               -- what stands now, by month of `begins`
    actor     TEXT NOT NULL,
    recipient TEXT NOT NULL,         -- '' where none is named
    month     TEXT NOT NULL,         -- 2018-03
    event     TEXT NOT NULL,
    aux       TEXT NOT NULL,         -- 'future', 'negation', ... joined by a space; '' where told as done
    reports   INTEGER NOT NULL,
    scale     REAL NOT NULL,         -- sum of the event scale
    PRIMARY KEY (actor, recipient, month, event, aux)
) STRICT, WITHOUT ROWID;

CREATE VIEW searchable AS
    SELECT articles.row AS row, articles.title AS title, texts.text AS text
    FROM articles JOIN texts USING (text_row) WHERE texts.text IS NOT NULL;
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = 'searchable', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);
"""

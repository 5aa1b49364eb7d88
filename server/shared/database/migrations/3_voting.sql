-- Up Migration

-- Tables of the voting process: ballots by pseudonymous credential. No table can hold a name. The board's files are
-- made from these tables.

-- Size and right edge of the log. Every change of the log starts with a lock of this row. This lock prevents forks.
create table voting.log (
  single_row boolean primary key default true check (single_row),
  election_id bytea not null check (length(election_id) = 32),
  size bigint not null default 0,
  subtrees bytea not null default ''
);

create table voting.entry (
  index bigint primary key,
  kind smallint not null,
  -- Key by which clients request an entry: the tracker of a ballot, otherwise the leaf hash. Clock marks (kind 2) may
  -- repeat, so the unique index below excludes them.
  key bytea not null,
  leaf bytea not null,
  bytes bytea not null
);
alter table voting.entry alter bytes set storage external; -- ciphertexts do not compress
create unique index entry_key on voting.entry (key) where kind <> 2;
create index entry_ballots on voting.entry (kind) where kind in (64, 65);
create index entry_official on voting.entry (index) where kind not in (64, 65);

-- Committed sizes of the log, each with its root. The note is null until it is signed and witnessed.
create table voting.checkpoint (
  size bigint primary key,
  root bytea not null,
  note bytea
);
create index checkpoint_unsettled on voting.checkpoint (size) where note is null;

create table voting.blob (hash bytea primary key, bytes bytea not null);
alter table voting.blob alter bytes set storage external;

create table voting.credential (
  credential bytea primary key,
  style integer not null,
  unit integer not null,
  revoked boolean not null default false
);

create table voting.ballot (
  index bigint primary key references voting.entry,
  credential bytea not null references voting.credential,
  style integer not null,
  unit integer not null,
  -- Whether the credential may cast one ballot only.
  single boolean not null
);
create unique index ballot_single on voting.ballot (credential) where single;
create index ballot_credential on voting.ballot (credential);

-- Pads of the first ciphertexts of ballots and challenged ballots (spec 7.7).
create table voting.pad (pad bytea primary key);

-- Queue of checked entries for the sequencer. The commit that appends an entry to the log deletes its row.
create table voting.submission (
  seq bigint generated always as identity primary key,
  kind smallint not null,
  key bytea not null unique,
  leaf bytea not null,
  bytes bytea not null,
  blob bytea,
  credential bytea,
  style integer,
  unit integer,
  single boolean,
  pad bytea,
  -- Reason for a refusal by the sequencer. It is kept for some time, so that clients can ask for it.
  refused text,
  refused_at bigint
);
create unique index submission_single on voting.submission (credential) where single and refused is null;
create index submission_waiting on voting.submission (seq) where refused is null;

create table voting.revoked_ticket (id bytea primary key, not_after bigint not null);

create function voting.only_grows() returns trigger language plpgsql as $$
begin raise exception 'the log only grows'; end $$;
create trigger only_grows before update or delete or truncate on voting.entry execute function voting.only_grows();
create trigger only_grows before update or delete or truncate on voting.ballot execute function voting.only_grows();
create trigger only_grows before delete or truncate on voting.checkpoint execute function voting.only_grows();

grant select, insert, update on voting.log to sivei_voting;
grant select, insert on voting.entry, voting.ballot, voting.blob, voting.pad to sivei_voting;
grant select, insert, update (note) on voting.checkpoint to sivei_voting;
grant select, insert, update (revoked) on voting.credential to sivei_voting;
grant select, insert, update, delete on voting.submission, voting.revoked_ticket to sivei_voting;

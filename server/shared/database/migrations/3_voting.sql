-- Up Migration

-- What was cast, by pseudonymous credential; no name can occur here. The board's files are made from these tables.

-- The log's right edge. Every change of the log begins with a lock of this row: that is what keeps it one.
create table voting.log (
  single_row boolean primary key default true check (single_row),
  election_id bytea not null check (length(election_id) = 32),
  size bigint not null default 0,
  subtrees bytea not null default ''
);

create table voting.entry (
  index bigint primary key,
  kind smallint not null,
  -- What an entry is asked for by: a ballot's tracker, else its leaf hash. Clock marks may repeat.
  key bytea not null,
  leaf bytea not null,
  bytes bytea not null
);
alter table voting.entry alter bytes set storage external; -- ciphertexts do not compress
create unique index entry_key on voting.entry (key) where kind <> 2;
create index entry_ballots on voting.entry (kind) where kind in (64, 65);
create index entry_official on voting.entry (index) where kind not in (64, 65);

-- A size that the log was committed to, and its note once it is signed and witnessed.
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
  -- Whether the manifest allows one ballot of a credential.
  single boolean not null
);
create unique index ballot_single on voting.ballot (credential) where single;
create index ballot_credential on voting.ballot (credential);

create table voting.pad (pad bytea primary key);

-- What was checked and waits for the sequencer. A row leaves with the commit that puts it on the log.
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
  pads bytea[] not null default '{}',
  -- Why it was not taken after all; kept for a while, for whoever asks.
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

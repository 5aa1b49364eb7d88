-- Up Migration

-- Tables of the registry: people who may vote, and their log-ins. After a person's session no row reveals when the
-- person voted. No value equals a value of the voting process (docs/decisions/0005). Therefore these rules hold for all
-- tables that are written while people vote:
-- * They have no foreign key to person. Its check locks the person's row, and the lock leaves the transaction's number
--   in that row.
-- * The sweep rewrites rows that outlive the log-in (admission, factor, link, credential) in random order.
-- * All other rows are deleted when they expire.

create table registry.person (
  id uuid primary key default gen_random_uuid(),
  voter_key text not null check (length(voter_key) between 1 and 64),
  -- Voter key without case, blanks and compatibility forms, so that one person has one row.
  voter_key_plain text not null unique,
  name text not null check (length(name) between 1 and 200),
  unit smallint not null check (unit >= 0),
  style smallint not null check (style >= 0),
  modality text not null check (modality in ('internet', 'in-person', 'postal')),
  email text unique check (length(email) <= 254 and email = lower(email)),
  mobile text unique check (mobile ~ '^\+[1-9][0-9]{7,14}$'),
  check (modality <> 'internet' or (email is not null and mobile is not null))
);
create index person_unit on registry.person (unit, style);
create index person_name on registry.person (lower(name) text_pattern_ops);

create table registry.credential (
  person uuid not null,
  -- Public key X of the credential, encrypted by the token. It decrypts for this person only.
  sealed bytea not null,
  -- Set while the credential list is being published.
  list uuid,
  listed boolean not null default false,
  revoked boolean not null default false,
  cause smallint check (cause between 1 and 3),
  check (revoked = (cause is not null))
);
create unique index credential_live on registry.credential (person) where not revoked;
create index credential_list on registry.credential (list) where list is not null;

create table registry.link (
  person uuid not null,
  token_hash bytea primary key check (length(token_hash) = 32),
  revoked boolean not null default false
);
create index link_person on registry.link (person);

-- Second factor that a person chose at the first access.
create table registry.factor (
  person uuid primary key,
  kind text not null check (kind in ('sms', 'totp')),
  sealed bytea check ((sealed is not null) = (kind = 'totp'))
);

-- Pending log-in.
create table registry.login (
  id_hash bytea primary key check (length(id_hash) = 32),
  person uuid not null,
  step text not null check (step in ('mobile', 'code', 'credential')),
  factor text check (factor in ('sms', 'totp')),
  is_first boolean not null,
  -- Encrypted secret of a TOTP factor that is not confirmed yet.
  sealed bytea,
  -- Hash of the code that was sent, together with the log-in's own secret.
  code_hash bytea,
  code_expires_at timestamptz,
  resends smallint not null default 0,
  challenge bytea,
  expires_at timestamptz not null
);
create index login_person on registry.login (person);

-- Failed attempts of a person since the last success.
create table registry.guard (
  person uuid primary key,
  failures smallint not null default 0,
  locks smallint not null default 0,
  locked_until timestamptz,
  forget_at timestamptz not null
);

-- Rate limits: the number of requests. `id` is a hash of the limit's name and its subject.
create table registry.bucket (
  id bytea primary key,
  count integer not null,
  resets_at timestamptz not null
);

-- TOTP steps that were accepted. None is accepted twice.
create table registry.used_step (
  owner uuid not null,
  step bigint not null,
  expires_at timestamptz not null,
  primary key (owner, step)
);

create table registry.session (
  bearer_hash bytea primary key check (length(bearer_hash) = 32),
  person uuid not null unique,
  -- Encrypted id of the session's ticket.
  ticket bytea not null,
  expires_at timestamptz not null
);

-- Revocations of tickets that the voting process has not confirmed yet.
create table registry.ticket_revocation (
  id uuid primary key default gen_random_uuid(),
  ticket bytea not null,
  expires_at timestamptz not null
);

-- People who were admitted to vote, without time and order.
create table registry.admission (
  person uuid primary key
);

-- Requests for a new link. Anyone can make one, for a known or an unknown address.
create table registry.link_request (
  id uuid primary key default gen_random_uuid(),
  email text not null
);

-- Outbox: messages that are not sent yet. A sent message is deleted.
create table registry.message (
  id uuid primary key default gen_random_uuid(),
  person uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  kind text not null,
  -- Recipient, if it is not the person's present address.
  recipient text,
  -- Encrypted code or link that the message carries.
  sealed bytea,
  state text not null check (state in ('held', 'queued', 'dead')),
  attempts smallint not null default 0,
  next_at timestamptz not null,
  expires_at timestamptz
);
create index message_due on registry.message (expires_at, next_at) where state = 'queued';
create index message_person on registry.message (person);

create table registry.staff (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (length(name) between 1 and 64),
  role text not null check (role in ('help', 'office', 'supervisor')),
  salt bytea not null,
  password_hash bytea not null,
  totp bytea not null
);

create table registry.staff_session (
  bearer_hash bytea primary key check (length(bearer_hash) = 32),
  staff uuid not null references registry.staff,
  expires_at timestamptz not null,
  idle_until timestamptz not null
);

create table registry.change_request (
  id uuid primary key default gen_random_uuid(),
  person uuid not null,
  email text,
  mobile text,
  answers text not null,
  reason text not null,
  requested_by uuid not null references registry.staff,
  state text not null default 'pending' check (state in ('pending', 'released', 'refused')),
  decided_by uuid references registry.staff,
  check ((state = 'pending') = (decided_by is null)),
  check (decided_by <> requested_by)
);

-- Journal of staff actions. It is append-only.
create table registry.journal (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null,
  staff uuid not null references registry.staff,
  action text not null,
  person uuid,
  reason text
);
create index journal_at on registry.journal (at);

create function registry.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal only grows';
end $$;
create trigger journal_grows before update or delete or truncate on registry.journal
  for each statement execute function registry.refuse_change();

grant select, insert on registry.person to sivei_registry;
grant update (email, mobile) on registry.person to sivei_registry;
grant select, insert, delete on registry.credential to sivei_registry;
grant update (list, listed, revoked, cause) on registry.credential to sivei_registry;
grant select, insert, delete on registry.link, registry.factor, registry.admission to sivei_registry;
grant update (revoked) on registry.link to sivei_registry;
grant select, insert, update, delete on registry.login, registry.guard, registry.bucket, registry.message
  to sivei_registry;
grant select, insert, delete on registry.used_step, registry.session, registry.ticket_revocation,
  registry.link_request to sivei_registry;
grant select, insert on registry.staff to sivei_registry;
grant select, insert, delete on registry.staff_session to sivei_registry;
grant update (idle_until) on registry.staff_session to sivei_registry;
grant select, insert on registry.change_request to sivei_registry;
grant update (state, decided_by) on registry.change_request to sivei_registry;
grant select, insert on registry.journal to sivei_registry;

do $$ begin
  execute format('grant temporary on database %I to sivei_registry', current_database());
  -- The process runs VACUUM itself, so that deleted rows are removed from the files too.
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on registry.credential, registry.link, registry.factor, registry.admission, registry.login,
      registry.guard, registry.bucket, registry.used_step, registry.session, registry.ticket_revocation,
      registry.link_request, registry.message to sivei_registry;
  end if;
end $$;

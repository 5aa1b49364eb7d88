-- Up Migration

-- Who may vote. Nothing here says when a person voted once their session is over, or equals a value of the voting
-- process (docs/decisions/0005). So, in all tables that are written while people vote:
-- * no foreign key to person: its check locks the person's row, and the lock leaves the transaction's number in it;
-- * rows that outlive the log-in (admission, factor, link, credential) are rewritten in random order by the sweep;
-- * all others are deleted when they are over.

create table registry.person (
  id uuid primary key default gen_random_uuid(),
  voter_key text not null check (length(voter_key) between 1 and 64),
  -- Without case, blanks and compatibility forms: one person, one row.
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
  -- X, sealed by the token for this person alone.
  sealed bytea not null,
  -- While its list is on the way to the board.
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

-- The second factor that a person chose at the first access.
create table registry.factor (
  person uuid primary key,
  kind text not null check (kind in ('sms', 'totp')),
  sealed bytea check ((sealed is not null) = (kind = 'totp'))
);

-- A log-in under way.
create table registry.login (
  id_hash bytea primary key check (length(id_hash) = 32),
  person uuid not null,
  step text not null check (step in ('mobile', 'code', 'credential')),
  factor text check (factor in ('sms', 'totp')),
  is_first boolean not null,
  -- Of a TOTP factor that is not confirmed yet.
  sealed bytea,
  -- Of the code that was sent, together with the log-in's own secret.
  code_hash bytea,
  code_expires_at timestamptz,
  resends smallint not null default 0,
  challenge bytea,
  expires_at timestamptz not null
);
create index login_person on registry.login (person);

-- Failures of a person since the last success.
create table registry.guard (
  person uuid primary key,
  failures smallint not null default 0,
  locks smallint not null default 0,
  locked_until timestamptz,
  forget_at timestamptz not null
);

-- How often something was asked for: `id` is a hash of what is counted.
create table registry.bucket (
  id bytea primary key,
  count integer not null,
  resets_at timestamptz not null
);

-- Steps of TOTP that were accepted: never twice.
create table registry.used_step (
  owner uuid not null,
  step bigint not null,
  expires_at timestamptz not null,
  primary key (owner, step)
);

create table registry.session (
  bearer_hash bytea primary key check (length(bearer_hash) = 32),
  person uuid not null unique,
  -- The id of its ticket, sealed.
  ticket bytea not null,
  expires_at timestamptz not null
);

-- Tickets that the voting process still has to be told to refuse.
create table registry.ticket_revocation (
  id uuid primary key default gen_random_uuid(),
  ticket bytea not null,
  expires_at timestamptz not null
);

-- Who was admitted to vote: no time, no order.
create table registry.admission (
  person uuid primary key
);

-- Asked for by whoever typed an address, known or not.
create table registry.link_request (
  id uuid primary key default gen_random_uuid(),
  email text not null
);

-- What is still to be sent; what was sent is deleted.
create table registry.message (
  id uuid primary key default gen_random_uuid(),
  person uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  kind text not null,
  -- If not the person's present address.
  recipient text,
  -- The code or link that it carries, sealed.
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

-- What staff did. It only grows.
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
  -- What was deleted is to be removed from the files too, by the process itself.
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on registry.credential, registry.link, registry.factor, registry.admission, registry.login,
      registry.guard, registry.bucket, registry.used_step, registry.session, registry.ticket_revocation,
      registry.link_request, registry.message to sivei_registry;
  end if;
end $$;

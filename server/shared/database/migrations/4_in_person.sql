-- Up Migration

-- Voting in person (spec chapter 11). A credential of a site's pool has no style and no unit until the desk issues it.
alter table voting.credential alter style drop not null, alter unit drop not null;
alter table voting.credential add site integer, add ground smallint;
alter table voting.credential add check ((style is null) = (unit is null));
alter table voting.credential add check (case when site is null
  then style is not null and ground is null
  else (ground is null) = (style is null) end);
create index credential_unit on voting.credential (unit) where not revoked;
create index credential_site on voting.credential (site, ground) where not revoked and site is not null;

-- Rejects a second issue: style, unit and ground of a credential never change after the first.
create function voting.given_once() returns trigger language plpgsql as $$
begin raise exception 'a credential is given once'; end $$;
create trigger given_once before update of style, unit, ground on voting.credential
  for each row when (old.style is not null) execute function voting.given_once();

-- Entries that a site's closing lists as not delivered, by SHA-256 of the entry, and whether each has arrived since.
create table voting.held (
  hash bytea not null,
  -- Kind of entries in the list: 34 for issues, 64 for ballots.
  kind smallint not null check (kind in (34, 64)),
  site integer not null,
  arrived boolean not null default false,
  primary key (hash, kind, site)
);

grant update (style, unit, ground) on voting.credential to sivei_voting;
grant select, insert, update (arrived) on voting.held to sivei_voting;

-- Registry: people who may vote at a site, and people whom a site has served.
alter table registry.person drop constraint person_modality_check;
alter table registry.person
  add check (modality in ('internet', 'in-person', 'postal', 'walk-in')),
  add site smallint,
  add in_force boolean not null default true,
  add check (site is null or modality = 'in-person');

-- One row for each person whom a site serves. The site that inserts the row first serves the person. The desk chooses
-- the claim's id, so it can repeat a request whose answer was lost. The sweep rewrites the rows in random order, so
-- that their order does not reveal when people came.
create table registry.presence (
  person uuid primary key,
  claim uuid not null unique,
  site smallint not null,
  ground smallint not null check (ground between 1 and 3)
);

create table registry.desk_session (
  bearer_hash bytea primary key check (length(bearer_hash) = 32),
  site smallint not null,
  expires_at timestamptz not null
);

-- Journal of a desk's actions at its site. It is append-only.
create table registry.desk_journal (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null,
  site smallint not null,
  clerk text not null,
  supervisor text,
  action text not null,
  person uuid,
  reason text
);
create trigger journal_grows before update or delete or truncate on registry.desk_journal
  for each statement execute function registry.refuse_change();

grant select, insert, delete on registry.presence, registry.desk_session to sivei_registry;
grant select, insert on registry.desk_journal to sivei_registry;
do $$ begin
  if current_setting('server_version_num')::int >= 170000 then
    grant maintain on registry.presence, registry.desk_session to sivei_registry;
  end if;
end $$;

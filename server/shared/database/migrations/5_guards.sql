-- Up Migration

-- Election of this database, stored at the first use. No program starts with the manifest of another election.
create table registry.election (
  single_row boolean primary key default true check (single_row),
  id bytea not null check (length(id) = 32)
);
grant select, insert on registry.election to sivei_registry;

-- Actions of operators at the terminal are in the staff journal too, under the operator's name.
alter table registry.journal
  alter staff drop not null,
  add operator text check (length(operator) between 1 and 64),
  add check ((staff is null) <> (operator is null));

-- Messages of an issue for many people are held until an operator releases them.
alter table registry.message
  add bulk boolean not null default false,
  -- Reason of a failed delivery: a code of the relay, never an address.
  add failure text check (length(failure) <= 64);

-- Passwords are never updated. A reset adds a new row for the member, and the journal keeps references to the old row.
alter table registry.staff
  add disabled boolean not null default false,
  add replaced boolean not null default false,
  drop constraint staff_name_key;
create unique index staff_name on registry.staff (name) where not replaced;
grant update (role, disabled, replaced) on registry.staff to sivei_registry;

-- Returns a name without accents and case: the help line searches for names in this form.
create function registry.plain_name(name text) returns text immutable strict parallel safe language sql
  return lower(regexp_replace(normalize(name, nfd), '[\u0300-\u036f]', '', 'g'));
alter table registry.person
  add plain_name text not null generated always as (registry.plain_name(name)) stored;
create index person_plain_name on registry.person (plain_name text_pattern_ops);
drop index registry.person_name;

-- Each process checks at its start that the tables are those of its version.
grant usage on schema public to sivei_registry, sivei_voting;
grant select on public.migration to sivei_registry, sivei_voting;

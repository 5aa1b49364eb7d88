-- Up Migration

-- The election of this database, kept at the first use: with the manifest of another one nothing starts.
create table registry.election (
  single_row boolean primary key default true check (single_row),
  id bytea not null check (length(id) = 32)
);
grant select, insert on registry.election to sivei_registry;

-- What an operator did at the terminal stands in the journal of staff, under the operator's name.
alter table registry.journal
  alter staff drop not null,
  add operator text check (length(operator) between 1 and 64),
  add check ((staff is null) <> (operator is null));

-- What the issue made for many people waits for the order to send it.
alter table registry.message
  add bulk boolean not null default false,
  -- Why it could not be sent: a code of the relay, and never an address.
  add failure text check (length(failure) <= 64);

-- A password is never changed: after a reset the member has another row, and the journal goes on naming the old one.
alter table registry.staff
  add disabled boolean not null default false,
  add replaced boolean not null default false,
  drop constraint staff_name_key;
create unique index staff_name on registry.staff (name) where not replaced;
grant update (role, disabled, replaced) on registry.staff to sivei_registry;

-- Names without accents and case, as the help line looks for them.
create function registry.plain_name(name text) returns text immutable strict parallel safe language sql
  return lower(regexp_replace(normalize(name, nfd), '[\u0300-\u036f]', '', 'g'));
alter table registry.person
  add plain_name text not null generated always as (registry.plain_name(name)) stored;
create index person_plain_name on registry.person (plain_name text_pattern_ops);
drop index registry.person_name;

-- Each process looks at its start whether the tables are those of its version.
grant usage on schema public to sivei_registry, sivei_voting;
grant select on public.migration to sivei_registry, sivei_voting;

-- Up Migration

-- Two roles: one for the roll, one for ballots. Neither can read a row of the other's schema (docs/decisions/0005).
do $$ begin
  if not exists (select from pg_roles where rolname = 'sivei_registry') then create role sivei_registry nologin; end if;
  if not exists (select from pg_roles where rolname = 'sivei_voting') then create role sivei_voting nologin; end if;
end $$;

create schema registry;
create schema voting;
revoke all on schema public from public;
grant usage on schema registry to sivei_registry;
grant usage on schema voting to sivei_voting;

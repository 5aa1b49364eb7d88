-- Up Migration

-- Voting in person (spec chapter 11). A credential of a site's pool has neither style nor unit until its desk issues it.
alter table voting.credential alter style drop not null, alter unit drop not null;
alter table voting.credential add site integer, add ground smallint;
alter table voting.credential add check ((style is null) = (unit is null));
alter table voting.credential add check (case when site is null
  then style is not null and ground is null
  else (ground is null) = (style is null) end);
create index credential_unit on voting.credential (unit) where not revoked;
create index credential_site on voting.credential (site, ground) where not revoked and site is not null;

-- What a site still held when it closed, by SHA-256 of the entry, and whether it has come.
create table voting.held (
  hash bytea primary key,
  site integer not null,
  arrived boolean not null default false
);

grant update (style, unit, ground) on voting.credential to sivei_voting;
grant select, insert, update (arrived) on voting.held to sivei_voting;

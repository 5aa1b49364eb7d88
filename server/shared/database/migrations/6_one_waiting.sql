-- Up Migration

-- One ballot of a credential waits at a time, wherever voters may vote again too: the sequencer takes one of each in a
-- batch, so many of one would stand before everybody else's.
drop index voting.submission_single;
create unique index submission_one on voting.submission (credential) where refused is null;

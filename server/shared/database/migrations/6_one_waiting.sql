-- Up Migration

-- One waiting ballot for each credential, also where voters may vote again. The sequencer takes one ballot of each
-- credential in a batch, so many ballots of one credential would delay those of all others.
drop index voting.submission_single;
create unique index submission_one on voting.submission (credential) where refused is null;

export D=$(mktemp -d); mkdir $D/t; echo "directories.tokendir = $D/t
log.level = ERROR" > $D/c; export SOFTHSM2_CONF=$D/c
M=/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so
npm run -s hsm -- init --module $M --label uno --key custodia --new-token --so-pin-fd 0 --pin-fd 0 <<<$'so-5555\n1234-5678'; echo "rc $?"
npm run -s hsm -- init --module $M --label uno --key custodia --pin-fd 0  <<<"1234-5678"; echo "rc $?"
npm run -s hsm -- list --module $M --label uno --pin-fd 0  <<<"1234-5678"; echo "rc $?"
npm run -s hsm -- list --module $M --label uno --pin-fd 0 --lang en <<<"wrong"; echo "rc $?"
npm run -s hsm -- list --module $M --label dos --pin-fd 0 --lang en <<<"wrong"; echo "rc $?"
npm run -s hsm -- check --module $M --label uno --pin-fd 0  <<<"1234-5678"; echo "rc $?"
npm run -s hsm -- check --module $M --label uno --pin-fd 0 --lang en --json <<<"1234-5678" | head -20; echo "rc $?"
npm run -s hsm -- destroy --key custodia --module $M --label uno --pin-fd 0  <<<"1234-5678"; echo "rc $?"
npm run -s hsm -- destroy --key custodia --yes --module $M --label uno --pin-fd 0  <<<"1234-5678"; echo "rc $?"
npm run -s hsm -- list --module $M --label uno --pin-fd 0  <<<"1234-5678"; echo "rc $?"
npm run -s hsm -- list --module $M --label uno < /dev/null; echo "rc $?"

// For `npm run fuzz`: signatures on the same message are verified once. Most entries of a mutant are those of its board,
// and ECDSA and Ed25519 are most of what its verification takes. What is remembered is the answer to exactly the same
// question; nothing of the verifier knows of it.
import { register } from 'node:module';

register('./remember-resolve.mjs', import.meta.url);

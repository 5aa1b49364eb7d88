export { logSigner, witnessCosigner } from '#crypto/log-tmp/tmp.ts';

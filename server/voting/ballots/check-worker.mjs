// Worker threads do not inherit tsx on Node 20: register it, then load the worker itself.
import { register } from 'tsx/esm/api';

register();
await import('./check-worker.ts');

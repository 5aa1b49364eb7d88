/** Fake kiosk for tests of screens, without cryptography or storage. @module */

import type { KioskServices, KioskStatus } from '../../voter-client/contract/kiosk.ts';
import { fault } from '../../voter-client/contract/faults.ts';
import { fakeBooth, type Scenario } from './fake-booth.ts';

const hash = (of: number): string => String(of).repeat(64).slice(0, 64);

/**
 * Returns a kiosk with the scenario in the page's address: `stage=closed|paused`, `delivery=kept`, `held=1`, and the
 * members of fake-booth.ts.
 */
export function fakeKiosk(scenario: Scenario): KioskServices {
  const booth = fakeBooth(scenario);
  const stage = scenario.get('stage');
  const item = { number: 7, issue: hash(1), ballot: hash(2) };
  let status: KioskStatus = {
    ...(stage !== 'closed' && { opened: { name: 'urna 1', at: 1_717_329_600 } }),
    paused: stage === 'paused',
    queued: scenario.get('held') === null ? [] : [item],
    refused:
      scenario.get('held') === null ? [] : [{ ...item, number: 3, code: 'already-voted', at: 1_717_340_000 }],
    link: scenario.get('held') === null ? 'up' : 'down',
  };
  const change = async (to: Partial<KioskStatus>): Promise<KioskStatus> => {
    status = { ...status, ...to };
    return status;
  };
  return {
    booth: {
      read: () => booth.read(),
      prepare: () => booth.read(),
      takeCard: async (text) => {
        Object.assign(globalThis, { card: text }); // for tests to read
        await scenario.guard('takeCard');
        const now = Math.floor(Date.now() / 1000);
        const expires = now + Number(scenario.get('expires') ?? 1800);
        return { style: 0, unit: 0, expires, credentialId: '5D3K-9PQ2-XW4T' };
      },
      encrypt: (choices, onProgress) => booth.encrypt(choices, onProgress),
      challenge: () => booth.challenge(),
      cast: async (onDelivery) => {
        if (scenario.get('delivery') === 'kept') onDelivery({ state: 'kept' });
        else await booth.cast(onDelivery);
      },
      leave: async () => undefined,
    },
    outbox: {
      status: async () => status,
      checkDevice: async () => ({ software: hash(9), altered: [] }),
      open: async ({ name }) => change({ opened: { name, at: 1_717_329_600 } }),
      verifyPin: async (pin) => {
        if (pin === '000000') throw fault('kiosk-locked');
        return pin === '123456';
      },
      pause: (paused) => change({ paused }),
      deliver: () => change({ queued: [], link: 'up' }),
      close: async () => {
        const { opened: _, ...rest } = status;
        status = rest;
        return status;
      },
      run: () => new Promise(() => undefined),
    },
  };
}

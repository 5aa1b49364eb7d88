/** Ballots that a kiosk kept while its site had no link (docs/decisions/0008). @module */

import Type from 'typebox';
import { toHex } from '#crypto/bytes.ts';
import type { EnvelopeOpener } from '#crypto/envelope.ts';
import { MAX_KEPT_ENVELOPE, parseKept, type Kept } from '#crypto/record/kept.ts';
import type { App } from '../../shared/http/app.ts';
import { bytesOf, octets } from '../../shared/http/schemas.ts';
import { ballotProblem } from './problems.ts';
import { answer, receipt, type BallotServices } from './routes.ts';

export function envelopeRoutes(app: App, { casting, tickets }: BallotServices, opener: EnvelopeOpener): void {
  app.get(
    '/envelopes/key',
    {
      schema: {
        summary: 'The key for which kiosks seal',
        response: { 200: Type.Object({ key: Type.String({ pattern: '^04[0-9a-f]{128}$' }) }) },
      },
    },
    async () => ({ key: toHex(opener.publicKey) }),
  );
  app.post(
    '/envelopes',
    {
      bodyLimit: MAX_KEPT_ENVELOPE,
      schema: { summary: 'Cast a ballot that was kept', consumes: octets, response: { 200: receipt } },
    },
    async (request) => {
      const { ticket, ballot } = await opened(opener, bytesOf(request));
      return answer(await casting.cast(tickets.admitCard(ticket), ballot));
    },
  );
}

async function opened(opener: EnvelopeOpener, envelope: Uint8Array): Promise<Kept> {
  try {
    return parseKept(await opener.open(envelope));
  } catch {
    throw ballotProblem('bad-envelope');
  }
}

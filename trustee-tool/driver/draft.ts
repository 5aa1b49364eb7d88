/** Draft of a step's act, with the facts that the trustee sees before the step. @module */

import { toHex } from '#crypto/bytes.ts';
import { encodeElement } from '#crypto/group.ts';
import { sha256 } from '#crypto/transcript.ts';
import type { Visit } from './visit.ts';
import type { ActDraft, Step } from '../certificates/act.ts';
import { softwareOf } from '../certificates/software.ts';

/** Returns the draft. `tally`: blob of the tally that is decrypted; undefined in the steps of the ceremony. */
export async function draftAct(
  step: Step,
  number: number,
  { checkpoint, record }: Visit,
  tally: Uint8Array | undefined,
): Promise<ActDraft> {
  const { election } = record;
  const { manifest, threshold } = election;
  const { run } = record.state;
  const nameOf = (trustee: number): { es: string; en: string } =>
    manifest.trustees.candidates[trustee - 1]!.name;
  return {
    format: 'sivei-ceremony-act/v1',
    step,
    election: {
      id: toHex(election.id),
      title: manifest.title,
      authority: manifest.authority.name,
      rehearsal: manifest.rehearsal,
    },
    run: run.number,
    trustee: { number, name: nameOf(number) },
    participants: run.trustees.map((own) => ({
      number: own.number,
      name: nameOf(own.number),
      signingKey: toHex(own.signingKey),
    })),
    threshold,
    at: localTime(new Date()),
    board: {
      origin: checkpoint.origin,
      size: checkpoint.size,
      root: toHex(checkpoint.root),
      clock: record.state.clock,
      witnesses: [...checkpoint.witnessed.keys()],
      voidEntries: record.voids.length,
    },
    key: run.isRevealed ? toHex(encodeElement(run.key)) : null,
    tally: tally ? { hash: toHex(sha256(tally)), ballots: record.counted } : null,
    software: await softwareOf(),
  };
}

/** Formats a time by ISO 8601 with this machine's zone. */
function localTime(now: Date): string {
  const minutes = -now.getTimezoneOffset();
  const two = (n: number): string => String(n).padStart(2, '0');
  const shifted = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  return `${shifted}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

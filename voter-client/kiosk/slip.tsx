/** Printed slip on 80 mm thermal paper, with the tracker and nothing that reveals the vote. @module */

import { useEffect, useState, type ReactNode } from 'react';
import type { EncryptedBallot, ShownElection } from '../contract/booth.ts';
import { Qr } from '../ui/qr.tsx';
import { useWords } from '../i18n/context.ts';
import type { Key } from '../i18n/catalogue.ts';

interface Props {
  readonly election: ShownElection;
  /** Position of the site in the manifest. */
  readonly site: number;
  readonly checkPage: string;
  /** Key of the text about the ballot's state. */
  readonly says: Key;
  /** Ballot whose tracker is printed; absent on a test slip. */
  readonly ballot?: EncryptedBallot;
}

export function Slip({ election, site, checkPage, says, ballot }: Props): ReactNode {
  const { t, pick, time } = useWords();
  const [printed] = useState(() => Date.now() / 1000);
  const { manifest } = election;
  const place = manifest.sites[site]!;
  return (
    <div className="slip" aria-hidden>
      <p className="slip-head">{pick(manifest.authority.name)}</p>
      <p className="slip-head">{pick(manifest.title)}</p>
      <p>{pick(place.name)}</p>
      {manifest.rehearsal && <p className="slip-rehearsal">{t('frame.rehearsal')}</p>}
      <p className="slip-says">{t(says)}</p>
      {ballot && (
        <>
          <p>{t('slip.tracker')}</p>
          <p className="slip-groups">
            {ballot.tracker.split('-').map((group, i) => (
              <span key={i}>{group} </span>
            ))}
          </p>
          <Qr text={ballot.trackerHex} title={t('tracker.qr')} />
          <p>{t('slip.where', { address: checkPage })}</p>
          <p>{t('kiosk.take-text')}</p>
        </>
      )}
      <p>{t('slip.printed', { time: time(place.zone, printed, 'moment') })}</p>
    </div>
  );
}

/** Prints the page once, when the component is mounted. */
export function usePrint(): void {
  useEffect(() => print(), []);
}

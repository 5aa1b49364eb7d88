/** The kiosk: closed, waiting, with a voter, or with staff. Every voter gets a new worker and a page that was wiped. @module */

import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { KioskParts } from '../worker/client.ts';
import type { BoothFault, Session, ShownElection } from '../contract/booth.ts';
import { faultOf } from '../contract/faults.ts';
import { Frame } from '../ui/frame.tsx';
import { useBack } from '../ui/use-back.ts';
import { AidsContext, noAids } from './aids.ts';
import { Attract } from './idle-screen.tsx';
import type { KioskStatus } from '../contract/kiosk.ts';
import { Around } from './kiosk-shell.tsx';
import { Foot } from './foot.tsx';
import { Starting, Waiting } from './waiting.tsx';
import { StaffScreens } from './staff/staff-screens.tsx';
import { Visit } from './visit.tsx';

interface Props {
  readonly parts: KioskParts;
  /** Of the kiosk: position in the manifest. */
  readonly site: number;
  readonly checkPage: string;
}

type Stage =
  | { readonly at: 'starting'; readonly fault?: BoothFault }
  | { readonly at: 'waiting' | 'staff' }
  | { readonly at: 'visit'; readonly session: Session };

export function KioskApp({ parts, site, checkPage }: Props): ReactNode {
  const { booth, keeper } = parts;
  const [stage, setStage] = useState<Stage>({ at: 'starting' });
  const [election, setElection] = useState<ShownElection>();
  const [status, setStatus] = useState<KioskStatus>();
  const [aids, setAids] = useState(noAids);
  /** Of the visits: with each, settings and all else begin anew. */
  const [turn, setTurn] = useState(0);

  const take = useCallback((stood: Stood) => {
    if (stood.election) setElection(stood.election);
    if (stood.status) setStatus(stood.status);
    // Staff may have come meanwhile: they stay.
    const next: Stage = stood.fault ? { at: 'starting', fault: stood.fault } : { at: 'waiting' };
    setStage((now) => (now.at === 'starting' ? next : now));
  }, []);
  useEffect(() => {
    void standUp(parts).then(take);
    void parts.keeper.run(setStatus).catch(() => undefined);
  }, [parts, take]);
  const begin = useCallback(() => {
    setStage({ at: 'starting' });
    void standUp(parts).then(take);
  }, [parts, take]);
  const finish = useCallback(() => {
    setTurn((last) => last + 1);
    setAids(noAids);
    setStage({ at: 'starting' });
    void booth
      .leave()
      .then(() => standUp(parts))
      .then(take);
  }, [booth, parts, take]);

  const alarm = useCallback(() => void keeper.pause(true).then(setStatus, () => undefined), [keeper]);
  const aidsNow = useMemo(() => ({ aids, change: setAids }), [aids]);
  const call = (): void => setStage({ at: 'staff' });
  const foot = <Foot call={stage.at === 'visit' || stage.at === 'staff' ? undefined : call} />;

  return (
    <AidsContext value={aidsNow}>
      <Frame key={turn} election={election} foot={foot}>
        <Around finish={finish} watches={stage.at === 'waiting'}>
          {stage.at !== 'visit' && <Stay screen={stage.at} />}
          {stage.at === 'starting' && <Starting fault={stage.fault} again={begin} />}
          {stage.at === 'waiting' && status?.opened && !status.paused && (
            <Attract
              booth={booth}
              rehearsal={election?.manifest.rehearsal === true}
              admit={(session) => setStage({ at: 'visit', session })}
            />
          )}
          {stage.at === 'waiting' && !(status?.opened && !status.paused) && <Waiting status={status} />}
          {stage.at === 'visit' && (
            <Visit
              {...{ booth, site, checkPage, finish, alarm }}
              election={election!}
              session={stage.session}
            />
          )}
          {stage.at === 'staff' && status && (
            <StaffScreens
              {...{ keeper, status, site, checkPage }}
              election={election}
              take={setStatus}
              done={begin}
            />
          )}
        </Around>
      </Frame>
    </AidsContext>
  );
}

/** The browser's Back leads nowhere while nobody votes. */
function Stay({ screen }: { readonly screen: string }): ReactNode {
  useBack(screen, () => 'stays');
  return null;
}

/** What is known once the kiosk is ready for a card, or for staff to open it. */
interface Stood {
  readonly election?: ShownElection;
  readonly status?: KioskStatus;
  readonly fault?: BoothFault;
}

/** A new worker, with the key in it, before the next card comes. */
async function standUp({ booth, keeper }: KioskParts): Promise<Stood> {
  try {
    const [election, status] = [await booth.read(), await keeper.status()];
    if (status.opened) await booth.ready();
    return { election, status };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

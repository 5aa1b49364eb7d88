/**
 * Page of the kiosk, which is closed, waiting, with a voter, or with staff. For each voter it starts a new web worker
 * and wipes the page.
 * @module
 */

import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { BoothFault, Session, ShownElection } from '../contract/booth.ts';
import { faultOf } from '../contract/faults.ts';
import type { KioskServices, KioskStatus } from '../contract/kiosk.ts';
import { Frame } from '../ui/frame.tsx';
import { useBack } from '../ui/use-back.ts';
import { AidsContext, noAids } from './aids.ts';
import { IdleScreen } from './idle-screen.tsx';
import { KioskShell } from './kiosk-shell.tsx';
import { Foot } from './foot.tsx';
import { Starting, Waiting } from './waiting.tsx';
import { StaffScreens } from './staff/staff-screens.tsx';
import { Visit } from './visit.tsx';

interface Props {
  readonly services: KioskServices;
  /** Position of the kiosk's site in the manifest. */
  readonly site: number;
  readonly checkPage: string;
}

type KioskState =
  | { readonly kind: 'starting'; readonly fault?: BoothFault }
  | { readonly kind: 'waiting' | 'staff' }
  | { readonly kind: 'visit'; readonly session: Session };

export function KioskApp({ services, site, checkPage }: Props): ReactNode {
  const { booth, outbox } = services;
  const [state, setState] = useState<KioskState>({ kind: 'starting' });
  const [election, setElection] = useState<ShownElection>();
  const [status, setStatus] = useState<KioskStatus>();
  const [aids, setAids] = useState(noAids);
  /** Number of finished visits. It is the key of the frame, so that all settings are reset after each visit. */
  const [visits, setVisits] = useState(0);

  const applyStartup = useCallback((result: StartupResult) => {
    if (result.election) setElection(result.election);
    if (result.status) setStatus(result.status);
    const next: KioskState = result.fault ? { kind: 'starting', fault: result.fault } : { kind: 'waiting' };
    // Staff may have opened their screens in the meantime; keep those.
    setState((now) => (now.kind === 'starting' ? next : now));
  }, []);
  useEffect(() => {
    void start(services).then(applyStartup);
    void services.outbox.run(setStatus).catch(() => undefined);
  }, [services, applyStartup]);
  const restart = useCallback(() => {
    setState({ kind: 'starting' });
    void start(services).then(applyStartup);
  }, [services, applyStartup]);
  const finish = useCallback(() => {
    setVisits((count) => count + 1);
    setAids(noAids);
    setState({ kind: 'starting' });
    void booth
      .leave()
      .then(() => start(services))
      .then(applyStartup);
  }, [booth, services, applyStartup]);

  const pause = useCallback(() => void outbox.pause(true).then(setStatus, () => undefined), [outbox]);
  const aidsNow = useMemo(() => ({ aids, change: setAids }), [aids]);
  const callStaff = (): void => setState({ kind: 'staff' });
  const foot = <Foot callStaff={state.kind === 'visit' || state.kind === 'staff' ? undefined : callStaff} />;

  return (
    <AidsContext value={aidsNow}>
      <Frame key={visits} election={election} foot={foot}>
        <KioskShell reset={finish} isWaiting={state.kind === 'waiting'}>
          {state.kind !== 'visit' && <BlockBack screen={state.kind} />}
          {state.kind === 'starting' && <Starting fault={state.fault} retry={restart} />}
          {state.kind === 'waiting' && status?.opened && !status.paused && (
            <IdleScreen
              booth={booth}
              rehearsal={election?.manifest.rehearsal === true}
              admit={(session) => setState({ kind: 'visit', session })}
            />
          )}
          {state.kind === 'waiting' && !(status?.opened && !status.paused) && <Waiting status={status} />}
          {state.kind === 'visit' && (
            <Visit
              {...{ booth, site, checkPage, finish, pause }}
              election={election!}
              session={state.session}
            />
          )}
          {state.kind === 'staff' && status && (
            <StaffScreens
              {...{ outbox, status, site, checkPage }}
              election={election}
              onStatus={setStatus}
              done={restart}
            />
          )}
        </KioskShell>
      </Frame>
    </AidsContext>
  );
}

/** Makes the browser's Back do nothing outside a visit. */
function BlockBack({ screen }: { readonly screen: string }): ReactNode {
  useBack(screen, () => 'stays');
  return null;
}

/**
 * Result of the start: the election and the status if the kiosk is ready for a card or for staff to open it, or the
 * fault.
 */
interface StartupResult {
  readonly election?: ShownElection;
  readonly status?: KioskStatus;
  readonly fault?: BoothFault;
}

/** Starts a new visit worker and loads the election key into it, before the next card comes. */
async function start({ booth, outbox }: KioskServices): Promise<StartupResult> {
  try {
    const [election, status] = [await booth.read(), await outbox.status()];
    if (status.opened) await booth.prepare();
    return { election, status };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

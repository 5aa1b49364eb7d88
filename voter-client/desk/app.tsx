/** Page of the desk's clerks: the log-in, then one screen at a time beside the state of the site. @module */

import { useMemo, useState, type ReactNode } from 'react';
import type { BoothFault } from '../contract/booth.ts';
import { DeskContext, type Desk, type View } from './desk.ts';
import { DeskFrame } from './frame.tsx';
import type { DeskClient } from '../api/desk.ts';
import { Menu } from './menu.tsx';
import type { DeskPins } from './pins.ts';
import { Conflicts } from './screens/conflicts.tsx';
import { Closing } from './screens/closing.tsx';
import { Given } from './screens/given.tsx';
import { LogIn } from './screens/log-in.tsx';
import { Opening } from './screens/opening.tsx';
import { PersonScreen } from './screens/person.tsx';
import { Printing } from './screens/printing.tsx';
import { Search } from './screens/search.tsx';
import { ShowAct } from './screens/show-act.tsx';
import { Spoil } from './screens/spoil.tsx';
import { StatusBar } from './status.tsx';
import { useStatus } from './use-status.ts';

export function DeskApp({ link, pins }: { readonly link: DeskClient; readonly pins: DeskPins }): ReactNode {
  const [member, setMember] = useState<string>();
  const [ended, setEnded] = useState<BoothFault>();
  const [view, go] = useState<View>({ kind: 'search' });
  const { lost, state, queue, refresh } = useStatus(link);
  const desk = useMemo(
    (): Desk => ({
      link,
      pins,
      state,
      queue,
      refresh,
      go,
      end: (why) => {
        void link.logOut();
        setMember(undefined);
        setEnded(why);
        go({ kind: 'search' });
      },
    }),
    [link, pins, state, queue, refresh],
  );
  const logged = member !== undefined;
  return (
    <DeskContext value={desk}>
      <DeskFrame menu={logged && <Menu name={member} />} status={<StatusBar lost={lost} logged={logged} />}>
        {logged ? (
          <Shown view={view} />
        ) : (
          <LogIn
            ended={ended}
            enter={(name) => {
              setEnded(undefined);
              setMember(name);
            }}
          />
        )}
      </DeskFrame>
    </DeskContext>
  );
}

function Shown({ view }: { readonly view: View }): ReactNode {
  switch (view.kind) {
    case 'search':
      return <Search />;
    case 'person':
      return <PersonScreen key={view.person.why} person={view.person} />;
    case 'printing':
      return <Printing person={view.person} card={view.card} />;
    case 'given':
      return <Given person={view.person} card={view.card} />;
    case 'spoil':
      return <Spoil person={view.person} />;
    case 'opening':
      return <Opening />;
    case 'closing':
      return <Closing />;
    case 'conflicts':
      return <Conflicts />;
    default:
      return <ShowAct key={view.act} kind={view.act} />;
  }
}

/** Reader of QR codes. The camera is on only from the click until the first code. @module */

import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../i18n/context.ts';
import { Button } from './button.tsx';
import { scan } from './scan.ts';

interface Props {
  readonly label: string;
  readonly read: (text: string) => void;
}

export function Camera({ label, read }: Props): ReactNode {
  const { t } = useWords();
  const [state, setState] = useState<'off' | 'on' | 'none'>('off');
  return state === 'on' ? (
    <Picture
      read={(text) => {
        setState('off');
        read(text);
      }}
      stop={() => setState('off')}
      fail={() => setState('none')}
    />
  ) : (
    <div>
      <Button press={() => setState('on')}>{label}</Button>
      <p role="status">{state === 'none' && t('camera.none')}</p>
    </div>
  );
}

function Picture(props: {
  readonly read: (text: string) => void;
  readonly stop: () => void;
  readonly fail: () => void;
}): ReactNode {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const callbacks = useRef(props);
  useEffect(() => {
    const ending = new AbortController();
    scan(video.current!, ending.signal).then(
      (text) => text !== undefined && callbacks.current.read(text),
      () => callbacks.current.fail(),
    );
    return () => ending.abort();
  }, []);
  return (
    <div className="camera stack">
      <p role="status">{t('camera.hint')}</p>
      <video ref={video} muted playsInline aria-label={t('camera.title')} />
      <Button press={props.stop}>{t('camera.stop')}</Button>
    </div>
  );
}

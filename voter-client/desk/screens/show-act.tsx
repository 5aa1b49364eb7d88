/** Screen of a signed act, with buttons to download and print it. @module */

import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Actions, Screen } from '../../ui/screen.tsx';
import { ActPaper } from '../act-paper.tsx';
import type { ActKind, ReadAct } from '../../api/desk.ts';
import { useDesk, useTask } from '../desk.ts';
import { Refusal } from '../refusal.tsx';
import { useDeskWords } from '../words.ts';

export function ShowAct({ kind }: { readonly kind: ActKind }): ReactNode {
  const { link } = useDesk();
  const { t } = useDeskWords();
  const { fault, run } = useTask();
  const [read, setRead] = useState<ReadAct>();
  // Load once each time the screen is shown.
  // oxlint-disable-next-line react/exhaustive-deps -- `run` changes at each render
  useEffect(() => run(async () => setRead(await link.act(kind))), [link, kind]);
  return (
    <Screen title={t(kind === 'opening' ? 'act.opening' : 'act.closing')} className="act-screen">
      {fault && <Refusal fault={fault} />}
      {read && (
        <>
          <ActPaper read={read} />
          <Keep read={read} />
        </>
      )}
    </Screen>
  );
}

function Keep({ read: { act, text, signature } }: { readonly read: ReadAct }): ReactNode {
  const { t } = useDeskWords();
  const file = `${t('act.file')}-${act.kind}-${act.site.code}.json`;
  return (
    <Actions>
      <Button press={() => saveFile(file, text, 'application/json')}>{t('act.save')}</Button>
      <Button press={() => saveFile(`${file}.sig`, signature, 'text/plain')}>
        {t('act.save-signature')}
      </Button>
      <Button kind="main" press={() => print()}>
        {t('act.print')}
      </Button>
    </Actions>
  );
}

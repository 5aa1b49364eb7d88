/** Warning that the marks contradict each other and make a null vote. The voter may go on. @module */

import type { ReactNode } from 'react';
import type { ManifestContest } from '#crypto/manifest/schema.ts';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import type { Marks } from '../marking/marks.ts';
import { namesOf } from '../marking/sentence.ts';
import { stepOf } from './screen-props.ts';

interface Props {
  readonly contest: ManifestContest;
  readonly marks: Marks;
  readonly change: () => void;
  readonly goOn: () => void;
}

export function NullWarning({ contest, marks, change, goOn }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  return (
    <Screen title={t('null.title')} step={stepOf(t, 'choose')}>
      <p>{t('null.mix', { marked: namesOf(words, contest, marks).join(', ') })}</p>
      <Actions>
        <Button final press={goOn}>
          {t('null.go-on')}
        </Button>
        <Button kind="main" press={change}>
          {t('null.change')}
        </Button>
      </Actions>
    </Screen>
  );
}

/** Screen of one contest: its marks and, while the voter makes them, their meaning. @module */

import { useState, type ReactNode } from 'react';
import type { ManifestContest } from '#crypto/manifest/schema.ts';
import { Button } from '../../ui/button.tsx';
import { Actions, Screen } from '../../ui/screen.tsx';
import { useWords } from '../../i18n/context.ts';
import { Emblems } from '../marking/emblems.tsx';
import { isComplete, meaningOf, type Marks, type Meaning } from '../marking/marks.ts';
import { People } from '../marking/people.tsx';
import { Question } from '../marking/question.tsx';
import { sentenceOf } from '../marking/sentence.ts';
import { contestsOf } from '../journey.ts';
import { NullWarning } from './null-warning.tsx';
import { stepOf, type BallotProps, type ScreenOf } from './screen-props.ts';

const ballots = { single: Emblems, select: People, question: Question };

export function Contest({
  journey,
  actions,
  screen,
}: BallotProps & { screen: ScreenOf<'contest'> }): ReactNode {
  const words = useWords();
  const { t, pick } = words;
  const [asked, setAsked] = useState(false);
  const contests = contestsOf(journey);
  const position = screen.contest;
  const contest = contests[position]!;
  const marks = journey.marks[position]!;
  const meaning = meaningOf(contest, marks);
  const Ballot = ballots[contest.kind];
  const { changing, warned } = screen;
  const isLast = changing || position === contests.length - 1;
  const goOn = (): void => actions.dispatch({ type: 'next' });
  const next = (): void => {
    setAsked(true);
    if (meaning.kind === 'null' && meaning.why === 'mix') actions.dispatch({ type: 'warned' });
    else if (isComplete(meaning)) goOn();
  };
  if (warned) {
    const change = (): void => actions.dispatch({ type: 'back' });
    return <NullWarning contest={contest} marks={marks} change={change} goOn={goOn} />;
  }
  return (
    <Screen title={pick(contest.title)} step={stepOf(t, 'choose')} className="contest">
      {contests.length > 1 && (
        <p className="quiet">{t('contest.count', { n: position + 1, of: contests.length })}</p>
      )}
      <p>{t(hintOf(contest))}</p>
      <Ballot
        contest={contest}
        marks={marks}
        mark={(made: Marks) => actions.dispatch({ type: 'marked', marks: made })}
      />
      <div className="meaning">
        <p className="label">{t('meaning.title')}</p>
        <p role="status">{sentenceOf(words, contest, meaning)}</p>
      </div>
      <div role="alert">
        {asked && !isComplete(meaning) && <Missing contest={contest} meaning={meaning} />}
      </div>
      <Actions>
        <Button press={() => actions.dispatch({ type: 'back' })}>{t('frame.back')}</Button>
        <Button kind="main" press={next}>
          {t(isLast ? 'contest.review' : 'contest.next')}
        </Button>
      </Actions>
    </Screen>
  );
}

function hintOf({ kind, candidacies }: ManifestContest) {
  if (kind !== 'single') return `contest.${kind}-hint` as const;
  const coalitions = candidacies.some(({ parties }) => parties.length > 1);
  return coalitions ? 'contest.single-hint' : 'contest.single-plain-hint';
}

/** Explains why the contest is incomplete and what to do. */
function Missing({
  contest,
  meaning,
}: {
  readonly contest: ManifestContest;
  readonly meaning: Meaning;
}): ReactNode {
  const { t, pick } = useWords();
  const none = contest.specials.find(({ kind }) => kind === 'null');
  if (meaning.kind === 'impossible') return <p className="notice loss">{t('contest.impossible')}</p>;
  return (
    <div className="notice loss">
      <p>{t('contest.nothing')}</p>
      <p>{none ? t('contest.nothing-now', { none: pick(none.title) }) : t('contest.nothing-plain')}</p>
    </div>
  );
}

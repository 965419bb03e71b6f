import { fitsAgain } from '../../newsroom/editing/put-aside.ts';
import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { IssuePage } from '../issue-page.tsx';
import { UnsavedWords } from '../unsaved-words.tsx';
import { type Leftover, leftWords } from './left-words.ts';
import { PairingBlock } from './pairing-block.tsx';
import { PickingSection } from './picking-section.tsx';
import { Unchangeable } from './unchangeable.tsx';
import { WhatOthersDid } from './what-others-did.tsx';

interface WeekPageProps {
  readonly week: DeskWeek;
  readonly note?: string;
  readonly left?: Leftover;
}

/** `GET /desk/issues/:week`: what was picked and why, and what may take its place. */
export function WeekPage({ week, note, left }: WeekPageProps) {
  const { issue, content, editable } = week;
  const title = `No. ${issue.number}, ${issue.week}`;
  return (
    <IssuePage issue={issue} tab="issue" title={title} note={note} problem={left?.problem}>
      <WhatOthersDid since={left?.since ?? []} />
      {editable ? (
        <AsideNote week={week} />
      ) : (
        <>
          {left ? <UnsavedWords words={leftWords(week, left)} /> : null}
          <Unchangeable issue={issue} />
        </>
      )}
      <h2 id="pairings">Pairings</h2>
      <ThinWeek week={week} />
      {content.pairings.map((pairing, place) => (
        <PairingBlock key={pairing.slug} week={week} shown={pairing} place={place} />
      ))}
      {editable ? <PickingSection week={week} /> : null}
    </IssuePage>
  );
}

/** Says that words left with a pairing, and that some fit again. */
function AsideNote({ week: { issue } }: { week: DeskWeek }) {
  const aside = issue.edits.aside ?? [];
  if (aside.length === 0) return null;
  const isBack = aside.some(word => fitsAgain(word, issue.pick.pairings));
  return (
    <p className="aside-note">
      {isBack
        ? 'A pairing is back, and words about it are put aside. '
        : 'Edited words about pairings that left the issue are put aside. '}
      <a href={`/desk/issues/${issue.week}/words#aside`}>{isBack ? 'Use them again' : 'Look at them'}</a>
    </p>
  );
}

/** Why the issue is shorter than asked for, or which rule was relaxed for it. */
function ThinWeek({ week: { issue, content } }: { week: DeskWeek }) {
  const { asked, rung, pairings } = issue.pick;
  if (pairings.length === 0) {
    return (
      <p className="thin">
        No pairing is left that keeps the rules. Lift a ban, or add tools and reviews to the catalogue, then
        pick again.
      </p>
    );
  }
  if (content.thin === '') return null;
  return (
    <div className="thin">
      <p>
        <strong>A thin week.</strong>{' '}
        {`The picker found ${pairings.length} of ${asked} pairings. With the usual rules there were too few, so it went to step ${rung.step} of its ladder: ${rung.name}. A pair is never repeated, whatever the step.`}
      </p>
      <p>
        {'Readers are told: '}
        <q>{content.thin}</q>
      </p>
    </div>
  );
}

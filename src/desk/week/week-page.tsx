import { Prose } from '../../../templates/web/prose.tsx';
import { LinkList } from '../../web/link-list.tsx';
import { NamedWords } from '../../web/named-words.tsx';
import { IssuePage } from '../issue-page.tsx';
import { UnsavedWords } from '../unsaved-words.tsx';
import { type Leftover, leftWords } from './left-words.ts';
import { PairingBlock } from './pairing-block.tsx';
import { PickingSection } from './picking-section.tsx';
import type { DeskWeek } from './read-week.ts';
import { WhatOthersDid } from './what-others-did.tsx';
import { WordsForm } from './words-form.tsx';

interface WeekPageProps {
  readonly week: DeskWeek;
  readonly note?: string;
  readonly left?: Leftover;
}

const ON_PAGE = [
  { href: '#pairings', words: 'Pairings', current: false },
  { href: '#words', words: 'Words', current: false },
  { href: '#picking', words: 'Pick again', current: false },
];

/** `GET /desk/issues/:week`: what was picked and why, and every word of it. */
export function WeekPage({ week, note, left }: WeekPageProps) {
  const { issue, content, editable } = week;
  const title = `No. ${issue.number}, ${issue.week}`;
  return (
    <IssuePage issue={issue} tab="issue" title={title} note={note} problem={left?.problem}>
      <WhatOthersDid since={left?.since ?? []} />
      {editable || !left ? null : <UnsavedWords words={leftWords(week, left)} />}
      {editable ? (
        <LinkList label="On this page" className="on-page" links={ON_PAGE} />
      ) : (
        <p className="soft">
          This is what readers got, or would have got. Nothing in it can be changed any more.
        </p>
      )}
      <h2 id="pairings">Pairings</h2>
      <ThinWeek week={week} />
      {content.pairings.map((pairing, place) => (
        <PairingBlock key={pairing.slug} week={week} shown={pairing} place={place} />
      ))}
      <h2 id="words">Words</h2>
      {editable ? (
        <>
          <WordsForm
            week={week}
            editable={editable}
            values={left?.values ?? null}
            contested={left?.since !== undefined}
          />
          <PickingSection
            week={week}
            tools={editable.tools}
            reason={left?.reason ?? ''}
            bannedTool={left?.bannedTool ?? ''}
          />
        </>
      ) : (
        <WordsAsSent week={week} />
      )}
    </IssuePage>
  );
}

/** Why the issue is shorter than asked for, or which rule was relaxed for it. */
function ThinWeek({ week: { issue, content } }: { week: DeskWeek }) {
  const { asked, rung, pairings } = issue.pick;
  if (pairings.length === 0) {
    return (
      <p className="thin">
        No pairing is left that keeps the rules. Lift a ban below, or add tools and reviews to the catalogue,
        then pick again.
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

/** Read-only. */
function WordsAsSent({ week: { content } }: { week: DeskWeek }) {
  const { subject, preheader, intro, pairings } = content;
  const quotes = pairings
    .flatMap(({ a, b }) => [a, b])
    .map(({ name, pull }) => {
      const words = pull && `“${pull.pull}” ${pull.name}, ${pull.verdict}`;
      return [`Pull quote on ${name}`, words] as const;
    });
  return (
    <NamedWords
      of={[
        ['Subject', subject],
        ['Preheader', preheader],
        ['Intro', intro === '' ? 'none' : <Prose key="intro" of={intro} className="intro" />],
        ...quotes,
      ]}
    />
  );
}

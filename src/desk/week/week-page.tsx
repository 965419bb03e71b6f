import { Prose } from '../../../templates/web/prose.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import type { Activity } from '../log.ts';
import { UnsavedWords } from '../unsaved-words.tsx';
import { leftWords } from './left-words.ts';
import { PairingBlock } from './pairing-block.tsx';
import { PickingSection } from './picking-section.tsx';
import type { DeskWeek } from './read-week.ts';
import { WhatOthersDid } from './what-others-did.tsx';
import type { WordValues } from './word-values.ts';
import { WordsForm } from './words-form.tsx';

/** What an act that was not done leaves on the page, so that nothing typed is lost. */
export interface Leftover {
  readonly problem: string;
  /** What others did in the meantime. */
  readonly since?: readonly Activity[];
  readonly values?: WordValues;
  readonly reason?: string;
  readonly bannedTool?: string;
}

interface WeekPageProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly week: DeskWeek;
  readonly note?: string;
  readonly left?: Leftover;
}

/** `GET /desk/issues/:week`: what was picked and why, and every word of it. */
export function WeekPage({ deps, editor, week, note = '', left }: WeekPageProps) {
  const { issue, content, editable } = week;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`No. ${issue.number}, ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="issue" />}
      note={note}
      problem={left?.problem ?? ''}
    >
      <WhatOthersDid deps={deps} since={left?.since ?? []} />
      {editable || !left ? null : <UnsavedWords words={leftWords(week, left)} />}
      {editable ? (
        <nav aria-label="On this page">
          <ul className="on-page">
            <li>
              <a href="#pairings">Pairings</a>
            </li>
            <li>
              <a href="#words">Words</a>
            </li>
            <li>
              <a href="#picking">Pick again</a>
            </li>
          </ul>
        </nav>
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
        <WordsForm
          week={week}
          editable={editable}
          values={left?.values ?? null}
          contested={left?.since !== undefined}
        />
      ) : (
        <WordsAsSent week={week} />
      )}
      {editable ? (
        <PickingSection
          week={week}
          tools={editable.tools}
          reason={left?.reason ?? ''}
          bannedTool={left?.bannedTool ?? ''}
        />
      ) : null}
    </DeskPage>
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
  return (
    <dl className="as-sent">
      <div>
        <dt>Subject</dt>
        <dd dir="auto">{content.subject}</dd>
      </div>
      <div>
        <dt>Preheader</dt>
        <dd dir="auto">{content.preheader}</dd>
      </div>
      <div>
        <dt>Intro</dt>
        <dd>{content.intro === '' ? 'none' : <Prose of={content.intro} className="intro" />}</dd>
      </div>
      {content.pairings
        .flatMap(({ a, b }) => [a, b])
        .map(({ slug, name, pull }) =>
          pull === null ? null : (
            <div key={slug}>
              <dt>{`Pull quote on ${name}`}</dt>
              <dd dir="auto">{`“${pull.pull}” ${pull.name}, ${pull.verdict}`}</dd>
            </div>
          ),
        )}
    </dl>
  );
}

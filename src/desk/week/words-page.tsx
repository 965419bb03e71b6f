import { Prose } from '../../../templates/web/prose.tsx';
import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { NamedWords } from '../../web/named-words.tsx';
import { IssuePage } from '../issue-page.tsx';
import { UnsavedWords } from '../unsaved-words.tsx';
import { type Leftover, leftWords } from './left-words.ts';
import { Unchangeable } from './unchangeable.tsx';
import { WhatOthersDid } from './what-others-did.tsx';
import { WordsForm } from './words-form.tsx';
import { WORDS_SCRIPT_PATH } from './words-script.ts';

interface WordsPageProps {
  readonly week: DeskWeek;
  readonly note?: string;
  readonly left?: Leftover;
}

/** `GET /desk/issues/:week/words`: every word of the issue, as it would be printed. */
export function WordsPage({ week, note, left }: WordsPageProps) {
  const { issue, editable } = week;
  return (
    <IssuePage
      issue={issue}
      tab="words"
      title={`Words of ${issue.week}`}
      note={note}
      problem={left?.problem}
      head={editable ? <script type="module" src={WORDS_SCRIPT_PATH} /> : null}
    >
      <WhatOthersDid since={left?.since ?? []} />
      {editable === null ? (
        <>
          {left ? <UnsavedWords words={leftWords(week, left)} /> : null}
          <WordsAsSent week={week} />
        </>
      ) : (
        <WordsForm
          week={week}
          editable={editable}
          typed={left?.values ?? {}}
          typedTrial={left?.trial ?? {}}
          before={left?.since === undefined ? null : (left.was ?? {})}
        />
      )}
    </IssuePage>
  );
}

/** Read-only. */
function WordsAsSent({ week: { issue, content } }: { week: DeskWeek }) {
  const { subject, preheader, intro, pairings } = content;
  const verdicts = pairings.map(
    ({ a, b, verdict }) => [`Verdict line of ${a.name} vs ${b.name}`, verdict] as const,
  );
  const quotes = pairings
    .flatMap(({ a, b }) => [a, b])
    .map(({ name, pull }) => {
      const words = pull && `“${pull.pull}” (${pull.name}: ${pull.verdict})`;
      return [`Pull quote on ${name}`, words] as const;
    });
  return (
    <>
      <Unchangeable issue={issue} />
      <NamedWords
        of={[
          ['Subject', subject],
          ['Preheader', preheader],
          ['Intro', intro === '' ? 'none' : <Prose key="intro" of={intro} className="intro" />],
          ...verdicts,
          ...quotes,
        ]}
      />
    </>
  );
}

import type { ReactNode } from 'react';
import { PULL_LIMIT } from '../../catalogue/pull-quote.ts';
import type { PairingContent, ToolContent } from '../../issue/content.ts';
import { INTRO_WORDS, WORD_BUDGET } from '../../issue/preflight/wording.ts';
import { PREHEADER_MAX } from '../../issue/preheader.ts';
import { proseWords } from '../../issue/prose.ts';
import { wordsInMail } from '../../issue/reading-time.ts';
import { SUBJECT_LIMIT } from '../../issue/subject.ts';
import { VERDICT_WORDS } from '../../issue/verdict-line.ts';
import { countWords } from '../../issue/word-limit.ts';
import { Button } from '../../web/button.tsx';
import { countOf } from '../count.ts';
import { IssueForm } from '../issue-form.tsx';
import type { DeskWeek } from './read-week.ts';
import { SubjectLines } from './subject-lines.tsx';
import { type Budget, WordField, type WordFieldProps } from './word-field.tsx';
import { storedValues, type WordValues, wordLabels } from './word-values.ts';

interface WordsFormProps {
  readonly week: DeskWeek;
  readonly editable: NonNullable<DeskWeek['editable']>;
  /** What stands in the fields where it is not what is stored: after a refusal. */
  readonly values: WordValues | null;
  /** Whether what is stored is to be shown beside what differs from it. */
  readonly contested: boolean;
}

/** Everything an editor may word: one form, so that nothing typed in one field is lost by saving another. */
export function WordsForm({ week, editable, values, contested }: WordsFormProps) {
  const { issue, content } = week;
  const { generated } = editable;
  const stored = storedValues(issue);
  const labels = wordLabels(content);
  const field = (name: string) => {
    const value = values?.[name] ?? stored[name] ?? '';
    const differs = contested && value !== stored[name];
    const was = stored[name] ?? '';
    return { name, label: labels[name] ?? '', value, was, stored: differs ? was : null };
  };
  const words = wordsInMail(content);
  return (
    <IssueForm issue={issue} act="words" className="words">
      <p className="acts">
        <Button>Save the words</Button>
        <span className="hint">
          {`The mail has ${words} of ${WORD_BUDGET} words, ${countOf(content.minutes, 'minute')} to read. A blank field prints what is generated.`}
        </span>
      </p>
      <WordField
        {...field('subject')}
        generated={generated.subject}
        budget={characters(content.subject, SUBJECT_LIMIT)}
      />
      <SubjectLines lines={editable.subjects} used={content.subject} />
      <WordField
        {...field('preheader')}
        generated={generated.preheader}
        budget={characters(content.preheader, PREHEADER_MAX)}
        hint="what inboxes show beside the subject"
      />
      <WordField
        {...field('intro')}
        generated=""
        lines={6}
        budget={{ used: countWords(proseWords(content.intro)), most: INTRO_WORDS, unit: 'words' }}
        hint="Markdown: **bold**, *italics*, [words](https://…), lists with - or 1."
      />
      {content.pairings.map((pairing, place) => (
        <PairingWords
          key={pairing.slug}
          shown={pairing}
          generated={generated.pairings[place] ?? pairing}
          place={place}
          field={field}
        />
      ))}
      <p className="acts">
        <Button>Save the words</Button>
      </p>
    </IssueForm>
  );
}

type Field = (name: string) => Pick<WordFieldProps, 'name' | 'label' | 'value' | 'was' | 'stored'>;

function PairingWords(props: {
  shown: PairingContent;
  generated: PairingContent;
  place: number;
  field: Field;
}): ReactNode {
  const { shown, generated, place, field } = props;
  const pull = (tool: ToolContent, without: ToolContent) =>
    tool.pull === null ? null : (
      <WordField
        {...field(`pull.${tool.slug}`)}
        generated={without.pull?.pull ?? ''}
        budget={characters(tool.pull.pull, PULL_LIMIT)}
        hint={`in ${tool.pull.name}’s name, ${tool.pull.verdict}`}
      />
    );
  return (
    <fieldset>
      <legend>
        {`${place + 1} `}
        <bdi>{shown.a.name}</bdi>
        {' vs '}
        <bdi>{shown.b.name}</bdi>
      </legend>
      <WordField
        {...field(`verdict.${shown.slug}`)}
        generated={generated.verdict}
        lines={2}
        budget={{ used: countWords(shown.verdict), most: VERDICT_WORDS, unit: 'words' }}
      />
      <div className="pulls">
        {pull(shown.a, generated.a)}
        {pull(shown.b, generated.b)}
      </div>
    </fieldset>
  );
}

function characters(text: string, most: number): Budget {
  return { used: Array.from(text).length, most, unit: 'characters' };
}

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
import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { storedValues, type WordValues } from '../../newsroom/editing/word-values.ts';
import { Button } from '../../web/button.tsx';
import { countOf } from '../count.ts';
import { IssueForm } from '../issue-form.tsx';
import { AsideSection } from './aside-section.tsx';
import { SubjectLines } from './subject-lines.tsx';
import { TrialFields } from './trial-fields.tsx';
import type { TrialValues } from './typed-trial.ts';
import { type Budget, WordField, type WordFieldProps } from './word-field.tsx';
import { wordLabels } from './word-fields.ts';

interface WordsFormProps {
  readonly week: DeskWeek;
  readonly editable: NonNullable<DeskWeek['editable']>;
  /** What somebody wrote and was not saved: after a refusal. */
  readonly typed: WordValues;
  /** The same of the subjects on trial. */
  readonly typedTrial: TrialValues;
  /**
   * What the fields said before somebody else changed the issue: what is stored now is shown beside each that no longer
   * does.
   */
  readonly before: WordValues | null;
}

/** Everything an editor may word: one form, so that nothing typed in one field is lost by saving another. */
export function WordsForm(props: WordsFormProps) {
  const { week, editable, typed, typedTrial, before } = props;
  const { issue, content } = week;
  const field = fieldsOf(props);
  // What somebody else wrote is not overwritten, and no approval is void, without a press.
  const bySelf = issue.state !== 'approved' && Object.keys({ ...typed, ...typedTrial }).length === 0;
  const unsaved = issue.state === 'approved' ? UNSAVED_APPROVED : UNSAVED;
  return (
    <IssueForm
      issue={issue}
      act="words"
      className="words"
      data={{ saves: bySelf ? 'typed' : 'asked', unsaved, ...SAVE_WORDS }}
    >
      <SaveLine week={week} />
      <WordField {...field('subject')} budget={characters(content.subject, SUBJECT_LIMIT)} />
      <SubjectLines lines={editable.subjects} used={content.subject} />
      <TrialFields stored={issue.edits.trial} typed={typedTrial} contested={before !== null} />
      <WordField
        {...field('preheader')}
        budget={characters(content.preheader, PREHEADER_MAX)}
        hint="what inboxes show beside the subject"
      />
      <WordField
        {...field('intro')}
        lines={6}
        budget={{ used: countWords(proseWords(content.intro)), most: INTRO_WORDS, unit: 'words' }}
        hint="Markdown: **bold**, *italics*, [words](https://…), lists with - or 1."
      />
      {content.pairings.map((pairing, place) => (
        <PairingWords key={pairing.slug} shown={pairing} place={place} field={field} />
      ))}
      <p className="acts">
        <Button>Save the words</Button>
        <a href={`/desk/issues/${issue.week}/preview`}>Look at the preview</a>
      </p>
      <AsideSection week={week} />
    </IssueForm>
  );
}

const UNSAVED = 'Not saved until you press Save.';
const UNSAVED_APPROVED = 'Not saved until you press Save: it would void the approval.';
/** What the script says that saves while somebody writes. */
const SAVE_WORDS = {
  'signed-out': 'Not saved: you are signed out. Sign in in a new tab, then go on here.',
  unreached: 'Not saved: the desk cannot be reached. Saving is tried again as you go on.',
};

function SaveLine({ week: { content, issue } }: { week: DeskWeek }) {
  const words = wordsInMail(content);
  return (
    <>
      <p className="acts save-line">
        <Button>Save the words</Button>
        <span className="saved" role="status" data-saved="" />
      </p>
      <p className="hint">
        {`Every field shows what would be printed; one that is left as generated follows the pairings. The mail has ${words} of ${WORD_BUDGET} words, ${countOf(content.minutes, 'minute')} to read.`}
        {issue.state === 'approved' ? ' Saving a change voids the approval.' : ''}
      </p>
    </>
  );
}

type Field = (name: string) => Omit<WordFieldProps, 'budget' | 'lines' | 'hint'>;

function fieldsOf({ week: { issue, content }, editable, typed, before }: WordsFormProps): Field {
  const { printed, generated } = editable;
  const own = storedValues(issue);
  const labels = wordLabels(content);
  return name => {
    const was = printed[name] ?? '';
    const value = typed[name] ?? was;
    return {
      name,
      label: labels[name] ?? '',
      value,
      was,
      generated: generated[name] ?? '',
      isOwn: own[name] !== '',
      stored: before !== null && before[name] !== was && value !== was ? was : null,
    };
  };
}

function PairingWords(props: { shown: PairingContent; place: number; field: Field }): ReactNode {
  const { shown, place, field } = props;
  const pull = (tool: ToolContent) =>
    tool.pull === null ? null : (
      <WordField
        {...field(`pull.${tool.slug}`)}
        lines={3}
        budget={characters(tool.pull.pull, PULL_LIMIT)}
        hint={`printed as ${tool.pull.name}’s words (${tool.pull.verdict})`}
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
        lines={2}
        budget={{ used: countWords(shown.verdict), most: VERDICT_WORDS, unit: 'words' }}
      />
      <div className="pulls">
        {pull(shown.a)}
        {pull(shown.b)}
      </div>
    </fieldset>
  );
}

function characters(text: string, most: number): Budget {
  return { used: Array.from(text).length, most, unit: 'characters' };
}

import type { Issue } from '../../issue/issue.ts';
import type { CorrectionFaults, CorrectionProgress } from '../../newsroom/going/correct.ts';
import type { CorrectionPreview } from '../../newsroom/going/correction-mails.ts';
import type { Correction, CorrectionWords } from '../../storage/delivery/corrections.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Facts } from '../../web/facts.tsx';
import { Field } from '../../web/field.tsx';
import { Instant } from '../../web/instant.tsx';
import { count, countOf } from '../count.ts';
import { UnsavedWords } from '../unsaved-words.tsx';
import { AsidePage } from './aside-page.tsx';

/** What the page shows beside the words themselves. */
export interface CorrectionView {
  /** Null before the first draft. */
  readonly correction: Correction | null;
  /** In the fields: what was typed, else what is kept. */
  readonly words: CorrectionWords;
  readonly faults: CorrectionFaults | null;
  /** Of the kept draft; null while it is not whole. */
  readonly preview: CorrectionPreview | null;
  /** How many would get it now. */
  readonly audience: number;
  /** Why it may not go out yet; '' when it may. */
  readonly hindrance: string;
  /** Null for a draft. */
  readonly progress: CorrectionProgress | null;
  /** Typed for what was approved meanwhile; else null. */
  readonly unsaved: CorrectionWords | null;
}

interface CorrectionProps {
  readonly issue: Issue;
  readonly view: CorrectionView;
  readonly note: string;
  readonly problem?: string | undefined;
}

const LABELS: Readonly<Record<keyof CorrectionWords, string>> = {
  wrong: 'What was wrong, word for word',
  right: 'What it should say',
  url: 'The corrected page',
};

/** The one correction of an issue: put into words, looked at, approved on its own, watched. */
export function CorrectionPage({ issue, view, note, problem }: CorrectionProps) {
  const base = `/desk/issues/${issue.week}/correction`;
  const { correction, preview, unsaved } = view;
  return (
    <AsidePage issue={issue} title="Correction" note={note} problem={problem}>
      {unsaved === null ? null : (
        <UnsavedWords
          words={(['wrong', 'right', 'url'] as const).map(name => [LABELS[name], unsaved[name]])}
        />
      )}
      <h2>Correction</h2>
      {issue.frozenAt === null ? (
        <p>Nobody has got this issue yet: change the issue itself.</p>
      ) : correction && correction.state !== 'draft' ? (
        <Approved correction={correction} progress={view.progress} base={base} />
      ) : (
        <>
          <p>
            One short mail, once, to those who got the issue and are still readers. The issue’s page shows it
            too, with its date. An issue has one correction: say everything in it.
          </p>
          <Words base={base} view={view} />
          {preview && correction ? (
            <Approve base={base} view={view} revision={correction.revision} preview={preview} />
          ) : null}
        </>
      )}
    </AsidePage>
  );
}

function Words({ base, view: { correction, words, faults } }: { base: string; view: CorrectionView }) {
  const field = (name: keyof CorrectionWords) => ({
    id: name,
    label: LABELS[name],
    problem: faults?.[name] || undefined,
    className: 'plain-field',
  });
  return (
    <ActForm action={base} fields={{ revision: correction?.revision ?? 0 }} className="field telling">
      <Field {...field('wrong')}>
        <textarea required defaultValue={words.wrong} maxLength={1_000} />
      </Field>
      <Field {...field('right')}>
        <textarea required defaultValue={words.right} maxLength={1_000} />
      </Field>
      <Field {...field('url')}>
        <input required defaultValue={words.url} type="url" maxLength={2_000} />
      </Field>
      <p>
        <Button>Save and preview</Button>
      </p>
    </ActForm>
  );
}

interface ApproveProps {
  readonly base: string;
  readonly view: CorrectionView;
  readonly revision: number;
  readonly preview: CorrectionPreview;
}

function Approve({ base, view, revision, preview }: ApproveProps) {
  const { subject, text, hash } = preview;
  const readers = countOf(view.audience, 'reader');
  return (
    <section className="part-of">
      <h2>As it would go out</h2>
      <p>
        {'Subject: '}
        <b dir="auto">{subject}</b>
      </p>
      <iframe
        className="mail-frame"
        title="The correction as its readers would see it"
        src={`${base}/mail?revision=${revision}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      />
      <details>
        <summary>Its plain text</summary>
        <pre className="plain-text" dir="auto">
          {text}
        </pre>
      </details>
      <h2>{`Approve it for ${readers}`}</h2>
      <p>
        {
          'Everybody whose issue the mail API has taken, except those who have left or been suppressed since. Content '
        }
        <code>{hash.slice(0, 12)}</code>
      </p>
      {view.hindrance === '' ? (
        <ActForm action={`${base}/approve`} fields={{ revision, hash }}>
          <p>
            <label className="tick">
              <input type="checkbox" name="read" value="yes" required /> I have read it. It cannot be taken
              back.
            </label>
          </p>
          <Button look="grave">{`Approve and send to ${readers}`}</Button>
        </ActForm>
      ) : (
        <p className="amiss">{view.hindrance}</p>
      )}
    </section>
  );
}

interface ApprovedProps {
  readonly correction: Correction;
  readonly progress: CorrectionProgress | null;
  readonly base: string;
}

function Approved({ correction: { approval, wrong, right, url }, progress, base }: ApprovedProps) {
  return (
    <>
      {approval === null ? null : (
        <p>
          {`Approved by ${approval.by} on `}
          <Instant at={approval.at} />
          {` for ${count(approval.audience)}, content `}
          <code>{approval.hash.slice(0, 12)}</code>
        </p>
      )}
      {progress === null ? null : (
        <Facts
          of={[
            ['Submitted', count(progress.submitted)],
            ['Pending', count(progress.pending)],
            ['Rejected', count(progress.rejected)],
            ['Uncertain', count(progress.uncertain)],
            ['Left before it was queued', count(progress.leftOut)],
          ]}
        />
      )}
      {progress !== null && progress.pending > 0 ? (
        <p>
          <a href={base}>Look again</a>
        </p>
      ) : null}
      <h3>We wrote</h3>
      <p dir="auto" className="quoted">
        {wrong}
      </p>
      <h3>It should read</h3>
      <p dir="auto" className="quoted">
        {right}
      </p>
      <p>
        <a href={url}>The corrected page</a>
      </p>
    </>
  );
}

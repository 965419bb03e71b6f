import type { Issue } from '../../issue/issue.ts';
import type { CorrectionPreview } from '../../web/desk/going/going-deps.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { count, countOf } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import { UnsavedWords } from '../unsaved-words.tsx';
import type { Correction, CorrectionFaults, CorrectionProgress, CorrectionWords } from './correct.ts';

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
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly issue: Issue;
  readonly view: CorrectionView;
  readonly note: string;
  readonly problem: string;
}

/** The one correction of an issue: put into words, looked at, approved on its own, watched. */
export function CorrectionPage({ deps, editor, issue, view, note, problem }: CorrectionProps) {
  const base = `/desk/issues/${issue.week}/correction`;
  const { correction } = view;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Correction, ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="progress" />}
      note={note}
      problem={problem}
    >
      {view.unsaved === null ? null : (
        <UnsavedWords
          words={[
            ['What was wrong, as it stood there', view.unsaved.wrong],
            ['What is right', view.unsaved.right],
            ['The corrected page', view.unsaved.url],
          ]}
        />
      )}
      <h2>Correction</h2>
      {issue.frozenAt === null ? (
        <p>Nobody has got this issue yet: change the issue itself.</p>
      ) : correction && correction.state !== 'draft' ? (
        <Approved deps={deps} correction={correction} progress={view.progress} base={base} />
      ) : (
        <>
          <p>
            One short mail, once, to those who got the wrong issue and are still readers. The issue’s page
            shows it too, with its date. An issue has one correction: say everything in it.
          </p>
          <Words base={base} view={view} />
          {view.preview && correction ? (
            <Approve base={base} view={view} correction={correction} preview={view.preview} />
          ) : null}
        </>
      )}
      <p className="return">
        <a href={`/desk/issues/${issue.week}/progress`}>Back to the numbers</a>
      </p>
    </DeskPage>
  );
}

function Words({ base, view: { correction, words, faults } }: { base: string; view: CorrectionView }) {
  const field = (name: keyof CorrectionWords) => ({
    id: name,
    name,
    required: true,
    defaultValue: words[name],
    ...(faults?.[name] && { 'aria-invalid': true, 'aria-describedby': `${name}-fault` }),
  });
  return (
    <form method="post" action={base} className="field telling">
      <input type="hidden" name="revision" value={correction?.revision ?? 0} />
      <label htmlFor="wrong">What was wrong, as it stood there</label>
      <textarea {...field('wrong')} maxLength={1_000} />
      <Fault of="wrong" faults={faults} />
      <label htmlFor="right">What is right</label>
      <textarea {...field('right')} maxLength={1_000} />
      <Fault of="right" faults={faults} />
      <label htmlFor="url">The corrected page</label>
      <input {...field('url')} type="url" maxLength={2_000} />
      <Fault of="url" faults={faults} />
      <p>
        <button type="submit" className="button">
          Keep and preview
        </button>
      </p>
    </form>
  );
}

function Fault({ of, faults }: { of: keyof CorrectionWords; faults: CorrectionFaults | null }) {
  return faults?.[of] ? (
    <p id={`${of}-fault`} className="fault">
      {faults[of]}
    </p>
  ) : null;
}

interface ApproveProps {
  readonly base: string;
  readonly view: CorrectionView;
  readonly correction: Correction;
  readonly preview: CorrectionPreview;
}

function Approve({ base, view, correction, preview }: ApproveProps) {
  const readers = countOf(view.audience, 'reader');
  return (
    <section className="part-of">
      <h2>As it would go out</h2>
      <p>
        {'Subject: '}
        <b dir="auto">{preview.subject}</b>
      </p>
      <iframe
        className="mail-frame"
        title="The correction as its readers would see it"
        src={`${base}/mail?revision=${correction.revision}`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      />
      <details>
        <summary>Its plain text</summary>
        <pre className="plain-text" dir="auto">
          {preview.text}
        </pre>
      </details>
      <h2>{`Approve it for ${readers}`}</h2>
      <p>
        {
          'Whoever the mail API took the issue for, without those who have left or been barred since. Content '
        }
        <code>{preview.hash.slice(0, 12)}</code>
      </p>
      {view.hindrance === '' ? (
        <form method="post" action={`${base}/approve`}>
          <input type="hidden" name="revision" value={correction.revision} />
          <input type="hidden" name="hash" value={preview.hash} />
          <p>
            <label className="tick">
              <input type="checkbox" name="read" value="yes" required /> I have read it. It cannot be taken
              back.
            </label>
          </p>
          <button type="submit" className="button grave">
            {`Approve and send to ${readers}`}
          </button>
        </form>
      ) : (
        <p className="amiss">{view.hindrance}</p>
      )}
    </section>
  );
}

function Approved({
  deps,
  correction,
  progress,
  base,
}: {
  deps: WebDeps;
  correction: Correction;
  progress: CorrectionProgress | null;
  base: string;
}) {
  const { approval } = correction;
  return (
    <>
      {approval === null ? null : (
        <p>
          {`Approved by ${approval.by} on `}
          <Instant at={approval.at} zone={deps.publication.timezone} />
          {` for ${count(approval.audience)}, content `}
          <code>{approval.hash.slice(0, 12)}</code>
        </p>
      )}
      {progress === null ? null : (
        <dl className="facts">
          <dt>Submitted</dt>
          <dd>{count(progress.submitted)}</dd>
          <dt>Pending</dt>
          <dd>{count(progress.pending)}</dd>
          <dt>Rejected</dt>
          <dd>{count(progress.rejected)}</dd>
          <dt>Uncertain</dt>
          <dd>{count(progress.uncertain)}</dd>
          <dt>Left before it was queued</dt>
          <dd>{count(progress.leftOut)}</dd>
        </dl>
      )}
      {progress !== null && progress.pending > 0 ? (
        <p>
          <a href={base}>Look again</a>
        </p>
      ) : null}
      <h3>We wrote</h3>
      <p dir="auto" className="quoted">
        {correction.wrong}
      </p>
      <h3>Right is</h3>
      <p dir="auto" className="quoted">
        {correction.right}
      </p>
      <p>
        <a href={correction.url}>The corrected page</a>
      </p>
    </>
  );
}

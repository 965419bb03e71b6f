import { Instant } from '../../web/instant.tsx';
import { count, countOf } from '../count.ts';
import { untilWords } from '../issue-head.tsx';
import type { CheckLook } from './check-look.ts';
import { APPROVE_FORM } from './findings.tsx';
import { HoldReason, type MarginProps } from './margin.tsx';
import { Seen } from './seen.tsx';

/** A change of the audience above this deserves a word beside the button. */
const LARGE_CHANGE = 0.2;

/** The decision: to whom it would go, and the button. Or who decided, and the way back. */
export function Approval({ deps, look, typed }: MarginProps) {
  const { issue } = look;
  if (issue.state === 'approved' && look.approvalHolds)
    return <Approved deps={deps} look={look} typed={typed} />;
  return (
    <section className="block" aria-labelledby="approval">
      <h2 id="approval">Approve</h2>
      {issue.approval && !look.approvalHolds ? (
        <p className="told wrong">
          {`${issue.approval.by} approved it, and what would go out has changed since: the approval no longer counts. `}
          <a href={`/desk/issues/${issue.week}/preview`}>See what changed</a>
        </p>
      ) : null}
      <Audience look={look} />
      <ApproveForm look={look} />
    </section>
  );
}

function ApproveForm({ look }: { look: CheckLook }) {
  const { issue, errors, barred, audience } = look;
  if (errors.length > 0) return <p>Once the errors are mended it can be approved here.</p>;
  if (barred !== '') return <p className="told wrong">{`${barred} Somebody else must approve it.`}</p>;
  return (
    <form id={APPROVE_FORM} method="post" action={`/desk/issues/${issue.week}/check/approve`}>
      <Seen look={look} />
      <button type="submit" className="button">
        {`Approve for ${countOf(audience, 'reader')}`}
      </button>
    </form>
  );
}

function Audience({ look: { audience, last } }: { look: CheckLook }) {
  const change = last === null ? 0 : audience - last.audience;
  const share = last === null || last.audience === 0 ? 0 : change / last.audience;
  return (
    <>
      <p className="count">{countOf(audience, 'reader')}</p>
      <p>
        {'would get it now'}
        {last === null
          ? '; no issue was sent before.'
          : change === 0
            ? `, as many as ${last.week}.`
            : `, ${count(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} than ${last.week} (${count(last.audience)}).`}
        {Math.abs(share) > LARGE_CHANGE ? (
          <strong className="large">
            {` That is ${Math.round(Math.abs(share) * 100)}% ${share > 0 ? 'more' : 'fewer'}: look at recent imports, sign-ups and suppressions.`}
          </strong>
        ) : null}
      </p>
    </>
  );
}

function Approved({ deps, look, typed }: MarginProps) {
  const { issue, due, at, audience } = look;
  const zone = deps.publication.timezone;
  const base = `/desk/issues/${issue.week}/check`;
  return (
    <section className="block" aria-labelledby="approval">
      <h2 id="approval">Approved</h2>
      <p className="outcome">
        <Going look={look} zone={zone} />
      </p>
      <dl className="facts">
        <dt>By</dt>
        <dd>{issue.approval?.by}</dd>
        <dt>On</dt>
        <dd>
          <Instant at={issue.approval?.at ?? at} zone={zone} />
        </dd>
        <dt>Content</dt>
        <dd>
          <code>{look.hash.slice(0, 12)}</code>
        </dd>
        <dt>Readers now</dt>
        <dd>{count(audience)}</dd>
      </dl>
      <form method="post" action={`${base}/hold`}>
        <Seen look={look} />
        <label className="above" htmlFor="hold-reason">
          Why take it back? (for the log, may stay empty)
        </label>
        <p>
          <HoldReason typed={typed} />
        </p>
        <div className="acts">
          <button type="submit" className="button quiet grave">
            Take the approval back
          </button>
          {due.askedNow ? null : <a href={`${base}/send-now`}>Send it now…</a>}
        </div>
      </form>
    </section>
  );
}

/** When it goes, and how long it can still be taken back. */
function Going({ look: { due, at }, zone }: { look: CheckLook; zone: string }) {
  if (due.askedNow) return 'It goes out within a minute. Until it starts it can be taken back.';
  if (due.at <= at) return 'It is due: it starts within a minute, or when the send window opens.';
  return (
    <>
      {`It goes out ${untilWords(due.at - at)}, on `}
      <Instant at={due.at} zone={zone} />
      {due.at > due.time
        ? ', ten minutes after its approval. Until then it can be taken back.'
        : '. Until then it can be taken back.'}
    </>
  );
}

import { untilWords } from '../../issue/time-words.ts';
import { Button } from '../../web/button.tsx';
import { Facts } from '../../web/facts.tsx';
import { Instant } from '../../web/instant.tsx';
import { count, countOf } from '../count.ts';
import { IssueForm } from '../issue-form.tsx';
import { Block, type PartProps } from './block.tsx';
import { seenIn } from './check-form.ts';
import type { CheckLook } from './check-look.ts';
import { APPROVE_FORM } from './findings.tsx';
import { HoldForm } from './hold.tsx';
import { OnTrial } from './on-trial.tsx';

/** A change of the audience above this deserves a word beside the button. */
const LARGE_CHANGE = 0.2;

/** The decision: to whom it would go, and the button. Or who decided, and the way back. */
export function Approval({ look, typed }: PartProps) {
  const { issue } = look;
  if (issue.state === 'approved' && look.approvalHolds) return <Approved look={look} typed={typed} />;
  return (
    <Block id="approval" heading="Approve">
      {issue.approval && !look.approvalHolds ? (
        <p className="told wrong">
          {`${issue.approval.by} approved it, and what would go out has changed since: the approval no longer counts. `}
          <a href={`/desk/issues/${issue.week}/preview`}>See what changed</a>
        </p>
      ) : null}
      <Audience look={look} />
      <OnTrial look={look} />
      <ApproveForm look={look} />
    </Block>
  );
}

function ApproveForm({ look }: { look: CheckLook }) {
  const { issue, errors, barred, audience } = look;
  if (errors.length > 0) return <p>Once the errors are put right, it can be approved here.</p>;
  if (barred !== '') return <p className="told wrong">{`${barred} Somebody else must approve it.`}</p>;
  return (
    <IssueForm id={APPROVE_FORM} issue={issue} act="check/approve" fields={seenIn(look)}>
      <Button>{`${issue.voided ? 'Approve again' : 'Approve'} for ${countOf(audience, 'reader')}`}</Button>
    </IssueForm>
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
          ? '; no issue has been sent before.'
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

function Approved({ look, typed }: PartProps) {
  const { issue, at, audience } = look;
  return (
    <Block id="approval" heading="Approved">
      <p className="outcome">
        <Going look={look} />
      </p>
      <Facts
        of={[
          ['By', issue.approval?.by],
          ['On', <Instant key="on" at={issue.approval?.at ?? at} />],
          ['Content', <code key="content">{look.hash.slice(0, 12)}</code>],
          ['Readers now', count(audience)],
        ]}
      />
      <OnTrial look={look} />
      <HoldForm look={look} typed={typed} question="Why take it back?">
        <Button look="quiet grave">Take the approval back</Button>
      </HoldForm>
    </Block>
  );
}

/** When it goes, and how long it can still be taken back. */
function Going({ look: { due, at } }: { look: CheckLook }) {
  if (due.askedNow)
    return 'It is starting: the first mails leave within seconds. Until it starts it can be taken back.';
  if (due.at <= at) return 'It is due: it starts within a minute, or when the send window opens.';
  return (
    <>
      {`It goes out ${untilWords(due.at - at)}, on `}
      <Instant at={due.at} />
      {due.at > due.time
        ? ', ten minutes after its approval. Until then it can be taken back.'
        : '. Until then it can be taken back.'}
    </>
  );
}

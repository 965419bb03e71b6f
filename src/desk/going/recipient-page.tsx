import type { Issue } from '../../issue/issue.ts';
import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import { count } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import type { Editor } from '../door/session.ts';
import { IssueHead } from '../issue-head.tsx';
import { Scroll } from '../scroll.tsx';
import type { DeliveryStory } from './one-recipient.ts';
import { EVENT_WORDS } from './recipients-page.tsx';

interface RecipientProps {
  readonly deps: WebDeps;
  readonly editor: Editor;
  readonly issue: Issue;
  readonly story: DeliveryStory;
}

/** One reader's delivery, with all that happened to it in order. */
export function OneRecipientPage({ deps, editor, issue, story }: RecipientProps) {
  const { recipient, providerId, steps } = story;
  const { seq, email, name, state, event, reason, batch } = recipient;
  return (
    <DeskPage
      deps={deps}
      editor={editor}
      title={`Reader ${count(seq)}, ${issue.week}`}
      at="issues"
      heading={<IssueHead deps={deps} issue={issue} at="progress" />}
    >
      <h2 className="who">
        {email === '' ? 'A reader who was erased' : <bdi>{email}</bdi>}
        {name === '' ? null : (
          <span className="soft">
            {', '}
            <bdi>{name}</bdi>
          </span>
        )}
      </h2>
      <p>
        <b className={state === 'submitted' ? undefined : 'amiss'}>{state}</b>
        {event === null ? null : `, then ${EVENT_WORDS[event]}`}
        {reason === '' ? null : <span dir="auto">{`: ${reason}`}</span>}
      </p>
      <dl className="facts">
        <dt>Number in this issue</dt>
        <dd>{count(seq)}</dd>
        <dt>Batch</dt>
        <dd>{batch === null ? '—' : count(batch.n)}</dd>
        <dt>Provider</dt>
        <dd>{batch === null || batch.provider === '' ? '—' : batch.provider}</dd>
        <dt>The provider’s id</dt>
        <dd>{providerId === '' ? '—' : <code>{providerId}</code>}</dd>
      </dl>
      <Scroll label="What happened, in order">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">More</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step, index) => (
              <tr key={index}>
                <td>
                  <Instant at={step.at} zone={deps.publication.timezone} />
                </td>
                <th scope="row">{step.what}</th>
                <td dir="auto" className="why">
                  {step.detail}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="return">
        <a href={`/desk/issues/${issue.week}/recipients`}>All recipients</a>
      </p>
    </DeskPage>
  );
}

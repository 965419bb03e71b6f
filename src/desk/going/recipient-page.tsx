import type { Issue } from '../../issue/issue.ts';
import { Facts } from '../../web/facts.tsx';
import { Instant } from '../../web/instant.tsx';
import { Table } from '../../web/table.tsx';
import { count } from '../count.ts';
import { IssuePage } from '../issue-page.tsx';
import type { DeliveryStory } from './one-recipient.ts';
import { EVENT_WORDS } from './recipients-page.tsx';

interface RecipientProps {
  readonly issue: Issue;
  readonly story: DeliveryStory;
}

/** One reader's delivery, with all that happened to it in order. */
export function OneRecipientPage({ issue, story }: RecipientProps) {
  const { recipient, providerId, steps } = story;
  const { seq, email, name, state, event, reason, batch } = recipient;
  return (
    <IssuePage title={`Reader ${count(seq)}, ${issue.week}`} issue={issue} tab="progress">
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
      <Facts
        of={[
          ['Number in this issue', count(seq)],
          ['Batch', batch === null ? '—' : count(batch.n)],
          ['Provider', batch?.provider || '—'],
          ['The provider’s id', providerId === '' ? '—' : <code key="id">{providerId}</code>],
        ]}
      />
      <Table
        label="What happened, in order"
        lines={steps}
        keyOf={(_, index) => index}
        columns={[
          { head: 'When', cell: ({ at }) => <Instant at={at} /> },
          { head: 'What', names: true, cell: ({ what }) => what },
          { head: 'More', className: 'why', dir: 'auto', cell: ({ detail }) => detail },
        ]}
      />
      <p className="return">
        <a href={`/desk/issues/${issue.week}/recipients`}>All recipients</a>
      </p>
    </IssuePage>
  );
}

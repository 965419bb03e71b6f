import type { EndpointLine } from '../../storage/webhooks/endpoints.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Facts } from '../../web/facts.tsx';
import { Field } from '../../web/field.tsx';
import { Instant } from '../../web/instant.tsx';
import { type Column, Table } from '../../web/table.tsx';
import { type KeptAnswer, shownUrl } from '../../webhooks/endpoint.ts';
import { count } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import { useVisit } from '../visit.tsx';
import { When } from '../when.tsx';

interface WebhookPageProps {
  readonly endpoint: EndpointLine;
  readonly note?: string;
  /** What is wrong with the time typed for a replay; '' for nothing. */
  readonly wrongSince?: string;
  readonly since?: string;
}

/** One webhook: how it stands, what it said, and what can be done about it. */
export function WebhookPage({ endpoint, note, wrongSince = '', since = '' }: WebhookPageProps) {
  const { answers } = endpoint;
  return (
    <DeskPage
      title={`Webhook ${endpoint.id}`}
      at="webhooks"
      note={note}
      problem={wrongSince && 'Nothing was told once more: look at the time below.'}
    >
      <Standing endpoint={endpoint} />
      <h2>What it said</h2>
      {answers.length === 0 ? (
        <p>Nothing was posted to it yet.</p>
      ) : (
        <Table label="Answers" folds columns={COLUMNS} lines={answers} keyOf={(_, index) => index} />
      )}
      <Acts endpoint={endpoint} wrongSince={wrongSince} since={since} />
      <p>
        <a href="/desk/webhooks">All webhooks</a>
      </p>
    </DeskPage>
  );
}

function Standing({ endpoint }: Pick<WebhookPageProps, 'endpoint'>) {
  const { room } = useVisit();
  const { shape, events, state, reason, disabledAt, waiting, notBefore, createdAt, createdBy } = endpoint;
  const againAt = Math.max(notBefore, endpoint.againAt ?? 0);
  const isWaiting = state === 'active' && againAt > room.now();
  return (
    <Facts
      of={[
        ['Address', shownUrl(endpoint)],
        ['Shape', shape],
        ['Told of', events.join(', ')],
        ['State', state === 'active' ? 'on' : <Off key="off" />],
        ['Why', reason === '' ? null : reason],
        ['Off since', disabledAt === null ? null : <Instant key="since" at={disabledAt} />],
        ['Events it has not got', count(waiting)],
        ['Tried again', isWaiting ? <When key="again" at={againAt} /> : null],
        [
          'Added',
          <>
            <Instant at={createdAt} />
            {`, by ${createdBy}`}
          </>,
        ],
      ]}
    />
  );
}

function Off() {
  return <span className="grave-word">off</span>;
}

const COLUMNS: readonly Column<KeptAnswer>[] = [
  { head: 'When', cell: ({ at }) => <Instant at={at} to="second" /> },
  { head: 'Event', className: 'many-words', cell: ({ event, type }) => `${type} (${event})` },
  {
    head: 'Answer',
    className: 'many-words',
    cell: ({ words, ok }) => (ok ? words : <span className="grave-word">{words}</span>),
  },
];

function Acts({ endpoint, wrongSince, since }: Required<Omit<WebhookPageProps, 'note'>>) {
  const { id, state, shape } = endpoint;
  const path = `/desk/webhooks/${id}`;
  return (
    <>
      {state === 'disabled' ? (
        <>
          <h2>Switch it on</h2>
          <p>It is told of all that it missed, in order, as far as that is kept (30 days).</p>
          <ActForm action={`${path}/on`}>
            <Button>Switch it on</Button>
          </ActForm>
        </>
      ) : (
        <>
          <h2>Try it</h2>
          <p>Posts an event webhook.test within a second; its answer stands above then.</p>
          <ActForm action={`${path}/test`}>
            <Button look="quiet">Send a test event</Button>
          </ActForm>
        </>
      )}
      <h2>Tell it once more</h2>
      <ActForm action={`${path}/replay`}>
        <Field
          id="since"
          label="Since"
          hint="A time such as 2026-11-26T09:00Z, a day (UTC), or an event such as evt_…_17. Each comes under the id it had, so that whoever has it can tell."
          problem={wrongSince || undefined}
          className="plain-field"
        >
          <input type="text" defaultValue={since} maxLength={100} autoComplete="off" required />
        </Field>
        <Button look="quiet">Tell it once more</Button>
      </ActForm>
      {shape === 'standard' ? (
        <>
          <h2>Replace its secret</h2>
          <p>Events are signed with both for 24 hours, so that nothing is refused meanwhile.</p>
          <ActForm action={`${path}/rotate`}>
            <Button look="quiet">Make a new secret</Button>
          </ActForm>
        </>
      ) : null}
      <h2>Remove it</h2>
      <p>
        <a href={`${path}/remove`}>Remove this webhook…</a>
      </p>
    </>
  );
}

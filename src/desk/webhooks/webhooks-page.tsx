import type { EndpointLine } from '../../storage/webhooks/endpoints.ts';
import { ActForm } from '../../web/act-form.tsx';
import { Button } from '../../web/button.tsx';
import { Field } from '../../web/field.tsx';
import { Instant } from '../../web/instant.tsx';
import { type Column, NUMBER, Table } from '../../web/table.tsx';
import { SHAPES, type Shape, shownUrl } from '../../webhooks/endpoint.ts';
import { EVENT_TYPES } from '../../webhooks/outgoing-event.ts';
import { count } from '../count.ts';
import { DeskPage } from '../desk-page.tsx';
import { Detail } from '../detail.tsx';

/** What was typed into the form that adds one. */
export interface TypedEndpoint {
  readonly url: string;
  readonly events: readonly string[];
  readonly shape: Shape;
}

export const NOTHING_TYPED: TypedEndpoint = { url: '', events: [], shape: 'standard' };

interface WebhooksPageProps {
  readonly endpoints: readonly EndpointLine[];
  readonly typed: TypedEndpoint;
  readonly note?: string;
  /** What is wrong with what was typed; '' for nothing. */
  readonly wrong?: { readonly url: string; readonly events: string } | undefined;
}

/** Who elsewhere is told what happens, and the form that adds one. */
export function WebhooksPage({ endpoints, typed, note, wrong }: WebhooksPageProps) {
  return (
    <DeskPage
      title="Webhooks"
      at="webhooks"
      note={note}
      problem={wrong && 'Nothing was added: look at what is marked below.'}
    >
      <p className="lead">
        Programs and chats elsewhere that are told what happens here: a reader confirmed, an issue is held, a
        vote closed. They get numbers and states, never an address or a word of a mail.
      </p>
      {endpoints.length === 0 ? (
        <p>None yet.</p>
      ) : (
        <Table label="Webhooks" folds columns={COLUMNS} lines={endpoints} keyOf={({ id }) => id} />
      )}
      <AddForm typed={typed} wrong={wrong} />
    </DeskPage>
  );
}

const COLUMNS: readonly Column<EndpointLine>[] = [
  {
    head: 'Address',
    names: true,
    className: 'who',
    cell: endpoint => <a href={`/desk/webhooks/${endpoint.id}`}>{shownUrl(endpoint)}</a>,
  },
  {
    head: 'State',
    className: 'many-words',
    cell: ({ state, reason }) => (
      <>
        {state === 'active' ? 'on' : <span className="grave-word">off</span>}
        <Detail words={reason} />
      </>
    ),
  },
  { head: 'Waiting', ...NUMBER, cell: ({ waiting }) => count(waiting) },
  {
    head: 'Said last',
    className: 'many-words',
    cell: ({ answers: [last] }) =>
      last === undefined ? (
        '—'
      ) : (
        <>
          <Instant at={last.at} />
          <Detail words={last.words} />
        </>
      ),
  },
];

const SHAPE_WORDS: Readonly<Record<Shape, string>> = {
  standard: 'a program: JSON, signed as Standard Webhooks has it',
  slack: 'a Slack channel: a sentence with a link to the desk',
  discord: 'a Discord channel: the same',
};

function AddForm({ typed, wrong }: Pick<WebhooksPageProps, 'typed' | 'wrong'>) {
  return (
    <ActForm action="/desk/webhooks">
      <h2 id="add">Add a webhook</h2>
      <Field
        id="url"
        label="Address"
        hint="Where events are posted to. Of a chat: the address of its incoming webhook."
        problem={wrong?.url || undefined}
        className="plain-field"
      >
        <input
          type="text"
          inputMode="url"
          defaultValue={typed.url}
          maxLength={2_000}
          autoComplete="off"
          required
        />
      </Field>
      <fieldset className="told-of told-how">
        <legend>What stands there</legend>
        {SHAPES.map(shape => (
          <label key={shape}>
            <input type="radio" name="shape" value={shape} defaultChecked={typed.shape === shape} />
            {SHAPE_WORDS[shape]}
          </label>
        ))}
      </fieldset>
      <fieldset className="told-of" aria-describedby={wrong?.events ? 'events-problem' : undefined}>
        <legend>What it is told of</legend>
        {wrong?.events ? (
          <p className="problem" id="events-problem">
            {wrong.events}
          </p>
        ) : null}
        {EVENT_TYPES.map(type => (
          <label key={type}>
            <input type="checkbox" name="events" value={type} defaultChecked={typed.events.includes(type)} />
            {type}
          </label>
        ))}
      </fieldset>
      <Button>Add it</Button>
    </ActForm>
  );
}

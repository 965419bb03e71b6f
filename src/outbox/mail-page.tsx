import { Fragment, type ReactNode } from 'react';
import { Instant } from '../web/instant.tsx';
import { NamedWords } from '../web/named-words.tsx';
import { Page } from '../web/page.tsx';
import { printedSize } from '../web/printed-size.ts';
import { usePublication } from '../web/publication.tsx';
import { type MailView, viewsOf } from './mail-view.ts';
import type { OpenedMail } from './opened-mail.ts';

interface MailPageProps {
  readonly mail: OpenedMail;
  readonly view: MailView;
}

/** Gmail cuts a mail off beyond this and hides the rest, the unsubscribe link included. */
const CLIPPED_BEYOND_BYTES = 102 * 1024;

/** One mail: who to, what about, and its parts. */
export function MailPage({ mail, view }: MailPageProps) {
  const subject = mail.subject === '' ? 'Without a subject' : mail.subject;
  const { kind, name } = mail.file;
  return (
    <Page title={subject} aside="Development: nothing leaves this machine" wide>
      <nav className="back" aria-label="Back to the list">
        <a href="/outbox">Outbox</a> / <a href={`/outbox?kind=${kind}`}>{kind}</a> /{' '}
        <code>{`${name}.eml`}</code>
      </nav>
      <h1 className={subject.length > 90 ? 'long' : undefined} dir="auto">
        {subject}
      </h1>
      <Heading mail={mail} />
      <Headers mail={mail} />
      <nav className="views" aria-label="Parts of this mail">
        {viewsOf(mail).map(one => (
          <a
            key={one}
            href={`/outbox/${kind}/${name}?view=${one}`}
            aria-current={one === view ? 'page' : undefined}
          >
            {WORDS[one]}
          </a>
        ))}
        <a className="download" href={`/outbox/${kind}/${name}/eml`} download>
          Download .eml
        </a>
      </nav>
      <Part mail={mail} view={view} />
    </Page>
  );
}

const WORDS: Readonly<Record<MailView, string>> = {
  mail: 'Mail',
  phone: 'On a phone',
  text: 'Plain text',
  source: 'Source',
};

function Heading({ mail }: { mail: OpenedMail }) {
  const { timezone } = usePublication();
  const bytes = (part: string | null) => Buffer.byteLength(part ?? '');
  const clipped = bytes(mail.html) > CLIPPED_BEYOND_BYTES;
  const size = `HTML ${printedSize(bytes(mail.html))}, plain text ${printedSize(bytes(mail.text))}, whole ${printedSize(mail.file.bytes)}`;
  const said: readonly (readonly [string, ReactNode])[] = [
    ['To', mail.to === '' ? 'nobody' : mail.to],
    [
      'Sent',
      <Fragment key="sent">
        <Instant at={mail.date ?? mail.file.writtenAt} to="second" />
        {` ${timezone}`}
      </Fragment>,
    ],
    ['From', mail.from],
    [
      'Size',
      [
        size,
        clipped ? (
          <strong key="clipped" className="fault">
            {' '}
            Gmail clips HTML beyond 102 KB.
          </strong>
        ) : null,
      ],
    ],
    ['Reply to', mail.replyTo === '' ? null : mail.replyTo],
    [
      'Attached',
      mail.attachments.length === 0
        ? null
        : mail.attachments.map(({ name, type }) => `${name} (${type})`).join(', '),
    ],
    [
      'Not read',
      mail.fault === '' ? null : (
        <strong key="fault" className="fault">{`The parser gave up: ${mail.fault}`}</strong>
      ),
    ],
  ];
  return <NamedWords className="heading" of={said} />;
}

function Headers({ mail: { headers } }: { mail: OpenedMail }) {
  return (
    <details className="headers">
      <summary>{headers.length === 1 ? 'The one header' : `All ${headers.length} headers`}</summary>
      <dl>
        {headers.map(({ name, value }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Part({ mail, view }: { mail: OpenedMail; view: MailView }) {
  const { kind, name } = mail.file;
  switch (view) {
    case 'text':
      return (
        <pre className="part" dir="auto">
          {mail.text}
        </pre>
      );
    case 'source':
      return <pre className="part source">{mail.raw.toString('utf8')}</pre>;
    case 'mail':
    case 'phone':
      return (
        <>
          <iframe
            className={`mail ${view}`}
            title="The mail as its reader sees it"
            src={`/outbox/${kind}/${name}/html`}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          />
          <p className="lone-view">
            <a href={`/outbox/${kind}/${name}/html`}>Open the mail on its own</a>
          </p>
        </>
      );
  }
}

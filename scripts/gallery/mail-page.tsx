import { addressOf, frameAddressOf, type Shown } from './address.ts';
import { Layout } from './layout.tsx';
import type { RenderOutcome } from './renderer-process.ts';
import { engines, type MailEntry, type ShownMail } from './shown-mail.ts';
import { SideList } from './side-list.tsx';
import { SizeList } from './size-list.tsx';
import { views } from './view.ts';
import { spelled } from './words.ts';

const WIDTHS = [600, 375] as const;
const ENGINE_NAMES = { react: 'React Email', mjml: 'MJML' } as const;
const VIEW_NAMES = { mail: 'Mail', text: 'Plain text', source: 'Source' } as const;

interface MailPageProps {
  readonly mails: readonly MailEntry[];
  readonly shown: Shown;
  readonly outcome: RenderOutcome;
}

/** One mail, large: at two widths, as plain text, or as its source. */
export function MailPage({ mails, shown, outcome }: MailPageProps) {
  const name = spelled(shown.entry.state);
  return (
    <Layout
      title={`${name}: mail gallery`}
      scheme={shown.scheme}
      side={<SideList mails={mails} shown={shown} />}
    >
      <div className="top">
        <p className="kicker">
          {shown.entry.kind === 'issue' ? 'The weekly mail' : 'Letter'}: {name}
        </p>
        <p className="kicker only-narrow">
          <a href={`/?scheme=${shown.scheme}`}>All mails</a>
        </p>
      </div>
      <h1>{outcome.kind === 'rendered' ? outcome.mail.subject : 'This mail does not render'}</h1>
      <Controls shown={shown} />
      {outcome.kind === 'rendered' ? (
        <>
          <SizeList kind={shown.entry.kind} sizes={outcome.mail.sizes} />
          <Body shown={shown} mail={outcome.mail} />
        </>
      ) : (
        <pre className="reason">{outcome.reason}</pre>
      )}
    </Layout>
  );
}

function Controls({ shown }: { shown: Shown }) {
  return (
    <div className="controls">
      <Choice
        label="Engine"
        options={engines.map(engine => ({ name: ENGINE_NAMES[engine], to: { ...shown, engine } }))}
        shown={shown}
      />
      <Choice
        label="View"
        options={views.map(view => ({ name: VIEW_NAMES[view], to: { ...shown, view } }))}
        shown={shown}
      />
      <Choice
        label="Scheme"
        options={[
          { name: 'Light', to: { ...shown, scheme: 'light' } },
          { name: 'Dark', to: { ...shown, scheme: 'dark' } },
        ]}
        shown={shown}
      />
    </div>
  );
}

function Choice(props: { label: string; shown: Shown; options: readonly { name: string; to: Shown }[] }) {
  const here = addressOf(props.shown);
  return (
    <nav className="choice" aria-label={props.label}>
      {props.options.map(({ name, to }) => (
        <a key={name} href={addressOf(to)} aria-current={addressOf(to) === here ? 'true' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

function Body({ shown, mail }: { shown: Shown; mail: ShownMail }) {
  switch (shown.view) {
    case 'text':
      return <pre className="text">{mail.text}</pre>;
    case 'source':
      return (
        <>
          <p className="note">
            Broken into lines for reading; the mail itself has none of these line breaks.
          </p>
          <pre className="source">{mail.html.replaceAll(/>(?=<)/g, '>\n')}</pre>
        </>
      );
    case 'mail':
      return <Frames shown={shown} />;
  }
}

function Frames({ shown }: { shown: Shown }) {
  return (
    <>
      <div className="frames">
        {WIDTHS.map(width => (
          <figure key={width}>
            <figcaption>{width} px</figcaption>
            <iframe
              title={`${spelled(shown.entry.state)} at ${width} pixels`}
              src={frameAddressOf(shown)}
              width={width}
              height={900}
              sandbox="allow-same-origin"
            />
          </figure>
        ))}
      </div>
      <p className="note">
        The scheme is emulated: the mail’s own query on prefers-color-scheme is answered for it, whatever this
        screen is set to. Clients that invert colours by themselves, such as Gmail and Outlook, look different
        again.
      </p>
    </>
  );
}

import type { Scheme } from '../../src/desk/preview/in-scheme.ts';
import { addressOf, frameAddressOf } from './address.ts';
import { Layout } from './layout.tsx';
import { type Engine, engines, type MailEntry } from './shown-mail.ts';
import { spelled } from './words.ts';

const ENGINE_NAMES = { react: 'React Email', mjml: 'MJML' } as const;

/** The contact sheet: every mail in every state, the two engines side by side. */
export function OverviewPage({ mails, scheme }: { mails: readonly MailEntry[]; scheme: Scheme }) {
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <Layout title="Mail gallery" scheme={scheme}>
      <div className="top">
        <p className="kicker">
          {mails.length} mails by {engines.length} engines. Save a file under templates/ and they follow.
        </p>
        <p className="kicker">
          <a href={`/?scheme=${other}`}>Show them {other}</a>
        </p>
      </div>
      <h1>Every mail in every state</h1>
      <Sheets title="The weekly mail" mails={mails.filter(mail => mail.kind === 'issue')} scheme={scheme} />
      <Sheets title="Letters" mails={mails.filter(mail => mail.kind === 'letter')} scheme={scheme} />
    </Layout>
  );
}

function Sheets(props: { title: string; mails: readonly MailEntry[]; scheme: Scheme }) {
  return (
    <section>
      <h2 className="group">{props.title}</h2>
      <ul className="sheets">
        {props.mails.map(mail => (
          <li key={mail.state}>
            <h3>{spelled(mail.state)}</h3>
            <div className="pair">
              {engines.map(engine => (
                <Thumb key={engine} mail={mail} engine={engine} scheme={props.scheme} />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Thumb({ mail, engine, scheme }: { mail: MailEntry; engine: Engine; scheme: Scheme }) {
  const shown = { entry: mail, engine, scheme };
  const name = `${spelled(mail.state)} by ${ENGINE_NAMES[engine]}`;
  return (
    <div className="thumb">
      <iframe
        title={name}
        aria-hidden="true"
        tabIndex={-1}
        loading="lazy"
        sandbox=""
        src={frameAddressOf(shown)}
      />
      <a href={addressOf({ ...shown, view: 'mail' })} aria-label={name}>
        {ENGINE_NAMES[engine]}
      </a>
    </div>
  );
}

import { addressOf, type Shown } from './address.ts';
import type { MailEntry } from './shown-mail.ts';
import { spelled } from './words.ts';

/** Every mail, to go from one to the next without losing engine, view and scheme. */
export function SideList({ mails, shown }: { mails: readonly MailEntry[]; shown: Shown }) {
  return (
    <nav className="side" aria-label="Mails">
      <p className="kicker">
        <a href={`/?scheme=${shown.scheme}`}>All mails</a>
      </p>
      <Group title="The weekly mail" kind="issue" mails={mails} shown={shown} />
      <Group title="Letters" kind="letter" mails={mails} shown={shown} />
    </nav>
  );
}

function Group(props: { title: string; kind: MailEntry['kind']; mails: readonly MailEntry[]; shown: Shown }) {
  const { shown } = props;
  return (
    <>
      <h2>{props.title}</h2>
      <ul>
        {props.mails
          .filter(mail => mail.kind === props.kind)
          .map(mail => {
            const isShown = mail.kind === shown.entry.kind && mail.state === shown.entry.state;
            return (
              <li key={mail.state}>
                <a href={addressOf({ ...shown, entry: mail })} aria-current={isShown ? 'page' : undefined}>
                  {spelled(mail.state)}
                </a>
              </li>
            );
          })}
      </ul>
    </>
  );
}

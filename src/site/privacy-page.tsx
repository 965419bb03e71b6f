import { Fragment } from 'react';
import { lines } from '../../templates/paragraphs.ts';
import { type Parts, Said } from '../../templates/said.tsx';
import { UNCONFIRMED_KEPT_MS } from '../audience/signup-caps.ts';
import { usePublication } from '../web/publication.tsx';
import { useWords } from '../web/use-words.ts';
import { PublicPage } from './public-page.tsx';
import { breadcrumbs } from './structured-data.tsx';

const DAY_MS = 24 * 3_600_000;

/** What is kept, row by row. What the words say of each is true to src/storage; change them together. */
const KEPT = [
  'address',
  'consent',
  'moved',
  'mails',
  'clicks',
  'votes',
  'sign-ups',
  'lost-links',
  'asked',
  'erased',
] as const;

/** `GET /privacy`. */
export function PrivacyPage() {
  const publication = usePublication();
  const words = useWords();
  const title = words.say('site.privacy.title');
  return (
    <PublicPage
      path="/privacy"
      title={title}
      description={words.say('site.privacy.description', { publication: publication.name })}
      data={[breadcrumbs(publication, [[title, '/privacy']])]}
    >
      <h1>{title}</h1>
      <p className="lead">{words.say('site.privacy.lead')}</p>
      <Kept />
      <Rights />
      <section className="rules">
        <h2>{words.say('site.privacy.others')}</h2>
        <p>{words.say('site.privacy.others.text')}</p>
      </section>
      <Contact />
    </PublicPage>
  );
}

/** What, what for, until when. */
function Kept() {
  const words = useWords();
  const [why, until] = [words.say('site.privacy.kept.why'), words.say('site.privacy.kept.until')];
  const untilWhen = (row: (typeof KEPT)[number]) =>
    row === 'address'
      ? words.say('site.privacy.address.until', { days: UNCONFIRMED_KEPT_MS / DAY_MS })
      : words.say(`site.privacy.${row}.until`);
  return (
    <section className="rules">
      <h2>{words.say('site.privacy.kept')}</h2>
      <table className="kept">
        <thead>
          <tr>
            <th scope="col">{words.say('site.privacy.kept.what')}</th>
            <th scope="col">{why}</th>
            <th scope="col">{until}</th>
          </tr>
        </thead>
        <tbody>
          {KEPT.map(row => (
            <tr key={row}>
              <td>{words.say(`site.privacy.${row}.what`)}</td>
              <td data-label={why}>{words.say(`site.privacy.${row}.why`)}</td>
              <td data-label={until}>{untilWhen(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Rights() {
  const words = useWords();
  const [unsubscribe, preferences] = [words.say('mail.unsubscribe'), words.say('mail.preferences')];
  // The button says by three dots that it asks once more.
  const erase = words.say('readers.preferences.erase').replace(/\s*…$/u, '');
  const named = (right: 'leave' | 'see' | 'correct' | 'erase' | 'complain') => (
    <b>{words.say(`site.privacy.rights.${right}.name`)}</b>
  );
  const rights: readonly Parts[] = [
    words.parts('site.privacy.rights.leave', { name: named('leave'), unsubscribe }),
    words.parts('site.privacy.rights.see', { name: named('see'), preferences }),
    words.parts('site.privacy.rights.correct', { name: named('correct') }),
    words.parts('site.privacy.rights.erase', { name: named('erase'), erase }),
    words.parts('site.privacy.rights.complain', { name: named('complain') }),
  ];
  return (
    <section className="rules">
      <h2>{words.say('site.privacy.rights')}</h2>
      <ul>
        {rights.map((parts, index) => (
          <li key={index}>
            <Said parts={parts} />
          </li>
        ))}
      </ul>
      <p>{words.say('site.privacy.rights.grounds')}</p>
    </section>
  );
}

function Contact() {
  const { postalAddress, replyTo } = usePublication();
  return (
    <section className="rules">
      <h2>{useWords().say('site.privacy.contact')}</h2>
      <p>
        {lines(postalAddress).map((line, index) => (
          <Fragment key={index}>
            {index === 0 ? null : <br />}
            <span dir="auto">{line}</span>
          </Fragment>
        ))}
        <br />
        {replyTo}
      </p>
    </section>
  );
}

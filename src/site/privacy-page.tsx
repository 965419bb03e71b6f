import { Fragment } from 'react';
import { lines } from '../../templates/paragraphs.ts';
import { UNCONFIRMED_KEPT_MS } from '../audience/signup-caps.ts';
import { usePublication } from '../web/publication.tsx';
import { PublicPage } from './public-page.tsx';
import { breadcrumbs } from './structured-data.tsx';

const DAY_MS = 24 * 3_600_000;

/** What is kept, row by row: what, what for, until when. Each row is true to src/storage; change them together. */
const KEPT: readonly (readonly [what: string, why: string, until: string])[] = [
  [
    'Your email address; your name, time zone and interests where you gave them',
    'To send you what you asked for, at an hour that suits you and with what interests you first',
    `Until you have it erased. An address that was never confirmed: ${UNCONFIRMED_KEPT_MS / DAY_MS} days`,
  ],
  [
    'When and on which form you signed up, confirmed, changed something or left, the words you agreed to, your network (an address shortened so that it names a neighbourhood, not a house) and your browser’s name',
    'To be able to show that you asked for the mails',
    'As long as the address; anything that could lead back to you is removed when you have it erased',
  ],
  [
    'If we moved here from another newsletter service with you among our readers: what that service had recorded of your sign-up, its day, place and network address',
    'To be able to show that you asked for the mails',
    'As long as the address; place and network address go when you have it erased',
  ],
  [
    'Which issues and letters went to you, and what the mail service reported: delivered, bounced, complaint',
    'So that everybody gets each issue once, and no mail goes to a mailbox that refuses us',
    'The counts stay; your address is taken out when you have it erased. What a letter to you alone says, such as the one that asks you to confirm: until it has left',
  ],
  [
    'Where our mail service reports openings and clicks: when, from which network address and program',
    'To tell readers from machines that only check links',
    'Until you have it erased',
  ],
  [
    'How you voted on a pairing, when, and from which network',
    'One reader, one vote; to notice when somebody tries to sway a vote',
    'Your choice stays counted; the tie to you goes when you have it erased',
  ],
  [
    'How many sign-ups came from a network in the last few hours',
    'To stop programs that sign up strangers',
    'A day',
  ],
  [
    'That somebody asked for new links to an address, and a fingerprint of it',
    'To send them to the reader at that address, a few times a day at most',
    'The request: until it is answered, a few seconds. The fingerprint: two days',
  ],
  [
    'A fingerprint of an address that asked for the mails, and how often we asked for it to be confirmed',
    'So that nobody is asked over and over because somebody else typed their address',
    'Until it is confirmed, or for a year',
  ],
  [
    'A fingerprint of an address that was erased or must not be mailed; it cannot be turned back into the address',
    'So that no import brings the address back',
    'For good',
  ],
];

/** `GET /privacy`. */
export function PrivacyPage() {
  const publication = usePublication();
  return (
    <PublicPage
      path="/privacy"
      title="Privacy"
      description={`What ${publication.name} keeps about its readers, what for and until when, and how to see it, change it or have it erased.`}
      data={[breadcrumbs(publication, [['Privacy', '/privacy']])]}
    >
      <h1>Privacy</h1>
      <p className="lead">
        Reading this site leaves nothing with us but lines in a log, which do not hold your address. It sets
        no cookie for readers, loads nothing from anybody else and counts no visitors. What follows is about
        those who subscribe.
      </p>
      <section className="rules">
        <h2>What we keep, what for, and until when</h2>
        <table className="kept">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">What for</th>
              <th scope="col">Until when</th>
            </tr>
          </thead>
          <tbody>
            {KEPT.map(([what, why, until]) => (
              <tr key={what}>
                <td>{what}</td>
                <td data-label="What for">{why}</td>
                <td data-label="Until when">{until}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Rights />
      <section className="rules">
        <h2>Who else sees it</h2>
        <p>
          The service that carries our mails gets your address and the mail itself. Nobody else does: nothing
          is sold, lent or shown to advertisers, and the mails hold no pictures and no pixels of ours.
        </p>
      </section>
      <Contact />
    </PublicPage>
  );
}

function Rights() {
  return (
    <section className="rules">
      <h2>Your rights, each in one step</h2>
      <ul>
        <li>
          <b>Leave:</b> press “Unsubscribe” in any mail. It works for as long as the mail exists.
        </li>
        <li>
          <b>See and take with you:</b> “Preferences” in every mail leads to everything we keep about you, as
          one file.
        </li>
        <li>
          <b>Correct:</b> name, time zone and interests, on the same page; a pause too.
        </li>
        <li>
          <b>Be forgotten:</b> “Erase me”, on the same page. If a mail is being handed over at that very
          minute, we wait for it first. Our database no longer knows you from then on; on the underlying disk,
          traces may last until that space is written over. Backups made before stay as they are until we
          delete them.
        </li>
        <li>
          <b>Complain:</b> to us, below, or to the data protection authority where you live.
        </li>
      </ul>
      <p>
        We keep what is in the first two rows because you agreed to it, and you can take that back at any
        time. For the rest we rely on our legitimate interest in delivering each issue once, only to those who
        asked for it, and in honest votes.
      </p>
    </section>
  );
}

function Contact() {
  const { postalAddress, replyTo } = usePublication();
  return (
    <section className="rules">
      <h2>Who we are</h2>
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

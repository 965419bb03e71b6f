import { Sentence } from '../../templates/web/sentence.tsx';
import type { IssueContent, PairingContent } from '../issue/content.ts';
import { useWords } from '../web/use-words.ts';
import { PairingName } from './pairing-name.tsx';

interface VerdictHeadProps {
  readonly pairing: PairingContent;
  /** The issue it stands in. */
  readonly issue: Pick<IssueContent, 'week' | 'number' | 'date'>;
}

/** What the page is about and what the panel says of it: the largest words on the sheet. */
export function VerdictHead({ pairing: { a, b, category, verdict }, issue }: VerdictHeadProps) {
  const words = useWords();
  return (
    <header className="verdict-head">
      <p className="kicker">
        <b dir="auto">{category}</b>
        {' · '}
        <a href={`/issues/${issue.week}`}>
          {words.say('site.issue', { number: issue.number, day: words.day(issue.date) })}
        </a>
      </p>
      <h1>
        <span className="pair">
          <PairingName a={a.name} b={b.name} />
        </span>{' '}
        <Sentence of={verdict} names={[a.name, b.name]} />
      </h1>
    </header>
  );
}

/** Whom each of the two is for. */
export function Picks({ pairing: { a, b, pickA, pickB } }: { pairing: PairingContent }) {
  if (pickA === '' && pickB === '') return null;
  const names = [a.name, b.name];
  return (
    <p className="picks">
      <Sentence of={pickA} names={names} /> <Sentence of={pickB} names={names} />
    </p>
  );
}

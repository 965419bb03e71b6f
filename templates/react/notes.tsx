import type { IssueContent } from '../../src/issue/content.ts';
import type { MailPairing } from '../mail-issue.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { InkLink, reach } from './link.tsx';
import { Sentence } from './name.tsx';
import { Prose } from './prose.tsx';

/** What stands before the first verdict: the editors' words. Often nothing. Without a verdict, why there is none. */
export function Notes({ issue }: { issue: IssueContent }) {
  return (
    <>
      {issue.pairings.length > 0 ? null : <Empty issue={issue} />}
      <Prose of={issue.intro} />
    </>
  );
}

function Empty({ issue }: { issue: IssueContent }) {
  return (
    <>
      <SmallPrint issue={issue} />
      {issue.thin === '' ? null : <Remark text={issue.thin} />}
    </>
  );
}

/** Below the first pairing's quotes, for all of the issue. */
export function SmallPrint({ issue }: { issue: IssueContent }) {
  const { words } = useStyle();
  return (
    <>
      {issue.sample ? <Remark text={words.say('mail.demo')} /> : null}
      <Imprint issue={issue} />
    </>
  );
}

/** Which issue this is. Above the verdict it would be between a reader and the answer. */
function Imprint({ issue }: { issue: IssueContent }) {
  const { light, words, sans } = useStyle();
  const { number, date, minutes } = issue;
  return (
    <p className="soft" style={sans('label', { marginTop: space.one, color: light.soft })}>
      {`${words.say('mail.imprint', { number, day: words.day(date), minutes })} · `}
      <InkLink href={issue.links.web} style={reach}>
        {words.say('mail.read-on-the-web')}
      </InkLink>
    </p>
  );
}

export function PricesChecked({ pairing: { a, b, pricesChecked } }: { pairing: MailPairing }) {
  const { light, sans } = useStyle();
  if (pricesChecked === '') return null;
  return (
    <p className="soft" style={sans('label', { marginTop: space.two, color: light.soft })}>
      <Sentence names={[a.name, b.name]}>{pricesChecked}</Sentence>
    </p>
  );
}

function Remark({ text }: { text: string }) {
  const { light, sans } = useStyle();
  return (
    <p className="soft" style={sans('label', { marginTop: space.one, color: light.soft })}>
      {text}
    </p>
  );
}

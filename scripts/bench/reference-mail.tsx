import {
  Body,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Row,
  Section,
  Text,
} from 'react-email';
import type { ReaderFields } from '../../templates/merge-fields.ts';
import { BENCH_VOTES } from './bench-reader.ts';

/** What the benches send: a mail of this many bytes of HTML, whatever the real issue looks like this week. */
export const REFERENCE_BYTES = 60_000;
export const REFERENCE_SUBJECT = 'Zed or Windsurf? The panel’s verdict on three pairs';

const CHOICES = ['a', 'b', 'both', 'neither'];
const SEATS = 13;
const text = {
  fontFamily: 'Helvetica, Arial, sans-serif',
  fontSize: '14px',
  lineHeight: '22px',
  color: '#1c1b19',
};
const cell = { ...text, padding: '8px 0', borderBottom: '1px solid #d8d2c4', verticalAlign: 'top' };

/**
 * A weekly mail as such mails are: three pairs, a table of verdicts each, four ballots a pair, one curly quote in every
 * row (a single character outside Latin-1 doubles what a JavaScript string costs).
 * @param filler characters of plain text at its end, to bring it to its size
 */
export function ReferenceMail({ fields, filler }: { fields: ReaderFields; filler: number }) {
  return (
    <Html lang="en">
      <Head />
      <Preview>Three pairs, thirteen seats, one button each.</Preview>
      <Body style={{ margin: 0, backgroundColor: '#f7f4ec' }}>
        <Container style={{ maxWidth: '600px', margin: '0 auto', padding: '24px' }}>
          <Text style={text}>Dear {fields.reader},</Text>
          {Array.from({ length: BENCH_VOTES }, (_, index) => (
            <Pair key={index} position={index + 1} fields={fields} />
          ))}
          <Hr />
          <Text style={text}>{'x'.repeat(filler)}</Text>
          <Text style={text}>
            <Link href={fields.preferences}>Preferences</Link> · <Link href={fields.unsubscribe}>Leave</Link>
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

/** Its plain-text part, of the size such a mail's has. */
export function referenceText(fields: ReaderFields): string {
  const pairs = Array.from({ length: BENCH_VOTES }, (_, index) => {
    const seats = Array.from(
      { length: SEATS },
      (_, seat) => `${seat % 3 === 0 ? 'skip' : 'ship'}  Panellist ${seat + 1}: it’s fast, until it doesn’t.`,
    );
    return [`PAIR ${index + 1}: ZED OR WINDSURF`, ...seats, `Vote: ${fields.vote(index + 1)}`].join('\n');
  });
  const leave = `Preferences: ${fields.preferences}\nLeave: ${fields.unsubscribe}`;
  return [`Dear ${fields.reader},`, ...pairs, leave].join('\n\n');
}

function Pair({ position, fields }: { position: number; fields: ReaderFields }) {
  return (
    <Section>
      <Heading as="h2" style={{ ...text, fontSize: '22px' }}>{`Pair ${position}: Zed or Windsurf`}</Heading>
      {Array.from({ length: SEATS }, (_, seat) => (
        <Row key={seat}>
          <Column style={cell}>
            <Text style={text}>{`Panellist ${seat + 1}`}</Text>
          </Column>
          <Column style={cell}>
            <Text style={text}>{seat % 3 === 0 ? 'skip' : 'ship'}</Text>
          </Column>
          <Column style={cell}>
            <Text style={text}>It’s fast & keeps out of the way, until it doesn’t.</Text>
          </Column>
        </Row>
      ))}
      <Row>
        {CHOICES.map(choice => (
          <Column key={choice} style={cell}>
            <Link href={`${fields.vote(position)}?choice=${choice}`}>{choice}</Link>
          </Column>
        ))}
      </Row>
    </Section>
  );
}

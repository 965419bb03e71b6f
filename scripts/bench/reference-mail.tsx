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
import type { ReaderFields } from '../../src/render/merge-fields.ts';

/** What the benches send: a mail of this many bytes of HTML, whatever the real issue looks like this week. */
export const REFERENCE_BYTES = 60_000;
export const REFERENCE_SUBJECT = 'Zed or Windsurf? The panel’s verdict on three pairs';
export const REFERENCE_VOTES = 3;

const CHOICES = ['a', 'b', 'both', 'neither'];
const SEATS = 14;
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
      <Preview>Three pairs, fourteen seats, one button each.</Preview>
      <Body style={{ margin: 0, backgroundColor: '#f7f4ec' }}>
        <Container style={{ maxWidth: '600px', margin: '0 auto', padding: '24px' }}>
          <Text style={text}>Dear {fields.reader},</Text>
          {Array.from({ length: REFERENCE_VOTES }, (_, index) => (
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

function Pair({ position, fields }: { position: number; fields: ReaderFields }) {
  return (
    <Section>
      <Heading as="h2" style={{ ...text, fontSize: '22px' }}>{`Pair ${position}: Zed or Windsurf`}</Heading>
      {Array.from({ length: SEATS }, (_, seat) => (
        <Row key={seat}>
          <Column style={cell}>{`Panellist ${seat + 1}`}</Column>
          <Column style={cell}>{seat % 3 === 0 ? 'skip' : 'ship'}</Column>
          <Column style={cell}>It’s fast & keeps out of the way, until it doesn’t.</Column>
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

import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, failed, ok, unknown, warning } from '../finding.ts';
import { domainIn, type MethodResult } from './authentication-results.ts';
import { alignedWith } from './dmarc.ts';
import type { ReceivedCopy } from './received-copy.ts';

const NOT_TOLD =
  'Save the source at the mailbox where it arrived, not in the folder of sent mails; some servers tell nothing at all.';

/** What the receiving server itself says of SPF, DKIM and DMARC. */
export async function resultFindings(copy: ReceivedCopy, server: NameServer): Promise<DoctorFinding[]> {
  const { found } = copy;
  if (!found || found.results.length === 0) {
    return [unknown('received by', 'no Authentication-Results in it', NOT_TOLD)];
  }
  const of = (method: string) => found.results.filter(result => result.method === method);
  return [
    ok('received by', found.server === '' ? 'a server that does not name itself' : found.server),
    spfFinding(of('spf')),
    await dkimFinding(of('dkim'), copy.from, server),
    dmarcFinding(of('dmarc'), copy.from),
  ];
}

function spfFinding(results: readonly MethodResult[]): DoctorFinding {
  const check = 'spf there';
  // A server may tell of HELO as well, which DMARC does not ask about.
  const result = results.find(({ properties }) => properties.has('smtp.mailfrom')) ?? results[0];
  if (!result) return unknown(check, 'the receiving server does not say', NOT_TOLD);
  const sender = domainIn(result.properties.get('smtp.mailfrom') ?? result.properties.get('smtp.helo') ?? '');
  const found = `${result.result} for ${sender === '' ? 'its sender' : sender}`;
  switch (result.result) {
    case 'pass':
      return ok(check, found);
    case 'temperror':
      return unknown(check, found, 'Its DNS had trouble: send another.');
    case 'permerror':
      return failed(check, found, 'Correct the SPF record; verdicts doctor says what is wrong with it.');
    case 'none':
      return failed(check, found, `Publish an SPF record for ${sender}.`);
    case 'neutral':
    case 'policy':
      return warning(check, found, `Name the server that sent it in the SPF record of ${sender}.`);
    default:
      return failed(check, found, `Name the server that sent it in the SPF record of ${sender}.`);
  }
}

async function dkimFinding(
  results: readonly MethodResult[],
  from: string,
  server: NameServer,
): Promise<DoctorFinding> {
  const check = 'dkim there';
  if (results.length === 0) return unknown(check, 'the receiving server does not say', NOT_TOLD);
  const signerOf = ({ properties }: MethodResult) =>
    domainIn(properties.get('header.d') ?? properties.get('header.i') ?? '');
  const found = results.map(result => `${result.result} by ${signerOf(result) || 'nobody'}`).join(', ');
  const passed = results.filter(({ result }) => result === 'pass').map(signerOf);
  if (passed.length === 0) {
    return results.some(({ result }) => result === 'temperror')
      ? unknown(check, found, 'Its DNS had trouble: send another.')
      : failed(check, found, `Turn on DKIM for ${from} at the provider; verdicts doctor looks at the key.`);
  }
  const aligned = await alignedWith(server, from, passed);
  if (aligned === null)
    return unknown(check, `${found}; DNS did not say whether it counts for ${from}`, 'Try again.');
  const fix = `Have mails signed with a key of ${from}: this signature does not count for DMARC.`;
  return aligned.length > 0 ? ok(check, found) : warning(check, found, fix);
}

function dmarcFinding([result]: readonly MethodResult[], from: string): DoctorFinding {
  const check = 'dmarc there';
  if (!result) return unknown(check, 'the receiving server does not say', NOT_TOLD);
  const found = `${result.result} for ${domainIn(result.properties.get('header.from') ?? from)}`;
  switch (result.result) {
    case 'pass':
      return ok(check, found);
    case 'temperror':
      return unknown(check, found, 'Its DNS had trouble: send another.');
    case 'none':
    case 'bestguesspass':
      return failed(
        check,
        `${found}: it found no policy`,
        `Publish TXT _dmarc.${from}: v=DMARC1; p=none; rua=mailto:YOU.`,
      );
    default:
      return failed(check, found, `Neither SPF nor DKIM counts for ${from}: see both above.`);
  }
}

import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, failed, ok, unknown, warning } from '../finding.ts';
import { alignedWith, forMailauth } from './dmarc.ts';
import { unsignedOneClick } from './one-click.ts';
import type { ReceivedCopy, Signature } from './received-copy.ts';

const SIGN_HERE = 'sign here with SMTP_DKIM_DOMAIN, _SELECTOR, _KEY';

/** What the signatures are worth: checked again here, and whether the headers for one click stand under one. */
export async function signatureFindings(copy: ReceivedCopy, server: NameServer): Promise<DoctorFinding[]> {
  const { signatures } = copy;
  if (signatures.length === 0) {
    const fix = `Turn on DKIM at the provider, or ${SIGN_HERE}.`;
    return [failed('signature', 'the mail that arrived is not signed', fix)];
  }
  return [await verified(copy, server), ...(isListMail(copy) ? [coverage(copy)] : [])];
}

/** Letters that nobody can leave have no headers for it. */
function isListMail({ kind, valuesOf }: ReceivedCopy): boolean {
  return valuesOf('list-unsubscribe').length > 0 || !['confirm', 'sign-in', 'notice'].includes(kind);
}

async function verified(copy: ReceivedCopy, server: NameServer): Promise<DoctorFinding> {
  const check = 'signature';
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  const { results } = await dkimVerify(Buffer.from(copy.source), { resolver: forMailauth(server) });
  const passed = results
    .filter(({ status }) => status.result === 'pass')
    .map(({ signingDomain = '' }) => signingDomain);
  const aligned = await alignedWith(server, copy.from, [...new Set(passed)]);
  if (aligned === null) {
    return unknown(
      check,
      'valid, but DNS did not say whether it counts for From',
      'Try again where DNS works.',
    );
  }
  const [ours] = aligned;
  if (ours !== undefined) return ok(check, `valid by ${ours}, which counts for From`);
  if (passed.length > 0) {
    const fix = `Have the provider sign with a key of ${copy.from}, or ${SIGN_HERE}.`;
    return warning(check, `valid by ${passed.join(', ')}, which does not count for ${copy.from}`, fix);
  }
  if (results.some(({ status }) => status.result === 'temperror')) {
    return unknown(check, 'not checked: DNS did not give the key', 'Try again where DNS works.');
  }
  const wasValid = (copy.found?.results ?? []).some(
    ({ method, result }) => method === 'dkim' && result === 'pass',
  );
  const why = results.map(
    ({ signingDomain, status }) => `${signingDomain}: ${status.comment ?? status.result}`,
  );
  if (wasValid) {
    const fix =
      'Save the source again without opening it in an editor. If a filter adds words to mails, that is why.';
    return unknown(check, `valid when it arrived, but not in this file (${why.join('; ')})`, fix);
  }
  return failed(
    check,
    `not valid (${why.join('; ')})`,
    'Compare the published key with the one that signs; see that nothing changes mails after they are signed.',
  );
}

function coverage({ signatures, from }: ReceivedCopy): DoctorFinding {
  const check = 'one-click signature';
  const whole = signatures.filter(({ signed }) => unsignedOneClick(signed).length === 0);
  if (whole.length > 0) return ok(check, `both unsubscribe headers are signed by ${names(whole)}`);
  const best = signatures.find(({ domain }) => domain === from) ?? signatures[0];
  const missing = unsignedOneClick(best?.signed ?? []).join(', ');
  const fix = `Have them added to what is signed (h=), or ${SIGN_HERE}: without it no mailbox shows the button.`;
  return failed(check, `${names(signatures)} leaves out ${missing}`, fix);
}

function names(signatures: readonly Signature[]): string {
  return signatures.map(({ domain, selector }) => `${domain} (${selector})`).join(', ');
}

import type { Settings } from '../../config.ts';
import { domainOf } from '../../delivery/mail-headers.ts';
import type { NameServer } from '../../machine/name-server.ts';
import { type DoctorFinding, failed, ok } from '../finding.ts';
import { changeFindings } from './change-findings.ts';
import { openCopy } from './received-copy.ts';
import { resultFindings } from './result-findings.ts';
import { signatureFindings } from './signature-findings.ts';

/**
 * What the copy of a mail that arrived tells of how receivers judge ours: changes nothing, keeps nothing.
 * @param source the whole mail, as it was saved
 */
export async function readCopy(
  source: Uint8Array,
  { settings, nameServer }: { readonly settings: Settings; readonly nameServer: NameServer },
): Promise<DoctorFinding[]> {
  const copy = await openCopy(source);
  if (!copy) {
    return [
      failed(
        'copy',
        'this is not the source of a mail: it has no From',
        'Save the source of the mail that arrived, not the page it was shown on.',
      ),
    ];
  }
  return [
    fromFinding(copy.from, domainOf(settings.MAIL_FROM)),
    ...(await resultFindings(copy, nameServer)),
    ...(await signatureFindings(copy, nameServer)),
    ...changeFindings(copy, settings.PUBLIC_URL),
  ];
}

function fromFinding(from: string, ours: string): DoctorFinding {
  if (from === ours) return ok('copy', `a mail from ${from}`);
  const fix =
    'Save the source of a mail of ours. If it is one, a mailing list or a filter has changed its From.';
  return failed('copy', `it is from ${from}, and we send from ${ours}`, fix);
}

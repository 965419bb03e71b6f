import { readFile } from 'node:fs/promises';
import { parseAddress } from '../audience/address.ts';
import { loadSettings, type Settings } from '../config.ts';
import { examine } from '../doctor/examine.ts';
import { type DoctorFinding, FINDING_STATES, type FindingState, failed, whyOf } from '../doctor/finding.ts';
import { HOW_TO_SAVE } from '../doctor/received/how-to-save.ts';
import { readCopy } from '../doctor/received/read-copy.ts';
import { badSettings } from '../doctor/settings-check.ts';
import { sendTestMails } from '../doctor/test-mail.ts';
import { EXIT, forTerminal } from '../exit.ts';
import { openNameServer } from '../machine/name-server.ts';
import { printJson } from './with-app.ts';

interface Options {
  readonly json?: boolean;
  /** Where a test goes. */
  readonly mail?: string;
  /** File with the source of a mail that arrived. */
  readonly mailSource?: string;
}

export async function doctorCommand(options: Options): Promise<number> {
  if (options.mail !== undefined && options.mailSource !== undefined) {
    console.error('--mail and --mail-source are two steps: send the test, then read the copy that arrived.');
    return EXIT.usage;
  }
  const to = options.mail === undefined ? null : parseAddress(options.mail);
  if (to?.kind === 'bad') {
    console.error(`--mail: ${to.reason}`);
    return EXIT.usage;
  }
  const loaded = loadSettings();
  const findings =
    loaded.kind === 'bad'
      ? badSettings(loaded.message)
      : await findingsOf(loaded.settings, { to: to?.email ?? null, source: options.mailSource ?? null });
  const isWell = findings.every(finding => finding.state !== 'error');
  if (options.json) printJson({ ok: isWell, findings });
  else console.log(forTerminal(doctorLines(findings).join('\n')));
  if (to !== null && isWell && !options.json) console.log(nextStep());
  return isWell ? EXIT.done : EXIT.no;
}

async function findingsOf(
  settings: Settings,
  { to, source }: { readonly to: string | null; readonly source: string | null },
): Promise<DoctorFinding[]> {
  const now = () => Date.now();
  const nameServer = openNameServer();
  if (to !== null) return sendTestMails(settings, to, now);
  if (source === null) {
    return examine({ settings, nameServer, fetch: (url, init) => fetch(url, init), now });
  }
  let copy: Uint8Array;
  try {
    copy = await readFile(source);
  } catch (error) {
    return [failed('copy', whyOf(error), 'Name the file in which you saved the source of the mail.')];
  }
  return readCopy(copy, { settings, nameServer });
}

function nextStep(): string {
  const ways = HOW_TO_SAVE.map(({ name, value }) => `    ${name}: ${value}`);
  return [
    '',
    '  When it has arrived, save its source, and read it here or at the desk (/desk/arrival):',
    ...ways,
    '    verdicts doctor --mail-source FILE',
  ].join('\n');
}

const SIGNS: Readonly<Record<FindingState, string>> = { error: '✗', warning: '!', unknown: '?', ok: '✓' };

/** A line a finding, in the order of the checks, with the fix under what needs one; then the count. */
function doctorLines(findings: readonly DoctorFinding[]): string[] {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, state, found, fix }) => [
    `  ${SIGNS[state]} ${check.padEnd(width)}  ${found}`,
    ...(fix === '' ? [] : [`    ${' '.repeat(width)}  → ${fix}`]),
  ]);
  const counts = FINDING_STATES.map(state => {
    const count = findings.filter(finding => finding.state === state).length;
    const many = count !== 1 && (state === 'error' || state === 'warning');
    return `${count} ${state}${many ? 's' : ''}`;
  });
  return [...lines, '', `  ${counts.join(', ')}`];
}

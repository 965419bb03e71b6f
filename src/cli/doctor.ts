import { Resolver } from 'node:dns/promises';
import { loadSettings } from '../config.ts';
import { examine } from '../doctor/examine.ts';
import { type DoctorFinding, FINDING_STATES, type FindingState } from '../doctor/finding.ts';
import { badSettings } from '../doctor/settings-check.ts';
import { EXIT } from '../exit.ts';
import { printJson } from './with-app.ts';

export async function doctorCommand(options: { readonly json?: boolean }): Promise<number> {
  const loaded = loadSettings();
  const findings =
    loaded.kind === 'bad'
      ? badSettings(loaded.message)
      : await examine({
          settings: loaded.settings,
          resolver: new Resolver({ timeout: 2_000, tries: 2 }),
          fetch: (url, init) => fetch(url, init),
          now: () => Date.now(),
        });
  const isWell = findings.every(finding => finding.state !== 'error');
  if (options.json) printJson({ ok: isWell, findings });
  else console.log(doctorLines(findings).join('\n'));
  return isWell ? EXIT.done : EXIT.no;
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

import { expect, it } from 'vitest';
import type { DoctorFinding } from '../../src/doctor/finding.ts';
import { openCli } from '../support/cli.ts';

const SIGNS = { error: '✗', warning: '!', unknown: '?', ok: '✓' };

it('prints a line a finding, the fix under it, and counts that add up', async () => {
  const cli = openCli();
  // A database to look at.
  await cli.run('pick');
  const [printed, asJson] = await Promise.all([cli.run('doctor'), cli.run('doctor', '--json')]);
  const { ok, findings }: { ok: boolean; findings: DoctorFinding[] } = JSON.parse(asJson.stdout);
  for (const { check, state, found, fix } of findings) {
    const text = printed.stdout.replaceAll(/ +/g, ' ');
    // What is free on the disk moves between the two runs.
    const said = check === 'disk' ? '' : found;
    expect(text).toContain(` ${SIGNS[state]} ${check} ${said}${fix && said ? `\n → ${fix}` : ''}`);
  }
  const count = (state: keyof typeof SIGNS, many = state as string) => {
    const { length } = findings.filter(finding => finding.state === state);
    return `${length} ${length === 1 ? state : many}`;
  };
  const sum = [count('error', 'errors'), count('warning', 'warnings'), count('unknown'), count('ok')];
  expect(printed.stdout.trimEnd().split('\n').at(-1)?.trim()).toBe(sum.join(', '));
  expect(findings.length).toBeGreaterThan(10);
  expect({ ok, codes: [printed.code, asJson.code] }).toEqual({ ok: true, codes: [0, 0] });
});

it('says which settings are wrong, and exits with 1', async () => {
  const { stdout, code } = await openCli({ SEND_CRON: 'x', MAIL_PROVIDER: 'resnd' }).run('doctor');
  expect(stdout).toContain('SEND_CRON');
  expect(stdout).toContain('MAIL_PROVIDER');
  expect(stdout).toMatch(/\n {2}2 errors, 0 warnings, 1 unknown, 0 ok\n$/);
  expect(code).toBe(1);
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

it('reads a copy from a file, and prints nothing of it that moves a cursor', async () => {
  const cli = openCli();
  const file = join(mkdtempSync(join(tmpdir(), 'verdicts-copy-')), 'copy.eml');
  writeFileSync(
    file,
    'From: a@list\u001b[2J.example\r\nAuthentication-Results: mx\u001b[31m.example; spf=pass\r\n\r\nHi',
  );
  const { stdout, code } = await cli.run('doctor', '--mail-source', file);
  expect(stdout).toContain('✗ copy');
  expect(stdout).not.toContain('\u001b');
  expect(code).toBe(1);
  const missing = await cli.run('doctor', '--mail-source', `${file}.not-there`);
  expect(missing.stdout).toContain('Name the file in which you saved the source');
});

it('sends no test where mails stay here, to no address, and never reads and sends at once', async () => {
  const cli = openCli();
  const [outbox, nobody, both] = await Promise.all([
    cli.run('doctor', '--mail', 'seed@mailbox.example'),
    cli.run('doctor', '--mail', 'nobody'),
    cli.run('doctor', '--mail', 'seed@mailbox.example', '--mail-source', 'x'),
  ]);
  expect([outbox.code, nobody.code, both.code]).toEqual([1, 2, 2]);
  expect(outbox.stdout).toContain('mails stay in the outbox');
  expect(both.stderr).toContain('two steps');
});

import { describe, expect, it } from 'vitest';
import { measureSend } from '../../scripts/bench/send.ts';
import { CONTENDERS } from '../../scripts/bench/send-contenders.ts';
import { onceEach, ratioRows, type SendRow, sendTable } from '../../scripts/bench/send-report.ts';
import { sinkApi } from '../../scripts/bench/sink-api.ts';

const row: SendRow = { lanes: 2, rate: 9_000, bytes: 64_000, cpu: 0.05, rssMb: 200 };

it('sends a few readers the mail once by each mailer without keys', { timeout: 120_000 }, async () => {
  const section = await measureSend({ rounds: 1, readers: 1_000, only: 'a call, SQLite' });
  const bytes = section
    .split('\n')
    .filter(line => line.includes('a call, SQLite'))
    .map(line => line.split(' | '))
    .map(([name, , , each]) => [name?.slice(2), Number(each) > 60_000]);
  expect(bytes).toEqual([
    ['Postmark, 500 a call, SQLite', true],
    ['SES in full, one a call, SQLite', true],
    ['SES thin, 50 a call, SQLite', false],
  ]);
});

describe('what was seen', () => {
  const seen = { mails: 100, readers: 100, most: 1, doubtful: 0 };

  it('passes when every reader got it once', () => {
    expect(() => onceEach('x', 100, seen)).not.toThrow();
  });

  it.each([
    ['a reader without a mail', { mails: 99, readers: 99 }],
    ['two for one', { mails: 101, most: 2 }],
    ['two for one and none for another', { readers: 99, most: 2 }],
    ['a call with room for more', { doubtful: 1 }],
  ])('fails the bench at %s', (_, wrong) => {
    expect(() => onceEach('x', 100, { ...seen, ...wrong })).toThrow(/^x: of 100 readers/);
  });

  it('is told beside Resend, as a ratio of which nothing is asked', () => {
    const rounds = [new Map(CONTENDERS.map(({ name }) => [name, row]))];
    const table = ratioRows(rounds);
    expect(table).toMatch(/Postmark, full HTML, against Resend \| – \| 1\.00 \| 1\.00 \| – \|/);
    expect(table).toMatch(/SES, full HTML, a mail a call, against Resend \| – \| 1\.00 \| 1\.00 \| – \|/);
    expect(table).toMatch(/SES, thin wire, against Resend’s \| – \| 1\.00 \| 1\.00 \| – \|/);
    expect(table).toMatch(
      /full HTML, SQLite, against the React loop \| 25 \| 1\.00 \| 1\.00 \| \*\*no\*\* \|/,
    );
    expect(table).not.toContain('not run');
    expect(sendTable(rounds).split('\n')).toHaveLength(2 + CONTENDERS.length);
  });

  it('says so where one of the two was not run', () => {
    const rounds = [new Map([['Postmark, 500 a call, SQLite', row]])];
    expect(ratioRows(rounds)).toContain('Postmark, full HTML, against Resend | – | not run |');
  });
});

it.each([
  ['/emails/batch', 'resend'],
  ['/email/batch', 'postmark'],
  ['/v2/email/outbound-emails', 'ses'],
  ['/v2/email/outbound-bulk-emails', 'ses'],
])('%s is a call of %s', (path, name) => {
  expect(sinkApi(path).name).toBe(name);
});

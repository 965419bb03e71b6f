/**
 * Reads a published collection of mails that came back, and compares with how Sisimai reads them (BSD 2-clause):
 * `node scripts/returned-mail-corpus.ts SET P5`, where SET is a clone of sisimai/set-of-emails and P5 one of sisimai/p5-sisimai,
 * whose tests hold the answers. Neither is part of this project. Exits with 1 when a reader would be lost who should not be.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ReturnedMail, readReturnedMail } from '../src/feedback/returned-mail.ts';

interface Answer {
  readonly reason: string;
  readonly hard: boolean;
}

/** Sisimai's reasons that speak of whoever sends, not of the reader. */
const ABOUT_US = new Set(
  'authfailure requireptr notcompliantrfc blocked badreputation spamdetected policyviolation virusdetected securityerror norelaying toomanyconn speeding'.split(
    ' ',
  ),
);

const [set, p5] = process.argv.slice(2);
if (!set || !p5) throw new Error('Usage: node scripts/returned-mail-corpus.ts SET_OF_EMAILS P5_SISIMAI');
const mails = path.join(set, 'maildir', 'bsd');
const answers = readAnswers(path.join(p5, 't'));
const counts = new Map<string, number>();
const lost: string[] = [];
for (const name of readdirSync(mails)) {
  const answer = answers.get(name);
  const [mail] = await readReturnedMail(readFileSync(path.join(mails, name)));
  if (!answer || !mail) continue;
  const verdict = compare(mail, answer);
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (mail.is === 'bounced' && mail.permanent && ABOUT_US.has(answer.reason)) lost.push(name);
}
for (const [verdict, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${verdict}`);
for (const name of lost) console.log(`lost for good, though it was about us: ${name}`);
if (lost.length > 0) process.exitCode = 1;

function compare(mail: ReturnedMail, { reason, hard }: Answer): string {
  const expected = { feedback: 'complained', vacation: 'auto_reply', delivered: 'delivered' }[reason];
  if (expected !== undefined) return `${reason}, read as ${mail.is}`;
  if (mail.is !== 'bounced') return `bounce, read as ${mail.is}`;
  return `bounce, ${hard ? 'hard' : 'soft'} there, ${mail.permanent ? 'hard' : 'soft'} here`;
}

/** From `'01' => [['5.1.1', '550', 'userunknown', 1], …],` in its tests: the first answer for each mail. */
function readAnswers(folder: string): Map<string, Answer> {
  const found = new Map<string, Answer>();
  for (const file of readdirSync(folder).filter(name => name.endsWith('.t'))) {
    const engine = file.replace(/^\d+-|\.t$/g, '');
    const rows = readFileSync(path.join(folder, file), 'utf8').matchAll(
      /'(\d{2,3})'\s*=>\s*\[\s*\['[^']*',\s*'[^']*',\s*'(\w+)',\s*(\d)/g,
    );
    for (const [, number, reason = '', hard] of rows) {
      const name = `${engine}-${number}.eml`;
      if (existsSync(path.join(mails, name))) found.set(name, { reason, hard: hard === '1' });
    }
  }
  return found;
}

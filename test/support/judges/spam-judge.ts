import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { allowToSkip } from '../missing-part.ts';

const PLACES = ['/usr/bin/spamassassin', '/usr/local/bin/spamassassin', '/opt/homebrew/bin/spamassassin'];
/** The rules that came with the program, not those that a nightly job of the machine may have fetched since. */
const SHIPPED_RULES = '/usr/share/spamassassin';

/** What looks at the mail alone; what asks the network, learns or remembers senders stays out. */
const PLUGINS = [
  ...['BodyEval', 'Check', 'DKIM', 'FreeMail', 'HTMLEval', 'HTTPSMismatch', 'HeaderEval', 'ImageInfo'],
  ...[
    'MIMEEval',
    'MIMEHeader',
    'RelayEval',
    'ReplaceTags',
    'SPF',
    'URIDetail',
    'URIEval',
    'VBounce',
    'WLBLEval',
  ],
];

const PREFERENCES = `
use_bayes 0
report_safe 0
fold_headers 0
clear_headers
add_header all Judged score=_SCORE_ tests=_TESTSSCORES(,)_
`;

/** What SpamAssassin makes of one mail: more is worse, a filter with its defaults refuses at 5. */
export interface SpamVerdict {
  readonly score: number;
  readonly rules: Readonly<Record<string, number>>;
}

/**
 * @param options only for the guard test: where to look, and what CI is
 * @throws when there is none and CI is set
 */
export function requireSpamAssassin(
  options: { readonly places?: readonly string[]; readonly ci?: string | undefined } = {},
): string | null {
  const program = (options.places ?? PLACES).find(place => existsSync(place));
  if (program !== undefined) return program;
  const reason = 'there is no spamassassin in /usr/bin (Debian: apt-get install spamassassin)';
  allowToSkip('SpamAssassin', reason, 'ci' in options ? options.ci : process.env.CI);
  return null;
}

/** All mails in one process, which takes seconds to read its rules, under settings of our own and without a network. */
export async function judgeSpam(program: string, mails: readonly Buffer[]): Promise<SpamVerdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-spam-'));
  try {
    const site = join(folder, 'site');
    mkdirSync(site);
    const plugins = PLUGINS.map(name => `loadplugin Mail::SpamAssassin::Plugin::${name}\n`);
    writeFileSync(join(site, 'init.pre'), plugins.join(''));
    writeFileSync(join(folder, 'preferences'), PREFERENCES);
    const files = mails.map((mail, index) => {
      const file = join(folder, `${index}.eml`);
      writeFileSync(file, mail);
      return file;
    });
    const rules = existsSync(SHIPPED_RULES) ? ['--configpath', SHIPPED_RULES] : [];
    const { stdout } = await promisify(execFile)(
      program,
      ['--local', ...rules, '--siteconfigpath', site, '--prefspath', join(folder, 'preferences'), ...files],
      { env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C' }, maxBuffer: 256 * 1024 * 1024 },
    );
    const verdicts = [...stdout.matchAll(/^X-Spam-Judged: score=(\S+) tests=(\S*)/gm)].map(readVerdict);
    if (verdicts.length !== mails.length) {
      throw new Error(`SpamAssassin judged ${verdicts.length} of ${mails.length} mails.`);
    }
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readVerdict([, score, tests = '']: RegExpMatchArray): SpamVerdict {
  const rules = tests.split(',').map(test => test.split('=') as [string, string]);
  return {
    score: Number(score),
    rules: Object.fromEntries(
      rules.filter(([name]) => name !== 'none').map(([name, points]) => [name, Number(points)]),
    ),
  };
}

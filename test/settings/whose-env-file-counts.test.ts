import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings, PROJECT_ROOT } from '../../src/config.ts';

const LEAST = { name: 'Kitchen Verdicts', compared: { one: 'kitchen tool', many: 'kitchen tools' } };
const [OLD_KEY, NEW_KEY] = ['o'.repeat(32), 'n'.repeat(32)];

const newFolder = () => realpathSync(mkdtempSync(join(tmpdir(), 'verdicts-env-')));
const lines = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join('');

function publicationWith(values?: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  writeFileSync(join(folder, 'publication.json'), JSON.stringify(LEAST));
  if (values) writeFileSync(join(folder, '.env'), lines(values));
  return folder;
}

/** The program's own file, elsewhere than this checkout's. */
function programsFile(values: Readonly<Record<string, string>>): string {
  const file = join(newFolder(), 'env');
  writeFileSync(file, lines(values));
  return file;
}

const settingsOf = (environment: Record<string, string>) => {
  const outcome = loadSettings(environment);
  if (outcome.kind === 'bad') throw new Error(outcome.message);
  return outcome.settings;
};
const messageOf = (environment: Record<string, string>) => {
  const outcome = loadSettings(environment);
  return outcome.kind === 'bad' ? outcome.message : 'accepted';
};

/** Of a newsletter that goes out every week. */
const IN_PRODUCTION = {
  DATABASE_URL: 'postgres://verdicts:secret@db.example/verdicts',
  OUTBOX_DIR: '/srv/outbox',
  SECRET_KEYS: OLD_KEY,
  CATALOGUE: '/srv/catalogue.json',
  PUBLICATION_NAME: 'AI Weekly',
  POSTAL_ADDRESS: 'AI Weekly, 5 Real Street',
  MAIL_PROVIDER: 'resend',
  RESEND_API_KEY: 're_real',
  MAIL_FROM: 'AI Weekly <a@ai.example>',
  MAIL_REPLY_TO: 'desk@ai.example',
  EDITORS: 'chief@ai.example',
};

describe('the program’s .env', () => {
  it.each([
    ['with an .env of its own', { SECRET_KEYS: NEW_KEY, PAIRINGS_PER_ISSUE: '1' }],
    ['without one', undefined],
  ])('is nothing to another publication than the one it is for, %s', (_, own) => {
    const PUBLICATION = publicationWith(own);
    for (const more of [{}, { PUBLICATION: publicationWith() }]) {
      const ENV_FILE = programsFile({ ...IN_PRODUCTION, ...more });
      const settings = settingsOf({ ENV_FILE, PUBLICATION });
      expect(settings).toMatchObject({
        DATABASE_URL: `file:${join(PUBLICATION, 'var/sample.db')}`,
        OUTBOX_DIR: join(PUBLICATION, 'var/outbox'),
        CATALOGUE: join(PUBLICATION, 'catalogue.json'),
        PUBLICATION_NAME: 'Kitchen Verdicts',
        MAIL_PROVIDER: ['outbox'],
        development: true,
      });
      expect(JSON.stringify(settings)).not.toMatch(/ai\.example|AI Weekly|re_real|oooo/);
      expect(settings.notes.at(-1)).toMatch(
        /env is not read: it is for the publication in .+\. What this one needs goes into .+\/\.env\.$/,
      );
    }
  });

  it('is read for the publication it names, below that one’s own, and the environment is above both', () => {
    const PUBLICATION = publicationWith({ PORT: '4100', PICK_SEED: 'kitchen', PUBLICATION: '/elsewhere' });
    const ENV_FILE = programsFile({ ...IN_PRODUCTION, PUBLICATION, PORT: '4200' });
    expect(settingsOf({ ENV_FILE })).toMatchObject({
      PUBLICATION,
      PORT: 4100,
      PICK_SEED: 'kitchen',
      EDITORS: ['chief@ai.example'],
    });
    expect(settingsOf({ ENV_FILE, PORT: '4300' }).PORT).toBe(4300);
    // By another name for the same place.
    const link = join(newFolder(), 'link');
    symlinkSync(PUBLICATION, link);
    expect(settingsOf({ ENV_FILE, PUBLICATION: link }).EDITORS).toEqual(['chief@ai.example']);
  });

  it('is the sample’s where it names none, by whatever path that is reached', () => {
    const ENV_FILE = programsFile({ PORT: '4200' });
    const link = join(newFolder(), 'sample');
    symlinkSync(join(PROJECT_ROOT, 'data/sample'), link);
    for (const more of [{}, { PUBLICATION: './data/sample' }, { PUBLICATION: link }])
      expect(settingsOf({ ENV_FILE, ...more })).toMatchObject({
        PORT: 4200,
        DATABASE_URL: `file:${join(PROJECT_ROOT, 'var/sample.db')}`,
        notes: [],
      });
  });

  it('may not hold another signing key than the publication’s', () => {
    const PUBLICATION = publicationWith({ SECRET_KEYS: NEW_KEY });
    const twice = programsFile({ PUBLICATION, SECRET_KEYS: OLD_KEY });
    expect(messageOf({ ENV_FILE: twice })).toMatch(/ {2}SECRET_KEYS: "nnn…" .*hold different ones: keep/);
    expect(settingsOf({ ENV_FILE: twice, SECRET_KEYS: OLD_KEY }).SECRET_KEYS).toEqual([OLD_KEY]);
    const same = programsFile({ PUBLICATION, SECRET_KEYS: NEW_KEY });
    expect(settingsOf({ ENV_FILE: same }).SECRET_KEYS).toEqual([NEW_KEY]);
  });
});

describe('a publication’s .env', () => {
  const ENV_FILE = programsFile({});

  it('is told of by the names of what it sets, and by nothing of what it says', () => {
    const PUBLICATION = publicationWith({ SECRET_KEYS: NEW_KEY, PICK_SEED: 'kitchen', PORT: '4100' });
    expect(settingsOf({ ENV_FILE, PUBLICATION, PORT: '4200' }).notes).toEqual([
      `Set by ${PUBLICATION}/.env: PICK_SEED, SECRET_KEYS`,
    ]);
  });

  it('sends no key elsewhere that it does not hold', () => {
    const real = { ENV_FILE, MAIL_PROVIDER: 'resend,smtp', SECRET_KEYS: NEW_KEY };
    const [dkim, api] = [
      { SMTP_DKIM_DOMAIN: 'ai.example', SMTP_DKIM_SELECTOR: 's', SMTP_DKIM_KEY: 'k' },
      { RESEND_API_KEY: 're_real' },
    ];
    const PUBLICATION = publicationWith({
      RESEND_BASE_URL: 'https://catcher.example',
      SMTP_URL: 'smtp://a:b@catcher.example',
    });
    const message = messageOf({ ...real, ...dkim, ...api, PUBLICATION });
    expect(message).toMatch(/ {2}RESEND_BASE_URL: "https:\/\/catcher\.example"; .*RESEND_API_KEY is set/);
    expect(message).toMatch(/ {2}SMTP_URL: .*; .*SMTP_DKIM_KEY is set/);
    const program = programsFile({ PUBLICATION, ...real, ...dkim, ...api, ENV_FILE: '' });
    expect(messageOf({ ENV_FILE: program })).toMatch(/RESEND_BASE_URL(.|\n)*SMTP_URL/);
    const elsewhere = publicationWith({ CATALOGUE: 'https://catcher.example/c.json' });
    expect(messageOf({ ...real, ...api, CATALOGUE_TOKEN: 'secret', PUBLICATION: elsewhere })).toMatch(
      / {2}CATALOGUE: "https:\/\/catcher\.example\/c\.json"; .*CATALOGUE_TOKEN is set/,
    );
    const own = publicationWith({ RESEND_BASE_URL: 'https://own.example', ...api });
    expect(
      settingsOf({ ...real, ...dkim, SMTP_URL: 'smtp://a:b@c.example', PUBLICATION: own }).RESEND_BASE_URL,
    ).toBe('https://own.example');
  });

  it('that cannot be read is told with its file, the reason and what to do', () => {
    const PUBLICATION = publicationWith();
    mkdirSync(join(PUBLICATION, '.env'));
    expect(messageOf({ ENV_FILE, PUBLICATION, PORT: 'x' })).toBe(
      `error: ${PUBLICATION}/.env, $\n  the settings cannot be read (EISDIR)\n  found: nothing\n  fix:   make it a file with one NAME=value a line, or move the folder elsewhere`,
    );
    expect(messageOf({ ENV_FILE: PUBLICATION })).toMatch(/^error: .*\n.*EISDIR/);
  });
});

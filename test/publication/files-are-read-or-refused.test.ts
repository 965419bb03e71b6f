import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings, PROJECT_ROOT } from '../../src/config.ts';
import { readPublication } from '../../src/publication/read-publication.ts';
import { SAMPLE_STYLE } from '../support/house-style.ts';

const LEAST = { name: 'Kitchen Verdicts', compared: { one: 'kitchen tool', many: 'kitchen tools' } };

function folderWith(publication: unknown, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-publication-'));
  const text = typeof publication === 'string' ? publication : JSON.stringify(publication);
  writeFileSync(join(folder, 'publication.json'), text);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function styleOf(publication: unknown, files?: Readonly<Record<string, string>>) {
  const reading = readPublication(folderWith(publication, files));
  if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.problems));
  return reading.style;
}

function problemsOf(publication: unknown, files?: Readonly<Record<string, string>>) {
  const reading = readPublication(folderWith(publication, files));
  return reading.kind === 'invalid' ? reading.problems : [];
}

describe('a publication’s file', () => {
  it('is that of the sample where nothing else is said', () => {
    expect(readPublication(join(PROJECT_ROOT, 'data/sample'))).toEqual({ kind: 'read', style: SAMPLE_STYLE });
  });

  it('needs a name and what is compared, and makes the rest from them', () => {
    expect(styleOf(LEAST)).toEqual({
      ...SAMPLE_STYLE,
      name: 'Kitchen Verdicts',
      tagline: 'Which of two kitchen tools to pick, and why: once a week, by mail, the verdict first.',
      compared: LEAST.compared,
      briefly: LEAST.compared,
      schemaType: 'Product',
      postalAddress: '',
      contact: '',
      openData: { licence: { name: 'All rights reserved', url: '' }, catalogue: null },
    });
  });

  it('calls the verdicts what it likes, in every form that a sentence needs', () => {
    const { verdicts } = styleOf({ ...LEAST, verdicts: { ship: 'buy', skip: 'pass over' } });
    expect(verdicts).toEqual({
      ship: 'buy',
      skip: 'pass over',
      ships: 'buys',
      skips: 'passes over',
      meaning:
        '“Buy” is a panellist’s yes, “pass over” a no; “3 to 1” means three would buy it and one would not.',
    });
    const own = { ship: 'try', skip: 'leave', ships: 'tries it', meaning: 'To <ship> is to like.' };
    expect(styleOf({ ...LEAST, verdicts: own }).verdicts).toMatchObject({
      ships: 'tries it',
      skips: 'leaves',
      meaning: 'To try is to like.',
    });
  });

  it('knows how English says a verb of one person, and takes it without stray spaces', () => {
    const said = (ship: string) => styleOf({ ...LEAST, verdicts: { ship, skip: 'leave' } }).verdicts;
    const ships = ['go', 'veto', 'woo', 'try', 'toss', 'buy', 'set  aside '].map(ship => said(ship).ships);
    expect(ships).toEqual(['goes', 'vetoes', 'woos', 'tries', 'tosses', 'buys', 'sets aside']);
    expect(said(' buy ').ship).toBe('buy');
    const same = problemsOf({ ...LEAST, verdicts: { ship: 'buy ', skip: 'buy' } });
    expect(same[0]?.message).toContain('say the same twice');
  });

  it('says of each fault where it is, what was found and what to write', () => {
    const problems = problemsOf({
      name: '',
      compared: { one: 'kitchen tool' },
      verdicts: { ship: 'buy', skip: 'Buy' },
      colors: {},
      colours: { ship: 'green' },
      mark: '../mark.svg',
      typefaces: { serif: 'Georgia' },
      language: 'Deutsch!',
      contact: 'Desk <desk@example.com>',
      links: [{ label: 'Shop', url: 'javascript:alert(1)' }],
    });
    expect(problems.map(({ path, found, message, fix }) => [path, found, message, fix])).toEqual([
      ['$.name', '""', 'the publication: name is empty', 'write something, or take the whole entry out'],
      [
        '$.compared.many',
        'nothing',
        'the publication: compared.many is missing',
        'add it, as text in double quotes',
      ],
      [
        '$.verdicts',
        expect.any(String),
        'the publication: verdicts say the same twice',
        expect.stringContaining('two words'),
      ],
      [
        '$.colours.ship',
        '"green"',
        'the publication: colours.ship is not a colour',
        'write six digits, for example "#1a5333"',
      ],
      [
        '$.mark',
        '"../mark.svg"',
        expect.stringContaining('is not a file beside this one'),
        expect.stringContaining('mark.svg'),
      ],
      [
        '$.typefaces.serif',
        '"Georgia"',
        expect.stringContaining('every machine has'),
        'add ", serif" at its end',
      ],
      [
        '$.language',
        '"Deutsch!"',
        'the publication: language is no language',
        'write its code, for example "en", "de" or "pt-BR"',
      ],
      ['$.contact', expect.any(String), expect.stringContaining('is not a mail address'), expect.any(String)],
      [
        '$.links[0].url',
        expect.any(String),
        expect.stringContaining('is not a web address'),
        expect.any(String),
      ],
      ['$.colors', '{}', 'the publication: unknown field "colors"', 'did you mean "colours"?'],
    ]);
    for (const { file } of problems) expect(file).toMatch(/publication\.json$/);
  });

  it('tells broken JSON, a key that stands twice, another encoding and a file that is not there', () => {
    expect(problemsOf('{ "name": ')[0]).toMatchObject({
      path: 'line 1, column 11',
      message: 'broken JSON: expected a value',
    });
    expect(problemsOf('{"name": "A", "name": "B"}')[0]).toMatchObject({
      path: '$.name',
      fix: 'keep one of them',
    });
    const folder = mkdtempSync(join(tmpdir(), 'verdicts-publication-'));
    expect(readPublication(folder)).toMatchObject({
      problems: [{ message: 'there is no such file', fix: expect.stringContaining('verdicts new DIR') }],
    });
    writeFileSync(join(folder, 'publication.json'), new Uint8Array([0xff, 0xfe, 0x7b]));
    expect(readPublication(folder)).toMatchObject({ problems: [{ message: 'the text is not UTF-8' }] });
  });

  it('takes a contact as MAIL_REPLY_TO is taken, and refuses what that one refuses', () => {
    expect(styleOf({ ...LEAST, contact: ' desk@BÜCHER.example ' }).contact).toBe(
      'desk@xn--bcher-kva.example',
    );
    for (const contact of [
      'bücher@x.example',
      'Desk <a@x.example>',
      'a@b@x.example',
      `${'a'.repeat(65)}@x.example`,
      'a@x y',
    ])
      expect(problemsOf({ ...LEAST, contact })[0]?.path, contact).toBe('$.contact');
  });

  it('takes families that mails can name, as short as they can be written', () => {
    const typefaces = { serif: 'Charter, Palatino Linotype, serif', sans: 'Verdana,sans-serif' };
    expect(styleOf({ ...LEAST, typefaces }).look.font).toEqual({
      serif: 'Charter,Palatino Linotype,serif',
      sans: 'Verdana,sans-serif',
    });
    expect(styleOf({ ...LEAST, typefaces: { serif: 'Initial Gothic, serif' } }).look.font.serif).toBe(
      'Initial Gothic,serif',
    );
    for (const serif of [
      ...['Georgia";}, serif', 'url(x), serif', '<b>, serif'],
      ...['Times 2000, serif', 'Inherit, serif', 'Georgia, revert-layer, serif', 'Go -, serif'],
    ])
      expect(problemsOf({ ...LEAST, typefaces: { serif } })[0]?.path).toBe('$.typefaces.serif');
  });
});

describe('settings', () => {
  const load = (environment: Record<string, string>) => loadSettings({ ENV_FILE: 'off', ...environment });
  const settingsOf = (environment: Record<string, string>) => {
    const outcome = load(environment);
    if (outcome.kind === 'bad') throw new Error(outcome.message);
    return outcome.settings;
  };

  it('that are not set are the publication’s', () => {
    const PUBLICATION = folderWith({
      ...LEAST,
      postalAddress: '1 Stove Lane',
      contact: 'cook@kitchen.example',
    });
    expect(settingsOf({ PUBLICATION })).toMatchObject({
      PUBLICATION,
      PUBLICATION_NAME: 'Kitchen Verdicts',
      POSTAL_ADDRESS: '1 Stove Lane',
      MAIL_FROM: 'Kitchen Verdicts <verdicts@verdicts.example>',
      MAIL_REPLY_TO: 'cook@kitchen.example',
      CATALOGUE: join(PUBLICATION, 'catalogue.json'),
      DATABASE_URL: `file:${join(PUBLICATION, 'var/sample.db')}`,
      OUTBOX_DIR: join(PUBLICATION, 'var/outbox'),
    });
    expect(settingsOf({ PUBLICATION: folderWith(LEAST) }).POSTAL_ADDRESS).toBe(
      'Kitchen Verdicts, 1 Sample Street, 00000 Exampleton',
    );
  });

  it('win over the publication’s file', () => {
    const set = {
      PUBLICATION_NAME: 'Other',
      POSTAL_ADDRESS: 'Elsewhere 2',
      MAIL_FROM: 'a@b.example',
      MAIL_REPLY_TO: 'c@d.example',
      CATALOGUE: '/elsewhere/catalogue.json',
      DATABASE_URL: 'file:/elsewhere/own.db',
      OUTBOX_DIR: '/elsewhere/outbox',
    };
    expect(settingsOf({ PUBLICATION: folderWith(LEAST), ...set })).toMatchObject(set);
  });

  it('of before a publication was a folder lead to the same files', () => {
    expect(settingsOf({ CATALOGUE: './data/catalogue.json' }).CATALOGUE).toBe(
      join(PROJECT_ROOT, 'data/sample/catalogue.json'),
    );
    expect(settingsOf({})).toMatchObject({
      CATALOGUE: join(PROJECT_ROOT, 'data/sample/catalogue.json'),
      MAIL_FROM: 'Weekly AI Tool Verdicts <verdicts@verdicts.example>',
      MAIL_REPLY_TO: 'editor@verdicts.example',
      POSTAL_ADDRESS: 'Weekly AI Tool Verdicts, 1 Sample Street, 00000 Exampleton',
      OUTBOX_DIR: join(PROJECT_ROOT, 'var/outbox'),
    });
  });

  it('put a name that cannot stand before an address in quotation marks', () => {
    const PUBLICATION = folderWith({ ...LEAST, name: 'Pots, Pans: "Weekly"' });
    expect(settingsOf({ PUBLICATION }).MAIL_FROM).toBe('"Pots, Pans: ’Weekly’" <verdicts@verdicts.example>');
  });

  it('and the publication are told about in one message', () => {
    const outcome = load({ PORT: 'eighty', PUBLICATION: folderWith({ name: 'Kitchen' }) });
    expect(outcome.kind === 'bad' && outcome.message).toMatch(
      /PORT: "eighty".*\nerror: .*publication\.json, \$\.compared\n {2}the publication: compared is missing\n {2}found: nothing\n {2}fix: {3}add it/s,
    );
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programsWords } from '../../src/words/dictionary.ts';
import { openCli } from '../support/cli.ts';

/** A publication with these files of words, on a command line of its own. */
function publicationWith(files: Readonly<Record<string, unknown>>, language = 'en') {
  const cli = openCli();
  const folder = join(cli.folder, 'publication');
  mkdirSync(join(folder, 'words'), { recursive: true });
  const publication = { name: 'Pans', compared: { one: 'pan', many: 'pans' }, language };
  writeFileSync(join(folder, 'publication.json'), JSON.stringify(publication));
  for (const [name, words] of Object.entries(files))
    writeFileSync(
      join(folder, 'words', `${name}.json`),
      typeof words === 'string' ? words : JSON.stringify(words),
    );
  return cli.with({ PUBLICATION: folder });
}

const ALL = Object.keys(programsWords('en')).length;

describe('words check', () => {
  it('passes a publication without words of its own, and one with good ones and a comment', async () => {
    const [none, good] = await Promise.all([
      publicationWith({}).run('words', 'check'),
      publicationWith({ en: { $comment: 'Ours.', 'site.front.also': 'And then' } }).run('words', 'check'),
    ]);
    expect(none).toMatchObject({ code: 0, stderr: '' });
    expect(none.stdout).toMatch(
      new RegExp(`^en: ${ALL} keys, all of them the program’s own; .* nothing wrong\\.\n$`),
    );
    expect(good.code).toBe(0);
    expect(good.stdout).toMatch(
      new RegExp(`^en: ${ALL} keys, 1 of them your own in .*en\\.json; nothing wrong\\.\n$`),
    );
  });

  it('names each fault with its place, what was found and the fix', async () => {
    const { code, stdout } = await publicationWith({
      en: {
        'site.nav.isues': 'Back numbers',
        'site.nav.issues': ['Back numbers'],
        'site.nav.label': '  ',
        'common.months': ['Jan'],
        'site.pairing': '{a} or {c}',
        'web.not-found.advice': '{latest',
        'site.nav.subscribe': 'Subscribe',
        'site.issue': '{number, plural, one {#} other {#}}',
      },
    }).run('words', 'check');
    expect(code).toBe(1);
    for (const said of [
      'is no key of ours\n  found: "Back numbers"\n  fix:   did you mean "site.nav.issues"?',
      '"site.nav.issues" takes one pattern\n  found: ["Back numbers"]',
      '"site.nav.label" takes one pattern',
      '"common.months" has 1 words where the English has 12',
      'has the slot {c}, which nothing fills\n  found: "{a} or {c}"\n  fix:   there are: {a}, {b}',
      '"web.not-found.advice" is no pattern: a brace { is not closed, from letter 1 on',
      '"site.nav.subscribe" says what the program says by itself\n  found: "Subscribe"',
      'counts by {number}, which is not a number\n',
    ])
      expect(stdout).toContain(said);
    expect(stdout).toMatch(/1 unknown, 1 unused, 6 wrong\.\n$/);
  });

  it('lists what a language lacks, as it can be pasted and put into words', async () => {
    const cli = publicationWith({ fr: { 'site.nav.issues': 'Numéros' } });
    const { code, stdout } = await cli.run('words', 'check');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^en: .*nothing wrong\.$/m);
    expect(stdout).toContain(`${ALL - 1} keys are missing; readers get the English.`);
    const pasted = stdout.slice(stdout.indexOf(':\n  "') + 1, stdout.lastIndexOf('fr:'));
    const { 'site.nav.issues': _, ...rest } = programsWords('en');
    expect(JSON.parse(`{${pasted}}`)).toEqual(rest);
  });

  it.each([
    [
      'of a language that nobody has words in',
      ['fr'],
      2,
      'There are no words in "fr". The program has en and de',
    ],
    ['of what is no language', ['../en'], 2, '"../en" is no language'],
  ])('%s is a question that cannot be answered', async (_, asked, code, said) => {
    const answer = await publicationWith({}).run('words', 'check', ...asked);
    expect(answer.code).toBe(code);
    expect(answer.stderr).toContain(said);
  });

  it.each([
    ['broken JSON', '{"site.nav.issues": }', 'broken JSON'],
    ['a list', '[]', 'the words are no object'],
    ['nothing', 'null', 'the words are no object'],
    ['a key twice', '{"site.nav.issues": "a", "site.nav.issues": "b"}', 'appears twice'],
  ])('says where a file with %s is wrong', async (_, file, said) => {
    const { code, stderr } = await publicationWith({ de: file }, 'de').run('words', 'check');
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr).toContain(join('words', 'de.json'));
  });
});

describe('words list', () => {
  it('finds a sentence by a part of it or of its key, in the publication’s words', async () => {
    const cli = publicationWith({ de: { 'site.front.also': 'Dazu noch' } }, 'de');
    const [own, programs, english, none] = await Promise.all([
      cli.run('words', 'list', 'Dazu noch'),
      cli.run('words', 'list', 'site.nav'),
      cli.run('words', 'list', 'site.nav.issues', '--language', 'en'),
      cli.run('words', 'list', 'no such words'),
    ]);
    expect(own).toMatchObject({ code: 0, stdout: 'site.front.also (your own)\n  Dazu noch\n' });
    expect(programs.stdout).toContain('site.nav.issues\n  Ausgaben\n');
    expect(english.stdout).toBe('site.nav.issues\n  Issues\n');
    expect(none).toMatchObject({ code: 1, stdout: 'No key and no words in "de" hold "no such words".\n' });
  });
});

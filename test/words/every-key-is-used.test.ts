import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { missingKeys, wordsFaults } from '../../src/words/check-words.ts';
import { programsWords } from '../../src/words/dictionary.ts';
import { LANGUAGES } from '../../src/words/language.ts';
import { slotsOf } from '../../src/words/pattern-slots.ts';

const english = programsWords('en');

/** Every key and every beginning of one that code puts together: `'site.title'`, `` `site.privacy.${row}.what` ``. */
function keysInCode(): { readonly whole: ReadonlySet<string>; readonly patterns: readonly RegExp[] } {
  const source = ['src', 'templates'].flatMap(sourcesIn).join('\n');
  const whole = new Set([...source.matchAll(/['"`]([a-z-]+(?:\.[\w-]+)+)['"`]/g)].map(([, key = '']) => key));
  const made = [...source.matchAll(/`((?:[a-z-]+\.)(?:[\w.-]|\$\{[^}]*\})*\$\{[^}]*\}[\w.-]*)`/g)].map(
    ([, key = '']) =>
      new RegExp(
        `^${key
          .split(/\$\{[^}]*\}/)
          .map(escaped)
          .join('[\\w.-]+')}$`,
      ),
  );
  return { whole, patterns: made };
}

const escaped = (text: string) => text.replaceAll(/[.-]/g, '\\$&');

function sourcesIn(folder: string): string[] {
  const root = join(PROJECT_ROOT, folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:tsx?|mjml|liquid)$/.test(name) && !name.endsWith('words/keys.ts'))
    .map(name => readFileSync(join(root, name), 'utf8'));
}

describe('the program’s words', () => {
  it('are all asked for by code', () => {
    const { whole, patterns } = keysInCode();
    const idle = Object.keys(english).filter(
      key => !(whole.has(key) || patterns.some(pattern => pattern.test(key))),
    );
    expect(idle).toEqual([]);
  });

  it('stand each in the file that its key begins with, and only there', () => {
    for (const language of LANGUAGES) {
      const folder = join(PROJECT_ROOT, 'src/words', language);
      const seen: string[] = [];
      for (const name of readdirSync(folder)) {
        const keys = Object.keys(JSON.parse(readFileSync(join(folder, name), 'utf8')));
        seen.push(...keys);
        const strays = keys.filter(key => !key.startsWith(`${name.slice(0, -'.json'.length)}.`));
        expect(strays, `${language}/${name}`).toEqual([]);
      }
      expect(new Set(seen).size, language).toBe(seen.length);
    }
  });

  it('never have a straight apostrophe, which would take a brace for a letter', () => {
    for (const language of LANGUAGES) {
      const straight = Object.entries(programsWords(language)).filter(([, said]) =>
        [said].flat().join().includes("'"),
      );
      expect(straight, language).toEqual([]);
    }
  });

  describe.each(LANGUAGES.filter(language => language !== 'en'))('in %s', language => {
    const words = programsWords(language);

    it('have every key of the English and no other, in the same shape, without a slot that nothing fills', () => {
      expect([...wordsFaults(words, english, language), ...missingKeys(words, english)]).toEqual([]);
    });

    it('leave out no slot but nouns, and numbers that only choose a form of the English', () => {
      const lost = Object.entries(words).flatMap(([key, said]) => {
        const kept = slotsOfAll([said].flat(), language);
        const meant = [english[key] ?? ''].flat();
        return slotsOfAll(meant, 'en')
          .filter(slot => !(kept.includes(slot) || NOUNS.has(slot) || onlyChooses(meant.join('\n'), slot)))
          .map(slot => `${key}: {${slot}}`);
      });
      expect(lost).toEqual([]);
    });
  });
});

/** Of the publication's file: their gender and case are unknown to whoever words a language. */
const NOUNS = new Set(['one', 'many', 'withArticle']);

/** Whether it is never printed: `{n, plural, one {it ships} other {they ship}}`. */
function onlyChooses(patterns: string, slot: string): boolean {
  const isChosenBy = new RegExp(`\\{${slot}, (?:plural|select),`).test(patterns);
  return isChosenBy && !patterns.includes('#') && !new RegExp(`\\{${slot}(?:, number)?\\}`).test(patterns);
}

function slotsOfAll(patterns: readonly string[], language: string): string[] {
  return patterns.flatMap(pattern => [...slotsOf(pattern, language).keys()]);
}

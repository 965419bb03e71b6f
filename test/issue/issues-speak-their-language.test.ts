import { describe, expect, test } from 'vitest';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { IssueContent } from '../../src/issue/content.ts';
import { contentChanges } from '../../src/issue/content-changes.ts';
import { hashContent } from '../../src/issue/content-hash.ts';
import { wordsOf } from '../../src/issue/content-words.ts';
import type { OutcomeKind } from '../../src/issue/outcome-kind.ts';
import { sinceLine } from '../../src/issue/since.ts';
import { renderText } from '../../src/render/text.ts';
import type { Dictionary } from '../../src/words/dictionary.ts';
import { programsWords } from '../../src/words/dictionary.ts';
import { verdictWords } from '../../src/words/verdict-words.ts';
import { HOUSE_WORDS, Words } from '../../src/words/words.ts';
import { readerFields } from '../support/content.ts';
import { earlierIssue } from '../support/earlier-issue.ts';
import { SAMPLE_STYLE } from '../support/house-style.ts';
import { OUTCOME_WORDS } from './house-words.ts';
import { composeInput } from './reference-pair.ts';

function german(own: Dictionary = {}): Words {
  return new Words('de', own, verdictWords({}, programsWords('de'), false));
}

function issueIn(words: Words): IssueContent {
  const { settings, ...input } = composeInput();
  return composeContent({ ...input, settings: { ...settings, style: { ...SAMPLE_STYLE, words } } });
}

/** As it comes back from where it was kept. */
function kept(content: IssueContent): IssueContent {
  return JSON.parse(JSON.stringify(content));
}

describe('an issue', () => {
  test('in German says everything in German, from the subject to how to leave', () => {
    const content = issueIn(german());
    expect(content.language).toBe('de');
    const [pairing] = content.pairings;
    expect(pairing?.pricesChecked).toMatch(/^Preise? .*geprüft am/);
    const text = renderText(kept(content), readerFields);
    expect(text).toContain('Nr. 12 · 26. Nov. 2026');
    expect(text).toContain('Abbestellen');
    expect(text.replace(/https?:\S+/gu, '')).not.toMatch(
      /\b(?:panel|votes?|against|over|prices?|quotes)\b/iu,
    );
  });

  test('keeps of its publication’s own words those that are asked for when it is rendered, and no others', () => {
    const own = { 'mail.pass-on': 'Weitersagen', 'issue.subject.none': 'Nichts bei {publication}' };
    const content = issueIn(german(own));
    expect(content.words).toEqual({ 'mail.pass-on': 'Weitersagen' });
    expect(renderText(kept(content), readerFields)).toContain('Weitersagen');
    expect(issueIn(HOUSE_WORDS)).not.toHaveProperty('words');
    expect(issueIn(HOUSE_WORDS)).not.toHaveProperty('language');
  });

  test('is another to who approves it, once its language or its words are others', () => {
    const [english, inGerman, own] = [HOUSE_WORDS, german(), german({ 'mail.pass-on': 'Weitersagen' })].map(
      issueIn,
    ) as [IssueContent, IssueContent, IssueContent];
    const hash = (content: IssueContent) =>
      hashContent({ contents: [content], engine: 'react', templates: [], settings: {} });
    expect(new Set([english, inGerman, own].map(hash)).size).toBe(3);
    expect(contentChanges(english, inGerman)).toContainEqual({
      what: 'Language',
      kind: 'changed',
      was: 'en',
      is: 'de',
    });
    expect(contentChanges(inGerman, own)).toEqual([
      { what: 'Own words “mail.pass-on”', kind: 'added', was: '', is: 'Weitersagen' },
    ]);
  });

  test('from before there was a choice speaks English', () => {
    expect(wordsOf(earlierIssue)).toMatchObject({ language: 'en', own: {} });
  });

  test('takes turns among the patterns that its publication brings, however few', () => {
    const patterns = [
      '{lead} zuerst, {tally}; {other}: {otherTally}',
      '{other} nach {lead}: {otherTally} und {tally}',
    ];
    const own = Object.fromEntries(
      Object.keys(OUTCOME_WORDS).map(kind => [`issue.outcome.${kind}`, patterns]),
    );
    const { settings, ...input } = composeInput();
    const style = { ...SAMPLE_STYLE, words: german(own) };
    const first = composeContent({ ...input, settings: { ...settings, style } });
    const second = composeContent({
      ...input,
      settings: { ...settings, style },
      recent: first.wordings ?? [],
    });
    const used = [first, second].map(({ wordings = [] }) =>
      wordings.find(wording => patterns.includes(wording)),
    );
    expect(new Set(used)).toEqual(new Set(patterns));
  });

  test('does not call a price changed that is only worded otherwise', () => {
    const price = { kind: 'paid', from: { amount: 12, currency: 'USD', per: 'month' } } as const;
    const ship = { ships: 3, skips: 1, percent: 75, badge: 'ship' } as const;
    const told = {
      date: '2026-08-06',
      tool: { name: 'Zed', price: 'From $12/mo', ship },
      words: HOUSE_WORDS,
    };
    expect(sinceLine({ price, ship }, told, german())).toBe('');
    expect(sinceLine({ price: { kind: 'free' }, ship }, told, german())).toBe(
      'Seit dem 6. Aug. 2026 geändert: Damals lautete der Preis „From $12/mo“.',
    );
  });
});

describe('German subjects', () => {
  test.each(Object.keys(OUTCOME_WORDS) as OutcomeKind[])('of kind %s leave an editor a choice', kind => {
    const names = { lead: '§'.repeat(11), other: '§'.repeat(11) };
    const slots = {
      ...names,
      a: names.lead,
      b: names.other,
      judged: names.lead,
      unjudged: names.other,
      tally: '3 zu 1',
      otherTally: '2 zu 2',
      tallies: '3 zu 1 und 2 zu 2',
    };
    const patterns = german().patterns(`issue.subject.${kind}`);
    expect(new Set(patterns).size).toBeGreaterThanOrEqual(6);
    const subjects = patterns.map(pattern => german().fill(pattern, slots));
    const fitting = subjects.filter(text => text.length <= 60 && text.lastIndexOf('§') < 40);
    expect(fitting.length).toBeGreaterThanOrEqual(3);
  });
});

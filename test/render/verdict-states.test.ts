import { describe, expect, it } from 'vitest';
import type { IssueContent, PairingContent } from '../../src/issue/content.ts';
import type { Engine } from '../../src/render/render.ts';
import { renderIssue } from '../../src/render/render.ts';
import { contentStates, fullest, readerFields, sixtyCharacters } from '../support/content.ts';
import { readHtml } from '../support/read-html.ts';

const engines: readonly Engine[] = ['react', 'mjml'];

describe.each(engines)('the weekly mail by %s', engine => {
  const read = async (content: IssueContent) => {
    const { html, text } = await renderIssue(content, readerFields, engine);
    return { html, text, words: readHtml(html).words.join(' ') };
  };
  const state = (name: string) => read(contentStates[name]!);

  it('leaves out a row without a figure, and says what is not known where the other side is', async () => {
    const one = await state('unknownPrice');
    expect(one.words).toContain('Price not known Paid SmolVLM 2.5: One line');
    const none = await state('unknownPrices');
    expect(none.words).toContain('SmolVLM 2.5 Karpathy Coding Skills SmolVLM 2.5: One line');
    for (const { words, text } of [one, none]) {
      expect(words).not.toContain('—');
      expect(text).not.toContain('—');
    }
  });

  it('says what ship, skip and a tally mean, once', async () => {
    const { words, text } = await state('fullest');
    expect(words.split('“3 to 1” means')).toHaveLength(2);
    expect(text).toContain('“Ship” is a panellist’s yes, “skip” a no;');
  });

  it('says what each tool is once, and nothing in place of a missing pick line', async () => {
    const { words } = await state('unsaid');
    expect(words.split('SmolVLM 2.5: One line on what it is.')).toHaveLength(2);
    expect(words).not.toContain('Pick SmolVLM');
  });

  it('prints an issue that was frozen before there were reasons', async () => {
    const { words } = await state('earlier');
    expect(words).toMatch(/The \w+ on Claude Code: (?:ship|skip)/);
    expect(words).toContain('Pick Claude Code for a coding agent that lives in the terminal');
    expect(words).not.toContain('undefined');
  });

  it('counts the panel in tallies, and has shares of readers alone', async () => {
    const { words, text } = await state('fullest');
    for (const printed of [words, text]) {
      expect(printed).not.toContain('Panel ship');
      expect(printed.match(/\d+% of/g)).toEqual(['61% of', '48% of']);
    }
  });

  it('puts small print below what each pairing says', async () => {
    const { words } = await state('fullest');
    expect(words).toContain(
      'Pick it when your team already lives in its editor. Prices checked 2 Nov 2026. Demo data: verdicts, quotes and ' +
        'votes are invented. No. 12 · 26 Nov 2026 · 2 min · Read on the web SmolVLM 2.5: 4 ship',
    );
  });

  it('says what has changed since a tool was last compared', async () => {
    const { words, text } = await state('fullest');
    for (const printed of [words, text.replace(/\s+/g, ' ')])
      expect(printed).toContain(
        'Suno: One line on what it is. Changed since 6 Aug 2026: the panel stood at 3 to 1.',
      );
  });

  it('does not name a tool again below its own name to say when to pick it', async () => {
    const [lead, ...others] = fullest.pairings;
    const pickB = `Pick ${lead!.b.name} when you $& need it.`;
    const { words } = await read({ ...fullest, pairings: [{ ...lead!, pickB }, ...others] });
    expect(words).toContain('Pick it when you $& need it.');
    expect(words).not.toContain(pickB);
  });

  it('asks for a reply only where somebody reads it, and always offers a page to pass on', async () => {
    for (const [name, asks] of [
      ['fullest', true],
      ['plain', false],
      ['earlier', false],
    ] as const) {
      const { html, words, text } = await state(name);
      expect(words.includes('Reply and tell us.')).toBe(asks);
      expect(text.includes('Reply and tell us.')).toBe(asks);
      expect(html).toMatch(new RegExp(`href="${contentStates[name]!.links.web}"[^>]*>Pass this issue on<`));
    }
  });

  it('names the reader and the address that was subscribed', async () => {
    const { words, text } = await state('plain');
    expect(words).toContain(`Sent to ${readerFields.reader} Weekly`);
    expect(text).toContain(`Sent to\n${readerFields.reader}\n`);
  });

  it('shows votes with their interval', async () => {
    const { words } = await state('votes');
    expect(words).toContain('Community 99% of 200 (96–100%) 20% of 200 (15–26%)');
  });

  it('seats an even panel two and two', async () => {
    const { words } = await state('split');
    expect(words).toContain('Suno: 2 ship, 2 skip Builder ship Skeptic ship Futurist skip Creator skip');
  });

  it('leaves a place empty where only one side has the chair', async () => {
    const { words } = await state('fiveAgainstFour');
    expect(words).toContain(
      'Creator ship Founder ship Builder ship Skeptic skip Futurist skip Creator skip Otter.ai: 1',
    );
  });

  it('names each side’s own fourth chair', async () => {
    const { words } = await state('fullest');
    expect(words).toContain(
      'SmolVLM 2.5: 4 ship, 0 skip Builder ship Skeptic ship Futurist ship Founder ship ' +
        'Builder ship Skeptic skip Futurist ship Creator ship Karpathy Coding Skills: 3 ship, 1 skip',
    );
  });

  it('prints an unofficial tool’s note beside its name', async () => {
    const { words, text } = await state('fullest');
    const note = 'Community project, not affiliated with the person it is named after.';
    expect(words).toContain(`Karpathy Coding Skills: One line on what it is. ${note}`);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Community project, not affiliated with the person it is named after.',
    );
  });

  it('says that the data is a demonstration, that the week is thin, and what the editors add, only when so', async () => {
    const full = await state('fullest');
    const plain = await state('plain');
    for (const words of ['Demo data:', fullest.thin, fullest.intro]) {
      expect(full.words).toContain(words);
      expect(full.text).toContain(words);
      expect(plain.words).not.toContain(words);
      expect(plain.text).not.toContain(words);
    }
  });

  it('keeps the paragraphs of the editors’ words', async () => {
    const { html, text } = await read({ ...fullest, intro: 'First <one>.\n\nSecond one,\nstill second.' });
    expect(html).toMatch(/First &lt;one&gt;\.<\/p>/);
    expect(html).toMatch(/Second one,\s+still second\.<\/p>/);
    expect(text).toContain('First <one>.\n\nSecond one, still second.\n');
  });

  it('tells last week’s vote, its disagreement, or that it was too small, or nothing', async () => {
    const line = async (name: string) =>
      / Last week’s vote (.*?) (?:Audio|Why) /.exec((await state(name)).words)?.[1];
    expect(await line('fullest')).toBe(
      '87 of 143 of you chose Zed; the panel leaned Windsurf. Zed vs Windsurf',
    );
    expect(await line('fewVotes')).toBe('Fewer than 20 of you voted: too few to tell. Zed vs Windsurf');
    expect(await line('firstIssue')).toBeUndefined();
  });

  it('carries a single pairing whole', async () => {
    const { words, html } = await state('thinOne');
    expect(words).toContain('A thin week: only one pairing was good enough.');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toContain('/vote/v2');
  });

  it('does without quotes, seats and shares of tools nobody reviewed', async () => {
    const [lead] = fullest.pairings;
    const bare: PairingContent = {
      ...lead!,
      a: { ...lead!.a, pull: null },
      b: { ...lead!.b, pull: null },
      rows: [],
    };
    const { html, words } = await read({ ...fullest, pairings: [bare] });
    expect(words).not.toContain('makes the case');
    expect(html).not.toContain('class="seat"');
  });

  it('keeps a name of sixty characters whole', async () => {
    const { words, text } = await state('longName');
    expect(words).toContain(`Ship ${sixtyCharacters} Ship Ab Ship both Ship neither`);
    expect(text).toContain(`Ship ${sixtyCharacters}\n`);
  });

  it('sets a long verdict a size smaller', async () => {
    const size = (html: string) => /<h1[^>]*class="headline"|class="headline"[^>]*>.{0,200}<h1/.test(html);
    const verdict = 'Panel leans SmolVLM 2.5, 4–0 against 3–1, '.repeat(3);
    const [lead, ...others] = fullest.pairings;
    const long = await read({ ...fullest, pairings: [{ ...lead!, verdict }, ...others] });
    expect(size((await state('fullest')).html)).toBe(true);
    expect(size(long.html)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/issue/content-words.ts';
import { renderWebVersion } from '../../src/render/web-version.ts';
import { describeInChromium } from '../support/chromium.ts';
import { contentStates, fullest, readerFields } from '../support/content.ts';
import { readHtml } from '../support/read-html.ts';
import { expectReadsWell } from '../support/reads-well.ts';

describe.each(Object.entries(contentStates))('the web version in the state %s', (_, content) => {
  const words = wordsOf(content);
  it('has every pairing in full, every quote under its own panellist, and its tally', async () => {
    const page = readHtml(await renderWebVersion(content)).words.join(' ');
    const missing: string[] = [];
    const expectWords = (said: string) => (page.includes(said) ? undefined : missing.push(said));
    for (const pairing of content.pairings) {
      for (const row of pairing.rows) {
        for (const [seat, tool] of [
          [row.a, pairing.a],
          [row.b, pairing.b],
        ] as const) {
          if (seat === null) continue;
          const about = words.say('mail.speaker-on', { speaker: seat.name, tool: tool.name });
          const quote = words.say('mail.quote', { quote: seat.quote });
          expectWords(`${about} ${words.verdicts[seat.verdict]} ${quote}`);
        }
      }
      for (const tool of [pairing.a, pairing.b]) {
        expectWords(tool.description);
        const { ships, skips } = tool.ship;
        expectWords(words.say('mail.bench', { name: tool.name, ships, skips }));
      }
      expectWords(pairing.verdict);
      expectWords(pairing.gain ?? pairing.why);
    }
    expect(missing).toEqual([]);
  });

  it('has nothing of any reader in it', async () => {
    const html = await renderWebVersion(content);
    for (const part of [readerFields.reader, readerFields.preferences, readerFields.unsubscribe, '/vote/']) {
      expect(html).not.toContain(part);
    }
  });

  it('needs nothing from anywhere else', async () => {
    const html = await renderWebVersion(content);
    const { language, direction } = words;
    expect(html.startsWith(`<!doctype html><html lang="${language}" dir="${direction}">`)).toBe(true);
    expect(html).not.toMatch(/<script|<img|<iframe|url\(|@import|<link rel="(?!canonical)/i);
    expect(html).toBe(await renderWebVersion(structuredClone(content)));
  });
});

describe('the web version', () => {
  it('links a tool only to the web', async () => {
    const [lead] = fullest.pairings;
    const pairings = [{ ...lead!, a: { ...lead!.a, url: 'javascript:alert(1)' } }];
    expect(await renderWebVersion({ ...fullest, pairings })).not.toContain('javascript:');
  });

  it('keeps the paragraphs of descriptions and quotes', async () => {
    const [lead] = fullest.pairings;
    const words = 'One.\n\nTwo.';
    const [row] = lead!.rows;
    const html = await renderWebVersion({
      ...fullest,
      pairings: [
        {
          ...lead!,
          a: { ...lead!.a, description: words },
          rows: [{ a: { ...row!.a!, quote: words }, b: null }],
        },
      ],
    });
    expect(html).toContain('<p dir="auto">One.</p><p dir="auto">Two.</p>');
    expect(html).toContain('<p dir="auto">“One.</p><p dir="auto">Two.”</p>');
  });

  it('says what a shared link to it shows, and leads to the archive', async () => {
    const html = await renderWebVersion(fullest);
    const [lead] = fullest.pairings;
    expect(html).toContain(
      `<meta property="og:image" content="${lead!.compareUrl.replace('/compare/', '/share/')}.png"/>`,
    );
    expect(html).toContain(`<meta property="og:url" content="${fullest.links.web}"/>`);
    expect(html).toContain(`<a href="${fullest.links.web.replace(`/${fullest.week}`, '')}">All issues</a>`);
  });

  it('draws one seat a panellist, struck through where it skips, and says so in words', async () => {
    const drawing = /<svg class="seats"[\s\S]*?<\/svg>/.exec(await renderWebVersion(fullest))?.[0] ?? '';
    expect(drawing.match(/<g class="ship"/g)).toHaveLength(7);
    expect(drawing.match(/<g class="skip"/g)).toHaveLength(1);
    expect(drawing).toContain(
      'aria-label="SmolVLM 2.5: Builder ship, Skeptic ship, Futurist ship, Founder ship. ' +
        'Karpathy Coding Skills: Builder ship, Skeptic skip, Futurist ship, Creator ship."',
    );
  });
});

describeInChromium('the web version in a browser', openPage => {
  it.each(['fullest', 'longName', 'rightToLeft', 'fiveAgainstFour', 'hostile'])(
    'reads well when %s',
    async state => {
      const page = await openPage();
      await page.setContent(await renderWebVersion(contentStates[state]!));
      await expectReadsWell(page, `web version, ${state}`);
      await page.setViewportSize({ width: 320, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    },
  );

  it('prints in ink on white, without the button', async () => {
    const page = await openPage({ colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setContent(await renderWebVersion(fullest));
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe('rgb(255, 255, 255)');
    expect(await page.locator('.button').isVisible()).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { oneLine } from '../../src/issue/clean-text.ts';
import { draftIssue } from '../../src/newsroom/draft.ts';
import { previewMail } from '../../src/newsroom/preview-mail.ts';
import { openWebServer } from '../../src/web/web-server.ts';
import { describeInChromium } from '../support/chromium.ts';
import { judgeHtml } from '../support/judges/html-judge.ts';
import { describeStores } from '../support/stores.ts';
import { HOSTILE_NAMES } from '../web/hostile-profiles.ts';
import { catalogueFile, openWeek, PAGE } from './desk-week.ts';

const HOSTILE_MARKDOWN = [
  '[x](javascript:alert(1))',
  '[x](JAVASCRIPT&colon;alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:alert(1)) ![x](javascript:alert(1))',
  '<javascript:alert(1)>',
  '[x](https://a.example "onmouseover=alert(1)")',
  '[x](https://a.example/"onmouseover="alert(1))',
  "[x](https://a.example/'><script>alert(1)</script>)",
  '[<img src=x onerror=alert(1)>](https://a.example)',
  '**<script>alert(1)</script>** *</td></table>* </body></html>',
  '[x]: javascript:alert(1)\n[x]',
  '```\n<script>alert(1)</script>\n```',
  '<mj-raw><script>alert(1)</script></mj-raw> {{ reader.unsubscribe }}',
  '**unclosed *and [crossed** over*](https://a.example',
  '<a href="javascript:alert(1)">x</a> <style>*{display:none}</style> <!--',
  '- <li onclick=alert(1)>\n- </ul></td>\n1. <svg onload=alert(1)>',
];

/** Short enough for a field; what is cleaned away to nothing would print what is generated. */
const ROWS = [...HOSTILE_NAMES.map(([typed]) => typed), ...HOSTILE_MARKDOWN].filter(
  typed => typed.trim() !== '' && typed.length <= 250,
);

/** What any mail or page of ours may hold. An attribute that runs something, or an address that does, is none of it. */
function expectInert(what: string, html: string): void {
  const tags = [
    ...html.matchAll(/<([a-z][\w-]*)((?:\s+[^\s=>"']+(?:=(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/gi),
  ];
  expect(tags.length, what).toBeGreaterThan(50);
  for (const [tag, name = '', attributes = ''] of tags) {
    expect(name.toLowerCase(), `${what}: ${tag}`).not.toMatch(/^(?:script|img|iframe|object|embed|mj-.*)$/);
    expect(attributes.replace(/"[^"]*"/g, '""'), `${what}: ${tag}`).not.toMatch(/\son\w+\s*=/i);
    expect(attributes, `${what}: ${tag}`).not.toMatch(
      /(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data|vbscript):/i,
    );
  }
  expect(html, what).not.toMatch(/<script>alert|<svg onload|<li onclick|<style>\*/i);
}

/** The one that saves words as they are typed; by its name and where it stands, no other. */
function withoutOurScript(page: string): string {
  return page.replace(/<script type="module" src="\/words\.[0-9a-f]{12}\.js"><\/script>/, '');
}

describeStores('hostile words through the desk', (open, dialect) => {
  describeInChromium('in a browser', openPage => {
    it.skipIf(dialect === 'postgres')(
      'run nowhere, lead nowhere and break nothing: in both engines, the text, the web version and the desk itself',
      async () => {
        const { app, signIn, issue, act } = await openWeek(await open());
        const editor = await signIn();
        const page = await openPage();
        const dialogs: string[] = [];
        page.on('dialog', dialog => {
          dialogs.push(dialog.message());
          void dialog.dismiss();
        });
        const { pairings } = (await issue()).pick;
        const names = [
          'subject',
          'preheader',
          ...pairings.map(({ a, b }) => `verdict.${a}-vs-${b}`),
          ...pairings.flatMap(({ a, b }) => [`pull.${a}`, `pull.${b}`]),
        ];
        const rounds = Math.ceil(ROWS.length / names.length);
        // The last two rounds once more, with rows in other kinds of fields.
        for (let round = 0; round < rounds + 2; round += 1) {
          const row = (at: number) =>
            ROWS[(round * names.length + at + (round < rounds ? 0 : 2)) % ROWS.length] ?? '';
          const intro = ROWS.filter((_, at) => at % rounds === round % rounds).join('\n\n');
          const typed = Object.fromEntries(names.map((name, at) => [name, row(at)]));
          const fields = { revision: String((await act()).revision), intro, ...typed };
          expect((await editor.post(`${PAGE}/words`, fields)).headers.get('location')).toBe(
            `${PAGE}/words?done=words`,
          );

          const what = `round ${round}`;
          const desk = withoutOurScript(await editor.page(`${PAGE}/words`));
          expectInert(`${what}, desk`, desk);
          expectInert(`${what}, pairings`, await editor.page(PAGE));
          for (const engine of ['react', 'mjml'] as const) {
            const draft = await draftIssue(app, await issue(), engine);
            const { message, html, text } = await previewMail(app, draft);
            for (const header of [message.subject, ...Object.values(message.headers)])
              expect(header, what).not.toMatch(/[\r\n\0]/);
            expectInert(`${what}, ${engine}`, html);
            expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
            if (engine === 'react') expectInert(`${what}, web version`, draft.frozen.webHtml);
            if (round % 3 === 0) {
              expect(await judgeHtml({ ...message, html, text }), `${what}, ${engine}`).toEqual([]);
              for (const document of [html, draft.frozen.webHtml, desk]) await page.setContent(document);
            }
          }
        }
        expect(dialogs).toEqual([]);
      },
      240_000,
    );

    it.skipIf(dialect === 'postgres')('and neither do a catalogue’s names', async () => {
      // What the catalogue itself lets in.
      const names = ROWS.filter(name => oneLine(name) === name && name.length <= 120);
      expect(names.length).toBeGreaterThan(30);
      const file = catalogueFile(tools =>
        tools.map((tool, at) => ({
          ...tool,
          name: names[at % names.length]!,
          tagline: names[(at + 7) % names.length]!,
        })),
      );
      const { app, web, signIn, issue, keys } = await openWeek(await open(), { CATALOGUE: file });
      const editor = await signIn();
      for (const at of [PAGE, `${PAGE}/words`]) expectInert(at, withoutOurScript(await editor.page(at)));
      const [pair] = (await keys()) as [string];
      const { a, b } = (await issue()).pick.pairings[0]!.runnersUp[0]!;
      expectInert('swap', await editor.page(`${PAGE}/swap?${new URLSearchParams({ pair, a, b })}`));
      for (const engine of ['react', 'mjml'] as const) {
        const draft = await draftIssue(app, await issue(), engine);
        const { message, html } = await previewMail(app, draft);
        expect(message.subject).not.toMatch(/[\r\n\0]/);
        expectInert(engine, html);
      }
      const { port, close } = await openWebServer(web, { hostname: '127.0.0.1', port: 0 });
      const page = await openPage({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0' });
      const url = `http://127.0.0.1:${port}`;
      await page.context().addCookies([...editor.cookies].map(([name, value]) => ({ name, value, url })));
      let dialogs = 0;
      page.on('dialog', dialog => {
        dialogs += 1;
        void dialog.dismiss();
      });
      await page.goto(`${url}${PAGE}`);
      await page.goto(`${url}${PAGE}/words`);
      expect(await page.getByRole('button', { name: 'Save the words' }).count()).toBe(2);
      expect(dialogs).toBe(0);
      await close();
    });
  });
});

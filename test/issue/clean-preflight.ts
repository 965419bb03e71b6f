import type { Tool } from '../../src/catalogue/tool.ts';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { IssueContent } from '../../src/issue/content.ts';
import type { PreflightInput } from '../../src/issue/preflight.ts';
import { SAMPLE_STYLE } from '../support/house-style.ts';
import { catalogue, composeInput, karpathy, smolvlm, tool } from './reference-pair.ts';

const suno = tool({
  slug: 'suno',
  name: 'Suno',
  maker: 'Suno Inc',
  category: 'Audio & Music',
  url: 'https://suno.example/',
});
const udio = tool({ slug: 'udio', name: 'Udio', maker: 'Uncharted', category: 'Audio & Music' });
export const tools: readonly Tool[] = [karpathy, smolvlm, suno, udio];

const address = 'Verdicts, 1 Real Street, 12345 Town';

/** Content of two pairings that nothing speaks against. */
export function cleanContent(from: readonly Tool[] = tools): IssueContent {
  return composeContent(
    composeInput({
      catalogue: catalogue(from),
      pick: {
        pairings: [
          {
            a: 'karpathy-coding-skills',
            b: 'smolvlm-2-5',
            category: 'Developer Tools',
            why: 'The Skeptic flips.',
          },
          { a: 'suno', b: 'udio', category: 'Audio & Music', why: 'Both are new.' },
        ],
        asked: 2,
        rung: { step: 0, name: 'no rule relaxed' },
      },
      settings: {
        publication: 'Weekly AI Tool Verdicts',
        replies: true,
        publicUrl: 'https://verdicts.example',
        postalAddress: address,
        style: SAMPLE_STYLE,
      },
    }),
  );
}

/** An issue that passes every check, sent through a real provider. */
export function cleanInput(content: IssueContent = cleanContent()): PreflightInput {
  return {
    content,
    rendered: { html: htmlOf(content), text: textOf(content), bytes: 20_000 },
    headers: {
      'List-Unsubscribe': '<https://verdicts.example/unsubscribe/token>, <mailto:out@verdicts.example>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    catalogue: catalogue(tools),
    history: [
      { week: '2026-W40', pairings: [{ a: 'zed', b: 'aider', category: 'Developer Tools' }] },
      // The week's own pick, as storage has it.
      { week: '2026-W48', pairings: [{ a: 'suno', b: 'udio', category: 'Audio & Music' }] },
    ],
    pick: { asked: 2, rung: { step: 0, name: 'no rule relaxed' } },
    settings: {
      providers: ['resend'],
      isStandIn: false,
      publicUrl: 'https://verdicts.example',
      postalAddress: address,
      isSampleAddress: false,
      sendWindow: { kind: 'any' },
      isLocalTime: false,
      zone: 'Europe/Prague',
    },
    routes: [/^\/$/, /^\/how-we-pick$/, /^\/(?:issues|compare|vote|unsubscribe|preferences)\/[^/]+$/],
    audience: 110,
    lastAudience: 100,
    testSends: 1,
    sendAt: Date.parse('2026-11-26T08:00:00Z'),
    now: Date.parse('2026-11-25T08:00:00Z'),
    state: 'in_review',
    isTestVote: token => token.startsWith('t'),
  };
}

/** A mail as plain as can be with everything in it that a mail must have. */
export function htmlOf(content: IssueContent): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const pairings = content.pairings.map(
    pairing => `<h2>${escaped(pairing.a.name)} vs ${escaped(pairing.b.name)}</h2>
      <p>${escaped(pairing.verdict)}</p><p>${escaped(pairing.a.note)}</p><p>${escaped(pairing.b.note)}</p>
      <a href="${pairing.compareUrl}">Compare</a>
      <a href='https://verdicts.example/vote/token${pairing.position}?choice=a&amp;from=mail'>Vote</a>`,
  );
  return `<!doctype html><html><head><title>Issue</title><style>a { color: red }</style></head><body>
    <img src="https://verdicts.example/logo.png" alt="" width="140">${pairings.join('')}
    <!-- <a href="nowhere">not a link</a> -->
    <a href="https://verdicts.example/unsubscribe/token"><span>Unsubscribe</span></a>
    <a href="mailto:editor@verdicts.example">Write to us</a>
    <p>Verdicts,<br>1 Real Street,<br>12345 Town</p></body></html>`;
}

export function textOf(content: IssueContent): string {
  const pairings = content.pairings.map(
    ({ a, b, verdict }) => `${a.name} vs ${b.name}\n${verdict}\n${a.note}\n${b.note}\n`,
  );
  return `${pairings.join('\n')}\nUnsubscribe: https://verdicts.example/unsubscribe/t-NaN-x\nVerdicts,\n1 Real Street,\n12345 Town\n`;
}

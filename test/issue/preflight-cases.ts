import type { Tool } from '../../src/catalogue/tool.ts';
import type { PairingContent } from '../../src/issue/content.ts';
import type { FindingCode } from '../../src/issue/preflight/finding.ts';
import { tools } from './clean-preflight.ts';
import {
  type Change,
  onTrial,
  withAnswer,
  withCatalogue,
  withContent,
  withEarlier,
  withHtml,
  withLaterCatalogue,
  withPairing,
  withSettings,
  withTool,
} from './preflight-changes.ts';
import { catalogue, review } from './reference-pair.ts';

const tooLong = 'word '.repeat(600).trim();
export const suno = 'https://suno.example/';

export type Case = readonly [FindingCode, 'error' | 'warning', string, Change];

export const cases: readonly Case[] = [
  ['pairing-none', 'error', 'pairings', withContent(() => ({ pairings: [] }))],
  ['pairing-few', 'warning', 'pairings', input => ({ ...input, pick: { ...input.pick, asked: 3 } })],
  ['pairing-many', 'error', 'pairings', input => ({ ...input, pick: { ...input.pick, asked: 1 } })],
  ['pairing-same-tool', 'error', 'pairing 2', withPairing(2, ({ a }) => ({ b: a }))],
  ['pairing-repeat', 'error', 'pairing 2', withEarlier('2024-W10', 'udio', 'suno')],
  [
    'pairing-family',
    'error',
    'pairing 1',
    input => withLaterCatalogue('karpathy-coding-skills', { family: 'smolvlm' })(input),
  ],
  ['pairing-category', 'error', 'pairing 2', withLaterCatalogue('udio', { category: 'Video' })],
  [
    'tool-twice',
    'error',
    'pairing 3',
    input => {
      const [first] = input.content.pairings as readonly [PairingContent];
      const again = { ...first, position: 3, b: { ...first.b, slug: 'smolvlm-3' } };
      return {
        ...withContent(({ pairings }) => ({ pairings: [...pairings, again] }))(input),
        pick: { ...input.pick, asked: 3 },
        catalogue: catalogue([...tools, { ...(tools[1] as Tool), slug: 'smolvlm-3' }]),
      };
    },
  ],
  [
    'panel-unanimous',
    'warning',
    'pairings',
    withCatalogue('karpathy-coding-skills', {
      reviews: ['builder', 'skeptic', 'futurist'].map(id => review(id, 'ship')),
    }),
  ],
  [
    'maker-again',
    'warning',
    'pairing 1',
    input => ({
      ...withEarlier('2026-W44', 'other-model', 'zed')(input),
      catalogue: catalogue([...tools, { ...(tools[1] as Tool), slug: 'other-model' }]),
    }),
  ],
  ['tool-missing', 'error', 'udio', withLaterCatalogue('udio', null)],
  ['tool-banned', 'error', 'suno', withLaterCatalogue('suno', { status: 'banned' })],
  ['tool-retired', 'error', 'suno', withLaterCatalogue('suno', { status: 'retired' })],
  ['tool-cooldown', 'error', 'suno', withEarlier('2026-W37', 'suno', 'else')],
  [
    'reviews-few',
    'error',
    'udio',
    withCatalogue('udio', { reviews: [review('builder', 'ship'), review('skeptic', 'ship')] }),
  ],
  [
    'share-recount',
    'error',
    'udio',
    withLaterCatalogue('udio', { reviews: ['builder', 'skeptic', 'creator'].map(id => review(id, 'skip')) }),
  ],
  [
    'quote-unnamed',
    'error',
    'suno',
    withPairing(2, ({ rows }) => ({
      rows: rows.map(row => ({ ...row, a: row.a && { ...row.a, name: ' ' } })),
    })),
  ],
  ['price-missing', 'error', 'suno', withTool('suno', { price: '' })],
  ['price-unknown', 'warning', 'suno', withCatalogue('suno', { price: { kind: 'unknown' } })],
  ['price-stale', 'warning', 'suno', withCatalogue('suno', { priceCheckedOn: '2026-08-27' })],
  ['note-missing', 'error', 'karpathy-coding-skills', withTool('karpathy-coding-skills', { note: '' })],
  [
    'claim-stale',
    'warning',
    'suno',
    withCatalogue('suno', {
      addedOn: '2026-10-01',
      description: 'It got 16k+ stars within 48 h. Two. Three.',
    }),
  ],
  ['subject-empty', 'error', 'subject', withContent(() => ({ subject: ' ' }))],
  ['subject-line-break', 'error', 'subject', withContent(() => ({ subject: 'Two\nlines about tools' }))],
  ['subject-long', 'warning', 'subject', withContent(() => ({ subject: 'so '.repeat(21).trim() }))],
  [
    'subject-name-cut',
    'warning',
    'subject',
    withContent(() => ({ subject: 'This week at long last we judge SmolVLM 2.5' })),
  ],
  ['subject-shouting', 'warning', 'subject', withContent(() => ({ subject: 'The verdicts are HERE' }))],
  ['subject-spam', 'warning', 'subject', withContent(() => ({ subject: 'The verdicts are in!!' }))],
  ['subject-endorsement', 'warning', 'subject', withContent(() => ({ subject: 'Recommended by the panel' }))],
  [
    'preheader-short',
    'warning',
    'preheader',
    withContent(() => ({ preheader: 'Twenty-nine characters is few' })),
  ],
  ['preheader-long', 'warning', 'preheader', withContent(() => ({ preheader: 'e'.repeat(111) }))],
  [
    'preheader-repeats',
    'warning',
    'preheader',
    withContent(({ subject }) => ({ preheader: `${subject.toUpperCase()}.` })),
  ],
  ['placeholder', 'error', 'intro', withContent(() => ({ intro: 'Dear {{ name }},' }))],
  // Counted as read: the address of a link is no word.
  [
    'intro-long',
    'warning',
    'intro',
    withContent(() => ({ intro: `${'[w](https://a.example) '.repeat(3)}${'**w** '.repeat(88)}` })),
  ],
  ['verdict-long', 'warning', 'pairing 1', withPairing(1, () => ({ verdict: 'w '.repeat(46) }))],
  [
    'pull-long',
    'warning',
    'suno',
    withPairing(2, ({ a }) => ({ a: { ...a, pull: a.pull && { ...a.pull, pull: 'é'.repeat(141) } } })),
  ],
  [
    'tool-named',
    'warning',
    'subject',
    input => ({
      ...input,
      own: { subject: 'Suno, Udio or Descript?' },
      catalogue: catalogue([...tools, { ...(tools[2] as Tool), slug: 'descript', name: 'Descript' }]),
    }),
  ],
  ['words-many', 'warning', 'mail', withPairing(1, () => ({ gain: tooLong }))],
  ['text-missing', 'error', 'mail', input => ({ ...input, rendered: { ...input.rendered, text: ' \n' } })],
  [
    'unsubscribe-missing',
    'error',
    'mail',
    withHtml(html => html.replace('unsubscribe/token"', 'unsubscribe/token" style="display: none"')),
  ],
  ['list-unsubscribe-missing', 'error', 'headers', input => ({ ...input, headers: {} })],
  [
    'header-break',
    'error',
    'headers',
    input => ({ ...input, headers: { ...input.headers, 'X-A': 'one\r\nBcc: all@example.com' } }),
  ],
  ['address-missing', 'error', 'mail', withHtml(html => html.replace('1 Real Street', ''))],
  ['address-sample', 'error', 'POSTAL_ADDRESS', withSettings({ isSampleAddress: true })],
  ['sample-data', 'error', 'catalogue', withContent(() => ({ sample: true }))],
  [
    'image-alt',
    'error',
    'image https://verdicts.example/logo.png',
    withHtml(html => html.replace(' alt=""', '')),
  ],
  [
    'image-width',
    'error',
    'image https://verdicts.example/logo.png',
    withHtml(html => html.replace(' width="140"', '')),
  ],
  ['mail-clipped', 'error', 'mail', input => ({ ...input, rendered: { ...input.rendered, bytes: 102_400 } })],
  ['mail-large', 'warning', 'mail', withHtml(html => html + ' '.repeat(61 * 1024))],
  [
    'contrast-low',
    'warning',
    'mail, light',
    withHtml(html => html.replace('</body>', '<p style="color:#777">Grey on <b>white</b></p></body>')),
  ],
  ['link-malformed', 'error', 'link /issues/x', withHtml(html => `${html}<a href="/issues/x">x</a>`)],
  [
    'link-environment',
    'error',
    'link https://staging.example/vote/t',
    withHtml(html => `${html}<a href="https://staging.example/vote/t">x</a>`),
  ],
  [
    'link-loopback',
    'error',
    'link http://192.168.1.7:3000',
    withHtml(html => `${html}<a href="http://192.168.1.7:3000/x">x</a>`),
  ],
  [
    'link-insecure',
    'error',
    'link http://plain.example',
    withHtml(html => `${html}<a href="http://plain.example/x">x</a>`),
  ],
  [
    'link-route',
    'error',
    'link https://verdicts.example/nothing/here',
    withHtml(html => `${html}<a href="https://verdicts.example/nothing/here">x</a>`),
  ],
  ['link-gone', 'error', `link ${suno}`, withAnswer(suno, { kind: 'answered', status: 404, finalUrl: suno })],
  ['link-unsure', 'warning', `link ${suno}`, withAnswer(suno, { kind: 'failed', reason: 'timeout' })],
  ['link-private', 'warning', `link ${suno}`, withAnswer(suno, { kind: 'private', reason: '10.0.0.7' })],
  [
    'link-redirect',
    'warning',
    `link ${suno}`,
    withAnswer(suno, { kind: 'answered', status: 200, finalUrl: 'https://parked.example/' }),
  ],
  [
    'link-affiliate',
    'warning',
    'link https://suno.example/?ref=us',
    withCatalogue('suno', { url: 'https://suno.example/?ref=us' }),
  ],
  ['week-sent', 'error', 'week', input => ({ ...input, state: 'sent' })],
  ['week-aborted', 'error', 'week', input => ({ ...input, state: 'aborted' })],
  ['audience-empty', 'warning', 'audience', input => ({ ...input, audience: 0 })],
  ['audience-changed', 'warning', 'audience', input => ({ ...input, audience: 79 })],
  ['audience-sample', 'error', 'audience', input => ({ ...input, sample: '38 sample readers' })],
  ['test-missing', 'warning', 'mail', input => ({ ...input, testSends: 0 })],
  [
    'window-closed',
    'warning',
    'SEND_WINDOW',
    withSettings({ sendWindow: { kind: 'hours', days: [1, 2, 3], from: 0, to: 1440 } }),
  ],
  [
    'vote-odd',
    'warning',
    'last week’s vote',
    input => ({ ...input, voteFlags: ['21 of 30 votes came from one network.'] }),
  ],
  [
    'vote-link-counts',
    'error',
    'mail',
    withHtml(html => `${html}<a href="https://verdicts.example/vote/real?choice=a">Vote</a>`),
  ],
  ['trial-same', 'error', 'trial', onTrial(input => ({ subjects: [input.content.subject] }))],
  ['trial-local-time', 'error', 'trial', input => onTrial()(withSettings({ isLocalTime: true })(input))],
  ['trial-small', 'warning', 'trial', onTrial(() => ({ share: 9 }))],
  ['trial-votes-only', 'warning', 'trial', input => onTrial()(withSettings({ providers: ['smtp'] })(input))],
  [
    'trial-window',
    'warning',
    'SEND_WINDOW',
    input => onTrial()(withSettings({ sendWindow: { kind: 'hours', days: [4], from: 0, to: 720 } })(input)),
  ],
];

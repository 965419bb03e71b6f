import { describe, expect, it } from 'vitest';
import type { Letter } from '../../src/render/letter.ts';
import { renderLetter } from '../../src/render/letters.ts';
import { foreignLetters } from '../support/foreign-letters.ts';
import { letterStates } from '../support/letters.ts';

describe.each(Object.entries({ ...letterStates, ...foreignLetters }))('the letter %s', (_, letter) => {
  it('has the same words, in the same order, by both engines', async () => {
    const react = await renderLetter(letter, 'react');
    const mjml = await renderLetter(letter, 'mjml');

    expect(wordsOf(mjml.html)).toBe(wordsOf(react.html));
    expect({ ...mjml, html: '' }).toEqual({ ...react, html: '' });
  });

  it('has the same links, in the same order, by both engines', async () => {
    const react = await renderLetter(letter, 'react');
    const mjml = await renderLetter(letter, 'mjml');

    expect(linksOf(mjml.html)).toEqual(linksOf(react.html));
  });

  it('comes out byte for byte the same a second time', async () => {
    expect(await renderLetter(letter, 'react')).toEqual(await renderLetter(letter, 'react'));
    expect(await renderLetter(letter, 'mjml')).toEqual(await renderLetter(letter, 'mjml'));
  });
});

it('readers can leave from the letters that readers get, and from no other', async () => {
  const canLeave = Object.entries(letterStates).map(async ([state, letter]) => {
    const { html, text } = await renderLetter(letter, 'react');
    return [state, html.includes('/unsubscribe/') && text.includes('Unsubscribe: https://')] as const;
  });

  expect(Object.fromEntries((await Promise.all(canLeave)).filter(([, can]) => can))).toEqual({
    welcome: true,
    welcomeBeforeTheFirstIssue: true,
    already: true,
    links: true,
    correction: true,
    hostile: true,
  });
});

it('a confirmation says who asked, when, where, and that ignoring it ends it', async () => {
  const { subject, text } = await renderLetter(letterStates.confirm!, 'react');

  expect(subject).toBe('Confirm your subscription to Weekly AI Tool Verdicts');
  expect(text).toBe(`Weekly AI Tool Verdicts
Subscription
${'='.repeat(78)}

Is this your address?

Someone asked at weekly.example.com for Weekly AI Tool Verdicts to be sent to
this address, on 23 Nov 2026 at 10:04 (Europe/Amsterdam), from the network
203.0.113.0. If it was you, say so:

Confirm my subscription:
https://weekly.example.com/confirm/c1.9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4

The link works for 72 hours and opens a page with one button.

If it was not you, do nothing. Without a confirmation no issue is sent, and
the request lapses.

${'='.repeat(78)}
Sent once, because of the request above. It is not a subscription.
Weekly AI Tool Verdicts, 1 Example Street, 1000 AA Exampleton
`);
});

it('prints instants in the publication’s zone, the day with them', async () => {
  const { text } = await renderLetter(letterStates.signIn!, 'mjml');

  expect(text).toContain('on 24 Nov 2026 at 00:30 (Europe/Amsterdam). It\nworks for 15 minutes.');
});

it('each notice has a subject of its own that names the week', async () => {
  const kinds = ['picked', 'held', 'approved', 'sent', 'stopped', 'warned', 'failing', 'vote'] as const;
  const notice = letterStates.picked as Extract<Letter, { kind: 'notice' }>;

  const letters = await Promise.all(kinds.map(about => renderLetter({ ...notice, about }, 'react')));

  const subjects = letters.map(({ subject }) => subject);
  expect(new Set(subjects).size).toBe(kinds.length);
  expect(subjects.every(subject => subject.includes('2026-W48'))).toBe(true);
});

it('sets numbers digit under digit in the plain text', async () => {
  const { text } = await renderLetter(letterStates.sent!, 'react');

  expect(text).toContain(
    ['The ledger', '  Audience    12,480', '  Submitted   12,431', '  Suppressed      38'].join('\n'),
  );
});

function wordsOf(html: string): string {
  return html
    .replaceAll(/<!--[\s\S]*?-->|<head>[\s\S]*?<\/head>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#x?[0-9a-f]+;|&\w+;|[\s\u2007\u200c\ufeff]+/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]+)"/g)].map(match => match[1] ?? '');
}

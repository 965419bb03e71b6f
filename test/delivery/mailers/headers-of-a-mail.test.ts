import { describe, expect, it } from 'vitest';
import { listHeaders } from '../../../src/delivery/mail-headers.ts';
import { messageId } from '../../../src/delivery/mailers/mime.ts';
import { from, message } from './issue-mail.ts';

describe('the headers of a mail', () => {
  it('say what it is, and for a mail nobody can leave no more', () => {
    expect(listHeaders({ kind: 'test', week: '2026-W48', publication: 'V', from })).toEqual({
      'X-Verdicts-Kind': 'test',
      'X-Verdicts-Issue': '2026-W48',
    });
    expect(listHeaders({ kind: 'correction', week: '2026-W48', publication: 'V', from })).toEqual({
      'X-Verdicts-Kind': 'correction',
    });
  });

  it.each(['confirm', 'welcome', 'sign-in', 'notice'] as const)(
    'say that a program wrote the %s, so that no holiday reply comes back',
    kind => {
      expect(listHeaders({ kind, publication: 'V', from })).toEqual({
        'X-Verdicts-Kind': kind,
        'Auto-Submitted': 'auto-generated',
      });
    },
  );

  it('leave what an editor wrote to the list to the headers of the list', () => {
    const unsubscribe = 'https://w.example/u/1';
    for (const kind of ['issue', 'test', 'correction'] as const) {
      const headers = listHeaders({ kind, unsubscribe, publication: 'V', from });
      expect(Object.keys(headers)).toContain('List-Id');
      expect(Object.keys(headers)).not.toContain('Auto-Submitted');
    }
  });

  it.each([
    ['leave@weekly.example', '<mailto:leave@weekly.example?subject=unsubscribe>'],
    ['mailto:leave@weekly.example', '<mailto:leave@weekly.example?subject=unsubscribe>'],
    ['mailto:leave@weekly.example?subject=stop', '<mailto:leave@weekly.example?subject=stop>'],
  ])('offer the mailbox %s beside the link', (unsubscribeMailbox, expected) => {
    const headers = listHeaders({
      kind: 'issue',
      unsubscribe: 'https://w.example/u/1',
      unsubscribeMailbox,
      publication: 'V',
      from,
    });
    expect(headers['List-Unsubscribe']).toBe(`<https://w.example/u/1>, ${expected}`);
  });

  it('name the reader in the subject of a mail to that mailbox', () => {
    const headers = listHeaders({
      kind: 'issue',
      unsubscribe: 'https://w.example/unsubscribe/1abc-_',
      unsubscribeMailbox: 'leave@weekly.example',
      unsubscribeToken: '1abc-_',
      publication: 'V',
      from,
    });
    expect(headers['List-Unsubscribe']).toBe(
      '<https://w.example/unsubscribe/1abc-_>, <mailto:leave@weekly.example?subject=unsubscribe%201abc-_>',
    );
  });

  it.each([
    ['Weekly AI Tool Verdicts', 'Weekly AI Tool Verdicts'],
    ['Tools, weekly (really)', '"Tools, weekly (really)"'],
    ['The "best" \\ worst', '"The \\"best\\" \\\\ worst"'],
    ['Wöchentlich', '=?UTF-8?Q?W=C3=B6chentlich?='],
  ])('name the list %s as RFC 5322 wants a phrase', (publication, phrase) => {
    const headers = listHeaders({ kind: 'issue', unsubscribe: 'https://w.example/u/1', publication, from });
    expect(headers).toEqual({
      'X-Verdicts-Kind': 'issue',
      'List-Unsubscribe': '<https://w.example/u/1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Id': `${phrase} <verdicts.weekly.example>`,
    });
  });

  it('need a sender with an address', () => {
    expect(() => messageId({ ...message, from: 'Verdicts' })).toThrow('Expected a sender such as');
  });
});

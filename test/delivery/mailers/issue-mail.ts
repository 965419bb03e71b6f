import { listHeaders } from '../../../src/delivery/mail-headers.ts';
import type { MailMessage } from '../../../src/delivery/mailers/mailer.ts';

export const from = 'Wöchentliche Urteile <verdicts@weekly.example>';
export const unsubscribe = `https://weekly.example/unsubscribe/${'t'.repeat(120)}`;
/** One mail of an issue, with what is hard to encode. */
export const message: MailMessage = {
  kind: 'issue',
  name: '2026-w48-000123',
  from,
  replyTo: 'The editors <editor@weekly.example>',
  to: 'ada+tools@readers.example',
  subject: 'Zed ⚖ Windsurf: which one ships, and which one should rather be skipped this week, and why?',
  html: `<!doctype html><p>Zed “ships” ✓</p>\n.\n<p>${'long '.repeat(400)}</p>`,
  text: 'Zed “ships” ✓\n.\nFrom here on = nothing\n',
  headers: listHeaders({
    kind: 'issue',
    week: '2026-W48',
    unsubscribe,
    unsubscribeMailbox: 'leave@weekly.example',
    publication: 'Weekly AI Tool Verdicts',
    from,
  }),
  tags: { kind: 'issue', issue: '2026-W48', delivery: '5f0c3ab19d2e47a8b6c1d0e9_7_123' },
};

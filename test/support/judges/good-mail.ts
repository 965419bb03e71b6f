import type { JudgedMail } from './judged-mail.ts';

/** The smallest mail without a fault: what a judge must let pass. */
export const goodMail: JudgedMail = {
  subject: 'A good mail',
  html: `<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>A good mail</title></head><body lang="en" dir="ltr" style="margin:0;background:#fff;color:#111"><div style="display:none">Says in one line what the mail is about, and no more.</div><div lang="en" dir="ltr" style="padding:16px;font-size:16px;line-height:24px"><h1 style="font-size:24px;line-height:32px">A verdict</h1><p>Four of four said ship.</p><p><a href="https://weekly.example.com/issues/2026-W48" style="color:#036;text-decoration:underline">Read it on the web</a></p></div></body></html>`,
  text: 'A verdict\n\nFour of four said ship.\n\nRead it on the web: https://weekly.example.com/issues/2026-W48\n',
};

import type { JudgedMail } from './judged-mail.ts';

const WIDEST_LINE = 78;
/** Marks of direction take no column. */
const UNSEEN = /[\u200e\u200f\u2066-\u2069]/gu;

/** Is the plain-text part a mail of its own: narrow, clean, with every link? Its words: see the rules in a browser. */
export function judgeText({ html, text }: JudgedMail): string[] {
  const linkedInHtml = [...html.matchAll(/href="([^"]+)"/g)].map(match => decode(match[1] ?? ''));
  return [
    ...tooWide(text),
    ...[...new Set(linkedInHtml)]
      .filter(link => !text.includes(link))
      .map(link => `the plain text lacks the link ${link}`),
    ...(/<\/?[a-z]+[^>]*>|&(amp|lt|gt|quot|nbsp|#\d+);/i.test(withoutData(text))
      ? ['the plain text has markup']
      : []),
    ...(/\n{4,}/.test(text) ? ['the plain text has a hole of three empty lines or more'] : []),
    ...(text.trim() === '' ? ['the plain text is empty'] : []),
  ];
}

/** A line that is one long word (an address) cannot be narrower. */
function tooWide(text: string): string[] {
  return text
    .split('\n')
    .filter(line => [...line.replace(UNSEEN, '')].length > WIDEST_LINE && /\S\s+\S/.test(line.trim()))
    .map(line => `a line of the plain text is wider than ${WIDEST_LINE}: ${line}`);
}

function decode(attribute: string): string {
  return attribute
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
}

/** The hostile test catalogue has markup for names, which the text rightly shows as it is. */
function withoutData(text: string): string {
  return text.replaceAll(
    /<script>alert\("x"\)<\/script>|<tools>|<\/?[bi]>|<img [^>]*>|<\/td><\/table><h1>[^<]*<\/h1>|<\$5>|<3/g,
    '',
  );
}

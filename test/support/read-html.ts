/** What a reader sees of an HTML document: its words in order, and where its links lead, in order. */
export interface ReadHtml {
  readonly words: readonly string[];
  readonly links: readonly string[];
}

export function readHtml(html: string): ReadHtml {
  const body = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<head>[\s\S]*?<\/head>/, '')
    .replace(/<div style="display:none[^>]*>[\s\S]*?<\/div>/, '');
  const links = [...body.matchAll(/<a [^>]*href="([^"]*)"/g)].map(match => decode(match[1] ?? ''));
  const shown = body
    // Inside a line these tags part nothing; every other tag does.
    .replace(/<\/?(?:a|b|em|i|s|span|strong|small)(?: [^>]*)?>/g, '')
    .replace(/<[^>]*>/g, ' ');
  return { words: wordsOf(decode(shown)), links };
}

/** Words as printed; marks without a letter or a figure (dashes, dots between links) are kept too. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s\ufeff]+/).filter(word => word !== '');
}

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
}

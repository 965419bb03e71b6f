/** Words of whoever made the pull request, so that they say nothing in Markdown or HTML. */
export function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[^\p{L}\p{N} ]/gu, sign => `&#${sign.codePointAt(0)};`);
}

/** As it stands, whatever it holds: the fence is longer than any in it. */
export function fenced(text: string, language = 'text'): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

export function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** Paragraphs, those that are '' left out. */
export function sections(parts: readonly string[]): string {
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

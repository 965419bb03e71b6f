/** The hidden fields of the form that posts to `…/check/<act>`, and the ticks the page offers. */
export function fieldsOf(page: string, act: string): { fields: [string, string][]; ticks: string[] } {
  const form = [...page.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)]
    .map(([text]) => text)
    .find(text => text.slice(0, text.indexOf('>')).includes(`/check/${act}"`));
  if (form === undefined) throw new Error(`The page has no form for ${act}.`);
  const inputs = (text: string) => [...text.matchAll(/<input\b[^>]*>/g)].map(([input]) => input);
  const value = (input: string, name: string) =>
    unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1] ?? '');
  return {
    fields: inputs(form)
      .filter(input => input.includes('type="hidden"'))
      .map(input => [value(input, 'name'), value(input, 'value')]),
    ticks: inputs(page)
      .filter(input => input.includes('name="tick"'))
      .map(input => value(input, 'value')),
  };
}

/** What stands on a page, in one line. */
export function textOf(page: string): string {
  const body = page.slice(page.indexOf('<body')).replace(/<[^>]*>/g, ' ');
  return unescaped(body)
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:;])/g, '$1');
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

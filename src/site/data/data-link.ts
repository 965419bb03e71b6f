/**
 * A frozen issue's page with a link to the same as data, which only an issue that was sent has: what is kept was written before
 * anybody knew that it would be.
 */
export function withDataLink(html: string, week: string): string {
  const link = `<link rel="alternate" type="application/json" href="/issues/${week}.json">`;
  return html.replace('</head>', () => `${link}</head>`);
}

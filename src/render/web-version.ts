import type { IssueContent } from '../issue/content.ts';
import type { Look } from '../publication/look.ts';

/**
 * An issue's web version: one self-contained HTML document, the same for both engines, with every pairing and every
 * quote in full and nothing of any reader in it.
 */
export async function renderWebVersion(content: IssueContent, look?: Look): Promise<string> {
  const [{ renderToStaticMarkup }, { issuePage }] = await Promise.all([
    import('react-dom/server'),
    import('../../templates/web/issue-page.tsx'),
  ]);
  return `<!doctype html>${renderToStaticMarkup(issuePage(content, look))}`;
}

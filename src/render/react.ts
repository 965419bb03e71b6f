import type { ReactElement } from 'react';
import { outlookHead } from '../../templates/mail-css.ts';
import './by-the-piece.ts';
import { minifyMail } from './minify.ts';

/**
 * A mail written with React Email, as small HTML with Outlook's conditional part in its head.
 * @param mail imports its template when it is called, not before: from here on components come by the piece
 */
export async function renderReact(mail: () => Promise<ReactElement>): Promise<string> {
  const { render } = await import('react-email');
  const html = await render(await mail());
  return minifyMail(html.replace('</head>', `${outlookHead}</head>`));
}

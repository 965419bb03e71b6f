import type { ReactElement } from 'react';
import { outlookHead } from '../../templates/mail-css.ts';
import { minifyMail } from './minify.ts';

/** A mail written with React Email, as small HTML with Outlook's conditional part in its head. */
export async function renderReact(mail: ReactElement): Promise<string> {
  const { render } = await import('@react-email/render');
  const html = await render(mail);
  return minifyMail(html.replace('</head>', `${outlookHead}</head>`));
}

import type { ReactNode } from 'react';
import type { Scheme } from '../../src/desk/preview/in-scheme.ts';
import { galleryCss } from './gallery-css.ts';
import { liveScript } from './live-script.ts';

/** The page around everything; it follows the scheme that the mails are shown in. */
export function Layout(props: { title: string; scheme: Scheme; side?: ReactNode; children: ReactNode }) {
  return (
    <html lang="en" data-scheme={props.scheme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{props.title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: galleryCss }} />
      </head>
      <body className={props.side === undefined ? undefined : 'with-side'}>
        {props.side}
        <main>{props.children}</main>
        <p className="live" role="status" />
        <script dangerouslySetInnerHTML={{ __html: liveScript }} />
      </body>
    </html>
  );
}

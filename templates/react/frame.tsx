import type { CSSProperties, ReactNode } from 'react';
import { mailCss, preheaderFiller } from '../mail-css.ts';
import { sheet, space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { Body, Column, Container, Head, Html, Row } from './components.ts';

export interface FrameProps {
  /** The one `<title>`; the subject. */
  readonly title: string;
  readonly preheader: string;
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly masthead: ReactNode;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/**
 * The sheet every mail is printed on: document, style sheet, preheader, one column of 600 pixels. A letter brings
 * its masthead, its body and its footer. Outlook's part of the head is added by src/render/react.ts, since React
 * cannot print a conditional comment.
 */
export function Frame(props: FrameProps) {
  const { title, preheader, language, direction, masthead, footer, children } = props;
  const style = useStyle();
  const { light } = style;
  return (
    <Html lang={language} dir={direction} {...outlookNamespaces}>
      <Head>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: mailCss(style) }} />
      </Head>
      <Body
        lang={language}
        dir={direction}
        className="paper"
        style={{ margin: 0, padding: 0, backgroundColor: light.paper }}
      >
        <Preheader text={preheader} />
        {/* biome-ignore lint/a11y/useSemanticElements: mail clients drop <article> and keep the role. */}
        <div role="article" aria-roledescription="email" aria-label={title} lang={language} dir={direction}>
          <Container className="sheet" style={{ maxWidth: sheet.width, color: light.ink }}>
            <Row>
              <Column className="page" style={page}>
                {masthead}
                {children}
                {footer}
              </Column>
            </Row>
          </Container>
        </div>
      </Body>
    </Html>
  );
}

/** As MJML sets it: a name without a space must not push the sheet wider than a phone. */
const page: CSSProperties = { padding: `${space.four}px ${sheet.margin}px`, wordBreak: 'break-word' };

const outlookNamespaces = {
  'xmlns:v': 'urn:schemas-microsoft-com:vml',
  'xmlns:o': 'urn:schemas-microsoft-com:office:office',
};

function Preheader({ text }: { readonly text: string }) {
  return (
    <div style={hidden}>
      {text}
      {preheaderFiller}
    </div>
  );
}

/**
 * More than `display`, which Outlook and some webmail ignore. No tiny type and no colour of paper: filters take both for
 * words that hide from the reader.
 */
const hidden = { display: 'none', maxHeight: 0, overflow: 'hidden', msoHide: 'all' } as CSSProperties;

import { type CSSProperties, Fragment, type ReactNode } from 'react';
import { type ProseSpan, readProse, runsOf } from '../../src/issue/prose.ts';
import { before, type Style } from '../style.ts';
import { space } from '../tokens.ts';
import { useStyle } from '../use-style.ts';
import { InkLink } from './link.tsx';

const italic: CSSProperties = { marginTop: space.three, fontStyle: 'italic' };
const list = (style: Style): CSSProperties => ({ ...italic, ...before(style, space.three) });

/** Editors' Markdown in the mail: in italics as a whole, so that what is stressed stands upright. */
export function Prose({ of }: { of: string }) {
  const style = useStyle();
  const { serif } = style;
  return readProse(of).map((block, index) => {
    if (block.kind === 'paragraph') {
      return (
        <p key={index} dir="auto" style={serif('body', italic)}>
          <Spans of={block.spans} />
        </p>
      );
    }
    const items = block.items.map((spans, item) => (
      <li key={item} dir="auto">
        <Spans of={spans} />
      </li>
    ));
    return block.start === null ? (
      <ul key={index} style={serif('body', list(style))}>
        {items}
      </ul>
    ) : (
      <ol key={index} start={block.start} style={serif('body', list(style))}>
        {items}
      </ol>
    );
  });
}

function Spans({ of }: { of: readonly ProseSpan[] }) {
  return runsOf(of).map(({ href, spans }, index) => {
    const words = spans.map((span, at) => <Span key={at} of={span} />);
    return href === '' ? (
      <Fragment key={index}>{words}</Fragment>
    ) : (
      <InkLink key={index} href={href}>
        {words}
      </InkLink>
    );
  });
}

function Span({ of: { text, strong, em } }: { of: ProseSpan }): ReactNode {
  const leaning = em ? <em style={{ fontStyle: 'normal' }}>{text}</em> : text;
  return strong ? <strong>{leaning}</strong> : leaning;
}

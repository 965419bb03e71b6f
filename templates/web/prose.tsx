import { Fragment, type ReactNode } from 'react';
import { type ProseSpan, readProse, runsOf } from '../../src/issue/prose.ts';

/** Editors' Markdown on a page; `className` on every block. */
export function Prose({ of, className }: { of: string; className: string }) {
  return readProse(of).map((block, index) => {
    if (block.kind === 'paragraph') {
      return (
        <p key={index} className={className} dir="auto">
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
      <ul key={index} className={className}>
        {items}
      </ul>
    ) : (
      <ol key={index} className={className} start={block.start}>
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
      <a key={index} href={href}>
        {words}
      </a>
    );
  });
}

function Span({ of: { text, strong, em } }: { of: ProseSpan }): ReactNode {
  const leaning = em ? <em>{text}</em> : text;
  return strong ? <strong>{leaning}</strong> : leaning;
}

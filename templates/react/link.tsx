import type { CSSProperties, ReactNode } from 'react';
import { useStyle } from '../use-style.ts';
import { Link } from './components.ts';

/** Room for a thumb around a line of 24 pixels: 44 in all. */
export const tap: CSSProperties = { display: 'inline-block', padding: '10px 0' };

/** The same for a link within a text of `label` size: room above and below that moves no line. */
export const reach: CSSProperties = { padding: '14px 0' };

/** Underlined, in ink: a link is known by its line, not by a colour. */
export function InkLink({
  href,
  style,
  children,
}: {
  href: string;
  style?: CSSProperties;
  children: ReactNode;
}) {
  const { light } = useStyle();
  return (
    <Link
      href={href}
      style={{ color: light.ink, textDecorationLine: undefined, textDecoration: 'underline', ...style }}
    >
      {children}
    </Link>
  );
}

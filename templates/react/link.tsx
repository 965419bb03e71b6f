import type { CSSProperties, ReactNode } from 'react';
import { light } from '../tokens.ts';
import { Link } from './components.ts';

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
  return (
    <Link
      href={href}
      style={{ color: light.ink, textDecorationLine: undefined, textDecoration: 'underline', ...style }}
    >
      {children}
    </Link>
  );
}

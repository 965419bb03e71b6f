import { Instant } from '../../web/instant.tsx';
import type { WebDeps } from '../../web/web-deps.ts';
import type { Activity } from '../log.ts';

/** What was done to the issue since this editor looked at it: who, when and what. */
export function WhatOthersDid({ deps, since }: { deps: WebDeps; since: readonly Activity[] }) {
  if (since.length === 0) return null;
  return (
    <ul className="others" aria-label="What was changed in the meantime">
      {since.map((line, index) => (
        <li key={index}>
          <strong className="who">{line.who}</strong>
          {', '}
          <Instant at={line.at} zone={deps.publication.timezone} />
          {': '}
          {line.detail}
        </li>
      ))}
    </ul>
  );
}

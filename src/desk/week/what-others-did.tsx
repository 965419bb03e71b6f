import type { Activity } from '../../storage/issue/activity.ts';
import { Instant } from '../../web/instant.tsx';
import { Who } from '../who.tsx';

/** What was done to the issue since this editor looked at it: who, when and what. */
export function WhatOthersDid({ since }: { since: readonly Activity[] }) {
  if (since.length === 0) return null;
  return (
    <ul className="others" aria-label="What was changed in the meantime">
      {since.map((line, index) => (
        <li key={index}>
          <strong className="who">
            <Who who={line.who} />
          </strong>
          {', '}
          <Instant at={line.at} />
          {': '}
          {line.detail}
        </li>
      ))}
    </ul>
  );
}

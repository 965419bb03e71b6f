import { pairKey } from '../../pairing/pairing.ts';
import { Past } from '../../pairing/past.ts';
import { oneLine } from '../clean-text.ts';
import type { PairingContent, ToolContent } from '../content.ts';
import { voices } from '../lead.ts';
import { weeksBetween } from '../week.ts';
import { error, type Finding, type PreflightInput, warning } from './finding.ts';

/** Rules between tools: how many pairings, which may meet, what makes a dull or one-sided issue. */
export function checkPairings(input: PreflightInput): Finding[] {
  return [
    ...checkCount(input),
    ...input.content.pairings.flatMap(pairing => checkPair(input, pairing)),
    ...checkTwice(input),
    ...checkRepeats(input),
    ...checkUnanimous(input),
    ...checkMakers(input),
  ];
}

function checkCount({ content, pick }: PreflightInput): Finding[] {
  const shown = content.pairings.length;
  if (shown === 0) {
    return [
      error(
        'pairing-none',
        'pairings',
        'The issue has no pairing.',
        'Add tools or reviews, then pick again.',
      ),
    ];
  }
  const counts = `${shown} of ${pick.asked} pairings`;
  if (shown < pick.asked) {
    return [
      warning(
        'pairing-few',
        'pairings',
        `A thin week: ${counts}.`,
        'Send it as it is, or add tools and pick again.',
      ),
    ];
  }
  return shown > pick.asked
    ? [
        error(
          'pairing-many',
          'pairings',
          `Too many: ${counts}.`,
          'Take some out, or raise PAIRINGS_PER_ISSUE.',
        ),
      ]
    : [];
}

function checkPair({ catalogue }: PreflightInput, { a, b, position, category }: PairingContent): Finding[] {
  const place = `pairing ${position}`;
  if (a.slug === b.slug) {
    return [error('pairing-same-tool', place, `"${a.name}" is compared with itself.`, 'Swap one side.')];
  }
  const findings: Finding[] = [];
  const [toolA, toolB] = [a, b].map(({ slug }) => catalogue.tools.find(tool => tool.slug === slug));
  if (toolA?.family !== undefined && toolA.family === toolB?.family) {
    const message = `"${a.name}" and "${b.name}" belong to one family (${toolA.family}).`;
    findings.push(error('pairing-family', place, message, 'Swap one side for a tool from another family.'));
  }
  const strays = [toolA, toolB].filter(tool => tool !== undefined && oneLine(tool.category) !== category);
  for (const stray of strays) {
    const message = `"${stray?.name}" is in ${stray?.category}, the pairing in ${category}.`;
    findings.push(error('pairing-category', place, message, 'Swap it for a tool in the same category.'));
  }
  return findings;
}

function checkTwice({ content }: PreflightInput): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const { a, b, position } of content.pairings) {
    const slugs = new Set([a.slug, b.slug]);
    for (const slug of slugs) {
      if (seen.has(slug)) {
        const message = `"${slug}" is already in an earlier pairing of this issue.`;
        findings.push(error('tool-twice', `pairing ${position}`, message, 'Swap it for another tool.'));
      }
      seen.add(slug);
    }
  }
  return findings;
}

function checkRepeats({ content, history }: PreflightInput): Finding[] {
  const others = history.filter(issue => issue.week !== content.week);
  const past = new Past(others, content.week);
  return content.pairings
    .filter(({ a, b }) => a.slug !== b.slug && past.wasPaired(a.slug, b.slug))
    .map(({ a, b, position }) => {
      const key = pairKey(a.slug, b.slug);
      const week = others.find(issue => issue.pairings.some(pair => pairKey(pair.a, pair.b) === key))?.week;
      const message = `"${a.name}" and "${b.name}" met before, in ${week}.`;
      return error(
        'pairing-repeat',
        `pairing ${position}`,
        message,
        'Swap one side: a pair is never repeated.',
      );
    });
}

function checkUnanimous({ content }: PreflightInput): Finding[] {
  const rows = content.pairings.flatMap(pairing => pairing.rows);
  const [ships, skips] = [voices(rows, 'ship').length, voices(rows, 'skip').length];
  return ships + skips > 0 && (ships === 0 || skips === 0)
    ? [
        warning(
          'panel-unanimous',
          'pairings',
          `Every reviewer says ${ships > 0 ? 'ship' : 'skip'} to everything: a dull issue.`,
          'Swap in a pairing on which the panel disagrees.',
        ),
      ]
    : [];
}

const LEAD_REST_WEEKS = 4;

function checkMakers({ content, history, catalogue }: PreflightInput): Finding[] {
  const [leading] = content.pairings;
  const makers = new Map(catalogue.tools.map(tool => [tool.slug, tool.maker]));
  const recent = history
    .filter(issue => {
      const weeks = weeksBetween(issue.week, content.week);
      return weeks > 0 && weeks <= LEAD_REST_WEEKS;
    })
    .flatMap(({ week, pairings: [first] }) => (first ? [{ week, slugs: [first.a, first.b] }] : []));
  const sides: readonly ToolContent[] = leading ? [leading.a, leading.b] : [];
  return sides.flatMap(({ maker }) => {
    const before = recent.find(({ slugs }) => maker !== '' && slugs.some(slug => makers.get(slug) === maker));
    const message = `${maker} already led the issue of ${before?.week}.`;
    return before
      ? [
          warning(
            'maker-again',
            'pairing 1',
            message,
            'Let another pairing lead, or keep this one deliberately.',
          ),
        ]
      : [];
  });
}

import { Temporal } from 'temporal-polyfill';
import { panelShare } from '../../catalogue/panel-share.ts';
import type { Tool } from '../../catalogue/tool.ts';
import { ladder } from '../../pairing/ladder.ts';
import { Past } from '../../pairing/past.ts';
import { FALLBACK } from '../../words/language.ts';
import type { PairingContent, ToolContent } from '../content.ts';
import { panelSize } from '../lead.ts';
import { error, type Finding, type PreflightInput, warning } from './finding.ts';
import { saysIn, visibleText } from './mail-html.ts';
import { suspectWords } from './suspect-words.ts';

const LEAST_REVIEWS = 3;
const PRICE_STALE_DAYS = 90;
const CLAIM_STALE_DAYS = 30;

/** What must be right about each tool that the issue shows. */
export function checkTools(input: PreflightInput): Finding[] {
  return input.content.pairings.flatMap(pairing =>
    [pairing.a, pairing.b].flatMap(shown => {
      const tool = input.catalogue.tools.find(candidate => candidate.slug === shown.slug);
      return [
        ...checkStatus(shown, tool),
        ...checkCooldown(input, shown),
        ...checkReviews(shown, tool),
        ...checkSeats(pairing, shown),
        ...checkPrice(input, shown, tool),
        ...checkNote(input, shown, tool),
        ...checkClaims(input, shown, tool),
      ];
    }),
  );
}

function checkStatus({ slug, name }: ToolContent, tool: Tool | undefined): Finding[] {
  if (!tool) {
    return [
      error(
        'tool-missing',
        slug,
        `"${name}" is no longer in the catalogue.`,
        'Swap it, pick the week again at the desk, or put it back.',
      ),
    ];
  }
  switch (tool.status) {
    case 'banned':
      return [error('tool-banned', slug, `"${name}" is banned.`, 'Swap it for another tool.')];
    case 'retired':
      return [error('tool-retired', slug, `"${name}" is retired.`, 'Swap it for another tool.')];
    case 'active':
      return [];
  }
}

/** The cooldown that the pick itself kept to: a relaxed one was announced as such. */
function checkCooldown({ content, history, pick }: PreflightInput, { slug, name }: ToolContent): Finding[] {
  const others = history.filter(issue => issue.week !== content.week);
  const weeks = new Past(others, content.week).weeksSince(slug);
  const cooldown = ladder(pick.asked)[pick.rung.step]?.cooldown ?? 0;
  return weeks < cooldown
    ? [
        error(
          'tool-cooldown',
          slug,
          `"${name}" is in an issue ${weeks} ${weeks === 1 ? 'week' : 'weeks'} away; a tool rests ${cooldown} weeks.`,
          'Swap it for a rested tool.',
        ),
      ]
    : [];
}

function checkReviews(shown: ToolContent, tool: Tool | undefined): Finding[] {
  const findings: Finding[] = [];
  const { slug, name, ship } = shown;
  if (panelSize(shown) < LEAST_REVIEWS) {
    const message = `"${name}" has ${panelSize(shown)} of the ${LEAST_REVIEWS} reviews it needs.`;
    findings.push(error('reviews-few', slug, message, 'Add reviews, or swap it for another tool.'));
  }
  const recount = tool && panelShare(tool.reviews);
  if (
    recount &&
    (recount.ships !== ship.ships || recount.skips !== ship.skips || recount.percent !== ship.percent)
  ) {
    const message = `The issue says ${ship.percent}% (${ship.ships}–${ship.skips}), the catalogue ${recount.percent}% (${recount.ships}–${recount.skips}).`;
    findings.push(error('share-recount', slug, message, 'Compose the issue again from the catalogue.'));
  }
  return findings;
}

function checkSeats({ rows, a }: PairingContent, { slug }: ToolContent): Finding[] {
  const seats = rows.map(row => (slug === a.slug ? row.a : row.b));
  return seats.some(seat => seat && (seat.name.trim() === '' || seat.role.trim() === ''))
    ? [
        error(
          'quote-unnamed',
          slug,
          'A quote has no reviewer beside it.',
          'Give the panellist a name and a role.',
        ),
      ]
    : [];
}

function checkPrice({ content }: PreflightInput, shown: ToolContent, tool: Tool | undefined): Finding[] {
  const { slug, name } = shown;
  if (shown.price.trim() === '') {
    return [
      error(
        'price-missing',
        slug,
        `"${name}" shows no price.`,
        'Set it in the catalogue, if only to unknown.',
      ),
    ];
  }
  if (shown.price === '—') {
    return [warning('price-unknown', slug, `The price of "${name}" is unknown.`, 'Look it up if you can.')];
  }
  const age = tool?.priceCheckedOn === undefined ? 0 : daysBetween(tool.priceCheckedOn, content.date);
  return age > PRICE_STALE_DAYS
    ? [warning('price-stale', slug, `The price of "${name}" was checked ${age} days ago.`, 'Check it again.')]
    : [];
}

function checkNote({ rendered }: PreflightInput, shown: ToolContent, tool: Tool | undefined): Finding[] {
  const needed = tool?.affiliation === 'community' || (tool?.note ?? '').trim() !== '';
  const printed =
    shown.note !== '' &&
    saysIn(visibleText(rendered.html), shown.note) &&
    (rendered.text.trim() === '' || saysIn(rendered.text, shown.note));
  return needed && !printed
    ? [
        error(
          'note-missing',
          shown.slug,
          `The note on "${shown.name}" is missing.`,
          'Show it beside the name, in both parts of the mail.',
        ),
      ]
    : [];
}

function checkClaims({ content }: PreflightInput, shown: ToolContent, tool: Tool | undefined): Finding[] {
  const claim = suspectWords(content.language ?? FALLBACK).claim.exec(
    `${shown.tagline} ${shown.description}`,
  )?.[0];
  const age = tool ? daysBetween(tool.addedOn, content.date) : 0;
  return claim !== undefined && age > CLAIM_STALE_DAYS
    ? [
        warning(
          'claim-stale',
          shown.slug,
          `"${claim}" was written ${age} days ago.`,
          'Check that it still holds, or reword it.',
        ),
      ]
    : [];
}

function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

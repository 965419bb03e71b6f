import { EVERY_ROUTE } from '../api/v1/every-route.ts';
import type { Fault, Problem } from '../api/v1/problem.ts';
import { EVERY_TOOL } from './every-tool.ts';
import { CONDITION } from './route-tool.ts';

const ADDRESS = /(?<method>GET|POST|PUT|PATCH|DELETE) \/api\/v1(?<path>\/[^\s),.]*)/g;

/** A no as an agent reads it: what stands in the way, at which argument, and what to do, with tools in place of addresses. */
export function problemWords({ faults, ...problem }: Problem): string {
  return (faults ?? [problem]).map(faultWords).join('\n');
}

function faultWords({ place, detail, fix }: Fault): string {
  const argument = argumentOf(place);
  return `${argument === '' ? '' : `${argument}: `}${inToolWords(detail)} ${inToolWords(fix)}`;
}

function argumentOf(place: string): string {
  if (place === 'header If-Match') return CONDITION;
  return place.replace(/^(?:path|query|body)(?:\.|$)/, '');
}

function inToolWords(words: string): string {
  return words
    .replaceAll(ADDRESS, (address, method: string, path: string) => toolAt(method, path) ?? address)
    .replaceAll('its ETag as If-Match', `its ${CONDITION}`)
    .replaceAll('its ETag', `its ${CONDITION}`)
    .replaceAll(': /api/openapi.json says what each field may hold.', ' as the tool’s input schema says.');
}

function toolAt(method: string, path: string): string | null {
  const route = EVERY_ROUTE.find(
    each => each.method.toUpperCase() === method && patternOf(each.path).test(path),
  );
  return EVERY_TOOL.find(tool => tool.route === route?.id)?.name ?? null;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

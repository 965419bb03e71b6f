import type { ReactElement } from 'react';
import { expect } from 'vitest';
import { printedForEditors } from '../../../src/web/printed.tsx';
import type { Publication } from '../../../src/web/publication.tsx';
import { SAMPLE_STYLE } from '../../support/house-style.ts';

const PUBLICATION: Publication = {
  name: 'Weekly',
  style: SAMPLE_STYLE,
  timezone: 'Europe/Prague',
  url: 'https://weekly.example.com',
  arrives: '',
  isSample: false,
  categories: [],
  panel: [],
  postalAddress: '',
  replyTo: '',
  sheet: '/sheet.css',
};

/** A chart as it is served. */
export function drawn(chart: ReactElement): string {
  return printedForEditors(PUBLICATION, chart);
}

/** The drawings of a page, each with its size. */
export function drawingsIn(
  html: string,
): { readonly svg: string; readonly width: number; readonly height: number }[] {
  return [...html.matchAll(/<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*aria-labelledby.*?<\/svg>/g)].map(
    ([svg, width, height]) => ({ svg, width: Number(width), height: Number(height) }),
  );
}

/** Everything that is drawn lies on its drawing, at places that are numbers; its labels do too, and none is empty. */
export function expectInFrame(html: string): void {
  expect(html).not.toMatch(/NaN|Infinity|undefined/);
  for (const { svg, width, height } of drawingsIn(html)) {
    for (const { x, y } of placesIn(svg)) {
      expect(x).toBeGreaterThanOrEqual(-0.01);
      expect(x).toBeLessThanOrEqual(width + 0.01);
      expect(y).toBeGreaterThanOrEqual(-0.01);
      expect(y).toBeLessThanOrEqual(height + 0.01);
    }
    for (const { from, to } of labelsIn(svg)) {
      expect(from).toBeGreaterThanOrEqual(-2);
      expect(to).toBeLessThanOrEqual(width + 2);
    }
  }
}

function placesIn(svg: string): { readonly x: number; readonly y: number }[] {
  const paths = [...svg.matchAll(/ d="([^"]+)"/g)].flatMap(([, path = '']) =>
    [...path.matchAll(/(-?[\d.]+(?:e-?\d+)?),(-?[\d.]+(?:e-?\d+)?)/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y),
    })),
  );
  const marks = [...svg.matchAll(/<(line|rect|circle|text) ([^>]*)>/g)].flatMap(
    ([, kind, attributes = '']) => {
      const of = (name: string) => Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1]);
      if (kind === 'line')
        return [
          { x: of('x1'), y: of('y1') },
          { x: of('x2'), y: of('y2') },
        ];
      if (kind === 'circle') return [{ x: of('cx'), y: of('cy') }];
      const corner = { x: of('x'), y: of('y') };
      return kind === 'text' ? [corner] : [corner, { x: corner.x + of('width'), y: corner.y + of('height') }];
    },
  );
  return [...paths, ...marks];
}

/** About where each label begins and ends: 14 pixels of a sans are 7 wide on average. */
function labelsIn(svg: string): { readonly from: number; readonly to: number }[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', words = '']) => {
    const at = Number(/(?:^| )x="([^"]*)"/.exec(attributes)?.[1]);
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
    const width = words.length * 7;
    const before = anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0;
    return { from: at - before, to: at - before + width };
  });
}

import { describe, expect, test } from 'vitest';
import { composeContent } from '../../src/issue/compose-content.ts';
import { type ApprovedParts, hashContent } from '../../src/issue/content-hash.ts';
import { composeInput } from './reference-pair.ts';

const content = composeContent(composeInput());
const parts: ApprovedParts = {
  contents: [content],
  engine: 'react',
  templates: ['one', 'two'],
  settings: { from: 'a@verdicts.example', replyTo: 'b@verdicts.example' },
};

describe('the content hash', () => {
  test('is a sha256 and the same for the same parts in any order of keys', () => {
    expect(hashContent(parts)).toMatch(/^[0-9a-f]{64}$/u);
    const turned = Object.fromEntries(Object.entries(content).reverse()) as unknown as typeof content;
    const settings = { replyTo: 'b@verdicts.example', from: 'a@verdicts.example' };
    expect(hashContent({ settings, templates: ['one', 'two'], engine: 'react', contents: [turned] })).toBe(
      hashContent(parts),
    );
  });

  test.each<[string, Partial<ApprovedParts>]>([
    ['a word', { contents: [{ ...content, preheader: `${content.preheader} ` }] }],
    ['the number', { contents: [{ ...content, number: 13 }] }],
    ['another variant', { contents: [content, content] }],
    ['the order of templates', { templates: ['two', 'one'] }],
    ['the cut between templates', { templates: ['onetwo'] }],
    ['the engine', { engine: 'mjml' }],
    ['a setting', { settings: { ...parts.settings, from: 'c@verdicts.example' } }],
  ])('changes with %s', (_, change) => {
    expect(hashContent({ ...parts, ...change })).not.toBe(hashContent(parts));
  });
});

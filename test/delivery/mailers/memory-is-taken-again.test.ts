import { expect, it } from 'vitest';
import { BodyMemories } from '../../../src/delivery/mailers/body-memories.ts';
import type { BodyMemory } from '../../../src/delivery/mailers/body-memory.ts';
import type { BulkBody, MailerAnswer } from '../../../src/delivery/mailers/mailer.ts';

const YES: MailerAnswer = { kind: 'accepted', items: [] };
const OTHERS: readonly MailerAnswer[] = [
  { kind: 'unclear', reason: 'no answer' },
  { kind: 'wait', because: 'rate', retryAfterMs: 1, reason: 'too fast' },
  { kind: 'refused', scope: 'payload', code: '422', reason: 'no' },
];

/** A body, and the memory it was put together in. */
function made(memories: BodyMemories): { body: BulkBody; memory: BodyMemory } {
  const used: BodyMemory[] = [];
  const body = memories.encode(memory => {
    used.push(memory);
    return { sha256: '', mails: 0, length: 0, pieces: () => [] };
  });
  return { body, memory: used[0]! };
}

it('the memory of a body is taken again after a yes, which says that every byte was read', () => {
  const memories = new BodyMemories();
  const [one, other] = [made(memories), made(memories)];
  expect(other.memory).not.toBe(one.memory);
  memories.answered(one.body, YES);
  expect(made(memories).memory).toBe(one.memory);
  expect(made(memories).memory).not.toBe(other.memory);
});

it.each(OTHERS)(
  'the memory of a body is never taken again after $kind: some of it may wait in a socket',
  answer => {
    const memories = new BodyMemories();
    const one = made(memories);
    memories.answered(one.body, answer);
    expect(made(memories).memory).not.toBe(one.memory);
  },
);

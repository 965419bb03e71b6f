import fc from 'fast-check';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { anything, ofSchema } from '../api/any-request.ts';
import { PICKED } from '../api/api-world.ts';
import { describeStores } from '../support/stores.ts';
import { openAgentWorld, post, said } from './agent-world.ts';

const FULL = process.env.CHECK_FULL === '1';
const CALLS = FULL ? 20_000 : 300;

interface Listed {
  readonly name: string;
  readonly inputSchema: { readonly properties?: Record<string, unknown> };
}

describeStores('any call of any tool', open => {
  it(
    'is answered: never with a fault, and a no says what to do',
    async () => {
      const faults: string[] = [];
      const log = pino({ level: 'error' }, { write: (line: string) => faults.push(line) });
      const world = await openAgentWorld(await open(), { log });
      const { tools } = (await said(await post(world, { jsonrpc: '2.0', id: 1, method: 'tools/list' })))
        .result;
      const seen = { yes: 0, no: 0 };
      await fc.assert(
        fc.asyncProperty(anyCall(tools), async ({ name, input, isLive }) => {
          world.clock.advance(500);
          const live = isLive && typeof input === 'object' && input !== null && 'contentHash' in input;
          const contentHash = live ? (await world.etag(PICKED)).slice(1, -1) : undefined;
          const args = live ? { ...input, week: PICKED, contentHash } : input;
          const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } };
          const answer = await post(world, message);
          const told = await said(answer);
          expect([name, args, answer.status < 500, faults]).toEqual([name, args, true, []]);
          // What is no call at all is the protocol's to refuse: arguments that are no object, a NUL.
          if (told.result === undefined) return;
          seen[told.result.isError ? 'no' : 'yes'] += 1;
          const [{ text = '' } = {}] = told.result.content;
          if (told.result.isError) expect(text).toMatch(/^\S.*[.!?]/);
        }),
        { numRuns: CALLS, endOnFailure: true },
      );
      expect(seen.yes).toBeGreaterThan(CALLS / 50);
      expect(seen.no).toBeGreaterThan(CALLS / 50);
    },
    FULL ? 3_600_000 : 120_000,
  );
});

function anyCall(tools: readonly Listed[]) {
  return fc.constantFrom(...tools).chain(({ name, inputSchema }) =>
    fc.record({
      name: fc.constant(name),
      isLive: fc.boolean(),
      input: fc.oneof(
        { weight: 9, arbitrary: ofSchema(null, inputSchema as Record<string, unknown>) },
        { weight: 1, arbitrary: anything },
      ),
    }),
  );
}

import { describe, expect, test } from 'vitest';
import { ISSUE_STATES, type IssueState } from '../../src/issue/issue.ts';
import { ISSUE_ACTIONS, type IssueAction, transition } from '../../src/issue/states.ts';

/** Rows: actions. Columns: states in the order of ISSUE_STATES. `·` is refused. */
const TABLE = `
               picked     in_review  approved   sending    stopped    held       sent   aborted
  change       in_review  in_review  in_review  ·          ·          held       ·      ·
  approve      approved   approved   approved   ·          ·          approved   ·      ·
  hold         held       held       held       ·          ·          held       ·      ·
  startSending ·          ·          sending    sending    ·          ·          ·      ·
  stop         ·          ·          held       stopped    stopped    ·          ·      ·
  resume       ·          ·          ·          sending    sending    ·          ·      ·
  settle       ·          ·          ·          sent       sent       ·          sent   ·
  abort        aborted    aborted    aborted    aborted    aborted    aborted    ·      aborted
`;

const [header = [], ...rows] = TABLE.trim()
  .split('\n')
  .map(line => line.trim().split(/\s+/u));
const cells = rows.flatMap(([action = '', ...next]) =>
  header.map((state, n) => [state as IssueState, action as IssueAction, next[n] ?? ''] as const),
);

describe('an issue moves from state to state', () => {
  test('the table covers every state and every action', () => {
    expect(header).toEqual(ISSUE_STATES);
    expect(rows.map(([action]) => action)).toEqual(ISSUE_ACTIONS);
    expect(cells).toHaveLength(ISSUE_STATES.length * ISSUE_ACTIONS.length);
  });

  test.each(cells.filter(([, , next]) => next !== '·'))('%s → %s → %s', (state, action, next) => {
    expect(transition(state, action)).toEqual({ kind: 'ok', state: next });
  });

  test.each(cells.filter(([, , next]) => next === '·'))('%s → %s is refused in words', (state, action) => {
    expect(transition(state, action)).toEqual({
      kind: 'refused',
      why: expect.stringMatching(/^[a-z].{8,}[^.]$/u),
      fix: expect.stringMatching(/^[a-z].{5,}[^.]$/u),
    });
  });

  test('doing what is done already changes nothing', () => {
    for (const action of ISSUE_ACTIONS) {
      for (const state of ISSUE_STATES) {
        const once = transition(state, action);
        if (once.kind === 'ok' && action !== 'stop') {
          expect(transition(once.state, action)).toEqual(once);
        }
      }
    }
  });

  test('only an approval leads to sending, and nothing leads out of sent or aborted', () => {
    for (const action of ISSUE_ACTIONS) {
      for (const state of ['picked', 'in_review', 'held'] as const) {
        expect(transition(state, action)).not.toEqual({ kind: 'ok', state: 'sending' });
      }
      for (const state of ['sent', 'aborted'] as const) {
        const next = transition(state, action);
        expect(next.kind === 'ok' ? next.state : state).toBe(state);
      }
    }
  });
});

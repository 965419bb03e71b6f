import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ballotsIn, type VoteCounts } from '../../src/issue/vote-outcome.ts';
import { CHOICES, readBallotKey, readChoice, readTestBallotKey } from '../../src/vote/ballot.ts';
import { standing, type VotedPairing } from '../../src/vote/standing.ts';
import { mirrored, NO_BALLOTS, percentages, shareFor, tallyOf } from '../../src/vote/tally.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';

const counts: fc.Arbitrary<VoteCounts> = fc.record({
  a: fc.nat(2_000),
  b: fc.nat(2_000),
  both: fc.nat(2_000),
  neither: fc.nat(2_000),
});

const ship = { percent: 75, ships: 3, skips: 1, badge: 'ship' } as const;
const pairing: VotedPairing = {
  position: 1,
  lead: 'a',
  a: { slug: 'windsurf', name: 'Windsurf', ship },
  b: { slug: 'zed', name: 'Zed', ship: { ...ship, percent: 50, ships: 2, skips: 2, badge: 'mixed' } },
};
const open = { week: '2026-W48', closesAt: 1, closed: false, hidden: false, words: HOUSE_WORDS };

describe('a tally', () => {
  it('counts every ballot once, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CHOICES), { maxLength: 300 }), ballots => {
        const tally = tallyOf(ballots.map(choice => ({ choice, count: 1 })));
        expect(ballotsIn(tally)).toBe(ballots.length);
        for (const choice of CHOICES) {
          expect(tally[choice]).toBe(ballots.filter(ballot => ballot === choice).length);
        }
        expect(tallyOf(ballots.toReversed().map(choice => ({ choice, count: 1 })))).toEqual(tally);
      }),
    );
  });

  it('gives percentages that add up to 100 and are less than one off', () => {
    fc.assert(
      fc.property(counts, votes => {
        const total = ballotsIn(votes);
        const percent = percentages(votes);
        expect(ballotsIn(percent)).toBe(total === 0 ? 0 : 100);
        for (const choice of CHOICES) {
          expect(Math.abs(percent[choice] - (total === 0 ? 0 : (votes[choice] * 100) / total))).toBeLessThan(
            1,
          );
        }
      }),
    );
  });

  it('gives each tool its own ballots and those for both, whichever side it stands on', () => {
    fc.assert(
      fc.property(counts, votes => {
        const [a, b] = [shareFor(votes, 'a'), shareFor(votes, 'b')];
        expect(a.chosen + b.chosen).toBe(ballotsIn(votes) - votes.neither + votes.both);
        expect(shareFor(mirrored(votes), 'a')).toEqual(b);
        expect(mirrored(mirrored(votes))).toEqual(votes);
      }),
    );
  });
});

describe('how a vote stands', () => {
  it('shows no number before twenty ballots, and none to whoever shall not see it', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), (votes, hidden) => {
        const seen = standing(pairing, { ...open, counts: votes, hidden });
        const isShown = !hidden && ballotsIn(votes) >= 20;
        expect(seen.view).toBe(hidden ? 'hidden' : isShown ? 'shown' : 'few');
        expect([seen.a.readers === null, seen.answers.length === 0]).toEqual([!isShown, !isShown]);
        if (!isShown) expect([seen.a.label, seen.b.label, seen.againstPanel]).toEqual(['—', '—', '']);
        if (!isShown) expect(seen.line, 'told as a person would').not.toMatch(/\d|—|%/);
        if (hidden) expect(seen.ballots).toBeNull();
      }),
    );
  });

  it('says "leads" only where the interval leaves no doubt, and never of both sides of a vote', () => {
    fc.assert(
      fc.property(counts, votes => {
        const { line } = standing(pairing, { ...open, counts: votes });
        const other = standing(pairing, { ...open, counts: mirrored(votes) }).line;
        if (line.includes('leads')) {
          expect(line.startsWith(votes.a > votes.b ? 'Windsurf' : 'Zed')).toBe(true);
          expect(other.startsWith(votes.a > votes.b ? 'Zed' : 'Windsurf')).toBe(true);
        } else {
          expect(other).not.toContain('leads');
        }
      }),
    );
  });

  it.each([
    [{}, 'Too few of you have voted yet to say which way it goes. Look in again before the vote closes.', ''],
    [
      { a: 19 },
      'Too few of you have voted yet to say which way it goes. Look in again before the vote closes.',
      '',
    ],
    [
      { a: 56, b: 87, both: 4 },
      'Zed leads among readers who chose one: 61% of 143 (53–68%).',
      'Readers disagree with the panel.',
    ],
    [{ a: 87, b: 56 }, 'Windsurf leads among readers who chose one: 61% of 143 (53–68%).', ''],
    [{ a: 60, b: 83 }, 'Too close to call among readers who chose one: Zed 58% of 143 (50–66%).', ''],
    [{ a: 2, neither: 30 }, 'Readers would ship neither: 94% of 32 (80–98%).', ''],
    [{ a: 8, b: 8, both: 8 }, 'Too few of you chose one over the other to say which is ahead.', ''],
  ])('reads, with %j: %s %s', (votes, line, againstPanel) => {
    expect(standing(pairing, { ...open, counts: { ...NO_BALLOTS, ...votes } })).toMatchObject({
      line,
      againstPanel,
    });
  });

  it('says of a closed vote with few ballots that they were too few', () => {
    const closed = { ...open, closed: true };
    expect(standing(pairing, { ...closed, counts: { ...NO_BALLOTS, a: 1 } }).line).toBe(
      'Too few of you voted to say which way it went.',
    );
  });
});

describe('a ballot', () => {
  it('takes four answers and nothing that only looks like one', () => {
    expect(CHOICES.map(readChoice)).toEqual([...CHOICES]);
    fc.assert(
      fc.property(fc.anything(), value => {
        if (!CHOICES.includes(value as never)) expect(readChoice(value)).toBeNull();
      }),
    );
    expect(['A', 'a ', ['a'], '__proto__', 'constructor'].map(readChoice)).toEqual(Array(5).fill(null));
  });

  it('belongs to an issue, a position and a reader, all of them counted from 1', () => {
    expect(readBallotKey('12.3.456')).toEqual({ issueId: 12, position: 3, subscriberId: 456 });
    for (const subject of [
      '',
      '1.1',
      '1.1.0',
      '0.1.1',
      '1.0.1',
      '1.1.1.1',
      '01.1.1',
      '1.1.1e3',
      '1.1.-1',
      '1.100.1',
      `1.1.${'9'.repeat(16)}`,
      '2026-W48.1.1',
    ]) {
      expect(readBallotKey(subject), subject).toBeNull();
    }
    expect(readTestBallotKey('2026-W48.2.0')).toEqual({ week: '2026-W48', position: 2 });
    for (const subject of ['2026-W48.2.1', '2026-W48.0.0', '12.3.0']) {
      expect(readTestBallotKey(subject), subject).toBeNull();
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentNamed, agentOnServer, programIn, programNamed } from '../../src/issue/actor.ts';
import { isPerson } from '../../src/issue/approval-record.ts';
import { byPrograms, type ChangeStep } from '../../src/issue/by-programs.ts';
import { changed } from '../../src/issue/change.ts';

const EDITOR = 'ada@desk.example';
const AGENT = agentNamed('helper');

describe('an actor in the log', () => {
  it('is a program, an agent with a key or one without, and none of them a person', () => {
    expect(programIn(programNamed('nightly'))).toEqual({ kind: 'program', name: 'nightly', key: 'nightly' });
    expect(programIn(AGENT)).toEqual({ kind: 'agent', name: 'helper', key: 'helper' });
    expect(programIn(agentOnServer('helper'))).toEqual({
      kind: 'agent',
      name: 'helper (command line)',
      key: null,
    });
    for (const who of [
      EDITOR,
      'schedule',
      'command line',
      'sample run',
      'agent@desk.example',
      'keys@a.example',
    ])
      expect(programIn(who), who).toBeNull();
    for (const who of [programNamed('a'), AGENT, agentOnServer('a')]) expect(isPerson(who)).toBe(false);
  });
});

describe('what programs changed', () => {
  const step = (who: string, what: string, was: string, is: string): ChangeStep => ({
    who,
    changes: changed(what, was, is),
  });

  it('is told from before the first of them to now, with everybody who did it', () => {
    const steps = [step(AGENT, 'Subject', 'One', 'Two'), step(programNamed('b'), 'Subject', 'Two', 'Three')];
    expect(byPrograms(steps)).toEqual([
      { what: 'Subject', kind: 'changed', was: 'One', is: 'Three', by: [AGENT, 'key b'] },
    ]);
  });

  it('is a person’s once a person changed it, and a program’s again after that', () => {
    const steps = [step(AGENT, 'Subject', 'One', 'Two'), step(EDITOR, 'Subject', 'Two', 'Three')];
    expect(byPrograms(steps)).toEqual([]);
    const again = [...steps, step(AGENT, 'Subject', 'Three', 'Four')];
    expect(byPrograms(again)).toMatchObject([{ was: 'Three', is: 'Four', by: [AGENT] }]);
  });

  it('is nothing where they took it back', () => {
    expect(byPrograms([step(AGENT, 'Intro', '', 'Hello'), step(AGENT, 'Intro', 'Hello', '')])).toEqual([]);
  });

  it('never leaves out a part whose present words a program wrote, nor shows one a person wrote', () => {
    const who = fc.constantFrom(AGENT, programNamed('b'), EDITOR);
    const move = fc.record({
      who,
      what: fc.constantFrom('Subject', 'Intro'),
      is: fc.constantFrom('a', 'b', ''),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), moves => {
        const now = new Map([
          ['Subject', 'start'],
          ['Intro', ''],
        ]);
        const touched = new Map<string, { who: string; since: string }>();
        const steps = moves.map(({ who: by, what, is }) => {
          const was = now.get(what) ?? '';
          now.set(what, is);
          if (was !== is) {
            const last = touched.get(what);
            const goesOn = last !== undefined && last.who !== EDITOR && by !== EDITOR;
            touched.set(what, { who: by, since: goesOn ? last.since : was });
          }
          return step(by, what, was, is);
        });
        const expected = [...touched]
          .filter(([what, last]) => last.who !== EDITOR && last.since !== now.get(what))
          .map(([what, { since }]) => [what, since, now.get(what)]);
        expect(
          byPrograms(steps)
            .map(({ what, was, is }) => [what, was, is])
            .toSorted(),
        ).toEqual(expected.toSorted());
      }),
    );
  });
});

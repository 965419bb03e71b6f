import { expect, it } from 'vitest';
import { unfailing } from '../../src/machine/log.ts';

const fault = (code: string) => Object.assign(new Error(code), { code });

it('lines that cannot be written are dropped, and their number is told once they can', () => {
  let isFull = true;
  let written = '';
  const write = unfailing(bytes => {
    if (isFull) throw fault('ENOSPC');
    written += Buffer.from(bytes).toString();
    return bytes.length;
  });
  write('one\n');
  write('two\n');
  isFull = false;
  write('three\n');
  write('four\n');
  const [lost, ...rest] = written.split('\n');
  expect(JSON.parse(lost ?? '')).toMatchObject({ level: 40, msg: 'lines of the log were lost', dropped: 2 });
  expect(rest).toEqual(['three', 'four', '']);
});

it('a line that is taken in pieces, by a pipe that is full for a moment, arrives whole', () => {
  let written = '';
  let calls = 0;
  const write = unfailing(bytes => {
    calls += 1;
    if (calls % 2 === 0) throw fault('EAGAIN');
    const piece = bytes.subarray(0, 5);
    written += Buffer.from(piece).toString();
    return piece.length;
  });
  write('a line of twenty-six signs\n');
  expect(written).toBe('a line of twenty-six signs\n');
});

it('a pipe nobody reads costs a pause once, and then none', () => {
  let calls = 0;
  const write = unfailing(() => {
    calls += 1;
    throw fault('EAGAIN');
  });
  write('one\n');
  const waited = calls;
  write('two\n');
  write('three\n');
  expect(waited).toBe(10);
  expect(calls).toBeLessThanOrEqual(waited + 4);
});

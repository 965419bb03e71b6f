// Loaded into a program under test before its own code: while the file HELD_MAILS stands, writing an issue's mail from the
// number in it on waits. So a sending lasts until the test lets it go, on any machine.
import { readFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { setTimeout } from 'node:timers/promises';

const ISSUE_MAIL = /\.\d{4}-w\d{2}-(\d{7})\.[^/]+\.tmp$/;
const LOOK_EVERY_MS = 20;

const gate = process.env.HELD_MAILS ?? '';
const { writeFile } = promises;
promises.writeFile = async (path, ...more) => {
  const number = Number(ISSUE_MAIL.exec(String(path))?.[1] ?? 0);
  while (number > 0 && isHeld(number)) await setTimeout(LOOK_EVERY_MS);
  return writeFile(path, ...more);
};
syncBuiltinESMExports();

function isHeld(number) {
  try {
    return number >= Number(readFileSync(gate, 'utf8'));
  } catch {
    return false;
  }
}

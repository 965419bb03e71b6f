// `npm run bench -- NAME`: numbers, measured side by side in one run. Nothing here asserts a time.
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  picker: async () => (await import('./bench/picker.ts')).benchPicker(),
  send: async () => (await import('./bench/send.ts')).benchSend(),
  web: async () => (await import('./bench/web.ts')).benchWeb(),
  import: async () => (await import('./bench/import.ts')).benchImport(),
  scale: async () => (await import('./bench/scale.ts')).benchScale(),
};

const names = process.argv.slice(2);
const unknown = names.filter(name => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`No bench "${unknown.join('", "')}". There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) await BENCHES[name]?.();

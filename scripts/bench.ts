// `npm run bench -- NAME`: numbers, measured side by side in one run. Nothing here asserts a time.
const BENCHES: Readonly<Record<string, (options: readonly string[]) => Promise<void>>> = {
  picker: async () => (await import('./bench/picker.ts')).benchPicker(),
  send: async options => (await import('./bench/send.ts')).benchSend(options),
  peers: async options => (await import('./bench/peers.ts')).benchPeers(options),
  web: async () => (await import('./bench/web.ts')).benchWeb(),
  import: async () => (await import('./bench/import.ts')).benchImport(),
  scale: async () => (await import('./bench/scale.ts')).benchScale(),
};

const args = process.argv.slice(2);
const first = args.findIndex(arg => arg.startsWith('--'));
const [names, options] = first < 0 ? [args, []] : [args.slice(0, first), args.slice(first)];
const unknown = names.filter(name => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`No bench "${unknown.join('", "')}". There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
if (options.length > 0 && names.join() !== 'peers' && names.join() !== 'send') {
  console.error(
    `Only peers and send take options, each by itself: npm run bench -- send ${options.join(' ')}`,
  );
  process.exit(2);
}
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) await BENCHES[name]?.(options);

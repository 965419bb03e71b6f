import { startGallery } from './gallery/server.ts';

/** Every mail in every state, live: `npm run dev`. PORT chooses another port, 0 any free one. */
const gallery = await startGallery({ port: Number(process.env.PORT ?? 3100) });
console.log(
  `Every mail in every state: ${gallery.url}\nSave a file under templates/ and the open page follows.`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void gallery.close().then(() => process.exit(0)));
}

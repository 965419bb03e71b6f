import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { galleryApp } from './app.tsx';
import { LiveRenderer } from './live-renderer.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

export interface Gallery {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the gallery on the loopback interface.
 * @param options.port 0 is any free one
 * @param options.root the folder that holds scripts, src, templates and test; this project when not given
 */
export async function startGallery(options: { port: number; root?: string }): Promise<Gallery> {
  const renderer = new LiveRenderer(options.root ?? PROJECT);
  const app = galleryApp(renderer);
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: options.port }, () =>
      resolve(listening as Server),
    );
    listening.once('error', reject);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      // An open page holds its event stream for ever.
      server.closeAllConnections();
      server.close();
      await renderer.close();
    },
  };
}

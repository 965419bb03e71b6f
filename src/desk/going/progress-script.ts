import { createHash } from 'node:crypto';

/** Puts the numbers that the server sends into their places. Without it the page asks again by itself every few seconds. */
export const PROGRESS_SCRIPT = `for (const root of document.querySelectorAll('[data-progress]')) {
  const source = new EventSource(root.dataset.progress);
  const live = root.querySelector('[data-live-note]');
  const say = words => { if (live) live.textContent = words; };
  source.addEventListener('open', () => say('Live: the numbers change by themselves.'));
  source.addEventListener('progress', event => {
    for (const [name, words] of Object.entries(JSON.parse(event.data))) {
      for (const place of root.querySelectorAll('[data-live="' + name + '"]')) {
        if (place.tagName === 'PROGRESS') place.value = Number(words);
        else if (place.textContent !== words) place.textContent = words;
      }
    }
  });
  source.addEventListener('end', () => { source.close(); location.reload(); });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) say('Not live: reload this page for newer numbers.');
    else say('The connection was lost; trying again.');
  });
  addEventListener('pagehide', () => source.close());
}
`;

/** Named by its content, so that a browser may keep it for good. */
export const PROGRESS_SCRIPT_PATH = `/progress.${createHash('sha256').update(PROGRESS_SCRIPT).digest('hex').slice(0, 12)}.js`;

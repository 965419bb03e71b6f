/**
 * Runs in the gallery's pages. Frames grow to the height of their mail; a change on disk reloads the page (the
 * browser keeps the place). A gallery that was stopped and started again counts as a change.
 */
export const liveScript = `
const grow = frame => {
  const page = frame.contentDocument?.documentElement;
  if (!page || frame.closest('.thumb')) return;
  frame.style.height = '0';
  frame.style.height = page.scrollHeight + 'px';
};
for (const frame of document.querySelectorAll('iframe')) {
  frame.addEventListener('load', () => grow(frame));
  if (frame.contentDocument?.readyState === 'complete') grow(frame);
}
const status = document.querySelector('.live');
const events = new EventSource('/events');
let version;
events.addEventListener('hello', event => {
  if (version !== undefined && version !== event.data) location.reload();
  version = event.data;
  status.textContent = 'Live';
});
events.addEventListener('change', () => location.reload());
events.addEventListener('error', () => { version = ''; status.textContent = 'The gallery is not running'; });
`;

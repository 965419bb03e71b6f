import { createHash } from 'node:crypto';

/**
 * Saves while somebody writes, as the form's own button would: a moment after the last letter, on leaving a field, and before
 * a link is followed. Where that is not for a script to do (`data-saves="asked"`: an approval would be void, or somebody else
 * has written in the meantime) it keeps the page from being left by mistake. Without it the button saves.
 */
export const WORDS_SCRIPT = `const WAIT_MS = 2000;
// Long enough for a press on the button that took the focus out of the field: then the button saves.
const LEFT_MS = 300;
for (const form of document.querySelectorAll('form[data-saves]')) {
  const line = form.querySelector('[data-saved]');
  const say = words => { if (line.textContent !== words) line.textContent = words; };
  const was = name => form.elements['was.' + name];
  const fields = [...form.elements].filter(field => field.name && was(field.name));
  const isDirty = () => fields.some(field => field.value !== was(field.name).value);
  let bySelf = form.dataset.saves === 'typed';
  let saving = null;
  let timer = 0;
  const post = async () => {
    const sent = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, {
      method: 'POST', body: sent, headers: { Accept: 'application/json' }, keepalive: true, redirect: 'error',
    });
    if (answer.status === 401) return say(form.dataset.signedOut);
    const told = await answer.json();
    if (!answer.ok) {
      if (answer.status === 409) {
        bySelf = false;
        form.dataset.unsaved = told.words;
        line.classList.add('wrong');
      }
      return say(told.words);
    }
    form.elements.revision.value = told.revision;
    for (const field of fields) was(field.name).value = sent.get(field.name).replaceAll('\\r\\n', '\\n');
    for (const place of form.querySelectorAll('[data-own]')) place.hidden = !told.own.includes(place.dataset.own);
    say(told.words);
  };
  const save = () => {
    clearTimeout(timer);
    if (bySelf && !saving && isDirty()) {
      saving = post().catch(() => say(form.dataset.unreached)).finally(() => { saving = null; });
    }
    return saving ?? Promise.resolve();
  };
  form.addEventListener('input', () => {
    say(bySelf ? '' : form.dataset.unsaved);
    clearTimeout(timer);
    timer = setTimeout(save, WAIT_MS);
  });
  form.addEventListener('change', () => { clearTimeout(timer); timer = setTimeout(save, LEFT_MS); });
  let isSent = false;
  form.addEventListener('submit', event => {
    clearTimeout(timer);
    if (!saving) { isSent = true; return; }
    event.preventDefault();
    saving.then(() => form.requestSubmit(event.submitter));
  });
  document.addEventListener('click', async event => {
    const link = event.target.closest('a[href]');
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.target || !bySelf || (!saving && !isDirty())) return;
    event.preventDefault();
    await save();
    await save();
    location.assign(link.href);
  });
  addEventListener('pagehide', save);
  addEventListener('beforeunload', event => { if (!isSent && isDirty()) event.preventDefault(); });
}
`;

/** Named by its content, so that a browser may keep it for good. */
export const WORDS_SCRIPT_PATH = `/words.${createHash('sha256').update(WORDS_SCRIPT).digest('hex').slice(0, 12)}.js`;

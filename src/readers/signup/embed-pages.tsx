import { Hono } from 'hono';
import { Said } from '../../../templates/said.tsx';
import { signupWording } from '../../audience/signup-form.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.tsx';
import { usePublication } from '../../web/publication.tsx';
import { FRAMED_PAGE, PAGE_WITH_FRAME } from '../../web/security-headers.ts';
import { useWords } from '../../web/use-words.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { stampForm } from './form-stamp.ts';
import { Framed } from './framed.tsx';
import { printedForm } from './printed-form.ts';
import { SignupForm } from './signup-form.tsx';

/** For owners of other sites: the form as a frame, as plain HTML and as JSON. */
export function embedPages(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const { words } = room.publication.style;
  routes.get('/embed', context =>
    context.html(printed(room.publication, <EmbedPage pasted={htmlSnippet(room)} />), 200, {
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': PAGE_WITH_FRAME,
    }),
  );
  routes.get('/embed/form', context =>
    context.html(
      printedForm(
        room,
        <Framed title={words.say('readers.embed.frame-title', { publication: room.publication.name })}>
          <SignupForm source="iframe" heading={room.publication.name} level={1} />
        </Framed>,
      ),
      200,
      { 'Cache-Control': 'no-cache', 'Content-Security-Policy': FRAMED_PAGE },
    ),
  );
  routes.get('/embed/subscribed', context =>
    context.html(
      printed(
        room.publication,
        <Framed title={words.say('readers.signup.asked.title')}>
          <h1>{words.say('readers.signup.asked.title')}</h1>
          <p>{words.say('readers.signup.asked.text')}</p>
        </Framed>,
      ),
      200,
      { 'Cache-Control': 'public, max-age=3600', 'Content-Security-Policy': FRAMED_PAGE },
    ),
  );
  return routes;
}

function EmbedPage({ pasted }: { readonly pasted: string }) {
  const { name: publication, url } = usePublication();
  const words = useWords();
  return (
    <Page title={words.say('readers.embed.title')} aside={words.say('readers.embed.aside')} indexed>
      <h1>{words.say('readers.embed.heading')}</h1>
      <p className="lead">{words.say('readers.embed.lead')}</p>
      <section>
        <h2>{words.say('readers.embed.frame')}</h2>
        <p>{words.say('readers.embed.frame.text')}</p>
        <Snippet text={frameSnippet(url, words.say('readers.embed.frame-title', { publication }))} />
        <iframe
          className="embedded"
          src="/embed/form"
          title={words.say('readers.embed.frame-title', { publication })}
          loading="lazy"
        />
      </section>
      <section>
        <h2>{words.say('readers.embed.form')}</h2>
        <p>{words.say('readers.embed.form.text')}</p>
        <Snippet text={pasted} />
      </section>
      <section>
        <h2>{words.say('readers.embed.program')}</h2>
        <p>
          <Said
            parts={words.parts('readers.embed.program.text', {
              challenge: <code>challenge</code>,
              altcha: <code>altcha</code>,
            })}
          />
        </p>
        <Snippet text={jsonSnippet(url)} />
      </section>
    </Page>
  );
}

function Snippet({ text }: { readonly text: string }) {
  return (
    <pre className="snippet" dir="ltr">
      <code>{text}</code>
    </pre>
  );
}

function frameSnippet(publicUrl: string, title: string): string {
  return `<iframe src="${publicUrl}/embed/form" title="${escaped(title)}"
  width="100%" height="352" loading="lazy" style="border:0"></iframe>`;
}

function htmlSnippet(room: PublicRoom): string {
  const { url, name, arrives, style } = room.publication;
  const { words } = style;
  const say = (key: 'email' | 'button') => escaped(words.say(`readers.signup.${key}`));
  return `<form method="post" action="${url}/subscribe" accept-charset="utf-8">
  <label>${say('email')}
    <input type="email" name="email" autocomplete="email" maxlength="254" required>
  </label>
  <input type="hidden" name="form" value="${stampForm(room.keyring, 'html', room.now())}">
  <button type="submit">${say('button')}</button>
  <p>${escaped(signupWording(name, arrives, words).text)}
    <a href="${url}/privacy">${escaped(words.say('readers.what-we-keep'))}</a></p>
</form>`;
}

function jsonSnippet(publicUrl: string): string {
  return `curl ${publicUrl}/subscribe -H 'Content-Type: application/json' \\
  -d '{"email": "ada@example.com", "name": "Ada", "timezone": "Europe/London", "interests": []}'`;
}

/** For text inside the HTML that others paste. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

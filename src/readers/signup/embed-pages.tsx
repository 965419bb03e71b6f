import { Hono } from 'hono';
import { signupWording } from '../../audience/signup-form.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { Page } from '../../web/page.tsx';
import { printed } from '../../web/printed.tsx';
import { usePublication } from '../../web/publication.tsx';
import { FRAMED_PAGE, PAGE_WITH_FRAME } from '../../web/security-headers.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { ASKED } from './asked.ts';
import { stampForm } from './form-stamp.ts';
import { Framed } from './framed.tsx';
import { printedForm } from './printed-form.ts';
import { SignupForm } from './signup-form.tsx';

/** For owners of other sites: the form as a frame, as plain HTML and as JSON. */
export function embedPages(room: PublicRoom): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
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
        <Framed title={`Subscribe to ${room.publication.name}`}>
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
        <Framed title={ASKED.title}>
          <h1>{ASKED.title}</h1>
          <p>{ASKED.text}</p>
        </Framed>,
      ),
      200,
      { 'Cache-Control': 'public, max-age=3600', 'Content-Security-Policy': FRAMED_PAGE },
    ),
  );
  return routes;
}

function EmbedPage({ pasted }: { readonly pasted: string }) {
  const { name, url } = usePublication();
  return (
    <Page title="The form on your site" aside="For site owners" indexed>
      <h1>Put the form on your site</h1>
      <p className="lead">
        Three ways, from the easiest to the freest. Each asks the reader to confirm by mail, so nobody can
        sign up somebody else.
      </p>
      <section>
        <h2>A frame</h2>
        <p>It looks like the one below, follows light and dark, and brings nothing of ours into your page.</p>
        <Snippet text={frameSnippet(url, name)} />
        <iframe className="embedded" src="/embed/form" title={`Subscribe to ${name}`} loading="lazy" />
      </section>
      <section>
        <h2>A plain form</h2>
        <p>
          No script; style it as you like, but leave the words under the button: they are what your reader
          agrees to. The hidden field tells us that the form was pasted.
        </p>
        <Snippet text={pasted} />
      </section>
      <section>
        <h2>A program</h2>
        <p>
          The answer is always 202. When very many people sign up from where you are, it holds an ALTCHA{' '}
          <code>challenge</code>: send the same request again with the solution as <code>altcha</code>.
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

function frameSnippet(publicUrl: string, publication: string): string {
  return `<iframe src="${publicUrl}/embed/form" title="Subscribe to ${escaped(publication)}"
  width="100%" height="352" loading="lazy" style="border:0"></iframe>`;
}

function htmlSnippet(room: PublicRoom): string {
  const { url, name, arrives } = room.publication;
  return `<form method="post" action="${url}/subscribe" accept-charset="utf-8">
  <label>Your email address
    <input type="email" name="email" autocomplete="email" maxlength="254" required>
  </label>
  <input type="hidden" name="form" value="${stampForm(room.keyring, 'html', room.now())}">
  <button type="submit">Subscribe</button>
  <p>${escaped(signupWording(name, arrives).text)}
    <a href="${url}/privacy">What we keep, and why</a></p>
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

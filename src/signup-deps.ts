import type { App } from './compose.ts';
import { askToSubscribe, offerChallenge } from './readers/signup/ask-to-subscribe.ts';
import { confirmSubscription } from './readers/signup/confirm-subscription.ts';
import { readConfirm } from './readers/signup/confirm-token.ts';
import { stampForm } from './readers/signup/form-stamp.ts';
import type { SignupDeps } from './web/signup/signup-deps.ts';

/** The sign-up's part of what the web is given. */
export function signupDeps(app: App, categories: readonly string[]): SignupDeps {
  return {
    categories,
    trustedProxies: app.settings.TRUST_PROXY,
    stamp: source => stampForm(app.keyring, source, app.now()),
    subscribe: signup => askToSubscribe(app, signup),
    offerChallenge: network => offerChallenge(app, network),
    isConfirmLink: token => readConfirm(app.keyring, token, app.now()) !== null,
    confirm: (token, visitor) => confirmSubscription(app, token, visitor),
  };
}

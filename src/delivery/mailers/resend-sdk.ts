import { Resend } from 'resend';

/** Follows no redirect: fetch would make a GET of the post, and of its answer one that means nothing. */
export class StraightResend extends Resend {
  override fetchRequest<T>(...[path, options]: Parameters<Resend['fetchRequest']>) {
    return super.fetchRequest<T>(path, { ...options, redirect: 'manual' });
  }
}

import { eventually, readStackEnv } from '@answerable/stack';
import { Visitor } from '../visitor.js';
import { readersPortal } from './addresses.js';

/** Somebody's cookies after signing in at the readers' portal, on Keycloak's own page. */
export async function signedIn(username: string): Promise<string> {
  return (await readerAt(username)).visitor.cookie;
}

/** What an MP's office sees first when it has signed in. */
export async function firstPage(username: string): Promise<{ heading: string; text: string }> {
  const { page } = await readerAt(username);
  return { heading: page.heading, text: page.text };
}

async function readerAt(username: string) {
  const { password } = readStackEnv().demoUsers.find((user) => user.username === username)!;
  // Keycloak refuses a sign-in while another of the same person is under way: then again.
  return eventually(async () => {
    const visitor = new Visitor();
    const form = await visitor.get(`${readersPortal}/sign-in`);
    const page = await visitor.submit(form, { username, password }, 'username');
    if (!page.url.startsWith(readersPortal) || page.status !== 200)
      throw new Error(`${username} was not let in: ${page.status} at ${page.url}: ${page.text.slice(0, 200)}`);
    return { visitor, page };
  });
}

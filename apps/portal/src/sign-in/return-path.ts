/** A path of our own to go to after sign-in; anything that could lead to another site becomes the start page. */
export function returnPath(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > 1000 || !/^\/[\x21-\x7e]*$/.test(asked)) return '/';
  // Browsers read `//` and `/\` as the beginning of another host.
  if (/^\/[/\\]/.test(asked) || asked.includes('\\')) return '/';
  const here = 'https://portal.invalid';
  const url = URL.canParse(asked, here) ? new URL(asked, here) : undefined;
  if (url?.origin !== here || url.pathname.startsWith('/sign-')) return '/';
  return url.pathname + url.search;
}

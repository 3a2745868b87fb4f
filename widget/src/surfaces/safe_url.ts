const kAllowed = new Set(['https:', 'http:', 'mailto:']);

/** The absolute form of a URL that content may lead to, or nothing: `javascript:` and friends never reach the page. */
export function safeUrl(url: string): string | undefined {
  try {
    const parsed = new URL(url, document.baseURI);
    return kAllowed.has(parsed.protocol) ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}

/** What keeps a link from taking the user away from a running prompt: other sites open beside this one. */
export function linkProps(
  url: string,
): { href: string; target?: string; rel?: string } | undefined {
  const href = safeUrl(url);
  if (href === undefined) return undefined;
  const elsewhere = href.startsWith('http') && new URL(href).origin !== location.origin;
  return elsewhere ? { href, target: '_blank', rel: 'noopener noreferrer' } : { href };
}

// From markup to what a step may hold: text with its tiny inline markup, lists, images and links. What has no place in
// that is said, never dropped in silence.
import type { Block, Text } from '../../campaign_file.ts';
import type { Markup, MarkupElement } from './markup.ts';

/** Says what could not be carried over, as a sentence. */
export type Tell = (message: string) => void;

const kBlocks = new Set(
  'address article aside blockquote body center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav p pre section summary table tbody td tfoot th thead tr'.split(
    ' ',
  ),
);
/** Neither read nor drawn as text by any browser. */
const kSilent = new Set(['script', 'style', 'template', 'noscript', 'head', 'title']);
const kStrong = new Set(['b', 'strong', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'th']);
const kEmphasis = new Set(['i', 'em', 'cite', 'dfn', 'var']);
const kCode = new Set(['code', 'kbd', 'samp', 'tt']);
/** What a text cannot hold, by tag. */
const kLost: Record<string, string> = {
  iframe: 'a frame',
  video: 'a video',
  audio: 'a sound',
  canvas: 'a canvas',
  svg: 'a drawing',
  object: 'an object',
  embed: 'an object',
  button: 'a button inside the text',
  input: 'a form field',
  select: 'a form field',
  textarea: 'a form field',
  '': 'a component of React',
};
const kLooksLikeMarkup = /`[^`]+`|\*\*\S[^]*?\*\*|\*[^\s*][^*]*\*/;

/** `https:`, `http:`, `mailto:` or relative, as content may lead to. */
export function isSafeUrl(url: string): boolean {
  // eslint-disable-next-line no-control-regex -- exactly these are what the engine refuses
  if (url === '' || url.trim() !== url || /[\u0000-\u001f\u007f]/.test(url)) return false;
  const scheme = /^[^/?#\\:]*(?=:)/.exec(url)?.[0];
  return scheme === undefined || /^(https?|mailto)$/i.test(scheme);
}

/** Text that was only text there, so that it is only text here. */
export function plainText(text: string, tell: Tell): string {
  // What would be a link, or an attribute of the user, is taken apart.
  const apart = text.replace(/(\[[^[\]]+\])(?=\([^()\s]+\))/g, '$1 ').replaceAll('{{', '{ {');
  if (apart !== text) {
    tell(
      '`[…](…)` would be a link and `{{` an attribute of the user: a space stands in between now.',
    );
  }
  if (kLooksLikeMarkup.test(apart)) {
    tell('A text holds signs that Docent reads as bold, emphasis or code: look at it.');
  }
  return apart;
}

interface Within {
  /** Inside a mark no other one fits: the inline markup does not nest any further. */
  marked: boolean;
  link: boolean;
  pre: boolean;
}

/** Puts signs around a text, and its outer spaces outside of them. */
function marked(text: string, left: string, right = left): string {
  const inner = text.trim();
  if (inner === '') return text;
  const start = text.slice(0, text.indexOf(inner));
  return start + left + inner + right + text.slice(start.length + inner.length);
}

class ContentWriter {
  readonly blocks: Block[] = [];
  private text = '';
  private styled = false;

  constructor(private readonly tell: Tell) {}

  end(): Block[] {
    this.paragraph();
    if (this.styled) this.tell('Classes and styles of the content are not carried over.');
    return this.blocks;
  }

  /** Ends the paragraph that is being written. */
  private paragraph(): void {
    const text = this.text.trim();
    this.text = '';
    if (text !== '') this.blocks.push({ type: 'text', text });
  }

  write(nodes: readonly Markup[], within: Within): void {
    for (const node of nodes) {
      if (typeof node === 'string') this.text += this.textOf(node, within);
      else this.element(node, within);
    }
  }

  private textOf(text: string, { pre }: Within): string {
    const joined = pre ? text : text.replace(/[ \t\n\r\f]+/g, ' ');
    return plainText(/ $/.test(this.text) ? joined.replace(/^ /, '') : joined, this.tell);
  }

  private element(node: MarkupElement, within: Within): void {
    const { tag, attributes } = node;
    if (kSilent.has(tag)) return;
    if (attributes.class !== undefined || attributes.style !== undefined) this.styled = true;
    const handler = Object.keys(attributes).find((name) => /^on/.test(name));
    if (handler !== undefined) this.tell(`The content's \`${handler}\` is not carried over.`);
    if (kLost[tag] !== undefined) this.lost(node, within);
    else if (tag === 'br') this.paragraph();
    else if (tag === 'img') this.image(attributes);
    else if (tag === 'ul' || tag === 'ol') this.list(node);
    else if (tag === 'a') this.link(node, within);
    else if (kBlocks.has(tag)) this.block(node, within);
    else this.inline(node, within);
    if (tag === 'table') this.tell('The text of a table is carried over, its columns are not.');
  }

  private block(node: MarkupElement, within: Within): void {
    const { tag, children } = node;
    // Cells of a row stay in one line.
    const is_cell = tag === 'td' || tag === 'th';
    if (!is_cell) this.paragraph();
    if (kStrong.has(tag)) this.mark(children, within, '**');
    else this.write(children, { ...within, pre: within.pre || tag === 'pre' });
    if (is_cell) this.text += ' ';
    else this.paragraph();
  }

  private inline({ tag, children }: MarkupElement, within: Within): void {
    if (kStrong.has(tag)) this.mark(children, within, '**');
    else if (kEmphasis.has(tag)) this.mark(children, within, '*');
    else if (kCode.has(tag)) this.mark(children, within, '`');
    else this.write(children, within);
  }

  private mark(children: readonly Markup[], within: Within, sign: string): void {
    const before = this.text;
    this.text = '';
    this.write(children, { ...within, marked: true });
    const inner = this.text;
    const fits = !within.marked && !inner.includes(sign[0] ?? '');
    this.text = before + (fits ? marked(inner, sign) : inner);
  }

  private link(node: MarkupElement, within: Within): void {
    const { href } = node.attributes;
    const before = this.text;
    this.text = '';
    this.write(node.children, { ...within, marked: true, link: true });
    const label = this.text.replaceAll('[', '(').replaceAll(']', ')');
    const url = href?.replace(/[()\s]/g, (sign) =>
      encodeURIComponent(sign).replace('(', '%28').replace(')', '%29'),
    );
    const leads = url !== undefined && isSafeUrl(url) && label.trim() !== '' && !within.link;
    if (href !== undefined && !leads) this.tell(`The link to \`${href}\` is carried over as text.`);
    this.text = before + (leads ? marked(label, '[', `](${url})`) : label);
  }

  private list({ children }: MarkupElement): void {
    this.paragraph();
    const items: string[] = [];
    for (const child of children) {
      if (typeof child === 'string') continue;
      const inner = contentOf(child.children, this.tell);
      items.push(textOfBlocks(inner));
      this.blocks.push(...inner.filter(({ type }) => type === 'image'));
    }
    const filled = items.filter((item) => item !== '');
    if (filled.length > 0) this.blocks.push({ type: 'list', items: filled });
  }

  private image({ src, alt }: Record<string, string>): void {
    this.paragraph();
    if (src === undefined || !isSafeUrl(src)) {
      this.tell('An image whose address is not a web address is left out.');
    } else this.blocks.push({ type: 'image', src, alt: alt ?? '' });
  }

  private lost({ tag, attributes, children }: MarkupElement, within: Within): void {
    const what = kLost[tag] ?? tag;
    const { src, title } = attributes;
    if ((tag === 'iframe' || tag === 'video') && src !== undefined && isSafeUrl(src)) {
      this.paragraph();
      this.blocks.push({ type: 'link', label: title || 'Video', url: src });
      return this.tell(`${what} is carried over as a link: ${src}`.replace(/^a/, 'A'));
    }
    this.tell(`${what} is left out of the content.`.replace(/^a/, 'A'));
    if (tag === '' || tag === 'button') this.write(children, within);
  }
}

/** The blocks that say the same as the markup. */
export function contentOf(nodes: readonly Markup[], tell: Tell): Block[] {
  const writer = new ContentWriter(tell);
  writer.write(nodes, { marked: false, link: false, pre: false });
  return writer.end();
}

/** The importers write one language. */
const asText = (text: Text): string => (typeof text === 'string' ? text : '');

/** All texts in one line, for where only a text may stand. */
export function textOfBlocks(blocks: readonly Block[]): string {
  const texts = blocks.map((block) => {
    if (block.type === 'text') return asText(block.text);
    if (block.type === 'list') return block.items.map(asText).join(' ');
    return block.type === 'link' ? `[${asText(block.label)}](${block.url})` : '';
  });
  return texts.filter(Boolean).join(' ');
}

/** One line of text, as for a title or a button. */
export function lineOf(nodes: readonly Markup[], tell: Tell): string {
  const blocks = contentOf(nodes, tell);
  if (blocks.some(({ type }) => type === 'image'))
    tell('An image in a title or button is left out.');
  return textOfBlocks(blocks);
}

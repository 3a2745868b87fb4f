// The pieces of content after a step's body.
import type { Block } from '../contract.ts';
import { inline, plain } from './markup.tsx';
import type { RichBlocks } from './rich_blocks.tsx';
import { linkProps, safeUrl } from './safe_url.ts';
import type { Strings } from './strings.ts';

export interface BlockProps {
  block: Block;
  strings: Strings;
  /** There when one of the blocks needs it. */
  rich: RichBlocks | undefined;
}

/** True for the blocks that a chunk of their own draws. */
export function isRich({ type }: Block): boolean {
  return type === 'video' || type === 'progress';
}

export function BlockView(props: BlockProps) {
  const { block, rich } = props;
  switch (block.type) {
    case 'text':
      return <p class="body piece">{inline(block.text)}</p>;
    case 'list':
      return (
        <ul class="piece">
          {block.items.map((item) => (
            <li key={item}>{inline(item)}</li>
          ))}
        </ul>
      );
    case 'image': {
      const src = safeUrl(block.src);
      // Another site that serves the picture is not told where it is looked at. WebKit asks for it as soon as `src` is set.
      return src ? (
        <img class="piece" referrerpolicy="no-referrer" src={src} alt={plain(block.alt)} />
      ) : null;
    }
    case 'link':
      return (
        <p class="piece">
          <a {...linkProps(block.url)}>{inline(block.label)}</a>
        </p>
      );
    default:
      return rich ? <rich.RichBlock {...props} /> : null;
  }
}

/** @jsxRuntime classic */
/** @jsx h */
/** @jsxFrag Fragment */
// Videos, of which nothing is fetched before the user asks for it, and progress. A chunk of its own, loaded with the first
// of them.
import type { ComponentChildren, JSX as PreactJsx } from 'preact';
import type { Block } from '../contract.ts';
import type { BlockProps } from './blocks.tsx';
import type { Kit } from './drawing.ts';

// Where the compiler looks for the types of elements made by `h`.
declare namespace h {
  namespace JSX {
    type Element = PreactJsx.Element;
    type IntrinsicElements = PreactJsx.IntrinsicElements;
    type IntrinsicAttributes = PreactJsx.IntrinsicAttributes;
    type ElementChildrenAttribute = PreactJsx.ElementChildrenAttribute;
  }
}

/** Blocks that most content has none of. */
export interface RichBlocks {
  css: string;
  RichBlock(props: BlockProps): ComponentChildren;
}

type VideoBlock = Extract<Block, { type: 'video' }>;
type ProgressBlock = Extract<Block, { type: 'progress' }>;

const kFilm = /\.(mp4|m4v|webm|ogv|mov)$/i;

/** Puts the player in the place of its button. Other sites' players are pages of their own, and get a frame. */
function playerFor(src: string, label: string): HTMLElement {
  if (kFilm.test(new URL(src).pathname)) {
    const video = document.createElement('video');
    video.controls = video.playsInline = true;
    video.src = src;
    // Refused where the browser wants another click: the controls are there for that.
    void video.play().catch(() => undefined);
    return video;
  }
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-presentation allow-popups');
  frame.allow = 'autoplay; fullscreen; picture-in-picture';
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  frame.title = label;
  frame.src = src;
  return frame;
}

export function createRichBlocks({ h, plain, inline, safeUrl }: Kit): RichBlocks {
  function Video({ block, play }: { block: VideoBlock; play: string }) {
    const src = safeUrl(block.src);
    const poster = block.poster === undefined ? undefined : safeUrl(block.poster);
    const label = plain(block.label);
    if (src === undefined) return null;
    // How the poster is asked for is said before `src`: WebKit asks as soon as that is set.
    const onClick = (event: MouseEvent) => {
      const player = playerFor(src, label);
      player.className = 'player';
      const button = event.currentTarget as HTMLElement;
      button.after(player);
      button.hidden = true;
      player.focus();
      // A film that cannot be played leaves its button, to try again. The browser drops the focus of a player that failed.
      player.onerror = () => {
        const focused =
          (player.getRootNode() as ShadowRoot).activeElement ?? document.activeElement;
        button.hidden = false;
        if (focused === player || focused === document.body) button.focus();
        player.remove();
      };
    };
    return (
      <div class="piece" part="video">
        <button type="button" class="play" aria-label={`${play}: ${label}`} onClick={onClick}>
          {poster && <img referrerpolicy="no-referrer" loading="lazy" src={poster} alt="" />}
          <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <circle cx="24" cy="24" r="23" />
            <path d="M19.5 15.5v17l14-8.5z" />
          </svg>
          <span class="caption">{label}</span>
        </button>
      </div>
    );
  }

  function Progress({ block }: { block: ProgressBlock }) {
    const { label, value, target } = block;
    const share = Math.min(1, Math.max(0, value / target));
    return (
      <div class="piece measure">
        <span class="about">{inline(label)}</span>
        <span class="of" aria-hidden="true">
          {Math.round(value * 10) / 10}/{target}
        </span>
        <span
          class="bar"
          role="progressbar"
          aria-label={plain(label)}
          aria-valuemin={0}
          aria-valuemax={target}
          aria-valuenow={Math.min(target, Math.max(0, value))}
        >
          <i style={{ width: `${share * 100}%` }} />
        </span>
      </div>
    );
  }

  return {
    css,
    RichBlock({ block, strings }) {
      if (block.type === 'video') return <Video block={block} play={strings.play} />;
      return block.type === 'progress' ? <Progress block={block} /> : null;
    },
  };
}

const css = `
.play{all:unset;box-sizing:border-box;position:relative;display:grid;place-items:center;width:100%;max-height:46vh;aspect-ratio:16/9;overflow:hidden;cursor:pointer;
  border-radius:calc(var(--_radius) - 4px);background:linear-gradient(135deg,rgb(var(--_rgb)/.28),rgb(var(--_rgb)/.08)) var(--_field)}
.play:focus-visible{outline:2px solid var(--_ring);outline-offset:2px}
.play img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover}
.play svg{position:relative;width:3.6em;height:3.6em;transition:transform .2s var(--_ease);filter:drop-shadow(0 2px 8px rgb(0 0 0/.28))}
.play:hover svg{transform:scale(1.08)}
.play circle{fill:var(--_accent)}
.play path{fill:var(--_on)}
.caption{position:absolute;inset:auto 0 0;padding:2.2em 1em .7em;font-weight:600;color:#fff;background:linear-gradient(transparent,rgb(8 9 20/.72));overflow-wrap:anywhere}
.player{display:block;width:100%;max-height:46vh;aspect-ratio:16/9;border:0;border-radius:calc(var(--_radius) - 4px);background:#000}
.measure{display:flex;flex-wrap:wrap;gap:.2em 1em;justify-content:space-between;font-size:.929em}
.measure .about{padding:0;font-weight:550}
.of{color:var(--_muted);font-variant-numeric:tabular-nums}
.measure .bar{flex:1 0 100%;height:7px;border-radius:4px;margin-top:.25em}
.measure .bar i{border-radius:4px;animation:grow .7s .15s var(--_ease) backwards}
@keyframes grow{from{width:0}}
@media (forced-colors:active){.play{border:1px solid ButtonText}.measure .bar{border:1px solid CanvasText}.measure .bar i{forced-color-adjust:none;background:Highlight}}
`;

// What the chunks beside this one draw with: handed in, so that they share no code with it, which would be one more file
// to fetch before the first tooltip.
import type { ComponentChildren } from 'preact';
import type { Question } from '../contract.ts';
import type { Tools } from './tools.tsx';

export interface Kit {
  h: typeof import('preact').h;
  Fragment: typeof import('preact').Fragment;
  Tools: typeof Tools;
  inline(text: string): ComponentChildren;
  plain(text: string): string;
  safeUrl(url: string): string | undefined;
  scaleOf(question: Question): readonly [number, number] | undefined;
}

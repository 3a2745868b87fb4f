// Colours that stay readable on whatever accent a product chooses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, readable, textOn } from '../../widget/src/surfaces/theme.ts';

type Rgb = readonly [number, number, number];

const kSurfaces: Rgb[] = [
  [255, 255, 255],
  [30, 32, 43],
  [0, 0, 0],
  [250, 240, 220],
  [90, 90, 90],
];

function hex(text: string): Rgb {
  const full =
    text.length === 4 ? [...text.slice(1)].flatMap((c) => [c, c]).join('') : text.slice(1);
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** Every accent there is, in steps of 15. */
function* accents(): Generator<Rgb> {
  for (let r = 0; r <= 255; r += 15)
    for (let g = 0; g <= 255; g += 15) for (let b = 0; b <= 255; b += 15) yield [r, g, b];
}

test('text on any accent has a contrast of 4.5 at least', () => {
  for (const accent of accents()) {
    const ratio = contrast(accent, hex(textOn(accent)));
    assert.ok(ratio >= 4.5, `${textOn(accent)} on ${accent.join(' ')}: ${ratio}`);
  }
});

test('any accent is lifted off any surface just far enough, and left alone where it is enough', () => {
  for (const surface of kSurfaces) {
    for (const least of [3, 4.5]) {
      for (const accent of accents()) {
        const lifted = readable(accent, surface, least);
        assert.ok(
          contrast(lifted, surface) >= least,
          `${accent.join(' ')} on ${surface.join(' ')}`,
        );
        if (contrast(accent, surface) >= least) assert.deepEqual(lifted, accent);
      }
    }
  }
});

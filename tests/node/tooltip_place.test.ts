// Where a tooltip goes: geometry alone, without a browser.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spotFor } from '../../widget/src/surfaces/place.ts';

const kView = { width: 1000, height: 600 };
const kCard = { width: 300, height: 150 };
const kMiddle = { x: 450, y: 280, width: 100, height: 40 };

const spot = (target: typeof kMiddle, placement = 'auto', { rtl = false, view = kView } = {}) =>
  spotFor(target, kCard, view, placement, rtl);

describe('the spot of a tooltip', () => {
  it('is below the target, its arrow at the middle, when nothing else is asked for', async () => {
    assert.deepEqual(await spot(kMiddle), { side: 'bottom', x: 350, y: 338, arrow: 143 });
  });

  it('is on the side that is asked for while the card fits there', async () => {
    for (const side of ['top', 'bottom', 'left', 'right']) {
      assert.equal((await spot(kMiddle, side)).side, side);
    }
  });

  it('is on the opposite side where the card does not fit', async () => {
    assert.equal((await spot({ ...kMiddle, y: 20 }, 'top')).side, 'bottom');
    assert.equal((await spot({ ...kMiddle, y: 520 }, 'bottom')).side, 'top');
    assert.equal((await spot({ ...kMiddle, x: 20 }, 'left')).side, 'right');
    assert.equal((await spot({ ...kMiddle, x: 860 }, 'right')).side, 'left');
  });

  it('is across where neither of the two has room', async () => {
    assert.equal((await spot({ x: 100, y: 50, width: 100, height: 500 }, 'top')).side, 'right');
    assert.equal((await spot({ x: 50, y: 100, width: 900, height: 40 }, 'left')).side, 'bottom');
  });

  it('stays whole on screen, and the arrow follows the target along the edge', async () => {
    const { x, arrow } = await spot({ ...kMiddle, x: 0, width: 60 });
    assert.equal(x, 12);
    assert.equal(arrow, 14);
    const atTheEnd = await spot({ ...kMiddle, x: 960, width: 40 });
    assert.equal(atTheEnd.x, 688);
    assert.equal(atTheEnd.arrow, 272);
  });

  it('begins or ends with the target when aligned, the other way round in right-to-left text', async () => {
    assert.equal((await spot(kMiddle, 'bottom-start')).x, 450);
    assert.equal((await spot(kMiddle, 'bottom-end')).x, 250);
    assert.equal((await spot(kMiddle, 'bottom-start', { rtl: true })).x, 250);
    assert.equal((await spot({ ...kMiddle, height: 60 }, 'right-start', { rtl: true })).y, 280);
  });

  it('has no arrow when the card must lie over the target', async () => {
    const view = { width: 340, height: 300 };
    const { arrow, x, y } = await spot({ x: 20, y: 20, width: 300, height: 260 }, 'auto', { view });
    assert.equal(arrow, undefined);
    assert.ok(x >= 12 && y >= 12 && y + kCard.height <= 288);
  });
});

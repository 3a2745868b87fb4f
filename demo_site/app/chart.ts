/** Charts as inline SVG, drawn in real pixels so that their text keeps its size, and drawn again when the width changes. */

import { svg } from './dom.ts';
import { axisMoney, wholeMoney } from './money.ts';

const kPad = { top: 16, right: 8, bottom: 26, left: 46 };

interface Frame {
  width: number;
  height: number;
  y: (cents: number) => number;
  grid: SVGElement[];
}

/** A step of 1, 2, 2.5 or 5 times a power of ten, about a quarter of the range. */
function niceStep(range: number): number {
  const rough = Math.max(range, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 2.5, 5, 10].find((factor) => power * factor >= rough) ?? 10);
}

function frameFor(width: number, height: number, lowest: number, highest: number): Frame {
  const step = niceStep(highest - Math.min(0, lowest));
  const bottom = Math.floor(Math.min(0, lowest) / step) * step;
  const top = Math.max(Math.ceil(highest / step) * step, bottom + step);
  const inner = height - kPad.top - kPad.bottom;
  const y = (cents: number): number =>
    kPad.top + inner - ((cents - bottom) / (top - bottom)) * inner;
  const grid: SVGElement[] = [];
  for (let value = bottom; value <= top; value += step) {
    const at = Math.round(y(value)) + 0.5;
    grid.push(
      svg('line', {
        class: value === 0 ? 'zero' : 'grid',
        x1: kPad.left,
        x2: width - kPad.right,
        y1: at,
        y2: at,
      }),
      svg('text', { x: kPad.left - 8, y: at + 4, 'text-anchor': 'end' }, axisMoney(value)),
    );
  }
  return { width, height, y, grid };
}

/** Draws now and at every change of the host's width; returns a function that draws again with new data. */
function drawInto(
  host: HTMLElement,
  draw: (width: number, height: number) => SVGElement,
): () => void {
  const redraw = (): void => {
    const style = getComputedStyle(host);
    const width = host.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (width > 0) host.replaceChildren(draw(width, host.clientHeight));
  };
  let last = 0;
  new ResizeObserver(() => {
    if (host.clientWidth === last) return;
    last = host.clientWidth;
    redraw();
  }).observe(host);
  return redraw;
}

export interface Bar {
  label: string;
  received_cents: number;
  expected_cents: number;
}

/** Bars of money received, with what is expected stacked on top; a dashed line stands after the bar with index `now`. */
export function barChart(host: HTMLElement, bars: Bar[], now: number, summary: string): void {
  drawInto(host, (width, height) => {
    const highest = Math.max(...bars.map((bar) => bar.received_cents + bar.expected_cents), 1);
    const frame = frameFor(width, height, 0, highest);
    const slot = (width - kPad.left - kPad.right) / bars.length;
    const thick = Math.min(34, slot * 0.62);
    // Labels are about 44 px wide: on a narrow screen only every second or third fits.
    const every = Math.max(1, Math.ceil(48 / slot));
    const marks = bars.flatMap((bar, index) => {
      const middle = kPad.left + slot * (index + 0.5);
      const title = `Week of ${bar.label}: ${wholeMoney(bar.received_cents)} received, ${wholeMoney(bar.expected_cents)} expected`;
      return [
        barRect('received', middle - thick / 2, thick, frame, 0, bar.received_cents, title),
        barRect(
          'expected',
          middle - thick / 2,
          thick,
          frame,
          bar.received_cents,
          bar.expected_cents,
          title,
        ),
        (bars.length - 1 - index) % every === 0 &&
          svg('text', { x: middle, y: height - 8, 'text-anchor': 'middle' }, bar.label),
      ];
    });
    const nowX = Math.round(kPad.left + slot * (now + 1)) + 0.5;
    return svg(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': summary },
      ...frame.grid,
      svg('line', { class: 'now', x1: nowX, x2: nowX, y1: kPad.top - 6, y2: frame.y(0) }),
      ...marks,
    );
  });
}

function barRect(
  kind: string,
  x: number,
  width: number,
  frame: Frame,
  from: number,
  cents: number,
  title: string,
): SVGElement | false {
  if (cents <= 0) return false;
  const top = frame.y(from + cents);
  const height = frame.y(from) - top;
  const radius = Math.min(4, height);
  // Rounded at the top only: the bar stands on the line.
  const path = `M${x} ${top + height}V${top + radius}q0 ${-radius} ${radius} ${-radius}h${width - 2 * radius}q${radius} 0 ${radius} ${radius}V${top + height}Z`;
  return svg('path', { class: kind, d: path }, svg('title', {}, title));
}

export interface ForecastPoint {
  label: string;
  cents: number;
  low_cents: number;
  high_cents: number;
}

/** The balance as a line inside the band between the worst and the best case. Returns how to draw other points. */
export function forecastChart(
  host: HTMLElement,
): (points: ForecastPoint[], summary: string) => void {
  let points: ForecastPoint[] = [];
  let summary = '';
  const redraw = drawInto(host, (width, height) => drawForecast(points, summary, width, height));
  return (nextPoints, nextSummary) => {
    points = nextPoints;
    summary = nextSummary;
    redraw();
  };
}

function drawForecast(
  points: ForecastPoint[],
  summary: string,
  width: number,
  height: number,
): SVGElement {
  const lowest = Math.min(...points.map((point) => point.low_cents));
  const highest = Math.max(...points.map((point) => point.high_cents), 1);
  const frame = frameFor(width, height, lowest, highest);
  const step = (width - kPad.left - kPad.right - 24) / Math.max(points.length - 1, 1);
  const x = (index: number): number => kPad.left + 12 + step * index;
  const at = (pick: (point: ForecastPoint) => number): string[] =>
    points.map((point, index) => `${x(index).toFixed(1)} ${frame.y(pick(point)).toFixed(1)}`);
  const high = at((point) => point.high_cents);
  const low = at((point) => point.low_cents).reverse();
  const minimum = points.reduce(
    (best, point, index) => (point.cents < (points[best]?.cents ?? 0) ? index : best),
    0,
  );
  const every = Math.max(1, Math.ceil(52 / step));
  const marks = points.flatMap((point, index) => {
    const y = frame.y(point.cents);
    return [
      svg(
        'circle',
        { class: index === minimum ? 'point low' : 'point', cx: x(index), cy: y, r: 4 },
        svg('title', {}, `${point.label}: ${wholeMoney(point.cents)}`),
      ),
      index % every === 0 &&
        svg('text', { x: x(index), y: height - 8, 'text-anchor': 'middle' }, point.label),
    ];
  });
  const minimumPoint = points[minimum];
  const anchor = minimum < 1 ? 'start' : minimum > points.length - 3 ? 'end' : 'middle';
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': summary },
    ...frame.grid,
    svg('path', { class: 'band', d: `M${high.join('L')}L${low.join('L')}Z` }),
    svg('path', { class: 'line', d: `M${at((point) => point.cents).join('L')}` }),
    ...marks,
    minimumPoint &&
      svg(
        'text',
        {
          class: 'callout',
          x: x(minimum),
          y: frame.y(minimumPoint.cents) + 22,
          'text-anchor': anchor,
        },
        `Lowest: ${wholeMoney(minimumPoint.cents)}`,
      ),
  );
}

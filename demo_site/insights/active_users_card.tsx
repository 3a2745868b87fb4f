import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Insights } from '../collector/insights_query.ts';
import { ChartCard } from './chart_card.tsx';
import { count, dayWithWeekday, longDay, shortDay } from './format.ts';

type Days = Insights['days'];

const plotHeight = 260;

/** A colour of the current theme. */
function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function axisBase(): uPlot.Axis {
  return {
    stroke: colour('ink-soft'),
    font: '12px system-ui, sans-serif',
    ticks: { show: false },
    grid: { stroke: colour('line'), width: 1 },
  };
}

/** Follows the pointer with the numbers of the day under it. */
function pointerNote(days: Days): uPlot.Plugin {
  const note = document.createElement('div');
  note.className = 'plot-note';
  note.hidden = true;
  const line = (text: string, className = '') => {
    const element = document.createElement('div');
    element.className = className;
    element.textContent = text;
    return element;
  };
  return {
    hooks: {
      init: (plot) => plot.over.append(note),
      setCursor: (plot) => {
        const day = plot.cursor.idx == null ? undefined : days[plot.cursor.idx];
        note.hidden = !day;
        if (!day) return;
        note.replaceChildren(
          line(dayWithWeekday(day.day), 'plot-note-day'),
          line(`${count(day.active_users)} active that day`),
          line(`${count(day.weekly_users)} active in 7 days`),
          line(`${count(day.sessions)} sessions`),
        );
        const left = plot.cursor.left ?? 0;
        // Beside the pointer, on the side with more room.
        const onLeft = left > plot.over.clientWidth / 2;
        note.style.left = `${left}px`;
        note.style.transform = onLeft ? 'translateX(calc(-100% - 14px))' : 'translateX(14px)';
      },
    },
  };
}

function plotOptions(days: Days, width: number, alone: boolean): uPlot.Options {
  const bars = uPlot.paths.bars?.({ size: [0.72, 26], radius: 0.2 });
  const x = axisBase();
  const y = axisBase();
  return {
    width,
    height: plotHeight,
    padding: [12, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { setScale: false, x: false, y: false } },
    // Positions, not times: a local day has no time zone to be drawn in.
    scales: { x: { time: false, range: () => [-0.6, days.length - 0.4] }, y: { range: fromZero } },
    axes: [
      {
        ...x,
        grid: { show: false },
        size: 30,
        space: 64,
        incrs: [1, 2, 7, 14, 28, 56, 91],
        values: (_plot, splits) => splits.map((split) => days[split]?.day ?? '').map(labelOf),
      },
      { ...y, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000] },
    ],
    series: [
      {},
      {
        label: 'Active that day',
        fill: colour('accent-tint'),
        width: 0,
        points: { show: false },
        ...(bars ? { paths: bars } : {}),
      },
      {
        label: 'Active in 7 days',
        stroke: colour('accent'),
        width: 2.25,
        // A single day makes no line: then it is a point.
        points: { show: alone, size: 8 },
      },
    ],
    plugins: [pointerNote(days)],
  };
}

function labelOf(day: string): string {
  return day === '' ? '' : shortDay(day);
}

function fromZero(_plot: uPlot, _low: number, high: number): [number, number] {
  return [0, Math.max(4, high * 1.08)];
}

/** Before the first summary nobody was counted, which is not the same as nobody being there. */
function sinceFirst(days: Days, firstDay: string, value: (day: Days[number]) => number) {
  return days.map((day) => (day.day < firstDay ? null : value(day)));
}

function Plot({ days, firstDay }: { days: Days; firstDay: string }) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const data: uPlot.AlignedData = [
      days.map((_day, index) => index),
      sinceFirst(days, firstDay, (day) => day.active_users),
      sinceFirst(days, firstDay, (day) => day.weekly_users),
    ];
    const alone = days.filter(({ day }) => day >= firstDay).length === 1;
    let plot: uPlot | undefined;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(plotOptions(days, element.clientWidth, alone), data, element);
    };
    draw();
    const stop = new AbortController();
    // uPlot paints on a canvas: it has to be told about new colours and a new width.
    document.addEventListener('insights:theme', draw, { signal: stop.signal });
    const observer = new ResizeObserver(() => {
      plot?.setSize({ width: element.clientWidth, height: plotHeight });
    });
    observer.observe(element);
    return () => {
      stop.abort();
      observer.disconnect();
      plot?.destroy();
    };
  }, [days, firstDay]);
  return <div ref={holder} class="plot" aria-hidden="true" />;
}

/** Users per local day as bars, and how many came within the week up to that day as a line. */
export function ActiveUsersCard({ days, firstDay }: { days: Days; firstDay: string }) {
  const counted = days.filter(({ day }) => day >= firstDay);
  const busiest = days.reduce((most, day) => (day.active_users > most.active_users ? day : most));
  const mean = days.reduce((sum, day) => sum + day.active_users, 0) / Math.max(1, counted.length);
  return (
    <ChartCard
      title="Active users"
      note={
        <>
          {count(mean)} a day on average
          {busiest.active_users > 0 &&
            `, most on ${dayWithWeekday(busiest.day)} with ${count(busiest.active_users)}`}
        </>
      }
      table={{
        columns: ['Day', 'Active', 'Active in 7 days', 'Sessions'],
        rows: [...counted]
          .reverse()
          .map((day) => [
            longDay(day.day),
            count(day.active_users),
            count(day.weekly_users),
            count(day.sessions),
          ]),
      }}
    >
      <ul class="legend">
        <li>
          <span class="swatch bar" aria-hidden="true" /> That day
        </li>
        <li>
          <span class="swatch line" aria-hidden="true" /> In the 7 days up to it
        </li>
      </ul>
      <Plot days={days} firstDay={firstDay} />
    </ChartCard>
  );
}

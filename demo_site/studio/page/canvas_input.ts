// The canvas's pointer, keys, clipboard and size, handed to the module. One AbortSignal ends all of it.
import type { StudioModule } from './studio_module.ts';

/** Dear ImGui scrolls this many pixels for one turn of a wheel's notch. */
const pixelsPerTurn = 85;
/** A finger that moved farther than this is dragging, not tapping. */
const tapRadius = 8;

/** Keys that would scroll or leave the page while the Studio means something else by them. */
const ownKeys = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End',
  'Backspace',
  'Delete',
  'Enter',
  ' ',
  '/',
  "'",
]);
const editKeys = new Set(['a', 'c', 'x', 'y', 'z']);

function listenToMouse(canvas: HTMLCanvasElement, studio: StudioModule, signal: AbortSignal): void {
  const place = (event: PointerEvent) => studio.movePointer(event.offsetX, event.offsetY);
  const isMouse = (event: PointerEvent) => event.pointerType !== 'touch';
  canvas.addEventListener('pointermove', (event) => isMouse(event) && place(event), { signal });
  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (!isMouse(event)) return;
      // Without capture the app's frame beside the canvas would swallow the rest of a drag.
      canvas.setPointerCapture(event.pointerId);
      place(event);
      studio.pressButton(event.button, true);
    },
    { signal },
  );
  const release = (event: PointerEvent) =>
    isMouse(event) && studio.pressButton(event.button, false);
  canvas.addEventListener('pointerup', release, { signal });
  canvas.addEventListener('pointercancel', release, { signal });
  canvas.addEventListener('pointerleave', () => studio.leavePointer(), { signal });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  canvas.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey) return; // the browser's zoom
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 / pixelsPerTurn : 1 / 3;
      studio.turnWheel(-event.deltaX * unit, -event.deltaY * unit);
    },
    { signal, passive: false },
  );
}

/** A finger scrolls when it goes up or down, drags when it goes sideways, and presses when it does neither. */
function listenToTouch(canvas: HTMLCanvasElement, studio: StudioModule, signal: AbortSignal): void {
  let start: { x: number; y: number } | undefined;
  let last = { x: 0, y: 0 };
  let gesture: 'undecided' | 'scroll' | 'drag' = 'undecided';
  const isTouch = (event: PointerEvent) => event.pointerType === 'touch' && event.isPrimary;

  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (!isTouch(event)) return;
      canvas.setPointerCapture(event.pointerId);
      last = start = { x: event.offsetX, y: event.offsetY };
      gesture = 'undecided';
      studio.movePointer(last.x, last.y);
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      if (!isTouch(event) || !start) return;
      const here = { x: event.offsetX, y: event.offsetY };
      const across = Math.abs(here.x - start.x);
      const along = Math.abs(here.y - start.y);
      if (gesture === 'undecided' && Math.max(across, along) > tapRadius) {
        gesture = along >= across ? 'scroll' : 'drag';
        if (gesture === 'drag') studio.pressButton(0, true);
      }
      if (gesture === 'scroll') studio.turnWheel(0, (here.y - last.y) / pixelsPerTurn);
      if (gesture === 'drag') studio.movePointer(here.x, here.y);
      last = here;
    },
    { signal },
  );
  const end = (event: PointerEvent) => {
    if (!isTouch(event) || !start) return;
    if (gesture === 'undecided' && event.type === 'pointerup') studio.pressButton(0, true);
    if (gesture !== 'scroll') studio.pressButton(0, false);
    start = undefined;
  };
  canvas.addEventListener('pointerup', end, { signal });
  canvas.addEventListener('pointercancel', end, { signal });
}

function listenToKeys(canvas: HTMLCanvasElement, studio: StudioModule, signal: AbortSignal): void {
  const press = (event: KeyboardEvent, down: boolean) => {
    // Tab stays the browser's: nobody gets caught in the canvas.
    if (event.key === 'Tab' || event.isComposing) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && !editKeys.has(event.key)) return;
    if (ownKeys.has(event.key) || (command && event.key !== 'c')) event.preventDefault();
    const name = command ? event.key.toLowerCase() : event.key;
    studio.pressKey(name, down, event.ctrlKey, event.shiftKey, event.altKey, event.metaKey);
    if (down && !command && [...event.key].length === 1) studio.typeText(event.key);
  };
  canvas.addEventListener('keydown', (event) => press(event, true), { signal });
  canvas.addEventListener('keyup', (event) => press(event, false), { signal });
  canvas.addEventListener('focus', () => studio.setFocus(true), { signal });
  canvas.addEventListener('blur', () => studio.setFocus(false), { signal });
  document.addEventListener(
    'paste',
    (event) => {
      if (document.activeElement !== canvas) return;
      studio.typeText((event.clipboardData?.getData('text') ?? '').replace(/\s+/g, ' '));
    },
    { signal },
  );
}

function watchSize(canvas: HTMLCanvasElement, studio: StudioModule, signal: AbortSignal): void {
  const measure = () => {
    // A whole number of device pixels, or every letter would be drawn between two of them.
    const scale = devicePixelRatio;
    const box = canvas.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return; // its tab is not the one shown
    studio.resize(
      Math.round(box.width * scale) / scale,
      Math.round(box.height * scale) / scale,
      scale,
    );
  };
  const observer = new ResizeObserver(measure);
  observer.observe(canvas);
  signal.addEventListener('abort', () => observer.disconnect());
  const watchScale = () => {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener(
      'change',
      () => {
        measure();
        watchScale();
      },
      { once: true, signal },
    );
  };
  watchScale();
  measure();
}

/** Connects the canvas to the module until `signal` aborts. */
export function connectCanvas(
  canvas: HTMLCanvasElement,
  studio: StudioModule,
  signal: AbortSignal,
): void {
  watchSize(canvas, studio, signal);
  listenToMouse(canvas, studio, signal);
  listenToTouch(canvas, studio, signal);
  listenToKeys(canvas, studio, signal);
}

// Line icons, 20 × 20, drawn in the colour of the text around them.

function Icon(props: { d: string }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true" focusable="false">
      <path d={props.d} stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

export const CloseIcon = () => <Icon d="M5 5l10 10M15 5L5 15" />;
export const LaterIcon = () => <Icon d="M10 6v4.2l2.8 1.7M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z" />;
export const OptOutIcon = () => <Icon d="M5.1 5.1l9.8 9.8M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z" />;

export function MoreIcon() {
  return (
    <svg viewBox="0 0 20 20" fill="currentColor" aria-hidden="true" focusable="false">
      <circle cx="4.5" cy="10" r="1.5" />
      <circle cx="10" cy="10" r="1.5" />
      <circle cx="15.5" cy="10" r="1.5" />
    </svg>
  );
}

export function DoneIcon() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="11" />
      <path d="M7.4 12.4l3.1 3.1 6.1-6.6" />
    </svg>
  );
}

/** A list of equally high rows that draws only those in view, and stays at its end while it grows. */
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export interface VirtualListProps {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  /** In CSS pixels; the style sheet gives the rows the same height. */
  readonly rowHeight: number;
  /** The position of the chosen row; -1 for none. */
  readonly chosen: number;
  /** Stay at the end while rows come. */
  readonly follows: boolean;
  onChoose(position: number): void;
  row(position: number): ComponentChildren;
}

/** Rows drawn above and below those in view, so that scrolling shows no gaps. */
const marginCount = 12;

export function VirtualList(props: VirtualListProps): JSX.Element {
  const { id, label, count, rowHeight, chosen, follows, onChoose, row } = props;
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  const atEnd = useRef(true);

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && follows && atEnd.current) element.scrollTop = count * rowHeight;
  }, [count, follows, rowHeight, height]);

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || chosen < 0) return;
    const rowTop = chosen * rowHeight;
    if (rowTop < element.scrollTop) element.scrollTop = rowTop;
    else if (rowTop + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = rowTop + rowHeight - element.clientHeight;
    }
  }, [chosen, rowHeight]);

  const onScroll = (): void => {
    const element = list.current;
    if (element === null) return;
    atEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - rowHeight;
    setTop(element.scrollTop);
  };

  const first = Math.max(0, Math.floor(top / rowHeight) - marginCount);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + marginCount);
  const positions = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  return (
    <div
      ref={list}
      class="virtual-list"
      role="listbox"
      aria-label={label}
      aria-activedescendant={chosen >= first && chosen < last ? `${id}-${chosen}` : undefined}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={(event) => {
        const next = nextPosition(event.key, chosen, count, Math.floor(height / rowHeight));
        if (next === undefined) return;
        event.preventDefault();
        onChoose(next);
      }}
    >
      <div class="virtual-list-inner" role="presentation" style={{ height: `${count * rowHeight}px` }}>
        {positions.map((position) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys, as a listbox does.
          // biome-ignore lint/a11y/useFocusableInteractive: the list itself has the focus and names the active option.
          <div
            key={position}
            id={`${id}-${position}`}
            class="virtual-row"
            role="option"
            aria-selected={position === chosen}
            aria-setsize={count}
            aria-posinset={position + 1}
            style={{ top: `${position * rowHeight}px` }}
            onClick={() => onChoose(position)}
          >
            {row(position)}
          </div>
        ))}
      </div>
    </div>
  );
}

function nextPosition(key: string, chosen: number, count: number, pageCount: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: chosen + 1,
    ArrowUp: chosen < 0 ? count - 1 : chosen - 1,
    PageDown: chosen + pageCount,
    PageUp: chosen - pageCount,
    Home: 0,
    End: count - 1,
  };
  const next = moves[key];
  return next === undefined || count === 0 ? undefined : Math.min(Math.max(0, next), count - 1);
}

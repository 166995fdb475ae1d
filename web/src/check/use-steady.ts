/** Keeps what has the focus at its place on the screen while something is added above it. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export function useSteady(scroller: RefObject<HTMLElement | null>): void {
  const before = useRef<{ readonly element: Element; readonly top: number } | undefined>(undefined);
  useLayoutEffect(() => {
    const box = scroller.current;
    const element = document.activeElement;
    if (box === null || element === null || !box.contains(element)) {
      before.current = undefined;
      return;
    }
    const topOf = (): number => element.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    const { current: last } = before;
    // Away from the very top browsers do it by themselves.
    if (last?.element === element && box.scrollTop === 0) box.scrollTop += topOf() - last.top;
    before.current = { element, top: topOf() };
  });
}

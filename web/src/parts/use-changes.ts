/** Draws a component again after something changed, once for all changes between two frames of the screen. */
import { useEffect, useReducer } from "preact/hooks";
import type { Watchable } from "../model/changes.ts";

export function useChanges(watchable: Watchable | undefined): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (watchable === undefined) return;
    let frame: number | undefined;
    const onChange = (): void => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        redraw(undefined as never);
      });
    };
    const stop = watchable.watch(onChange);
    // Something may have changed since the component was drawn.
    onChange();
    return () => {
      stop();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [watchable]);
}

/** Draws a component again and again while something goes on, such as a call's clock. */
export function useTicks(isRunning: boolean, intervalMs: number): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => redraw(undefined as never), intervalMs);
    return () => clearInterval(timer);
  }, [isRunning, intervalMs]);
}
